/** Asks ARM: paced, reads tried again where that can help, and with an outcome for everything that can happen. */

import type { Clock } from '../inputs/clock.ts';
import type { Log } from '../inputs/log.ts';
import { type Answer, judgeAnswer, type Verdict } from './arm-answer.ts';
import type { ReadProblem } from './arm-errors.ts';
import { type JsonObject, listIn, textIn, valueIn } from './arm-json.ts';
import type { ArmMutation, ArmRequest } from './arm-paths.ts';
import type { AzureConnection, KeptBack } from './azure-connection.ts';
import { ReadingProgress } from './reading-progress.ts';
import { RequestQueue } from './request-queue.ts';

export type Read =
  | { readonly ok: true; readonly body: JsonObject }
  | { readonly ok: false; readonly problem: ReadProblem };

/** Nothing was sent: Azure has asked for a longer wait than this call can sit out. */
export interface HeldBack {
  readonly kind: 'held-back';
  /** As far as is known. */
  readonly waitMilliseconds?: number;
}

/** Milliseconds before each further try of a read that met a passing problem. */
const backoffs = [1000, 2000, 4000] as const;
/** 429s that one read sits out before it counts as unread. */
const mostThrottles = 12;
/** Milliseconds after its first 429 at which one read gives up: less than its lane has, so that others get a turn. */
const longestThrottling = 6 * 60_000;
/** Pages of one list: far beyond any fleet, so that only a list without end meets it. */
const mostPages = 500;
/** Milliseconds that a mutation waits for its turn: what was read before it would grow old. */
const longestTurn = 5000;

export class AzureClient {
  readonly #connection: AzureConnection;
  readonly #clock: Clock;
  readonly #queue: RequestQueue;
  readonly #progress: ReadingProgress;

  constructor(connection: AzureConnection, ports: { readonly clock: Clock; readonly log: Log }) {
    this.#connection = connection;
    this.#clock = ports.clock;
    const progress = new ReadingProgress(ports.log);
    this.#progress = progress;
    this.#queue = new RequestQueue(ports.clock, (now) => progress.look(now));
  }

  get host(): string {
    return this.#connection.host;
  }

  /** A reading begins: with its whole time for waits after 429s, and telling how far it is unless it is quiet. */
  begin(isQuiet: boolean): void {
    this.#queue.forgetWaits();
    if (!isQuiet) this.#progress.begin();
  }

  end(): void {
    this.#progress.end();
  }

  /** @throws Failure when signing in fails. */
  read(request: ArmRequest): Promise<Read> {
    return this.#progress.count(this.#readUntilSettled(request));
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

  /**
   * One exchange, tried again with a new token alone: for who comes back by itself.
   * @throws Failure when signing in fails
   */
  async ask(request: ArmRequest): Promise<Answer | HeldBack> {
    for (let isRenewed = false; ; isRenewed = true) {
      if ((await this.#queue.enter(request)) === 'blocked') return { kind: 'held-back' };
      const { session } = this.#connection;
      const { answer } = await this.#exchange(request);
      if (isRenewed || answer.kind !== 'answer' || answer.status !== 401) return answer;
      this.#connection.renew(session);
    }
  }

  /**
   * One mutation, once. After a 401, which tells that it was not carried out, the next call signs in anew.
   * @throws Failure when signing in fails; then nothing was sent
   */
  async send(mutation: ArmMutation, maySend: () => boolean): Promise<Answer | HeldBack | KeptBack> {
    const waitMilliseconds = this.#queue.waitFor(mutation);
    if (waitMilliseconds > longestTurn) return { kind: 'held-back', waitMilliseconds };
    if ((await this.#queue.enter(mutation, true)) === 'blocked') return { kind: 'held-back' };
    try {
      const { session } = this.#connection;
      const answer = await this.#connection.send(mutation, maySend);
      if (answer.kind !== 'answer') return answer;
      if (answer.status === 401) this.#connection.renew(session);
      const verdict = judgeAnswer(answer, this.#clock.now().getTime());
      // ARM counts writes apart from reads: only what shares the bucket waits.
      if (verdict.kind === 'throttled') this.#queue.block(mutation, verdict.waitMilliseconds, false);
      return answer;
    } finally {
      this.#queue.leave(mutation);
    }
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
      const { verdict } = await this.#exchange(request);
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
  async #exchange(request: ArmRequest): Promise<{ readonly answer: Answer; readonly verdict: Verdict }> {
    try {
      const answer = await this.#connection.get(request);
      const verdict = judgeAnswer(answer, this.#clock.now().getTime());
      if (verdict.kind === 'read') this.#queue.succeeded(request);
      if (verdict.kind === 'throttled') {
        this.#queue.block(request, verdict.waitMilliseconds, verdict.isSubscriptionWide);
      }
      return { answer, verdict };
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
}
