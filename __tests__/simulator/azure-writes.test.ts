/** Writing to the simulated Azure: from the first answer to the state at the end. */
import { describe, expect, test } from 'vitest';
import { badGatewayPage, gatewayTimeout } from '../../simulator/azure-answers.ts';
import { createFaults, type FaultRule } from '../../simulator/faults.ts';
import {
  at,
  cluster,
  type Desk,
  type DeskOptions,
  edited,
  list,
  openDesk,
  putEdited,
  writer,
} from './azure-desk.ts';

const pool = `${cluster}/agentPools/system`;
const user = `${cluster}/agentPools/user`;
const newest = 'AKSUbuntu-2404gen2containerd-202611.13.0';
const old = 'AKSUbuntu-2404gen2containerd-202610.14.0';
const quirks = { 'etag-comes-and-goes': false, 'alias-versions': false, 'requested-version-absent': false };

/** A cluster a minor behind, with pools whose images are old too. */
function openOld(options: DeskOptions = {}): Desk {
  return openDesk({
    roles: writer,
    quirks,
    clusters: [
      {
        version: '1.35.5',
        tags: { team: 'shop' },
        extra: { futureProfile: { enabled: true, list: [1, 2] } },
        pools: [
          { name: 'system', imageDaysBehind: 30, extra: { futureField: 7 } },
          { name: 'user', imageDaysBehind: 30 },
        ],
      },
    ],
    ...options,
  });
}

/** The cluster is ahead of its pools. */
const ahead: DeskOptions = {
  clusters: [
    {
      version: '1.36.2',
      pools: [
        { name: 'system', version: '1.35.5', imageDaysBehind: 30 },
        { name: 'user', version: '1.35.5', imageDaysBehind: 30 },
      ],
    },
  ],
};

const states = (desk: Desk): readonly unknown[] => {
  const { body } = desk.ask(cluster);
  return [
    at(body, 'properties', 'provisioningState'),
    at(body, 'properties', 'currentKubernetesVersion'),
    ...list(body, 'properties', 'agentPoolProfiles').map((one) =>
      [at(one, 'provisioningState'), at(one, 'currentOrchestratorVersion'), at(one, 'nodeImageVersion')].join(
        ' ',
      ),
    ),
  ];
};
const startImage = (desk: Desk, target = pool) =>
  desk.ask(`${target}/upgradeNodeImageVersion`, { method: 'POST' });
const started = (desk: Desk) => desk.arm.started.map(({ kind, from, to }) => [kind, from, to]);
const status = (desk: Desk, answer: { readonly headers?: Readonly<Record<string, string>> }) =>
  desk.ask(answer.headers?.['azure-asyncoperation'] ?? '').body;
const eTags = (desk: Desk): readonly unknown[] => {
  const { body } = desk.ask(cluster);
  return [at(body, 'eTag'), ...list(body, 'properties', 'agentPoolProfiles').map((one) => at(one, 'eTag'))];
};
const moved = (before: readonly unknown[], after: readonly unknown[]) =>
  before.map((one, index) => one !== after[index]);

