import { expect, test } from 'vitest';
import { Failure } from '../../src/failure.ts';
import { hashId } from '../../src/inputs/hashed-id.ts';
import type { Scope } from '../../src/inputs/inputs.ts';
import { readInventory } from '../../src/inventory/azure-inventory.ts';
import type { Inventory } from '../../src/inventory/inventory.ts';
import { armCluster, armPool, everything, healthyArm, subscription } from './arm-bodies.ts';
import { type Answering, anySignIn, FakeArm, portsOf } from './fake-arm.ts';
import { VirtualClock } from './virtual-clock.ts';

const other = '22222222-2222-4222-8222-222222222222';

function anArm(answering: Answering): {
  arm: FakeArm;
  read: (scope?: Partial<Scope>) => Promise<Inventory>;
  told: () => string[];
} {
  const clock = new VirtualClock();
  const arm = new FakeArm(clock, answering);
  const ports = portsOf(clock, arm);
  const read = (scope: Partial<Scope> = {}) =>
    clock.run(readInventory(anySignIn, { ...everything, ...scope }, ports));
  return { arm, read, told: () => ports.log.told.map(({ kind, text }) => `${kind} ${text}`) };
}

const fleet = [
  armCluster({ name: 'beta', group: 'rg-two', tags: { Environment: 'prod', team: 'blue' } }),
  armCluster({
    name: 'alpha',
    group: 'rg-two',
    pools: [armPool({ name: 'user1', mode: 'User' }), armPool()],
  }),
  armCluster({ name: 'gamma', group: 'rg-one', location: 'North Europe' }),
];

test('one cluster, field by field', async () => {
  const { read, arm } = anArm(healthyArm([armCluster()]));
  const inventory = await read();
  expect(inventory.unread).toEqual([]);
  expect(inventory.subscriptionIds).toEqual([subscription]);
  expect(inventory.takenAt).toEqual(new Date('2026-11-22T06:00:00Z'));
  const [cluster] = inventory.clusters;
  expect(cluster).toMatchObject({
    id: `/subscriptions/${subscription}/resourcegroups/rg-one/providers/microsoft.containerservice/managedclusters/aks-one`,
    resourceGroup: 'rg-one',
    name: 'aks-one',
    location: 'westeurope',
    requestedVersion: '1.35',
    version: { text: '1.35.4' },
    upgradeChannel: 'none',
    nodeOsChannel: 'None',
    power: 'running',
    tier: 'Standard',
  });
  expect(cluster?.offers?.map((offer) => `${offer.version.text}${offer.isPreview ? '!' : ''}`)).toEqual([
    '1.35.10',
    '1.36.0!',
    '1.36.2',
  ]);
  expect(cluster?.region?.defaultMinor?.text).toBe('1.35.10');
  expect(cluster?.region?.patches.map((patch) => patch.version.text)).toEqual([
    '1.32.100',
    '1.35.4',
    '1.35.10',
    '1.36.2',
    '1.37.0',
  ]);
  expect(cluster?.windows).toEqual([
    {
      name: 'aksManagedNodeOSUpgradeSchedule',
      schedule: {
        kind: 'recurring',
        recurrence: { kind: 'weekly', intervalWeeks: 1, day: 'Sunday' },
        durationHours: 6,
        utcOffsetMinutes: 330,
        startTime: '02:00',
        startDate: '2026-01-04',
      },
      notAllowed: [{ start: '2026-12-20', end: '2027-01-06' }],
    },
  ]);
  expect(cluster?.pools[0]).toMatchObject({
    name: 'system',
    version: { text: '1.35.4' },
    image: { date: '2026-10-05' },
    offer: { latestImage: { date: '2026-11-02' }, upgrades: undefined },
    upgradeSettings: { maxSurge: '10%', maxUnavailable: '0', drainTimeout: 30 },
  });
  expect(arm.asked.every(({ method }) => method === 'GET')).toBe(true);
});

test('ten clusters of four pools take three round trips: the list, and everything else at once', async () => {
  const clock = new VirtualClock();
  const pools = ['a', 'b', 'c', 'd'].map((name) => armPool({ name }));
  const clusters = Array.from({ length: 10 }, (_, index) =>
    armCluster({ name: `aks-${index}`, location: index % 2 === 0 ? 'westeurope' : 'northeurope', pools }),
  );
  const arm = new FakeArm(clock, healthyArm(clusters));
  const started = clock.now().getTime();
  const inventory = await clock.run(readInventory(anySignIn, everything, portsOf(clock, arm)));
  expect(inventory.clusters).toHaveLength(10);
  expect(inventory.unread).toEqual([]);
  expect(arm.asked).toHaveLength(2 + 2 + 10 * (1 + 1 + 4));
  expect(clock.now().getTime() - started).toBeLessThanOrEqual(90);
});

