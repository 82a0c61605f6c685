/** One session for hours: looks that stay quiet and fresh, pace that goes on, tokens that are renewed in time. */

import type { AccessToken } from '@azure/identity';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { simClientId } from '../../simulator/world.ts';
import { Failure } from '../../src/failure.ts';
import type { SignIn } from '../../src/inputs/inputs.ts';
import { clusterRequest } from '../../src/inventory/arm-paths.ts';
import { openAzure, readInventory } from '../../src/inventory/azure-session.ts';
import { keepToken } from '../../src/inventory/azure-token.ts';
import { armCluster, everything, healthyArm, subscription } from './arm-bodies.ts';
import { anySignIn, type FakeAnswer, FakeArm, portsOf } from './fake-arm.ts';
import { VirtualClock } from './virtual-clock.ts';

const hour = 3_600_000;

function aSession(
  clusters = [armCluster()],
  instead: (path: string) => FakeAnswer | undefined = () => undefined,
) {
  const clock = new VirtualClock();
  const healthy = healthyArm(clusters);
  const arm = new FakeArm(clock, (asked, times) => instead(asked.url.pathname) ?? healthy(asked, times));
  const ports = portsOf(clock, arm);
  return { clock, arm, ports, session: openAzure(anySignIn, ports) };
}

describe('looks in one session', () => {
  test('each is fresh, the region included, and only the first is told', async () => {
    const { clock, arm, ports, session } = aSession();
    const first = await clock.run(readInventory(session, everything, ports));
    const reads = arm.asked.length;
    const lines = ports.log.told.filter(({ kind }) => kind !== 'debug').length;
    for (let look = 0; look < 3; look += 1) {
      const again = await clock.run(readInventory(session, everything, { ...ports, isQuiet: true }));
      expect({ ...again, takenAt: first.takenAt }).toEqual(first);
    }
    expect(arm.asked).toHaveLength(4 * reads);
    expect(arm.asked.filter(({ url }) => url.pathname.endsWith('/kubernetesVersions'))).toHaveLength(4);
    expect(ports.log.told.filter(({ kind }) => kind !== 'debug')).toHaveLength(lines);
    expect(
      ports.log.told.filter(({ kind, text }) => kind === 'debug' && text.startsWith('Read 1 cluster')),
    ).toHaveLength(3);
    expect(new Set(arm.asked.map(({ authorization }) => authorization)).size).toBe(1);
  });

  test('a warning of a repeated look goes to the debug log', async () => {
    const { clock, ports, session } = aSession();
    const scope = { ...everything, nodePools: ['nowhere'] };
    await clock.run(readInventory(session, scope, { ...ports, isQuiet: true }));
    expect(ports.log.told.filter(({ kind }) => kind !== 'debug')).toEqual([]);
    await clock.run(readInventory(session, scope, ports));
    expect(ports.log.told.filter(({ kind }) => kind === 'warning')).toHaveLength(1);
  });

  test('long looks that are quiet tell no progress, and one that is not does', async () => {
    const many = Array.from({ length: 60 }, (_, index) => armCluster({ name: `aks-${index}` }));
    const { clock, ports, session } = aSession(many);
    await clock.run(readInventory(session, everything, { ...ports, isQuiet: true }));
    expect(ports.log.told.filter(({ text }) => text.startsWith('Reading Azure'))).toEqual([]);
    await clock.run(readInventory(session, everything, ports));
    expect(ports.log.told.filter(({ text }) => text.startsWith('Reading Azure')).length).toBeGreaterThan(3);
  });

  test('the pace goes on: what one look has used up, the next has not got', async () => {
    const many = Array.from({ length: 12 }, (_, index) => armCluster({ name: `aks-${index}` }));
    const { clock, arm, ports, session } = aSession(many);
    const before = clock.now().getTime();
    for (let look = 0; look < 3; look += 1)
      await clock.run(readInventory(session, everything, { ...ports, isQuiet: true }));
    const regional = arm.asked.filter(({ url }) =>
      /upgradeProfiles|maintenance|kubernetesVersions/.test(url.pathname),
    );
    const seconds = (clock.now().getTime() - before) / 1000;
    expect(regional.length).toBe(3 * 37);
    expect(seconds).toBeGreaterThan(regional.length - 60 - 2);
  });

  test('each has its whole time for 429s, whatever the looks before have spent', async () => {
    let refusals = 0;
    const { clock, ports, session } = aSession([armCluster()], (path) => {
      if (!path.endsWith('/maintenanceConfigurations') || refusals === 0) return undefined;
      refusals -= 1;
      return { status: 429, body: { code: 'Throttled', message: 'slow' }, headers: { 'retry-after': '100' } };
    });
    for (let look = 0; look < 5; look += 1) {
      refusals = 3;
      const inventory = await clock.run(readInventory(session, everything, { ...ports, isQuiet: true }));
      expect([look, inventory.unread]).toEqual([look, []]);
    }
  });
});

