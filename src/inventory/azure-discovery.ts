/** Finds the clusters in scope, and hands each over as soon as it is known. */

import type { ClusterRef, Scope } from '../inputs/inputs.ts';
import type { ClusterHead } from './arm-cluster.ts';
import { findAll, findHashed } from './azure-listed-clusters.ts';
import { findById, findNamed } from './azure-named-clusters.ts';
import type { Search } from './azure-search.ts';
import { findSubscriptions } from './azure-subscriptions.ts';
import { FoundClusters } from './found-clusters.ts';

type NamedRef = Extract<ClusterRef, { kind: 'named' }>;

/**
 * Calls `onCluster` once for each cluster in scope, and gives back the subscriptions that were looked at.
 * @throws Failure AKSU-SIGN-IN or AKSU-AZURE-READ when there is no subscription to look at, AKSU-SCOPE when a name means
 * two clusters
 */
export async function discoverClusters(
  search: Search,
  onCluster: (item: unknown, head: ClusterHead) => void,
): Promise<readonly string[]> {
  const { scope, unread, log } = search;
  const subscriptions = await findSubscriptions(search);
  const found = new FoundClusters(scope, onCluster);
  const within = { ...search, subscriptions, found };
  const byId = scope.clusters.filter((ref) => ref.kind === 'id');
  const hashed = scope.clusters.filter((ref) => ref.kind === 'hashed');
  const searches = [
    ...namedIn(scope).map((ref) => findNamed(ref, within)),
    ...byId.map((ref) => findById(ref, within)),
  ];
  if (hashed.length > 0) searches.push(findHashed(hashed, within));
  if (searches.length === 0) searches.push(findAll(within));
  await Promise.all(searches);
  // Where something is unread the run says so in stronger words.
  const noMatch = unread.isEmpty ? found.describeNoMatch() : undefined;
  if (noMatch !== undefined) log.warning('No cluster matches', noMatch);
  const leftOut = found.describeLeftOut();
  if (leftOut !== undefined) log.warning('Named, but filtered out', leftOut);
  const looked = new Set([...subscriptions.ids, ...byId.map((ref) => ref.subscriptionId.toLowerCase())]);
  return [...looked].sort();
}

function namedIn(scope: Scope): readonly NamedRef[] {
  const { clusters, resourceGroup, clusterName } = scope;
  return clusters.length === 0 && resourceGroup !== undefined && clusterName !== undefined
    ? [{ kind: 'named', resourceGroup, name: clusterName }]
    : clusters.filter((ref) => ref.kind === 'named');
}
