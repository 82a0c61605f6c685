import { aCluster, aPool, image, offers, version } from '../../builders/fleet.ts';
import type { Row } from './row.ts';

const ubuntu = (release: string) => image(`AKSUbuntu-2404gen2containerd-${release}`);
const windows = (release: string) => image(`AKSWindows-2022-containerd-${release}`);
const newer = { latestImage: ubuntu('202611.16.0'), upgrades: undefined };
const system = aPool({ name: 'system' });

export const poolRows: readonly Row[] = [
  {
    name: 'a pool behind its control plane',
    clusters: [
      aCluster({ pools: [system, aPool({ name: 'user', mode: 'User', version: version('1.35.5') })] }),
    ],
    steps: ['pool-version user 1.35.5 → 1.36.2'],
    holds: [],
    findings: ['AKS003 recommended user'],
    says: ['The pool runs 1.35.5, its control plane 1.36.2; it can go now up to 1.36.2, and the newest'],
  },
  {
    name: 'a pool behind a control plane that moves on follows it',
    clusters: [
      aCluster({
        version: version('1.35.5'),
        offers: offers('1.36.2'),
        pools: [aPool({ name: 'system', version: version('1.35.4') })],
      }),
    ],
    steps: ['control-plane 1.35.5 → 1.36.2', 'pool-version system 1.35.4 → 1.36.2'],
    holds: [],
    findings: ['AKS002 recommended', 'AKS003 recommended system'],
    says: ['it can go now up to 1.35.5 and follows it from there'],
  },
  {
    name: 'two minors behind',
    clusters: [aCluster({ pools: [aPool({ name: 'system', version: version('1.34.8') })] })],
    steps: ['pool-version system 1.34.8 → 1.36.2'],
    holds: [],
    findings: [
      'AKS003 recommended system',
      'AKS004 recommended system',
      'AKS008 required system due 2026-11-30',
    ],
  },
  {
    name: 'at the limit, and out of support where its control plane is not',
    clusters: [aCluster({ pools: [aPool({ name: 'system', version: version('1.33.12') })] })],
    steps: ['pool-version system 1.33.12 → 1.36.2'],
    holds: [],
    findings: [
      'AKS003 recommended system',
      'AKS005 required system',
      'AKS007 required system due 2026-07-31',
    ],
    unsupported: true,
  },
  {
    name: "the pool's own list decides",
    clusters: [
      aCluster({
        pools: [
          aPool({
            name: 'system',
            version: version('1.34.7'),
            offer: { latestImage: undefined, upgrades: offers('1.34.8', '1.35.4', '1.37.0', '1.36.2!') },
          }),
        ],
      }),
    ],
    steps: ['pool-version system 1.34.7 → 1.35.4'],
    holds: [],
    findings: [
      'AKS003 recommended system',
      'AKS004 recommended system',
      'AKS008 required system due 2026-11-30',
    ],
    says: ['it can go now up to 1.35.4'],
  },
  {
    name: 'an empty list for a pool that is behind',
    clusters: [
      aCluster({
        pools: [
          aPool({
            name: 'system',
            version: version('1.35.5'),
            offer: { latestImage: undefined, upgrades: [] },
          }),
        ],
      }),
    ],
    steps: [],
    holds: [],
    findings: ['AKS003 recommended system'],
    says: ['AKS offers the pool no version'],
  },
  {
    name: 'a pool out of scope at the limit holds the control plane down',
    clusters: [
      aCluster({
        version: version('1.36.1'),
        pools: [aPool({ name: 'system', version: version('1.36.1') })],
        otherPools: [aPool({ version: version('1.33.12') })],
        offers: offers('1.36.2', '1.37.0'),
      }),
    ],
    aim: { channel: 'rapid' },
    steps: ['control-plane 1.36.1 → 1.36.2', 'pool-version system 1.36.1 → 1.36.2'],
    holds: [],
    findings: ['AKS001 recommended', 'AKS005 required'],
    says: ['A pool outside the scope of this check runs 1.33'],
  },
  {
    name: 'the OS SKU of a pool out of scope holds the control plane too, its patches not',
    clusters: [
      aCluster({
        version: version('1.36.1'),
        pools: [aPool({ name: 'system', version: version('1.36.1') })],
        otherPools: [
          aPool({ name: 'fine', version: version('1.36.1'), osSku: 'Ubuntu2404' }),
          aPool({ name: 'legacy', version: version('1.36.1'), osSku: 'AzureLinux3' }),
        ],
        offers: offers('1.36.2', '1.37.0'),
      }),
    ],
    aim: { channel: 'rapid' },
    steps: ['control-plane 1.36.1 → 1.36.2', 'pool-version system 1.36.1 → 1.36.2'],
    holds: [],
    findings: ['AKS001 recommended', 'AKS025 required'],
    says: ['Pool legacy, outside the scope of this check, has OS SKU AzureLinux3', 'the way leads to 1.37'],
  },
  {
    name: 'a pool that could not be read: patches, and no minor',
    clusters: [
      aCluster({
        name: 'a',
        version: version('1.36.1'),
        hasUnreadPools: true,
        pools: [aPool({ name: 'system', version: version('1.35.5') })],
        offers: offers('1.36.2', '1.37.0'),
      }),
      aCluster({ name: 'b', hasUnreadPools: true, pools: [] }),
    ],
    aim: { channel: 'rapid' },
    steps: ['control-plane 1.36.1 → 1.36.2', 'pool-version system 1.35.5 → 1.36.2'],
    holds: [],
    findings: ['AKS001 recommended', 'AKS003 recommended system', 'AKS029 information', 'AKS029 recommended'],
    says: ['1.37.0 could be reached', 'stays with patches of 1.36'],
  },
  {
    name: 'a pool that could not be read, and kubernetes-version beyond',
    clusters: [aCluster({ hasUnreadPools: true, pools: [], offers: offers('1.37.0') })],
    aim: { kubernetesVersion: { kind: 'minor', text: '1.37', major: 1, minor: 37 } },
    steps: [],
    holds: [],
    findings: ['AKS021 recommended', 'AKS029 recommended'],
    says: ['asks for 1.37: a node pool could not be read'],
  },
  {
    name: 'an availability set: AKS moves everything together, so nothing of it is a step',
    clusters: [
      aCluster({
        name: 'a',
        version: version('1.36.1'),
        offers: offers('1.36.2'),
        pools: [
          aPool({ name: 'set', kind: 'AvailabilitySet', version: version('1.35.5'), offer: newer }),
          aPool({ name: 'win', kind: 'AvailabilitySet', os: 'Windows', version: version('1.36.1') }),
        ],
      }),
      aCluster({
        name: 'b',
        version: version('1.33.12'),
        offers: offers('1.34.8'),
        pools: [aPool({ name: 'user', version: version('1.33.11') })],
        otherPools: [aPool({ name: 'other', kind: 'AvailabilitySet', version: version('1.33.12') })],
      }),
    ],
    steps: ['pool-version user 1.33.11 → 1.33.12'],
    holds: [],
    findings: [
      'AKS001 recommended',
      'AKS002 required',
      'AKS003 recommended set',
      'AKS003 recommended user',
      'AKS006 recommended set',
      'AKS007 required due 2026-07-31',
      'AKS011 required set due 2025-09-30',
      'AKS011 required win due 2025-09-30',
      'AKS016 recommended win',
      'AKS022 required',
      'AKS030 recommended',
      'AKS030 required',
    ],
    says: [
      'it moves with the whole cluster alone',
      'an availability set gets it with a Kubernetes upgrade alone',
      'AKS moves the control plane and all pools in one operation',
    ],
    unsupported: true,
  },
  {
    name: 'an availability set, and kubernetes-version',
    clusters: [
      aCluster({
        version: version('1.36.1'),
        offers: offers('1.36.2'),
        pools: [aPool({ name: 'set', kind: 'AvailabilitySet', version: version('1.36.1') })],
      }),
    ],
    aim: { kubernetesVersion: { kind: 'exact', text: '1.36.2' } },
    steps: [],
    holds: [],
    findings: [
      'AKS001 recommended',
      'AKS011 required set due 2025-09-30',
      'AKS021 recommended',
      'AKS030 recommended',
    ],
    says: ['asks for 1.36.2: the cluster has an availability set'],
  },
  {
    name: 'SecurityPatch and Unmanaged leave Windows to nobody, unless a channel brings images',
    clusters: [
      aCluster({
        name: 'a',
        nodeOsChannel: 'SecurityPatch',
        pools: [aPool({ name: 'w1', os: 'Windows', osSku: 'Windows2025', image: undefined }), system],
      }),
      aCluster({
        name: 'b',
        upgradeChannel: 'node-image',
        pools: [aPool({ name: 'w2', os: 'Windows', osSku: 'Windows2025', image: undefined })],
      }),
      aCluster({
        name: 'c',
        nodeOsChannel: 'SecurityPatch',
        pools: [aPool({ name: 'w3', os: 'Windows', osSku: 'Windows2025', image: undefined })],
      }),
    ],
    steps: [],
    holds: [],
    findings: ['AKS016 recommended w1', 'AKS016 recommended w3', 'AKS018 information', 'AKS018 information'],
    says: ['The node OS channel SecurityPatch does nothing on Windows', 'fixes to Linux nodes'],
  },
  {
    name: 'control-plane-only: as far as the pools allow, and nothing of the pools',
    clusters: [
      aCluster({
        version: version('1.34.8'),
        offers: offers('1.35.5'),
        pools: [aPool({ name: 'system', version: version('1.33.12'), offer: newer })],
      }),
    ],
    aim: { channel: 'rapid', upgradeType: 'control-plane-only' },
    steps: ['control-plane 1.34.8 → 1.35.5', 'control-plane 1.35.5 → 1.36.2'],
    holds: [],
    findings: [
      'AKS002 recommended',
      'AKS007 required system due 2026-07-31',
      'AKS008 required due 2026-11-30',
    ],
    unsupported: true,
  },
  {
    name: 'node-pools-only: nothing of the control plane; system before user, images alone last',
    clusters: [
      aCluster({
        version: version('1.36.1'),
        offers: offers('1.36.2'),
        pools: [
          aPool({ name: 'b', mode: 'User', version: version('1.35.5'), offer: newer }),
          aPool({ name: 'c', mode: 'User', version: version('1.36.1'), offer: newer }),
          aPool({ name: 'z', mode: 'System', version: version('1.36.1'), offer: newer }),
          aPool({ name: 's', mode: 'System', version: version('1.35.5') }),
        ],
      }),
    ],
    aim: { upgradeType: 'node-pools-only' },
    steps: [
      'pool-version s 1.35.5 → 1.36.1',
      'pool-version b 1.35.5 → 1.36.1',
      'node-image z 202611.09.0 → 202611.16.0',
      'node-image c 202611.09.0 → 202611.16.0',
    ],
    holds: [],
    findings: [
      'AKS003 recommended b',
      'AKS003 recommended s',
      'AKS006 recommended b',
      'AKS006 recommended c',
      'AKS006 recommended z',
    ],
  },
  {
    name: 'node-image-only: images alone',
    clusters: [
      aCluster({
        version: version('1.36.1'),
        offers: offers('1.36.2'),
        pools: [aPool({ name: 'system', version: version('1.35.5'), offer: newer })],
      }),
    ],
    aim: { upgradeType: 'node-image-only' },
    steps: ['node-image system 202611.09.0 → 202611.16.0'],
    holds: [],
    findings: ['AKS006 recommended system'],
    says: ['7 days newer', 'New nodes of a scale-up'],
  },
  {
    name: 'a Windows image behind',
    clusters: [
      aCluster({
        pools: [
          system,
          aPool({
            name: 'win',
            mode: 'User',
            os: 'Windows',
            osSku: 'Windows2022',
            image: windows('20348.5256.260610'),
            offer: { latestImage: windows('20348.5386.260715'), upgrades: undefined },
          }),
        ],
      }),
    ],
    steps: ['node-image win 20348.5256.260610 → 20348.5386.260715'],
    holds: [],
    findings: ['AKS006 required win', 'AKS016 recommended win'],
    says: ['35 days newer', 'does nothing on Windows'],
  },
  {
    name: 'an older image on offer is never a step',
    clusters: [
      aCluster({
        pools: [
          aPool({ name: 'system', offer: { latestImage: ubuntu('202610.27.0'), upgrades: undefined } }),
          aPool({
            name: 'other',
            mode: 'User',
            offer: { latestImage: image('AKSUbuntu-2204gen2containerd-202610.27.0'), upgrades: undefined },
          }),
        ],
      }),
    ],
    steps: [],
    holds: [],
    findings: ['AKS019 information other', 'AKS019 information system'],
    says: ['is older and no step'],
  },
  {
    name: 'an image of another kind, and one whose name says nothing',
    clusters: [
      aCluster({
        pools: [
          aPool({
            name: 'system',
            offer: { latestImage: image('AKSAzureLinux-V3gen2-202611.16.0'), upgrades: undefined },
          }),
          aPool({
            name: 'odd',
            mode: 'User',
            offer: { latestImage: image('something-else'), upgrades: undefined },
          }),
        ],
      }),
    ],
    steps: ['node-image system 202611.09.0 → 202611.16.0', 'node-image odd 202611.09.0 → else'],
    holds: [],
    findings: [
      'AKS006 recommended odd',
      'AKS006 recommended system',
      'AKS023 information odd',
      'AKS023 information system',
    ],
  },
  {
    name: 'no image, no offer: nothing is claimed',
    clusters: [
      aCluster({
        pools: [
          aPool({ name: 'system', image: undefined }),
          aPool({ name: 'user', mode: 'User', offer: undefined }),
        ],
      }),
    ],
    steps: [],
    holds: [],
    findings: [],
  },
  {
    name: 'Azure Linux 2.0 is retired and removed; an availability set too',
    clusters: [
      aCluster({
        pools: [
          aPool({
            name: 'system',
            osSku: 'CBLMariner',
            image: image('AKSCBLMariner-V2gen2-202512.06.0'),
            offer: undefined,
          }),
          aPool({ name: 'set', mode: 'User', kind: 'AvailabilitySet', offer: newer }),
        ],
      }),
    ],
    steps: [],
    holds: [],
    findings: [
      'AKS006 recommended set',
      'AKS011 required set due 2025-09-30',
      'AKS011 required system due 2025-11-30',
    ],
    says: ['removed on 2026-03-31, so that scaling and repair fail', 'availability sets'],
  },
  {
    name: 'Ubuntu 22.04 to be retired, and about to change by itself',
    clusters: [
      aCluster({
        version: version('1.34.8'),
        offers: offers('1.35.5'),
        pools: [
          aPool({
            name: 'system',
            version: version('1.34.8'),
            image: image('AKSUbuntu-2204gen2containerd-202611.09.0'),
            offer: undefined,
          }),
        ],
      }),
    ],
    aim: { upgradeType: 'node-image-only' },
    steps: [],
    holds: [],
    findings: ['AKS008 required due 2026-11-30', 'AKS012 recommended system', 'AKS013 recommended system'],
    says: ['crosses that line with the next minor', 'OS SKU Ubuntu moves to 24.04'],
  },
  {
    name: 'Ubuntu 22.04 by a versioned OS SKU: no move by itself; a due date from half a year before',
    clusters: [
      aCluster({
        pools: [
          aPool({
            name: 'system',
            osSku: 'Ubuntu2204',
            image: image('AKSUbuntu-2204gen2containerd-202611.09.0'),
            offer: undefined,
          }),
        ],
      }),
    ],
    at: new Date('2027-01-01T06:00:00Z'),
    aim: { upgradeType: 'node-image-only' },
    steps: [],
    holds: [],
    findings: ['AKS012 recommended system due 2027-06-30'],
    silent: ['OS SKU Ubuntu moves'],
  },
  {
    name: 'Azure Linux 2.0 crosses 1.32 with the plan',
    clusters: [
      aCluster({
        supportPlan: 'AKSLongTermSupport',
        version: version('1.31.13'),
        offers: offers('1.32.11'),
        pools: [
          aPool({
            name: 'system',
            version: version('1.31.13'),
            osSku: 'AzureLinux',
            image: image('AKSAzureLinux-V2gen2-202512.06.0'),
            offer: undefined,
          }),
        ],
      }),
    ],
    aim: { kubernetesVersion: { kind: 'minor', text: '1.32', major: 1, minor: 32 } },
    steps: ['control-plane 1.31.13 → 1.32.11', 'pool-version system 1.31.13 → 1.32.11'],
    holds: [],
    findings: [
      'AKS002 recommended',
      'AKS008 required due 2026-11-30',
      'AKS011 required system due 2025-11-30',
      'AKS013 recommended system',
    ],
    says: ['from Azure Linux 2.0 to Azure Linux 3.0', 'on the way to 1.32.11'],
  },
  {
    name: 'a versioned OS SKU stops the way at 1.36',
    clusters: [
      aCluster({
        version: version('1.35.5'),
        offers: offers('1.36.2'),
        pools: [aPool({ name: 'system', version: version('1.35.5'), osSku: 'AzureLinux3' })],
      }),
    ],
    aim: { channel: 'rapid' },
    steps: ['control-plane 1.35.5 → 1.36.2', 'pool-version system 1.35.5 → 1.36.2'],
    holds: [],
    findings: ['AKS002 recommended', 'AKS025 required system'],
    says: ['AzureLinux3 is supported up to Kubernetes 1.36, the way leads to 1.37'],
  },
  {
    name: 'Windows 2019 under a control plane beyond its reach',
    clusters: [
      aCluster({
        version: version('1.34.7'),
        offers: offers('1.34.8', '1.35.5'),
        pools: [
          aPool({ name: 'system', version: version('1.34.7') }),
          aPool({
            name: 'win',
            mode: 'User',
            os: 'Windows',
            osSku: 'Windows2019',
            version: version('1.32.11'),
            image: undefined,
          }),
        ],
      }),
    ],
    steps: ['control-plane 1.34.7 → 1.34.8', 'pool-version system 1.34.7 → 1.34.8'],
    holds: [],
    findings: [
      'AKS001 recommended',
      'AKS003 recommended win',
      'AKS004 recommended win',
      'AKS007 required win due 2026-03-31',
      'AKS008 required due 2026-11-30',
      'AKS011 required win due 2026-03-01',
      'AKS016 recommended win',
      'AKS025 required win',
    ],
    unsupported: true,
  },
  {
    name: 'surge: none, and nothing at all',
    clusters: [
      aCluster({
        pools: [
          aPool({ name: 'system', upgradeSettings: {} }),
          aPool({ name: 'zero', mode: 'User', upgradeSettings: { maxSurge: '0%' } }),
          aPool({ name: 'fine', mode: 'User', upgradeSettings: { maxSurge: '0', maxUnavailable: '1' } }),
        ],
      }),
    ],
    steps: [],
    holds: [],
    findings: ['AKS015 information system', 'AKS015 recommended zero'],
  },
];