describe('a mutation comes to the wire through its own door alone', () => {
  test('none without leave', async () => {
    const { clock, arm, ports } = aSession();
    const { AzureConnection } = await import('../../src/inventory/azure-connection.ts');
    const { cloudEndpoints } = await import('../../src/inventory/cloud-endpoints.ts');
    const signIn = ports.signIn ?? (() => Promise.reject(new Error('no sign-in')));
    const connection = new AzureConnection(cloudEndpoints(anySignIn), signIn, arm);
    const request = {
      ...clusterRequest({ subscriptionId: subscription, resourceGroup: 'rg', name: 'aks' }),
      method: 'PUT' as const,
      body: {},
    };
    expect(await clock.run(connection.send(request, () => false))).toEqual({ kind: 'kept-back' });
    expect(arm.asked).toEqual([]);
    expect(await clock.run(connection.send(request, () => true))).toMatchObject({
      kind: 'answer',
      status: 404,
    });
    expect(arm.asked).toHaveLength(1);
  });
});

describe('a token through six hours', () => {
  /** Lives an hour, costs `failing` attempts in between. */
  function aKeeper(isFailing: (at: number) => boolean = () => false) {
    const clock = new VirtualClock();
    const start = clock.now().getTime();
    const asked: number[] = [];
    const credential = keepToken(
      {
        getToken: async () => {
          const at = clock.now().getTime();
          asked.push(at - start);
          if (isFailing(at - start)) throw new Failure('AKSU-OIDC', 'no token');
          return { token: `of-${at}`, expiresOnTimestamp: at + hour };
        },
      },
      clock,
    );
    const lifeOf = (token: AccessToken | null) =>
      Number(token?.token.slice(3)) + hour - clock.now().getTime();
    return { clock, credential, asked, lifeOf, start };
  }

  test('is renewed before it ends, and not more often', async () => {
    const { clock, credential, asked, lifeOf } = aKeeper();
    let least = Number.POSITIVE_INFINITY;
    for (let poll = 0; poll < 350 * 3; poll += 1) {
      least = Math.min(least, lifeOf(await credential.getToken('scope')));
      await clock.run(clock.pause(20_000));
    }
    expect(least).toBeGreaterThan(3 * 60_000);
    expect(asked).toHaveLength(7);
  });

  test('while the endpoint fails the old one serves, asked for at most every half minute', async () => {
    const { clock, credential, asked, lifeOf } = aKeeper((at) => at > 0 && at < 59 * 60_000);
    for (let poll = 0; poll < 3 * 60; poll += 1) {
      expect(lifeOf(await credential.getToken('scope'))).toBeGreaterThan(0);
      await clock.run(clock.pause(20_000));
    }
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.length).toBeLessThan(12);
  });

  test('when it has run out and no other is to be had, that is a failure; and a token again when there is one', async () => {
    const { clock, credential } = aKeeper((at) => at > 0 && at < 2 * hour);
    await credential.getToken('scope');
    await clock.run(clock.pause(hour));
    await expect(credential.getToken('scope')).rejects.toMatchObject({ code: 'AKSU-OIDC' });
    await clock.run(clock.pause(hour));
    expect((await credential.getToken('scope'))?.token).toMatch(/^of-/);
  });

  test('a challenge asks for another at once', async () => {
    const { credential, asked } = aKeeper();
    await credential.getToken('scope');
    await credential.getToken('scope');
    expect(asked).toHaveLength(1);
    await credential.getToken('scope', { claims: '{}' });
    expect(asked).toHaveLength(2);
  });

  test('reads through 5 h 50 min with tokens of an hour: none is refused, none is asked for twice', async () => {
    const clock = new VirtualClock();
    const healthy = healthyArm([armCluster()]);
    const lives = new Map<string, number>();
    let dead = 0;
    const arm = new FakeArm(clock, (asked, times) => {
      const end = lives.get(asked.authorization ?? '') ?? 0;
      if (asked.at < end) return healthy(asked, times);
      dead += 1;
      return { status: 401, body: {} };
    });
    const ports = portsOf(clock, arm);
    const signIn = async () => ({
      getToken: async () => {
        const token = `t${lives.size}`;
        const expiresOnTimestamp = clock.now().getTime() + hour;
        lives.set(`Bearer ${token}`, expiresOnTimestamp);
        return { token, expiresOnTimestamp };
      },
    });
    const session = openAzure(anySignIn, { ...ports, signIn });
    const request = clusterRequest({
      subscriptionId: subscription,
      resourceGroup: 'rg-one',
      name: 'aks-one',
    });
    for (let poll = 0; poll < 350; poll += 1) {
      const answer = await clock.run(session.client.ask(request));
      expect(answer).toMatchObject({ kind: 'answer', status: 200 });
      await clock.run(clock.pause(60_000));
    }
    expect([dead, lives.size]).toEqual([0, 7]);
  });
});

