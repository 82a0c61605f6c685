import {
  type AccessWorld,
  authenticate,
  grants,
  type SimIdentity,
  seesSubscription,
} from './azure-access.ts';
import { armError, notGranted, throttled } from './azure-answers.ts';
import { type Buckets, createBuckets, type LimitName } from './azure-buckets.ts';
import { answerRead } from './azure-reads.ts';
import { type ArmQuestion, type ArmRoute, routeOf } from './azure-routes.ts';
import type { SimRequest, SimResponse, SimService } from './exchange.ts';
import type { Fleet, SimSubscription } from './fleet.ts';
import { isOn, type QuirkSwitches } from './quirks.ts';

/** One right asked for: what a role must grant, and whether it did. */
export interface ActionUse {
  readonly action: string;
  readonly scope: string;
  readonly granted: boolean;
}

export interface ArmOptions extends AccessWorld {
  readonly fleet: () => Fleet;
  readonly switches: () => QuirkSwitches;
  /** Items a page of a cluster list; the real size is not documented. */
  readonly pageSize?: number;
  /** Instead of ARM's own host in `nextLink`: what a client must not follow with its token. */
  readonly nextLinkHost?: string;
}

export interface Arm {
  readonly service: SimService;
  /** Every right that was asked for, in order. */
  readonly uses: readonly ActionUse[];
  /** Whatever was not a GET: refused, and kept here. */
  readonly mutations: readonly SimRequest[];
}

/** Azure Resource Manager with the reads of AKS that an upgrade check needs. */
export function createArm(options: ArmOptions): Arm {
  const uses: ActionUse[] = [];
  const mutations: SimRequest[] = [];
  const buckets = createBuckets(options.clock);
  const service = (request: SimRequest): SimResponse => {
    if (request.method !== 'GET') {
      mutations.push(request);
      return armError(
        405,
        'MethodNotAllowed',
        `The simulated Azure is read-only: ${request.method} is refused.`,
      );
    }
    const caller = authenticate(options, request);
    if ('status' in caller) return caller;
    const route = routeOf(request.path);
    if (route === undefined) return armError(404, 'NotFound', `No route for ${request.path}.`);
    const wrongVersion = refuseApiVersion(request, route);
    if (wrongVersion !== undefined) return wrongVersion;
    return answer(options, { request, route, identity: caller.identity, uses, buckets });
  };
  return { service, uses, mutations };
}

interface Turn {
  readonly request: SimRequest;
  readonly route: ArmRoute;
  readonly identity: SimIdentity;
  readonly uses: ActionUse[];
  readonly buckets: Buckets;
}

function answer(options: ArmOptions, turn: Turn): SimResponse {
  const { route, identity } = turn;
  const fleet = options.fleet();
  if (route.subscriptionId === undefined) return subscriptionList(fleet, identity);
  const subscription = findSubscription(fleet, identity, route.subscriptionId);
  if ('status' in subscription) return subscription;
  const refused = refuseAction(turn, subscription.id);
  if (refused !== undefined) return refused;
  if (route.question.kind === 'subscription') return { status: 200, body: subscriptionBody(subscription) };
  const { switches, pageSize, nextLinkHost } = options;
  const world = { fleet, subscription, switches: switches(), pageSize: pageSize ?? 50, nextLinkHost };
  const tooMany = throttle(world.switches, turn, subscription);
  return tooMany ?? answerRead(world, turn.request, route);
}

function refuseAction(turn: Turn, subscriptionId: string): SimResponse | undefined {
  const { route, identity, uses } = turn;
  if (route.action === undefined) {
    if (seesSubscription(identity, subscriptionId)) return undefined;
    return notGranted(identity, 'Microsoft.Resources/subscriptions/read', route.scope);
  }
  const granted = grants(identity, route.action, route.scope);
  uses.push({ action: route.action, scope: route.scope, granted });
  return granted ? undefined : notGranted(identity, route.action, route.scope);
}

