import { describe, expect, test } from 'vitest';
import { findDrift } from '../../src/drift/find-drift.ts';
import { hashId } from '../../src/inputs/hashed-id.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { aCluster, anInventory, aPool, offers, version } from '../builders/fleet.ts';
import { facts, sha256, usualAim } from './table/row.ts';

const cluster = aCluster({
  name: 'shop',
  tags: { ENVIRONMENT: 'production', environment2: 'no' },
  version: version('1.35.5'),
  offers: offers('1.36.2'),
  pools: [aPool({ name: 'system', version: version('1.35.5') })],
});

function planOf(clusters: readonly (typeof cluster)[], environmentTag?: string) {
  const drift = findDrift(anInventory(clusters), usualAim, facts.now);
  return makePlan(drift, usualAim, { ...facts, ...(environmentTag === undefined ? {} : { environmentTag }) });
}

describe('the canonical plan', () => {
  test('is this text, and its digest is taken over it', () => {
    const plan = planOf([cluster]);
    const id = hashId(sha256, facts.repositoryId, cluster.id);
    const poolId = hashId(sha256, facts.repositoryId, cluster.pools[0]?.id ?? '');
    expect(plan.canonical).toBe(
      `{"schema":1,"repositoryId":"4711","reportKey":"fleet","aim":{"upgradeType":"full","channel":"stable","kubernetesVersion":null,"minimumReleaseAge":0},"surge":{"maxSurge":null,"drainTimeout":null,"nodeSoakDuration":null,"undrainableNodeBehavior":null},"steps":[["control-plane","${id}","1.35.5","1.36.2"],["pool-version","${poolId}","1.35.5","1.36.2"]]}`,
    );
    expect(plan.digest).toBe(`sha256:${sha256(plan.canonical)}`);
  });

  test('names nothing of Azure', () => {
    const { canonical, matrix } = planOf([cluster], 'environment');
    for (const secret of ['shop', 'system', 'westeurope', cluster.subscriptionId, 'rg/']) {
      expect(canonical + JSON.stringify(matrix.map((entry) => entry.cluster))).not.toContain(secret);
    }
  });

  test('ids are hashed without regard to case, and differ from repository to repository', () => {
    expect(hashId(sha256, '1', '/Subscriptions/X')).toBe(hashId(sha256, '1', '/subscriptions/x'));
    expect(hashId(sha256, '1', '/subscriptions/x')).not.toBe(hashId(sha256, '2', '/subscriptions/x'));
  });
});

describe('the matrix', () => {
  test.each([
    ['the tag, its name in any case', 'Environment', 'production'],
    ['no such tag', 'stage', ''],
    ['a name of every object is no tag', 'constructor', ''],
    ['not asked for', undefined, ''],
  ])('environment: %s', (_, tag, expected) => {
    expect(planOf([cluster], tag).matrix).toEqual([
      { cluster: hashId(sha256, facts.repositoryId, cluster.id), environment: expected },
    ]);
  });

  test('one entry for a cluster with steps, none for a level or a held one, in the order of the inventory', () => {
    const other = aCluster({ ...cluster, name: 'other', id: `${cluster.id}2` });
    const held = aCluster({ ...cluster, name: 'held', id: `${cluster.id}3`, power: 'stopped' });
    const plan = planOf([other, aCluster(), held, cluster]);
    expect(plan.matrix.map((entry) => entry.cluster)).toEqual(
      [other, cluster].map((each) => hashId(sha256, facts.repositoryId, each.id)),
    );
  });

  test('an empty fleet has an empty plan with a digest of its own', () => {
    const plan = planOf([]);
    expect([plan.steps, plan.holds, plan.matrix, plan.isBlocked]).toEqual([[], [], [], false]);
    expect(plan.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
