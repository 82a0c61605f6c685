/** Fleets that no person would think of, with lists of offers that hold nonsense too. */
import type { Aim } from '../../src/inputs/inputs.ts';
import type { Cluster, NodePool, RegionPatch, VersionOffer } from '../../src/inventory/inventory.ts';
import type { MaintenanceWindow } from '../../src/inventory/maintenance-window.ts';
import { aCluster, aPool, image, version } from '../builders/fleet.ts';

type Pick = <T>(values: readonly T[]) => T;

interface Draw {
  readonly pick: Pick;
  readonly upTo: (most: number) => number;
  /** True once in `times`. */
  readonly oneIn: (times: number) => boolean;
}

export interface RandomFleet {
  readonly clusters: readonly Cluster[];
  readonly aim: Aim;
  readonly now: Date;
}

/** One number, one fleet: a failure is told by that number alone. */
export function drawFleet(seed: number): RandomFleet {
  const next = sequence(seed);
  const upTo = (most: number) => Math.floor(next() * (most + 1));
  const pick: Pick = (values) => values[upTo(values.length - 1)] as (typeof values)[number];
  // Every second fleet is calm: few things in the way, so that long ways up are seen too.
  const calm = upTo(1) === 0 ? 6 : 1;
  const draw: Draw = { pick, upTo, oneIn: (times) => upTo(times * calm - 1) === 0 };
  const now = new Date(Date.UTC(2026, 10, 22, upTo(23)) + upTo(400) * 86_400_000);
  const clusters = Array.from({ length: 1 + upTo(2) }, (_, index) => drawCluster(draw, index));
  return { clusters, aim: drawAim(draw), now };
}

/** A linear congruential sequence of numbers from 0 to below 1: enough to scatter, the same everywhere. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 0x1_0000_0000;
  };
}

function drawAim({ pick, upTo, oneIn }: Draw): Aim {
  const minor = 30 + upTo(9);
  const wanted = oneIn(2)
    ? ({ kind: 'minor', text: `1.${minor}`, major: 1, minor } as const)
    : ({ kind: 'exact', text: `1.${minor}.${upTo(3)}` } as const);
  return {
    upgradeType: pick(['full', 'full', 'full', 'control-plane-only', 'node-pools-only', 'node-image-only']),
    channel: pick(['patch', 'stable', 'rapid', 'rapid']),
    ...(oneIn(3) ? { kubernetesVersion: wanted } : {}),
    minimumReleaseAge: pick([0, 0, 7, 30]),
    surge: oneIn(4) ? { maxSurge: '33%' } : {},
  };
}

function drawCluster(draw: Draw, index: number): Cluster {
  const { pick, upTo, oneIn } = draw;
  const patches = drawRegion(draw);
  const running = pick(patches).version;
  const name = `aks${index}`;
  const supportPlan = pick(['KubernetesOfficial', 'KubernetesOfficial', 'AKSLongTermSupport'] as const);
  const pools = Array.from({ length: 1 + upTo(3) }, (_, each) =>
    drawPool(draw, `${name}pool${each}`, running.minor, running.patch),
  );
  return aCluster({
    name,
    version: running,
    supportPlan,
    region: drawRegionList(draw, patches, supportPlan),
    offers: oneIn(12) ? undefined : drawOffers(draw, patches, running.text),
    upgradeChannel: oneIn(4) ? pick(['patch', 'stable', 'rapid', 'node-image']) : 'none',
    nodeOsChannel: pick(['None', 'Unmanaged', 'SecurityPatch', 'NodeImage', 'unknown']),
    isAutomatic: oneIn(20),
    hasNodeProvisioning: oneIn(10),
    power: oneIn(15) ? 'stopped' : 'running',
    provisioningState: oneIn(6) ? pick(['Failed', 'Canceled', 'Upgrading', 'Wobbling']) : 'Succeeded',
    windows: oneIn(10) ? undefined : drawWindows(draw),
    otherPools: upTo(4) === 0 ? [drawPool(draw, `${name}other`, running.minor, running.patch)] : [],
    hasUnreadPools: oneIn(12),
    tags: oneIn(2) ? { Environment: pick(['dev', 'prod']) } : {},
    pools,
  });
}

/** The region's own list, none, or a stand-in as the inventory makes it: without plans and ways. */
function drawRegionList(
  { pick, oneIn }: Draw,
  patches: readonly RegionPatch[],
  supportPlan: Cluster['supportPlan'],
): Cluster['region'] {
  const defaultMinor = pick(patches).version;
  if (oneIn(8)) return undefined;
  if (!oneIn(6)) return { isPartial: false, patches, defaultMinor };
  const known = patches.map((patch) => ({ ...patch, supportPlans: [supportPlan], upgrades: [] }));
  return { isPartial: true, patches: known, defaultMinor };
}

