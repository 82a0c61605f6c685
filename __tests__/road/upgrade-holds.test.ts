/** What keeps the unmodified bundle from a step, on the way there: windows, others at work, states, changes. */
import { describe, expect, test } from 'vitest';
import { usualPace } from '../../simulator/azure-pace.ts';
import type { ClusterDescription, SimCluster, SimPool } from '../../simulator/fleet.ts';
import type { World } from '../../simulator/world.ts';
import { codeOf, errorOf } from './start.ts';
import {
  checkIn,
  complainOfRefusal,
  complainOfUpgrade,
  inScene,
  mutationsOf,
  planOf,
  progressOf,
  startedOf,
  unhurried,
  upgradeIn,
  walkThrough,
} from './upgrade-start.ts';

const old = (name: string, mode: SimPool['mode'] = 'User') => ({ name, mode, imageDaysBehind: 20 });
const stale = (name: string, ...pools: readonly string[]): ClusterDescription => ({
  name,
  pools: [old('system', 'System'), ...pools.map((pool) => old(pool))],
});
/** Newer than all that a fleet describes. */
const newest = 'AKSUbuntu-2404gen2containerd-202611.21.0';

/** Something changes by another hand. */
function alter(world: World, name: string, change: (cluster: SimCluster) => SimCluster | undefined): void {
  const subscriptions = world.fleet.subscriptions.map((subscription) => ({
    ...subscription,
    clusters: subscription.clusters.flatMap((cluster) =>
      cluster.name === name ? (change(cluster) ?? []) : [cluster],
    ),
  }));
  world.fleet = { ...world.fleet, subscriptions };
}

const alterPool = (world: World, name: string, pool: string, change: Partial<SimPool>): void =>
  alter(world, name, (cluster) => ({
    ...cluster,
    pools: cluster.pools.map((one) => (one.name === pool ? { ...one, ...change } : one)),
  }));

describe('a closed maintenance window', () => {
  // The clock begins on a Sunday, 09:00 UTC.
  const windows = ['aksManagedNodeOSUpgradeSchedule', 'aksManagedAutoUpgradeSchedule'].map((name) => ({
    name,
    properties: {
      maintenanceWindow: {
        schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Wednesday' } },
        durationHours: 6,
        utcOffset: '+00:00',
        startDate: '2026-01-01',
        startTime: '01:00',
      },
    },
  }));
  const clusters = [{ ...stale('aks-1', 'web'), windows }];

  test('holds everything, names its next opening, and hands over with 0', async () => {
    await inScene({ clusters, ...unhurried }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene);
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'handed-over']);
      expect(mutationsOf(world)).toEqual([]);
      expect(result.summary).toContain('25 Nov 2026, 01:00 UTC');
      expect(
        progressOf(world)
          .map(({ body }) => body)
          .join(),
      ).toContain('**held**');
      expect(result.annotations.map(({ title }) => title)).toContain('Handed over');
    });
  });

  test('counts for nothing with `respect-maintenance-window: false`', async () => {
    await inScene({ clusters }, async (scene) => {
      const { result } = await walkThrough(scene, { upgrade: { 'respect-maintenance-window': 'false' } });
      expect(complainOfUpgrade(scene.world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'upgraded']);
    });
  });

  test('that opens between check and upgrade holds no more', async () => {
    await inScene({ clusters, speed: 400, startAt: '2026-11-25T00:52:00Z' }, async (scene) => {
      const { warp, world } = scene;
      const checked = await checkIn(scene);
      while (warp.now() < Date.parse('2026-11-25T01:00:00Z'))
        await new Promise((wake) => setTimeout(wake, 20));
      const result = await upgradeIn(scene, planOf(checked));
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'upgraded']);
    });
  });
});

describe('somebody else at the same cluster', () => {
  test('who does what was approved is joined, and not repeated', async () => {
    await inScene({ clusters: [stale('aks-1', 'web')], pace: usualPace }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene, {}, () =>
        world.startForeign({ cluster: 'aks-1', pool: 'system', kind: 'image', seconds: 900 }),
      );
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'upgraded']);
      expect(startedOf(world).map((step) => step.split(' ').slice(0, 2).join(' '))).toEqual([
        'node-image system',
        'node-image web',
      ]);
      expect(mutationsOf(world).filter((line) => line.includes('/system/'))).toEqual([]);
      expect(result.summary).toContain('done before');
    });
  });

  test('who does something else is waited for', async () => {
    await inScene({ clusters: [stale('aks-1')], pace: usualPace }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene, {}, () =>
        world.startForeign({ cluster: 'aks-1', kind: 'update', seconds: 900 }),
      );
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'upgraded']);
      const [foreign, ours] = world.arm.operations;
      expect(ours?.startedAt ?? 0).toBeGreaterThanOrEqual(foreign?.endsAt ?? Number.POSITIVE_INFINITY);
      expect(world.arm.history.filter(({ kind }) => kind === 'illegal')).toEqual([]);
    });
  });

  test('who began right before the PUT is told by 409, and waited for as well', async () => {
    const clusters = [
      { name: 'aks-1', version: '1.35.5', pools: [{ name: 'system', mode: 'System' as const }] },
    ];
    let begun = 0;
    const when = (): boolean => {
      if (begun++ === 0) race.world?.startForeign({ cluster: 'aks-1', kind: 'update', seconds: 120 });
      return false;
    };
    const race: { world?: World } = {};
    const faults = [{ match: { method: 'PUT', when }, kind: 'after' as const }];
    await inScene({ clusters, faults }, async (scene) => {
      race.world = scene.world;
      const { result } = await walkThrough(scene);
      expect(complainOfUpgrade(scene.world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'upgraded']);
      expect(mutationsOf(scene.world)[0]).toMatch(/ 4(?:09|12)$/);
    });
  });
});

