import { afterEach, describe, expect, test } from 'vitest';
import type { SimRequest } from '../../simulator/exchange.ts';
import type { FaultRule } from '../../simulator/faults.ts';
import { type Network, type NetworkOptions, startNetwork } from '../../simulator/network.ts';
import { type Client, connectTo } from './transport-client.ts';

const host = 'management.azure.com';
const url = `https://${host}/things`;
const open: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

interface Setting {
  readonly network: Network;
  readonly client: Client;
  /** What the service did: each POST adds its body. */
  readonly things: string[];
}

async function start(
  faults: readonly FaultRule[] = [],
  more: Partial<NetworkOptions> = {},
  patience?: number,
): Promise<Setting> {
  const things: string[] = [];
  const service = (request: SimRequest) => {
    if (request.method === 'POST') things.push(request.body);
    return { status: request.method === 'POST' ? 201 : 200, body: { things } };
  };
  const network = await startNetwork({ services: { [host]: service }, faults, ...more });
  const client = connectTo(network, patience);
  open.push(
    () => network.close(),
    () => client.close(),
  );
  return { network, client, things };
}

describe('the network', () => {
  test('answers under the real name, with the body as JSON', async () => {
    const { client } = await start();
    const heard = await client.get(`${url}?a=1&b=%24x`);
    expect([heard.status, heard.headers['content-type'], heard.body]).toEqual([
      200,
      'application/json; charset=utf-8',
      '{"things":[]}',
    ]);
  });

  test('writes down every exchange', async () => {
    const { client, network } = await start();
    await client.post(`${url}/sub%20path?api-version=1&x=a%3Db`, 'one');
    const [exchange] = network.exchanges;
    expect(exchange?.request).toMatchObject({
      method: 'POST',
      host,
      path: '/things/sub%20path',
      body: 'one',
    });
    expect(exchange?.request.query.get('x')).toBe('a=b');
    expect(exchange?.response.status).toBe(201);
    network.forget();
    expect(network.exchanges).toEqual([]);
  });

  test.each([
    'https://evil.example/x',
    'https://management.azure.com:8443/x',
    'https://management.azure.com.evil.example/',
  ])('refuses %s and writes it down', async (target) => {
    const { client, network } = await start();
    await expect(client.get(target)).rejects.toThrow(/tunnel|403/i);
    expect(network.refused.map((one) => one.target)).toEqual([
      new URL(target).host.replace(/^([^:]+)$/, '$1:443'),
    ]);
    expect(network.exchanges).toEqual([]);
  });

  test('refuses plain http, which would go round TLS', async () => {
    const { network } = await start();
    const { hostname, port } = new URL(network.proxyUrl);
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const sent = request(
        { host: hostname, port, path: 'http://management.azure.com/', agent: false },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      sent.on('error', reject).end();
    });
    expect([status, network.refused.map((one) => one.target)]).toEqual([
      403,
      ['http://management.azure.com/'],
    ]);
  });

  test('answers 421 when the Host header names somebody else', async () => {
    const answer = () => ({ status: 200 });
    const { client } = await start([], { services: { [host]: answer, 'api.github.com': answer } });
    expect((await client.get(url, { host: 'api.github.com' })).status).toBe(421);
  });

  test('serves a wildcard host', async () => {
    const { client } = await start([], { services: { '*.example.test': () => ({ status: 204 }) } });
    expect((await client.get('https://arm.example.test/')).status).toBe(204);
  });

  test('makes every answer late by the latency', async () => {
    const { client, network } = await start();
    network.latency = 120;
    const before = performance.now();
    await client.get(url);
    expect(performance.now() - before).toBeGreaterThanOrEqual(115);
  });

  test('shows a mistake of the simulator as one', async () => {
    const { client } = await start([], {
      services: {
        [host]: () => {
          throw new Error('not thought of');
        },
      },
    });
    const heard = await client.get(url);
    expect([heard.status, heard.body]).toEqual([599, expect.stringContaining('not thought of')]);
  });

  test('makes its certificate once for the same hosts', async () => {
    const first = await start();
    const before = performance.now();
    const second = await start();
    console.log(`a second network starts in ${Math.round(performance.now() - before)} ms`);
    expect(second.network.authority).toBe(first.network.authority);
    expect(second.network.proxyUrl).not.toBe(first.network.proxyUrl);
  });

  test('ends with requests hanging, and lets no more in', async () => {
    const { client, network } = await start([{ match: {}, kind: 'before', broken: 'hang' }]);
    const hanging = client.get(url).catch((error: Error) => error);
    await expect.poll(() => network.exchanges.length).toBe(1);
    await network.close();
    expect(await hanging).toBeInstanceOf(Error);
    await expect(client.get(url)).rejects.toThrow();
  });
});

