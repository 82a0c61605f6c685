/** What the simulated AKS says no to, how it says it, and what goes wrong on the way. */
import { describe, expect, test } from 'vitest';
import { checkActions, imageActions, versionActions } from '../../simulator/azure-access.ts';
import {
  deprecatedApiUse,
  drainFailure,
  quotaExhausted,
  type SimFailure,
  subnetFull,
  unsatisfiableBudget,
} from '../../simulator/azure-failures.ts';
import type { ClusterDescription } from '../../simulator/fleet.ts';
import { describeFleet } from '../../simulator/fleet.ts';
import { startWorld } from '../../simulator/world.ts';
import {
  at,
  cluster,
  type Desk,
  type DeskOptions,
  day,
  edited,
  list,
  openDesk,
  putEdited,
  subscription,
  writer,
} from './azure-desk.ts';

const pool = `${cluster}/agentPools/system`;
const user = `${cluster}/agentPools/user`;
const quirks = { 'etag-comes-and-goes': false, 'alias-versions': false, 'requested-version-absent': false };
const twoPools: ClusterDescription = {
  version: '1.35.5',
  pools: [{ name: 'system', imageDaysBehind: 30 }, { name: 'user' }],
};

function open(described: ClusterDescription = twoPools, options: DeskOptions = {}): Desk {
  return openDesk({ roles: writer, quirks, clusters: [described], ...options });
}

const image = (desk: Desk, target = pool) =>
  desk.ask(`${target}/upgradeNodeImageVersion`, { method: 'POST' });
const version = (desk: Desk, to: string) => putEdited(desk, cluster, { kubernetesVersion: to });
const poolVersion = (desk: Desk, to: string) => putEdited(desk, pool, { orchestratorVersion: to });
const document = (desk: Desk, answer: { readonly headers?: Readonly<Record<string, string>> }) =>
  desk.ask(answer.headers?.['azure-asyncoperation'] ?? '').body;
const stateOf = (desk: Desk, target: string) => at(desk.ask(target).body, 'properties', 'provisioningState');

/** Both, with these versions for the pools. */
function wholeCluster(desk: Desk, to: string | undefined, pools: readonly (string | undefined)[]) {
  const body = JSON.parse(edited(desk, cluster, to === undefined ? {} : { kubernetesVersion: to }));
  pools.forEach((one, index) => {
    body.properties.agentPoolProfiles[index].orchestratorVersion = one;
  });
  return desk.ask(cluster, { method: 'PUT', body: JSON.stringify(body) });
}

type Rule = readonly [
  says: string,
  described: ClusterDescription,
  ask: (desk: Desk) => { readonly status: number; readonly body?: unknown },
  expected: string,
];

const unchanged = 'NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged';
const behind = (poolVersions: string, more: Partial<ClusterDescription> = {}): ClusterDescription => ({
  version: '1.36.2',
  pools: [{ name: 'system', version: poolVersions }],
  ...more,
});

