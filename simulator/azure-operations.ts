/**
 * Long operations. Nothing runs by itself: whoever looks first settles what is over by the clock, so that a world's
 * state is a function of what was asked and of the time.
 */

import type { FailureDesk } from './azure-failures.ts';
import { guidOf } from './azure-guid.ts';
import type { OperationPlan, StartedKind } from './azure-operation-plan.ts';
import type { Pace } from './azure-pace.ts';
import type { ClusterKey } from './azure-state.ts';
import { isSameCluster, sameName, withCluster } from './azure-state.ts';
import type { Fleet, SimCluster, SimPool } from './fleet-model.ts';

export interface SimOperation {
  readonly id: string;
  readonly number: number;
  readonly plan: OperationPlan;
  /** Object id of whoever asked. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  endsAt: number;
  outcome: 'Succeeded' | 'Failed' | 'Canceled';
  error: { readonly code: string; readonly message: string } | undefined;
  isOver: boolean;
}

/** For tests: an operation that really started. */
export interface Started {
  readonly at: Date;
  readonly kind: StartedKind;
  /** Of the cluster or the pool. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Object id. */
  readonly by: string;
}

export interface OperationsWorld {
  readonly clock: () => number;
  readonly pace: () => Pace;
  readonly fleet: () => Fleet;
  readonly setFleet: (fleet: Fleet) => void;
  readonly failures: FailureDesk;
  readonly failedPoolFailsCluster: () => boolean;
}

export interface Operations {
  readonly all: readonly SimOperation[];
  readonly started: readonly Started[];
  begin(plan: OperationPlan, by: string): SimOperation;
  /** Ends the running operation of the cluster, or of the pool, as canceled; `undefined`: there is none. */
  abort(
    target: { readonly key: ClusterKey; readonly pool: string | undefined },
    abort: OperationPlan,
    by: string,
  ): SimOperation | undefined;
  /** Brings the fleet to now. */
  settle(): void;
  find(id: string): SimOperation | undefined;
}

export function createOperations(world: OperationsWorld): Operations {
  const all: SimOperation[] = [];
  const started: Started[] = [];
  const settle = (): void => {
    const due = all.filter((one) => !one.isOver && one.endsAt <= world.clock());
    for (const one of due.sort((a, b) => a.endsAt - b.endsAt)) {
      one.isOver = true;
      world.setFleet(ended(world, world.fleet(), one));
    }
  };
  const add = (plan: OperationPlan, by: string): SimOperation => {
    const operation = open(world, plan, by, all.length + 1);
    all.push(operation);
    const { kind, resourceId, from, to } = plan;
    started.push({ at: new Date(operation.startedAt), kind, id: resourceId, from, to, by });
    world.setFleet(shown(plan.begin(world.fleet()), plan));
    return operation;
  };
  return {
    all,
    started,
    settle,
    begin: add,
    abort(target, plan, by) {
      const running = all.findLast(
        (one) =>
          !one.isOver &&
          one.plan.kind !== 'abort' &&
          isSameCluster(one.plan.key, target.key) &&
          (one.plan.pool ?? '').toLowerCase() === (target.pool ?? '').toLowerCase(),
      );
      if (running === undefined) return undefined;
      const operation = add(plan, by);
      // One tick before, so that the abort finds it over.
      running.endsAt = Math.min(running.endsAt, operation.endsAt - 1);
      running.outcome = 'Canceled';
      running.error = undefined;
      return operation;
    },
    find: (id) => all.find((one) => sameName(one.id, id)),
  };
}

function open(world: OperationsWorld, plan: OperationPlan, by: string, number: number): SimOperation {
  const startedAt = world.clock();
  const failure = world.failures.underway({ key: plan.key, pool: plan.pool, kind: plan.kind });
  return {
    id: guidOf(`operation ${number} ${plan.resourceId} ${startedAt}`),
    number,
    plan,
    by,
    startedAt,
    endsAt: startedAt + plan.seconds * 1000 * (failure?.at ?? 1),
    outcome: failure?.state ?? 'Succeeded',
    error: failure === undefined ? undefined : { code: failure.code, message: failure.message },
    isOver: false,
  };
}

/** From the first second on, a cluster's operation stands on the cluster and every pool, a pool's on that pool alone. */
function shown(fleet: Fleet, plan: OperationPlan): Fleet {
  if (plan.kind === 'abort') return fleet;
  return withCluster(fleet, plan.key, (cluster) => {
    const isHeld = (pool: SimPool) => plan.pool === undefined || sameName(pool.name, plan.pool);
    const own =
      plan.pool === undefined ? { provisioningState: plan.state, generation: cluster.generation + 1 } : {};
    return {
      ...cluster,
      ...own,
      pools: cluster.pools.map((pool) =>
        isHeld(pool) ? { ...pool, provisioningState: plan.state, generation: pool.generation + 1 } : pool,
      ),
    };
  });
}

function ended(world: OperationsWorld, fleet: Fleet, operation: SimOperation): Fleet {
  const { plan, outcome, error } = operation;
  if (plan.kind === 'abort') return fleet;
  const at = new Date(operation.endsAt);
  return withCluster(fleet, plan.key, (cluster) => {
    const pools = cluster.pools.map((pool) => endedPool(pool, operation, at));
    if (plan.pool === undefined) {
      const generation = cluster.generation + 1;
      return { ...cluster, pools, provisioningState: outcome, provisioningError: error, generation };
    }
    return { ...cluster, ...clusterAfterPool(world, { ...cluster, pools }, cluster, operation), pools };
  });
}

function endedPool(pool: SimPool, operation: SimOperation, at: Date): SimPool {
  const { plan, outcome, error } = operation;
  if (plan.pool !== undefined && !sameName(pool.name, plan.pool)) return pool;
  const isTouched = plan.pools.some((name) => sameName(name, pool.name));
  const state = {
    provisioningState: isTouched || outcome === 'Canceled' ? outcome : 'Succeeded',
    provisioningError: isTouched ? error : undefined,
    generation: pool.generation + 1,
  };
  if (!isTouched) return { ...pool, ...state };
  return { ...(outcome === 'Succeeded' ? plan.finish(pool, at) : plan.stop(pool)), ...state };
}

/** A failed pool leaves its cluster `Failed`; once it is repaired, so is the cluster. */
function clusterAfterPool(
  world: OperationsWorld,
  now: SimCluster,
  before: SimCluster,
  operation: SimOperation,
): Partial<SimCluster> {
  if (operation.outcome === 'Failed') {
    if (!world.failedPoolFailsCluster()) return {};
    return { provisioningState: 'Failed', provisioningError: operation.error };
  }
  const was = before.pools.find((pool) => sameName(pool.name, operation.plan.pool ?? ''))?.provisioningError;
  const isHealed =
    before.provisioningState === 'Failed' &&
    now.pools.every((pool) => pool.provisioningState === 'Succeeded');
  const isOfPool = was !== undefined || before.provisioningError === undefined;
  return isHealed && isOfPool ? { provisioningState: 'Succeeded', provisioningError: undefined } : {};
}
