import type { MaintenanceWindow } from '../../../src/inventory/maintenance-window.ts';
import { aCluster, aPool, image, offers, version } from '../../builders/fleet.ts';
import type { Row } from './row.ts';

const ubuntu = (release: string) => image(`AKSUbuntu-2404gen2containerd-${release}`);
const newer = { latestImage: ubuntu('202611.16.0'), upgrades: undefined };
const behind = { version: version('1.36.1'), offers: offers('1.36.2') };
const system = aPool({ name: 'system', version: version('1.36.1') });
const imageBehind = (name: string, differs = {}) => aPool({ name, mode: 'User', offer: newer, ...differs });

const nightly = (name: MaintenanceWindow['name'], startTime: string): MaintenanceWindow => ({
  name,
  schedule: {
    kind: 'recurring',
    recurrence: { kind: 'daily', intervalDays: 1 },
    durationHours: 4,
    utcOffsetMinutes: 0,
    startTime,
  },
  notAllowed: [],
});

export const holdRows: readonly Row[] = [
  {
    name: 'channel patch heals a patch',
    clusters: [aCluster({ ...behind, upgradeChannel: 'patch', pools: [system] })],
    steps: [],
    holds: ['standing auto-upgrade-channel: control-plane 1.36.1 → 1.36.2, heals'],
    findings: ['AKS001 recommended', 'AKS018 information'],
    blocked: false,
  },
  {
    name: 'channel patch does not heal a minor, and keeps others from it',
    clusters: [
      aCluster({
        version: version('1.35.5'),
        offers: offers('1.36.2'),
        upgradeChannel: 'patch',
        pools: [aPool({ name: 'system', version: version('1.34.8') })],
      }),
    ],
    steps: [],
    holds: [
      'standing auto-upgrade-channel: control-plane 1.35.5 → 1.36.2',
      'standing auto-upgrade-channel: pool-version system 1.34.8 → 1.35.5',
    ],
    findings: [
      'AKS002 recommended',
      'AKS003 recommended system',
      'AKS008 required system due 2026-11-30',
      'AKS018 information',
    ],
    blocked: true,
  },
  {
    name: 'channel stable heals up to N-1',
    clusters: [
      aCluster({
        version: version('1.35.5'),
        offers: offers('1.36.2'),
        upgradeChannel: 'stable',
        pools: [aPool({ name: 'system', version: version('1.35.5') })],
      }),
    ],
    steps: [],
    holds: ['standing auto-upgrade-channel: control-plane 1.35.5 → 1.36.2, heals'],
    findings: ['AKS002 recommended', 'AKS018 information'],
    blocked: false,
  },
  {
    name: 'channel stable does not heal N; rapid does',
    clusters: [
      aCluster({ name: 'a', upgradeChannel: 'stable', offers: offers('1.37.0') }),
      aCluster({ name: 'b', upgradeChannel: 'rapid', offers: offers('1.37.0') }),
    ],
    aim: { channel: 'rapid' },
    steps: [],
    holds: [
      'standing auto-upgrade-channel: control-plane 1.36.2 → 1.37.0',
      'standing auto-upgrade-channel: control-plane 1.36.2 → 1.37.0, heals',
    ],
    findings: [
      'AKS002 recommended',
      'AKS002 recommended',
      'AKS009 information',
      'AKS009 information',
      'AKS018 information',
      'AKS018 information',
    ],
    blocked: true,
  },
  {
    name: 'cluster channel node-image heals images alone',
    clusters: [
      aCluster({
        ...behind,
        upgradeChannel: 'node-image',
        pools: [system, imageBehind('user', { version: version('1.36.1') })],
      }),
    ],
    steps: [],
    holds: [
      'standing auto-upgrade-channel: control-plane 1.36.1 → 1.36.2',
      'standing auto-upgrade-channel: node-image user 202611.09.0 → 202611.16.0, heals',
    ],
    findings: ['AKS001 recommended', 'AKS006 information user', 'AKS018 information'],
    blocked: true,
  },
  {
    name: 'node OS channel NodeImage heals images; a Kubernetes step is still ours',
    clusters: [
      aCluster({
        nodeOsChannel: 'NodeImage',
        pools: [
          imageBehind('a'),
          aPool({ name: 'b', mode: 'User', version: version('1.35.5'), offer: newer }),
        ],
      }),
    ],
    steps: ['pool-version b 1.35.5 → 1.36.2'],
    holds: ['standing auto-upgrade-channel: node-image a 202611.09.0 → 202611.16.0, heals'],
    findings: ['AKS003 recommended b', 'AKS006 information a', 'AKS006 information b', 'AKS018 information'],
    blocked: false,
  },
  {
    name: 'SecurityPatch renews no image; None patches nothing; an unknown channel cannot be told',
    clusters: [
      aCluster({ name: 'a', nodeOsChannel: 'SecurityPatch', pools: [imageBehind('a')] }),
      aCluster({ name: 'b', nodeOsChannel: 'None' }),
      aCluster({ name: 'c', nodeOsChannel: 'unknown' }),
    ],
    steps: ['node-image a 202611.09.0 → 202611.16.0'],
    holds: [],
    findings: ['AKS006 recommended a', 'AKS016 information', 'AKS016 recommended', 'AKS018 information'],
  },
  {
    name: 'a stopped cluster',
    clusters: [
      aCluster({
        ...behind,
        power: 'stopped',
        pools: [system, imageBehind('user', { version: version('1.36.1') })],
      }),
    ],
    steps: [],
    holds: [
      'standing stopped: control-plane 1.36.1 → 1.36.2',
      'standing stopped: node-image user 202611.09.0 → 202611.16.0',
    ],
    findings: ['AKS001 recommended', 'AKS006 recommended user'],
    blocked: true,
  },
  {
    name: 'a stopped pool stays alone',
    clusters: [
      aCluster({
        ...behind,
        pools: [system, imageBehind('off', { version: version('1.36.1'), power: 'stopped' })],
      }),
    ],
    steps: ['control-plane 1.36.1 → 1.36.2', 'pool-version system 1.36.1 → 1.36.2'],
    holds: [
      'standing stopped: pool-version off 1.36.1 → 1.36.2',
      'standing stopped: node-image off 202611.09.0 → 202611.16.0',
    ],
    findings: ['AKS001 recommended', 'AKS006 recommended off'],
    blocked: true,
  },
  {
    name: 'a failed cluster, with the error of Azure',
    clusters: [
      aCluster({
        ...behind,
        provisioningState: 'Failed',
        provisioningError: 'UpgradeFailed: Drain node aks-1 failed',
        pools: [system],
      }),
    ],
    steps: [],
    holds: ['standing failed: control-plane 1.36.1 → 1.36.2'],
    findings: ['AKS001 recommended', 'AKS014 required'],
    says: ['Azure says: UpgradeFailed: Drain node aks-1 failed'],
    blocked: true,
  },
  {
    name: 'a failed pool and a canceled one are held, the others go on',
    clusters: [
      aCluster({
        pools: [
          imageBehind('bad', { provisioningState: 'Failed' }),
          imageBehind('cut', { provisioningState: 'Canceled' }),
          imageBehind('good'),
        ],
      }),
    ],
    steps: ['node-image good 202611.09.0 → 202611.16.0'],
    holds: [
      'standing failed: node-image bad 202611.09.0 → 202611.16.0',
      'standing failed: node-image cut 202611.09.0 → 202611.16.0',
    ],
    findings: [
      'AKS006 recommended bad',
      'AKS006 recommended cut',
      'AKS006 recommended good',
      'AKS014 required bad',
      'AKS014 required cut',
    ],
    says: ['Azure gives no error text'],
    blocked: true,
  },
  {
    name: 'a failed pool, in scope or not, holds the control plane',
    clusters: [
      aCluster({
        ...behind,
        name: 'a',
        pools: [system, imageBehind('bad', { version: version('1.36.1'), provisioningState: 'Failed' })],
      }),
      aCluster({
        ...behind,
        name: 'b',
        upgradeChannel: 'patch',
        pools: [system],
        otherPools: [aPool({ name: 'far', version: version('1.36.1'), provisioningState: 'Canceled' })],
      }),
    ],
    steps: [],
    holds: [
      'standing failed: control-plane bad 1.36.1 → 1.36.2',
      'standing failed: control-plane far 1.36.1 → 1.36.2',
      'standing failed: node-image bad 202611.09.0 → 202611.16.0',
    ],
    findings: [
      'AKS001 recommended',
      'AKS001 recommended',
      'AKS006 recommended bad',
      'AKS014 required bad',
      'AKS018 information',
    ],
    says: [
      'Pool bad is in state Failed: repair it before the control plane moves.',
      'Pool far, outside the scope of this check, is in state Canceled: repair it',
    ],
    blocked: true,
  },
  {
    name: 'a busy pool out of scope makes the control plane wait, and nothing else',
    clusters: [
      aCluster({
        ...behind,
        pools: [system],
        otherPools: [aPool({ name: 'far', version: version('1.36.1'), provisioningState: 'Scaling' })],
      }),
    ],
    steps: ['control-plane 1.36.1 → 1.36.2 (waits: busy)', 'pool-version system 1.36.1 → 1.36.2'],
    holds: ['passing busy: control-plane 1.36.1 → 1.36.2'],
    findings: ['AKS001 recommended'],
    blocked: false,
  },
  {
    name: 'AKS Automatic heals everything',
    clusters: [
      aCluster({
        ...behind,
        isAutomatic: true,
        pools: [system, imageBehind('user', { version: version('1.36.1') })],
      }),
    ],
    steps: [],
    holds: [
      'standing automatic: control-plane 1.36.1 → 1.36.2, heals',
      'standing automatic: node-image user 202611.09.0 → 202611.16.0, heals',
    ],
    findings: ['AKS001 recommended', 'AKS006 information user', 'AKS018 information'],
    blocked: false,
  },
  {
    name: 'node auto-provisioning: its pools heal, its nodes are unseen',
    clusters: [
      aCluster({
        hasNodeProvisioning: true,
        pools: [
          imageBehind('aksmanagedap'),
          imageBehind('vms', { kind: 'VirtualMachines' }),
          imageBehind('own'),
        ],
      }),
    ],
    steps: ['node-image own 202611.09.0 → 202611.16.0'],
    holds: [
      'standing node-provisioning: node-image aksmanagedap 202611.09.0 → 202611.16.0, heals',
      'standing node-provisioning: node-image vms 202611.09.0 → 202611.16.0, heals',
    ],
    findings: [
      'AKS006 recommended aksmanagedap',
      'AKS006 recommended own',
      'AKS006 recommended vms',
      'AKS024 information',
    ],
    blocked: false,
  },
  {
    name: 'spot, pinned to a snapshot, without nodes',
    clusters: [
      aCluster({
        pools: [
          imageBehind('spot', { isSpot: true }),
          imageBehind('pinned', { snapshotId: '/subscriptions/s/snapshots/x' }),
          imageBehind('zero', { count: 0, version: version('1.35.5') }),
        ],
      }),
    ],
    steps: [],
    holds: [
      'standing zero-nodes: pool-version zero 1.35.5 → 1.36.2',
      'standing snapshot-pinned: node-image pinned 202611.09.0 → 202611.16.0',
      'standing spot: node-image spot 202611.09.0 → 202611.16.0',
      'standing zero-nodes: node-image zero 202611.09.0 → 202611.16.0',
    ],
    findings: [
      'AKS003 recommended zero',
      'AKS006 recommended pinned',
      'AKS006 recommended spot',
      'AKS006 recommended zero',
    ],
    blocked: true,
  },
  {
    name: 'a held pool holds the control plane where the skew ends',
    clusters: [
      aCluster({
        version: version('1.34.8'),
        offers: offers('1.35.5'),
        pools: [
          aPool({ name: 'system', version: version('1.34.8') }),
          aPool({ name: 'spot', mode: 'User', version: version('1.33.12'), isSpot: true }),
        ],
      }),
    ],
    aim: { channel: 'rapid' },
    steps: [
      'control-plane 1.34.8 → 1.35.5',
      'control-plane 1.35.5 → 1.36.2',
      'pool-version system 1.34.8 → 1.36.2',
    ],
    holds: [
      'standing spot: control-plane spot 1.36.2 → 1.37.0',
      'standing spot: pool-version spot 1.33.12 → 1.36.2',
    ],
    findings: [
      'AKS002 recommended',
      'AKS003 recommended spot',
      'AKS007 required spot due 2026-07-31',
      'AKS008 required due 2026-11-30',
      'AKS009 information',
    ],
    says: ['Pool spot stays at 1.33.12 and would be more than 3 minors behind 1.37.0'],
    blocked: true,
    unsupported: true,
  },
  {
    name: 'where the control plane is held, no pool is moved ahead of its turn',
    clusters: [
      aCluster({
        offers: offers('1.37.0'),
        pools: [
          aPool({ name: 'spot', mode: 'User', version: version('1.33.12'), isSpot: true }),
          aPool({ name: 'a', mode: 'User', version: version('1.33.12') }),
          aPool({ name: 'z', version: version('1.36.1') }),
        ],
      }),
    ],
    aim: { channel: 'rapid' },
    steps: ['pool-version z 1.36.1 → 1.36.2', 'pool-version a 1.33.12 → 1.36.2'],
    holds: [
      'standing spot: control-plane spot 1.36.2 → 1.37.0',
      'standing spot: pool-version spot 1.33.12 → 1.36.2',
    ],
    findings: [
      'AKS002 recommended',
      'AKS003 recommended a',
      'AKS003 recommended spot',
      'AKS003 recommended z',
      'AKS005 required a',
      'AKS005 required spot',
      'AKS007 required a due 2026-07-31',
      'AKS007 required spot due 2026-07-31',
      'AKS009 information',
    ],
    blocked: true,
    unsupported: true,
  },
  {
    name: 'an image that is too young, and one of unknown age',
    clusters: [
      aCluster({
        pools: [
          imageBehind('young'),
          imageBehind('old', { offer: { latestImage: ubuntu('202611.10.0'), upgrades: undefined } }),
          imageBehind('odd', { offer: { latestImage: image('nobody-knows'), upgrades: undefined } }),
        ],
      }),
    ],
    aim: { minimumReleaseAge: 10 },
    steps: ['node-image old 202611.09.0 → 202611.10.0'],
    holds: [
      'standing image-too-young: node-image odd 202611.09.0 → knows',
      'standing image-too-young: node-image young 202611.09.0 → 202611.16.0 until 2026-11-26T00:00',
    ],
    findings: [
      'AKS006 recommended odd',
      'AKS006 recommended old',
      'AKS006 recommended young',
      'AKS023 information odd',
    ],
    blocked: true,
  },
  {
    name: 'busy: the step stays, and waits; an unknown state is busy',
    clusters: [
      aCluster({ ...behind, name: 'a', provisioningState: 'Upgrading', pools: [system] }),
      aCluster({
        ...behind,
        name: 'b',
        pools: [
          system,
          imageBehind('user', { version: version('1.36.1'), provisioningState: 'Reticulating' }),
        ],
      }),
    ],
    steps: [
      'control-plane 1.36.1 → 1.36.2 (waits: busy)',
      'pool-version system 1.36.1 → 1.36.2 (waits: busy)',
      'control-plane 1.36.1 → 1.36.2 (waits: busy)',
      'pool-version system 1.36.1 → 1.36.2',
      'pool-version user 1.36.1 → 1.36.2 (waits: busy)',
    ],
    holds: [
      'passing busy: control-plane 1.36.1 → 1.36.2',
      'passing busy: control-plane 1.36.1 → 1.36.2',
      'passing busy: pool-version system 1.36.1 → 1.36.2',
      'passing busy: pool-version user 1.36.1 → 1.36.2',
    ],
    findings: ['AKS001 recommended', 'AKS001 recommended', 'AKS006 recommended user'],
    blocked: false,
  },
  {
    name: 'windows: one for Kubernetes, one for images',
    clusters: [
      aCluster({
        windows: [
          nightly('aksManagedAutoUpgradeSchedule', '22:00'),
          nightly('aksManagedNodeOSUpgradeSchedule', '04:00'),
        ],
        pools: [imageBehind('image'), aPool({ name: 'kube', mode: 'User', version: version('1.35.5') })],
      }),
    ],
    steps: [
      'pool-version kube 1.35.5 → 1.36.2 (waits: maintenance-window)',
      'node-image image 202611.09.0 → 202611.16.0',
    ],
    holds: ['passing maintenance-window: pool-version kube 1.35.5 → 1.36.2 until 2026-11-22T22:00'],
    findings: ['AKS003 recommended kube', 'AKS006 recommended image'],
    blocked: false,
  },
  {
    name: 'windows: default for what has none of its own; unread ones bind',
    clusters: [
      aCluster({ name: 'a', windows: [nightly('default', '01:00')], pools: [imageBehind('a')] }),
      aCluster({ name: 'b', windows: undefined, pools: [imageBehind('b')] }),
      aCluster({ name: 'c', windows: [nightly('other', '01:00')], pools: [imageBehind('c')] }),
    ],
    steps: [
      'node-image a 202611.09.0 → 202611.16.0 (waits: maintenance-window)',
      'node-image b 202611.09.0 → 202611.16.0 (waits: maintenance-window)',
      'node-image c 202611.09.0 → 202611.16.0',
    ],
    holds: [
      'passing maintenance-window: node-image a 202611.09.0 → 202611.16.0 until 2026-11-23T01:00',
      'passing maintenance-window: node-image b 202611.09.0 → 202611.16.0',
    ],
    findings: ['AKS006 recommended a', 'AKS006 recommended b', 'AKS006 recommended c'],
    blocked: false,
  },
];
