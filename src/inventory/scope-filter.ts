/** Which clusters and node pools are in scope. Names compare without regard to case, as ARM's do. */

import type { Scope } from '../inputs/inputs.ts';
import type { ClusterHead } from './arm-cluster.ts';

export function isInScope(cluster: ClusterHead, scope: Scope): boolean {
  return isNamedIn(cluster, scope) && hasTags(cluster, scope);
}

/** The scope's resource group and cluster name, without its tags. */
export function isNamedIn(cluster: ClusterHead, scope: Scope): boolean {
  const isInGroup =
    scope.resourceGroup === undefined || isSameName(cluster.resourceGroup, scope.resourceGroup);
  return isInGroup && (scope.clusterName === undefined || isSameName(cluster.name, scope.clusterName));
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
