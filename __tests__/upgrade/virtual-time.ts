import type { Clock } from '../../src/inputs/clock.ts';

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** Time that passes only when everybody waits for it; a timer that is aborted is gone, as on the runner. */
export class VirtualTime implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(start = '2026-11-22T06:00:00Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer: Timer = { at: this.#now + Math.max(0, milliseconds), ring: resolve };
      this.#timers.add(timer);
      signal?.addEventListener('abort', () => {
        this.#timers.delete(timer);
        resolve();
      });
    });
  }

  /** Timers that would keep a process alive. */
  get pending(): number {
    return this.#timers.size;
  }

  async run<Value>(promise: Promise<Value>): Promise<Value> {
    let isSettled = false;
    const settled = promise.finally(() => {
      isSettled = true;
    });
    settled.catch(() => undefined);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (isSettled) return settled;
      const next = [...this.#timers].reduce<Timer | undefined>(
        (first, timer) => (first === undefined || timer.at < first.at ? timer : first),
        undefined,
      );
      if (next === undefined) throw new Error('it hangs: nobody waits for the clock');
      this.#now = Math.max(this.#now, next.at);
      this.#timers.delete(next);
      next.ring();
    }
  }
}
