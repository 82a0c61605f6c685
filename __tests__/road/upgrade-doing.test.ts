/** The unmodified bundle upgrades: what was approved, in order, and nothing else. */
import { describe, expect, test } from 'vitest';
import { usualPace } from '../../simulator/azure-pace.ts';
import type { ClusterDescription, SimPool } from '../../simulator/fleet.ts';
import type { World } from '../../simulator/world.ts';
import {
  approveJob,
  checkIn,
  complainOfUpgrade,
  inScene,
  planOf,
  reviewer,
  startedOf,
  upgradeIn,
  walkThrough,
} from './upgrade-start.ts';

const old = (name: string, mode: SimPool['mode'] = 'User') => ({ name, mode, imageDaysBehind: 20 });
const behind: ClusterDescription = {
  name: 'aks-behind',
  version: '1.34.7',
  pools: [old('web'), old('system', 'System')],
};
/** Level, but for its node images. */
const stale = (name: string, pools = [old('system', 'System')]): ClusterDescription => ({ name, pools });

function changedFields(world: World): readonly string[] {
  return world.arm.mutations.flatMap(({ method, changes, status }) =>
    method === 'PUT' && status < 300 ? changes.map(({ path }) => path) : [],
  );
}

describe('what was approved', () => {
  test('behind an environment is done in order, told, and not done again', async () => {
    await inScene({ clusters: [behind] }, async (scene) => {
      const { world } = scene;
      const checked = await checkIn(scene);
      approveJob(world);
      const gated = { gate: 'environment', environment: 'production' };
      const result = await upgradeIn(scene, planOf(checked), gated);
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result'], result.outputs['operation']]).toEqual([
        0,
        'upgraded',
        'closed',
      ]);
      expect(startedOf(world)).toEqual([
        'control-plane aks-behind 1.35.5',
        'control-plane aks-behind 1.36.2',
        'pool-version system 1.36.2',
        'pool-version web 1.36.2',
      ]);
      expect(result.summary).toContain(
        `Approved by \`${reviewer}\` for environment \`production\`, in this run.`,
      );
      expect(result.summary).toContain(checked.outputs['plan-digest']?.slice(7, 19));
      expect(result.summary).toContain('as Azure reports');
      const again = await upgradeIn(scene, planOf(checked), gated);
      expect(complainOfUpgrade(world, again)).toEqual([]);
      expect([again.exitCode, again.outputs['result']]).toEqual([0, 'nothing-to-do']);
      expect(world.arm.started).toHaveLength(4);
    });
  });

  const kinds: readonly [string, readonly string[]][] = [
    ['control-plane-only', ['control-plane aks-1 1.36.2']],
    ['node-pools-only', ['pool-version system 1.35.5', 'pool-version web 1.35.5']],
    ['node-image-only', ['node-image system', 'node-image web']],
  ];
  test.each(kinds)('of %s is all that is done', async (upgradeType, expected) => {
    const pools = [
      { ...old('web'), version: '1.34.8' },
      { ...old('system', 'System'), version: '1.34.8' },
    ];
    await inScene({ clusters: [{ name: 'aks-1', version: '1.35.5', pools }] }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene, { check: { 'upgrade-type': upgradeType } });
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'upgraded']);
      const withoutImages = startedOf(world).map((step) => step.replace(/ AKSUbuntu-.*$/, ''));
      expect(withoutImages).toEqual(expected);
    });
  });

  test('in several clusters goes on side by side, three at once, and one thing in each', async () => {
    const names = ['aks-1', 'aks-2', 'aks-3', 'aks-4', 'aks-5'];
    const clusters = names.map((name) => stale(name, [old('web'), old('system', 'System')]));
    // Long operations, so that what may run at once does run at once.
    await inScene({ clusters, speed: 600, pace: usualPace }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene, { upgrade: { 'max-parallel': '3' } });
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'upgraded']);
      expect(world.arm.started).toHaveLength(10);
      const most = mostAtOnce(world);
      expect(most).toEqual({ clusters: 3, inOne: 1 });
    });
  });

  test('carries surge settings along only where they were asked for', async () => {
    const settings = { 'max-surge': '33%', 'drain-timeout': '45', 'node-soak-duration': '5' };
    const cluster = { ...behind, version: '1.35.5' };
    await inScene({ clusters: [{ ...cluster, name: 'aks-1' }] }, async (scene) => {
      const { result } = await walkThrough(scene, { check: settings });
      expect(complainOfUpgrade(scene.world, result)).toEqual([]);
      const bodies = scene.world.arm.mutations
        .filter(({ path, method }) => method === 'PUT' && path.includes('/agentPools/'))
        .map(
          ({ body }) =>
            (JSON.parse(body) as { properties: { upgradeSettings: object } }).properties.upgradeSettings,
        );
      expect(bodies).toHaveLength(2);
      for (const one of bodies) {
        expect(one).toMatchObject({
          maxSurge: '33%',
          drainTimeoutInMinutes: 45,
          nodeSoakDurationInMinutes: 5,
        });
      }
    });
    await inScene({ clusters: [{ ...cluster, name: 'aks-1' }] }, async (scene) => {
      const { result } = await walkThrough(scene);
      expect(complainOfUpgrade(scene.world, result)).toEqual([]);
      expect(new Set(changedFields(scene.world))).toEqual(
        new Set(['properties.kubernetesVersion', 'properties.orchestratorVersion']),
      );
    });
  });
});

function mostAtOnce(world: World): { readonly clusters: number; readonly inOne: number } {
  const all = world.arm.operations;
  const counts = all.map(({ startedAt }) => {
    const running = all.filter((other) => other.startedAt <= startedAt && startedAt < other.endsAt);
    const clusters = Map.groupBy(running, ({ plan }) => plan.key.cluster);
    return {
      clusters: clusters.size,
      inOne: Math.max(...[...clusters.values()].map(({ length }) => length)),
    };
  });
  return {
    clusters: Math.max(...counts.map(({ clusters }) => clusters)),
    inOne: Math.max(...counts.map(({ inOne }) => inOne)),
  };
}