describe('a state in which nothing may be started', () => {
  const clusters = [stale('aks-1', 'web')];
  const cases: readonly [string, (world: World) => void, readonly string[]][] = [
    ['the cluster stopped', (world) => alter(world, 'aks-1', (one) => ({ ...one, power: 'Stopped' })), []],
    [
      'the cluster failed',
      (world) => alter(world, 'aks-1', (one) => ({ ...one, provisioningState: 'Failed' })),
      [],
    ],
    [
      'a pool stopped',
      (world) => alterPool(world, 'aks-1', 'web', { power: 'Stopped' }),
      ['node-image system'],
    ],
    [
      'a pool failed',
      (world) => alterPool(world, 'aks-1', 'web', { provisioningState: 'Failed' }),
      ['node-image system'],
    ],
    [
      'a channel on that would collide',
      (world) => alter(world, 'aks-1', (one) => ({ ...one, upgradeChannel: 'node-image' })),
      [],
    ],
  ];
  test.each(cases)('%s since the check: held, told, handed over', async (_, change, expected) => {
    await inScene({ clusters }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene, {}, () => change(world));
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'handed-over']);
      expect(startedOf(world).map((step) => step.split(' ').slice(0, 2).join(' '))).toEqual(expected);
      expect(result.summary).toContain('**held**');
    });
  });

  test('gone: the cluster that was deleted, and the pool, do not stop the others', async () => {
    const both = [stale('aks-1', 'web', 'batch'), stale('aks-2')];
    await inScene({ clusters: both }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene, {}, () => {
        alter(world, 'aks-2', () => undefined);
        alter(world, 'aks-1', (one) => ({ ...one, pools: one.pools.filter(({ name }) => name !== 'web') }));
      });
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'upgraded']);
      expect(startedOf(world).map((step) => step.split(' ')[1])).toEqual(['system', 'batch']);
      expect(result.summary.match(/no longer there/g)?.length ?? 0).toBeGreaterThanOrEqual(2);
    });
  });

  test('unread: a cluster that cannot be read is not touched, the others are upgraded, and the run fails', async () => {
    await inScene({ clusters: [stale('aks-1'), stale('aks-2')] }, async (scene) => {
      const { world } = scene;
      const body = { error: { code: 'AuthorizationFailed', message: 'No.' } };
      const { result } = await walkThrough(scene, { upgrade: { 'max-failures': '5' } }, () => {
        const match = { method: 'GET', path: /aks-1\/agentPools\/system\/upgradeProfiles/ };
        world.network.faults.push({ match, kind: 'before', response: { status: 403, body } });
      });
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result'], codeOf(result)]).toEqual([
        1,
        'failed',
        'AKSU-UPGRADE-FAILED',
      ]);
      expect(world.arm.started.map(({ id }) => id.includes('/aks-2/'))).toEqual([true]);
      expect(result.summary).toContain('could not be read');
    });
  });
});

describe('a new node image', () => {
  test('between check and upgrade is not what was approved: nothing is begun', async () => {
    await inScene({ clusters: [stale('aks-1', 'web')] }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene, {}, () => world.publishImage('westeurope', newest));
      expect(complainOfRefusal(world, result)).toEqual([]);
      expect(codeOf(result)).toBe('AKSU-PLAN-CHANGED');
      expect(errorOf(result)).toContain('202611.21.0');
      expect(errorOf(result)).toContain('Re-run all jobs');
    });
  });

  test('during the first pool stops the second one', async () => {
    await inScene({ clusters: [stale('aks-1', 'web')] }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene, {}, () => {
        const match = { method: 'POST', path: /upgradeNodeImageVersion$/ };
        const afterwards = () => void world.publishImage('westeurope', newest);
        world.network.faults.push({ match, nth: 1, kind: 'after', afterwards });
      });
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([1, 'failed']);
      expect(startedOf(world)).toHaveLength(1);
      expect(startedOf(world)[0]).toContain('202611.13.0');
      expect(result.summary).toContain('202611.21.0');
    });
  });

  test('between the last look and the POST comes along, and is told as a deviation', async () => {
    await inScene({ clusters: [stale('aks-1')] }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene, {}, () => {
        const when = (): boolean => {
          world.publishImage('westeurope', newest);
          return false;
        };
        const match = { method: 'POST', path: /upgradeNodeImageVersion$/, when };
        world.network.faults.push({ match, kind: 'after' });
      });
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'upgraded']);
      expect(result.summary).toContain('**⚠ not as approved**');
      expect(startedOf(world)).toEqual([`node-image system ${newest}`]);
      expect(result.annotations.some(({ title }) => title?.startsWith('Not as approved: '))).toBe(true);
    });
  });
});
