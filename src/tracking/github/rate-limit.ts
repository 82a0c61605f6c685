/** GitHub's rate limits. Source: docs.github.com, "Rate limits" and "Best practices for using the REST API". */

export interface Refusal {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly message: string;
}

const second = 1000;
const blindWait = 60 * second;

/** Whether a refusal is about pace and not about the request: it was not carried out and may be sent again. */
export function isRateLimit({ status, headers, message }: Refusal): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit|abuse detection/i.test(message)
  );
}

/**
 * When the next request may be sent after a refusal for its pace, in milliseconds of our clock. Without a usable
 * header at least a minute. `refusalsBefore` in a row: each doubles the least wait, for who keeps knocking is shut out.
 */
export function nextAllowed(refusal: Refusal, now: number, refusalsBefore: number): number {
  const told = [retryAfter(refusal.headers, now), quotaReset(refusal.headers, now)].filter(
    (at) => at !== undefined,
  );
  // Never at once, even when the time told is over: their clock may be behind ours.
  const leastWait = (told.length > 0 ? second : blindWait) * 2 ** refusalsBefore;
  return Math.max(now + leastWait, ...told);
}

/** When the used-up hour ends; `undefined` while something is left, or when GitHub does not say. */
export function quotaReset(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  // The quota of GraphQL is one of its own and says nothing about REST.
  if (headers['x-ratelimit-remaining'] !== '0' || headers['x-ratelimit-resource'] === 'graphql') {
    return undefined;
  }
  const reset = Number(headers['x-ratelimit-reset']?.trim() || Number.NaN);
  return Number.isFinite(reset) && reset > 0 ? onOurClock(reset * second, headers, now) : undefined;
}

/** `retry-after` as seconds or as an HTTP date (RFC 9110 §10.2.3). */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(text)) return now + Number(text) * second;
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : onOurClock(at, headers, now);
}

/** The runner's clock may be off: times are taken as seen from the answer's own `date`. */
function onOurClock(at: number, headers: Readonly<Record<string, string>>, now: number): number {
  const theirs = Date.parse(headers['date'] ?? '');
  return Number.isNaN(theirs) ? at : Math.max(at, now + (at - theirs));
}
