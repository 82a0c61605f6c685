import semver from 'semver';
import type {
  ClusterDescription,
  Fleet,
  FleetDescription,
  PoolDescription,
  RegionDescription,
  SimCluster,
  SimPool,
  SimRegion,
  SimSubscription,
  SubscriptionDescription,
} from './fleet-model.ts';
import { imageBuiltOn, imageKinds, listPatches, november2026 } from './version-world.ts';

export const simTenantId = '22222222-2222-4222-8222-222222222222';
export const simSubscriptionId = '11111111-1111-4111-8111-111111111111';
const healthyVersion = '1.36.2';
const usualImageAge = 9;
const dayMs = 86_400_000;

/** Healthy, level and newest unless told otherwise. Throws when a subscription or a cluster is described twice. */
export function describeFleet(description: FleetDescription): Fleet {
  const { now } = description;
  const described = description.subscriptions ?? [{ clusters: description.clusters ?? [] }];
  const locations = described.flatMap((one) =>
    (one.clusters ?? []).map((cluster) => cluster.location ?? 'westeurope'),
  );
  const names = new Set([...locations, ...Object.keys(description.regions ?? {}), 'westeurope']);
  const regions = Object.fromEntries(
    [...names].map((name) => [name, describeRegion(now, description.regions?.[name])] as const),
  );
  const subscriptions = described.map((one, at) => describeSubscription(one, at, regions));
  refuseTwins(subscriptions);
  return { now, subscriptions, regions };
}

function describeRegion(now: Date, region: RegionDescription = {}): SimRegion {
  const built = new Date(now.getTime() - (region.imageDaysOld ?? usualImageAge) * dayMs);
  const world = region.versions ?? november2026;
  return {
    patches: listPatches(world),
    defaultMinor: world.defaultMinor,
    imagesBuilt: built,
    images: {
      ...Object.fromEntries(imageKinds.map((kind) => [kind, imageBuiltOn(kind, built)])),
      ...region.images,
    },
  };
}

type Regions = Readonly<Record<string, SimRegion>>;

function describeSubscription(one: SubscriptionDescription, at: number, regions: Regions): SimSubscription {
  const id = at === 0 ? simSubscriptionId : `11111111-1111-4111-8111-${String(at + 1).padStart(12, '0')}`;
  return {
    id,
    name: `subscription-${at + 1}`,
    state: 'Enabled',
    tenantId: simTenantId,
    ...one,
    clusters: (one.clusters ?? []).map((cluster, index) => describeCluster(cluster, index, regions)),
  };
}

export function describeCluster(cluster: ClusterDescription, at: number, regions: Regions): SimCluster {
  const location = cluster.location ?? 'westeurope';
  const version = cluster.version ?? healthyVersion;
  const pools = cluster.pools ?? [{ name: 'system' }];
  const described: SimCluster = {
    name: `aks-${at + 1}`,
    resourceGroup: 'rg-aks',
    tags: undefined,
    requestedVersion: undefined,
    provisioningState: 'Succeeded',
    provisioningError: undefined,
    power: 'Running',
    supportPlan: 'KubernetesOfficial',
    tier: cluster.supportPlan === 'AKSLongTermSupport' ? 'Premium' : 'Standard',
    sku: 'Base',
    nodeProvisioning: 'Manual',
    upgradeChannel: 'none',
    nodeOsChannel: 'None',
    windows: [],
    offers: undefined,
    vanished: false,
    lock: undefined,
    extra: {},
    generation: 0,
    ...cluster,
    location,
    version,
    pools: pools.map((pool, index) => describePool(pool, index, version, regions[location])),
  };
  refuseStrangers(`cluster ${described.name}`, described, clusterKeys);
  refuseVersions(described, regions[location]);
  return described;
}

export function describePool(
  pool: PoolDescription,
  at: number,
  clusterVersion: string,
  region: SimRegion | undefined,
): SimPool {
  const { imageDaysBehind, ...given } = pool;
  const os = given.os ?? 'Linux';
  const imageKind =
    given.imageKind ?? (os === 'Windows' ? 'AKSWindows-2022-containerd' : 'AKSUbuntu-2404gen2containerd');
  const newest = region?.images[imageKind] ?? null;
  const built = new Date((region?.imagesBuilt.getTime() ?? 0) - (imageDaysBehind ?? 0) * dayMs);
  const described: SimPool = {
    name: os === 'Windows' ? `win${at + 1}` : `pool${at + 1}`,
    version: clusterVersion,
    requestedVersion: undefined,
    image: imageDaysBehind === undefined ? newest : imageBuiltOn(imageKind, built),
    latestImage: undefined,
    mode: at === 0 && os === 'Linux' ? 'System' : 'User',
    osSku: os === 'Windows' ? 'Windows2022' : 'Ubuntu2404',
    kind: 'VirtualMachineScaleSets',
    vmSize: 'Standard_D4ds_v5',
    count: 3,
    spot: false,
    power: 'Running',
    provisioningState: 'Succeeded',
    provisioningError: undefined,
    upgradeSettings: { maxSurge: '10%', maxUnavailable: '0' },
    snapshotId: undefined,
    offers: undefined,
    extra: {},
    generation: 0,
    unfinished: undefined,
    recentlyUsed: [],
    ...given,
    os,
    imageKind,
  };
  refuseStrangers(`pool ${described.name}`, described, poolKeys);
  return described;
}

const clusterKeys =
  'name resourceGroup tags requestedVersion provisioningState provisioningError power supportPlan tier sku ' +
  'nodeProvisioning upgradeChannel nodeOsChannel windows offers vanished lock extra generation location version pools';
const poolKeys =
  'name version requestedVersion image latestImage mode osSku kind vmSize count spot power provisioningState ' +
  'provisioningError upgradeSettings snapshotId offers extra generation unfinished recentlyUsed os imageKind';

/** A misspelt key would describe something healthy, and its test would prove nothing. */
function refuseStrangers(what: string, described: object, known: string): void {
  const strange = Object.keys(described).filter((key) => !known.split(' ').includes(key));
  if (strange.length > 0)
    throw new Error(`The fleet describes ${what} by ${strange.join(', ')}: no such key.`);
}

/** A version may be older than a region's list, as those that AKS has dropped; never newer. */
function refuseVersions(cluster: SimCluster, region: SimRegion | undefined): void {
  const newest =
    region?.patches
      .map((patch) => patch.version)
      .toSorted(semver.compare)
      .at(-1) ?? '0.0.0';
  for (const { name, version } of [cluster, ...cluster.pools]) {
    // What is no version at all is somebody's hostile text.
    if (semver.valid(version) !== null && semver.gt(version, newest)) {
      throw new Error(
        `${name} cannot run ${version}: the newest version in ${cluster.location} is ${newest}.`,
      );
    }
  }
}

function refuseTwins(subscriptions: readonly SimSubscription[]): void {
  const seen = new Set<string>();
  for (const subscription of subscriptions) {
    const ids = subscription.clusters.map((one) =>
      `${subscription.id}/${one.resourceGroup}/${one.name}`.toLowerCase(),
    );
    for (const id of [subscription.id, ...ids]) {
      if (seen.has(id)) throw new Error(`The fleet describes ${id} twice.`);
      seen.add(id);
    }
  }
}