test.each([
  [{ cloud: 'AzureUSGovernment' } as const, 'https://management.usgovcloudapi.net'],
  [
    { cloud: 'AzureCloud', resourceManagerEndpoint: 'https://arm.example.test' } as const,
    'https://arm.example.test',
  ],
])('%j: reads there, with a token for there', async (cloud, endpoint) => {
  const clock = new VirtualClock();
  const arm = new FakeArm(clock, healthyArm([armCluster()]));
  const scopes: unknown[] = [];
  const signIn = async () => ({
    getToken: async (scope: string | string[]) => {
      scopes.push(scope);
      return { token: 'token', expiresOnTimestamp: clock.now().getTime() + 3_600_000 };
    },
  });
  const ports = { ...portsOf(clock, arm), signIn };
  const inventory = await clock.run(readInventory({ ...anySignIn, ...cloud }, everything, ports));
  expect(inventory.unread).toEqual([]);
  expect(new Set(arm.asked.map(({ url }) => url.origin))).toEqual(new Set([endpoint]));
  expect(scopes).toEqual([[`${endpoint}/.default`]]);
});

test('sorted by place, whatever order ARM lists in', async () => {
  const names = async (clusters: typeof fleet) =>
    (await anArm(healthyArm(clusters)).read()).clusters.map((one) => one.name);
  expect(await names(fleet)).toEqual(['gamma', 'alpha', 'beta']);
  expect(await names(fleet.toReversed())).toEqual(['gamma', 'alpha', 'beta']);
});

test.each<[string, Partial<Scope>, readonly string[]]>([
  ['resource group, in any case', { resourceGroup: 'RG-TWO' }, ['alpha', 'beta']],
  ['cluster name alone', { clusterName: 'GAMMA' }, ['gamma']],
  ['group and name', { resourceGroup: 'rg-two', clusterName: 'beta' }, ['beta']],
  [
    'tags: keys in any case, all of them',
    {
      tags: [
        { key: 'ENVIRONMENT', value: 'prod' },
        { key: 'team', value: 'blue' },
      ],
    },
    ['beta'],
  ],
  ['tags: values exactly', { tags: [{ key: 'environment', value: 'Prod' }] }, []],
  ['a named cluster', { clusters: [{ kind: 'named', resourceGroup: 'rg-ONE', name: 'gamma' }] }, ['gamma']],
  [
    'named twice is one',
    {
      clusters: [
        { kind: 'named', resourceGroup: 'rg-one', name: 'gamma' },
        { kind: 'id', id: '', subscriptionId: subscription, resourceGroup: 'rg-one', name: 'gamma' },
      ],
    },
    ['gamma'],
  ],
  [
    'a full id needs no subscription',
    {
      subscriptionIds: [],
      clusters: [
        { kind: 'id', id: '', subscriptionId: subscription, resourceGroup: 'rg-two', name: 'alpha' },
      ],
    },
    ['alpha'],
  ],
  ['no subscription: all that the identity sees', { subscriptionIds: [] }, ['gamma', 'alpha', 'beta']],
])('scope by %s', async (_, scope, names) => {
  const { read } = anArm(healthyArm(fleet));
  const inventory = await read(scope);
  expect(inventory.clusters.map((cluster) => cluster.name)).toEqual(names);
  expect(inventory.unread).toEqual([]);
});

test('a hashed id finds its cluster again', async () => {
  const { read } = anArm(healthyArm(fleet));
  const [first] = (await read()).clusters;
  const hash = hashId(
    portsOf(new VirtualClock(), { sendRequest: () => Promise.reject() }).sha256,
    '4711',
    first?.id ?? '',
  );
  const inventory = await read({
    clusters: [
      { kind: 'hashed', hash },
      { kind: 'hashed', hash: 'ffff000011112222' },
    ],
  });
  expect(inventory.clusters.map((cluster) => cluster.id)).toEqual([first?.id]);
  expect(inventory.unread).toMatchObject([
    { kind: 'cluster', id: 'ffff000011112222', reason: expect.stringContaining('not found') },
  ]);
});

