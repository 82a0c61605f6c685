/** The sources' hosts on loopback: TLS with names of their own, reached through a proxy or by port. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { certificatesFor } from '../../simulator/certificate.ts';

export type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

export interface Hosts {
  /** Answers all requests; may be changed. */
  handler: Handler;
  /** Instead of a tunnel; absent: one is opened. */
  onConnect?: (target: string, socket: Socket) => void;
  /** `host path` of each request, in order. */
  readonly asked: string[];
  /** `host:port` of each tunnel, and the name and password that came with it. */
  readonly tunnels: string[];
  readonly proxyUrl: string;
  /** `localhost:port` */
  readonly direct: string;
  /** Connections that are open now. */
  readonly open: ReadonlySet<Socket>;
  close(): Promise<void>;
}

const names = ['api.github.com', 'raw.githubusercontent.com', 'cve-api.prod-aks.azure.com', 'localhost'];

export async function startHosts(): Promise<Hosts> {
  const { authority, key, cert } = await certificatesFor(names);
  setDefaultCACertificates([...getCACertificates('bundled'), authority]);
  const open = new Set<Socket>();
  const secure = createSecureServer({ key, cert }, (incoming, outgoing) => {
    hosts.asked.push(`${incoming.headers.host} ${incoming.url}`);
    hosts.handler(incoming, outgoing);
  });
  const proxy = createServer((_, outgoing) => outgoing.writeHead(405).end());
  proxy.on('connect', ({ url = '', headers }: IncomingMessage, socket: Socket) => {
    const [, name] = headers['proxy-authorization']?.split('Basic ') ?? [];
    hosts.tunnels.push(name === undefined ? url : `${Buffer.from(name, 'base64')} ${url}`);
    // What nobody reads would never be seen to end.
    if (hosts.onConnect !== undefined) return hosts.onConnect(url, socket.resume());
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    secure.emit('connection', socket);
  });
  for (const server of [secure, proxy]) {
    server.on('connection', (socket: Socket) => {
      open.add(socket);
      socket.on('error', () => undefined);
      // A tunnel's end is left to whoever asked for it.
      socket.on('end', () => socket.destroy());
      socket.on('close', () => open.delete(socket));
    });
    server.on('tlsClientError', () => undefined);
    server.on('clientError', () => undefined);
  }
  const hosts: Hosts = {
    handler: (_, outgoing) => outgoing.end('text'),
    asked: [],
    tunnels: [],
    proxyUrl: `http://127.0.0.1:${await listen(proxy)}`,
    direct: `localhost:${await listen(secure)}`,
    open,
    async close() {
      for (const socket of open) socket.destroy();
      await Promise.all([secure, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
  return hosts;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
