import type { ClusterDescription, Fleet } from './fleet.ts';
import { describeFleet } from './fleet.ts';

/**
 * A small company's clusters on the day `now`: every tone that a report can strike, in two regions. The versions are
 * those of late November 2026.
 */
export function demoFleet(now: Date): Fleet {
  return describeFleet({
    now,
    regions: { northeurope: { imageDaysOld: 16 }, westeurope: { imageDaysOld: 9 } },
    subscriptions: [
      { name: 'contoso-nonproduction', clusters: [development, experiments, staging, stagingEvents] },
      { name: 'contoso-production', clusters: [describeShop(now), payments, ledger] },
    ],
  });
}

/** Out of support since July, and a pool one minor further behind on top. */
const development: ClusterDescription = {
  name: 'aks-dev-weu',
  resourceGroup: 'rg-dev',
  tags: { environment: 'dev', team: 'platform' },
  version: '1.33.11',
  tier: 'Free',
  pools: [
    {
      name: 'system',
      osSku: 'Ubuntu',
      imageKind: 'AKSUbuntu-2204gen2containerd',
      imageDaysBehind: 63,
      count: 2,
    },
    {
      name: 'batch',
      version: '1.32.10',
      osSku: 'Ubuntu',
      imageKind: 'AKSUbuntu-2204gen2containerd',
      imageDaysBehind: 140,
      upgradeSettings: undefined,
    },
    {
      name: 'spot',
      spot: true,
      osSku: 'Ubuntu',
      imageKind: 'AKSUbuntu-2204gen2containerd',
      imageDaysBehind: 63,
    },
  ],
};

/** Switched off when nobody experiments. */
const experiments: ClusterDescription = {
  name: 'aks-experiments-weu',
  resourceGroup: 'rg-dev',
  tags: { environment: 'dev', team: 'research' },
  version: '1.35.4',
  tier: 'Free',
  power: 'Stopped',
  pools: [{ name: 'system', power: 'Stopped', imageDaysBehind: 42, count: 1 }],
};

/** Two minors behind, its support ends this month; images heal themselves on Sunday mornings. */
const staging: ClusterDescription = {
  name: 'aks-staging-weu',
  resourceGroup: 'rg-staging',
  tags: { environment: 'staging', team: 'platform' },
  version: '1.34.7',
  nodeOsChannel: 'NodeImage',
  windows: [
    {
      name: 'aksManagedNodeOSUpgradeSchedule',
      properties: {
        maintenanceWindow: {
          schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Sunday' } },
          durationHours: 6,
          utcOffset: '+01:00',
          startDate: '2026-01-04',
          startTime: '02:00',
        },
      },
    },
  ],
  pools: [
    { name: 'system', imageDaysBehind: 7 },
    { name: 'apps', imageDaysBehind: 7, count: 5 },
  ],
};

/** Pools that a report must not simply upgrade: pinned to a snapshot, and without nodes. */
const stagingEvents: ClusterDescription = {
  name: 'aks-events-neu',
  resourceGroup: 'rg-staging-events',
  location: 'northeurope',
  tags: { environment: 'staging', team: 'events' },
  version: '1.36.1',
  nodeOsChannel: 'Unmanaged',
  pools: [
    { name: 'system', osSku: 'AzureLinux3', imageKind: 'AKSAzureLinux-V3gen2', imageDaysBehind: 21 },
    {
      name: 'pinned',
      imageDaysBehind: 90,
      snapshotId:
        '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-staging-events/providers/Microsoft.ContainerService/snapshots/known-good',
    },
    { name: 'burst', count: 0, imageDaysBehind: 35 },
  ],
};

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * Production in two operating systems: the control plane level with AKS's default, a Windows pool without patches.
 * Its Kubernetes window opens three days from `now`.
 */
function describeShop(now: Date): ClusterDescription {
  return {
    name: 'aks-shop-neu',
    resourceGroup: 'rg-shop',
    location: 'northeurope',
    tags: { environment: 'production', team: 'shop' },
    version: '1.36.1',
    nodeOsChannel: 'SecurityPatch',
    windows: [
      {
        name: 'aksManagedAutoUpgradeSchedule',
        properties: {
          maintenanceWindow: {
            schedule: { weekly: { intervalWeeks: 1, dayOfWeek: weekdays[(now.getUTCDay() + 3) % 7] } },
            durationHours: 6,
            utcOffset: '+00:00',
            startDate: '2026-01-01',
            startTime: '01:00',
          },
        },
      },
    ],
    pools: [
      { name: 'system', imageDaysBehind: 28 },
      { name: 'web', version: '1.35.5', imageDaysBehind: 28, count: 6 },
      { name: 'winapp', os: 'Windows', imageDaysBehind: 61, count: 3 },
    ],
  };
}

/** Nothing to do. */
const payments: ClusterDescription = {
  name: 'aks-payments-weu',
  resourceGroup: 'rg-payments',
  tags: { environment: 'production', team: 'payments' },
  version: '1.36.2',
  nodeOsChannel: 'NodeImage',
  pools: [{ name: 'system' }, { name: 'payments', count: 4 }],
};

/** Long Term Support: old, covered, and free to jump. */
const ledger: ClusterDescription = {
  name: 'aks-ledger-neu',
  resourceGroup: 'rg-ledger',
  location: 'northeurope',
  tags: { environment: 'production', team: 'ledger' },
  version: '1.32.10',
  supportPlan: 'AKSLongTermSupport',
  upgradeChannel: 'patch',
  pools: [
    { name: 'system', osSku: 'AzureLinux3', imageKind: 'AKSAzureLinux-V3gen2', imageDaysBehind: 14 },
    {
      name: 'ledger',
      osSku: 'AzureLinux3',
      imageKind: 'AKSAzureLinux-V3gen2',
      imageDaysBehind: 14,
      count: 4,
    },
  ],
};
