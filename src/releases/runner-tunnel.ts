/** Connections to the sources of release data, through the proxy that the runner is told of. */

import { request as requestPlainly } from 'node:http';
import { Agent, type RequestOptions, request as requestSecurely } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getProxyUrl } from '@actions/http-client';

export class ProxyRefusal extends Error {
  readonly status: number;

  constructor(status: number) {
    super('The proxy refuses');
    this.status = status;
  }
}

type Connected = (error: Error | null, stream: Duplex) => void;
type AgentOptions = RequestOptions & { readonly socket?: Duplex };

/** Keeps connections for the next request, and knows all of them, also those that are not there yet. */
export class SourceAgent extends Agent {
  readonly #sockets = new Set<Duplex>();
  #isClosed = false;

  constructor() {
    super({ keepAlive: true });
  }

  override createConnection(options: RequestOptions, callback?: Connected): Duplex | null | undefined {
    const { host, port } = options;
    const target = `${host}:${port ?? 443}`;
    const proxy = getProxyUrl(`https://${target}`);
    if (proxy === '' || callback === undefined) return this.#secure(options);
    const opened = (error: Error | undefined, socket?: Duplex): void => {
      if (socket === undefined) callback(error ?? new Error('No tunnel'), undefined as unknown as Duplex);
      else callback(null, this.#secure({ ...options, socket }));
    };
    this.#openTunnel(new URL(proxy), target, opened);
    return undefined;
  }

  /** Ends everything at once: nothing of it holds the process. */
  override destroy(): void {
    this.#isClosed = true;
    for (const socket of this.#sockets) socket.destroy();
    super.destroy();
  }

  #secure(options: AgentOptions): Duplex {
    const socket = super.createConnection(options) as Duplex;
    this.#keep(socket);
    return socket;
  }

  #openTunnel(proxy: URL, target: string, opened: (error?: Error, socket?: Duplex) => void): void {
    const { protocol, hostname, port, username, password } = proxy;
    const isSecure = protocol === 'https:';
    const name = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    const host = hostname.replace(/^\[|\]$/g, '');
    const asking = (isSecure ? requestSecurely : requestPlainly)({
      host,
      // Node would take it from the header, and hold the proxy's certificate against the name of who is behind it.
      servername: isIP(host) === 0 ? host : '',
      port: port || (isSecure ? 443 : 80),
      method: 'CONNECT',
      path: target,
      headers: {
        host: target,
        ...(name === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(name).toString('base64')}` }),
      },
      agent: false,
    });
    asking.once('socket', (socket: Socket) => this.#keep(socket));
    asking.once('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode === 200) return opened(undefined, socket);
      socket.destroy();
      opened(new ProxyRefusal(statusCode));
    });
    asking.once('error', (error) => opened(error));
    asking.end();
  }

  #keep(socket: Duplex): void {
    if (this.#isClosed) socket.destroy();
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }
}