function findSubscription(fleet: Fleet, identity: SimIdentity, id: string): SimSubscription | SimResponse {
  if (!/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) {
    return armError(
      400,
      'InvalidSubscriptionId',
      `The provided subscription identifier '${id}' is malformed or invalid.`,
    );
  }
  const found = fleet.subscriptions.find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (found === undefined) {
    return armError(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
  }
  if (found.tenantId === identity.tenantId) return found;
  return armError(
    401,
    'InvalidAuthenticationTokenTenant',
    `The access token is from the wrong issuer 'https://sts.windows.net/${identity.tenantId}/'. It must match the ` +
      `tenant 'https://sts.windows.net/${found.tenantId}/' associated with this subscription.`,
  );
}

/** ARM's own reads take dates since 2014; those of AKS are taken since 2020-01-01, previews among them. */
function refuseApiVersion(request: SimRequest, route: ArmRoute): SimResponse | undefined {
  const version = request.query.get('api-version') ?? '';
  if (version === '') {
    const message = 'The api-version query parameter (?api-version=) is required for all requests.';
    return armError(400, 'MissingApiVersionParameter', message);
  }
  const oldest = route.action === undefined ? '2014-04-01' : '2020-01-01';
  if (/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version) && version >= oldest && version < '2027')
    return undefined;
  if (route.action === undefined) {
    const message = `The api-version '${version}' is invalid. The supported versions are '2022-12-01,2020-01-01,2016-06-01'.`;
    return armError(400, 'InvalidApiVersionParameter', message);
  }
  return armError(
    400,
    'InvalidResourceType',
    "The resource type could not be found in the namespace 'Microsoft.ContainerService' for api version " +
      `'${version}'. The supported api-versions are '2025-10-01,2026-01-01,2026-04-01,2026-06-01'.`,
  );
}

function subscriptionList(fleet: Fleet, identity: SimIdentity): SimResponse {
  const seen = fleet.subscriptions
    .filter((one) => one.tenantId === identity.tenantId && seesSubscription(identity, one.id))
    .map(subscriptionBody);
  return { status: 200, body: { value: seen, count: { type: 'Total', value: seen.length } } };
}

function subscriptionBody(subscription: SimSubscription): Readonly<Record<string, unknown>> {
  return {
    id: `/subscriptions/${subscription.id}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: subscription.id,
    tenantId: subscription.tenantId,
    displayName: subscription.name,
    state: subscription.state,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'EnterpriseAgreement_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}

function throttle(
  switches: QuirkSwitches,
  turn: Turn,
  subscription: SimSubscription,
): SimResponse | undefined {
  const { buckets, identity, route } = turn;
  const tell = (seconds: number): SimResponse =>
    throttled(isOn('retry-after-when-throttled', switches) ? seconds : undefined);
  if (isOn('arm-read-bucket', switches)) {
    const wait = buckets.take('arm', `${subscription.id} ${identity.objectId}`);
    if (wait !== undefined) return { ...tell(wait), body: armThrottled(subscription.id, wait) };
  }
  if (!isOn('token-buckets', switches)) return undefined;
  const [limit, key] = bucketOf(route.question, subscription);
  const wait = buckets.take(limit, key);
  return wait === undefined ? undefined : tell(wait);
}

function armThrottled(subscriptionId: string, wait: number): unknown {
  const message = `Number of read requests for subscription '${subscriptionId}' exceeded the limit. Try again after '${wait}' seconds.`;
  return { error: { code: 'SubscriptionRequestsThrottled', message } };
}

/** All but lists and cluster reads share one bucket for each subscription and region. */
function bucketOf(question: ArmQuestion, subscription: SimSubscription): readonly [LimitName, string] {
  const { id } = subscription;
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
  const group = question.group.toLowerCase();
  const name = question.cluster.toLowerCase();
  const asked = subscription.clusters.find(
    (one) => one.name.toLowerCase() === name && one.resourceGroup.toLowerCase() === group,
  );
  return asked?.location ?? '';
}
