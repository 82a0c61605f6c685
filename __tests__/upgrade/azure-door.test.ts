/** The door: one mutation a step, over the wire once, and only from what the step starts from. */

import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { Begun } from '../../src/upgrade/door/door.ts';
import type { FakeAnswer } from '../inventory/fake-arm.ts';
import { Dice } from './arm-random.ts';
import {
  aScene,
  aWorld,
  kinds,
  newImage,
  oldImage,
  propertiesOf,
  started,
  status,
  stepOf,
  type World,
} from './azure-scene.ts';

describe('what goes over the wire', () => {
  test('a control plane: one PUT of the whole cluster, with its eTag', async () => {
    const scene = aScene(aWorld('control-plane'));
    const begun = await scene.begin(stepOf('control-plane'));
    expect(begun).toMatchObject({ kind: 'started', operation: { poll: expect.any(Function) } });
    const [put, ...others] = scene.mutations();
    expect(others).toEqual([]);
    expect(put?.method).toBe('PUT');
    expect(put?.url.href).toBe(
      'https://management.azure.com/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-one/providers/Microsoft.ContainerService/managedClusters/aks-one?api-version=2026-06-01',
    );
    expect(put?.headers['if-match']).toBe('a1');
    expect(put?.headers['content-type']).toBe('application/json');
    const body = JSON.parse(put?.body ?? '');
    expect(Object.keys(body).sort()).toEqual(['location', 'properties', 'sku', 'tags']);
    expect(body.properties.kubernetesVersion).toBe('1.36.2');
    expect(body.properties.agentPoolProfiles[0].orchestratorVersion).toBe('1.35');
    expect(put?.body).not.toContain('nodeImageVersion');
  });

  test('a pool: one PUT of the pool alone, with its eTag and the surge asked for', async () => {
    const scene = aScene(aWorld('pool-version'));
    const begun = await scene.begin(stepOf('pool-version'), { surge: { maxSurge: '33%', drainTimeout: 45 } });
    expect(begun.kind).toBe('started');
    const [put, ...others] = scene.mutations();
    expect(others).toEqual([]);
    expect(put?.url.pathname).toMatch(/\/managedClusters\/aks-one\/agentPools\/user$/);
    expect(put?.headers['if-match']).toBe('p1');
    const body = JSON.parse(put?.body ?? '');
    expect(body.properties).toMatchObject({
      orchestratorVersion: '1.35.4',
      upgradeSettings: { maxSurge: '33%', maxUnavailable: '0', drainTimeoutInMinutes: 45 },
    });
    expect(Object.keys(body)).toEqual(['properties']);
  });

  test('a node image: one POST without a body, after the newest image was read last', async () => {
    const scene = aScene(aWorld('node-image'), () => ({ ...started, status: 202 }));
    const begun = await scene.begin(stepOf('node-image'), { surge: { maxSurge: '33%' } });
    expect(begun.kind).toBe('started');
    const [post, ...others] = scene.mutations();
    expect(others).toEqual([]);
    expect([post?.method, post?.body]).toEqual(['POST', '']);
    expect(post?.url.pathname).toMatch(/\/agentPools\/user\/upgradeNodeImageVersion$/);
    expect(post?.headers['if-match']).toBeUndefined();
    const paths = scene.arm.asked.map(({ url }) => url.pathname);
    expect(paths.at(-2)).toMatch(/\/agentPools\/user\/upgradeProfiles\/default$/);
    // One exchange lies between what was read and the POST.
    expect((post?.at ?? 0) - (scene.arm.asked.at(-2)?.at ?? 0)).toBeLessThan(2000);
  });

  test.each(kinds)('%s: without an eTag there is no If-Match', async (kind) => {
    const world = aWorld(kind);
    delete world.cluster['eTag'];
    delete propertiesOf(world.pool)['eTag'];
    const scene = aScene(world);
    expect((await scene.begin(stepOf(kind))).kind).toBe('started');
    expect(scene.mutations().map(({ headers }) => headers['if-match'])).toEqual([undefined]);
  });
});

