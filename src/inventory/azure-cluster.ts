/** Reads everything about one cluster that is not in its own body, side by side. */

import type { Scope } from '../inputs/inputs.ts';
import { type ClusterFacts, type ClusterHead, parseCluster, poolsIn } from './arm-cluster.ts';
import { type Parsed, textIn } from './arm-json.ts';
import { parseMaintenance } from './arm-maintenance.ts';
import { parseAvailableVersions, parseClusterOffers, parsePoolOffer } from './arm-offers.ts';
import { type ArmRequest, regionalReads } from './arm-paths.ts';
import { flattenPool, type PoolFacts, parsePool } from './arm-pool.ts';
import type { AzureClient } from './azure-client.ts';
import type { RegionReader } from './azure-region.ts';
import type { Cluster, NodePool, PoolOffer, RegionVersions, Unread, VersionOffer } from './inventory.ts';
import type { MaintenanceWindow } from './maintenance-window.ts';
import { isPoolInScope } from './scope-filter.ts';
import type { UnreadList } from './unread-list.ts';

export interface ClusterReader {
  readonly client: AzureClient;
  readonly scope: Scope;
  readonly unread: UnreadList;
  readonly regions: RegionReader;
  /** Called with the name of every pool that there is, in scope or not. */
  readonly onPoolName: (name: string) => void;
  readonly onPool?: ((pool: NodePool) => void) | undefined;
}

/** The cluster; undefined when its own body makes no sense, which then stands in `unread`. */
export async function readCluster(
  item: unknown,
  head: ClusterHead,
  reader: ClusterReader,
): Promise<Cluster | undefined> {
  const parsed = parseCluster(item, head);
  if (!parsed.ok) {
    reader.unread.add(entryOf(head), parsed);
    return undefined;
  }
  const cluster = parsed.value;
  const reading = readRegion(cluster, reader);
  const [offers, pools, windows, region] = await Promise.all([
    reading.offers,
    readPools(item, cluster, reader),
    readWindows(cluster, reader),
    reading.region,
  ]);
  return { ...cluster, windows, offers, region, ...pools };
}

/** The region's list is asked for once for all clusters; where it is closed, the cluster's own narrower one stands in. */
function readRegion(
  cluster: ClusterFacts,
  reader: ClusterReader,
): {
  readonly offers: Promise<readonly VersionOffer[] | undefined>;
  readonly region: Promise<RegionVersions | undefined>;
} {
  const listed = reader.regions.read(cluster.subscriptionId, cluster.location);
  const offers = readOne(regionalReads.clusterOffers(cluster, cluster.location), parseClusterOffers, {
    ...reader,
    entry: entryOf(cluster),
    what: 'available upgrades',
  });
  const region = Promise.all([listed, offers]).then(([versions, known]) => {
    if (versions !== undefined) return versions;
    const context = { supportPlan: cluster.supportPlan, offers: known ?? [] };
    const request = regionalReads.availableVersions(cluster, cluster.location);
    const what = 'available node pool versions';
    return readOne(request, (body) => parseAvailableVersions(body, context), {
      ...reader,
      entry: entryOf(cluster),
      what,
    });
  });
  return { offers, region };
}

async function readWindows(
  cluster: ClusterFacts,
  reader: ClusterReader,
): Promise<readonly MaintenanceWindow[] | undefined> {
  const items = await readList(
    regionalReads.maintenance(cluster, cluster.location),
    cluster,
    reader,
    'maintenance windows',
  );
  const parsed = items === undefined ? undefined : parseMaintenance(items);
  if (parsed?.ok === false) reader.unread.add(entryOf(cluster), parsed, 'maintenance windows');
  return parsed?.ok === true ? parsed.value : undefined;
}

