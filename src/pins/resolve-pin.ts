import type { Cluster, Inventory, NodePool, Unread } from '../inventory/inventory.ts';
import { isNotFound } from '../inventory/not-found.ts';
import { isSameName } from '../inventory/scope-filter.ts';
import type { Pin } from './pin.ts';

/** What a pin is for, or why that cannot be told. Texts are plain sentences, escaped whole when shown. */
export type Place =
  | { readonly kind: 'found'; readonly cluster: Cluster; readonly pool?: NodePool }
  /** No such cluster or pool in scope, or several. */
  | { readonly kind: 'unknown'; readonly cluster?: Cluster; readonly text: string }
  /** It may be among what could not be read. */
  | { readonly kind: 'unread'; readonly cluster?: Cluster; readonly text: string };

type ClusterName = Pin['cluster'];

/** The cluster, and with `pool=` the pool, that a pin names. */
export function resolvePin(pin: Pin, inventory: Inventory): Place {
  const place = findCluster(pin.cluster, inventory);
  if (place.kind !== 'found' || pin.pool === undefined) return place;
  return findPool(pin.pool, place.cluster, inventory.unread);
}

/** As it stands in the mark. */
export function nameCluster({ resourceGroup, name }: ClusterName): string {
  return resourceGroup === undefined ? name : `${resourceGroup}/${name}`;
}

/** What a pin is for, in its own words. */
export function namePinned({ cluster, pool }: Pin): string {
  return pool === undefined ? nameCluster(cluster) : `pool ${pool} of ${nameCluster(cluster)}`;
}

function findCluster(named: ClusterName, { clusters, unread }: Inventory): Place {
  const called = nameCluster(named);
  const isMeant = (cluster: ClusterName) =>
    isSameName(cluster.name, named.name) &&
    (named.resourceGroup === undefined || isSameName(cluster.resourceGroup ?? '', named.resourceGroup));
  const found = clusters.filter(isMeant);
  const [cluster] = found;
  if (found.length > 1) return { kind: 'unknown', text: tellSeveral(called, found) };
  const hiding = unread.find((each) => each.id !== cluster?.id && mayHide(each, named));
  // A group and a name, too, may stand in several subscriptions: one that was not read may hold the one that is meant.
  if (cluster !== undefined && hiding === undefined) return { kind: 'found', cluster };
  if (hiding !== undefined) {
    const where = `${hiding.kind} ${hiding.name} could not be read (${hiding.reason})`;
    const text =
      cluster === undefined
        ? `Whether there is a cluster ${called} is not known: ${where}.`
        : `Whether ${called} means ${cluster.resourceGroup}/${cluster.name} is not known: ${where}, and may hold another of that name.`;
    return { kind: 'unread', text };
  }
  const namesake = clusters
    .filter((each) => isSameName(each.name, named.name))
    .map((each) => each.resourceGroup);
  const hint = namesake.length === 0 ? '' : `; one of that name is in ${inOrder(namesake)}`;
  const next = 'Correct the name, or keep marks of other environments quiet with `pin-paths`.';
  return { kind: 'unknown', text: `No cluster in scope is called ${called}${hint}. ${next}` };
}

function tellSeveral(called: string, found: readonly Cluster[]): string {
  const groups = found.map((cluster) => cluster.resourceGroup);
  const isOneGroup = new Set(groups.map((group) => group.toLowerCase())).size === 1;
  return isOneGroup
    ? `${called} means ${found.length} clusters, in ${found.length} subscriptions: narrow the scope with \`subscription-id\`.`
    : `${called} means ${found.length} clusters, in ${inOrder(groups)}: write resource-group/cluster.`;
}

/** `node-pools` leaves pools out on purpose: what those are pinned to is for another run. */
function findPool(name: string, cluster: Cluster, unread: readonly Unread[]): Place {
  const pool = cluster.pools.find((each) => isSameName(each.name, name));
  if (pool !== undefined) return { kind: 'found', cluster, pool };
  if (cluster.otherPools.some((each) => isSameName(each.name, name))) {
    return {
      kind: 'unknown',
      cluster,
      text: `Pool ${name} of ${cluster.name} is outside the scope of this check.`,
    };
  }
  const own = unread.find(
    (each) =>
      each.kind === 'pool' && isSameName(each.id, `${cluster.id}/agentpools/${name}`) && !isNotFound(each),
  );
  if (own !== undefined || cluster.hasUnreadPools) {
    const why = own === undefined ? `not all pools of ${cluster.name} could be read` : own.reason;
    return { kind: 'unread', cluster, text: `Pool ${name} of ${cluster.name} could not be read: ${why}.` };
  }
  const pools = [...cluster.pools, ...cluster.otherPools].map((each) => each.name);
  const rest = pools.length === 0 ? 'it has none' : `it has ${inOrder(pools)}`;
  return { kind: 'unknown', cluster, text: `Cluster ${cluster.name} has no pool ${name}: ${rest}.` };
}

/** What was not read and may be, or hold, a cluster of that name. Clusters are called `group/name`, or `group/*`. */
function mayHide(unread: Unread, named: ClusterName): boolean {
  if (unread.kind === 'subscription') return true;
  if (unread.kind !== 'cluster' || isNotFound(unread)) return false;
  const [group = '', name] = unread.name.split('/');
  if (name === undefined) return true;
  const isInGroup = named.resourceGroup === undefined || isSameName(group, named.resourceGroup);
  return isInGroup && (name === '*' || isSameName(name, named.name));
}

function inOrder(names: readonly string[]): string {
  return [...new Set(names)].sort().join(', ');
}
