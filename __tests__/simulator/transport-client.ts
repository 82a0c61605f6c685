/** A bare https client behind the simulated network's proxy: no retries, so that every fault is seen as it is. */
import { Agent, request } from 'node:https';
import { gunzipSync } from 'node:zlib';
import type { Network } from '../../simulator/network.ts';

export interface Heard {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export interface Client {
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<Heard>;
  post(url: string, body: string): Promise<Heard>;
  close(): void;
}

export function connectTo(network: Network, timeout = 20_000): Client {
  // Node's own agent takes the proxy from `proxyEnv` since 24.5; its types lag behind.
  const options = { keepAlive: true, ca: network.authority, proxyEnv: { HTTPS_PROXY: network.proxyUrl } };
  const agent = new Agent(options);
  const send = (method: string, url: string, headers: Readonly<Record<string, string>>, body?: string) =>
    new Promise<Heard>((resolve, reject) => {
      const { hostname: servername } = new URL(url);
      const sent = request(url, { agent, method, headers, timeout, servername }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const { statusCode = 0, headers } = answer;
          const bytes = Buffer.concat(chunks);
          const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
          resolve({ status: statusCode, headers, body: plain.toString('utf8') });
        });
      });
      sent.on('timeout', () => sent.destroy(new Error('nothing was heard')));
      sent.on('error', reject);
      sent.end(body);
    });
  return {
    get: (url, headers = {}) => send('GET', url, headers),
    post: (url, body) => send('POST', url, {}, body),
    close: () => agent.destroy(),
  };
}
