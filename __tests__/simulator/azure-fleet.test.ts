import semver from 'semver';
import { describe, expect, test } from 'vitest';
import { demoFleet } from '../../simulator/demo-fleet.ts';
import { type ClusterDescription, describeFleet, type SimCluster } from '../../simulator/fleet.ts';
import { unsorted } from '../../simulator/quirks.ts';
import { imageBuiltOn, listPatches, minorOfVersion, november2026 } from '../../simulator/version-world.ts';
import { day } from './azure-desk.ts';

describe('a described fleet', () => {
  test('is healthy, level and newest where nothing is said', () => {
    const fleet = describeFleet({ now: day, clusters: [{}] });
    const [cluster] = fleet.subscriptions[0]?.clusters ?? [];
    const [pool] = cluster?.pools ?? [];
    expect([cluster?.version, cluster?.provisioningState, cluster?.power]).toEqual([
      '1.36.2',
      'Succeeded',
      'Running',
    ]);
    expect([pool?.version, pool?.image]).toEqual([
      '1.36.2',
      fleet.regions['westeurope']?.images[pool?.imageKind ?? ''],
    ]);
  });

  test('counts image days from what its region has', () => {
    const fleet = describeFleet({
      now: day,
      regions: { northeurope: { imageDaysOld: 16 } },
      clusters: [{ location: 'northeurope', pools: [{}, { imageDaysBehind: 0 }, { imageDaysBehind: 10 }] }],
    });
    expect(fleet.subscriptions[0]?.clusters[0]?.pools.map((pool) => pool.image)).toEqual([
      'AKSUbuntu-2404gen2containerd-202611.06.0',
      'AKSUbuntu-2404gen2containerd-202611.06.0',
      'AKSUbuntu-2404gen2containerd-202610.27.0',
    ]);
  });

  test('numbers its subscriptions and clusters, and refuses twins', () => {
    const { subscriptions } = describeFleet({
      now: day,
      subscriptions: [{ clusters: [{}, {}] }, { clusters: [{}] }],
    });
    expect(new Set(subscriptions.map((one) => one.id)).size).toBe(2);
    expect(subscriptions[0]?.clusters.map((one) => one.name)).toEqual(['aks-1', 'aks-2']);
    expect(() => describeFleet({ now: day, clusters: [{ name: 'a' }, { name: 'A' }] })).toThrow(
      'rg-aks/a twice',
    );
  });

  test.each([
    [{ versoin: '1.35.5' }, 'by versoin: no such key'],
    [{ pools: [{ name: 'system', imageDayBehind: 3 }] }, 'pool system by imageDayBehind'],
    [{ version: '1.39.0' }, 'cannot run 1.39.0: the newest version in westeurope is 1.38.0'],
  ])('refuses nonsense: %j', (nonsense, words) => {
    expect(() => describeFleet({ now: day, clusters: [nonsense as ClusterDescription] })).toThrow(words);
  });

  test.each([
    ['AKSUbuntu-2204gen2containerd', 'AKSUbuntu-2204gen2containerd-202611.22.0'],
    ['AKSWindows-2022-containerd', /^AKSWindows-2022-containerd-20348\.\d{4}\.261122$/],
  ])('%s has the form of its operating system', (kind, form) => {
    expect(imageBuiltOn(kind, day)).toMatch(form);
  });
});

describe('the version world', () => {
  const patches = listPatches(november2026);

  test('has the calendar of November 2026', () => {
    const of = (minor: string) => patches.find((patch) => minorOfVersion(patch.version) === minor);
    expect([of('1.38')?.isPreview, of('1.37')?.isPreview, november2026.defaultMinor]).toEqual([
      true,
      false,
      '1.36',
    ]);
    expect(of('1.33')?.supportPlans).toEqual(['AKSLongTermSupport']);
    expect(of('1.34')?.supportPlans).toContain('KubernetesOfficial');
  });

  test('leads upwards only, a minor at a time but for long term support', () => {
    for (const { version, upgrades, supportPlans } of patches) {
      const reach = supportPlans.includes('KubernetesOfficial') ? 1 : 2;
      for (const next of upgrades) {
        expect(semver.gt(next, version)).toBe(true);
        expect(semver.minor(next) - semver.minor(version)).toBeLessThanOrEqual(reach);
      }
    }
  });

  test('mixed versions hold the same ones, never in rising order', () => {
    const rising = patches.map((patch) => patch.version);
    for (let size = 2; size <= rising.length; size += 1) {
      const some = rising.slice(0, size);
      expect(unsorted(some)).not.toEqual(some);
      expect(unsorted(some).toSorted(semver.compare)).toEqual(some);
    }
  });
});

describe('the demonstration fleet', () => {
  const clusters = demoFleet(day).subscriptions.flatMap((one) => one.clusters);
  const pools = clusters.flatMap((one) => one.pools);
  const some = (what: (cluster: SimCluster) => boolean) => expect(clusters.some(what)).toBe(true);

  test('has every tone of a report', () => {
    expect(new Set(clusters.map((one) => one.tags?.['environment']))).toEqual(
      new Set(['dev', 'staging', 'production']),
    );
    expect(new Set(clusters.map((one) => one.location)).size).toBe(2);
    some((one) => one.supportPlan === 'AKSLongTermSupport');
    some((one) => one.power === 'Stopped');
    some((one) => one.nodeOsChannel === 'NodeImage' && one.windows.length > 0);
    some((one) => one.version === '1.36.2' && one.pools.every((pool) => pool.version === '1.36.2'));
    some((one) => minorOfVersion(one.version) === '1.33' && one.supportPlan === 'KubernetesOfficial');
    expect(pools.map((pool) => pool.os)).toContain('Windows');
    expect(pools.map((pool) => [pool.spot, pool.count === 0, pool.snapshotId !== undefined])).toEqual(
      expect.arrayContaining([
        [true, false, false],
        [false, true, false],
        [false, false, true],
      ]),
    );
  });

  test('runs nothing that its regions do not know, and no pool above its control plane', () => {
    const known = listPatches(november2026).map((patch) => patch.version);
    for (const { version, pools: own } of clusters) {
      expect(known).toContain(version);
      for (const pool of own) expect(semver.lte(pool.version, version)).toBe(true);
    }
  });
});
