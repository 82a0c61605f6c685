/** Rules of the plan that a small slip in the code could break unnoticed: each row holds one. */
import { describe, expect, test } from 'vitest';
import { findDrift } from '../../src/drift/find-drift.ts';
import type { Cluster } from '../../src/inventory/inventory.ts';
import type { MaintenanceWindow } from '../../src/inventory/maintenance-window.ts';
import type { Due } from '../../src/plan/holds.ts';
import { standingHold } from '../../src/plan/holds.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { waitsOf } from '../../src/plan/waits.ts';
import { aCluster, anInventory, aPool, image, now, offers, version } from '../builders/fleet.ts';
import { facts, usualAim } from './table/row.ts';

const imageOf = (release: string) => image(`AKSUbuntu-2404gen2containerd-${release}`);

const controlPlane = (cluster: Cluster, from: string, to: string): Due => ({
  kind: 'control-plane',
  cluster,
  from: version(from),
  to: version(to),
});

function poolDue(
  differs: Parameters<typeof aPool>[0] = {},
  kind: 'pool-version' | 'node-image' = 'node-image',
): Due {
  const pool = aPool(differs);
  const cluster = aCluster({ pools: [pool] });
  return kind === 'node-image'
    ? { kind, cluster, pool, from: imageOf('202611.09.0'), to: imageOf('202611.16.0') }
    : { kind, cluster, pool, from: version('1.35.5'), to: version('1.36.2') };
}

describe('what the channel of AKS does by itself', () => {
  test.each<[string, Partial<Cluster>, string, string, boolean]>([
    ['rapid reaches the newest minor', { upgradeChannel: 'rapid' }, '1.36.2', '1.37.0', true],
    ['stable does not', { upgradeChannel: 'stable' }, '1.36.2', '1.37.0', false],
    ['stable reaches the one before', { upgradeChannel: 'stable' }, '1.35.5', '1.36.2', true],
    [
      'under long-term support none leaves the minor',
      { upgradeChannel: 'stable', supportPlan: 'AKSLongTermSupport' },
      '1.34.8',
      '1.35.5',
      false,
    ],
    [
      'but takes its patches',
      { upgradeChannel: 'stable', supportPlan: 'AKSLongTermSupport' },
      '1.34.7',
      '1.34.8',
      true,
    ],
    ['none is promised another major', { upgradeChannel: 'rapid' }, '1.36.2', '2.0.0', false],
  ])('%s', (_, differs, from, to, heals) => {
    const hold = standingHold(controlPlane(aCluster(differs), from, to), 0, now);
    expect(hold).toMatchObject({ reason: 'auto-upgrade-channel', heals });
  });
});

describe('standing holds', () => {
  const midnight = new Date('2026-11-22T00:00:00Z');
  test.each<[string, Due, number, string | undefined]>([
    ['an image comes of age to the day', poolDue(), 6, undefined],
    ['and not a day before', poolDue(), 7, 'image-too-young'],
    ['the age of an image holds no Kubernetes step', poolDue({}, 'pool-version'), 30, undefined],
    ['a pool of node auto-provisioning', poolDue({ name: 'aksManagedAP1' }), 0, 'node-provisioning'],
    ['is known by how its name begins', poolDue({ name: 'myaksmanagedap' }), 0, undefined],
  ])('%s', (_, due, age, reason) => {
    expect(standingHold(due, age, midnight)?.reason).toBe(reason);
  });

  test('what a hold does not know is absent', () => {
    const hold = standingHold(controlPlane(aCluster({ power: 'stopped' }), '1.36.1', '1.36.2'), 0, now);
    expect(Object.keys(hold ?? {})).toEqual([
      'reason',
      'standing',
      'heals',
      'kind',
      'cluster',
      'from',
      'to',
      'text',
    ]);
  });
});

describe('the order of pools', () => {
  const behind = (name: string, mode: 'System' | 'User') => aPool({ name, mode, version: version('1.35.5') });

  test('is system before user, then by name, whatever the order in which Azure lists them', () => {
    const pools = [behind('c', 'User'), behind('b', 'System'), behind('a', 'User'), behind('d', 'System')];
    for (const listed of [pools, pools.toReversed()]) {
      const cluster = aCluster({ pools: listed });
      const plan = makePlan(findDrift(anInventory([cluster]), usualAim, now), usualAim, facts);
      expect(plan.steps.map((step) => step.pool?.name)).toEqual(['b', 'd', 'a', 'c']);
    }
  });

  test('a control plane step names no pool at all', () => {
    const cluster = aCluster({ version: version('1.36.1'), offers: offers('1.36.2'), pools: [] });
    const [step] = makePlan(findDrift(anInventory([cluster]), usualAim, now), usualAim, facts).steps;
    expect(step?.kind).toBe('control-plane');
    expect(step).not.toHaveProperty('pool');
  });
});

describe('passing holds say what they wait for', () => {
  const window = (notAllowed: MaintenanceWindow['notAllowed']): MaintenanceWindow => ({
    name: 'default',
    schedule: { kind: 'hours-of-week', slots: [{ day: 'Monday', hours: [1] }] },
    notAllowed,
  });
  const busyPool = aPool({ name: 'busy', provisioningState: 'Upgrading' });
  const beside = aCluster({ pools: [busyPool] });
  test.each<[string, Due, string, string | undefined]>([
    [
      'a busy pool, for its own step',
      {
        kind: 'pool-version',
        cluster: beside,
        pool: busyPool,
        from: version('1.35.5'),
        to: version('1.36.2'),
      },
      'The pool is in state Upgrading: AKS runs one operation at a time.',
      undefined,
    ],
    [
      'a busy pool, for the control plane',
      controlPlane(beside, '1.36.1', '1.36.2'),
      'A pool is in state Upgrading: the control plane moves only while every pool is idle.',
      undefined,
    ],
    [
      'a window that opens',
      controlPlane(aCluster({ windows: [window([])] }), '1.36.1', '1.36.2'),
      'The maintenance window default is closed.',
      '2026-11-23T01:00:00.000Z',
    ],
    [
      'a window that never opens again',
      controlPlane(
        aCluster({ windows: [window([{ start: '2026-01-01', end: '2099-12-31' }])] }),
        '1.36.1',
        '1.36.2',
      ),
      'The maintenance window default is closed and has no opening that can be foreseen.',
      undefined,
    ],
  ])('%s', (_, due, text, until) => {
    const waits = waitsOf(due, now);
    expect(waits.map((hold) => [hold.text, hold.standing, hold.until?.toISOString()])).toEqual([
      [text, false, until],
    ]);
    if (until === undefined) expect(waits[0]).not.toHaveProperty('until');
  });
});
