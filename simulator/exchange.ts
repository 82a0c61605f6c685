/** One HTTP exchange as the simulated services see it. */
export interface SimRequest {
  readonly method: string;
  /** Host name without port, lower case. */
  readonly host: string;
  /** Path as sent, without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SimResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON, strings as they are. */
  readonly body?: unknown;
  /** Instead of an answer: close the socket, say nothing, stop in the middle of the body, or send it for 20 s. */
  readonly broken?: 'reset' | 'hang' | 'truncate' | 'drip';
  /** Whoever takes gzip gets it, without a `content-length`. */
  readonly compresses?: boolean;
  /** Without a `content-length`. */
  readonly chunked?: boolean;
}

export type SimService = (request: SimRequest) => SimResponse | Promise<SimResponse>;

/** What a test looks at afterwards. */
export interface ExchangeRecord {
  readonly at: number;
  readonly request: SimRequest;
  /** What the client was sent. */
  readonly response: SimResponse;
  /** The fault rule that met this exchange. */
  readonly fault?: string;
  /** What the service did and answered, where the client was sent something else. */
  readonly committed?: SimResponse;
}
