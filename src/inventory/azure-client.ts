/** Reads ARM: paced, tried again where that can help, and with an outcome for everything that can happen. */

import type { Clock } from '../inputs/clock.ts';
import type { Log } from '../inputs/log.ts';
import { judgeAnswer, type Verdict } from './arm-answer.ts';
import type { ReadProblem } from './arm-errors.ts';
import { type JsonObject, listIn, textIn, valueIn } from './arm-json.ts';
import type { ArmRequest } from './arm-paths.ts';
import type { AzureConnection } from './azure-connection.ts';
import { RequestQueue } from './request-queue.ts';

export type Read =
  | { readonly ok: true; readonly body: JsonObject }
  | { readonly ok: false; readonly problem: ReadProblem };

/** Milliseconds before each further try of a read that met a passing problem. */
const backoffs = [1000, 2000, 4000] as const;
/** 429s that one read sits out before it counts as unread. */
const mostThrottles = 12;
/** Milliseconds after its first 429 at which one read gives up: less than its lane has, so that others get a turn. */
const longestThrottling = 6 * 60_000;
/** Pages of one list: far beyond any fleet, so that only a list without end meets it. */
const mostPages = 500;
/** Milliseconds of silence before the first progress line, and between the lines. */
const firstProgress = 5000;
const progressInterval = 10_000;

export class AzureClient {
  readonly #connection: AzureConnection;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #queue: RequestQueue;
  #asked = 0;
  #answered = 0;
  #tellAt: number | undefined;

  constructor(connection: AzureConnection, ports: { readonly clock: Clock; readonly log: Log }) {
    this.#connection = connection;
    this.#clock = ports.clock;
    this.#log = ports.log;
    this.#queue = new RequestQueue(ports.clock, (now) => this.#tellProgress(now));
  }

  /** @throws Failure when signing in fails. */
  async read(request: ArmRequest): Promise<Read> {
    this.#asked += 1;
    const outcome = await this.#readUntilSettled(request);
    this.#answered += 1;
    return outcome;
  }

  /**
   * Hands over a list page by page, as the pages come in. Gives back why the list ended early, if it did.
   * A `nextLink` is followed on ARM's own host alone: the token goes nowhere else.
   */
  async readPages(
    request: ArmRequest,
    onItems: (items: readonly unknown[]) => void,
  ): Promise<ReadProblem | undefined> {
    const seen = new Set<string>();
    let next: ArmRequest = request;
    for (let page = 0; page < mostPages; page += 1) {
      const outcome = await this.read(next);
      if (!outcome.ok) return outcome.problem;
      const items = listIn(outcome.body, 'value');
      // ARM writes null for an empty list now and then; a body without the field is no list.
      if (items === undefined && valueIn(outcome.body, 'value') !== null) {
        return { reason: 'the answer to a list holds no list' };
      }
      onItems(items ?? []);
      const nextLink = textIn(outcome.body, 'nextLink');
      if (nextLink === undefined) return undefined;
      const refusal = seen.has(nextLink)
        ? 'the list refers back to a page already read'
        : this.#refusalOf(nextLink);
      if (refusal !== undefined) return { reason: refusal };
      seen.add(nextLink);
      const { apiVersion: _, ...rest } = next;
      next = { ...rest, path: nextLink };
    }
    return { reason: `the list does not end after ${mostPages} pages` };
  }

  /** To be called when nobody waits for reads any more: those not yet sent are not sent. */
  close(): void {
    this.#queue.close();
  }

  async #readUntilSettled(request: ArmRequest): Promise<Read> {
    let backoff = 0;
    let throttles = 0;
    let throttledAt: number | undefined;
    let isRenewed = false;
    let last: ReadProblem = { reason: 'Azure asks for a longer wait than this run has' };
    for (;;) {
      if ((await this.#queue.enter(request)) === 'blocked') return { ok: false, problem: last };
      const { session } = this.#connection;
      const verdict = await this.#send(request);
      if (verdict.kind === 'read') return { ok: true, body: verdict.body };
      last = verdict.problem;
      if (verdict.kind === 'throttled') {
        const now = this.#clock.now().getTime();
        throttles += 1;
        throttledAt ??= now;
        if (throttles < mostThrottles && now - throttledAt < longestThrottling) continue;
      } else if (verdict.kind === 'unauthorized' && !isRenewed) {
        isRenewed = true;
        this.#connection.renew(session);
        continue;
      } else if (verdict.kind === 'passing') {
        const wait = backoffs[backoff];
        backoff += 1;
        if (wait !== undefined) {
          await this.#clock.pause(wait);
          continue;
        }
      }
      return { ok: false, problem: last };
    }
  }

  /** The queue learns of a 429 before it lets anyone else go. */
  async #send(request: ArmRequest): Promise<Verdict> {
    try {
      const verdict = judgeAnswer(await this.#connection.get(request), this.#clock.now().getTime());
      if (verdict.kind === 'read') this.#queue.succeeded(request);
      if (verdict.kind === 'throttled') {
        this.#queue.block(request, verdict.waitMilliseconds, verdict.isSubscriptionWide);
      }
      return verdict;
    } finally {
      this.#queue.leave(request);
    }
  }

  #refusalOf(nextLink: string): string | undefined {
    const url = URL.canParse(nextLink) ? new URL(nextLink) : undefined;
    const isOurs = url?.protocol === 'https:' && url.host === this.#connection.host && url.username === '';
    return isOurs
      ? undefined
      : 'the list goes on at another address than Azure Resource Manager, which was not followed';
  }

  #tellProgress(now: number): void {
    this.#tellAt ??= now + firstProgress;
    if (now < this.#tellAt || this.#asked === this.#answered) return;
    this.#tellAt = now + progressInterval;
    this.#log.info(
      `Reading Azure: ${this.#answered} of ${this.#asked} reads done. AKS allows about one a second in each subscription and region.`,
    );
  }
}
