/** ARM in the process: answers from a table of paths, with latency, faults, and a record of what it was asked. */

import { createHash } from 'node:crypto';
import type { Clock } from '../../src/inputs/clock.ts';
import type { SignIn } from '../../src/inputs/inputs.ts';
import type { Log } from '../../src/inputs/log.ts';
import type { HttpClient } from '../../src/inventory/azure-connection.ts';
import type { InventoryPorts } from '../../src/inventory/azure-inventory.ts';

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON, strings as they are. */
  readonly body?: unknown;
  /** Thrown instead of an answer, as Node's sockets do. */
  readonly breaks?: 'reset' | 'hang';
}

export interface Asked {
  readonly at: number;
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Answering = (asked: Asked, times: number) => FakeAnswer | undefined;

type PipelineRequest = Parameters<HttpClient['sendRequest']>[0];
type PipelineResponse = Awaited<ReturnType<HttpClient['sendRequest']>>;
type Headers = PipelineResponse['headers'];

export class FakeArm implements HttpClient {
  readonly asked: Asked[] = [];
  /** The most that were in flight at once. */
  mostInFlight = 0;
  /** Called when an answer is back. */
  onAnswer: ((asked: Asked, answer: FakeAnswer) => void) | undefined;
  #inFlight = 0;
  readonly #clock: Clock;
  readonly #answering: Answering;
  readonly #latency: () => number;
  readonly #times = new Map<string, number>();

  constructor(clock: Clock, answering: Answering, latency: () => number = () => 30) {
    this.#clock = clock;
    this.#answering = answering;
    this.#latency = latency;
  }

  async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
    const url = new URL(request.url);
    const authorization = request.headers.get('authorization');
    const body = typeof request.body === 'string' ? request.body : '';
    const headers = request.headers.toJSON();
    const { method } = request;
    const asked = { at: this.#clock.now().getTime(), method, url, authorization, headers, body };
    this.asked.push(asked);
    const times = (this.#times.get(url.href) ?? 0) + 1;
    this.#times.set(url.href, times);
    this.#inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight);
    try {
      // Half the way there, half the way back: what the service counts, it counts on arrival.
      const way = this.#latency() / 2;
      await this.#clock.pause(way);
      const answer = this.#answering(asked, times) ?? notFound;
      await this.#clock.pause(way);
      this.onAnswer?.(asked, answer);
      if (answer.breaks === 'reset') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      if (answer.breaks === 'hang') await this.#hang(request.timeout);
      return respond(request, answer);
    } finally {
      this.#inFlight -= 1;
    }
  }

  /** Node's client gives up by the request's own timeout, and not at all without one. */
  async #hang(timeout: number): Promise<never> {
    if (!(timeout > 0)) return new Promise(() => undefined);
    await this.#clock.pause(timeout);
    throw Object.assign(new Error('The operation was aborted.'), { name: 'AbortError' });
  }

  paths(): string[] {
    return this.asked.map(({ url }) => url.pathname);
  }
}

const notFound: FakeAnswer = {
  status: 404,
  body: { error: { code: 'ResourceNotFound', message: 'There is no such resource in this fake.' } },
};

function respond(request: PipelineRequest, answer: FakeAnswer): PipelineResponse {
  const isText = typeof answer.body === 'string';
  const bodyAsText = isText ? `${answer.body}` : answer.body === undefined ? '' : JSON.stringify(answer.body);
  const given = { 'content-type': 'application/json; charset=utf-8', ...answer.headers };
  // The SDK's own class of headers, without a dependency on the package that makes it.
  const HeadersOfSdk = request.headers.constructor as new (raw: Record<string, string>) => Headers;
  return { request, status: answer.status ?? 200, headers: new HeadersOfSdk(given), bodyAsText };
}

export interface Told {
  readonly kind: 'info' | 'debug' | 'notice' | 'warning' | 'error' | 'mask';
  readonly text: string;
  readonly at: number;
}

export function recordingLog(clock: Clock): Log & { readonly told: Told[] } {
  const told: Told[] = [];
  const tell = (kind: Told['kind'], text: string) => told.push({ kind, text, at: clock.now().getTime() });
  return {
    told,
    info: (text) => tell('info', text),
    debug: (text) => tell('debug', text),
    notice: (title, text) => tell('notice', `${title}: ${text}`),
    warning: (title, text) => tell('warning', `${title}: ${text}`),
    error: (title, text) => tell('error', `${title}: ${text}`),
    mask: (secret) => tell('mask', secret),
  };
}

export const anySignIn: SignIn = { method: 'azure-cli', cloud: 'AzureCloud' };

let issued = 0;

/** Ports for the reader in virtual time, with a credential that numbers its tokens. */
export function portsOf(
  clock: Clock,
  httpClient: HttpClient,
): InventoryPorts & { readonly log: ReturnType<typeof recordingLog> } {
  return {
    clock,
    httpClient,
    log: recordingLog(clock),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    repositoryId: '4711',
    env: {},
    signIn: async () => ({
      getToken: async () => {
        issued += 1;
        return { token: `token-${issued}`, expiresOnTimestamp: clock.now().getTime() + 3_600_000 };
      },
    }),
  };
}