describe('what an operation looks like', () => {
  test('a control plane: its target at once and everywhere, done when the clock says so', () => {
    const desk = openOld();
    const answer = putEdited(desk, cluster, { kubernetesVersion: '1.36.2' });
    expect([answer.status, answer.headers?.['location']]).toEqual([200, undefined]);
    expect(at(answer.body, 'properties', 'provisioningState')).toBe('Upgrading');
    const upgrading = `Upgrading 1.35.5 ${old}`;
    expect(states(desk)).toEqual(['Upgrading', '1.36.2', upgrading, upgrading]);
    expect(at(status(desk, answer), 'status')).toBe('InProgress');
    desk.now += 599_999;
    expect(at(status(desk, answer), 'status')).toBe('InProgress');
    desk.now += 1;
    expect(at(status(desk, answer), 'status')).toBe('Succeeded');
    const still = `Succeeded 1.35.5 ${old}`;
    expect(states(desk)).toEqual(['Succeeded', '1.36.2', still, still]);
    expect(started(desk)).toEqual([['control-plane', '1.35.5', '1.36.2']]);
    expect(desk.arm.history).toEqual([]);
  });

  test('a whole cluster: every pool shows the target at once, its image comes at the end', () => {
    const desk = openOld();
    const body = JSON.parse(edited(desk, cluster, { kubernetesVersion: '1.36.2' }));
    for (const one of body.properties.agentPoolProfiles) one.orchestratorVersion = '1.36.2';
    expect(desk.ask(cluster, { method: 'PUT', body: JSON.stringify(body) }).status).toBe(200);
    const upgrading = `Upgrading 1.36.2 ${old}`;
    expect(states(desk)).toEqual(['Upgrading', '1.36.2', upgrading, upgrading]);
    desk.now += 3_600_000;
    const done = `Succeeded 1.36.2 ${newest}`;
    expect(states(desk)).toEqual(['Succeeded', '1.36.2', done, done]);
  });

  test('a pool: the newest image of its start comes along', () => {
    const desk = openOld(ahead);
    expect(putEdited(desk, pool, { orchestratorVersion: '1.36.2' }).status).toBe(200);
    desk.arm.publishImage('westeurope', 'AKSUbuntu-2404gen2containerd-202611.20.0');
    expect(states(desk)).toEqual([
      'Succeeded',
      '1.36.2',
      `Upgrading 1.36.2 ${old}`,
      `Succeeded 1.35.5 ${old}`,
    ]);
    desk.now += 420_000;
    expect(states(desk)[2]).toBe(`Succeeded 1.36.2 ${newest}`);
    expect(
      at(desk.ask(`${pool}/upgradeProfiles/default`).body, 'properties', 'recentlyUsedVersions'),
    ).toEqual([
      { orchestratorVersion: '1.35.5', nodeImageVersion: old, timestamp: '2026-11-22T06:07:00.000Z' },
    ]);
  });

  test('a node image: the newest of the moment of the POST, while the cluster stays as it is', () => {
    const desk = openOld();
    desk.arm.publishImage('westeurope', 'AKSUbuntu-2404gen2containerd-202611.20.0');
    const answer = startImage(desk);
    expect([answer.status, at(answer.body, 'properties', 'nodeImageVersion')]).toEqual([202, old]);
    desk.arm.publishImage('westeurope', 'AKSUbuntu-2404gen2containerd-202611.21.0');
    expect(states(desk).slice(0, 3)).toEqual([
      'Succeeded',
      '1.35.5',
      `UpgradingNodeImageVersion 1.35.5 ${old}`,
    ]);
    expect(desk.ask(answer.headers?.['location'] ?? '').status).toBe(202);
    desk.now += 300_000;
    expect(states(desk)[2]).toBe('Succeeded 1.35.5 AKSUbuntu-2404gen2containerd-202611.20.0');
  });

  test('nothing changes: Updating, and soon over', () => {
    const desk = openOld();
    putEdited(desk, pool, {});
    expect(states(desk)[2]).toBe(`Updating 1.35.5 ${old}`);
    desk.now += 15_000;
    expect(states(desk)[2]).toBe(`Succeeded 1.35.5 ${old}`);
    expect(started(desk)).toEqual([['update', '1.35.5', '1.35.5']]);
  });

  test('a minor is its newest patch; the minor that runs is no upgrade', () => {
    const desk = openOld();
    putEdited(desk, cluster, { kubernetesVersion: '1.36' });
    expect(at(desk.ask(cluster).body, 'properties', 'kubernetesVersion')).toBe('1.36.2');
    desk.now += 700_000;
    putEdited(desk, cluster, { kubernetesVersion: '1.36' });
    expect(states(desk)[0]).toBe('Updating');
  });

  test('an address whose query was touched is refused, and an unknown operation is not found', () => {
    const desk = openOld();
    const address = startImage(desk).headers?.['azure-asyncoperation'] ?? '';
    expect(desk.ask(address).status).toBe(200);
    expect(desk.ask(address.replace('2025-03-01', '2026-06-01')).status).toBe(403);
    expect(desk.ask(address.replace(/&s=[^&]+/, '')).status).toBe(403);
    expect(desk.ask(address.replace(/operations\/[^?]+/, 'operations/1-2-3')).status).toBe(404);
  });
});