describe('OIDC through 5 h 50 min', () => {
  const tenantId = '44444444-4444-4444-8444-444444444444';
  const byOidc: SignIn = { method: 'oidc', tenantId, clientId: simClientId, cloud: 'AzureCloud' };
  const env = {
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.example/token?api-version=2.0',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
  };
  afterEach(() => void vi.useRealTimers());

  /** The runner, Entra and ARM in one: assertions live five minutes, access tokens one hour. MSAL keeps time by `Date`. */
  function aRunner(isOidcDown: (minute: number) => boolean = () => false) {
    const clock = new VirtualClock();
    const start = clock.now().getTime();
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    const healthy = healthyArm([armCluster()]);
    const ages: number[] = [];
    const ends = new Map<string, number>();
    let refused = 0;
    const arm = new FakeArm(clock, (asked, times) => {
      const { url, method, at } = asked;
      if (url.host === 'oidc.example') {
        if (isOidcDown((at - start) / 60_000)) return { status: 503, body: '' };
        return { body: { value: jwtOf({ iat: at, exp: Math.floor(at / 1000) + 300 }) } };
      }
      if (url.host === 'login.microsoftonline.com') {
        if (method === 'GET') return { body: directoryOf(tenantId) };
        const assertion = new URLSearchParams(asked.body).get('client_assertion') ?? '';
        const { iat } = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString());
        ages.push(at - iat);
        const token = `access-${ends.size}`;
        ends.set(`Bearer ${token}`, at + hour);
        return {
          body: { token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: token },
        };
      }
      if (at < (ends.get(asked.authorization ?? '') ?? 0)) return healthy(asked, times);
      refused += 1;
      return { status: 401, body: {} };
    });
    const ports = { clock, log: portsOf(clock, arm).log, env, httpClient: arm };
    const { client } = openAzure(byOidc, ports);
    const request = clusterRequest({
      subscriptionId: subscription,
      resourceGroup: 'rg-one',
      name: 'aks-one',
    });
    const ask = async () => {
      vi.setSystemTime(clock.now());
      return clock.run(client.ask(request).catch((thrown: unknown) => thrown));
    };
    const pause = (milliseconds: number) => clock.run(clock.pause(milliseconds));
    return { ask, pause, ages, tokens: () => ends.size, refused: () => refused };
  }

  test('every assertion is young, no token runs out in use, and no more are asked for than there are hours', async () => {
    const runner = aRunner();
    for (let minute = 0; minute < 350; minute += 1) {
      expect(await runner.ask()).toMatchObject({ status: 200 });
      await runner.pause(60_000);
    }
    expect(Math.max(...runner.ages)).toBeLessThanOrEqual(60_000);
    expect([runner.tokens(), runner.refused()]).toEqual([7, 0]);
  });

  test('an endpoint that fails for two minutes at the time of renewal is not noticed', async () => {
    const runner = aRunner((minute) => minute > 54 && minute < 58);
    for (let minute = 0; minute < 130; minute += 1) {
      expect(await runner.ask()).toMatchObject({ status: 200 });
      await runner.pause(60_000);
    }
    expect(runner.refused()).toBe(0);
  });

  test('an endpoint that fails for good ends in a failure that says so', async () => {
    const runner = aRunner((minute) => minute > 30);
    const ends: unknown[] = [];
    for (let minute = 0; minute < 70; minute += 1) {
      ends.push(await runner.ask());
      await runner.pause(60_000);
    }
    expect(ends.slice(0, 57).every((end) => (end as { status?: number }).status === 200)).toBe(true);
    expect(ends.at(-1)).toMatchObject({ code: 'AKSU-OIDC' });
    expect(runner.refused()).toBe(0);
  });
});

function jwtOf(payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ iss: 'https://token.actions.githubusercontent.com', sub: 's', aud: 'a', ...payload })}.c2ln`;
}

function directoryOf(tenantId: string) {
  const authority = `https://login.microsoftonline.com/${tenantId}`;
  return {
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    jwks_uri: `${authority}/keys`,
  };
}