test.each<[string, Partial<Scope>, string, string]>([
  [
    'cluster',
    { clusters: [{ kind: 'named', resourceGroup: 'rg-two', name: 'nobody' }] },
    'cluster',
    'rg-two/nobody',
  ],
  ['cluster name', { clusterName: 'nobody' }, 'cluster', 'nobody'],
  [
    'full id',
    {
      clusters: [
        { kind: 'id', id: '', subscriptionId: subscription, resourceGroup: 'rg-two', name: 'nobody' },
      ],
    },
    'cluster',
    'rg-two/nobody',
  ],
  ['resource group', { resourceGroup: 'rg-nobody' }, 'cluster', 'rg-nobody/*'],
])('a %s that is not there is told as unread', async (_, scope, kind, name) => {
  const { read } = anArm((asked, times) =>
    asked.url.pathname.toLowerCase().includes('/resourcegroups/rg-nobody/')
      ? {
          status: 404,
          body: { error: { code: 'ResourceGroupNotFound', message: 'Resource group not found.' } },
        }
      : healthyArm(fleet)(asked, times),
  );
  const inventory = await read(scope);
  expect(inventory.clusters).toEqual([]);
  expect(inventory.unread).toMatchObject([{ kind, name, reason: expect.stringContaining('not found') }]);
});

test('a group and name in two subscriptions: the candidates are listed, nothing is guessed', async () => {
  const twice = [armCluster(), armCluster({ subscription: other })];
  const { read } = anArm(healthyArm(twice));
  const scope = {
    subscriptionIds: [subscription, other],
    clusters: [{ kind: 'named' as const, resourceGroup: 'rg-one', name: 'aks-one' }],
  };
  const failure = await read(scope).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ code: 'AKSU-SCOPE' });
  expect(String(failure)).toContain(
    'rg-one/aks-one in the subscription …1111, rg-one/aks-one in the subscription …2222.',
  );
  expect(String(failure)).not.toContain(subscription);
});

test('an identity that sees no subscription is a failure that says so', async () => {
  const { read } = anArm(({ url }) =>
    url.pathname === '/subscriptions' ? { body: { value: [] } } : undefined,
  );
  await expect(read({ subscriptionIds: [] })).rejects.toMatchObject({ code: 'AKSU-AZURE-READ' });
});

test('node pools: only those named, the others bind the skew, and a name that nobody has is warned about', async () => {
  const { read, told, arm } = anArm(healthyArm(fleet));
  const inventory = await read({ nodePools: ['USER1', 'gone'] });
  const alpha = inventory.clusters.find((cluster) => cluster.name === 'alpha');
  expect(alpha?.pools.map((pool) => pool.name)).toEqual(['user1']);
  expect(alpha?.otherPools.map((pool) => pool.version.text)).toEqual(['1.35.4']);
  expect(told().filter((text) => text.startsWith('warning'))).toEqual([
    expect.stringContaining('named gone.'),
  ]);
  expect(arm.paths().filter((path) => /agentPools\/.*upgradeProfiles/.test(path))).toHaveLength(1);
});

test('a region list that is closed: the narrower list of the cluster stands in, and the region is told as unread', async () => {
  const action = 'Microsoft.ContainerService/locations/kubernetesversions/read';
  const refusal = {
    error: {
      code: 'AuthorizationFailed',
      message: `The client '33333333-3333-4333-8333-333333333333' with object id '33333333-3333-4333-8333-333333333333' does not have authorization to perform action '${action}' over scope '/subscriptions/${subscription}'.`,
    },
  };
  const { read, arm } = anArm((asked, times) =>
    asked.url.pathname.endsWith('/kubernetesVersions')
      ? { status: 403, body: refusal }
      : healthyArm(fleet)(asked, times),
  );
  const inventory = await read();
  expect(inventory.unread).toEqual([
    {
      kind: 'region',
      id: `${subscription}/northeurope`,
      name: 'northeurope',
      reason: 'Azure refused (403 AuthorizationFailed)',
      missingAction: action,
    },
    {
      kind: 'region',
      id: `${subscription}/westeurope`,
      name: 'westeurope',
      reason: 'Azure refused (403 AuthorizationFailed)',
      missingAction: action,
    },
  ]);
  expect(arm.paths().filter((path) => path.endsWith('/kubernetesVersions'))).toHaveLength(2);
  const region = inventory.clusters[0]?.region;
  expect(region?.defaultMinor?.text).toBe('1.34.9');
  expect(
    region?.patches.map(
      (patch) => `${patch.version.text}${patch.isPreview ? '!' : ''} ${patch.supportPlans}`,
    ),
  ).toEqual([
    '1.34.9 KubernetesOfficial',
    '1.35.4 KubernetesOfficial',
    '1.35.10 KubernetesOfficial',
    '1.36.0! KubernetesOfficial',
    '1.36.2 KubernetesOfficial',
  ]);
});

