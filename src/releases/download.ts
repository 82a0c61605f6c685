/** One text from one of the named hosts, or why not. */

export interface Ask {
  readonly url: string;
  /** Media type; absent: whatever the host sends. */
  readonly accept?: string;
  /** Sent to api.github.com, and to no other host whatever is asked. */
  readonly token?: string;
  /** Bytes that the text may have, unpacked. */
  readonly largest: number;
}

export type Download = (ask: Ask) => Promise<Downloaded>;
export type Downloaded = { readonly ok: true; readonly text: string } | NotDownloaded;

export interface NotDownloaded {
  readonly ok: false;
  /** `connection`: no whole answer came. `refused`: an answer without the text. `content`: a text that is not taken. */
  readonly kind: 'connection' | 'refused' | 'content';
  /** The rest of a sentence, without a full stop: ours alone, and the same for the same trouble. */
  readonly reason: string;
  /** For the log alone: what differs from run to run. */
  readonly detail?: string;
  readonly status?: number;
  /** GitHub answers nobody of this address, or this token, for a while. */
  readonly isRateLimit?: boolean;
}

export const apiHost = 'api.github.com';
export const rawHost = 'raw.githubusercontent.com';
export const scanHost = 'cve-api.prod-aks.azure.com';

/** Nothing else is ever asked. */
export const sourceHosts: readonly string[] = [apiHost, rawHost, scanHost];

/** Milliseconds for one exchange: connection, answer, the whole body, and asking once more. */
export const downloadLimit = 10_000;

export function timedOut(limit: number): NotDownloaded {
  return { ok: false, kind: 'connection', reason: `no whole answer within ${limit / 1000} s` };
}

export function tooLarge(largest: number): NotDownloaded {
  const size = largest < 1_000_000 ? `${Math.round(largest / 1000)} kB` : `${largest / 1_000_000} MB`;
  return { ok: false, kind: 'content', reason: `larger than ${size}` };
}

export interface AnswerHead {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Why an answer is not taken before its body is read; `undefined`: it may be. */
export function refusalOf({ status, headers }: AnswerHead, url: URL): NotDownloaded | undefined {
  if (status === 200) return undefined;
  const refused = (reason: string): NotDownloaded => ({
    ok: false,
    kind: 'refused',
    reason: `${reason} (${status})`,
    status,
  });
  if (status >= 300 && status < 400) {
    const host = hostOf(headers['location'], url);
    return refused(host === url.host ? 'sent on to another address' : 'sent on to another host');
  }
  if (isRateLimited(status, headers)) return { ...refused('asked too often'), ...untilWhen(headers) };
  if (status === 401) return refused('the token was not accepted');
  if (status === 403) return refused('access refused');
  if (status === 404 || status === 410) return refused('not found');
  return refused(status >= 500 ? 'trouble on the other side' : 'an unexpected answer');
}

/** Worth asking once more: gateways that had nothing behind them for a moment. */
export function isPassing(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

/** docs.github.com, "Rate limits for the REST API": 403 or 429, with what is left or when to come back. */
function isRateLimited(status: number, headers: AnswerHead['headers']): boolean {
  if (status === 429) return true;
  return status === 403 && (headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined);
}

function untilWhen(headers: AnswerHead['headers']): Pick<NotDownloaded, 'isRateLimit' | 'detail'> {
  const reset = Number(headers['x-ratelimit-reset']);
  const isTime = Number.isInteger(reset) && reset > 0 && reset < 10_000_000_000;
  return { isRateLimit: true, ...(isTime && { detail: `until ${new Date(reset * 1000).toISOString()}` }) };
}

function hostOf(location: unknown, base: URL): string | undefined {
  return typeof location === 'string' && URL.canParse(location, base.href)
    ? new URL(location, base.href).host
    : undefined;
}

/** Codes of Node and OpenSSL for what broke; anything else is not repeated. */
export function describeTrouble(error: unknown): NotDownloaded {
  const { code } = error as { readonly code?: unknown };
  const told = typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : '';
  if (/CERT|SIGNATURE|ISSUER/.test(told)) {
    const advice = 'behind an inspecting proxy set NODE_EXTRA_CA_CERTS';
    return { ok: false, kind: 'connection', reason: `the certificate is not trusted${told}; ${advice}` };
  }
  if (told.startsWith(' (Z_'))
    return { ok: false, kind: 'content', reason: 'packed in a way that nobody can read' };
  return { ok: false, kind: 'connection', reason: `the connection failed${told}` };
}
