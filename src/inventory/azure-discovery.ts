/** Finds the clusters in scope, and hands each over as soon as it is known. */

import { Failure } from '../failure.ts';
import { hashId } from '../inputs/hashed-id.ts';
import type { ClusterRef, Scope } from '../inputs/inputs.ts';
import type { Log } from '../inputs/log.ts';
import type { Sha256 } from '../inputs/run-context.ts';
import { type ClusterHead, parseClusterHead } from './arm-cluster.ts';
import type { ReadProblem } from './arm-errors.ts';
import { textIn } from './arm-json.ts';
import { type ClusterName, clusterRequest, clustersRequest, subscriptionsRequest } from './arm-paths.ts';
import type { AzureClient } from './azure-client.ts';
import { isInScope, isNamedIn } from './scope-filter.ts';
import type { UnreadList } from './unread-list.ts';

export interface Search {
  readonly client: AzureClient;
  readonly scope: Scope;
  readonly unread: UnreadList;
  readonly log: Log;
  readonly sha256: Sha256;
  readonly repositoryId: string;
  /** Called once for each cluster in scope. */
  readonly onCluster: (item: unknown, head: ClusterHead) => void;
}

type NamedRef = Extract<ClusterRef, { kind: 'named' }>;
type HashedRef = Extract<ClusterRef, { kind: 'hashed' }>;

/**
 * Gives back the subscriptions that were looked at.
 * @throws Failure AKSU-AZURE-READ when there is no subscription to look at, AKSU-SCOPE when a name means two clusters
 */
export async function discoverClusters(search: Search): Promise<readonly string[]> {
  const { scope } = search;
  const subscriptionIds = await findSubscriptions(search);
  const named: readonly NamedRef[] =
    scope.clusters.length === 0 && scope.resourceGroup !== undefined && scope.clusterName !== undefined
      ? [{ kind: 'named', resourceGroup: scope.resourceGroup, name: scope.clusterName }]
      : scope.clusters.filter((ref) => ref.kind === 'named');
  const byId = scope.clusters.filter((ref) => ref.kind === 'id');
  const hashed = scope.clusters.filter((ref) => ref.kind === 'hashed');
  const once = handOverOnce(search);
  const searches = [
    ...named.map((ref) => findNamed(ref, subscriptionIds, search, once)),
    ...byId.map((ref) => findById(ref, search, once)),
  ];
  if (hashed.length > 0) searches.push(findHashed(hashed, subscriptionIds, search, once));
  if (searches.length === 0) searches.push(findAll(subscriptionIds, search, once));
  await Promise.all(searches);
  const looked = new Set([...subscriptionIds, ...byId.map((ref) => ref.subscriptionId.toLowerCase())]);
  return [...looked].sort();
}

async function findSubscriptions(search: Search): Promise<readonly string[]> {
  const { scope, client, unread } = search;
  const ids = scope.clusters.flatMap((ref) => (ref.kind === 'id' ? [ref.subscriptionId] : []));
  const given = scope.subscriptionIds.length > 0 ? scope.subscriptionIds : ids;
  if (given.length > 0) return [...new Set(given.map((id) => id.toLowerCase()))];
  const seen = new Set<string>();
  const problem = await client.readPages(subscriptionsRequest(), (items) => {
    for (const item of items) {
      const id = textIn(item, 'subscriptionId')?.toLowerCase();
      if (id !== undefined && textIn(item, 'state')?.toLowerCase() !== 'deleted') seen.add(id);
    }
  });
  if (seen.size === 0) {
    const code = problem?.status === 401 ? 'AKSU-SIGN-IN' : 'AKSU-AZURE-READ';
    const reason = problem === undefined ? 'The identity sees no subscription.' : problem.reason;
    const message = problem === undefined ? reason : `The subscriptions could not be listed: ${reason}`;
    throw new Failure(code, message, {
      next: 'Give the identity the reader role of docs/azure-access.md, or name the subscription in `subscription-id`.',
    });
  }
  if (problem !== undefined) {
    unread.add({ kind: 'subscription', id: 'subscriptions', name: 'further subscriptions' }, problem);
  }
  search.log.info(`Looking at all ${seen.size} subscriptions that the identity can see.`);
  return [...seen];
}

type HandOver = (item: unknown, head: ClusterHead) => void;

function handOverOnce(search: Search): HandOver {
  const seen = new Set<string>();
  return (item, head) => {
    if (seen.has(head.id) || !isInScope(head, search.scope)) return;
    seen.add(head.id);
    search.onCluster(item, head);
  };
}

