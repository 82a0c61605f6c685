/** Release data in `mode: upgrade`: asked for when all is done, never in the way of it, and given up with the job. */
import { describe, expect, test } from 'vitest';
import type { FaultRule } from '../../simulator/faults.ts';
import type { ClusterDescription } from '../../simulator/fleet.ts';
import { askedOf, type ReleaseSource, sourceOf } from '../../simulator/release-sources.ts';
import { sectionOf, troublesOf } from './releases-desk.ts';
import {
  checkIn,
  complainOfUpgrade,
  inScene,
  mutationsOf,
  planOf,
  type Scene,
  unhurried,
  upgradeIn,
} from './upgrade-start.ts';

const sources: readonly ReleaseSource[] = ['calendar', 'image-notes', 'cves', 'release-notes'];
const silent = (source: ReleaseSource): FaultRule => ({
  match: askedOf(source),
  kind: 'before',
  broken: 'hang',
});

/** One that is moved, and one that nobody can move now: its images stay behind. */
const clusters: readonly ClusterDescription[] = [
  { name: 'aks-moved', version: '1.36.2', pools: [{ name: 'system', imageDaysBehind: 14 }] },
  { name: 'aks-left', version: '1.36.2', power: 'Stopped', pools: [{ name: 'system', imageDaysBehind: 35 }] },
];
const releases = { lateBy: 0 };

/** Exchanges of an upgrade, in their order: mutations of Azure, and what release data was asked for. */
function orderOf({ world }: Scene): readonly string[] {
  return world.network.exchanges.flatMap(({ request }) => {
    const source = sourceOf(request);
    if (request.host === world.cloud.arm && request.method !== 'GET') return ['mutation'];
    return source === undefined ? [] : [source];
  });
}

test('after an upgrade all is told of what remains, and was asked for when it was done', async () => {
  await inScene({ ...unhurried, clusters, releases }, async (scene) => {
    const { world } = scene;
    const plan = planOf(await checkIn(scene));
    const before = world.github.state.issues.get(1)?.body ?? '';
    for (const image of ['202610.30.0', '202610.09.0'])
      expect(sectionOf(before, 'What the new node images bring').replaceAll('`', '')).toContain(
        `${image} → 202611.13.0`,
      );
    world.network.forget();
    world.releases?.forget();
    const result = await upgradeIn(scene, plan);
    expect(complainOfUpgrade(world, result)).toEqual([]);
    expect(result.outputs['result']).toBe('upgraded');
    expect(mutationsOf(world)).toHaveLength(1);
    const order = orderOf(scene);
    expect(order.indexOf('mutation')).toBeGreaterThanOrEqual(0);
    expect(order.slice(0, order.lastIndexOf('mutation')).filter((one) => one !== 'mutation')).toEqual([
      'calendar',
    ]);
    expect(new Set(order.slice(order.lastIndexOf('mutation') + 1))).toEqual(
      new Set(['image-notes', 'release-notes', 'cves']),
    );
    const after = world.github.state.issues.get(1)?.body ?? '';
    for (const text of [after, result.summary]) {
      expect(troublesOf(text)).toEqual([]);
      const brought = sectionOf(text, 'What the new node images bring');
      expect(brought).toContain('202610.09.0');
      expect(brought).not.toContain('202610.30.0');
    }
  });
});

describe.concurrent('sources that say nothing', () => {
  const deaf = ['image-notes', 'cves', 'release-notes'] as const;
  const rows = [
    { name: 'all but the calendar', hung: deaf, longest: 8000 },
    { name: 'all', hung: sources, longest: 15_000 },
  ];
  test.each(rows)('$name: the upgrade goes its way and ends ten seconds later', async ({ hung, longest }) => {
    await inScene({ ...unhurried, clusters, releases: {} }, async (scene) => {
      const { world } = scene;
      const plan = planOf(await checkIn(scene, { 'report-to': 'none', 'release-data': 'off' }));
      world.network.forget();
      world.network.faults.unshift(...hung.map(silent));
      const mutated = Promise.withResolvers<number>();
      world.network.faults.push({
        match: { host: world.cloud.arm, when: ({ method }) => method !== 'GET' },
        kind: 'after',
        afterwards: () => mutated.resolve(Date.now()),
      });
      const began = Date.now();
      const result = await upgradeIn(scene, plan, {}, { timeout: 60_000 });
      const [untilActing, whole] = [(await mutated.promise) - began, Date.now() - began];
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect(result.outputs['result']).toBe('upgraded');
      expect(untilActing).toBeLessThan(longest);
      expect(whole - untilActing).toBeLessThan(20_000);
      const order = orderOf(scene);
      const early = order.slice(0, order.lastIndexOf('mutation')).filter((one) => one !== 'mutation');
      expect(early.filter((one) => one !== 'calendar')).toEqual([]);
      expect(troublesOf(result.summary)).toHaveLength(hung.length);
    });
  });
});

describe.concurrent('an upgrade that is cancelled while the sources say nothing', () => {
  /** Real milliseconds: the runner gives 7.5 s. */
  const longestGoodbye = 5000;
  const faults = sources.map(silent);
  const cancelAt = { match: askedOf('release-notes'), when: 'before', delay: 1500 } as const;

  test('before it has begun, it ends at once, and says so', async () => {
    await inScene({ ...unhurried, clusters, releases: {} }, async (scene) => {
      const { world } = scene;
      const plan = planOf(await checkIn(scene, { 'report-to': 'none', 'release-data': 'off' }));
      world.network.faults.unshift(...faults);
      const result = await upgradeIn(
        scene,
        plan,
        {},
        { cancelAt: { ...cancelAt, match: askedOf('calendar') } },
      );
      expect(result.exitAfterSignal).toBeLessThan(longestGoodbye);
      expect(result.stepOutputs['result']).toBe('handed-over');
      expect(mutationsOf(world)).toEqual([]);
      expect(result.summary).not.toBe('');
    });
  });

  test('after it has acted, it ends at once, and says what it did', async () => {
    await inScene({ ...unhurried, clusters, releases: {} }, async (scene) => {
      const { world } = scene;
      const plan = planOf(await checkIn(scene, { 'report-to': 'none', 'release-data': 'off' }));
      world.network.faults.unshift(...faults.slice(1));
      const result = await upgradeIn(scene, plan, {}, { cancelAt });
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect(result.exitAfterSignal).toBeLessThan(longestGoodbye);
      expect(result.stepOutputs['result']).toBe('upgraded');
      expect(result.summary).toContain('aks-moved');
    });
  });
});
