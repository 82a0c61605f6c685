/** What is learned of a running operation, of a cluster, of a failure and of rights: reads alone, and no false word. */

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { StepKind } from '../../src/plan/plan.ts';
import { judgePoll } from '../../src/upgrade/door/arm-operation.ts';
import type { Operation, Polled } from '../../src/upgrade/door/door.ts';
import type { Answering, FakeAnswer } from '../inventory/fake-arm.ts';
import { aScene, aWorld, propertiesOf, started, status, stepOf } from './azure-scene.ts';

const document = (word: unknown, more: object = {}): FakeAnswer => ({
  body: { name: 'n', status: word, startTime: '2026-11-22T06:00:00Z', ...more },
});
const error = {
  error: {
    code: 'ReconcilePortalDNSError',
    message: 'AKS will retry. Operation ID: 33333333-3333-4333-8333-333333333333',
  },
};

async function following(answering: Answering, address = status) {
  const scene = aScene(
    aWorld('node-image'),
    () => ({ ...started, status: 202, headers: { 'azure-asyncoperation': address } }),
    (asked, times) =>
      /\/operation(s|results)\//.test(asked.url.pathname) ? answering(asked, times) : undefined,
  );
  const begun = await scene.begin(stepOf('node-image'));
  if (begun.kind !== 'started' || begun.operation === undefined) throw new Error('nothing was started');
  return {
    ...scene,
    operation: begun.operation,
    polls: () => scene.arm.asked.filter(({ url }) => url.href === new URL(address).href),
  };
}

const polls: readonly (readonly [string, FakeAnswer, Polled['kind'], object?])[] = [
  ['InProgress', document('InProgress'), 'running'],
  ['Running', document('Running'), 'running'],
  ['a word that nobody knows', document('Reticulating'), 'running'],
  [
    'InProgress with an error and an end',
    document('InProgress', { ...error, endTime: '2026-11-22T06:01:00Z' }),
    'running',
  ],
  ['Succeeded', document('Succeeded'), 'succeeded'],
  ['Succeeded with an error', document('Succeeded', error), 'succeeded'],
  ['succeeded in lower case', document('succeeded'), 'succeeded'],
  [
    'Failed',
    document('Failed', { error: { code: 'UpgradeFailed', message: 'Drain failed' } }),
    'failed',
    { problem: { code: 'UpgradeFailed', message: 'Drain failed' } },
  ],
  ['Failed without a word', document('Failed'), 'failed', { problem: { message: 'Azure gives no reason' } }],
  [
    'Canceled',
    document('Canceled', { error: { code: 'OperationPreempted', message: 'overtaken' } }),
    'canceled',
    { problem: { code: 'OperationPreempted' } },
  ],
  ['a status that is no word', document(7), 'unclear'],
  ['no status', { body: {} }, 'unclear'],
  ['nothing', { body: '' }, 'unclear'],
  ['202 without a document', { status: 202, body: '' }, 'running'],
  ['204', { status: 204, body: '' }, 'lost'],
  ['a web page', { body: '<html>', headers: { 'content-type': 'text/html' } }, 'unclear'],
  ['half a document', { body: '{"status":"Succ' }, 'unclear'],
  ['301', { status: 301, body: '', headers: { location: 'https://elsewhere.example/' } }, 'lost'],
  ['400', { status: 400, body: {} }, 'lost'],
  ['403', { status: 403, body: {} }, 'lost'],
  ['404', { status: 404, body: {} }, 'lost'],
  ['410', { status: 410, body: {} }, 'lost'],
  ['408', { status: 408, body: '' }, 'unclear'],
  [
    '429',
    { status: 429, body: {}, headers: { 'retry-after': '17' } },
    'unclear',
    { waitMilliseconds: 17_000 },
  ],
  ['500', { status: 500, body: '<html><title>Runtime Error</title></html>' }, 'unclear'],
  ['502', { status: 502, body: '<html>' }, 'unclear'],
  ['503', { status: 503, body: '', headers: { 'retry-after': '5' } }, 'unclear', { waitMilliseconds: 5000 }],
  ['504', { status: 504, body: '' }, 'unclear'],
  ['reset', { breaks: 'reset' }, 'unclear'],
  ['hang', { breaks: 'hang' }, 'unclear'],
];

