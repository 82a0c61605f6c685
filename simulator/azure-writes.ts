/** What a write does: held against AKS's rules, and begun as an operation. */
import { armError, providerError } from './azure-answers.ts';
import { clusterBody, poolBody } from './azure-cluster.ts';
import { planNewCluster, planNewPool } from './azure-create.ts';
import { compareBodies, isObject, type Json } from './azure-difference.ts';
import { findCluster, findPool } from './azure-lookup.ts';
import { planAbort, planImage } from './azure-plans.ts';
import { refuseBusy, refusePrecondition } from './azure-preconditions.ts';
import { wishCluster } from './azure-put-cluster.ts';
import { wishPool } from './azure-put-pool.ts';
import type { WriteQuestion } from './azure-routes.ts';
import { ruledPool } from './azure-ruled.ts';
import { refuseImage, refuseStopped } from './azure-rules.ts';
import { type ClusterKey, lookUpCluster, lookUpPool } from './azure-state.ts';
import {
  asAnswer,
  begun,
  type ClusterTarget,
  carryOut,
  type PoolTarget,
  refuseLocation,
  refuseLock,
  refuseMissingLocation,
} from './azure-write-answers.ts';
import type { RollbackMark, WriteWorld, Written } from './azure-write-world.ts';
import type { SimRequest, SimResponse } from './exchange.ts';
import { isOn } from './quirks.ts';

export function answerWrite(world: WriteWorld, request: SimRequest, question: WriteQuestion): Written {
  const { id: subscriptionId } = world.subscription;
  const cluster = findCluster(world, question);
  if ('status' in cluster) {
    if (question.kind !== 'put-cluster' || isGroupMissing(cluster)) return bare(cluster);
    return bare(makeCluster(world, request, { ...question, subscriptionId }));
  }
  const key = { subscriptionId, group: cluster.resourceGroup, cluster: cluster.name };
  const locked = refuseLock(cluster, request);
  if (locked !== undefined) return bare(locked);
  if (question.kind === 'abort') return bare(abort(world, { key, cluster }, question.pool));
  if (question.kind === 'put-cluster') return putCluster(world, request, { key, cluster });
  const pool = findPool(world, cluster, question.pool);
  if ('status' in pool) {
    if (question.kind !== 'put-pool') return bare(pool);
    return bare(makePool(world, request, { key, cluster }, question.pool));
  }
  if (question.kind === 'image-upgrade') return bare(upgradeImage(world, { key, cluster, pool }));
  return putPool(world, request, { key, cluster, pool });
}

function makeCluster(world: WriteWorld, request: SimRequest, key: ClusterKey): SimResponse {
  const sent = parse(request);
  if (sent === undefined) return invalidContent;
  const absent =
    refusePrecondition(request, { isThere: false, eTag: undefined }) ?? refuseMissingLocation(world, sent);
  if (absent !== undefined) return absent;
  const plan = planNewCluster(world, { ...key, subscriptionId: world.subscription.id }, sent);
  const cluster = lookUpCluster(plan.begin(world.fleet), key);
  if (cluster === undefined) return invalidContent;
  return carryOut(world, plan, { status: 201, target: { key, cluster } });
}

function makePool(world: WriteWorld, request: SimRequest, target: ClusterTarget, name: string): SimResponse {
  const sent = parse(request);
  if (sent === undefined) return invalidContent;
  const refused = refuseStart(world, request, target, { isThere: false, eTag: undefined });
  if (refused !== undefined) return refused;
  const plan = planNewPool(world, target, { name, properties: propertiesOf(sent) });
  const cluster = lookUpCluster(plan.begin(world.fleet), target.key);
  const pool = lookUpPool(cluster, name);
  if (cluster === undefined || pool === undefined) return invalidContent;
  return carryOut(world, plan, { status: 201, target: { ...target, cluster, pool } });
}

