/** Healthy unless told otherwise: a test states only what differs. */
import type { ImageVersion } from '../../src/inventory/image-version.ts';
import { parseImageVersion } from '../../src/inventory/image-version.ts';
import type {
  Cluster,
  Inventory,
  NodePool,
  RegionPatch,
  RegionVersions,
  VersionOffer,
} from '../../src/inventory/inventory.ts';
import type { KubernetesVersion } from '../../src/inventory/kubernetes-version.ts';
import { minorOf, parseKubernetesVersion } from '../../src/inventory/kubernetes-version.ts';

export const subscriptionId = '11111111-1111-4111-8111-111111111111';
export const now = new Date('2026-11-22T06:00:00Z');

export function version(text: string): KubernetesVersion {
  const parsed = parseKubernetesVersion(text);
  if (parsed === undefined) throw new Error(`not a version: ${text}`);
  return parsed;
}

export function image(text: string): ImageVersion {
  return parseImageVersion(text);
}

export function offers(...texts: readonly string[]): VersionOffer[] {
  return texts.map((text) => ({ version: version(text.replace('!', '')), isPreview: text.endsWith('!') }));
}

/** `{ '1.34.8': ['1.35.5'], … }`; a trailing `!` on the key is a preview, `L` a version under LTS alone. */
export function region(
  versions: Readonly<Record<string, readonly string[]>>,
  defaultMinor?: string,
): RegionVersions {
  const patches = Object.entries(versions).map(([key, upgrades]): RegionPatch => {
    const lts = key.endsWith('L');
    return {
      version: version(key.replace(/[!L]$/, '')),
      isPreview: key.endsWith('!'),
      supportPlans: lts ? ['AKSLongTermSupport'] : ['KubernetesOfficial', 'AKSLongTermSupport'],
      upgrades: upgrades.map(version),
    };
  });
  const named = patches.find((patch) => minorOf(patch.version) === defaultMinor);
  return { isPartial: false, patches, defaultMinor: named?.version };
}

/**
 * What stands in for the region's list where that is closed: the versions of the cluster's own lists, as if under its
 * plan, with no way from one to the next. A trailing `!` is a preview.
 */
export function partialRegion(
  texts: readonly string[],
  defaultVersion?: string,
  supportPlan: Cluster['supportPlan'] = 'KubernetesOfficial',
): RegionVersions {
  const patches = offers(...texts).map((offer) => ({ ...offer, supportPlans: [supportPlan], upgrades: [] }));
  return {
    isPartial: true,
    patches,
    defaultMinor: defaultVersion === undefined ? undefined : version(defaultVersion),
  };
}

/** What AKS offers on the builders' day, 22 November 2026. */
export const usualRegion = region(
  {
    '1.31.13L': ['1.32.11', '1.33.12'],
    '1.32.11L': ['1.33.12', '1.34.8'],
    '1.33.11L': ['1.33.12', '1.34.8'],
    '1.33.12L': ['1.34.8'],
    '1.34.7': ['1.34.8', '1.35.4', '1.35.5'],
    '1.34.8': ['1.35.4', '1.35.5'],
    '1.35.4': ['1.35.5', '1.36.1', '1.36.2'],
    '1.35.5': ['1.36.1', '1.36.2'],
    '1.36.1': ['1.36.2', '1.37.0'],
    '1.36.2': ['1.37.0'],
    '1.37.0': ['1.38.0'],
    '1.38.0!': [],
  },
  '1.36',
);

let serial = 0;

export function aPool(differs: Partial<NodePool> = {}): NodePool {
  serial += 1;
  const name = differs.name ?? `pool${serial}`;
  const running = image('AKSUbuntu-2404gen2containerd-202611.09.0');
  return {
    id: `/subscriptions/${subscriptionId}/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/aks/agentpools/${name}`,
    name,
    version: version('1.36.2'),
    image: running,
    mode: 'System',
    os: 'Linux',
    osSku: 'Ubuntu',
    kind: 'VirtualMachineScaleSets',
    count: 3,
    isSpot: false,
    power: 'running',
    provisioningState: 'Succeeded',
    upgradeSettings: { maxSurge: '10%' },
    offer: { latestImage: running, upgrades: undefined },
    ...differs,
  };
}

export function aCluster(differs: Partial<Cluster> = {}): Cluster {
  serial += 1;
  const name = differs.name ?? `aks${serial}`;
  const resourceGroup = differs.resourceGroup ?? 'rg';
  return {
    id: `/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup}/providers/microsoft.containerservice/managedclusters/${name}`.toLowerCase(),
    subscriptionId,
    resourceGroup,
    name,
    location: 'westeurope',
    tags: {},
    version: version('1.36.2'),
    provisioningState: 'Succeeded',
    power: 'running',
    supportPlan: 'KubernetesOfficial',
    tier: 'Standard',
    isAutomatic: false,
    hasNodeProvisioning: false,
    upgradeChannel: 'none',
    nodeOsChannel: 'Unmanaged',
    windows: [],
    pools: [aPool({ name: 'system' })],
    otherPools: [],
    hasUnreadPools: false,
    offers: [],
    region: usualRegion,
    ...differs,
  };
}

export function anInventory(clusters: readonly Cluster[], differs: Partial<Inventory> = {}): Inventory {
  return { takenAt: now, clusters, unread: [], subscriptionIds: [subscriptionId], ...differs };
}