describe('an operation', () => {
  test.each(polls.map((row) => [row[0], row] as const))('%s', async (_, [, answer, expected, more = {}]) => {
    const { clock, operation, polls: asked, arm } = await following(() => answer);
    expect(await clock.run(operation.poll())).toMatchObject({ kind: expected, ...more });
    // One exchange: whoever follows has the patience.
    expect(asked()).toHaveLength(1);
    expect(arm.asked.filter(({ url }) => url.host !== 'management.azure.com')).toEqual([]);
  });

  test('is asked at the address that Azure gave, to the letter, with a token', async () => {
    const { clock, operation, arm } = await following(() => document('InProgress'));
    await clock.run(operation.poll());
    const [poll] = arm.asked.slice(-1);
    expect(poll?.url.href).toBe(status);
    expect(poll?.authorization).toMatch(/^Bearer token-/);
    expect(poll?.method).toBe('GET');
  });

  test('ends with nothing at all where Azure gave the address of a result', async () => {
    const address = status.replace('/operations/', '/operationresults/');
    const { clock, operation } = await following(() => ({ status: 204, body: '' }), address);
    expect(await clock.run(operation.poll())).toEqual({ kind: 'succeeded' });
  });

  test('a refused token: a new one, once, and then patience', async () => {
    let refusals = 1;
    const {
      clock,
      operation,
      polls: asked,
    } = await following(() => (refusals-- > 0 ? { status: 401, body: {} } : document('Succeeded')));
    expect(await clock.run(operation.poll())).toEqual({ kind: 'succeeded' });
    expect(asked()).toHaveLength(2);
    expect(asked()[0]?.authorization).not.toBe(asked()[1]?.authorization);
    refusals = 2;
    expect(await clock.run(operation.poll())).toMatchObject({ kind: 'unclear', problem: { status: 401 } });
    expect(asked()).toHaveLength(4);
  });

  test('a 429 is waited out before the next poll, whoever asks', async () => {
    const {
      clock,
      operation,
      polls: asked,
    } = await following((_, times) =>
      times === 1
        ? { status: 429, body: { code: 'Throttled', message: 'slow' }, headers: { 'retry-after': '40' } }
        : document('InProgress'),
    );
    await clock.run(operation.poll());
    const first = asked()[0]?.at ?? 0;
    await clock.run(operation.poll());
    expect((asked()[1]?.at ?? 0) - first).toBeGreaterThanOrEqual(40_000);
  });

  test('many polls at once keep to 200 and two a second', async () => {
    const { clock, operation, polls: asked } = await following(() => document('InProgress'));
    const before = clock.now().getTime();
    await clock.run(Promise.all(Array.from({ length: 260 }, () => operation.poll())));
    const times = asked().map(({ at }) => at - before);
    expect(times).toHaveLength(260);
    expect(times.filter((at) => at < 400).length).toBeLessThanOrEqual(201);
    expect(times.at(-1)).toBeGreaterThan(28_000);
  });

  test('shows its address to nobody', async () => {
    const { clock, operation, log } = await following(() => ({ status: 500, body: '' }));
    const polled = await clock.run(operation.poll());
    expect(Object.keys(operation satisfies Operation)).toEqual(['poll']);
    const told = JSON.stringify([polled, operation, log.told]);
    expect(told).not.toContain('signed');
    expect(told).not.toContain('33333333');
  });
});

const shapes = fileURLToPath(
  new URL('../../../shared/recordings/operation-status-shapes.json', import.meta.url),
);
if (!existsSync(shapes)) console.log('The recordings are not there: the shapes of operations are skipped.');

test.skipIf(!existsSync(shapes))('every recorded shape of an operation is judged by its status', () => {
  const file: { entries: { body: { status?: string } }[] } = JSON.parse(readFileSync(shapes, 'utf8'));
  const words: Readonly<Record<string, Polled['kind']>> = {
    InProgress: 'running',
    Succeeded: 'succeeded',
    Failed: 'failed',
    Canceled: 'canceled',
  };
  for (const { body } of file.entries) {
    const polled = judgePoll({ kind: 'answer', status: 200, headers: {}, body }, false, 0);
    expect([body.status, polled.kind]).toEqual([body.status, words[body.status ?? '']]);
  }
  expect(file.entries.length).toBeGreaterThan(10);
});