describe('what a PUT changes', () => {
  test('is written down field by field, and what it leaves out is kept', () => {
    const desk = openOld();
    const body = JSON.parse(edited(desk, cluster, { kubernetesVersion: '1.36.2' }));
    delete body.properties.futureProfile;
    body.properties.agentPoolProfiles[0].futureField = 8;
    desk.ask(cluster, { method: 'PUT', body: JSON.stringify(body) });
    expect(desk.arm.mutations.at(-1)).toMatchObject({
      changes: [
        { path: 'properties.kubernetesVersion', from: '1.35.5', to: '1.36.2' },
        { path: 'properties.agentPoolProfiles[system].futureField', from: 7, to: 8 },
      ],
      leftOut: [
        'properties.agentPoolProfiles[system].nodeImageVersion',
        'properties.agentPoolProfiles[user].nodeImageVersion',
        'properties.futureProfile',
      ],
    });
    const after = desk.ask(cluster).body;
    expect(at(after, 'properties', 'futureProfile')).toEqual({ enabled: true, list: [1, 2] });
    expect(at(after, 'properties', 'agentPoolProfiles', 0, 'futureField')).toBe(8);
    expect(at(after, 'tags')).toEqual({ team: 'shop' });
  });

  test('surge settings are set one by one', () => {
    const desk = openOld();
    putEdited(desk, pool, { upgradeSettings: { maxSurge: '33%', drainTimeoutInMinutes: 45 } });
    expect(at(desk.ask(pool).body, 'properties', 'upgradeSettings')).toEqual({
      maxSurge: '33%',
      maxUnavailable: '0',
      drainTimeoutInMinutes: 45,
    });
  });

  test.each([
    ['a size', { vmSize: 'Standard_D8ds_v5' }],
    ['an operating system', { osType: 'Windows' }],
  ])('%s cannot be changed', (_, change) => {
    const desk = openOld();
    const answer = putEdited(desk, pool, change);
    expect([answer.status, at(answer.body, 'code')]).toEqual([400, 'PropertyChangeNotAllowed']);
    expect(desk.arm.started).toEqual([]);
  });

  test('channels and tiers are changed, as are properties that nobody knows', () => {
    const desk = openOld();
    putEdited(desk, cluster, { autoUpgradeProfile: { upgradeChannel: 'patch' }, brandNew: { a: 1 } });
    const after = desk.ask(cluster).body;
    expect(at(after, 'properties', 'autoUpgradeProfile', 'upgradeChannel')).toBe('patch');
    expect(at(after, 'properties', 'brandNew')).toEqual({ a: 1 });
  });
});

describe('a nodeImageVersion in a PUT', () => {
  test('is marked, whatever comes of it', () => {
    const desk = openOld();
    const same = putEdited(desk, pool, { nodeImageVersion: old });
    desk.now += 60_000;
    const other = putEdited(desk, pool, { nodeImageVersion: newest });
    expect([same.status, other.status]).toEqual([200, 400]);
    expect(desk.arm.rollbacks.map(({ pool: name, image, isRefused }) => [name, image, isRefused])).toEqual([
      ['system', old, false],
      ['system', newest, true],
    ]);
    expect(at(other.body, 'message')).toContain(`can only be current version '${old}' or 'latest'`);
  });

  test('in a cluster’s PUT is marked for each pool', () => {
    const desk = openOld();
    const body = desk.ask(cluster).body;
    desk.ask(cluster, { method: 'PUT', body: JSON.stringify(body) });
    expect(desk.arm.rollbacks.map((one) => one.pool)).toEqual(['system', 'user']);
  });

  test('rolls the pool back to what it ran before, for seven days', () => {
    const desk = openOld(ahead);
    putEdited(desk, pool, { orchestratorVersion: '1.36.2' });
    desk.now += 500_000;
    const wish = { orchestratorVersion: '1.35.5', nodeImageVersion: old };
    expect(putEdited(desk, pool, wish).status).toBe(200);
    desk.now += 500_000;
    expect(states(desk)[2]).toBe(`Succeeded 1.35.5 ${old}`);
    expect(started(desk).at(-1)?.[0]).toBe('rollback');
  });

  test('is read-only before API version 2026-04-01', () => {
    const desk = openOld();
    const body = edited(desk, pool, { nodeImageVersion: newest });
    expect(desk.ask(`${pool}?api-version=2025-10-01`, { method: 'PUT', body }).status).toBe(200);
  });
});

