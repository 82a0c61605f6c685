import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import {
  badGatewayPage,
  entityStoreError,
  gatewayTimeout,
  runtimeErrorPage,
  throttled,
  throttledIdentity,
} from '../../simulator/azure-answers.ts';
import { describeFleet, simSubscriptionId, simTenantId } from '../../simulator/fleet.ts';
import {
  clouds,
  type SimCloud,
  simClientId,
  startWorld,
  type World,
  type WorldOptions,
} from '../../simulator/world.ts';
import { at, day, list } from './azure-desk.ts';
import { haveRecordings, recordedExchanges } from './recordings.ts';
import { type Client, connectTo } from './transport-client.ts';

const open: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function enter(options: Partial<WorldOptions> = {}): Promise<{ world: World; client: Client }> {
  const world = await startWorld({ fleet: describeFleet({ now: day, clusters: [{}] }), ...options });
  const client = connectTo(world.network);
  open.push(
    () => world.close(),
    () => client.close(),
  );
  return { world, client };
}

/** Signs in as the action does: the job's token, then one for Azure, then the list of clusters. */
async function signInAndList(world: World, client: Client): Promise<readonly [number, unknown]> {
  const { cloud } = world;
  const job = world.beginJob();
  const audience = encodeURIComponent(cloud.federationAudience);
  const assertion = await client.get(`${job.url}&audience=${audience}`, {
    authorization: `Bearer ${job.requestToken}`,
  });
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: simClientId,
    scope: `https://${cloud.arm}/.default`,
    client_assertion: String(at(JSON.parse(assertion.body), 'value')),
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  });
  const given = await client.post(
    `https://${cloud.authority}/${simTenantId}/oauth2/v2.0/token`,
    form.toString(),
  );
  if (given.status !== 200) return [given.status, JSON.parse(given.body)];
  const path = `/subscriptions/${simSubscriptionId}/providers/Microsoft.ContainerService/managedClusters`;
  const heard = await client.get(`https://${cloud.arm}${path}?api-version=2026-06-01`, {
    authorization: `Bearer ${at(JSON.parse(given.body), 'access_token')}`,
  });
  return [heard.status, JSON.parse(heard.body)];
}

describe('a world', () => {
  const own: SimCloud = {
    authority: 'login.stack.example.test',
    arm: 'management.stack.example.test',
    audiences: [],
    federationAudience: 'api://stack',
  };

  test.each([...Object.entries(clouds), ['a cloud of its own', own] as const])(
    'signs in and reads in %s, from the first request to the last',
    async (_, cloud) => {
      const { world, client } = await enter({ cloud });
      const [status, body] = await signInAndList(world, client);
      expect([status, list(body, 'value').length]).toEqual([200, 1]);
      expect(at(body, 'nextLink')).toContain(`https://${cloud.arm}/`);
      expect(world.network.exchanges.map(({ request }) => request.host)).toEqual([
        'pipelines.actions.githubusercontent.com',
        cloud.authority,
        cloud.arm,
      ]);
    },
  );

  test('gives another subject to a job with an environment: refused until the credential fits', async () => {
    const { world, client } = await enter();
    world.run = { ...world.run, environment: 'production' };
    const [status, body] = await signInAndList(world, client);
    expect([status, at(body, 'error_codes', 0)]).toEqual([401, 700213]);
    world.identities = world.identities.map((identity) => ({
      ...identity,
      federatedCredentials: identity.federatedCredentials.map((one) => ({
        ...one,
        subject: 'repo:contoso/platform:environment:production',
      })),
    }));
    expect((await signInAndList(world, client))[0]).toBe(200);
  });

  test('can grow, lose its rights and its quirks while it runs', async () => {
    const { world, client } = await enter();
    world.fleet = describeFleet({ now: day, clusters: [{}, {}] });
    expect(list((await signInAndList(world, client))[1], 'value')).toHaveLength(2);
    world.quirks = { 'trailing-empty-page': false };
    expect(at((await signInAndList(world, client))[1], 'nextLink')).toBeUndefined();
    world.identities = world.identities.map((identity) => ({ ...identity, roles: [] }));
    expect((await signInAndList(world, client))[0]).toBe(403);
  });

  test('gives tokens that end when it says', async () => {
    let now = day.getTime();
    const { world, client } = await enter({ clock: () => now, tokenLife: 60 });
    const listed = signInAndList(world, client);
    expect((await listed)[0]).toBe(200);
    const sent = world.network.exchanges.at(-1)?.request;
    now += 61_000;
    const heard = await client.get(`https://${sent?.host}${sent?.path}?${sent?.query}`, {
      authorization: sent?.headers['authorization'] ?? '',
    });
    expect([heard.status, at(JSON.parse(heard.body), 'error', 'code')]).toEqual([
      401,
      'ExpiredAuthenticationToken',
    ]);
  });

  test('has GitHub under the API’s host, with the run’s repository', async () => {
    const { world, client } = await enter({
      run: { apiUrl: 'https://ghes.example.test/api/v3', owner: 'fabrikam' },
    });
    const heard = await client.get('https://ghes.example.test/api/v3/repos/fabrikam/platform', {
      authorization: 'Bearer ghs_actions',
      'user-agent': 'a test',
    });
    expect([heard.status, at(JSON.parse(heard.body), 'id')]).toEqual([200, Number(world.run.repositoryId)]);
  });

  test('undoes at its end what was asked for', async () => {
    const undone: string[] = [];
    const { world } = await enter();
    world.atClose(() => undone.push('a'));
    await world.close();
    await world.close();
    expect(undone).toEqual(['a']);
  });
});

