/** What to call things: the names of Azure, or short ids of our own where the report is public (`redact`). */

import { hashId } from '../inputs/hashed-id.ts';
import type { Telling } from '../inputs/inputs.ts';
import type { RunContext, Sha256 } from '../inputs/run-context.ts';
import type { Cluster, NodePool, Unread } from '../inventory/inventory.ts';
import { codeSpan, escapeText, plainText } from './markdown.ts';

/** What names depend on: a part of `Told`, and all that a progress comment has of it. */
export interface Naming {
  readonly inputs: { readonly telling: Pick<Telling, 'redact'> };
  readonly context: Pick<RunContext, 'repositoryId'>;
  readonly sha256: Sha256;
}

/** The id of the `matrix` output: 16 hex digits, good for the input `clusters`. */
export function idOf(told: Naming, resourceId: string): string {
  return hashId(told.sha256, told.context.repositoryId, resourceId);
}

/** As plain text: `group/cluster`, or `cluster-1a2b3c4d`. */
export function nameCluster(told: Naming, cluster: Cluster): string {
  return told.inputs.telling.redact
    ? shortId(told, 'cluster', cluster.id)
    : `${cluster.resourceGroup}/${cluster.name}`;
}

/** As plain text: the pool's name, or `pool-1a2b3c4d`. */
export function namePool(told: Naming, pool: Pick<NodePool, 'id' | 'name'>): string {
  return told.inputs.telling.redact ? shortId(told, 'pool', pool.id) : pool.name;
}

/** As Markdown. Group and cluster are cut each by itself, so that a long group hides no cluster. */
export function spanCluster(told: Naming, cluster: Cluster): string {
  if (told.inputs.telling.redact) return codeSpan(nameCluster(told, cluster));
  return codeSpan(`${plainText(cluster.resourceGroup, 90)}/${plainText(cluster.name, 63)}`, 160);
}

/** As Markdown: the name alone where no other cluster has it, since a group makes columns wrap. */
export function shortSpans(told: Naming, clusters: readonly Cluster[]): (cluster: Cluster) => string {
  const names = Map.groupBy(clusters, ({ name }) => name.toLowerCase());
  const isOnlyOne = ({ name }: Cluster) => names.get(name.toLowerCase())?.length === 1;
  return (cluster) =>
    isOnlyOne(cluster) && !told.inputs.telling.redact
      ? codeSpan(cluster.name, 63)
      : spanCluster(told, cluster);
}

/** As Markdown. */
export function spanPool(told: Naming, pool: NodePool): string {
  return codeSpan(namePool(told, pool), 63);
}

export function nameUnreadKind(unread: Unread): string {
  return { subscription: 'subscription', cluster: 'cluster', pool: 'node pool', region: 'version list of' }[
    unread.kind
  ];
}

/** As plain text. A subscription is told by the end of its id: issues are not masked, and ids may be secrets. */
export function nameUnread(told: Naming, unread: Unread): string {
  if (unread.kind === 'region') return unread.name;
  if (told.inputs.telling.redact) return shortId(told, unread.kind, unread.id);
  return shortenIds(unread.name, 200);
}

/** The missing role action, as plain text; nothing when what Azure named has not the form of one. */
export function nameMissingAction({ missingAction = '' }: Unread): string {
  return /^[A-Za-z0-9.]{1,60}(?:\/[A-Za-z0-9.*]{1,60}){1,5}$/.test(missingAction) ? missingAction : '';
}

/**
 * A sentence that may hold strings of Azure, as Markdown. Ids in it are shortened. With `redact` the words of
 * Azure may hold any name, so `instead`, which is ours, stands in their place.
 */
export function tellAzure(told: Naming, text: string, instead: string, limit = 300): string {
  return escapeText(plainAzure(told, text, instead, limit), limit);
}

/** The same as plain text, for annotations. */
export function plainAzure(told: Naming, text: string, instead: string, limit = 300): string {
  return told.inputs.telling.redact ? instead : shortenIds(text, limit);
}

/** GUIDs (subscriptions, tenants, clients) to their last four digits, before and after the text is cut. */
export function shortenIds(text: string, limit: number): string {
  const short = plainText(text, limit * 4).replace(
    /[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{8}([0-9a-f]{4})/gi,
    '…$1',
  );
  return plainText(short, limit).replace(/[0-9a-f]{8}-[0-9a-f-]{0,27}…$/i, '…');
}

function shortId(told: Naming, kind: string, resourceId: string): string {
  return `${kind}-${idOf(told, resourceId).slice(0, 8)}`;
}
