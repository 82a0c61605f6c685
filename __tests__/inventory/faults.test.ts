/** Every call that the reader makes, under every fault: an outcome that has a type, no hang, nothing lost beside it. */

import { afterAll, describe, expect, test } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { Scope } from '../../src/inputs/inputs.ts';
import { readInventory } from '../../src/inventory/azure-inventory.ts';
import type { Inventory } from '../../src/inventory/inventory.ts';
import { armCluster, armPool, everything, healthyArm, subscription } from './arm-bodies.ts';
import { anySignIn, type FakeAnswer, FakeArm, portsOf } from './fake-arm.ts';
import { VirtualClock } from './virtual-clock.ts';

const page = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
const error = (code: string) => ({
  error: { code, message: `${code} for 11111111-1111-4111-8111-111111111111` },
});

const faults: Readonly<Record<string, FakeAnswer>> = {
  '500': { status: 500, body: { code: 'InternalOperationError', message: 'Internal server error' } },
  '502 page': { status: 502, headers: { 'content-type': 'text/html' }, body: page },
  '503': { status: 503, body: error('ServiceUnavailable') },
  '503 with a wait': { status: 503, headers: { 'retry-after': '7' }, body: error('ServerTimeout') },
  '504': { status: 504, body: error('GatewayTimeout') },
  '408': { status: 408, body: error('RequestTimeout') },
  '429 with a wait': {
    status: 429,
    headers: { 'retry-after': '3' },
    body: { code: 'Throttled', message: '' },
  },
  '429 without': { status: 429, body: error('FailedIdentityOperation') },
  '429 page': { status: 429, headers: { 'content-type': 'text/html' }, body: page },
  '403 that names the action': {
    status: 403,
    body: {
      error: {
        code: 'AuthorizationFailed',
        message: "no authorization to perform action 'Microsoft.ContainerService/some/read' over scope '/x'",
      },
    },
  },
  '403 that names nothing': { status: 403, body: error('RequestDisallowedByPolicy') },
  '401': { status: 401, body: error('InvalidAuthenticationToken') },
  '404': { status: 404, body: { code: 'NotFound', message: 'Managed Cluster not found', subcode: '' } },
  '409': { status: 409, body: { code: 'OperationNotAllowed', message: 'Another operation is in progress' } },
  '410': { status: 410, body: error('Gone') },
  '412': { status: 412, body: error('PreConditionFailed') },
  '422': { status: 422, body: error('Unprocessable') },
  '400': { status: 400, body: error('NoRegisteredProviderFound') },
  '302 elsewhere': { status: 302, headers: { location: 'https://evil.example/login' }, body: '' },
  '204': { status: 204 },
  reset: { breaks: 'reset' },
  hang: { breaks: 'hang' },
  'truncated JSON': { body: '{"value": [{"id": "/subscr' },
  'page with 200': { headers: { 'content-type': 'text/html' }, body: page },
  'empty 200': {},
  'JSON of another shape': { body: [1, 2] },
  'an empty object': { body: {} },
};

/** Faults that may pass: met once, they leave no trace. */
const passing = [
  '500',
  '502 page',
  '503',
  '503 with a wait',
  '504',
  '408',
  '429 with a wait',
  '429 without',
  '429 page',
  '401',
  'reset',
  'hang',
  'truncated JSON',
  'page with 200',
  'empty 200',
  'JSON of another shape',
];

interface Call {
  readonly scope: Partial<Scope>;
  readonly matches: (path: string) => boolean;
  readonly kind: 'failure' | 'subscription' | 'cluster' | 'pool' | 'region';
  /** An empty object is a usable answer to a single read that asks for little. */
  readonly closedRegion?: boolean;
  readonly noPools?: boolean;
}

const ends = (end: string) => (path: string) => path.toLowerCase().endsWith(end);
const calls: Readonly<Record<string, Call>> = {
  subscriptions: {
    scope: { subscriptionIds: [] },
    matches: (path) => path === '/subscriptions',
    kind: 'failure',
  },
  'clusters of a subscription': { scope: {}, matches: ends('/managedclusters'), kind: 'subscription' },
  'clusters of a group': {
    scope: { resourceGroup: 'rg-one' },
    matches: ends('/managedclusters'),
    kind: 'subscription',
  },
  'one cluster': {
    scope: { resourceGroup: 'rg-one', clusterName: 'aks-one' },
    matches: ends('/managedclusters/aks-one'),
    kind: 'cluster',
  },
  'cluster offers': { scope: {}, matches: ends('aks-one/upgradeprofiles/default'), kind: 'cluster' },
  pools: { scope: {}, matches: ends('/agentpools'), kind: 'cluster', noPools: true },
  'pool offer': { scope: {}, matches: ends('/agentpools/system/upgradeprofiles/default'), kind: 'pool' },
  maintenance: { scope: {}, matches: ends('/maintenanceconfigurations'), kind: 'cluster' },
  'region versions': { scope: {}, matches: ends('/kubernetesversions'), kind: 'region' },
  'available versions': {
    scope: {},
    matches: ends('/availableagentpoolversions'),
    kind: 'cluster',
    closedRegion: true,
  },
};

/** A group that no subscription has hides clusters, not the subscription. */
function kindUnder(call: Call, fault: string): Call['kind'] {
  return call.scope.resourceGroup !== undefined && fault === '404' ? 'cluster' : call.kind;
}

/** Virtual seconds after which even the worst fault must have had its outcome. */
const budget = 30 * 60;
const cells = { persistent: 0, once: 0 };
const unhandled: unknown[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(reason));

