/** How a write ends: begun as an operation, or refused. */
import { armError, providerError } from './azure-answers.ts';
import { clusterBody, poolBody } from './azure-cluster.ts';
import type { Json } from './azure-difference.ts';
import { findCluster } from './azure-lookup.ts';
import { startedAnswer } from './azure-operation-answers.ts';
import type { SimOperation } from './azure-operations.ts';
import type { Refusal } from './azure-rules.ts';
import { type ClusterKey, lookUpPool } from './azure-state.ts';
import type { Wish, WriteWorld } from './azure-write-world.ts';
import type { SimRequest, SimResponse } from './exchange.ts';
import type { SimCluster, SimPool } from './fleet-model.ts';
import { isOn } from './quirks.ts';

export interface ClusterTarget {
  readonly key: ClusterKey;
  readonly cluster: SimCluster;
}
export interface PoolTarget extends ClusterTarget {
  readonly pool: SimPool;
}

export interface Ending {
  readonly status: number;
  readonly target: ClusterTarget | PoolTarget;
}

export function carryOut(world: WriteWorld, wish: Wish, ending: Ending): SimResponse {
  if ('code' in wish) return ruled(world, wish);
  const { key, pool, kind } = wish;
  const injected = world.failures.upFront({ key, pool, kind });
  if (injected !== undefined) {
    const { status, code, message, ...more } = injected.refuse;
    return providerError(status, code, message, more);
  }
  return begun(world, world.operations.begin(wish, world.by), ending);
}

/** The state after the start, with the eTags from before it (azure-cli-extensions, Apr 2024). */
export function begun(world: WriteWorld, operation: SimOperation, { status, target }: Ending): SimResponse {
  const after = world.after();
  const found = findCluster(after, target.key);
  if ('status' in found) return found;
  const cluster = withGenerations(found, target.cluster);
  const pool = 'pool' in target ? lookUpPool(cluster, target.pool.name) : undefined;
  const body = pool === undefined ? clusterBody(after, cluster) : poolBody(after, cluster, pool);
  return startedAnswer(after, operation, { status, body });
}

function withGenerations(cluster: SimCluster, before: SimCluster): SimCluster {
  return {
    ...cluster,
    generation: before.generation,
    pools: cluster.pools.map((pool) => ({
      ...pool,
      generation: lookUpPool(before, pool.name)?.generation ?? pool.generation,
    })),
  };
}

/** A rule's refusal as AKS sends it. */
function ruled(world: WriteWorld, refusal: Refusal): SimResponse {
  const conflicts = refusal.code === 'OperationNotAllowed' && isOn('rule-refusals-conflict', world.switches);
  return providerError(conflicts ? 409 : 400, refusal.code, refusal.message);
}

export function asAnswer(world: WriteWorld, refusal: Refusal | undefined): SimResponse | undefined {
  return refusal === undefined ? undefined : ruled(world, refusal);
}

export function refuseLock(cluster: SimCluster, request: SimRequest): SimResponse | undefined {
  if (cluster.lock === undefined) return undefined;
  return armError(
    409,
    'ScopeLocked',
    `The scope '${request.path}' cannot perform write operation because following scope(s) are locked: ` +
      `'${request.path}'. Please remove the lock and try again.`,
  );
}

export function refuseMissingLocation(world: WriteWorld, sent: Json): SimResponse | undefined {
  const location = sent['location'];
  if (typeof location === 'string' && world.fleet.regions[location.toLowerCase()] !== undefined)
    return undefined;
  return armError(400, 'LocationRequired', 'The location property is required for this definition.');
}

export function refuseLocation(cluster: SimCluster, sent: Json): SimResponse | undefined {
  const location = sent['location'];
  if (typeof location !== 'string') {
    return armError(400, 'LocationRequired', 'The location property is required for this definition.');
  }
  if (location.toLowerCase().replaceAll(' ', '') === cluster.location) return undefined;
  return armError(
    409,
    'InvalidResourceLocation',
    `The resource '${cluster.name}' already exists in location '${cluster.location}'. A resource with the same name ` +
      `cannot be created in location '${location}'.`,
  );
}
