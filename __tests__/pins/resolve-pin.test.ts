import { describe, expect, test } from 'vitest';
import type { Unread } from '../../src/inventory/inventory.ts';
import { resolvePin } from '../../src/pins/resolve-pin.ts';
import { aCluster, anInventory, aPool, subscriptionId } from '../builders/fleet.ts';
import { aPin } from './a-pin.ts';

const system = aPool({ name: 'system' });
const { offer: _, ...elsewhere } = aPool({ name: 'elsewhere' });
const aks = aCluster({ name: 'aks', resourceGroup: 'rg-prod', pools: [system], otherPools: [elsewhere] });
const other = aCluster({ name: 'other', resourceGroup: 'rg-prod' });
const twin = aCluster({ name: 'AKS', resourceGroup: 'rg-test' });
const sameNames = aCluster({ name: 'aks', resourceGroup: 'rg-prod', subscriptionId: 'b' });
const halfRead = aCluster({ name: 'half', resourceGroup: 'rg-prod', hasUnreadPools: true });

const subscription: Unread = {
  kind: 'subscription',
  id: `subscriptions/${subscriptionId}`,
  name: 'sub',
  reason: 'no right',
};
const lostTwin: Unread = { kind: 'cluster', id: 'rg-test/aks', name: 'rg-test/AKS', reason: 'timed out' };
const lostGroup: Unread = { kind: 'cluster', id: 'x', name: 'rg-test/*', reason: 'timed out' };
const hashed: Unread = {
  kind: 'cluster',
  id: '0123456789abcdef',
  name: '0123456789abcdef',
  reason: 'timed out',
};
const absent: Unread = {
  kind: 'cluster',
  id: 'rg-test/aks',
  name: 'rg-test/aks',
  reason: 'not found: in 1 subscription',
};
const partOfAks: Unread = { kind: 'cluster', id: aks.id, name: 'rg-prod/aks', reason: 'windows: no right' };
const lostPool: Unread = {
  kind: 'pool',
  id: `${other.id}/agentpools/gpu`,
  name: 'rg-prod/other/gpu',
  reason: 'timed out',
};

function tell(of: string, clusters = [aks, other], unread: readonly Unread[] = []): string {
  const place = resolvePin(aPin('1.34', of), anInventory(clusters, { unread }));
  if (place.kind !== 'found') return `${place.kind}: ${place.text}`;
  return `${place.cluster.resourceGroup}/${place.cluster.name}${place.pool === undefined ? '' : `#${place.pool.name}`}`;
}

describe('a pin is for', () => {
  test.each([
    ['aks', 'rg-prod/aks'],
    ['AKS', 'rg-prod/aks'],
    ['RG-Prod/Aks', 'rg-prod/aks'],
    ['rg-prod/aks#SYSTEM', 'rg-prod/aks#system'],
  ])('%s', (of, expected) => {
    expect(tell(of)).toBe(expected);
  });

  test('a cluster of which a part could not be read', () => {
    expect(tell('aks', [aks], [partOfAks])).toBe('rg-prod/aks');
  });

  test('a group and a name, whatever was not read of other groups', () => {
    expect(tell('rg-prod/aks', [aks], [lostTwin, lostGroup])).toBe('rg-prod/aks');
  });

  test('a name alone, though another of that name was asked for and is not there', () => {
    expect(tell('aks', [aks], [absent])).toBe('rg-prod/aks');
  });
});

const next = ' Correct the name, or keep marks of other environments quiet with `pin-paths`.';

describe('nobody knows what is meant by', () => {
  test('a name that several clusters have', () => {
    expect(tell('aks', [aks, twin])).toBe(
      'unknown: aks means 2 clusters, in rg-prod, rg-test: write resource-group/cluster.',
    );
    expect(tell('aks', [twin, aks])).toBe(tell('aks', [aks, twin]));
    expect(tell('rg-test/aks', [aks, twin])).toBe('rg-test/AKS');
  });

  test('a group and a name that stand in several subscriptions', () => {
    expect(tell('rg-prod/aks', [aks, sameNames])).toBe(
      'unknown: rg-prod/aks means 2 clusters, in 2 subscriptions: narrow the scope with `subscription-id`.',
    );
  });

  test('a name that no cluster has', () => {
    expect(tell('gone')).toBe(`unknown: No cluster in scope is called gone.${next}`);
    expect(tell('rg-test/aks')).toBe(
      `unknown: No cluster in scope is called rg-test/aks; one of that name is in rg-prod.${next}`,
    );
    expect(tell('rg-test/aks', [other], [absent])).toBe(
      `unknown: No cluster in scope is called rg-test/aks.${next}`,
    );
  });

  test('a pool that is not there, or left out of the scope', () => {
    expect(tell('aks#gpu')).toBe('unknown: Cluster aks has no pool gpu: it has elsewhere, system.');
    expect(tell('aks#Elsewhere')).toBe('unknown: Pool Elsewhere of aks is outside the scope of this check.');
  });
});

describe('it may be among what could not be read', () => {
  test.each([
    ['a subscription', 'gone', subscription],
    ['the cluster itself', 'rg-test/aks', lostTwin],
    ['its group', 'rg-test/aks', lostGroup],
    ['a cluster known by its hash alone', 'gone', hashed],
  ])('%s', (_what, of, unread) => {
    expect(tell(of, [other], [unread])).toContain(`unread: Whether there is a cluster ${of} is not known: `);
    expect(tell(of, [other], [unread])).toContain(unread.reason);
  });

  test('another cluster that the name may mean', () => {
    expect(tell('aks', [aks], [lostTwin])).toBe(
      'unread: Whether aks means rg-prod/aks is not known: cluster rg-test/AKS could not be read (timed out), and may hold another of that name.',
    );
    expect(tell('other', [other], [lostTwin])).toBe('rg-prod/other');
  });

  test('a cluster of that group and name in a subscription that was not read', () => {
    const why =
      'is not known: subscription sub could not be read (no right), and may hold another of that name.';
    expect(tell('rg-prod/aks', [aks], [subscription])).toBe(
      `unread: Whether rg-prod/aks means rg-prod/aks ${why}`,
    );
    const lostNamesake: Unread = { ...lostTwin, id: 'subscriptions/b/rg-prod/aks', name: 'rg-prod/aks' };
    expect(tell('rg-prod/aks', [aks], [lostNamesake])).toMatch(/^unread: Whether rg-prod\/aks means /);
  });

  test('a pool, or all pools of the cluster', () => {
    expect(tell('other#gpu', [other], [lostPool])).toBe(
      'unread: Pool gpu of other could not be read: timed out.',
    );
    expect(tell('other#cpu', [other], [lostPool])).toMatch(/^unknown: /);
    expect(tell('half#gpu', [halfRead])).toBe(
      'unread: Pool gpu of half could not be read: not all pools of half could be read.',
    );
  });
});
