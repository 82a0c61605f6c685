/** Where Azure leaves a hole in what is asked for: it is told, and nothing beside it is told wrongly. */

import { describe, expect, test } from 'vitest';
import type { Scope } from '../../src/inputs/inputs.ts';
import { readInventory } from '../../src/inventory/azure-inventory.ts';
import { armCluster, armPool, everything, healthyArm, poolProfile, subscription } from './arm-bodies.ts';
import { type Answering, anySignIn, type FakeAnswer, FakeArm, portsOf } from './fake-arm.ts';
import { VirtualClock } from './virtual-clock.ts';

const second = '22222222-2222-4222-8222-222222222222';
const third = '33333333-3333-4333-8333-333333333333';
const refusal: FakeAnswer = {
  status: 403,
  body: { error: { code: 'AuthorizationFailed', message: 'no' } },
};
const noGroup: FakeAnswer = {
  status: 404,
  body: { error: { code: 'ResourceGroupNotFound', message: 'no' } },
};
const noSubscription: FakeAnswer = {
  status: 404,
  body: { error: { code: 'SubscriptionNotFound', message: 'no' } },
};

async function read(answering: Answering, scope: Partial<Scope> = {}) {
  const clock = new VirtualClock();
  const ports = portsOf(clock, new FakeArm(clock, answering));
  const inventory = await clock.run(readInventory(anySignIn, { ...everything, ...scope }, ports));
  const told = (wanted: string) =>
    ports.log.told.filter(({ kind }) => kind === wanted).map(({ text }) => text);
  return {
    clusters: inventory.clusters.map(({ name }) => name),
    pools: inventory.clusters.flatMap(({ pools }) => pools.map(({ name }) => name)),
    unread: inventory.unread.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`),
    whole: inventory.unread,
    warnings: told('warning'),
    infos: told('info'),
  };
}

/** Healthy but for these subscriptions, or other paths. */
function except(
  clusters: Parameters<typeof healthyArm>[0],
  differs: Readonly<Record<string, FakeAnswer>>,
): Answering {
  const healthy = healthyArm(clusters);
  return (asked, times) => {
    const [, answer] = Object.entries(differs).find(([part]) => asked.url.pathname.includes(part)) ?? [];
    return answer ?? healthy(asked, times);
  };
}

describe('the node image of a pool', () => {
  const unnamed = {
    body: { properties: { ...(poolProfile['properties'] as object), latestNodeImageVersion: null } },
  };
  const noImage = 'Azure names no node image for this pool';
  const noNewest = 'Azure names no newest image for this pool';

  test.each([null, undefined, ' '])(
    'that is %j is unread, and the pool is told all the same',
    async (image) => {
      const { unread, pools } = await read(
        healthyArm([
          armCluster({ pools: [armPool({ nodeImageVersion: image }), armPool({ name: 'user' })] }),
        ]),
      );
      expect(unread).toEqual([`pool rg-one/aks-one/system: ${noImage}`]);
      expect(pools).toEqual(['system', 'user']);
    },
  );

  test('of which no newest is named is unread, stopped or not', async () => {
    for (const powerState of [{ code: 'Running' }, { code: 'Stopped' }]) {
      const { unread } = await read(
        except([armCluster({ properties: { powerState } })], {
          '/agentPools/system/upgradeProfiles': unnamed,
        }),
      );
      expect(unread).toEqual([`pool rg-one/aks-one/system: ${noNewest}`]);
    }
  });

  test('neither known: one entry says both', async () => {
    const { unread } = await read(
      except([armCluster({ pools: [armPool({ nodeImageVersion: null })] })], { '/upgradeProfiles': unnamed }),
    );
    expect(unread).toContain(`pool rg-one/aks-one/system: ${noNewest}; ${noImage}`);
  });

  test('unknown beside a profile that could not be read: no guess about the newest', async () => {
    const { unread } = await read(
      except([armCluster({ pools: [armPool({ nodeImageVersion: null })] })], { '/agentPools/': refusal }),
    );
    expect(unread).toEqual([
      `pool rg-one/aks-one/system: ${noImage}; available upgrades: Azure refused (403 AuthorizationFailed): no`,
    ]);
  });

  test.each([
    ['an availability set, whose image AKS does not upgrade', { type: 'AvailabilitySet' }, {}],
    ['a pool out of scope', {}, { nodePools: ['user'] }],
  ])('of %s is nothing to read', async (_, differs, scope) => {
    const pools = [armPool({ ...differs, nodeImageVersion: null }), armPool({ name: 'user' })];
    const { unread } = await read(
      except([armCluster({ pools })], { '/agentPools/system/upgradeProfiles': unnamed }),
      scope,
    );
    expect(unread).toEqual([]);
  });
});

describe('a name within several subscriptions', () => {
  const clusters = [{ kind: 'named' as const, resourceGroup: 'rg-one', name: 'aks-one' }];
  const scope = { subscriptionIds: [subscription, second, third], clusters };

  test('found in one, while another refuses and one has it not: that it is the only one is not known', async () => {
    const told = await read(except([armCluster()], { [second]: refusal }), scope);
    expect(told.clusters).toEqual(['aks-one']);
    expect(told.unread).toEqual([`subscription ${second}: Azure refused (403 AuthorizationFailed): no`]);
  });

  test('a subscription that is not there may hide it too', async () => {
    const told = await read(except([armCluster()], { [third]: noSubscription }), scope);
    expect(told.unread).toEqual([`subscription ${third}: not found (404 SubscriptionNotFound)`]);
  });

  test('found in none, while two refuse: unread for their reasons, not for being absent', async () => {
    const told = await read(
      except([], { [second]: refusal, [third]: { status: 400, body: { code: 'BadRequest', message: 'x' } } }),
      scope,
    );
    expect(told.unread).toEqual([
      'cluster rg-one/aks-one: Azure answered (400 BadRequest): x; Azure refused (403 AuthorizationFailed): no',
    ]);
  });
});

describe('not found is said only of lists that were all read', () => {
  const hashed = [{ kind: 'hashed' as const, hash: 'ffff000011112222' }];

  test.each<[string, Partial<Scope>]>([
    ['a cluster name', { clusterName: 'nobody' }],
    ['a hashed id', { clusters: hashed }],
  ])('%s beside a subscription that refuses', async (_, scope) => {
    const told = await read(except([armCluster()], { [second]: refusal }), {
      ...scope,
      subscriptionIds: [subscription, second],
    });
    expect(told.unread).toEqual([`subscription ${second}: Azure refused (403 AuthorizationFailed): no`]);
  });

  test.each<[string, Partial<Scope>]>([
    ['a cluster name', { clusterName: 'nobody' }],
    ['a hashed id', { clusters: hashed }],
    ['a group and a name', { resourceGroup: 'rg-one', clusterName: 'nobody' }],
    ['a group', { resourceGroup: 'rg-nobody' }],
  ])('%s while the list of subscriptions broke off', async (_, scope) => {
    const healthy = except([armCluster()], { '/resourceGroups/rg-nobody/': noGroup });
    const nextLink = 'https://elsewhere.example/';
    const cut: Answering = (asked, times) =>
      asked.url.pathname === '/subscriptions'
        ? { body: { value: [{ subscriptionId: subscription, state: 'Enabled' }], nextLink } }
        : healthy(asked, times);
    const told = await read(cut, { ...scope, subscriptionIds: [] });
    expect(told.unread).toEqual([expect.stringContaining('subscription further subscriptions: ')]);
  });

  test('a group beside a subscription that refuses, or is not there', async () => {
    for (const answer of [refusal, noSubscription]) {
      const told = await read(except([], { [second]: answer, '/resourceGroups/rg-nobody/': noGroup }), {
        resourceGroup: 'rg-nobody',
        subscriptionIds: [subscription, second],
      });
      expect(told.unread).toEqual([expect.stringContaining(`subscription ${second}: `)]);
    }
  });

  test('a cluster that the list names without an id is not missing', async () => {
    const told = await read(healthyArm([]), { clusterName: 'nobody' });
    expect(told.unread).toEqual(['cluster nobody: not found: no cluster in scope has this name']);
    const odd = await read(
      ({ url }) =>
        url.pathname.endsWith('/managedClusters') ? { body: { value: [{ name: 'nobody' }] } } : undefined,
      { clusterName: 'nobody' },
    );
    expect(odd.unread).toEqual(['cluster nobody: the answer holds no id']);
  });

  test('a group that no subscription has is named, not a subscription', async () => {
    const lone = await read(() => noGroup, { resourceGroup: 'rg-nobody' });
    expect(lone.unread).toEqual([
      'cluster rg-nobody/*: not found: there is no resource group rg-nobody in the subscription …1111',
    ]);
    const both = await read(() => noGroup, {
      resourceGroup: 'rg-nobody',
      subscriptionIds: [subscription, second],
    });
    expect(both.unread).toEqual([
      'cluster rg-nobody/*: not found: there is no resource group rg-nobody in any of 2 subscriptions',
    ]);
  });
});

describe('filters', () => {
  const tags = [{ key: 'team', value: 'blue' }];
  const fleet = [
    armCluster(),
    armCluster({ name: 'aks-two' }),
    armCluster({ name: 'aks-far', group: 'rg-far' }),
  ];
  const named = (name: string) => ({ kind: 'named' as const, resourceGroup: 'rg-one', name });

  test.each<[string, Partial<Scope>, string]>([
    ['tags', { tags }, 'there were 3 clusters; none matches `cluster-tags`,'],
    [
      'tags in a group',
      { tags, resourceGroup: 'rg-far' },
      'there were 1 cluster; none matches `resource-group` and `cluster-tags`,',
    ],
    [
      'tags and a name',
      { tags, clusterName: 'aks-two' },
      'there were 3 clusters; none matches `cluster-name` and `cluster-tags`,',
    ],
  ])('%s that leave nothing are warned about', async (_, scope, words) => {
    const { warnings, unread, clusters } = await read(healthyArm(fleet), scope);
    expect([clusters, unread]).toEqual([[], []]);
    expect(warnings).toEqual([expect.stringContaining(words.replace('were 1', 'was 1'))]);
  });

  test('a cluster that is named and left out has its own sentence', async () => {
    const some = [...fleet, armCluster({ name: 'aks-blue', tags: { team: 'blue' } })];
    const scope = { tags, clusters: [named('aks-two'), named('aks-blue'), named('aks-one')] };
    const { warnings, clusters } = await read(healthyArm(some), scope);
    expect(clusters).toEqual(['aks-blue']);
    expect(warnings).toEqual([
      'Named, but filtered out: rg-one/aks-one is named in `clusters`, but `cluster-tags` left it out. ' +
        'rg-one/aks-two is named in `clusters`, but `cluster-tags` left it out.',
    ]);
  });

  test('all that is named left out: both are said', async () => {
    const scope = { tags, clusterName: 'aks-far', clusters: [named('aks-two')] };
    const { warnings } = await read(healthyArm(fleet), scope);
    expect(warnings).toEqual([
      expect.stringContaining('`cluster-name` and `cluster-tags` and `clusters`'),
      expect.stringContaining(
        'rg-one/aks-two is named in `clusters`, but `cluster-name` and `cluster-tags` left it out.',
      ),
    ]);
  });

  test.each<[string, Partial<Scope>, Parameters<typeof healthyArm>[0]]>([
    ['an empty subscription without filters', {}, []],
    ['filters that leave one', { clusterName: 'aks-two' }, fleet],
    [
      'what is being deleted',
      { clusterName: 'x' },
      [armCluster({ name: 'x', properties: { provisioningState: 'Deleting' } })],
    ],
    ['a name that is not there', { clusterName: 'nobody' }, fleet],
  ])('%s: no warning', async (_, scope, clusters) => {
    expect((await read(healthyArm(clusters), scope)).warnings).toEqual([]);
  });
});

describe('reasons', () => {
  const lacks = (action: string): FakeAnswer => ({
    status: 403,
    body: {
      error: {
        code: 'AuthorizationFailed',
        message: `no authorization to perform action '${action}' over scope '/x'`,
      },
    },
  });
  const refused = 'Azure refused (403 AuthorizationFailed)';

  test('one right missing: it stands beside the reason, not in it', async () => {
    const { whole } = await read(except([armCluster()], { '/agentPools/': lacks('A/b/read') }));
    expect(whole).toMatchObject([{ kind: 'pool', reason: refused, missingAction: 'A/b/read' }]);
  });

  test('several reads of one thing failed: each is named, and no right is lost', async () => {
    const { whole } = await read(
      except([armCluster()], {
        'aks-one/upgradeProfiles': lacks('A/b/read'),
        '/maintenanceConfigurations': lacks('C/d/read'),
      }),
    );
    expect(whole).toMatchObject([
      {
        kind: 'cluster',
        reason: `available upgrades: ${refused}; maintenance windows: ${refused}: the identity lacks the permission C/d/read`,
        missingAction: 'A/b/read',
      },
    ]);
  });

  test('a single read without a missing right says which it was', async () => {
    const broken: FakeAnswer = { status: 400, body: { code: 'BadRequest', message: 'x' } };
    const { unread, infos } = await read(except([armCluster()], { '/maintenanceConfigurations': broken }));
    expect(unread).toEqual([
      'cluster rg-one/aks-one: maintenance windows: Azure answered (400 BadRequest): x',
    ]);
    expect(infos).toEqual(['Read 1 cluster and 1 node pool in 1 subscription; 1 could not be read.']);
  });

  test('the list of subscriptions refused: the failure names the right', async () => {
    const failure = await read(() => lacks('Microsoft.Resources/subscriptions/read'), {
      subscriptionIds: [],
    }).catch((error: unknown) => error);
    expect(String(failure)).toContain('lacks the permission Microsoft.Resources/subscriptions/read');
  });
});
