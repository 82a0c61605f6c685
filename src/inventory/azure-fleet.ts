/** What runs, and what AKS offers: one whole reading of Azure. Sends nothing but the sign-in and GETs. */

import type { Clock } from '../inputs/clock.ts';
import type { Scope } from '../inputs/inputs.ts';
import type { Log } from '../inputs/log.ts';
import type { Sha256 } from '../inputs/run-context.ts';
import type { ClusterHead } from './arm-cluster.ts';
import type { AzureClient } from './azure-client.ts';
import { readCluster } from './azure-cluster.ts';
import { discoverClusters } from './azure-discovery.ts';
import { RegionReader } from './azure-region.ts';
import type { Cluster, Inventory, NodePool } from './inventory.ts';
import { isSameName } from './scope-filter.ts';
import { UnreadList } from './unread-list.ts';

export interface FleetPorts {
  readonly log: Log;
  readonly clock: Clock;
  readonly sha256: Sha256;
  /** Part of every hashed cluster id. */
  readonly repositoryId: string;
  /** Called with each pool as soon as it is read, while others are still being read. */
  readonly onPool?: (pool: NodePool) => void;
}

/**
 * Reads all that is in scope. What could not be read stands in `unread`, and does not keep the rest from being read.
 * @throws Failure as `readInventory` does
 */
export async function readFleet(client: AzureClient, scope: Scope, ports: FleetPorts): Promise<Inventory> {
  const { log, clock } = ports;
  const takenAt = clock.now();
  const unread = new UnreadList();
  const regions = new RegionReader(client, unread);
  const poolNames = new Set<string>();
  const reader = {
    client,
    scope,
    unread,
    regions,
    onPoolName: (name: string) => void poolNames.add(name),
    onPool: ports.onPool,
  };
  const reading: Promise<Cluster | undefined>[] = [];
  let deleting = 0;
  const onCluster = (item: unknown, head: ClusterHead): void => {
    if (isSameName(head.provisioningState, 'Deleting')) {
      deleting += 1;
      return;
    }
    const cluster = readCluster(item, head, reader);
    // It is awaited below, after the search: until then a failure must not count as unhandled.
    cluster.catch(() => undefined);
    reading.push(cluster);
  };
  const subscriptionIds = await discoverClusters({ ...reader, ...ports }, onCluster);
  const clusters = (await Promise.all(reading)).filter((cluster) => cluster !== undefined);
  if (deleting > 0) log.info(`Left out clusters that are being deleted: ${deleting}.`);
  warnOfMissingPools(scope, poolNames, log);
  const inventory = { takenAt, clusters: clusters.sort(byPlace), unread: unread.sorted(), subscriptionIds };
  log.info(describeReading(inventory));
  return inventory;
}

function describeReading({ clusters, unread, subscriptionIds }: Inventory): string {
  const pools = clusters.reduce((sum, cluster) => sum + cluster.pools.length, 0);
  const read = `${count(clusters.length, 'cluster')} and ${count(pools, 'node pool')}`;
  const missed = unread.length === 0 ? '' : `; ${unread.length} could not be read`;
  return `Read ${read} in ${count(subscriptionIds.length, 'subscription')}${missed}.`;
}

function count(amount: number, noun: string): string {
  return amount === 1 ? `1 ${noun}` : `${amount} ${noun}s`;
}

function byPlace(a: Cluster, b: Cluster): number {
  const [left, right] = [a, b].map((cluster) =>
    [cluster.subscriptionId, cluster.resourceGroup.toLowerCase(), cluster.name.toLowerCase()].join('/'),
  );
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

function warnOfMissingPools(scope: Scope, poolNames: ReadonlySet<string>, log: Log): void {
  const missing = scope.nodePools.filter((name) => ![...poolNames].some((known) => isSameName(known, name)));
  if (missing.length === 0) return;
  log.warning('Node pool not found', `No cluster in scope has a node pool named ${missing.join(', ')}.`);
}