/** Status or break, what Azure says, how it is understood, whether Azure may have carried it out. */
const busy = (message: string, code = 'OperationNotAllowed'): FakeAnswer => ({
  status: 409,
  body: { code, message, subcode: '' },
});
const answers: readonly (readonly [string, FakeAnswer, Begun['kind'], object?])[] = [
  ['200', started, 'started'],
  ['201', { ...started, status: 201 }, 'started'],
  ['202', { ...started, status: 202 }, 'started'],
  ['202 without an address', { status: 202, body: { properties: {} } }, 'started'],
  ['200 with a web page and an address', { ...started, body: '<html>' }, 'started'],
  ['200 with half a body and an address', { ...started, body: '{"properties":' }, 'started'],
  [
    '200 with a web page',
    { body: '<html><title>Runtime Error</title>', headers: { 'content-type': 'text/html' } },
    'unclear',
  ],
  ['200 with half a body', { body: '{"properties":' }, 'unclear'],
  ['200 with nothing', { body: '' }, 'unclear'],
  ['204', { status: 204, body: '' }, 'unclear'],
  ['302', { status: 302, body: '', headers: { location: 'https://elsewhere.example/' } }, 'refused'],
  ['307', { status: 307, body: '', headers: { location: 'https://management.azure.com/again' } }, 'refused'],
  [
    '400',
    {
      status: 400,
      body: { code: 'ValidationError', message: 'blocked', subcode: 'UpgradeBlockedOnDeprecatedAPIUsage' },
    },
    'refused',
    {
      problem: {
        status: 400,
        code: 'ValidationError',
        subcode: 'UpgradeBlockedOnDeprecatedAPIUsage',
        message: 'blocked',
      },
    },
  ],
  [
    '403',
    {
      status: 403,
      body: {
        error: {
          code: 'AuthorizationFailed',
          message:
            "The client '22222222-2222-4222-8222-222222222222' does not have authorization to perform action 'Microsoft.ContainerService/managedClusters/write' over scope '/subscriptions/x'.",
        },
      },
    },
    'refused',
    {
      problem: {
        code: 'AuthorizationFailed',
        missingAction: 'Microsoft.ContainerService/managedClusters/write',
      },
    },
  ],
  ['404', { status: 404, body: { error: { code: 'ResourceNotFound', message: 'gone' } } }, 'refused'],
  ['408', { status: 408, body: '' }, 'unclear'],
  [
    '409 another operation',
    busy(
      'Operation is not allowed: Another operation (Updating) is in progress, please wait for it to finish before starting a new operation.',
    ),
    'busy',
  ],
  [
    '409 another operation on a pool',
    busy('Operation is not allowed: Another operation (nodepool1 - Updating) is in progress, please wait.'),
    'busy',
  ],
  [
    '409 another agentpool operation',
    busy(
      'Operation is not allowed: Another agentpool operation (nodepool1 - Creating) is in progress, please wait.',
    ),
    'busy',
  ],
  [
    '409 EtagMismatch',
    busy('Operation is not allowed: Another operation is in progress', 'EtagMismatch'),
    'busy',
  ],
  ['409 EtagMismatch in other words', busy('conflict', 'EtagMismatch'), 'busy'],
  ['409 without a word', { status: 409, body: '' }, 'busy'],
  [
    '409 minor skipped',
    busy('Upgrading Kubernetes version 1.28.12 to 1.30.2 is not allowed. Available upgrades: [1.29.7].'),
    'refused',
  ],
  [
    '400 minor skipped',
    { ...busy('Upgrading Kubernetes version 1.28.12 to 1.30.2 is not allowed.'), status: 400 },
    'refused',
  ],
  [
    '409 ScopeLocked',
    {
      status: 409,
      body: {
        error: {
          code: 'ScopeLocked',
          message: 'The scope cannot perform write operation because following scope(s) are locked.',
        },
      },
    },
    'refused',
  ],
  ['412', { status: 412, body: { code: 'PreConditionFailed', message: 'stale' } }, 'stale'],
  [
    '429 with a time',
    { status: 429, body: { code: 'Throttled', message: 'slow' }, headers: { 'retry-after': '45' } },
    'busy',
    { waitMilliseconds: 45_000 },
  ],
  [
    '429 with a time in words',
    {
      status: 429,
      body: {
        error: {
          code: 'FailedIdentityOperation',
          message: 'Identity operation failed. Retry after 2 seconds.',
        },
      },
    },
    'busy',
    { waitMilliseconds: 2000 },
  ],
  ['429 without a time', { status: 429, body: { code: 'Throttled', message: 'slow' } }, 'busy'],
  ['500', { status: 500, body: { code: 'InternalOperationError', message: 'trouble' } }, 'unclear'],
  ['501', { status: 501, body: '' }, 'unclear'],
  [
    '502',
    {
      status: 502,
      body: '<html><title>502 Bad Gateway</title></html>',
      headers: { 'content-type': 'text/html' },
    },
    'unclear',
  ],
  ['503', { status: 503, body: '' }, 'unclear'],
  [
    '503 with a time',
    { status: 503, body: '', headers: { 'retry-after': '10' } },
    'busy',
    { waitMilliseconds: 10_000 },
  ],
  [
    '504',
    {
      status: 504,
      body: { error: { code: 'GatewayTimeout', message: 'late' } },
      headers: { 'retry-after': '1' },
    },
    'unclear',
  ],
  ['reset', { breaks: 'reset' }, 'unclear'],
  ['hang', { breaks: 'hang' }, 'unclear'],
];