/** The cluster's body holds its pools; only where it leaves them out are they asked for. */
async function readPools(
  item: unknown,
  cluster: ClusterFacts,
  reader: ClusterReader,
): Promise<Pick<Cluster, 'pools' | 'otherPools' | 'hasUnreadPools'>> {
  const inBody = poolsIn(item);
  const listed =
    inBody === undefined
      ? await readList(regionalReads.pools(cluster, cluster.location), cluster, reader, 'node pools')
      : undefined;
  const profiles = inBody ?? listed?.map(flattenPool) ?? [];
  const pools: Promise<NodePool>[] = [];
  const otherPools: PoolFacts[] = [];
  let hasUnreadPools = inBody === undefined && listed === undefined;
  for (const profile of profiles) {
    const parsed = parsePool(profile, cluster.id);
    const name = textIn(profile, 'name') ?? 'without a name';
    reader.onPoolName(name);
    if (!parsed.ok) {
      hasUnreadPools = true;
      reader.unread.add(poolEntry(cluster, name), parsed);
    } else if (parsed.value.provisioningState.toLowerCase() !== 'deleting') {
      if (isPoolInScope(name, reader.scope)) pools.push(readPool(parsed.value, cluster, reader));
      else otherPools.push(parsed.value);
    }
  }
  const read = await Promise.all(pools);
  return {
    pools: read.sort((a, b) => (a.id < b.id ? -1 : 1)),
    otherPools: otherPools.sort((a, b) => (a.id < b.id ? -1 : 1)),
    hasUnreadPools,
  };
}

/** The one place where a pool's offer is asked for. */
async function readPool(pool: PoolFacts, cluster: ClusterFacts, reader: ClusterReader): Promise<NodePool> {
  const request = regionalReads.poolOffer(cluster, cluster.location, pool.name);
  const entry = poolEntry(cluster, pool.name);
  const offer = await readOne<PoolOffer>(request, parsePoolOffer, {
    ...reader,
    entry,
    what: 'available upgrades',
  });
  for (const reason of missingImages(pool, offer)) reader.unread.add(entry, { reason });
  const read = { ...pool, offer };
  reader.onPool?.(read);
  return read;
}

/**
 * Without both images nobody can say that the pool's is the newest. Availability sets alone need none: AKS upgrades no
 * image of theirs, as azure-cli refuses to. Nodes of auto-provisioning are in no pool and do not come here.
 */
function missingImages(pool: PoolFacts, offer: PoolOffer | undefined): readonly string[] {
  if (pool.kind === 'AvailabilitySet') return [];
  return [
    ...(pool.image === undefined ? ['Azure names no node image for this pool'] : []),
    // An offer that could not be read has its own reason.
    ...(offer !== undefined && offer.latestImage === undefined
      ? ['Azure names no newest image for this pool']
      : []),
  ];
}

async function readOne<Value>(
  request: ArmRequest,
  parse: (body: unknown) => Parsed<Value>,
  into: Pick<ClusterReader, 'client' | 'unread'> & { readonly entry: Entry; readonly what: string },
): Promise<Value | undefined> {
  const outcome = await into.client.read(request);
  const parsed = outcome.ok ? parse(outcome.body) : { ok: false as const, ...outcome.problem };
  if (parsed.ok) return parsed.value;
  into.unread.add(into.entry, parsed, into.what);
  return undefined;
}

async function readList(
  request: ArmRequest,
  cluster: ClusterFacts,
  reader: ClusterReader,
  what: string,
): Promise<readonly unknown[] | undefined> {
  const items: unknown[] = [];
  const problem = await reader.client.readPages(request, (page) => items.push(...page));
  if (problem === undefined) return items;
  reader.unread.add(entryOf(cluster), problem, what);
  return undefined;
}

type Entry = Pick<Unread, 'kind' | 'id' | 'name'>;

function entryOf(cluster: Pick<ClusterHead, 'id' | 'resourceGroup' | 'name'>): Entry {
  return { kind: 'cluster', id: cluster.id, name: `${cluster.resourceGroup}/${cluster.name}` };
}

function poolEntry(cluster: ClusterFacts, pool: string): Entry {
  const name = `${cluster.resourceGroup}/${cluster.name}/${pool}`;
  return { kind: 'pool', id: `${cluster.id}/agentpools/${pool}`, name };
}
