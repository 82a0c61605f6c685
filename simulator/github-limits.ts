import type { SimResponse } from './exchange.ts';
import type { HasQuirk } from './github-quirks.ts';

/** A limit that a test imposes. */
export interface ImposedLimit {
  /** `primary`: the hour is used up (remaining 0 and reset). `secondary`: abuse protection. */
  readonly kind: 'primary' | 'secondary';
  /** Seconds until requests are let through again. */
  readonly seconds: number;
  /** Default 403. */
  readonly status?: 403 | 429;
  /** How `retry-after` says so; default `none`. `past`: as an HTTP date that is over. */
  readonly retryAfter?: 'seconds' | 'http-date' | 'none' | 'past';
  /** Default `all`. */
  readonly of?: 'all' | 'reads' | 'writes';
  /** Requests let through before it begins; default 0. */
  readonly after?: number;
}

/** A request that came before a refusal allowed it. */
export interface EarlyRequest {
  readonly at: number;
  readonly allowedAt: number;
  readonly method: string;
  readonly path: string;
}

interface Metered {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly hourly: number;
}

const minute = 60_000;
const hour = 60 * minute;
const secondaryMessage =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
const secondaryPage =
  'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits';
const primaryPage = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api';

/** The one query over POST changes nothing. */
export function isWrite({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method) && !path.endsWith('/graphql');
}

interface Running {
  readonly limit: ImposedLimit;
  letThrough: number;
  /** When the client may come again, by what the refusal says. */
  allowedAt: number | undefined;
  endsAt: number;
}

/** GitHub's quotas, and those that a test imposes. Times are milliseconds of the simulator's clock. */
export class GitHubLimits {
  readonly #now: () => number;
  readonly #has: HasQuirk;
  readonly #imposed: Running[] = [];
  readonly #hours = new Map<string, { used: number; resetAt: number }>();
  readonly #minutes = new Map<string, { at: number; points: number; isNew: boolean }[]>();
  /** Requests that came although the last refusal had not allowed them yet. */
  readonly early: EarlyRequest[] = [];
  refused = 0;

  constructor(now: () => number, has: HasQuirk) {
    this.#now = now;
    this.#has = has;
  }

  impose(limit: ImposedLimit): void {
    this.#imposed.push({ limit, letThrough: limit.after ?? 0, allowedAt: undefined, endsAt: 0 });
  }

  /** The refusal, or `undefined` when the request may pass. */
  judge(request: Metered): SimResponse | undefined {
    const refused = this.#judgeImposed(request) ?? this.#judgeMinute(request) ?? this.#judgeHour(request);
    if (refused) this.refused += 1;
    return refused;
  }

  #judgeImposed(request: Metered): SimResponse | undefined {
    const now = this.#now();
    for (const running of this.#imposed) {
      const { of = 'all' } = running.limit;
      if (of !== 'all' && isWrite(request) !== (of === 'writes')) continue;
      if (running.letThrough > 0) {
        running.letThrough -= 1;
        continue;
      }
      const isFirst = running.allowedAt === undefined;
      if (isFirst) running.endsAt = now + running.limit.seconds * 1000;
      else if (now < (running.allowedAt ?? 0)) {
        const { method, path } = request;
        this.early.push({ at: now, allowedAt: running.allowedAt ?? 0, method, path });
      }
      if (!isFirst && now >= running.endsAt) {
        this.#imposed.splice(this.#imposed.indexOf(running), 1);
        continue;
      }
      return this.#refuse(running, request);
    }
    return undefined;
  }

  #refuse(running: Running, request: Metered): SimResponse {
    const now = this.#now();
    const { kind, status = 403, retryAfter = 'none' } = running.limit;
    const left = Math.max(0, Math.ceil((running.endsAt - now) / 1000));
    const httpDate = (at: number): string => new Date(at).toUTCString();
    const waits = {
      seconds: { header: String(left), allowedAt: now + left * 1000 },
      // An HTTP date has no milliseconds: rounded up, so that nobody who obeys it is early.
      'http-date': { header: httpDate(Math.ceil(running.endsAt / 1000) * 1000), allowedAt: running.endsAt },
      past: { header: httpDate(now - hour), allowedAt: now },
      // Without any header: at least a minute, as GitHub's best practices have it.
      none: { header: undefined, allowedAt: kind === 'primary' ? running.endsAt : now + minute },
    }[retryAfter];
    running.allowedAt = waits.allowedAt;
    const retry = waits.header === undefined ? {} : { 'retry-after': waits.header };
    return kind === 'primary'
      ? exhausted(request.hourly, running.endsAt, status, retry)
      : { status, headers: retry, body: { message: secondaryMessage, documentation_url: secondaryPage } };
  }

  #judgeMinute(request: Metered): SimResponse | undefined {
    const now = this.#now();
    const recent = (this.#minutes.get(request.token) ?? []).filter((entry) => entry.at > now - minute);
    this.#minutes.set(request.token, recent);
    const isNew = request.method === 'POST' && /\/(issues|pulls|comments)$/.test(request.path);
    recent.push({ at: now, points: isWrite(request) ? 5 : 1, isNew });
    if (!this.#has('secondary-limit')) return undefined;
    const points = recent.reduce((sum, entry) => sum + entry.points, 0);
    const made = recent.filter((entry) => entry.isNew).length;
    if (points <= 900 && made <= 80) return undefined;
    return { status: 403, body: { message: secondaryMessage, documentation_url: secondaryPage } };
  }

  #judgeHour(request: Metered): SimResponse | undefined {
    const window = this.#window(request.token);
    window.used += 1;
    if (window.used <= request.hourly || !this.#has('hourly-limit')) return undefined;
    return exhausted(request.hourly, window.resetAt, 403, {});
  }

  #window(token: string): { used: number; resetAt: number } {
    const now = this.#now();
    const known = this.#hours.get(token);
    if (known && now < known.resetAt) return known;
    const fresh = { used: 0, resetAt: now + hour };
    this.#hours.set(token, fresh);
    return fresh;
  }

  /** What `GET /rate_limit` and the headers of every answer say. */
  quota(token: string, hourly: number): { limit: number; remaining: number; reset: number; used: number } {
    const { used, resetAt } = this.#window(token);
    const spent = Math.min(used, hourly);
    return { limit: hourly, remaining: hourly - spent, reset: Math.ceil(resetAt / 1000), used: spent };
  }
}

function exhausted(
  hourly: number,
  resetAt: number,
  status: number,
  retry: Readonly<Record<string, string>>,
): SimResponse {
  return {
    status,
    headers: {
      ...retry,
      'x-ratelimit-limit': String(hourly),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(resetAt / 1000)),
      'x-ratelimit-used': String(hourly),
    },
    body: { message: 'API rate limit exceeded for installation.', documentation_url: primaryPage },
  };
}
