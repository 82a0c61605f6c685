import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apiHost, type Downloaded, rawHost, scanHost } from '../../src/releases/download.ts';
import { type DownloadOptions, type Downloads, openDownloads } from '../../src/releases/runner-download.ts';
import { type Handler, type Hosts, startHosts } from './download-hosts.ts';

let hosts: Hosts;
let opened: Downloads[] = [];
const proxyNames = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'];
const before = Object.fromEntries(proxyNames.map((name) => [name, process.env[name]]));

beforeAll(async () => {
  hosts = await startHosts();
  // Takes seconds on a busy machine, which are not the download's.
  bomb();
});

beforeEach(() => {
  for (const name of proxyNames) delete process.env[name];
  process.env['HTTPS_PROXY'] = hosts.proxyUrl;
});

afterEach(async () => {
  for (const { close } of opened) close();
  opened = [];
  // Whatever happened, nothing is left.
  await expect.poll(() => hosts.open.size, { interval: 5 }).toBe(0);
  delete hosts.onConnect;
  hosts.handler = (_, outgoing) => outgoing.end('text');
  hosts.asked.length = 0;
  hosts.tunnels.length = 0;
});

afterAll(async () => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await hosts.close();
});

function open(options?: DownloadOptions): Downloads['download'] {
  const downloads = openDownloads(options);
  opened.push(downloads);
  return downloads.download;
}

async function ask(handler: Handler, options: DownloadOptions = {}, largest = 1000): Promise<Downloaded> {
  hosts.handler = handler;
  return await open({ limit: 2000, ...options })({ url: `https://${apiHost}/some/path?x=1`, largest });
}

const answers: readonly (readonly [string, Handler, object])[] = [
  ['a text', (_, out) => out.end('grüß Gott'), { ok: true, text: 'grüß Gott' }],
  ['nothing', (_, out) => out.end(), { ok: true, text: '' }],
  ['a byte order mark', (_, out) => out.end('\uFEFFWindows'), { ok: true, text: 'Windows' }],
  ['exactly as much as may be', (_, out) => out.end('x'.repeat(1000)), { ok: true, text: 'x'.repeat(1000) }],
  ['a byte more', (_, out) => out.end('x'.repeat(1001)), { ok: false, reason: 'larger than 1 kB' }],
  [
    'packed text',
    (_, out) => out.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(900))),
    { ok: true, text: 'x'.repeat(900) },
  ],
  [
    'a bomb: 300 MB in 300 kB',
    (_, out) => out.setHeader('content-encoding', 'gzip').end(bomb()),
    { ok: false, kind: 'content', reason: 'larger than 1 kB' },
  ],
  [
    'what is not gzip',
    (_, out) => out.setHeader('content-encoding', 'gzip').end('plain'),
    { ok: false, kind: 'content', reason: 'packed in a way that nobody can read' },
  ],
  [
    'half a gzip',
    (_, out) => out.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(900)).subarray(0, 15)),
    { ok: false, kind: 'content', reason: 'packed in a way that nobody can read' },
  ],
  [
    'another packing',
    (_, out) => out.setHeader('content-encoding', 'br').end('x'),
    { ok: false, kind: 'content', reason: 'packed in a way that was not asked for' },
  ],
  [
    'bytes that are no text',
    (_, out) => out.end(Buffer.from([0x41, 0xff, 0xfe])),
    { ok: false, kind: 'content', reason: 'not text in UTF-8' },
  ],
  ['404', status(404), { ok: false, kind: 'refused', status: 404, reason: 'not found (404)' }],
  ['401', status(401), { reason: 'the token was not accepted (401)' }],
  ['403', status(403), { status: 403, reason: 'access refused (403)' }],
  [
    '403 for the hour',
    status(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795410000' }),
    {
      status: 403,
      reason: 'asked too often (403)',
      isRateLimit: true,
      detail: 'until 2026-11-23T05:00:00.000Z',
    },
  ],
  [
    '403 for its pace',
    status(403, { 'retry-after': '60' }),
    { reason: 'asked too often (403)', isRateLimit: true },
  ],
  [
    '429 with a reset that is none',
    status(429, { 'x-ratelimit-reset': '9'.repeat(30) }),
    { reason: 'asked too often (429)', isRateLimit: true },
  ],
  ['204', status(204), { reason: 'an unexpected answer (204)' }],
  ['206', status(206), { reason: 'an unexpected answer (206)' }],
  ['500', status(500), { reason: 'trouble on the other side (500)' }],
  [
    '302 elsewhere',
    status(302, { location: 'https://evil.example/x' }),
    { reason: 'sent on to another host (302)' },
  ],
  [
    '301 on the same host',
    status(301, { location: '/other' }),
    { reason: 'sent on to another address (301)' },
  ],
  ['307 to nowhere', status(307), { reason: 'sent on to another host (307)' }],
  [
    '308 to what is no address',
    status(308, { location: 'https://' }),
    { reason: 'sent on to another host (308)' },
  ],
];

