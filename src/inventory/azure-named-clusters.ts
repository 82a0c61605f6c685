/** Clusters that the inputs name one by one. */

import { Failure } from '../failure.ts';
import type { ClusterRef } from '../inputs/inputs.ts';
import { type ClusterHead, parseClusterHead } from './arm-cluster.ts';
import type { ReadProblem } from './arm-errors.ts';
import { type ClusterName, clusterRequest } from './arm-paths.ts';
import { isAbsent, type Search, type SubscriptionSearch, subscriptionEntry } from './azure-search.ts';

type NamedRef = Extract<ClusterRef, { kind: 'named' }>;
type ReadOne =
  | { readonly ok: true; readonly item: unknown; readonly head: ClusterHead }
  | { readonly ok: false; readonly problem: ReadProblem };

export async function findById(cluster: ClusterName, search: SubscriptionSearch): Promise<void> {
  const { subscriptionId, resourceGroup, name } = cluster;
  const called = `${resourceGroup}/${name}`;
  const outcome = await readOne(cluster, search);
  if (outcome.ok) {
    search.found.add(outcome.item, outcome.head, called);
    return;
  }
  const id = `/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup}/providers/microsoft.containerservice/managedclusters/${name}`;
  search.unread.add({ kind: 'cluster', id, name: called }, outcome.problem);
}

/**
 * A group and a name may stand in several subscriptions: then it is for the user to say which is meant. Where one of
 * them does not answer, that this is the only one is not known either.
 * @throws Failure AKSU-SCOPE
 */
export async function findNamed(ref: NamedRef, search: SubscriptionSearch): Promise<void> {
  const { subscriptions, unread } = search;
  const name = `${ref.resourceGroup}/${ref.name}`;
  const outcomes = await Promise.all(
    subscriptions.ids.map(async (id) => ({
      id,
      outcome: await readOne({ ...ref, subscriptionId: id }, search),
    })),
  );
  const found = outcomes.flatMap(({ outcome }) => (outcome.ok ? [outcome] : []));
  const problems = outcomes.flatMap(({ id, outcome }) =>
    outcome.ok ? [] : [{ id, problem: outcome.problem }],
  );
  const hiding = problems.filter(({ problem }) => !isAbsent(problem));
  const [first] = found;
  if (found.length > 1) throw describeCandidates(name, found);
  if (first !== undefined) {
    search.found.add(first.item, first.head, name);
    for (const { id, problem } of hiding) unread.add(subscriptionEntry(id), problem);
    return;
  }
  const told = hiding.length > 0 || !subscriptions.isComplete ? hiding : problems;
  for (const { problem } of told) unread.add({ kind: 'cluster', id: name, name }, problem);
}

function describeCandidates(name: string, found: readonly { readonly head: ClusterHead }[]): Failure {
  // The end of an id tells subscriptions apart; whole ids are kept as secrets by many, and logs are read by more.
  const candidates = found.map(({ head }) => `${name} in the subscription …${head.subscriptionId.slice(-4)}`);
  return new Failure(
    'AKSU-SCOPE',
    `${name} means ${found.length} clusters: ${candidates.sort().join(', ')}.`,
    {
      next: 'Name the one that is meant by its full resource id in `clusters`, or give its `subscription-id`.',
    },
  );
}

async function readOne(cluster: ClusterName, search: Search): Promise<ReadOne> {
  const outcome = await search.client.read(clusterRequest(cluster));
  if (!outcome.ok) return outcome;
  const head = parseClusterHead(outcome.body);
  if (head === undefined) return { ok: false, problem: { reason: 'the answer holds no id' } };
  return { ok: true, item: outcome.body, head };
}