test('one broken cluster, pool or subscription hides no other', async () => {
  const broken = armCluster({ name: 'broken', properties: { currentKubernetesVersion: null } });
  const half = armCluster({
    name: 'half',
    pools: [armPool({ currentOrchestratorVersion: 'x' }), armPool({ name: 'good' })],
  });
  const nap = armCluster({ name: 'nap', pools: [armPool({ name: 'managed', type: 'VirtualMachines' })] });
  const { read } = anArm((asked, times) => {
    if (asked.url.pathname.startsWith(`/subscriptions/${other}`))
      return { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } };
    if (asked.url.pathname.includes('/agentPools/managed/'))
      return { status: 400, body: { code: 'BadRequest', message: 'not for this pool', subcode: '' } };
    return healthyArm([...fleet, broken, half, nap])(asked, times);
  });
  const inventory = await read({ subscriptionIds: [subscription, other] });
  expect(inventory.clusters.map((cluster) => cluster.name)).toEqual([
    'gamma',
    'half',
    'nap',
    'alpha',
    'beta',
  ]);
  expect(inventory.unread.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`)).toEqual([
    'cluster rg-one/broken: the answer names no full Kubernetes version',
    'pool rg-one/half/system: the answer names no full Kubernetes version',
    'pool rg-one/nap/managed: available upgrades: Azure answered (400 BadRequest): not for this pool',
    `subscription ${other}: Azure refused (403 AuthorizationFailed): no`,
  ]);
  expect(inventory.clusters.find((one) => one.name === 'nap')?.pools[0]?.offer).toBeUndefined();
  expect(inventory.clusters.find((one) => one.name === 'half')?.pools.map((pool) => pool.name)).toEqual([
    'good',
  ]);
});

test('an unreadable cluster out of scope is no matter of ours', async () => {
  const broken = armCluster({
    name: 'broken',
    group: 'rg-far',
    properties: { currentKubernetesVersion: null },
  });
  const { read } = anArm(healthyArm([...fleet, broken]));
  expect((await read({ tags: [{ key: 'team', value: 'blue' }] })).unread).toEqual([]);
});

test('clusters and pools being deleted are left out, and said to be', async () => {
  const going = armCluster({ name: 'going', properties: { provisioningState: 'Deleting' } });
  const losing = armCluster({
    name: 'losing',
    pools: [armPool({ provisioningState: 'Deleting' }), armPool({ name: 'stays' })],
  });
  const { read, told, arm } = anArm(healthyArm([going, losing]));
  const inventory = await read();
  expect(inventory.clusters.map((cluster) => [cluster.name, cluster.pools.map((pool) => pool.name)])).toEqual(
    [['losing', ['stays']]],
  );
  expect(told()).toContain('info Left out clusters that are being deleted: 1.');
  expect(arm.paths().some((path) => path.includes('going'))).toBe(false);
});

test('pools that the list leaves out are asked for; an empty list is an answer', async () => {
  const { read, arm } = anArm(
    healthyArm([armCluster({ pools: null }), armCluster({ name: 'automatic', pools: [] })]),
  );
  const inventory = await read();
  expect(inventory.clusters.map((cluster) => cluster.pools.map((pool) => pool.name))).toEqual([
    ['system'],
    [],
  ]);
  expect(arm.paths().filter((path) => path.endsWith('/agentPools'))).toHaveLength(1);
});

test('a nextLink to another host is not followed, and the list is told to be cut', async () => {
  for (const nextLink of [
    'https://management.azure.com.evil.example/next',
    'http://management.azure.com/next',
    'https://u@management.azure.com/x',
    'next',
    'https://management.azure.com:444/x',
  ]) {
    const { read, arm } = anArm((asked, times) =>
      asked.url.pathname.endsWith('/managedClusters')
        ? { body: { value: fleet, nextLink } }
        : healthyArm(fleet)(asked, times),
    );
    const inventory = await read();
    expect(inventory.clusters).toHaveLength(3);
    expect(inventory.unread).toMatchObject([
      { kind: 'subscription', reason: expect.stringContaining('not followed') },
    ]);
    expect(arm.asked.filter(({ url }) => url.origin !== 'https://management.azure.com')).toEqual([]);
  }
});

test.each([
  ['loops', () => 'https://management.azure.com/subscriptions/x/loop?page=1', 'already read'],
  [
    'never ends',
    (page: number) => `https://management.azure.com/subscriptions/x/loop?page=${page}`,
    'does not end',
  ],
])('a list that %s is cut', async (_, linkOf, reason) => {
  let page = 0;
  const { read } = anArm((asked, times) => {
    page += 1;
    const isList = asked.url.pathname.endsWith('/managedClusters') || asked.url.pathname.endsWith('/loop');
    return isList
      ? { body: { value: page === 1 ? fleet : [], nextLink: linkOf(page) } }
      : healthyArm(fleet)(asked, times);
  });
  const inventory = await read();
  expect(inventory.clusters).toHaveLength(3);
  expect(inventory.unread).toMatchObject([{ kind: 'subscription', reason: expect.stringContaining(reason) }]);
});
