import { getOctokit } from '@actions/github';
import { Failure } from '../../failure.ts';
import type { Clock } from '../../inputs/clock.ts';
import type { Log } from '../../inputs/log.ts';
import { exchange, type Octokit, type Request } from './github-exchange.ts';
import { beginPace, type Pace } from './pace.ts';
import { isRateLimit, nextAllowed, quotaReset, type Refusal, retryAfter } from './rate-limit.ts';
import { describeRefusal } from './refusal.ts';

/** How a request ended. */
export type Outcome<Value> =
  | { readonly kind: 'done'; readonly value: Value; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** No usable answer: whether it was carried out is not known. */
  | { readonly kind: 'unclear'; readonly reason: string };

export interface ClientOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: through the runner's proxy settings. */
  readonly fetch?: typeof fetch;
  /** Aborts after so many milliseconds; absent: by the machine's clock, without keeping the process alive. */
  readonly deadline?: (milliseconds: number) => AbortSignal;
  /** Shared by all clients of a run; absent: this one is alone. */
  readonly pace?: Pace;
  /** Milliseconds that may be spent on waiting for rate limits in all. Default: ten minutes. */
  readonly patience?: number;
}

const second = 1000;
const requestTimeout = 30 * second;
const gapBetweenWrites = second;
const pausesBetweenReads = [second, 2 * second, 4 * second];

/**
 * GitHub's REST API with the manners that it asks for (docs.github.com, "Best practices for using the REST API"):
 * one request after the other, a second between writes, none before a rate limit allows it. A read without a usable
 * answer is sent again, a write never: it may have been carried out. The caller awaits each call before the next.
 *
 * Throws `Failure` AKSU-GITHUB-RATE-LIMIT when the wait would exceed the patience.
 */
export class GitHubClient {
  readonly #octokit: Octokit;
  readonly #options: ClientOptions;
  readonly #pace: Pace;

  constructor(options: ClientOptions) {
    if (options.token === '') {
      throw new Failure('AKSU-GITHUB-PERMISSION', 'There is no token: `github-token` is empty.', {
        next: "Leave `github-token` out (the job's own token is the default) or pass one.",
      });
    }
    this.#options = options;
    this.#pace = options.pace ?? beginPace();
    const { fetch } = options;
    this.#octokit = getOctokit(options.token, {
      baseUrl: options.apiUrl,
      userAgent: 'aks-upgrade',
      ...(fetch ? { request: { fetch } } : {}),
    });
  }

  /** Asks up to four times until `parse` finds what it looks for. */
  async read<Value>(request: Request, parse: (data: unknown) => Value | undefined): Promise<Outcome<Value>> {
    for (let tries = 0; ; ) {
      await this.#awaitPermission(this.#pace.allowedFrom);
      const outcome = await this.#send('read', request, parse);
      if (outcome === 'later') continue;
      const pause = pausesBetweenReads[tries++];
      if (outcome.kind !== 'unclear' || pause === undefined) return outcome;
      this.#options.log.debug(`GitHub, ${request.route}: ${outcome.reason}; asking again.`);
      await this.#options.clock.pause(pause);
    }
  }

  /**
   * Sends once what `prepare` makes when the write's turn has come; a write refused for its pace is prepared anew.
   * What is read in `prepare` is therefore as fresh as it can be. `undefined`: `prepare` wanted nothing written.
   */
  async write<Value>(
    prepare: () => Promise<Request | undefined>,
    parse: (data: unknown) => Value | undefined,
  ): Promise<Outcome<Value> | undefined> {
    for (;;) {
      await this.#awaitPermission(
        Math.max(this.#pace.allowedFrom, this.#pace.lastWriteEnded + gapBetweenWrites),
      );
      const request = await prepare();
      if (request === undefined) return undefined;
      if (this.#now() < this.#pace.allowedFrom) continue;
      const outcome = await this.#send('write', request, parse);
      this.#pace.lastWriteEnded = this.#now();
      if (outcome !== 'later') return outcome;
    }
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }

  async #send<Value>(
    kind: 'read' | 'write',
    request: Request,
    parse: (data: unknown) => Value | undefined,
  ): Promise<Outcome<Value> | 'later'> {
    const { deadline = (milliseconds) => AbortSignal.timeout(milliseconds) } = this.#options;
    const answer = await exchange(this.#octokit, request, deadline(requestTimeout));
    if (answer.kind === 'silent') return { kind: 'unclear', reason: answer.reason };
    const { status, headers, data, message } = answer;
    const refusal = { status, headers, message };
    if (isRateLimit(refusal)) {
      this.#pace.allowedFrom = nextAllowed(refusal, this.#now(), this.#pace.refusalsInARow[kind]++);
      return 'later';
    }
    this.#pace.refusalsInARow[kind] = 0;
    // A good answer may be the hour's last one, and a gateway may say when it will be back.
    const hold = quotaReset(headers, this.#now()) ?? retryAfter(headers, this.#now()) ?? 0;
    this.#pace.allowedFrom = Math.max(this.#pace.allowedFrom, hold);
    if (status >= 500 || status === 408) return { kind: 'unclear', reason: `${status} ${message}` };
    if (status < 200 || status > 299) return { kind: 'refused', refusal };
    const value = parse(data);
    if (value !== undefined) return { kind: 'done', value, headers };
    return { kind: 'unclear', reason: `${status} with a body that is not what GitHub sends` };
  }

  /** A timer may ring a little early: looks again until the time has really come. */
  async #awaitPermission(allowedFrom: number): Promise<void> {
    const { clock, log, patience = 600 * second } = this.#options;
    for (let wait = allowedFrom - this.#now(); wait > 0; wait = allowedFrom - this.#now()) {
      if (this.#pace.allowedFrom > this.#now()) this.#spendPatience(wait, patience);
      if (wait > 5 * second) log.info(`Waiting ${Math.ceil(wait / second)} s for GitHub's rate limit.`);
      await clock.pause(wait);
    }
  }

  #spendPatience(wait: number, patience: number): void {
    this.#pace.waited += wait;
    if (this.#pace.waited <= patience) return;
    const until = new Date(this.#pace.allowedFrom).toISOString();
    throw new Failure('AKSU-GITHUB-RATE-LIMIT', `GitHub's rate limit lets us go on at ${until}.`);
  }
}

/** The value, or the failure that its absence means. `permissionLine`: see `describeRefusal`. */
export function settle<Value>(outcome: Outcome<Value>, what: string, permissionLine?: string): Value {
  if (outcome.kind === 'done') return outcome.value;
  if (outcome.kind === 'refused') throw describeRefusal(outcome.refusal, what, permissionLine);
  throw unclearFailure(outcome.reason, what);
}

export function unclearFailure(reason: string, what: string): Failure {
  return new Failure('AKSU-GITHUB', `GitHub gave no usable answer when we wanted to ${what}: ${reason}`);
}
