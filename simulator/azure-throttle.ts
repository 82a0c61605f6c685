/** Who asked too often: ARM's own limit first, then AKS's token buckets. */
import type { SimIdentity } from './azure-access.ts';
import { throttled } from './azure-answers.ts';
import type { Buckets, LimitName } from './azure-buckets.ts';
import type { ArmQuestion } from './azure-routes.ts';
import { sameName } from './azure-state.ts';
import type { SimResponse } from './exchange.ts';
import type { SimSubscription } from './fleet-model.ts';
import { isOn, type QuirkSwitches } from './quirks.ts';

interface Turn {
  readonly question: ArmQuestion;
  readonly identity: SimIdentity;
  readonly buckets: Buckets;
}

export function throttle(
  switches: QuirkSwitches,
  turn: Turn,
  subscription: SimSubscription,
): SimResponse | undefined {
  const { buckets, identity, question } = turn;
  const tell = (seconds: number): SimResponse =>
    throttled(isOn('retry-after-when-throttled', switches) ? seconds : undefined);
  if (isOn('arm-read-bucket', switches)) {
    const wait = buckets.take('arm', `${subscription.id} ${identity.objectId}`);
    if (wait !== undefined) return { ...tell(wait), body: armThrottled(subscription.id, wait) };
  }
  const isPut = question.kind === 'put-cluster' || question.kind === 'put-pool';
  if (!isOn(isPut ? 'write-buckets' : 'token-buckets', switches)) return undefined;
  const [limit, key] = bucketOf(question, subscription);
  const wait = buckets.take(limit, key);
  return wait === undefined ? undefined : tell(wait);
}

function armThrottled(subscriptionId: string, wait: number): unknown {
  const message = `Number of read requests for subscription '${subscriptionId}' exceeded the limit. Try again after '${wait}' seconds.`;
  return { error: { code: 'SubscriptionRequestsThrottled', message } };
}

/** All but lists, cluster reads, PUTs and operations share one bucket for each subscription and region. */
function bucketOf(question: ArmQuestion, subscription: SimSubscription): readonly [LimitName, string] {
  const { id } = subscription;
  if (question.kind === 'operation' || question.kind === 'operation-result') return ['status', id];
  if (question.kind === 'put-cluster') return ['put-cluster', `${id}/${question.group}/${question.cluster}`];
  if (question.kind === 'put-pool') {
    return ['put-pool', `${id}/${question.group}/${question.cluster}/${question.pool}`];
  }
  if (question.kind === 'clusters') {
    return question.group === undefined
      ? ['list-subscription', id]
      : ['list-resource-group', `${id}/${question.group}`];
  }
  if (question.kind === 'cluster') return ['get-cluster', `${id}/${question.group}/${question.cluster}`];
  const location = 'location' in question ? question.location : locationOf(question, subscription);
  return ['other', `${id} ${location}`];
}

function locationOf(question: ArmQuestion, subscription: SimSubscription): string {
  if (!('cluster' in question)) return '';
  const asked = subscription.clusters.find(
    (one) => sameName(one.name, question.cluster) && sameName(one.resourceGroup, question.group),
  );
  return asked?.location ?? '';
}
