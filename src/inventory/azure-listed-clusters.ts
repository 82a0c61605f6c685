/** Clusters found by listing subscriptions, or one resource group in each. */

import { hashId } from '../inputs/hashed-id.ts';
import type { ClusterRef } from '../inputs/inputs.ts';
import { type ClusterHead, parseClusterHead } from './arm-cluster.ts';
import { textIn } from './arm-json.ts';
import { clustersRequest } from './arm-paths.ts';
import { isAbsent, type SubscriptionSearch, subscriptionEntry } from './azure-search.ts';
import { notFound } from './not-found.ts';
import { isSameName } from './scope-filter.ts';

type HashedRef = Extract<ClusterRef, { kind: 'hashed' }>;
type OnHead = (item: unknown, head: ClusterHead) => void;

export async function findAll(search: SubscriptionSearch): Promise<void> {
  const name = search.scope.clusterName;
  let isNamed = false;
  const isAll = await list(search, (item, head) => {
    isNamed ||= name !== undefined && isSameName(head.name, name);
    search.found.add(item, head);
  });
  if (name === undefined || isNamed || !isAll) return;
  search.unread.add({ kind: 'cluster', id: name, name }, notFound('no cluster in scope has this name'));
}

export async function findHashed(refs: readonly HashedRef[], search: SubscriptionSearch): Promise<void> {
  const wanted = new Set(refs.map((ref) => ref.hash.toLowerCase()));
  const isAll = await list(search, (item, head) => {
    const hash = hashId(search.sha256, search.repositoryId, head.id);
    if (wanted.delete(hash)) search.found.add(item, head, hash);
  });
  if (!isAll) return;
  for (const hash of wanted) {
    const problem = notFound('no cluster that the identity can list has this id');
    search.unread.add({ kind: 'cluster', id: hash, name: hash }, problem);
  }
}

/** Whether every list was read to its end: only then is what it does not hold not there. */
async function list(search: SubscriptionSearch, onHead: OnHead): Promise<boolean> {
  const { scope, subscriptions, unread } = search;
  const outcomes = await Promise.all(subscriptions.ids.map((id) => listOne(id, search, onHead)));
  const isAll = subscriptions.isComplete && !outcomes.includes('unread');
  const { resourceGroup } = scope;
  if (resourceGroup !== undefined && isAll && !outcomes.includes('read')) {
    // Whatever it would hold is what is missing: its clusters, not the subscription.
    const id = `subscriptions/${subscriptions.ids[0] ?? ''}/resourcegroups/${resourceGroup}/*`;
    const where = describeSubscriptions(subscriptions.ids);
    const problem = notFound(`there is no resource group ${resourceGroup} in ${where}`);
    unread.add({ kind: 'cluster', id, name: `${resourceGroup}/*` }, problem);
  }
  return isAll;
}

async function listOne(
  id: string,
  search: SubscriptionSearch,
  onHead: OnHead,
): Promise<'read' | 'absent' | 'unread'> {
  const { client, unread, scope } = search;
  let isWhole = true;
  const problem = await client.readPages(clustersRequest(id, scope.resourceGroup), (items) => {
    for (const item of items) {
      const head = parseClusterHead(item);
      if (head !== undefined) onHead(item, head);
      else {
        isWhole = false;
        const name = textIn(item, 'name') ?? 'without a name';
        const entry = { kind: 'cluster' as const, id: `subscriptions/${id}/${name}`, name };
        unread.add(entry, { reason: 'the answer holds no id' });
      }
    }
  });
  if (problem === undefined) return isWhole ? 'read' : 'unread';
  if (scope.resourceGroup !== undefined && isAbsent(problem)) return 'absent';
  unread.add(subscriptionEntry(id), problem);
  return 'unread';
}

/** By the end of the id: whole ids are kept as secrets by many, and reports are read by more. */
function describeSubscriptions(ids: readonly string[]): string {
  const [first = ''] = ids;
  return ids.length === 1 ? `the subscription …${first.slice(-4)}` : `any of ${ids.length} subscriptions`;
}
