/** The one place that says whether anything may still be started, or waited for. */

import type { Clock } from '../../inputs/clock.ts';
import type { HaltCause } from '../outcome.ts';
import type { Halt } from '../ports.ts';

/** Milliseconds: an answer on its way at the deadline is waited for so long, then no more. */
const lastCall = 120_000;
/** Milliseconds: what was just sent may still answer before the job is killed (7.5 s after the signal). */
const afterSignal = 2000;

const ranks: readonly HaltCause[] = ['signal', 'deadline', 'failures'];

export interface WatchOrders {
  readonly deadline: Date;
  /** Failed clusters that are tolerated. */
  readonly mostFailures: number;
}

export class Watch {
  readonly #clock: Clock;
  readonly #halt: Halt;
  readonly #orders: WatchOrders;
  readonly #over = new AbortController();
  readonly #closing: Promise<void>;
  #failures = 0;
  #stopped: HaltCause | undefined;

  constructor(ports: { readonly clock: Clock; readonly halt: Halt }, orders: WatchOrders) {
    this.#clock = ports.clock;
    this.#halt = ports.halt;
    this.#orders = orders;
    this.#closing = ports.clock.pause(this.#remaining() + lastCall, this.#over.signal);
  }

  now(): Date {
    return this.#clock.now();
  }

  /** Why nothing is waited for any more. */
  get waitBar(): 'signal' | 'deadline' | undefined {
    if (this.#halt.isAsked) return 'signal';
    return this.#remaining() <= 0 ? 'deadline' : undefined;
  }

  /** Why nothing new is started. */
  get startBar(): HaltCause | undefined {
    return this.waitBar ?? (this.#failures > this.#orders.mostFailures ? 'failures' : undefined);
  }

  /** What kept something from being done, the strongest of all causes. */
  get stopped(): HaltCause | undefined {
    return this.#stopped;
  }

  countFailure(): void {
    this.#failures += 1;
  }

  noteStop(cause: HaltCause): void {
    const known = this.#stopped;
    if (known === undefined || ranks.indexOf(cause) < ranks.indexOf(known)) this.#stopped = cause;
  }

  /** Ends at the deadline, and at once when the job is told to stop. */
  async pause(milliseconds: number): Promise<void> {
    const time = Math.min(milliseconds, this.#remaining());
    if (this.#halt.isAsked || time <= 0) return;
    const early = new AbortController();
    await Promise.race([this.#clock.pause(time, early.signal), this.#halt.asked]);
    early.abort();
  }

  /**
   * `undefined`: the job was told to stop, or the time was over, before the answer came. Nothing is asked any more
   * after the signal.
   */
  async answerOf<Value>(ask: () => Promise<Value>): Promise<{ readonly value: Value } | undefined> {
    if (this.#halt.isAsked) return undefined;
    const answer = ask().then((value) => ({ value }));
    return await Promise.race([answer, this.#ended()]);
  }

  /** The same for what may be on the wire: a little is waited after the signal. */
  async lastAnswerOf<Value>(work: Promise<Value>): Promise<{ readonly value: Value } | undefined> {
    const answer = work.then((value) => ({ value }));
    const first = await Promise.race([answer, this.#ended()]);
    if (first !== undefined) return first;
    const early = new AbortController();
    const late = await Promise.race([answer, this.#clock.pause(afterSignal, early.signal)]);
    early.abort();
    return late ?? undefined;
  }

  /** Nothing is waited for any more. */
  end(): void {
    this.#over.abort();
  }

  #remaining(): number {
    return this.#orders.deadline.getTime() - this.#clock.now().getTime();
  }

  async #ended(): Promise<undefined> {
    await Promise.race([this.#halt.asked, this.#closing]);
    return undefined;
  }
}
