import { describe, expect, test } from 'vitest';
import { aimUnder } from '../../src/plan/approved-aim.ts';
import { comparePlans } from '../../src/plan/compare-plans.ts';
import { aCluster, aPool, offers, version } from '../builders/fleet.ts';
import { anAim } from '../builders/told.ts';
import { approve, type Fleet, planOf } from './carried-out.ts';
import { facts } from './table/row.ts';

const now = new Date('2026-11-22T06:00:00Z');

/** The region's list is closed to this identity: only what the server offers this cluster is known. */
function aFleet(runs: string, pool: string, ...next: readonly string[]): Fleet {
  const up = aPool({ name: 'system', version: version(pool) });
  const clusters = [
    aCluster({
      name: 'orders',
      version: version(runs),
      offers: offers(...next),
      region: undefined,
      pools: [up],
    }),
  ];
  return { clusters, aim: { ...anAim, channel: 'rapid' }, now };
}

const before = aFleet('1.33.5', '1.33.5', '1.34.8');
const between = aFleet('1.34.8', '1.33.5', '1.35.5');
const approved = approve(planOf(before).plan, now);
const same = { ...facts, isSameScope: true };

describe('behind the first hop AKS offers what it did not tell of before', () => {
  test('the plan goes one hop, and the pools to it', () => {
    expect(approved.steps.map(({ kind, to }) => [kind, to])).toEqual([
      ['control-plane', '1.34.8'],
      ['pool-version', '1.34.8'],
    ]);
  });

  test('without the bound the pools would be left behind', () => {
    expect(comparePlans(approved, planOf(between), same).changes.length).toBeGreaterThan(0);
  });

  test('under the approved plan they follow, and nothing goes further', () => {
    const { states, changes } = comparePlans(approved, planOf(between, {}, approved), same);
    expect(changes).toEqual([]);
    expect(states.map(({ standing }) => standing)).toEqual(['done', 'due']);
  });
});

describe('the aim is bound on the approved way alone', () => {
  const aimOf = aimUnder(approved, facts);
  const [start] = before.clusters;
  const [onTheWay] = between.clusters;

  test.each([
    ['before the first hop: a newer offer is a change, and refused', start, undefined],
    ['at the target', onTheWay, { kind: 'exact', text: '1.34.8' }],
    [
      'another cluster at the same version',
      aCluster({ name: 'other', version: version('1.34.8') }),
      undefined,
    ],
    ['a version that nobody approved', aFleet('1.34.9', '1.33.5').clusters[0], undefined],
  ])('%s', (_, cluster, expected) => {
    if (cluster === undefined) throw new Error('no cluster');
    expect(aimOf(cluster)).toEqual({
      ...approved.aim,
      ...(expected === undefined ? {} : { kubernetesVersion: expected }),
    });
  });

  test('in the middle of several hops it is the last of them', () => {
    const twice = {
      ...approved,
      steps: [
        ...approved.steps,
        { ...approved.steps[0], from: '1.34.8', to: '1.35.5' },
      ] as typeof approved.steps,
    };
    if (onTheWay === undefined) throw new Error('no cluster');
    expect(aimUnder(twice, facts)(onTheWay).kubernetesVersion?.text).toBe('1.35.5');
  });
});