const rules: readonly Rule[] = [
  ['two minors at once', twoPools, (desk) => version(desk, '1.37.0'), 'OperationNotAllowed'],
  ['down', twoPools, (desk) => version(desk, '1.35.4'), 'OperationNotAllowed'],
  ['a version that nobody has', twoPools, (desk) => version(desk, '1.36.9'), 'OperationNotAllowed'],
  ['a minor that nobody has', twoPools, (desk) => version(desk, '1.44'), 'K8sVersionNotSupported'],
  ['a preview', { version: '1.37.0' }, (desk) => version(desk, '1.38.0'), 'K8sVersionNotSupported'],
  [
    'what only long term support covers',
    { version: '1.32.11' },
    (desk) => version(desk, '1.33.12'),
    'K8sVersionNotSupported',
  ],
  [
    'a control plane alone under a channel',
    { ...twoPools, upgradeChannel: 'patch' },
    (desk) => version(desk, '1.36.2'),
    unchanged,
  ],
  [
    'pools of which one has no version',
    twoPools,
    (desk) => wholeCluster(desk, '1.36.2', ['1.35.5', undefined]),
    unchanged,
  ],
  [
    'a pool to another version',
    twoPools,
    (desk) => wholeCluster(desk, '1.36.2', ['1.36.1', '1.36.2']),
    unchanged,
  ],
  [
    'a spot pool together with its control plane',
    { ...twoPools, pools: [{ name: 'system' }, { name: 'spot', spot: true }] },
    (desk) => wholeCluster(desk, '1.36.2', ['1.36.2', '1.36.2']),
    'OperationNotAllowed',
  ],
  [
    'a control plane that leaves a pool four minors behind',
    behind('1.33.12'),
    (desk) => version(desk, '1.37.0'),
    'NodePoolMcVersionIncompatible',
  ],
  [
    'a version that a pool’s system ends before',
    { version: '1.36.2', pools: [{ name: 'system', osSku: 'Ubuntu2204' }] },
    (desk) => version(desk, '1.37.0'),
    'UnsupportedOsSku',
  ],
  [
    'a control plane alone out of a version that is in no list',
    { version: '1.29.9', pools: [{ name: 'system' }] },
    (desk) => version(desk, '1.34.8'),
    'OperationNotAllowed',
  ],
  [
    'a pool above its control plane',
    twoPools,
    (desk) => poolVersion(desk, '1.36.2'),
    'NodePoolMcVersionIncompatible',
  ],
  ['a pool down', twoPools, (desk) => poolVersion(desk, '1.35.4'), 'AgentPoolUpgradeVersionNotAllowed'],
  [
    'a pool to what its list has not',
    behind('1.35.5'),
    (desk) => poolVersion(desk, '1.36.0'),
    'OperationNotAllowed',
  ],
  [
    'a stopped cluster’s control plane',
    { ...twoPools, power: 'Stopped' },
    (desk) => version(desk, '1.36.2'),
    'OperationNotAllowed',
  ],
  [
    'a stopped cluster’s image',
    { ...twoPools, power: 'Stopped' },
    (desk) => image(desk),
    'OperationNotAllowed',
  ],
  [
    'an availability set’s image',
    { pools: [{ name: 'system', kind: 'AvailabilitySet' }] },
    (desk) => image(desk),
    'OperationNotAllowed',
  ],
  [
    'a list of pools that lacks one',
    twoPools,
    (desk) => putEdited(desk, cluster, { agentPoolProfiles: [{ name: 'system' }] }),
    'InvalidParameter',
  ],
  [
    'a pool that is not there',
    twoPools,
    (desk) => desk.ask(`${cluster}/agentPools/gone/upgradeNodeImageVersion`, { method: 'POST' }),
    'NotFound',
  ],
  [
    'a body that is none',
    twoPools,
    (desk) => desk.ask(pool, { method: 'PUT', body: '{' }),
    'InvalidRequestContent',
  ],
  [
    'a cluster without a location',
    twoPools,
    (desk) => desk.ask(cluster, { method: 'PUT', body: '{"properties":{}}' }),
    'LocationRequired',
  ],
  [
    'another location',
    twoPools,
    (desk) => desk.ask(cluster, { method: 'PUT', body: '{"location":"northeurope","properties":{}}' }),
    'InvalidResourceLocation',
  ],
  [
    'an abort of nothing',
    twoPools,
    (desk) => desk.ask(`${pool}/abort`, { method: 'POST' }),
    'OperationNotAllowed',
  ],
];

const everything = [{ actions: ['*'], scope: subscription }];
const codeOf = (body: unknown) => at(body, 'code') ?? at(body, 'error', 'code');

describe('AKS refuses', () => {
  test.each(rules)('%s', (_, described, ask, expected) => {
    const desk = open(described, { roles: everything });
    const answer = ask(desk);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(codeOf(answer.body)).toBe(expected);
    expect(desk.arm.started).toEqual([]);
    expect(desk.arm.history.map((one) => [one.kind, one.code])).toEqual([['illegal', expected]]);
  });
});

describe('AKS takes', () => {
  test.each<readonly [string, ClusterDescription, (desk: Desk) => { readonly status: number }, string]>([
    [
      'a jump under long term support',
      { version: '1.32.11', supportPlan: 'AKSLongTermSupport' },
      (desk) => version(desk, '1.34.8'),
      'control-plane',
    ],
    [
      'a whole cluster out of a version that is in no list',
      { version: '1.29.9', pools: [{ name: 'system' }] },
      (desk) => wholeCluster(desk, '1.34.8', ['1.34.8']),
      'cluster',
    ],
    ['pools three minors behind', behind('1.34.8'), (desk) => version(desk, '1.37.0'), 'control-plane'],
    [
      'pools at versions of their own, left out',
      behind('1.34.8'),
      (desk) => wholeCluster(desk, '1.37.0', [undefined]),
      'control-plane',
    ],
    ['a pool over several minors', behind('1.34.8'), (desk) => poolVersion(desk, '1.36.2'), 'pool-version'],
    [
      'a stopped pool',
      { pools: [{ name: 'system', power: 'Stopped', imageDaysBehind: 9 }] },
      (desk) => image(desk),
      'node-image',
    ],
    ['an image that is there already', {}, (desk) => image(desk), 'node-image'],
    [
      'all pools of a cluster with an availability set',
      { ...twoPools, pools: [{ name: 'system', kind: 'AvailabilitySet' }] },
      (desk) => version(desk, '1.36.2'),
      'cluster',
    ],
  ])('%s', (_, described, ask, kind) => {
    const desk = open({ ...described, pools: described.pools ?? [{ name: 'system' }] });
    expect(ask(desk).status).toBeLessThan(300);
    expect(desk.arm.started.map((one) => one.kind)).toEqual([kind]);
  });
});