async function readUnder(call: Call, fault: FakeAnswer, howOften: number) {
  const clock = new VirtualClock();
  const pools = [armPool(), armPool({ name: 'user' })];
  const healthy = healthyArm([armCluster({ pools: call.noPools ? null : pools })]);
  let met = 0;
  const arm = new FakeArm(clock, (asked, times) => {
    if (call.closedRegion && asked.url.pathname.endsWith('/kubernetesVersions'))
      return faults['403 that names the action'];
    if (!call.matches(asked.url.pathname) || met >= howOften) return healthy(asked, times);
    met += 1;
    return fault;
  });
  const started = clock.now().getTime();
  const scope = { ...everything, ...call.scope };
  const outcome = await clock.run(
    readInventory(anySignIn, scope, portsOf(clock, arm)).catch((thrown: unknown) => thrown),
  );
  return { outcome, arm, met, seconds: (clock.now().getTime() - started) / 1000 };
}

describe.each(Object.entries(calls))('%s', (_, call) => {
  test.each(Object.entries(faults))('for ever: %s', async (name, fault) => {
    const { outcome, seconds, met, arm } = await readUnder(call, fault, Number.POSITIVE_INFINITY);
    cells.persistent += 1;
    expect(met).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(budget);
    expect(arm.asked.filter(({ url }) => url.origin !== 'https://management.azure.com')).toEqual([]);
    if (call.kind === 'failure') {
      expect(outcome).toBeInstanceOf(Failure);
      expect(outcome).toMatchObject({ code: name === '401' ? 'AKSU-SIGN-IN' : 'AKSU-AZURE-READ' });
      return;
    }
    const { unread } = outcome as Inventory;
    const kinds = new Set(unread.map((entry) => entry.kind));
    const expected = call.closedRegion ? ['cluster', 'region'] : [kindUnder(call, name)];
    expect([...kinds].sort()).toEqual(expected);
    for (const entry of unread) {
      expect(entry.reason.length).toBeGreaterThan(10);
      expect(entry.reason).not.toContain(subscription);
      if (name.startsWith('403 that names the'))
        expect(entry.missingAction).toBe('Microsoft.ContainerService/some/read');
    }
  });

  test.each(passing)('once: %s', async (name) => {
    const { outcome, seconds, met } = await readUnder(call, faults[name] ?? {}, 1);
    cells.once += 1;
    expect(met).toBe(1);
    expect(seconds).toBeLessThan(60);
    const { unread, clusters } = outcome as Inventory;
    expect(clusters).toHaveLength(1);
    expect(unread.map((entry) => entry.kind)).toEqual(call.closedRegion ? ['region'] : []);
  });
});

afterAll(() => {
  console.log(`Cells: ${cells.persistent} faults that stay, ${cells.once} that pass.`);
  expect(unhandled).toEqual([]);
});

test('a fault in one place leaves the others read', async () => {
  const offers = calls['cluster offers'];
  const { outcome } = await readUnder(offers as Call, faults['500'] as FakeAnswer, Number.POSITIVE_INFINITY);
  const [cluster] = (outcome as Inventory).clusters;
  expect(cluster?.offers).toBeUndefined();
  expect(cluster?.windows).toHaveLength(1);
  expect(cluster?.region?.patches.length).toBeGreaterThan(0);
  expect(cluster?.pools.map((pool) => pool.offer?.latestImage?.date)).toEqual(['2026-11-02', '2026-11-02']);
});

test('a refused token is renewed once, for all reads together', async () => {
  const clock = new VirtualClock();
  const healthy = healthyArm([armCluster(), armCluster({ name: 'aks-two' })]);
  const stale = new Set<string>();
  const arm = new FakeArm(clock, (asked, times) => {
    // The list is answered, then the token is revoked.
    if (asked.url.pathname.endsWith('/managedClusters')) {
      stale.add(asked.authorization ?? '');
      return healthy(asked, times);
    }
    return stale.has(asked.authorization ?? '') ? faults['401'] : healthy(asked, times);
  });
  const ports = portsOf(clock, arm);
  let signIns = 0;
  const signIn = () => {
    signIns += 1;
    return ports.signIn?.() ?? Promise.reject(new Error('no sign-in'));
  };
  const inventory = await clock.run(readInventory(anySignIn, everything, { ...ports, signIn }));
  expect(inventory.unread).toEqual([]);
  expect(inventory.clusters).toHaveLength(2);
  expect(signIns).toBeGreaterThanOrEqual(2);
  expect(signIns).toBeLessThanOrEqual(3);
});

test('when signing in fails in the middle, the run fails with that reason and no other', async () => {
  const clock = new VirtualClock();
  const many = Array.from({ length: 40 }, (_, index) => armCluster({ name: `aks-${index}` }));
  const arm = new FakeArm(clock, healthyArm(many));
  const ports = portsOf(clock, arm);
  const started = clock.now().getTime();
  let asked = 0;
  const signIn = async () => ({
    getToken: async () => {
      asked += 1;
      if (asked > 1) throw new Failure('AKSU-FEDERATION', 'refused');
      // A token that has run out already: the next read needs another.
      return { token: 'short', expiresOnTimestamp: clock.now().getTime() - 1 };
    },
  });
  const outcome = await clock.run(
    readInventory(anySignIn, everything, { ...ports, signIn }).catch((thrown: unknown) => thrown),
  );
  expect(outcome).toMatchObject({ code: 'AKSU-FEDERATION' });
  // What waited for its turn is not sent after all.
  await clock.run(clock.pause(600_000));
  expect(asked).toBeLessThan(10);
  expect(arm.asked.every(({ at }) => at - started < 1000)).toBe(true);
});
