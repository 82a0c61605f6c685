import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { type Certificates, certificatesFor } from './certificate.ts';
import type { ExchangeRecord, SimRequest, SimService } from './exchange.ts';
import { createFaults, type FaultRule, type Faults } from './faults.ts';
import { send } from './network-send.ts';

export interface NetworkOptions {
  /** A service for each host; `*.example.test` stands for one label. Any other host is refused. */
  readonly services: Readonly<Record<string, SimService>>;
  /** Milliseconds that every answer takes longer. */
  readonly latency?: number;
  readonly faults?: readonly FaultRule[];
}

export interface Refused {
  readonly at: number;
  /** `host:port` of a CONNECT, or the URL of a plain request. */
  readonly target: string;
}

export interface Network {
  /** `http://127.0.0.1:port`: what belongs into `HTTPS_PROXY`. */
  readonly proxyUrl: string;
  /** PEM of the authority that signed all hosts' certificate. */
  readonly authority: string;
  readonly exchanges: readonly ExchangeRecord[];
  /** Whoever was asked for and is not in this world. */
  readonly refused: readonly Refused[];
  /** May be changed while the network runs. */
  readonly faults: FaultRule[];
  latency: number;
  /** Forgets what was logged. */
  forget(): void;
  /** Ends every connection, hanging ones too. */
  close(): Promise<void>;
}

/**
 * One proxy on loopback. A CONNECT to a host of this world becomes a TLS connection to the service of that name; any
 * other host is answered 403 and written down, so nothing gets out and nothing slips by.
 */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const certificates = await certificatesFor(Object.keys(options.services));
  const hub: Hub = {
    services: options.services,
    exchanges: [],
    refused: [],
    faults: createFaults(options.faults ?? []),
    sockets: new Map(),
    closing: new AbortController(),
    latency: options.latency ?? 0,
  };
  const proxy = openProxy(hub, openServices(hub, certificates));
  const proxyUrl = await listen(proxy);
  return {
    proxyUrl,
    authority: certificates.authority,
    exchanges: hub.exchanges,
    refused: hub.refused,
    faults: hub.faults.rules,
    get latency() {
      return hub.latency;
    },
    set latency(value) {
      hub.latency = value;
    },
    forget() {
      hub.exchanges.length = 0;
      hub.refused.length = 0;
    },
    async close() {
      hub.closing.abort();
      const ended = new Promise<void>((resolve) => proxy.close(() => resolve()));
      for (const socket of hub.sockets.values()) socket.destroy();
      await ended;
    },
  };
}

interface Hub {
  readonly services: Readonly<Record<string, SimService>>;
  readonly exchanges: ExchangeRecord[];
  readonly refused: Refused[];
  readonly faults: Faults;
  /** Under TLS, by the client's port. */
  readonly sockets: Map<number, Socket>;
  readonly closing: AbortController;
  latency: number;
}

/** Never listens: it is handed the connections that the proxy lets through. */
function openServices(hub: Hub, { key, cert }: Certificates): Server {
  const secure = createSecureServer({ key, cert }, (incoming, outgoing) => {
    exchange(hub, incoming, outgoing).catch(() => outgoing.destroy());
  });
  secure.on('tlsClientError', () => undefined);
  return secure;
}

async function exchange(hub: Hub, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const request = await readRequest(incoming);
  const reached = (incoming.socket as TLSSocket).servername === request.host;
  const service = (reached ? serviceOf(hub.services, request.host) : undefined) ?? misdirected;
  if (hub.latency > 0) await sleep(hub.latency, undefined, { signal: hub.closing.signal });
  const at = Date.now();
  const { afterwards, ...outcome } = await hub.faults.meet(request, guarded(service));
  hub.exchanges.push({ at, request, ...outcome });
  send(outgoing, outcome.response, () => hub.sockets.get(incoming.socket.remotePort ?? 0));
  afterwards?.();
}

function openProxy(hub: Hub, secure: Server): Server {
  const proxy = createServer((incoming, outgoing) => {
    hub.refused.push({ at: Date.now(), target: incoming.url ?? '' });
    outgoing.writeHead(403).end('This proxy takes CONNECT alone.');
  });
  proxy.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    hub.sockets.set(port, socket);
    socket.on('error', () => undefined);
    socket.on('close', () => hub.sockets.delete(port));
  });
  proxy.on('connect', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const target = incoming.url ?? '';
    const [host, port] = target.toLowerCase().split(':');
    if (port !== '443' || serviceOf(hub.services, host ?? '') === undefined) {
      hub.refused.push({ at: Date.now(), target });
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    secure.emit('connection', socket);
  });
  return proxy;
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

function serviceOf(services: Readonly<Record<string, SimService>>, host: string): SimService | undefined {
  return services[host] ?? services[host.replace(/^[^.]+/, '*')];
}

/** The name in TLS let the client in, the `Host` header asks for somebody else. */
const misdirected: SimService = () => ({ status: 421, body: 'Misdirected request' });

/** A service that throws is a mistake in the simulator: it must be seen as one. */
function guarded(service: SimService): SimService {
  return async (request) => {
    try {
      return await service(request);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return {
        status: 599,
        headers: { 'content-type': 'text/plain' },
        body: `The simulator failed: ${text}`,
      };
    }
  };
}

async function readRequest(incoming: IncomingMessage): Promise<SimRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const host = (incoming.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  const [path = '', query = ''] = (incoming.url ?? '').split(/\?(.*)/s);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return {
    method: incoming.method ?? 'GET',
    host,
    path,
    query: new URLSearchParams(query),
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