function drawRegion({ pick, upTo, oneIn }: Draw): RegionPatch[] {
  const first = 29 + upTo(3);
  const texts = Array.from({ length: 5 + upTo(5) }, (_, minor) =>
    Array.from({ length: 1 + upTo(2) }, (_, patch) => `1.${first + minor}.${patch + upTo(1) * 9}`),
  ).flat();
  const versions = [...new Set(texts)].map(version);
  const lts = first + upTo(3);
  return versions.map((each) => ({
    version: each,
    isPreview: oneIn(12),
    supportPlans:
      each.minor < lts || oneIn(15) ? ['AKSLongTermSupport'] : ['KubernetesOfficial', 'AKSLongTermSupport'],
    upgrades: versions.filter((other) => {
      const distance = other.minor - each.minor;
      const isHigher = distance > 0 || (distance === 0 && other.patch > each.patch);
      // Mostly what AKS lists; now and then a jump, a version left out, or one that leads down.
      return isHigher
        ? distance <= 1
          ? !oneIn(6)
          : distance <= 5 && pick([false, false, false, true])
        : oneIn(40);
    }),
  }));
}

function drawOffers(draw: Draw, patches: readonly RegionPatch[], running: string): VersionOffer[] {
  const listed = patches.find((patch) => patch.version.text === running)?.upgrades ?? [];
  const stray = draw.oneIn(4) ? [draw.pick(patches).version, version(`1.${30 + draw.upTo(10)}.7`)] : [];
  return [...listed, ...stray].map((each) => ({ version: each, isPreview: draw.oneIn(10) }));
}

function drawPool({ pick, upTo, oneIn }: Draw, name: string, minor: number, patch: number): NodePool {
  const behind = pick([0, 0, 0, 1, 2, 3, 4]);
  const own = version(`1.${minor - behind}.${behind === 0 ? upTo(patch) : upTo(9)}`);
  const images = ['202609.01.0', '202611.09.0', '202611.16.0'].flatMap((release) => [
    image(`AKSUbuntu-2404gen2containerd-${release}`),
    image(`AKSUbuntu-2204gen2containerd-${release}`),
  ]);
  const upgrades = Array.from({ length: upTo(3) }, () => ({
    version: version(`1.${minor + 1 - upTo(4)}.${upTo(patch + 1)}`),
    isPreview: oneIn(10),
  }));
  const latestImage = pick([...images, undefined, image('unheard-of')]);
  return aPool({
    name: oneIn(20) ? `aksmanagedap${name}` : name,
    version: own,
    image: oneIn(15) ? undefined : pick(images),
    mode: pick(['System', 'User', 'User', 'Gateway']),
    os: oneIn(5) ? 'Windows' : 'Linux',
    osSku: pick(['Ubuntu', 'Ubuntu', 'AzureLinux', 'Ubuntu2204', 'AzureLinux3', 'Windows2019', undefined]),
    kind: oneIn(12) ? pick(['AvailabilitySet', 'VirtualMachines']) : 'VirtualMachineScaleSets',
    count: oneIn(8) ? 0 : 3,
    isSpot: oneIn(8),
    power: oneIn(12) ? 'stopped' : 'running',
    provisioningState: oneIn(8) ? pick(['Failed', 'Canceled', 'UpgradingNodeImageVersion']) : 'Succeeded',
    ...(oneIn(12) ? { snapshotId: '/subscriptions/s/snapshots/x' } : {}),
    offer: oneIn(12) ? undefined : { latestImage, upgrades: oneIn(3) ? upgrades : undefined },
  });
}

function drawWindows({ pick, upTo, oneIn }: Draw): readonly MaintenanceWindow[] {
  if (oneIn(2)) return [];
  return [
    {
      name: pick(['default', 'aksManagedAutoUpgradeSchedule', 'aksManagedNodeOSUpgradeSchedule', 'other']),
      schedule: {
        kind: 'recurring',
        recurrence: { kind: 'weekly', intervalWeeks: 1 + upTo(2), day: pick(['Sunday', 'Monday', 'Friday']) },
        durationHours: 4 + upTo(20),
        utcOffsetMinutes: (upTo(26) - 12) * 60,
        startTime: `${String(upTo(23)).padStart(2, '0')}:00`,
        startDate: '2026-01-01',
      },
      notAllowed: oneIn(4) ? [{ start: '2026-12-20', end: '2027-01-05' }] : [],
    },
  ];
}
