import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../src/inventory/inventory.ts';
import { listOnTheWay, type OnTheWay } from '../../src/releases/on-the-way.ts';
import type { FleetMember } from '../../src/releases/time-left.ts';
import { aCluster, aPool, image, version } from '../builders/fleet.ts';

const linux = aPool();
const windows = aPool({ os: 'Windows', osSku: 'Windows2025' });
const move = (from: string, to: string | undefined, differs: Partial<Cluster> = {}): FleetMember => ({
  cluster: aCluster({ version: version(from), pools: [linux], network: { plugin: 'azure' }, ...differs }),
  to: to === undefined ? undefined : version(to),
});
const list = (fleet: readonly FleetMember[], kind?: OnTheWay['kind']) =>
  listOnTheWay(fleet).filter((entry) => kind === undefined || entry.kind === kind);
const texts = (entries: readonly OnTheWay[]) => entries.map(({ minor, text }) => `${minor} ${text}`);

describe('what lies on the way', () => {
  test.each([
    ['nowhere to go', '1.31.1', undefined, []],
    ['a patch of the same minor', '1.31.1', '1.31.13', []],
    ['just below', '1.30.1', '1.31.13', []],
    ['just above', '1.32.0', '1.33.2', []],
    ['back', '1.33.0', '1.31.1', []],
    ['across', '1.31.1', '1.32.0', ['1.32']],
    ['far across', '1.25.1', '1.32.0', ['1.26', '1.26', '1.27', '1.29', '1.32']],
    ['to another major', '1.31.1', '2.40.0', []],
    ['from another major', '0.31.1', '1.32.0', []],
  ])('API removals: %s', (_, from, to, minors) => {
    expect(list([move(from, to)], 'api-removal').map(({ minor }) => minor)).toEqual(minors);
  });

  test('an API removal names the API and its kinds', () => {
    expect(list([move('1.31.1', '1.32.0')], 'api-removal')).toEqual([
      {
        minor: '1.32',
        kind: 'api-removal',
        text: 'flowcontrol.apiserver.k8s.io/v1beta3 is no longer served: FlowSchema, PriorityLevelConfiguration.',
        clusters: 1,
        asOf: '2026-07-24',
        source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
        others: [],
      },
    ]);
  });

  test('clusters are counted for what they cross', () => {
    const fleet = [move('1.33.1', '1.35.1'), move('1.34.1', '1.35.1'), move('1.34.1', undefined)];
    const ofGit = (minor: string) => list(fleet).find((entry) => entry.minor === minor)?.clusters;
    expect([ofGit('1.34'), ofGit('1.35'), ofGit('1.36')]).toEqual([1, 2, undefined]);
  });

  test('by minor, the most telling kind first; the order of the fleet changes nothing', () => {
    const old = aPool({
      version: version('1.31.1'),
      image: image('AKSUbuntu-2204gen2containerd-202607.09.0'),
    });
    const fleet = [
      move('1.31.1', '1.37.0', { pools: [old] }),
      move('1.35.1', '1.36.0', { pools: [windows] }),
    ];
    const found = list(fleet);
    const ranks = { 'api-removal': 0, 'operating-system': 1, behavior: 2, component: 3 };
    const keys = found.map(({ minor, kind }) => `${minor} ${ranks[kind]}`);
    expect(keys).toEqual(keys.toSorted());
    expect(new Set(found.map(({ kind }) => kind)).size).toBe(4);
    expect(listOnTheWay(fleet.toReversed())).toEqual(found);
  });
});

describe('components', () => {
  test('stand as facts, with or without the version before', () => {
    const found = texts(list([move('1.31.1', '1.33.0', { network: { policy: 'calico' } })], 'component'));
    expect(found).toContain('1.33 coredns v1.11.3-7 → v1.12.1-1');
    expect(found).toContain('1.32 Calico v1.34.7');
  });

  test.each([
    ['windows', /windows/, { pools: [linux, windows] }],
    ['windows outside the scope', /windows/, { otherPools: [windows] }],
    ['windows that may be', /windows/, { hasUnreadPools: true }],
    ['calico', /tigera|calico/i, { network: { policy: 'calico' } }],
    ['egress gateways', /egress-gateway/, { pools: [linux, aPool({ mode: 'Gateway' })] }],
  ] as const)('of %s concern those that have it', (_, pattern, differs) => {
    const count = (more: Partial<Cluster>) =>
      list([move('1.31.1', '1.36.0', more)], 'component').filter(({ text }) => pattern.test(text)).length;
    expect(count({})).toBe(0);
    expect(count(differs as Partial<Cluster>)).toBeGreaterThan(0);
  });

  test('of calico are told where nothing is known of the network', () => {
    const { cluster, to } = move('1.31.1', '1.32.0');
    const { network: _, ...unknown } = cluster;
    expect(texts(list([{ cluster: unknown, to }], 'component'))).toEqual(['1.32 Calico v1.34.7']);
    expect(list([{ cluster, to }], 'component')).toEqual([]);
  });
});

