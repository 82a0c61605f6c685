/** Finding a cluster or a pool in a fleet, and a fleet in which it differs: nothing is ever changed in place. */
import type { Fleet, SimCluster, SimPool } from './fleet-model.ts';

export interface ClusterKey {
  readonly subscriptionId: string;
  readonly group: string;
  readonly cluster: string;
}

export interface PoolKey extends ClusterKey {
  readonly pool: string;
}

export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function isSameCluster(a: ClusterKey, b: ClusterKey): boolean {
  return (
    sameName(a.subscriptionId, b.subscriptionId) &&
    sameName(a.group, b.group) &&
    sameName(a.cluster, b.cluster)
  );
}

export function lookUpCluster(fleet: Fleet, key: ClusterKey): SimCluster | undefined {
  return fleet.subscriptions
    .find((one) => sameName(one.id, key.subscriptionId))
    ?.clusters.find((one) => sameName(one.resourceGroup, key.group) && sameName(one.name, key.cluster));
}

export function lookUpPool(cluster: SimCluster | undefined, name: string): SimPool | undefined {
  return cluster?.pools.find((one) => sameName(one.name, name));
}

/** Where the cluster is gone meanwhile, the fleet as it was. */
export function withCluster(
  fleet: Fleet,
  key: ClusterKey,
  change: (cluster: SimCluster) => SimCluster,
): Fleet {
  return {
    ...fleet,
    subscriptions: fleet.subscriptions.map((subscription) =>
      sameName(subscription.id, key.subscriptionId)
        ? {
            ...subscription,
            clusters: subscription.clusters.map((one) =>
              sameName(one.resourceGroup, key.group) && sameName(one.name, key.cluster) ? change(one) : one,
            ),
          }
        : subscription,
    ),
  };
}

export function withPool(fleet: Fleet, key: PoolKey, change: (pool: SimPool) => SimPool): Fleet {
  return withCluster(fleet, key, (cluster) => ({
    ...cluster,
    pools: cluster.pools.map((one) => (sameName(one.name, key.pool) ? change(one) : one)),
  }));
}

/** The newest image that this pool can have. */
export function latestImage(fleet: Fleet, cluster: SimCluster, pool: SimPool): string | null {
  if (pool.latestImage !== undefined) return pool.latestImage;
  return fleet.regions[cluster.location]?.images[pool.imageKind] ?? null;
}

/** A state in which a write may begin. */
export function isSettled(provisioningState: string): boolean {
  return ['Succeeded', 'Failed', 'Canceled'].includes(provisioningState);
}