/** Lists every subscription, or the one resource group in each. */
async function list(
  subscriptionIds: readonly string[],
  search: Search,
  onHead: (item: unknown, head: ClusterHead) => void,
): Promise<void> {
  const { client, unread, scope } = search;
  const { resourceGroup } = scope;
  const lists = subscriptionIds.map(async (id): Promise<ReadProblem | undefined> => {
    const problem = await client.readPages(clustersRequest(id, resourceGroup), (items) => {
      for (const item of items) {
        const head = parseClusterHead(item);
        if (head !== undefined) onHead(item, head);
        else {
          const name = textIn(item, 'name') ?? 'without a name';
          unread.add(
            { kind: 'cluster', id: `subscriptions/${id}/${name}`, name },
            { reason: 'the answer holds no id' },
          );
        }
      }
    });
    const isElsewhere = resourceGroup !== undefined && problem?.status === 404;
    if (problem !== undefined && !isElsewhere) {
      unread.add({ kind: 'subscription', id: `subscriptions/${id}`, name: id }, problem);
    }
    return problem;
  });
  const problems = await Promise.all(lists);
  if (resourceGroup !== undefined && problems.every((problem) => problem?.status === 404)) {
    const id = `subscriptions/${subscriptionIds[0] ?? ''}/resourcegroups/${resourceGroup}`;
    const reason = 'not found: no subscription in scope has this resource group';
    unread.add({ kind: 'subscription', id, name: resourceGroup }, { reason });
  }
}

async function findAll(subscriptionIds: readonly string[], search: Search, once: HandOver): Promise<void> {
  let isNamed = false;
  await list(subscriptionIds, search, (item, head) => {
    isNamed ||= isNamedIn(head, search.scope);
    once(item, head);
  });
  const name = search.scope.clusterName;
  if (name !== undefined && !isNamed) {
    search.unread.add(
      { kind: 'cluster', id: name, name },
      { reason: 'not found: no cluster in scope has this name' },
    );
  }
}

async function findHashed(
  refs: readonly HashedRef[],
  subscriptionIds: readonly string[],
  search: Search,
  once: HandOver,
): Promise<void> {
  const wanted = new Set(refs.map((ref) => ref.hash.toLowerCase()));
  await list(subscriptionIds, search, (item, head) => {
    if (wanted.delete(hashId(search.sha256, search.repositoryId, head.id))) once(item, head);
  });
  for (const hash of wanted) {
    const reason = 'not found: no cluster that the identity can list has this id';
    search.unread.add({ kind: 'cluster', id: hash, name: hash }, { reason });
  }
}

async function findById(cluster: ClusterName, search: Search, once: HandOver): Promise<void> {
  const problem = await readOne(cluster, search, once);
  if (problem === undefined) return;
  const { subscriptionId, resourceGroup, name } = cluster;
  const id = `/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup}/providers/microsoft.containerservice/managedclusters/${name}`;
  search.unread.add({ kind: 'cluster', id, name: `${resourceGroup}/${name}` }, problem);
}

/** A group and a name may stand in several subscriptions: then it is for the user to say which is meant. */
async function findNamed(
  ref: NamedRef,
  subscriptionIds: readonly string[],
  search: Search,
  once: HandOver,
): Promise<void> {
  const found: { readonly item: unknown; readonly head: ClusterHead }[] = [];
  const reads = subscriptionIds.map((subscriptionId) =>
    readOne({ ...ref, subscriptionId }, search, (item, head) => found.push({ item, head })),
  );
  const problems = (await Promise.all(reads)).filter((problem) => problem !== undefined);
  const name = `${ref.resourceGroup}/${ref.name}`;
  const [first] = found;
  if (first === undefined) {
    const telling = problems.find((problem) => problem.status !== 404) ?? problems[0];
    search.unread.add({ kind: 'cluster', id: name, name }, telling ?? { reason: 'not found' });
    return;
  }
  if (found.length > 1) {
    // The end of an id tells subscriptions apart; whole ids are kept as secrets by many, and logs are read by more.
    const candidates = found.map(
      ({ head }) => `${name} in the subscription …${head.subscriptionId.slice(-4)}`,
    );
    throw new Failure(
      'AKSU-SCOPE',
      `${name} means ${found.length} clusters: ${candidates.sort().join(', ')}.`,
      {
        next: 'Name the one that is meant by its full resource id in `clusters`, or give its `subscription-id`.',
      },
    );
  }
  once(first.item, first.head);
}

async function readOne(
  cluster: ClusterName,
  search: Search,
  onFound: HandOver,
): Promise<ReadProblem | undefined> {
  const outcome = await search.client.read(clusterRequest(cluster));
  if (!outcome.ok) return outcome.problem;
  const head = parseClusterHead(outcome.body);
  if (head === undefined) return { reason: 'the answer holds no id' };
  onFound(outcome.body, head);
  return undefined;
}
