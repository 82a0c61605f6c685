/** An upgrade that AKS refuses or breaks off: named, explained, and nothing after it in that cluster. */
import { describe, expect, test } from 'vitest';
import {
  deprecatedApiUse,
  drainFailure,
  quotaExhausted,
  type SimFailure,
  subnetFull,
  unsatisfiableBudget,
} from '../../simulator/azure-failures.ts';
import type { ClusterDescription, SimPool } from '../../simulator/fleet.ts';
import { codeOf, errorOf } from './start.ts';
import {
  checkIn,
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
const behind = (name: string): ClusterDescription => ({
  name,
  version: '1.35.5',
  pools: [old('web'), old('system', 'System')],
});

describe('a step that does not end well', () => {
  const at = { cluster: 'aks-1' };
  const cases: readonly {
    readonly name: string;
    readonly failure: SimFailure;
    readonly begun: number;
    readonly says: readonly RegExp[];
    readonly rollback?: boolean;
  }[] = [
    {
      name: 'a disruption budget stops the drain',
      failure: drainFailure({ ...at, pool: 'system' }),
      begun: 2,
      says: [/could not be drained in time/, /shop-pdb/, /this action never uses it/],
      rollback: true,
    },
    {
      name: 'a budget that allows nothing, found before the start',
      failure: unsatisfiableBudget({ ...at, pool: 'system' }),
      begun: 1,
      says: [/UnsatisfiablePDB/, /allows no pod to be moved/],
    },
    {
      name: 'use of an API that goes, told by the subcode alone',
      failure: deprecatedApiUse(at),
      begun: 0,
      says: [/UpgradeBlockedOnDeprecatedAPIUsage/, /within the last 12 hours/, /flowcontrol/],
    },
    {
      name: 'no quota for the surge node',
      failure: quotaExhausted({ ...at, pool: 'system' }),
      begun: 1,
      says: [/quota/, /lower max-surge/],
    },
    {
      name: 'no address for the surge node',
      failure: subnetFull({ ...at, pool: 'system' }),
      begun: 2,
      says: [/SubnetIsFull/, /no addresses left/],
    },
  ];

  /** AKS lists what a pool may be rolled back to. */
  const recentlyUsed = [
    {
      version: '1.35.5',
      image: 'AKSUbuntu-2404gen2containerd-202610.24.0',
      at: new Date('2026-11-22T09:00:00Z'),
    },
  ];

  test.each(cases)('$name', async ({ failure, begun, says, rollback }) => {
    const { pools = [], ...rest } = behind('aks-1');
    const described = { ...rest, pools: rollback ? pools.map((pool) => ({ ...pool, recentlyUsed })) : pools };
    await inScene({ clusters: [described], failures: [failure], ...unhurried }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene);
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result'], codeOf(result)]).toEqual([
        1,
        'failed',
        'AKSU-UPGRADE-FAILED',
      ]);
      expect(startedOf(world)).toHaveLength(begun);
      for (const words of says) expect(result.summary).toMatch(words);
      expect(/can be rolled back until/.test(result.summary)).toBe(rollback === true);
      if (rollback) expect(result.summary).toContain('29 Nov 2026');
      expect(result.summary).toContain('not started');
      expect(errorOf(result)).toMatch(
        /Run again when that is repaired\.|Running again is safe\.|Do not run again/,
      );
      expect(
        progressOf(world)
          .map(({ body }) => body)
          .join(),
      ).toContain('**failed**');
      // Never the bypass, whatever Azure's words advise.
      expect(world.arm.mutations.map(({ body }) => body).join()).not.toMatch(/forceUpgrade|overrideSettings/);
    });
  });

  test('repaired and run again is taken up where it stopped', async () => {
    const failures = [drainFailure({ cluster: 'aks-1', pool: 'system', times: 1 })];
    await inScene({ clusters: [behind('aks-1')], failures }, async (scene) => {
      const { world } = scene;
      await walkThrough(scene);
      // A person repairs the cluster with a PUT of their own, as AKS's documentation says.
      world.startForeign({ cluster: 'aks-1', pool: 'system', kind: 'version', to: '1.36.2' });
      while (world.arm.operations.some(({ endsAt }) => endsAt > scene.warp.now())) {
        await new Promise((wake) => setTimeout(wake, 20));
      }
      const { result } = await walkThrough(scene);
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'upgraded']);
    });
  });
});

describe('failures in a fleet', () => {
  const names = ['aks-1', 'aks-2', 'aks-3'];
  const clusters = names.map((name) => ({ name, pools: [old('system', 'System')] }));
  const failures = [drainFailure({ cluster: 'aks-1' })];
  const clustersOf = (ids: readonly { readonly id: string }[]) =>
    ids.map(({ id }) => /managedClusters\/([^/]+)/.exec(id)?.[1]);

  test('stop the rest by themselves', async () => {
    await inScene({ clusters, failures }, async (scene) => {
      const { result } = await walkThrough(scene);
      expect(complainOfUpgrade(scene.world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([1, 'failed']);
      expect(clustersOf(scene.world.arm.started)).toEqual(['aks-1']);
      for (const name of names) expect(result.summary).toContain(name);
    });
  });

  test('up to `max-failures` let the rest go on', async () => {
    await inScene({ clusters, failures }, async (scene) => {
      const { result } = await walkThrough(scene, { upgrade: { 'max-failures': '1' } });
      expect(complainOfUpgrade(scene.world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([1, 'failed']);
      expect(clustersOf(scene.world.arm.started)).toEqual(names);
    });
  });
});

describe('an answer that does not come', () => {
  const clusters = [behind('aks-1')];
  const answers = [
    { name: 'reset, after it was taken', kind: 'lost', broken: 'reset' },
    {
      name: '502, after it was taken',
      kind: 'lost',
      response: { status: 502, body: '<html>Bad Gateway</html>' },
    },
    { name: '500, and it was not taken', kind: 'before', response: { status: 500, body: {} } },
  ] as const;
  test.each(answers)('$name: sent once, read back, never sent again', async ({ name: _, ...fault }) => {
    const match = { method: 'PUT', path: /managedClusters\/aks-1$/ };
    await inScene({ clusters, faults: [{ match, nth: 1, ...fault }] }, async (scene) => {
      const { world } = scene;
      const checked = await checkIn(scene);
      const result = await upgradeIn(scene, planOf(checked));
      expect(complainOfUpgrade(world, result)).toEqual([]);
      const isTaken = fault.kind === 'lost';
      expect([result.exitCode, result.outputs['result']]).toEqual(isTaken ? [0, 'upgraded'] : [1, 'failed']);
      const sent = world.network.exchanges.filter(
        ({ request }) => request.method === 'PUT' && match.path.test(request.path),
      );
      expect(sent).toHaveLength(1);
      expect(mutationsOf(world)).toHaveLength(isTaken ? 3 : 0);
      if (!isTaken) expect(errorOf(result)).toContain('Running again is safe.');
      if (isTaken) return;
      const again = await upgradeIn(scene, planOf(checked));
      expect([again.exitCode, again.outputs['result']]).toEqual([0, 'upgraded']);
    });
  });
});