describe('an answer', () => {
  test.each(answers)('%s', async (_, handler, expected) => {
    const downloaded = await ask(handler);
    expect(downloaded).toMatchObject(expected);
    expect(hosts.asked).toEqual([`${apiHost} /some/path?x=1`]);
  });

  test('says what differs from run to run for the log alone', async () => {
    const told = await ask(status(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795410000' }));
    expect('reason' in told && told.reason).not.toContain('2026');
  });

  test('a status line that is none, and headers without end', async () => {
    const raw = async (text: string): Promise<Downloaded> =>
      await ask((incoming) => incoming.socket.end(text));
    expect(await raw('no HTTP at all\r\n\r\n')).toMatchObject({ kind: 'connection' });
    const headers = `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`;
    expect(await raw(headers)).toMatchObject({ kind: 'connection', reason: expect.stringContaining('HPE') });
  });
});

describe('time', () => {
  test('an answer that never comes', async () => {
    const began = performance.now();
    const downloaded = await ask(() => undefined, { limit: 300 });
    expect(downloaded).toEqual({ ok: false, kind: 'connection', reason: 'no whole answer within 0.3 s' });
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test('a body that drips', async () => {
    const drip: Handler = (_, out) => {
      const timer = setInterval(() => out.write('x'), 20);
      out.on('close', () => clearInterval(timer));
    };
    expect(await ask(drip, { limit: 400 })).toMatchObject({ reason: 'no whole answer within 0.4 s' });
  });

  test('a packed body that stops', async () => {
    const stop: Handler = (_, out) => {
      out.setHeader('content-encoding', 'gzip').write(gzipSync('x'.repeat(900)).subarray(0, 15));
    };
    expect(await ask(stop, { limit: 300 })).toMatchObject({ reason: 'no whole answer within 0.3 s' });
  });

  test('headers that drip', async () => {
    const drip: Handler = ({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\nx-drip: ');
      const timer = setInterval(() => socket.write('h'), 20);
      socket.on('close', () => clearInterval(timer));
    };
    expect(await ask(drip, { limit: 300 })).toMatchObject({ reason: 'no whole answer within 0.3 s' });
  });

  test('both attempts share it', async () => {
    let asked = 0;
    const slow: Handler = (_, out) => {
      asked += 1;
      if (asked === 1) setTimeout(() => out.writeHead(503).end(), 200);
    };
    const began = performance.now();
    expect(await ask(slow, { limit: 800 })).toMatchObject({ reason: 'no whole answer within 0.8 s' });
    expect(performance.now() - began).toBeLessThan(6000);
    expect(asked).toBe(2);
  });

  test('a proxy that says nothing', async () => {
    hosts.onConnect = () => undefined;
    expect(await ask(status(200), { limit: 300 })).toMatchObject({ reason: 'no whole answer within 0.3 s' });
  });
});

describe('asking once more', () => {
  const broken: readonly (readonly [string, Handler])[] = [
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
    ['a connection that closes', ({ socket }) => socket.destroy()],
    [
      'a body that breaks off',
      (_, out) => out.setHeader('content-length', '500').write('half', () => out.destroy()),
    ],
  ];
  test.each(broken)('%s: once, and then it may go well', async (_, handler) => {
    let asked = 0;
    const downloaded = await ask((incoming, outgoing) => {
      asked += 1;
      if (asked === 1) handler(incoming, outgoing);
      else outgoing.end('there');
    });
    expect(downloaded).toEqual({ ok: true, text: 'there' });
    expect(asked).toBe(2);
  });

  test.each(broken)('%s: and no more than once', async (_, handler) => {
    expect(await ask(handler)).toMatchObject({ ok: false });
    expect(hosts.asked).toHaveLength(2);
  });
});

describe('who is asked', () => {
  const foreign = [
    'https://github.com/Azure/AKS',
    'https://api.github.com.evil.example/x',
    'https://evil.example/api.github.com',
    'http://api.github.com/x',
    'https://api.github.com:8443/x',
    'https://user:secret@api.github.com/x',
    'https://api.github.com@evil.example/x',
    'file:///etc/passwd',
    'no address',
  ];
  test.each(foreign)('%s is not', async (url) => {
    expect(await open()({ url, largest: 1000 })).toMatchObject({ ok: false, kind: 'refused' });
    expect([...hosts.tunnels, ...hosts.asked]).toEqual([]);
  });

  test.each([
    [apiHost, 'Bearer ghs_secret'],
    [rawHost, undefined],
    [scanHost, undefined],
  ])('%s is, and sees the token: %s', async (host, expected) => {
    let seen: unknown = 'unasked';
    hosts.handler = ({ headers }, outgoing) => {
      seen = headers.authorization;
      outgoing.end('x');
    };
    expect(await open()({ url: `https://${host}/`, token: 'ghs_secret', largest: 10 })).toMatchObject({
      ok: true,
    });
    expect(seen).toBe(expected);
  });

  test('with the media type that was asked for, by name', async () => {
    let seen: unknown;
    hosts.handler = ({ headers }, outgoing) => {
      seen = [headers.accept, headers['user-agent'], headers.authorization, headers['accept-encoding']];
      outgoing.end('x');
    };
    await open()({ url: `https://${apiHost}/`, accept: 'application/vnd.github.raw+json', largest: 10 });
    expect(seen).toEqual(['application/vnd.github.raw+json', 'aks-upgrade', undefined, 'gzip']);
  });
});

describe('the way', () => {
  test('through the proxy, over connections that are kept', async () => {
    const download = open();
    for (let turn = 0; turn < 5; turn += 1) {
      expect(await download({ url: `https://${apiHost}/${turn}`, largest: 10 })).toMatchObject({ ok: true });
    }
    expect(hosts.tunnels).toEqual([`${apiHost}:443`]);
  });

  test('with the name and password of the proxy', async () => {
    process.env['HTTPS_PROXY'] = hosts.proxyUrl.replace('://', '://me:p%40ss@');
    hosts.onConnect = (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const downloaded = await open()({ url: `https://${apiHost}/`, largest: 10 });
    expect(downloaded).toMatchObject({ kind: 'connection', reason: 'refused by the proxy (407)' });
    expect(hosts.tunnels).toEqual([`me:p@ss ${apiHost}:443`]);
  });

  test.each(['403', '407', '502'])('a proxy that answers %s is not asked twice', async (code) => {
    hosts.onConnect = (_, socket) => socket.end(`HTTP/1.1 ${code} No\r\nContent-Length: 0\r\n\r\n`);
    expect(await ask(status(200))).toMatchObject({
      kind: 'connection',
      reason: `refused by the proxy (${code})`,
    });
    expect(hosts.tunnels).toHaveLength(1);
  });

  test('a proxy that hangs up', async () => {
    hosts.onConnect = (_, socket) => socket.destroy();
    expect(await ask(status(200))).toMatchObject({ reason: 'the connection failed (ECONNRESET)' });
    expect(hosts.tunnels).toHaveLength(2);
  });

  test('a proxy behind which no TLS is spoken', async () => {
    hosts.onConnect = (_, socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nhello, I am no TLS at all\r\n');
    expect(await ask(status(200))).toMatchObject({ kind: 'connection' });
  });

  test.each(['http://127.0.0.1:1', '127.0.0.1:1', 'http://%zz@127.0.0.1:1'])(
    'a proxy that is not there: %s',
    async (proxy) => {
      process.env['HTTPS_PROXY'] = proxy;
      expect(await ask(status(200))).toMatchObject({ kind: 'connection' });
      expect(hosts.tunnels).toEqual([]);
    },
  );

  test('without the proxy for a host of NO_PROXY', async () => {
    process.env['NO_PROXY'] = 'localhost';
    const download = open({ hosts: [hosts.direct] });
    expect(await download({ url: `https://${hosts.direct}/x`, largest: 10 })).toEqual({
      ok: true,
      text: 'text',
    });
    expect(hosts.tunnels).toEqual([]);
  });

  test('a certificate of another name is not trusted', async () => {
    const other = hosts.direct.replace('localhost', '127.0.0.1');
    const downloaded = await open({ hosts: [other] })({ url: `https://${other}/x`, largest: 10 });
    expect(downloaded).toMatchObject({
      kind: 'connection',
      reason: expect.stringMatching(/^the certificate is not trusted \(ERR_TLS_CERT_ALTNAME_INVALID\)/),
    });
    expect(hosts.asked).toEqual([]);
  });
});

describe('the end', () => {
  test('closing ends what is under way with a reason, and every connection', async () => {
    hosts.handler = () => undefined;
    const downloads = openDownloads();
    const waiting = [1, 2, 3].map((turn) =>
      downloads.download({ url: `https://${apiHost}/${turn}`, largest: 10 }),
    );
    await wait(100);
    expect(hosts.asked).toHaveLength(3);
    downloads.close();
    for (const downloaded of await Promise.all(waiting)) {
      expect(downloaded).toEqual({ ok: false, kind: 'connection', reason: 'no longer waited for' });
    }
    await expect.poll(() => hosts.open.size, { interval: 5 }).toBe(0);
  });

  test('closing ends a tunnel that is not there yet', async () => {
    hosts.onConnect = () => undefined;
    const downloads = openDownloads();
    const waiting = downloads.download({ url: `https://${apiHost}/`, largest: 10 });
    await expect.poll(() => hosts.tunnels.length).toBe(1);
    downloads.close();
    expect(await waiting).toMatchObject({ reason: 'no longer waited for' });
    await expect.poll(() => hosts.open.size, { interval: 5 }).toBe(0);
  });

  test('after closing nobody is asked', async () => {
    const downloads = openDownloads();
    downloads.close();
    const downloaded = await downloads.download({ url: `https://${apiHost}/`, largest: 10 });
    expect(downloaded).toMatchObject({ reason: 'no longer waited for' });
    await wait(50);
    expect(hosts.asked).toEqual([]);
    expect(hosts.open.size).toBe(0);
  });
});

function status(code: number, headers: Readonly<Record<string, string>> = {}): Handler {
  return (_, outgoing) => outgoing.writeHead(code, headers).end();
}

let packed: Buffer | undefined;

function bomb(): Buffer {
  packed ??= gzipSync(Buffer.alloc(300_000_000));
  return packed;
}