describe.each(kinds)('%s: whatever is answered, it was sent once', (kind) => {
  test.each(answers.map((row) => [row[0], row] as const))(
    '%s',
    async (_, [, answer, expected, more = {}]) => {
      const scene = aScene(aWorld(kind), () => answer);
      const before = scene.clock.now().getTime();
      const begun = await scene.begin(stepOf(kind));
      expect(begun).toMatchObject({ kind: expected, ...more });
      expect(scene.mutations()).toHaveLength(1);
      if (answer.breaks === 'hang') expect(scene.clock.now().getTime() - before).toBeLessThan(62_000);
      // Not a minute later either.
      await scene.clock.run(scene.clock.pause(120_000));
      expect(scene.mutations()).toHaveLength(1);
      if ('problem' in begun) {
        expect(begun.problem.message).not.toBe('');
        expect(begun.problem.message).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|\n/);
      }
    },
  );
});

test('Azure says more than a line of log has room for: budgets are named at the end', async () => {
  const message = `Drain node failed. ${'x '.repeat(300)}blocked by pdb shop/front`;
  const scene = aScene(aWorld('pool-version'), () => ({
    status: 400,
    body: { code: 'UnsatisfiablePDB', message },
  }));
  const begun = await scene.begin(stepOf('pool-version'));
  expect('problem' in begun && begun.problem.message).toContain('blocked by pdb shop/front');
});

describe('an address that the token must not go to is no operation', () => {
  test.each([
    ['https://management.azure.com/x?a=b', true],
    ['https://westeurope.management.azure.com/x', true],
    ['http://management.azure.com/x', false],
    ['https://management.azure.com.evil.example/x', false],
    ['https://evilmanagement.azure.com/x', false],
    ['https://user:pass@management.azure.com/x', false],
    ['https://management.azure.com:8443/x', false],
    ['/relative', false],
    ['', false],
  ])('%s: %s', async (address, isFollowed) => {
    const scene = aScene(aWorld('pool-version'), () => ({
      ...started,
      headers: { 'azure-asyncoperation': address },
    }));
    const begun = await scene.begin(stepOf('pool-version'));
    expect([begun.kind, 'operation' in begun]).toEqual(['started', isFollowed]);
  });
});

describe('a refused token', () => {
  test.each(kinds)('%s: signs in anew, reads anew and sends once more', async (kind) => {
    let sent = 0;
    const scene = aScene(aWorld(kind), () => (++sent === 1 ? { status: 401, body: {} } : started));
    let asked = 0;
    const begun = await scene.begin(stepOf(kind), { mayStart: () => ++asked > 0 });
    expect(begun.kind).toBe('started');
    const [first, second, ...others] = scene.mutations();
    expect(others).toEqual([]);
    expect(asked).toBe(2);
    expect(second?.authorization).not.toBe(first?.authorization);
    const between = scene.arm.asked.slice(scene.arm.asked.indexOf(first as never) + 1, -1);
    expect(between.length).toBeGreaterThan(0);
  });

  test.each([
    {},
    {
      'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${btoa('{"access_token":{"nbf":{"essential":true,"value":"1"}}}')}"`,
    },
  ])('for good, with the headers %j: two sends, and no more', async (headers) => {
    const scene = aScene(aWorld('pool-version'), () => ({ status: 401, body: {}, headers }));
    expect(await scene.begin(stepOf('pool-version'))).toMatchObject({
      kind: 'refused',
      problem: { status: 401 },
    });
    expect(scene.mutations()).toHaveLength(2);
  });

  test('and no new one to be had: a failure, and nothing started', async () => {
    const world = aWorld('pool-version');
    let refused = false;
    const scene = aScene(world, () => {
      refused = true;
      return { status: 401, body: {} };
    });
    // A second world whose sign-in ends with the refusal.
    const { openAzure } = await import('../../src/inventory/azure-session.ts');
    const { openDoor } = await import('../../src/upgrade/door/azure-door.ts');
    const { anySignIn, portsOf } = await import('../inventory/fake-arm.ts');
    const ports = portsOf(scene.clock, scene.arm);
    const signIn = async () => {
      if (refused) throw new Failure('AKSU-OIDC', 'no token');
      return ports.signIn?.() ?? Promise.reject(new Error('no sign-in'));
    };
    const door = openDoor(openAzure(anySignIn, { ...ports, signIn }), ports);
    const outcome = await scene.clock.run(
      door.begin(stepOf('pool-version'), {}, () => true).catch((thrown: unknown) => thrown),
    );
    expect(outcome).toMatchObject({ code: 'AKSU-OIDC' });
    expect(scene.mutations()).toHaveLength(1);
  });
});

