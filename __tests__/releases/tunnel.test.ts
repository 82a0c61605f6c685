/** Whose certificate is held against which name, where a proxy stands between. */

import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { connect, type createServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { certificatesFor } from '../../simulator/certificate.ts';
import { apiHost } from '../../src/releases/download.ts';
import { openDownloads } from '../../src/releases/runner-download.ts';

const names = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'];
const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
let ends: (() => unknown)[] = [];

beforeEach(() => {
  for (const name of names) delete process.env[name];
});

afterEach(() => {
  for (const end of ends) end();
  ends = [];
  for (const name of names) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
});

/** A host whose certificate is for `name`; answers `text`. */
async function startHost(name: string): Promise<{ server: Server; port: number }> {
  const { authority, key, cert } = await certificatesFor([name]);
  setDefaultCACertificates([...getCACertificates('bundled'), authority]);
  const server = createSecureServer({ key, cert }, (_, outgoing) => outgoing.end('text'));
  server.on('tlsClientError', () => undefined);
  return { server, port: await listen(server) };
}

/** Leads every tunnel to `port`, whatever was asked for. */
function leadTo(proxy: Server, port: number): string[] {
  const tunnels: string[] = [];
  proxy.on('connect', ({ url = '' }, socket: Socket) => {
    tunnels.push(url);
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    for (const end of [socket, onward]) end.on('error', () => undefined);
    ends.push(() => onward.destroy());
  });
  return tunnels;
}

function listen(server: Server | ReturnType<typeof createServer>): Promise<number> {
  server.on('connection', (socket: Socket) => ends.push(() => socket.destroy()));
  ends.push(() => server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function ask(): Promise<unknown> {
  const { download, close } = openDownloads();
  ends.push(close);
  return await download({ url: `https://${apiHost}/x`, largest: 100 });
}

const untrusted = {
  ok: false,
  reason: expect.stringMatching(/^the certificate is not trusted \(ERR_TLS_CERT_ALTNAME_INVALID\)/),
};

test.each(['HTTPS_PROXY', 'https_proxy'])(
  '%s over TLS shows a certificate of its own name, and the host behind it one of its',
  async (name) => {
    const host = await startHost(apiHost);
    const proxy = await startHost('localhost');
    const tunnels = leadTo(proxy.server, host.port);
    process.env[name] = `https://localhost:${proxy.port}`;
    expect(await ask()).toEqual({ ok: true, text: 'text' });
    expect(tunnels).toEqual([`${apiHost}:443`]);
  },
);

test('a proxy over TLS that is another host gets no request', async () => {
  const proxy = await startHost(apiHost);
  const tunnels = leadTo(proxy.server, proxy.port);
  process.env['HTTPS_PROXY'] = `https://localhost:${proxy.port}`;
  expect(await ask()).toMatchObject(untrusted);
  expect(tunnels).toEqual([]);
});

test('a proxy that leads to another host than was asked for is found out', async () => {
  const host = await startHost('localhost');
  const proxy = await startHost('localhost');
  leadTo(proxy.server, host.port);
  process.env['HTTPS_PROXY'] = `https://localhost:${proxy.port}`;
  expect(await ask()).toMatchObject(untrusted);
});

test.each(['http', 'https'])('%s: a tunnel that breaks says so, and ends nothing else', async (protocol) => {
  const proxy =
    protocol === 'https'
      ? await startHost('localhost')
      : await (async () => {
          const server = createPlainServer();
          return { server, port: await listen(server) };
        })();
  let breaks = 0;
  proxy.server.on('connect', (_: unknown, socket: Socket) => {
    socket.on('error', () => undefined);
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.once('data', () => {
      breaks += 1;
      // Of a plain connection a reset, which is an error and no end.
      if (protocol === 'http') socket.resetAndDestroy();
      else socket.destroy();
    });
  });
  process.env['HTTPS_PROXY'] = `${protocol}://localhost:${proxy.port}`;
  const unexpected: unknown[] = [];
  const note = (error: unknown): void => void unexpected.push(error);
  process.on('uncaughtException', note);
  try {
    expect(await ask()).toMatchObject({ ok: false, kind: 'connection' });
    await new Promise((resolve) => setTimeout(resolve, 50));
  } finally {
    process.off('uncaughtException', note);
  }
  expect(unexpected).toEqual([]);
  expect(breaks).toBeGreaterThan(0);
});