function putCluster(world: WriteWorld, request: SimRequest, target: ClusterTarget): Written {
  const { cluster } = target;
  const sent = parse(request);
  if (sent === undefined) return bare(invalidContent);
  const state = clusterBody(world, cluster);
  const { changes, leftOut } = compareBodies(state, sent);
  const rollbacks = marksOf(sent);
  const told = (response: SimResponse): Written => ({ response, changes, leftOut, rollbacks });
  const first =
    refuseLocation(cluster, sent) ??
    refuseStart(world, request, target, { isThere: true, eTag: state['eTag'] }) ??
    asAnswer(world, refuseStopped({ isStopped: cluster.power === 'Stopped' }));
  if (first !== undefined) return told(first);
  return told(
    carryOut(world, wishCluster(world, target, { sent, changes, request }), { status: 200, target }),
  );
}

function putPool(world: WriteWorld, request: SimRequest, target: PoolTarget): Written {
  const { cluster, pool } = target;
  const sent = parse(request);
  if (sent === undefined) return bare(invalidContent);
  const state = poolBody(world, cluster, pool);
  const { changes, leftOut } = compareBodies(state, sent);
  const rollbacks = marksOf({
    properties: { agentPoolProfiles: [{ ...propertiesOf(sent), name: pool.name }] },
  });
  const told = (response: SimResponse): Written => ({ response, changes, leftOut, rollbacks });
  const first =
    refuseStart(world, request, target, { isThere: true, eTag: propertiesOf(state)['eTag'] }) ??
    asAnswer(world, refuseStopped({ isStopped: cluster.power === 'Stopped' }));
  if (first !== undefined) return told(first);
  return told(carryOut(world, wishPool(world, target, { sent, changes, request }), { status: 200, target }));
}

function refuseStart(
  world: WriteWorld,
  request: SimRequest,
  target: ClusterTarget | PoolTarget,
  current: { readonly isThere: boolean; readonly eTag: unknown },
): SimResponse | undefined {
  const busy = refuseBusy(world, target, 'pool' in target ? target.pool : undefined);
  const stale = refusePrecondition(request, current);
  return isOn('busy-before-stale', world.switches) ? (busy ?? stale) : (stale ?? busy);
}

function upgradeImage(world: WriteWorld, target: PoolTarget): SimResponse {
  const { cluster, pool } = target;
  const refused =
    refuseBusy(world, target, pool) ??
    asAnswer(
      world,
      refuseStopped({ isStopped: cluster.power === 'Stopped' }) ??
        refuseImage(ruledPool(world, cluster, pool)),
    );
  if (refused !== undefined) return refused;
  return carryOut(world, planImage(world, target, pool), { status: 202, target });
}

function abort(world: WriteWorld, target: ClusterTarget, poolName: string | undefined): SimResponse {
  const pool = poolName === undefined ? undefined : findPool(world, target.cluster, poolName);
  if (pool !== undefined && 'status' in pool) return pool;
  const plan = planAbort(world, target, pool);
  const operation = world.operations.abort({ key: target.key, pool: pool?.name }, plan, world.by);
  if (operation === undefined) {
    return providerError(
      409,
      'OperationNotAllowed',
      'Operation is not allowed: there is no operation in progress that could be aborted.',
    );
  }
  return begun(world, operation, { status: 202, target: pool === undefined ? target : { ...target, pool } });
}

/** `undefined`: no JSON object with properties. */
function parse(request: SimRequest): Json | undefined {
  try {
    const sent: unknown = JSON.parse(request.body);
    return isObject(sent) && isObject(sent['properties']) ? sent : undefined;
  } catch {
    return undefined;
  }
}

const invalidContent = armError(
  400,
  'InvalidRequestContent',
  'The request content was invalid and could not be deserialized.',
);

function marksOf(sent: Json): readonly RollbackMark[] {
  const pools = propertiesOf(sent)['agentPoolProfiles'];
  return (Array.isArray(pools) ? pools.filter(isObject) : []).flatMap((one) => {
    const image = one['nodeImageVersion'];
    return typeof image === 'string' ? [{ pool: String(one['name']), image }] : [];
  });
}

function propertiesOf(body: Json): Json {
  const properties = body['properties'];
  return isObject(properties) ? properties : {};
}

function bare(response: SimResponse): Written {
  return { response, changes: [], leftOut: [], rollbacks: [] };
}

function isGroupMissing({ body }: SimResponse): boolean {
  return isObject(body) && isObject(body['error']) && body['error']['code'] === 'ResourceGroupNotFound';
}