describe('one operation at a time', () => {
  const words = (answer: { readonly body?: unknown }) =>
    /another .*?in progress/i.exec(String(at(answer.body, 'message')))?.[0];

  test('three wordings, by what is busy and what is asked', () => {
    const desk = open();
    desk.ask(user, { method: 'GET' });
    putEdited(desk, user, {});
    desk.now += 5000;
    const busyPool = [version(desk, '1.36.2'), putEdited(desk, user, {}), image(desk, user)];
    expect(busyPool.map(words)).toEqual([
      'Another operation (user - Updating) is in progress',
      'Another agentpool operation (user - Updating) is in progress',
      'Another agentpool operation (user - Updating) is in progress',
    ]);
    // Another pool of the same cluster may go on meanwhile.
    expect(image(desk).status).toBe(202);
    const busyCluster = open();
    version(busyCluster, '1.36.2');
    busyCluster.now += 5000;
    expect(words(image(busyCluster))).toBe('Another operation (Upgrading) is in progress');
    expect(new Set(desk.arm.history.map((one) => one.kind))).toEqual(new Set(['busy']));
  });

  test('a writer that comes right behind another loses inside AKS', () => {
    const desk = open();
    desk.arm.startForeign({ cluster: 'aks-1', kind: 'update' });
    const answer = version(desk, '1.36.2');
    expect([answer.status, at(answer.body, 'code')]).toEqual([409, 'EtagMismatch']);
    expect(at(answer.body, 'subcode')).toMatch(/^PutManagedClusterAndComponents_/);
    desk.now += 2000;
    expect(at(version(desk, '1.36.2').body, 'code')).toBe('OperationNotAllowed');
  });

  test('a described state keeps its cluster busy', () => {
    const desk = open({ ...twoPools, provisioningState: 'Updating' });
    expect(image(desk).status).toBe(409);
  });

  test('somebody else’s image, scale and version are started without a rule, and told by whom', () => {
    const desk = open();
    desk.arm.startForeign({ cluster: 'rg-aks/aks-1', pool: 'system', kind: 'image' });
    desk.arm.startForeign({ cluster: 'aks-1', pool: 'user', kind: 'scale', count: 5, by: 'autoscaler' });
    expect([stateOf(desk, pool), stateOf(desk, user)]).toEqual(['UpgradingNodeImageVersion', 'Scaling']);
    expect(desk.arm.started.map(({ kind, by }) => [kind, by])).toEqual([
      ['node-image', 'somebody-else'],
      ['update', 'autoscaler'],
    ]);
    expect(() => desk.arm.startForeign({ cluster: 'nobody', kind: 'update' })).toThrow('nobody');
  });
});

describe('an abort', () => {
  const aborting = { roles: everything };

  test('ends a pool’s operation as canceled; a PUT takes it up again', () => {
    const desk = open(twoPools, aborting);
    const running = image(desk);
    desk.now += 60_000;
    const answer = desk.ask(`${pool}/abort`, { method: 'POST' });
    expect(answer.status).toBe(202);
    desk.now += 5000;
    expect(at(document(desk, running), 'status')).toBe('Canceled');
    expect(at(document(desk, answer), 'status')).toBe('Succeeded');
    expect([stateOf(desk, pool), stateOf(desk, cluster)]).toEqual(['Canceled', 'Succeeded']);
    expect(desk.ask(`${pool}/abort`, { method: 'POST' }).status).toBe(409);
    putEdited(desk, pool, {});
    desk.now += 600_000;
    expect(at(desk.ask(pool).body, 'properties', 'nodeImageVersion')).toContain('202611.13');
    expect(desk.arm.started.map((one) => one.kind)).toEqual(['node-image', 'abort', 'resume']);
  });

  test('of a cluster leaves cluster and pools canceled', () => {
    const desk = open(twoPools, aborting);
    version(desk, '1.36.2');
    desk.now += 60_000;
    desk.ask(`${cluster}/abort`, { method: 'POST' });
    desk.now += 5000;
    expect([stateOf(desk, cluster), stateOf(desk, pool), stateOf(desk, user)]).toEqual([
      'Canceled',
      'Canceled',
      'Canceled',
    ]);
  });
});

