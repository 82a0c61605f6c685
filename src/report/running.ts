/** Upgrades that run while we look: versions already show the target then, so that nothing looks behind. */

import type { Cluster, NodePool } from '../inventory/inventory.ts';

/** `Upgrading` of clusters and pools, `UpgradingNodeImageVersion` of pools. Source: facts, arm 4. */
function isUpgrading({ provisioningState }: Pick<NodePool, 'provisioningState'>): boolean {
  return provisioningState.toLowerCase().startsWith('upgrading');
}

/** In scope or not: a cluster does one thing at a time. */
export function runsUpgrade(cluster: Cluster): boolean {
  return isUpgrading(cluster) || [...cluster.pools, ...cluster.otherPools].some(isUpgrading);
}