describe('a peek', () => {
  const cluster = stepOf('control-plane').cluster;

  test('gives the states of cluster and pools, with one read', async () => {
    const world = aWorld('control-plane');
    propertiesOf(world.cluster)['provisioningState'] = 'Upgrading';
    propertiesOf(world.cluster)['agentPoolProfiles'] = [
      { name: 'a', provisioningState: 'Updating' },
      { name: 'b' },
      {},
    ];
    const { clock, door, arm } = aScene(world);
    expect(await clock.run(door.peek(cluster))).toEqual({
      kind: 'state',
      provisioningState: 'Upgrading',
      pools: [
        { name: 'a', provisioningState: 'Updating' },
        { name: 'b', provisioningState: 'Unknown' },
        { name: 'without a name', provisioningState: 'Unknown' },
      ],
    });
    expect(arm.asked.map(({ method, url }) => `${method} ${url.pathname.split('/').at(-1)}`)).toEqual([
      'GET aks-one',
    ]);
  });

  const answers: readonly (readonly [string, FakeAnswer, string])[] = [
    ['gone', { status: 404, body: { error: { code: 'ResourceNotFound', message: 'gone' } } }, 'gone'],
    [
      'gone with its group',
      { status: 404, body: { error: { code: 'ResourceGroupNotFound', message: 'gone' } } },
      'gone',
    ],
    [
      'hidden with its subscription',
      { status: 404, body: { error: { code: 'SubscriptionNotFound', message: 'x' } } },
      'unread',
    ],
    ['forbidden', { status: 403, body: {} }, 'unread'],
    ['500', { status: 500, body: '' }, 'unread'],
    ['throttled', { status: 429, body: {}, headers: { 'retry-after': '5' } }, 'unread'],
    ['a web page', { body: '<html>' }, 'unread'],
    ['no properties', { body: {} }, 'unread'],
    ['no pools', { body: { properties: { provisioningState: 'Succeeded' } } }, 'unread'],
    ['reset', { breaks: 'reset' }, 'unread'],
  ];
  test.each(answers)('%s', async (_, answer, expected) => {
    const { clock, door, arm } = aScene(
      aWorld('control-plane'),
      () => started,
      () => answer,
    );
    expect((await clock.run(door.peek(cluster))).kind).toBe(expected);
    expect(arm.asked).toHaveLength(1);
  });
});

describe('what Azure says of a failure', () => {
  const failure = {
    provisioningError: {
      code: 'VMExtensionError',
      message: 'in subscription 11111111-1111-4111-8111-111111111111:\nnot good',
      details: [],
    },
  };
  const told = { code: 'VMExtensionError', message: 'in subscription …: not good' };

  test('of a control plane', async () => {
    const world = aWorld('control-plane');
    propertiesOf(world.cluster)['status'] = failure;
    const { clock, door } = aScene(world);
    expect(await clock.run(door.explain(stepOf('control-plane')))).toEqual({
      problem: told,
      canRollBack: false,
    });
  });

  test.each([
    [[{ orchestratorVersion: '1.34.9', nodeImageVersion: 'x', timestamp: 't' }], true],
    [[], false],
    [null, false],
    [[null], false],
    ['x', false],
  ])('of a pool that lists %j', async (recentlyUsedVersions, canRollBack) => {
    const world = aWorld('pool-version');
    propertiesOf(world.pool)['status'] = failure;
    world.profile = { properties: { recentlyUsedVersions } };
    const { clock, door } = aScene(world);
    expect(await clock.run(door.explain(stepOf('pool-version')))).toEqual({ problem: told, canRollBack });
  });

  test.each(['control-plane', 'pool-version'] as const)(
    '%s: nothing, or nothing that could be read',
    async (kind: StepKind) => {
      const { clock, door } = aScene(aWorld(kind));
      expect(await clock.run(door.explain(stepOf(kind)))).toEqual({ canRollBack: false });
      const blind = aScene(
        aWorld(kind),
        () => started,
        () => ({ status: 403, body: {} }),
      );
      expect(await blind.clock.run(blind.door.explain(stepOf(kind)))).toEqual({ canRollBack: false });
    },
  );
});