describe('failures', () => {
  const where = { cluster: 'aks-1', pool: 'system' };

  test('on the way: the document, the pool and its cluster say so; the new version shows all the same', () => {
    const desk = open(
      { ...twoPools, version: '1.36.2', pools: [{ name: 'system', version: '1.35.5' }] },
      {
        failures: [drainFailure(where, 0.5)],
      },
    );
    const running = poolVersion(desk, '1.36.2');
    desk.now += 209_000;
    expect(at(document(desk, running), 'status')).toBe('InProgress');
    desk.now += 1000;
    expect([at(document(desk, running), 'status'), at(document(desk, running), 'error', 'code')]).toEqual([
      'Failed',
      'UpgradeFailed',
    ]);
    const { body } = desk.ask(pool);
    expect(at(body, 'properties', 'currentOrchestratorVersion')).toBe('1.36.2');
    expect(at(body, 'properties', 'status', 'provisioningError', 'code')).toBe('UpgradeFailed');
    expect([stateOf(desk, pool), stateOf(desk, cluster)]).toEqual(['Failed', 'Failed']);
    desk.failures = [];
    expect(at(poolVersion(desk, '1.36.2').body, 'properties', 'provisioningState')).toBe('Upgrading');
    desk.now += 600_000;
    expect([stateOf(desk, pool), stateOf(desk, cluster)]).toEqual(['Succeeded', 'Succeeded']);
    expect(at(desk.ask(pool).body, 'properties', 'status')).toBeUndefined();
  });

  const canceled: SimFailure = {
    ...where,
    at: 0.5,
    state: 'Canceled',
    code: 'OperationPreempted',
    message: 'Preempted.',
  };

  test.each<
    readonly [
      string,
      SimFailure,
      (desk: Desk) => { readonly headers?: Readonly<Record<string, string>> },
      string,
    ]
  >([
    [
      'a control plane',
      { cluster: 'aks-1', at: 0.5, state: 'Failed', code: 'ControlPlaneUpgradeFailed', message: 'No.' },
      (desk) => version(desk, '1.36.2'),
      'Failed',
    ],
    ['an image', subnetFull(where), (desk) => image(desk), 'Failed'],
    ['canceled by AKS', canceled, (desk) => image(desk), 'Canceled'],
  ])('on the way: %s', (_, failure, ask, expected) => {
    const desk = open(twoPools, { failures: [failure] });
    const running = ask(desk);
    desk.now += 3_000_000;
    expect(at(document(desk, running), 'status')).toBe(expected);
  });

  test.each<readonly [string, SimFailure, string, string]>([
    ['a budget', unsatisfiableBudget(where), 'UnsatisfiablePDB', ''],
    ['no quota', quotaExhausted({ cluster: 'aks-1' }), 'ErrCode_InsufficientVCPUQuota', ''],
  ])('up front: %s', (_, failure, code, subcode) => {
    const desk = open(twoPools, { failures: [{ ...failure, times: 1 }] });
    const answer = image(desk);
    expect([answer.status, at(answer.body, 'code'), at(answer.body, 'subcode')]).toEqual([
      400,
      code,
      subcode,
    ]);
    expect(desk.arm.started).toEqual([]);
    expect(image(desk).status).toBe(202);
  });

  test('up front: a deprecated API blocks control planes alone, and is told by its subcode', () => {
    const desk = open(twoPools, { failures: [deprecatedApiUse({ cluster: 'aks-1' })] });
    expect(image(desk).status).toBe(202);
    desk.now += 400_000;
    const { body } = version(desk, '1.36.2');
    expect([at(body, 'code'), at(body, 'subcode')]).toEqual([
      'ValidationError',
      'UpgradeBlockedOnDeprecatedAPIUsage',
    ]);
  });

  test('a lock of ARM’s', () => {
    const desk = open({ ...twoPools, lock: 'ReadOnly' });
    const answer = image(desk);
    expect([answer.status, codeOf(answer.body)]).toEqual([409, 'ScopeLocked']);
    expect(desk.arm.history[0]?.kind).toBe('locked');
  });
});

