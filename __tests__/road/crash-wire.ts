/** What carries the requests of one run, Azure's and GitHub's alike, without sockets: counted, and mortal. */
import type { SimRequest, SimResponse, SimService } from '../../simulator/exchange.ts';
import { fetchFrom } from '../../simulator/github-fetch.ts';
import type { HttpClient } from '../../src/inventory/azure-connection.ts';
import type { Life, StageTime } from './crash-time.ts';

/** Where a run dies: before the request leaves, when it was carried out, or when the answer has arrived. */
export type CrashPoint = 'before' | 'committed' | 'after';
export const crashPoints: readonly CrashPoint[] = ['before', 'committed', 'after'];

export interface Exchange {
  /** Of this run, from 0 on. */
  readonly index: number;
  readonly request: SimRequest;
}

/** What goes wrong on the way, with a client that lives on. */
export interface WireFault {
  readonly point: 'before' | 'committed';
  readonly answer: SimResponse;
}

export interface WireOptions {
  readonly services: Readonly<Record<string, SimService>>;
  readonly time: StageTime;
  readonly life: Life;
  /** Milliseconds there and back. */
  readonly latency: number;
  readonly crash?: { readonly at: number; readonly point: CrashPoint } | undefined;
  readonly faultOf?: ((exchange: Exchange) => WireFault | undefined) | undefined;
  /** Right before the service hears of it. */
  readonly onArrival?: ((exchange: Exchange) => void) | undefined;
}

type PipelineRequest = Parameters<HttpClient['sendRequest']>[0];
type PipelineResponse = Awaited<ReturnType<HttpClient['sendRequest']>>;

/** A mutation that left for Azure, whether or not it arrived. */
export interface Sending {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** What the client was told; absent: nothing yet. */
  status: number | undefined;
}

export class Wire implements HttpClient {
  readonly requests: SimRequest[] = [];
  readonly sendings: Sending[] = [];
  readonly #options: WireOptions;
  #isDying = false;

  constructor(options: WireOptions) {
    this.#options = options;
  }

  get fetch(): typeof fetch {
    const { time, life } = this.#options;
    const { pause } = time.clockOf(life);
    return fetchFrom((request) => this.#exchange(request), { pause });
  }

  async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
    const url = new URL(request.url);
    const asked: SimRequest = {
      method: request.method,
      host: url.hostname,
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers.toJSON(),
      body: typeof request.body === 'string' ? request.body : '',
    };
    const answer = await this.#exchange(asked);
    if (answer.broken === 'hang') return await this.#hang(request.timeout);
    if (answer.broken !== undefined) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    return respond(request, answer);
  }

  async #exchange(request: SimRequest): Promise<SimResponse> {
    const { time, life, latency, crash, services, faultOf, onArrival } = this.#options;
    if (life.isOver || this.#isDying) return await this.#die();
    const exchange = { index: this.requests.length, request };
    this.requests.push(request);
    const sending = this.#note(request);
    const point = crash?.at === exchange.index ? crash.point : undefined;
    if (point === 'before') return await this.#die();
    const service = services[request.host];
    if (service === undefined) throw new Error(`Nobody here is called ${request.host}.`);
    await this.#travel(latency / 2);
    onArrival?.(exchange);
    const fault = faultOf?.(exchange);
    const answer = fault?.point === 'before' ? fault.answer : await service(request);
    time.tick(1);
    if (point === 'committed') return await this.#die();
    await this.#travel(latency / 2);
    // Dead with the next thing that it waits for or sends: what it had in hand it could still write down.
    if (point === 'after') {
      this.#isDying = true;
      setImmediate(() => this.#end());
    }
    const told = fault?.answer ?? answer;
    if (sending !== undefined && told.broken === undefined) sending.status = told.status;
    return told;
  }

  #note({ method, path, body }: SimRequest): Sending | undefined {
    if (method === 'GET' || !path.startsWith('/subscriptions/')) return undefined;
    const sending = { at: this.#options.time.now(), method, path, body, status: undefined };
    this.sendings.push(sending);
    return sending;
  }

  async #travel(milliseconds: number): Promise<void> {
    const { time, life } = this.#options;
    if (milliseconds > 0) await time.clockOf(life).pause(milliseconds);
    if (life.isOver) await never();
  }

  #end(): void {
    this.#options.life.isOver = true;
  }

  #die(): Promise<never> {
    this.#end();
    return never();
  }

  /** Node's client gives up by the request's own timeout. */
  async #hang(timeout: number): Promise<never> {
    const { time, life } = this.#options;
    await time.clockOf(life).pause(timeout > 0 ? timeout : 300_000);
    throw Object.assign(new Error('The operation was aborted.'), { name: 'AbortError' });
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

function respond(request: PipelineRequest, { status, headers, body }: SimResponse): PipelineResponse {
  const bodyAsText = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  // The SDK's own class of headers, without a dependency on the package that makes it.
  const HeadersOfSdk = request.headers.constructor as new (
    raw: Record<string, string>,
  ) => PipelineResponse['headers'];
  const given = { 'content-type': 'application/json; charset=utf-8', ...headers };
  return { request, status, headers: new HeadersOfSdk(given), bodyAsText };
}