describe('leave to start', () => {
  test.each(kinds)('%s: not given: nothing is sent', async (kind) => {
    const scene = aScene(aWorld(kind));
    expect(await scene.begin(stepOf(kind), { mayStart: () => false })).toEqual({ kind: 'not-sent' });
    expect(scene.mutations()).toEqual([]);
  });

  test.each(kinds)('%s: asked after everything was read, and at the instant of sending', async (kind) => {
    const scene = aScene(aWorld(kind));
    const asked: { at: number; reads: number }[] = [];
    await scene.begin(stepOf(kind), {
      mayStart: () => {
        asked.push({ at: scene.clock.now().getTime(), reads: scene.arm.asked.length });
        return true;
      },
    });
    expect(asked).toEqual([{ at: scene.mutations()[0]?.at, reads: scene.arm.asked.length - 1 }]);
  });

  test('withdrawn at any of 500 instants: nothing is sent after it', async () => {
    const dice = new Dice(22);
    let [kept, sent] = [0, 0];
    for (let round = 0; round < 500; round += 1) {
      const kind = dice.pick(kinds);
      const scene = aScene(aWorld(kind));
      const until = scene.clock.now().getTime() + dice.below(200);
      const begun = await scene.begin(stepOf(kind), { mayStart: () => scene.clock.now().getTime() <= until });
      const late = scene.mutations().filter(({ at }) => at > until);
      expect(late).toEqual([]);
      if (begun.kind === 'not-sent') kept += 1;
      else sent += 1;
    }
    expect(kept).toBeGreaterThan(50);
    expect(sent).toBeGreaterThan(50);
  });
});