describe.skipIf(!haveRecordings)('the answers for faults have the form of real ones', () => {
  const recorded = (status: number, more: (body: unknown) => boolean) =>
    ['errors-all-cassettes.json', 'throttled-identity-429.json']
      .flatMap(recordedExchanges)
      .find((one) => one.status === status && more(one.body));
  const isPage = (body: unknown): boolean => typeof body === 'string' && body.includes('<html>');
  const keys = (body: unknown): unknown =>
    typeof body === 'object' && body !== null
      ? Object.fromEntries(Object.entries(body).map(([name, value]) => [name, keys(value)]))
      : typeof body;

  test.each([
    ['nginx’s 502', badGatewayPage, 502],
    ['the front end’s 500', runtimeErrorPage, 500],
  ])('%s is a page', (_, ours, status) => {
    const real = recorded(status, isPage);
    expect([ours.status, isPage(ours.body)]).toEqual([status, true]);
    const title = /<title>(.*)<\/title>/;
    expect(title.exec(String(ours.body))?.[1]).toBe(title.exec(String(real?.body))?.[1]);
  });

  test.each([
    [
      'the provider’s 500',
      entityStoreError('s'),
      (body: unknown) => at(body, 'code') === 'EntityStoreOperationError',
    ],
    ['the gateway’s 504', gatewayTimeout, (body: unknown) => at(body, 'error', 'code') === 'GatewayTimeout'],
    ['the identity layer’s 429', throttledIdentity('t'), (body: unknown) => at(body, 'error') !== undefined],
  ])('%s has the keys of the recorded one', (_, ours, picks) => {
    const real = recorded(ours.status, picks);
    expect(real).toBeDefined();
    expect(keys(ours.body)).toEqual(keys(real?.body));
    expect(ours.headers?.['retry-after']).toBeUndefined();
  });
});

test('a 429 names its seconds, or leaves them to the text', () => {
  expect(throttled(7).headers?.['retry-after']).toBe('7');
  expect(throttled().headers?.['retry-after']).toBeUndefined();
  expect(at(throttled().body, 'message')).toContain('Retry after 2 seconds');
});

test('the README imports what is there', async () => {
  const page = readFileSync(new URL('../../simulator/README.md', import.meta.url), 'utf8');
  const imports = [...page.matchAll(/import \{ (.+) \} from '\.\/(simulator\/.+)'/g)];
  expect(imports.length).toBeGreaterThan(3);
  for (const [, names = '', file] of imports) {
    const module = (await import(`../../${file}`)) as Readonly<Record<string, unknown>>;
    for (const name of names.split(', ')) expect(module[name], `${name} of ${file}`).toBeDefined();
  }
});
