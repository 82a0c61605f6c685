/** A simulated cluster as the rules look at it. */
import { clusterOffers, poolOffers, regionOf } from './azure-offers.ts';
import type { RuledCluster, RuledPool } from './azure-rules.ts';
import type { Fleet, SimCluster, SimPool } from './fleet-model.ts';

export function ruledCluster({ fleet }: { readonly fleet: Fleet }, cluster: SimCluster): RuledCluster {
  const region = regionOf(fleet, cluster.location);
  return {
    version: cluster.version,
    isStopped: cluster.power === 'Stopped',
    upgradeChannel: cluster.upgradeChannel,
    supportPlan: cluster.supportPlan,
    pools: cluster.pools.map((pool) => ruledPool({ fleet }, cluster, pool)),
    offers: clusterOffers(region, cluster).map((offer) => offer.version),
    patchOf: (version) => region.patches.find((patch) => patch.version === version),
  };
}

export function ruledPool(
  { fleet }: { readonly fleet: Fleet },
  cluster: SimCluster,
  pool: SimPool,
): RuledPool {
  const offers = poolOffers(regionOf(fleet, cluster.location), cluster, pool);
  return {
    name: pool.name,
    version: pool.version,
    kind: pool.kind,
    osSku: pool.osSku,
    isSpot: pool.spot,
    offers: offers.filter((offer) => !offer.isPreview).map((offer) => offer.version),
  };
}