describe('behaviours', () => {
  test('concern clusters with such pools', () => {
    const way = (pools: Cluster['pools']) => texts(list([move('1.34.1', '1.36.0', { pools })], 'behavior'));
    const ofWindows = /Windows Server 2025/;
    expect(way([linux]).some((text) => ofWindows.test(text))).toBe(false);
    expect(way([linux, windows]).filter((text) => ofWindows.test(text))).toHaveLength(1);
    expect(way([linux]).some((text) => text.startsWith('1.35 The kubelet refuses'))).toBe(true);
    expect(way([windows]).some((text) => text.startsWith('1.35 The kubelet refuses'))).toBe(false);
  });

  test('sources that contradict each other are both told', () => {
    const [found] = list([move('1.35.1', '1.36.0', { pools: [windows] })], 'behavior').filter(
      ({ others }) => others.length > 0,
    );
    expect(found?.others.map(({ text }) => text)).toEqual([expect.stringContaining('1.37')]);
  });
});

describe('the silent change of an operating system', () => {
  const pool = (running: string, kind: string | undefined, osSku = 'Ubuntu') =>
    aPool({
      version: version(running),
      osSku,
      image: kind === undefined ? undefined : image(`${kind}-202607.09.0`),
    });
  const ubuntu = 'AKSUbuntu-2204gen2containerd';
  test.each([
    ['across', '1.34.1', ubuntu, 'Ubuntu', '1.35.1', ['1.35']],
    ['across both claims', '1.34.1', ubuntu, 'Ubuntu', '1.36.1', ['1.35']],
    ['across, image unknown', '1.34.1', undefined, 'ubuntu', '1.35.1', ['1.35']],
    ['not yet', '1.33.1', ubuntu, 'Ubuntu', '1.34.1', []],
    ['already on the new one', '1.34.1', 'AKSUbuntu-2404gen2containerd', 'Ubuntu', '1.35.1', []],
    ['a versioned OS SKU', '1.34.1', ubuntu, 'Ubuntu2204', '1.35.1', []],
    [
      'past the first claim, and the image is still the old one',
      '1.35.1',
      ubuntu,
      'Ubuntu',
      '1.36.1',
      ['1.36'],
    ],
    ['past the first claim, image unknown', '1.35.1', undefined, 'Ubuntu', '1.36.1', []],
    ['Azure Linux', '1.31.1', 'AKSAzureLinux-V2gen2', 'AzureLinux', '1.33.1', ['1.32']],
  ])('%s', (_, running, kind, osSku, to, minors) => {
    const found = list([move(running, to, { pools: [pool(running, kind, osSku)] })], 'operating-system');
    expect(found.map(({ minor }) => minor)).toEqual(minors);
  });

  test('a pool may be behind its control plane, and cross alone', () => {
    const way = move('1.35.1', '1.35.5', { pools: [pool('1.34.1', ubuntu)] });
    expect(texts(list([way]))).toEqual([
      '1.35 OS SKU Ubuntu changes from Ubuntu 22.04 to Ubuntu 24.04 at Kubernetes 1.35.',
    ]);
  });

  test('each claim names the other', () => {
    const fleet = [
      move('1.34.1', '1.35.1', { pools: [pool('1.34.1', ubuntu)] }),
      move('1.35.1', '1.36.1', { pools: [pool('1.35.1', ubuntu)] }),
    ];
    expect(
      list(fleet, 'operating-system').map(({ clusters, others }) => [clusters, others[0]?.text]),
    ).toEqual([
      [1, 'OS SKU Ubuntu changes from Ubuntu 22.04 to Ubuntu 24.04 at Kubernetes 1.36.'],
      [1, 'OS SKU Ubuntu changes from Ubuntu 22.04 to Ubuntu 24.04 at Kubernetes 1.35.'],
    ]);
  });
});
