import type { SimRequest, SimResponse, SimService } from './exchange.ts';

/** One exchange as the hooks see it. */
export interface FetchExchange {
  /** 0 for the first of this client. */
  readonly index: number;
  readonly request: SimRequest;
}

/**
 * What goes wrong. `before`: the service never hears of it. `committed`: the service did its work and the answer is
 * lost, or replaced by the one given here. `died`: the answer is lost and so is the client: nothing is sent after.
 */
export interface FetchFault {
  readonly point: 'before' | 'committed';
  readonly answer: SimResponse | 'died';
}

export interface FetchHooks {
  /** Awaited before the service is asked: where a scheduler lets other runs go first. */
  readonly before?: (exchange: FetchExchange) => void | Promise<void>;
  /** Awaited before the answer is handed over. */
  readonly after?: (exchange: FetchExchange) => void | Promise<void>;
  readonly fault?: (exchange: FetchExchange) => FetchFault | undefined;
  /** How long silence lasts before the client's own limit of five minutes; default not at all. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** Thrown by every call of a client that died. */
export class ClientDied extends Error {
  constructor() {
    super('The simulated run died here.');
    this.name = 'ClientDied';
  }
}

const headersTimeoutMs = 300_000;
const maximumRedirects = 20;

function failed(code: string, message: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}

/** A `fetch` that asks a simulated service in this process, without sockets. */
export function fetchFrom(service: SimService, hooks: FetchHooks = {}): typeof fetch {
  let index = 0;
  let isDead = false;
  const ask = async (request: SimRequest, signal: AbortSignal | null): Promise<Response> => {
    if (isDead) throw new ClientDied();
    signal?.throwIfAborted();
    const exchange = { index: index++, request };
    await hooks.before?.(exchange);
    if (isDead) throw new ClientDied();
    const fault = hooks.fault?.(exchange);
    const answer = fault?.point === 'before' ? undefined : await service(request);
    if (fault?.answer === 'died') {
      isDead = true;
      throw new ClientDied();
    }
    await hooks.after?.(exchange);
    return await toResponse(fault?.answer ?? answer ?? { status: 500 }, signal, hooks);
  };
  return async (input, init) => {
    const asked = new Request(input, init);
    const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
    let url = new URL(asked.url);
    let request = toRequest(asked, url, await asked.text());
    for (let turn = 0; turn <= maximumRedirects; turn++) {
      const response = await ask(request, signal);
      const location = response.headers.get('location');
      if (asked.redirect === 'manual' || location === null || !isRedirect(response.status)) {
        return Object.defineProperty(response, 'url', { value: url.href });
      }
      const next = new URL(location, url);
      request = redirected(request, response.status, url, next);
      url = next;
    }
    throw failed('UND_ERR_MAX_REDIRECTS', 'redirect count exceeded');
  };
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

function toRequest(asked: Request, url: URL, body: string): SimRequest {
  const headers = { 'user-agent': 'node', ...Object.fromEntries(asked.headers) };
  const { method } = asked;
  return { method, host: url.hostname, path: url.pathname, query: url.searchParams, headers, body };
}

/** As the fetch standard has it: POST becomes GET on 301 and 302, and a foreign origin never sees the token. */
function redirected(request: SimRequest, status: number, from: URL, to: URL): SimRequest {
  const becomesGet = status === 303 || (request.method === 'POST' && status < 303);
  const { authorization: _, ...anonymous } = request.headers;
  return {
    method: becomesGet ? 'GET' : request.method,
    host: to.hostname,
    path: to.pathname,
    query: to.searchParams,
    headers: from.origin === to.origin ? request.headers : anonymous,
    body: becomesGet ? '' : request.body,
  };
}

async function toResponse(
  answer: SimResponse,
  signal: AbortSignal | null,
  hooks: FetchHooks,
): Promise<Response> {
  if (answer.broken === 'reset') throw failed('ECONNRESET', 'read ECONNRESET');
  if (answer.broken === 'hang') await silence(signal, hooks);
  const text = bodyText(answer.body);
  const { status } = answer;
  const headers = new Headers(answer.headers ?? {});
  if (!headers.has('content-type')) headers.set('content-type', contentType(answer.body));
  const hasNoBody = status === 204 || status === 304;
  return new Response(hasNoBody ? null : answer.broken === 'truncate' ? torn(text) : text, {
    status,
    headers,
  });
}

function bodyText(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

const contentType = (body: unknown): string =>
  typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8';

/** Half of the body, then the socket closes. */
function torn(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let isSent = false;
  return new ReadableStream({
    pull(controller) {
      if (isSent) controller.error(new TypeError('terminated', { cause: new Error('other side closed') }));
      else controller.enqueue(bytes.slice(0, Math.floor(bytes.length / 2)));
      isSent = true;
    },
  });
}

async function silence(signal: AbortSignal | null, hooks: FetchHooks): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  const waited = hooks.pause?.(headersTimeoutMs) ?? (signal ? new Promise<void>(() => undefined) : undefined);
  await Promise.race([aborted, waited ?? Promise.resolve()]);
  throw failed('UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error');
}
