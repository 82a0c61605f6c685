/** Which clusters and node pools are in scope. Names compare without regard to case, as ARM's do. */

import type { Scope } from '../inputs/inputs.ts';
import type { ClusterHead } from './arm-cluster.ts';
import type { ClusterName } from './arm-paths.ts';
import type { Cluster } from './inventory.ts';

export type FilterInput = 'resource-group' | 'cluster-name' | 'cluster-tags' | 'clusters';

/** That one cluster, whatever its tags say by now; its pools stay those that were asked for. */
export function focusScope(scope: Scope, cluster: Pick<Cluster, 'id' | keyof ClusterName>): Scope {
  const { nodePools, environmentTag } = scope;
  const { id, subscriptionId, resourceGroup, name } = cluster;
  return {
    subscriptionIds: [subscriptionId],
    clusters: [{ kind: 'id', id, subscriptionId, resourceGroup, name }],
    tags: [],
    nodePools,
    ...(environmentTag === undefined ? {} : { environmentTag }),
  };
}

/** The inputs that narrow the scope. */
export function filtersOf(scope: Scope): readonly FilterInput[] {
  return [
    ...(scope.resourceGroup === undefined ? [] : (['resource-group'] as const)),
    ...(scope.clusterName === undefined ? [] : (['cluster-name'] as const)),
    ...(scope.tags.length === 0 ? [] : (['cluster-tags'] as const)),
    ...(scope.clusters.length === 0 ? [] : (['clusters'] as const)),
  ];
}

/** The filters that a cluster does not meet; none: it is in scope. Whether `clusters` names it is for the search. */
export function filtersAgainst(cluster: ClusterHead, scope: Scope): readonly FilterInput[] {
  const { resourceGroup, clusterName } = scope;
  const isInGroup = resourceGroup === undefined || isSameName(cluster.resourceGroup, resourceGroup);
  const isNamed = clusterName === undefined || isSameName(cluster.name, clusterName);
  return [
    ...(isInGroup ? [] : (['resource-group'] as const)),
    ...(isNamed ? [] : (['cluster-name'] as const)),
    ...(hasTags(cluster, scope) ? [] : (['cluster-tags'] as const)),
  ];
}

export function isPoolInScope(pool: string, scope: Scope): boolean {
  return scope.nodePools.length === 0 || scope.nodePools.some((name) => isSameName(name, pool));
}

export function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** All of them; keys without regard to case, values exactly, as Azure treats tags. */
function hasTags(cluster: ClusterHead, scope: Scope): boolean {
  const tags = new Map(Object.entries(cluster.tags).map(([key, value]) => [key.toLowerCase(), value]));
  return scope.tags.every(({ key, value }) => tags.get(key.toLowerCase()) === value);
}
