import type { Cluster, RegionVersions } from '../inventory/inventory.ts';

/**
 * The region's own list, which alone knows support plans, ways from one version to the next, the default and which
 * minor is the newest. `undefined`: unread, or a stand-in from the cluster's own lists took its place.
 */
export function regionListOf(cluster: Cluster): RegionVersions | undefined {
  return cluster.region?.isPartial === false ? cluster.region : undefined;
}