describe('rights', () => {
  const asks: Readonly<Record<string, (desk: Desk) => { readonly status: number; readonly body?: unknown }>> =
    {
      'managedClusters/write': (desk) => version(desk, '1.36.2'),
      'managedClusters/agentPools/write': (desk) => putEdited(desk, pool, {}),
      'managedClusters/agentPools/upgradeNodeImageVersion/action': (desk) => image(desk),
      'managedClusters/abort/action': (desk) => desk.ask(`${cluster}/abort`, { method: 'POST' }),
    };
  const allowed = (actions: readonly string[]) =>
    Object.entries(asks).flatMap(([action, ask]) => {
      const desk = open(twoPools, { roles: [{ actions, scope: subscription }] });
      const answer = ask(desk);
      if (answer.status !== 403) return [action];
      expect(at(answer.body, 'error', 'message')).toContain(`action 'Microsoft.ContainerService/${action}'`);
      return [];
    });

  test('a reader may start nothing, the image role images, the version role all but aborts', () => {
    expect(allowed(checkActions)).toEqual([]);
    expect(allowed(imageActions)).toEqual([Object.keys(asks)[2]]);
    expect(allowed(versionActions)).toEqual(Object.keys(asks).slice(0, 3));
  });

  test('one’s own permissions on a cluster and a pool: those of the roles that reach it', () => {
    const desk = open(twoPools, {
      roles: [
        { actions: checkActions, scope: subscription },
        { actions: versionActions, notActions: ['*/delete'], scope: cluster },
        { actions: ['*'], scope: cluster.replace('aks-1', 'aks-2') },
      ],
    });
    for (const target of [cluster, pool]) {
      const asked = desk.ask(
        `${target}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
      );
      expect(list(asked.body, 'value').map((one) => at(one, 'actions'))).toEqual([
        checkActions,
        versionActions,
      ]);
      expect(at(asked.body, 'value', 1, 'notActions')).toEqual(['*/delete']);
    }
  });
});

describe('throttling of writes and polls', () => {
  const limited = (answers: readonly { readonly status: number }[]) =>
    answers.filter((one) => one.status === 429).length;

  test('a cluster and each pool have twenty PUTs of their own, and one more a minute', () => {
    const desk = open();
    const puts = (target: string, times: number) =>
      Array.from({ length: times }, () => desk.ask(target, { method: 'PUT', body: '{' }));
    expect([limited(puts(pool, 21)), limited(puts(user, 20)), limited(puts(cluster, 21))]).toEqual([1, 0, 1]);
    const [refused] = puts(pool, 1);
    expect(refused?.headers?.['retry-after']).toBe('60');
    desk.now += 60_000;
    expect(limited(puts(pool, 2))).toBe(1);
    expect(desk.arm.history.some((one) => one.kind === 'throttled')).toBe(true);
  });

  test('polls: two hundred of a subscription, and two more a second', () => {
    const desk = open(twoPools, { quirks: { ...quirks, 'arm-read-bucket': false } });
    const address = image(desk).headers?.['azure-asyncoperation'] ?? '';
    const polls = (times: number) => Array.from({ length: times }, () => desk.ask(address));
    expect(limited(polls(201))).toBe(1);
    desk.now += 1000;
    expect(limited(polls(3))).toBe(1);
  });
});

describe('a world', () => {
  test('shows its fleet as of now, and lets images come out and others write', async () => {
    let now = day.getTime();
    const fleet = describeFleet({ now: day, clusters: [twoPools] });
    const world = await startWorld({ fleet, clock: () => now, actions: versionActions });
    const system = () => world.fleet.subscriptions[0]?.clusters[0]?.pools[0];
    world.publishImage('westeurope', 'AKSUbuntu-2404gen2containerd-202611.21.0');
    world.startForeign({ cluster: 'aks-1', pool: 'system', kind: 'image' });
    expect(system()?.provisioningState).toBe('UpgradingNodeImageVersion');
    now += 300_000;
    expect([system()?.provisioningState, system()?.image]).toEqual([
      'Succeeded',
      'AKSUbuntu-2404gen2containerd-202611.21.0',
    ]);
    expect(fleet.subscriptions[0]?.clusters[0]?.pools[0]?.image).toBe(
      'AKSUbuntu-2404gen2containerd-202610.14.0',
    );
    expect(() => world.publishImage('westeurope', 'AKSPlan9-1')).toThrow('AKSPlan9-1');
    await world.close();
  });
});
