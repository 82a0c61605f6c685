/** Time that passes only when a run waits for it. Runs die: what a dead one waited for never comes. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../src/inputs/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly life: Life;
  readonly wake: () => void;
}

/** One run of the action: from its death on nothing wakes it, nothing answers it, and nothing of it is heard. */
export interface Life {
  isOver: boolean;
}

/** Turns of Node's loop in which whatever can go on without the clock has gone on. */
const quietTurns = 3;
/** Real milliseconds after which a run that waits for nothing hangs. */
const mostIdle = 20_000;

export class StageTime {
  #now: number;
  #sleepers: Sleeper[] = [];
  readonly now = (): number => this.#now;

  /** The machine's date follows the newest stage, for the libraries that ask it. */
  constructor(start: string) {
    this.#now = Date.parse(start);
    showDate(this.now);
  }

  /** Lets time pass without waking anybody: what an exchange takes. */
  tick(milliseconds: number): void {
    this.#now += milliseconds;
  }

  clockOf(life: Life): Clock {
    return {
      now: () => new Date(this.#now),
      pause: (milliseconds, signal) => this.#pause(milliseconds, life, signal),
    };
  }

  #pause(milliseconds: number, life: Life, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { at: this.#now + Math.max(0, milliseconds), life, wake: resolve };
      this.#sleepers.push(sleeper);
      const end = () => {
        this.#sleepers = this.#sleepers.filter((each) => each !== sleeper);
        resolve();
      };
      signal?.addEventListener('abort', end, { once: true });
    });
  }

  /** Lets the run go on until it ends or dies; `undefined`: it died. Throws when it waits for nothing. */
  async see<Value>(work: Promise<Value>, life: Life): Promise<Value | undefined> {
    let hasEnded = false;
    const end = () => {
      hasEnded = true;
    };
    work.then(end, end);
    for (let idle = 0; !hasEnded; ) {
      for (let turn = 0; turn < quietTurns && !hasEnded; turn += 1) await turnOfTheLoop();
      if (life.isOver || hasEnded) break;
      const next = this.#takeNext();
      if (next !== undefined) {
        idle = 0;
        this.tick(Math.max(0, next.at - this.#now));
        next.wake();
      } else {
        // A module that is loaded late takes real time.
        if (++idle > mostIdle) throw new Error('it hangs: nobody waits for the clock');
        await pause(1);
      }
    }
    this.#sleepers = this.#sleepers.filter((each) => each.life !== life);
    return life.isOver ? undefined : await work;
  }

  #takeNext(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const each of this.#sleepers) if (next === undefined || each.at < next.at) next = each;
    this.#sleepers = this.#sleepers.filter((each) => each !== next);
    return next;
  }
}

const RealDate = Date;

function showDate(now: () => number): void {
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, words, made) =>
      Reflect.construct(target, words.length === 0 ? [now()] : words, made) as object,
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