describe('missing rights', () => {
  const [controlPlane, pool, image] = (['control-plane', 'pool-version', 'node-image'] as const).map((kind) =>
    stepOf(kind),
  );
  const steps = [controlPlane, pool, image, pool].filter((step) => step !== undefined);
  const all = [
    'Microsoft.ContainerService/managedClusters/agentPools/upgradeNodeImageVersion/action',
    'Microsoft.ContainerService/managedClusters/agentPools/write',
    'Microsoft.ContainerService/managedClusters/write',
  ] as const;

  async function missing(value: unknown, more: Partial<FakeAnswer> = {}) {
    const scene = aScene(
      aWorld('control-plane'),
      () => started,
      ({ url }) =>
        url.pathname.endsWith('/providers/Microsoft.Authorization/permissions')
          ? { body: { value }, ...more }
          : undefined,
    );
    const cluster = controlPlane?.cluster ?? stepOf('control-plane').cluster;
    const found = await scene.clock.run(scene.door.missingRights(cluster, steps));
    expect(scene.mutations()).toEqual([]);
    expect(scene.arm.asked[0]?.url.searchParams.get('api-version')).toBe('2022-04-01');
    return found;
  }

  const roles: readonly (readonly [string, unknown, readonly string[] | undefined])[] = [
    ['nothing', [], all],
    ['null', null, all],
    ['everything', [{ actions: ['*'], notActions: [] }], []],
    ['everything without notActions', [{ actions: ['*'] }], []],
    [
      'each by name, in other case',
      [{ actions: all.map((action) => action.toUpperCase()), notActions: null }],
      [],
    ],
    ['what stands under AKS', [{ actions: ['Microsoft.ContainerService/*'], notActions: [] }], []],
    [
      'writing',
      [{ actions: ['Microsoft.ContainerService/managedClusters/*/write'], notActions: [] }],
      [all[0], all[2]],
    ],
    ['all writing', [{ actions: ['*/write'], notActions: [] }], [all[0]]],
    ['reading', [{ actions: ['*/read'], notActions: [] }], all],
    ['a wildcard within a word', [{ actions: ['Microsoft.ContainerService/managed*/wr*e'] }], [all[0]]],
    ['a beginning alone', [{ actions: ['Microsoft.ContainerService/managedClusters'] }], all],
    ['taken away', [{ actions: ['*'], notActions: ['*/write'] }], [all[1], all[2]]],
    [
      'taken away by one role and given by another',
      [
        { actions: ['*'], notActions: ['*/write'] },
        { actions: [all[1]], notActions: [] },
      ],
      [all[2]],
    ],
    [
      'ends that overlap',
      [{ actions: ['Microsoft.ContainerService/managedClusters/write*managedClusters/write'] }],
      all,
    ],
    ['data actions', [{ actions: [], notActions: [], dataActions: ['*'] }], all],
    ['something unreadable', [{ actions: 'all' }], undefined],
    ['something unreadable beside everything', [{ actions: 'all' }, { actions: ['*'] }], []],
    ['no list', 'x', undefined],
  ];
  test.each(roles)('%s', async (_, value, expected) => {
    expect(await missing(value)).toEqual(expected);
  });

  test('are read to the last page', async () => {
    const next =
      'https://management.azure.com/next/providers/Microsoft.Authorization/permissions?api-version=2022-04-01&page=2';
    const scene = aScene(
      aWorld('control-plane'),
      () => started,
      ({ url }) =>
        url.searchParams.has('page')
          ? { body: { value: [{ actions: [all[0]] }] } }
          : { body: { value: [{ actions: ['*/write'] }], nextLink: next } },
    );
    expect(await scene.clock.run(scene.door.missingRights(stepOf('control-plane').cluster, steps))).toEqual(
      [],
    );
  });

  test.each([
    { status: 403, body: {} },
    { status: 404, body: {} },
    { status: 500, body: '' },
    { breaks: 'reset' } as const,
  ])('%j: nobody knows', async (answer) => {
    expect(await missing([], answer)).toBeUndefined();
  });
});