describe('a fault', () => {
  test.each<[string, FaultRule, number, string[]]>([
    ['before', { match: {}, kind: 'before', response: { status: 502, body: 'bad' } }, 502, []],
    ['lost', { match: {}, kind: 'lost', response: { status: 502, body: 'bad' } }, 502, ['x']],
    ['after', { match: {}, kind: 'after' }, 201, ['x']],
  ])('%s: the service did %o', async (_, rule, status, done) => {
    const { client, things, network } = await start([{ name: 'ours', ...rule }]);
    expect((await client.post(url, 'x')).status).toBe(status);
    expect(things).toEqual(done);
    expect(network.exchanges[0]).toMatchObject({ fault: 'ours', response: { status } });
    expect(network.exchanges[0]?.committed?.status).toBe(rule.kind === 'lost' ? 201 : undefined);
  });

  test.each(['before', 'lost'] as const)('%s with a reset: the client’s connection breaks', async (kind) => {
    const { client, things } = await start([{ match: {}, kind, broken: 'reset' }]);
    await expect(client.post(url, 'x')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(things).toEqual(kind === 'lost' ? ['x'] : []);
  });

  test.each(['before', 'lost'] as const)('%s with a hang: the client hears nothing', async (kind) => {
    const { client, things } = await start([{ match: {}, kind, broken: 'hang' }], {}, 1000);
    await expect(client.post(url, 'x')).rejects.toThrow('nothing was heard');
    expect(things).toEqual(kind === 'lost' ? ['x'] : []);
  });

  test('lost with a truncation: half of the true body, then the end', async () => {
    const { client, things } = await start([{ match: {}, kind: 'lost', broken: 'truncate' }]);
    await expect(client.post(url, 'x'.repeat(4000))).rejects.toThrow(/aborted|hang up/);
    expect(things).toHaveLength(1);
  });

  test('meets only what it matches, and only the nth time', async () => {
    const rule = { kind: 'before', response: { status: 500 } } as const;
    const { client } = await start([
      { ...rule, match: { method: 'POST' }, nth: 2 },
      { ...rule, match: { path: /other/ } },
      { ...rule, match: { host: 'api.github.com' } },
      { ...rule, match: { when: (request) => request.query.has('bad') }, nth: [1, 3] },
    ]);
    const statuses = [
      await client.get(url),
      await client.post(url, 'a'),
      await client.post(url, 'b'),
      await client.post(url, 'c'),
      await client.get(`https://${host}/other`),
      await client.get(`${url}?bad`),
      await client.get(`${url}?bad`),
      await client.get(`${url}?bad`),
    ].map((heard) => heard.status);
    expect(statuses).toEqual([200, 201, 500, 201, 500, 500, 200, 500]);
  });

  test('may be added while the network runs, and calls back when it has struck', async () => {
    const { client, network } = await start();
    const struck: string[] = [];
    network.faults.push({
      match: {},
      nth: 1,
      kind: 'after',
      afterwards: (request) => struck.push(request.path),
    });
    await client.get(url);
    await client.get(url);
    expect(struck).toEqual(['/things']);
  });
});

test('thousands of requests are answered quickly, many at once', async () => {
  const { client } = await start();
  const before = performance.now();
  const urls = Array.from({ length: 2000 }, (_, index) => `${url}/${index}`);
  for (let at = 0; at < urls.length; at += 50) {
    const heard = await Promise.all(urls.slice(at, at + 50).map((one) => client.get(one)));
    expect(heard.every((one) => one.status === 200)).toBe(true);
  }
  console.log(`2,000 requests in ${Math.round(performance.now() - before)} ms`);
});
