import type { Clock } from '../../src/inputs/clock.ts';

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** Time that only passes when everybody waits for it. */
export class VirtualClock implements Clock {
  #now = Date.parse('2026-11-22T06:00:00Z');
  #timers: Timer[] = [];

  now(): Date {
    return new Date(this.#now);
  }

  pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#timers.push({ at: this.#now + Math.max(0, milliseconds), ring: resolve });
    });
  }

  /** Lets time pass until the promise settles; throws when it waits for nothing, which would be a hang. */
  async run<Value>(promise: Promise<Value>): Promise<Value> {
    let isSettled = false;
    const settled = promise.finally(() => {
      isSettled = true;
    });
    settled.catch(() => undefined);
    for (let idle = 0; !isSettled; ) {
      await quiet();
      if (isSettled) break;
      if (this.#timers.length === 0) {
        idle += 1;
        if (idle > 20) throw new Error('it hangs: nobody waits for the clock');
        continue;
      }
      idle = 0;
      const next = Math.min(...this.#timers.map((timer) => timer.at));
      this.#now = Math.max(this.#now, next);
      const due = this.#timers.filter((timer) => timer.at <= this.#now);
      this.#timers = this.#timers.filter((timer) => timer.at > this.#now);
      for (const timer of due) timer.ring();
    }
    return settled;
  }
}

/** All promises that can go on without the clock have gone on. */
async function quiet(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