describe('nothing is started from anything else', () => {
  const changes: readonly (readonly [string, (world: World) => void, Begun['kind']])[] = [
    [
      'the cluster is gone',
      (world) => {
        world.cluster = {};
      },
      'unreadable',
    ],
    [
      'the cluster is another',
      (world) => {
        world.cluster['id'] = `${world.cluster['id']}x`;
      },
      'unreadable',
    ],
    [
      'the pool is another',
      (world) => {
        world.pool['id'] = `${world.pool['id']}x`;
      },
      'unreadable',
    ],
    [
      'the pool is pinned',
      (world) => {
        propertiesOf(world.pool)['creationData'] = { sourceResourceId: '/s' };
      },
      'changed',
    ],
  ];
  test.each(changes)('%s', async (_, change, expected) => {
    const world = aWorld('pool-version');
    const step = stepOf('pool-version');
    change(world);
    const scene = aScene(world);
    expect((await scene.begin(step)).kind).toBe(expected);
    expect(scene.mutations()).toEqual([]);
  });

  test.each([
    [
      'control-plane',
      (world: World) => {
        Object.assign(propertiesOf(world.cluster), {
          kubernetesVersion: '1.36.2',
          currentKubernetesVersion: '1.36.2',
        });
      },
    ],
    [
      'control-plane',
      (world: World) => {
        Object.assign(propertiesOf(world.cluster), {
          kubernetesVersion: '1.35',
          currentKubernetesVersion: null,
        });
      },
    ],
    [
      'control-plane',
      (world: World) => {
        propertiesOf(world.cluster)['agentPoolProfiles'] = [
          { name: 'x', provisioningState: 'UpgradingNodeImageVersion', powerState: { code: 'Running' } },
        ];
      },
    ],
    [
      'pool-version',
      (world: World) => {
        propertiesOf(world.pool)['currentOrchestratorVersion'] = '1.35.4';
      },
    ],
    [
      'pool-version',
      (world: World) => {
        Object.assign(propertiesOf(world.cluster), {
          kubernetesVersion: '1.34',
          currentKubernetesVersion: '1.34.9',
        });
      },
    ],
    [
      'node-image',
      (world: World) => {
        propertiesOf(world.pool)['nodeImageVersion'] = newImage;
      },
    ],
    [
      'node-image',
      (world: World) => {
        propertiesOf(world.pool)['nodeImageVersion'] = null;
      },
    ],
    [
      'node-image',
      (world: World) => {
        world.profile = {
          properties: { latestNodeImageVersion: 'AKSUbuntu-2404gen2containerd-202611.09.0' },
        };
      },
    ],
    [
      'node-image',
      (world: World) => {
        world.profile = { properties: { latestNodeImageVersion: oldImage } };
      },
    ],
  ] as const)('%s: the version is another one (%#)', async (kind, change) => {
    const world = aWorld(kind);
    change(world);
    const scene = aScene(world);
    const begun = await scene.begin(stepOf(kind));
    expect(begun).toMatchObject({ kind: 'changed', text: expect.stringMatching(/\.$/) });
    expect(scene.mutations()).toEqual([]);
  });

  test.each(kinds)('%s: what has to be read cannot be', async (kind) => {
    const refusal = {
      status: 403,
      body: {
        error: { code: 'AuthorizationFailed', message: "no authorization to perform action 'a/b/read'" },
      },
    };
    const scene = aScene(
      aWorld(kind),
      () => started,
      ({ method }) => (method === 'GET' ? refusal : undefined),
    );
    expect(await scene.begin(stepOf(kind))).toMatchObject({
      kind: 'unreadable',
      problem: { status: 403, missingAction: 'a/b/read' },
    });
    expect(scene.mutations()).toEqual([]);
  });

  test.each(kinds)('%s: it is not there any more', async (kind) => {
    const gone = { status: 404, body: { error: { code: 'ResourceNotFound', message: 'gone' } } };
    const scene = aScene(
      aWorld(kind),
      () => started,
      ({ method }) => (method === 'GET' ? gone : undefined),
    );
    expect((await scene.begin(stepOf(kind))).kind).toBe('changed');
    expect(scene.mutations()).toEqual([]);
  });
});

test('every state of cluster and pool: a mutation from Succeeded and Running alone', async () => {
  const provisioning = [
    'Succeeded',
    'Failed',
    'Canceled',
    'Canceling',
    'Creating',
    'Updating',
    'Upgrading',
    'UpgradingNodeImageVersion',
    'Scaling',
    'Starting',
    'Stopping',
    'Deleting',
    'Migrating',
    'Reimaging',
    '',
    null,
    7,
    undefined,
  ];
  const power = ['Running', 'Stopped', 'Deallocating', '', null, undefined];
  let [cells, sends] = [0, 0];
  for (const kind of kinds) {
    for (const where of ['cluster', 'pool'] as const) {
      for (const state of provisioning) {
        for (const code of power) {
          const world = aWorld(kind);
          const listed = (propertiesOf(world.cluster)['agentPoolProfiles'] as Record<string, unknown>[])[0];
          const facts = { provisioningState: state, powerState: code === undefined ? undefined : { code } };
          const own = kind === 'control-plane' ? listed : propertiesOf(world.pool);
          Object.assign((where === 'cluster' ? propertiesOf(world.cluster) : own) ?? {}, facts);
          const scene = aScene(world);
          const begun = await scene.begin(stepOf(kind, aWorld(kind)));
          // A stopped pool is idle: the control plane may move without it.
          const isReady =
            code === 'Running' || (kind === 'control-plane' && where === 'pool' && code === 'Stopped');
          const isExpected = state === 'Succeeded' && isReady;
          expect([kind, where, state, code, begun.kind]).toEqual([
            kind,
            where,
            state,
            code,
            isExpected ? 'started' : 'changed',
          ]);
          expect(scene.mutations()).toHaveLength(isExpected ? 1 : 0);
          cells += 1;
          sends += scene.mutations().length;
        }
      }
    }
  }
  expect([cells, sends]).toEqual([648, 7]);
});

