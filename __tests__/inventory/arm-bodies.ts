/** Bodies as ARM writes them, of clusters that do not exist. */

import type { Scope } from '../../src/inputs/inputs.ts';
import type { Answering, Asked, FakeAnswer } from './fake-arm.ts';

export const subscription = '11111111-1111-4111-8111-111111111111';

export const everything: Scope = {
  subscriptionIds: [subscription],
  clusters: [],
  tags: [],
  nodePools: [],
};

type Json = Record<string, unknown>;

export function armPool(differs: Json = {}): Json {
  return {
    name: 'system',
    count: 3,
    vmSize: 'Standard_D4s_v5',
    type: 'VirtualMachineScaleSets',
    provisioningState: 'Succeeded',
    powerState: { code: 'Running' },
    orchestratorVersion: '1.35',
    currentOrchestratorVersion: '1.35.4',
    mode: 'System',
    osType: 'Linux',
    osSKU: 'Ubuntu',
    scaleSetPriority: 'Regular',
    nodeImageVersion: 'AKSUbuntu-2404gen2containerd-202610.05.0',
    upgradeSettings: { maxSurge: '10%', maxUnavailable: '0', drainTimeoutInMinutes: 30 },
    ...differs,
  };
}

export interface ArmClusterOptions {
  readonly subscription?: string;
  readonly group?: string;
  readonly name?: string;
  readonly location?: string;
  readonly tags?: Json;
  readonly pools?: readonly unknown[] | null;
  readonly properties?: Json;
}

export function armCluster(options: ArmClusterOptions = {}): Json {
  const { group = 'rg-one', name = 'aks-one', location = 'westeurope' } = options;
  return {
    id: `/subscriptions/${options.subscription ?? subscription}/resourcegroups/${group}/providers/Microsoft.ContainerService/managedClusters/${name}`,
    name,
    location,
    type: 'Microsoft.ContainerService/ManagedClusters',
    tags: options.tags ?? { environment: 'staging' },
    sku: { name: 'Base', tier: 'Standard' },
    eTag: 'a1',
    properties: {
      provisioningState: 'Succeeded',
      powerState: { code: 'Running' },
      kubernetesVersion: '1.35',
      currentKubernetesVersion: '1.35.4',
      supportPlan: 'KubernetesOfficial',
      agentPoolProfiles: options.pools === undefined ? [armPool()] : options.pools,
      autoUpgradeProfile: { nodeOSUpgradeChannel: 'None' },
      ...options.properties,
    },
  };
}

export const clusterProfile: Json = {
  name: 'default',
  properties: {
    controlPlaneProfile: {
      kubernetesVersion: '1.35.4',
      osType: 'Linux',
      upgrades: [
        { kubernetesVersion: '1.36.2' },
        { kubernetesVersion: '1.35.10' },
        { kubernetesVersion: '1.36.0', isPreview: true },
      ],
    },
    agentPoolProfiles: null,
  },
};

export const poolProfile: Json = {
  name: 'default',
  properties: {
    kubernetesVersion: '1.35.4',
    osType: 'Linux',
    latestNodeImageVersion: 'AKSUbuntu-2404gen2containerd-202611.02.1',
  },
};

export const regionList: Json = {
  values: [
    {
      version: '1.36',
      capabilities: { supportPlan: ['KubernetesOfficial'] },
      patchVersions: { '1.36.2': { upgrades: [] } },
    },
    {
      version: '1.35',
      isDefault: true,
      capabilities: { supportPlan: ['KubernetesOfficial', 'AKSLongTermSupport'] },
      patchVersions: { '1.35.10': { upgrades: ['1.36.2'] }, '1.35.4': { upgrades: ['1.36.2', '1.35.10'] } },
    },
    {
      version: '1.37',
      isPreview: true,
      capabilities: { supportPlan: ['KubernetesOfficial'] },
      patchVersions: { '1.37.0': { upgrades: [] } },
    },
    {
      version: '1.32',
      capabilities: { supportPlan: ['AKSLongTermSupport'] },
      patchVersions: { '1.32.100': { upgrades: ['1.33.7'] } },
    },
  ],
};

export const maintenanceList: Json = {
  value: [
    {
      name: 'aksManagedNodeOSUpgradeSchedule',
      properties: {
        maintenanceWindow: {
          schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Sunday' }, daily: null },
          durationHours: 6,
          utcOffset: '+05:30',
          startDate: '2026-01-04',
          startTime: '02:00',
          notAllowedDates: [{ start: '2026-12-20', end: '2027-01-06' }],
        },
      },
    },
  ],
};

export const availableVersions: Json = {
  properties: {
    agentPoolVersions: [
      { kubernetesVersion: '1.35.4' },
      { kubernetesVersion: '1.34.9', default: true },
      { kubernetesVersion: '1.35.10', isPreview: true },
    ],
  },
};

/** AKS as it should be, over these clusters. `nextLink` after the last item leads to an empty page, as it really does. */
export function healthyArm(clusters: readonly Json[]): Answering {
  const byPath = new Map(clusters.map((cluster) => [`${cluster['id']}`.toLowerCase(), cluster]));
  return ({ url }: Asked): FakeAnswer | undefined => {
    const path = decodeURIComponent(url.pathname).toLowerCase();
    if (path === '/subscriptions')
      return { body: { value: [{ subscriptionId: subscription, state: 'Enabled' }] } };
    if (path.endsWith('/kubernetesversions')) return { body: regionList };
    if (path.endsWith('/providers/microsoft.containerservice/managedclusters')) {
      if (url.searchParams.has('$skiptoken')) return { body: { value: [] } };
      const under = path.slice(0, path.indexOf('/providers/'));
      const value = clusters.filter((cluster) => `${cluster['id']}`.toLowerCase().startsWith(`${under}/`));
      return { body: { value, nextLink: `${url.href}&$skiptoken=1` } };
    }
    if (byPath.has(path)) return { body: byPath.get(path) };
    const [owner, rest] = split(path);
    if (!byPath.has(owner)) return undefined;
    if (rest === '/upgradeprofiles/default') return { body: clusterProfile };
    if (rest.startsWith('/agentpools/') && rest.endsWith('/upgradeprofiles/default'))
      return { body: poolProfile };
    if (rest === '/agentpools')
      return { body: { value: [{ name: 'system', properties: armPool({ name: undefined }) }] } };
    if (rest === '/maintenanceconfigurations') return { body: maintenanceList };
    return rest === '/availableagentpoolversions' ? { body: availableVersions } : undefined;
  };
}

function split(path: string): [string, string] {
  const [, owner = '', rest = ''] = /^(.*\/managedclusters\/[^/]+)(\/.*)?$/.exec(path) ?? [];
  return [owner, rest];
}