describe('eTags', () => {
  test('a cluster’s operation changes all, a pool’s only its own, at the start and at the end', () => {
    const desk = openOld();
    const before = eTags(desk);
    const answer = startImage(desk, user);
    expect(at(answer.body, 'properties', 'eTag')).toBe(before[2]);
    const during = eTags(desk);
    expect(moved(before, during)).toEqual([false, false, true]);
    desk.now += 400_000;
    const after = eTags(desk);
    expect(moved(during, after)).toEqual([false, false, true]);
    putEdited(desk, cluster, {});
    expect(moved(after, eTags(desk))).toEqual([true, true, true]);
  });

  test('If-Match: the newest is taken, a stale one refused, as is a wish that contradicts itself', () => {
    const desk = openOld();
    const [mine, system] = eTags(desk).map(String);
    const answers = [
      putEdited(desk, pool, {}, { 'if-match': 'stale' }),
      putEdited(desk, pool, {}, { 'if-match': '*', 'if-none-match': '*' }),
      putEdited(desk, cluster, {}, { 'if-match': system ?? '' }),
      putEdited(desk, pool, {}, { 'if-match': `"${system}"` }),
    ];
    expect(answers.map((one) => [one.status, at(one.body, 'code')])).toEqual([
      [412, 'PreconditionFailed'],
      [400, 'InvalidParameter'],
      [412, 'PreconditionFailed'],
      [200, undefined],
    ]);
    desk.now += 60_000;
    // The cluster's own does not see what happened to its pool.
    expect(putEdited(desk, cluster, {}, { 'if-match': mine ?? '' }).status).toBe(200);
  });
});

describe('a PUT where nothing stands', () => {
  const gone = (desk: Desk, name: string) => desk.ask(`${cluster}/agentPools/${name}`).status === 404;

  test('makes the pool, unless If-Match says that it has to be there', () => {
    const desk = openOld();
    const body = edited(desk, user, {});
    const target = `${cluster}/agentPools/again`;
    const put = (more: Readonly<Record<string, string>>) => desk.ask(target, { method: 'PUT', body, more });
    expect([put({ 'if-match': 'some' }).status, put({ 'if-match': '*' }).status]).toEqual([412, 412]);
    expect(gone(desk, 'again')).toBe(true);
    const answer = put({});
    expect([answer.status, at(answer.body, 'properties', 'provisioningState')]).toEqual([201, 'Creating']);
    desk.now += 600_000;
    expect(at(desk.ask(target).body, 'properties', 'provisioningState')).toBe('Succeeded');
    expect(started(desk)).toEqual([['create', '', '1.35.5']]);
  });

  test('makes the cluster with its pools', () => {
    const desk = openOld();
    const target = cluster.replace('aks-1', 'aks-again');
    const answer = desk.ask(target, { method: 'PUT', body: edited(desk, cluster, {}) });
    expect(answer.status).toBe(201);
    desk.now += 700_000;
    const { body } = desk.ask(target);
    expect([at(body, 'properties', 'provisioningState'), at(body, 'name')]).toEqual([
      'Succeeded',
      'aks-again',
    ]);
    expect(list(body, 'properties', 'agentPoolProfiles').map((one) => at(one, 'name'))).toEqual([
      'system',
      'user',
    ]);
    const nowhere = cluster.replace('rg-aks', 'rg-none');
    expect(desk.ask(nowhere, { method: 'PUT', body: edited(desk, cluster, {}) }).status).toBe(404);
  });
});

describe('on the way', () => {
  test.each<readonly [string, Omit<FaultRule, 'match'>, boolean]>([
    ['an answer that is lost: it runs', { kind: 'lost', broken: 'reset' }, true],
    ['another answer than the true one: it runs', { kind: 'lost', response: gatewayTimeout }, true],
    ['a request that never arrives: nothing runs', { kind: 'before', broken: 'reset' }, false],
  ])('%s', async (_, rule, runs) => {
    const desk = openOld();
    const faults = createFaults([{ ...rule, match: { method: 'POST' } }]);
    await faults.meet(desk.request(`${pool}/upgradeNodeImageVersion`, { method: 'POST' }), desk.arm.service);
    expect(desk.arm.started.length).toBe(runs ? 1 : 0);
    expect(states(desk)[2]).toContain(runs ? 'UpgradingNodeImageVersion' : 'Succeeded');
  });

  test('a page of a gateway instead of an operation: the operation goes on', async () => {
    const desk = openOld();
    const address = startImage(desk).headers?.['azure-asyncoperation'] ?? '';
    const faults = createFaults([
      { match: { path: /\/operations\// }, nth: 1, kind: 'before', response: badGatewayPage },
    ]);
    const poll = async () => (await faults.meet(desk.request(address), desk.arm.service)).response.status;
    expect([await poll(), await poll()]).toEqual([502, 200]);
  });
});
