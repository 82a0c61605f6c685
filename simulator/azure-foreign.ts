/** Somebody else at the same clusters: the portal, another pipeline, AKS itself. */
import type { OperationPlan } from './azure-operation-plan.ts';
import { type PlanWorld, planCluster, planImage, planPool, targetOf } from './azure-plans.ts';
import { type ClusterKey, sameName } from './azure-state.ts';
import type { Fleet, SimPool } from './fleet-model.ts';

export interface ForeignWrite {
  /** A cluster's name, or `group/name`. */
  readonly cluster: string;
  /** Absent: the cluster itself. */
  readonly pool?: string;
  /** `update`: no version changes. `version`: to `to`. `image`: to the newest. `scale`: to `count` nodes. */
  readonly kind: 'update' | 'version' | 'image' | 'scale';
  readonly to?: string;
  readonly count?: number;
  /** Absent: what such a thing takes. */
  readonly seconds?: number;
  /** Object id. */
  readonly by?: string;
}

/** Not held against any rule: what is done is done. Throws when there is no such cluster or pool. */
export function planForeign(world: PlanWorld, write: ForeignWrite): OperationPlan {
  const target = targetOf(world.fleet, keyOf(world.fleet, write.cluster));
  const plan =
    write.pool === undefined
      ? planCluster(world, target, { to: write.to ?? target.cluster.version, moved: [] })
      : planPoolWrite(world, target, poolOf(target.cluster.pools, write.pool), write);
  return write.seconds === undefined ? plan : { ...plan, seconds: write.seconds };
}

function planPoolWrite(
  world: PlanWorld,
  target: ReturnType<typeof targetOf>,
  pool: SimPool,
  write: ForeignWrite,
): OperationPlan {
  if (write.kind === 'image') return planImage(world, target, pool);
  const count = write.count ?? pool.count;
  const settings = (one: SimPool): SimPool => ({ ...one, count });
  const plan = planPool(world, target, { pool, to: write.to ?? pool.version, settings });
  return write.kind === 'scale' ? { ...plan, state: 'Scaling' } : plan;
}

function poolOf(pools: readonly SimPool[], name: string): SimPool {
  const pool = pools.find((one) => sameName(one.name, name));
  if (pool === undefined) throw new Error(`There is no pool ${name}.`);
  return pool;
}

function keyOf(fleet: Fleet, name: string): ClusterKey {
  for (const subscription of fleet.subscriptions) {
    for (const one of subscription.clusters) {
      const isIt = sameName(one.name, name) || sameName(`${one.resourceGroup}/${one.name}`, name);
      if (isIt) return { subscriptionId: subscription.id, group: one.resourceGroup, cluster: one.name };
    }
  }
  throw new Error(`The fleet has no cluster ${name}.`);
}