test('another writer between reading and writing, 1,000 times: nothing of theirs is overwritten', async () => {
  const dice = new Dice(20);
  let [stale, taken, withLock] = [0, 0, 0];
  for (let round = 0; round < 1000; round += 1) {
    const kind = dice.pick(['control-plane', 'pool-version'] as const);
    const world = aWorld(kind);
    const eTagOf = () =>
      kind === 'control-plane' ? world.cluster['eTag'] : propertiesOf(world.pool)['eTag'];
    const write = (tag: string) => {
      if (kind === 'control-plane') world.cluster = { ...world.cluster, eTag: tag };
      else world.pool = { ...world.pool, properties: { ...propertiesOf(world.pool), eTag: tag } };
    };
    let [isForeign, overwritten] = [false, 0];
    const scene = aScene(world, ({ headers }) => {
      withLock += headers['if-match'] === undefined ? 0 : 1;
      if (headers['if-match'] !== eTagOf())
        return { status: 412, body: { code: 'PreConditionFailed', message: 'stale' } };
      if (isForeign) overwritten += 1;
      return started;
    });
    const step = stepOf(kind);
    const at = dice.below(70);
    const foreign = scene.clock.pause(at).then(() => {
      // Before the answer of the read leaves Azure, we see their write: that is no race.
      isForeign = at > 15;
      write(`theirs-${round}`);
    });
    const begun = await scene.begin(step);
    await scene.clock.run(foreign);
    expect(overwritten).toBe(0);
    if (begun.kind === 'stale') stale += 1;
    else taken += begun.kind === 'started' ? 1 : 0;
  }
  expect(stale + taken).toBe(1000);
  expect(withLock).toBe(1000);
  expect(stale).toBeGreaterThan(100);
  expect(taken).toBeGreaterThan(100);
});

test('2,000 faults before, in and after a mutation: sent once, and never said what is not so', async () => {
  const dice = new Dice(18);
  const faults: readonly FakeAnswer[] = [
    { status: 500, body: '' },
    { status: 502, body: '<html>' },
    { status: 503, body: '' },
    { status: 504, body: '' },
    { status: 408, body: '' },
    { breaks: 'reset' },
    { breaks: 'hang' },
    { status: 200, body: '<html>' },
    { body: '{"prop' },
  ];
  const refusals: readonly FakeAnswer[] = [
    { status: 400, body: { code: 'BadRequest', message: 'no' } },
    { status: 403, body: '' },
    { status: 409, body: '' },
    { status: 412, body: '' },
    { status: 429, body: '' },
  ];
  const seen = new Map<string, number>();
  for (let round = 0; round < 2000; round += 1) {
    const kind = dice.pick(kinds);
    const [isCarriedOut, answer] = dice.pick<readonly [boolean, FakeAnswer]>([
      [true, dice.pick(faults)],
      [false, dice.pick(faults)],
      [false, dice.pick(refusals)],
      [true, started],
    ]);
    let carriedOut = 0;
    const scene = aScene(aWorld(kind), () => {
      carriedOut += isCarriedOut ? 1 : 0;
      return answer;
    });
    const begun = await scene.begin(stepOf(kind));
    expect(scene.mutations()).toHaveLength(1);
    expect(carriedOut).toBe(isCarriedOut ? 1 : 0);
    if (isCarriedOut) expect(['started', 'unclear']).toContain(begun.kind);
    else expect(begun.kind).not.toBe('started');
    seen.set(begun.kind, (seen.get(begun.kind) ?? 0) + 1);
  }
  expect([...seen.keys()].sort()).toEqual(['busy', 'refused', 'stale', 'started', 'unclear']);
}, 60_000);

test('what Azure answers with a time is not sent before it', async () => {
  const throttled = {
    status: 429,
    body: { code: 'Throttled', message: 'slow' },
    headers: { 'retry-after': '90' },
  };
  const scene = aScene(aWorld('pool-version'), () => throttled);
  const step = stepOf('pool-version');
  expect(await scene.begin(step)).toMatchObject({ kind: 'busy', waitMilliseconds: 90_000 });
  const again = await scene.begin(step);
  expect(again).toMatchObject({ kind: 'busy', waitMilliseconds: expect.any(Number) });
  expect(scene.mutations()).toHaveLength(1);
  await scene.clock.run(scene.clock.pause(90_000));
  await scene.begin(step);
  expect(scene.mutations()).toHaveLength(2);
});

test('the log knows neither the signed address nor an id', async () => {
  for (const kind of kinds) {
    const scene = aScene(aWorld(kind));
    await scene.begin(stepOf(kind));
    const told = scene.log.told.map(({ text }) => text).join('\n');
    expect(told).not.toContain('signed');
    expect(told).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    expect(told).not.toContain(new URL(status).pathname);
  }
});
