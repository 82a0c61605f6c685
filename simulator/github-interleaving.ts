import type { FetchHooks } from './github-fetch.ts';

/** A repeatable source of choices (mulberry32): the same seed, the same choices. */
export function seededChoice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

export interface Interleaving {
  readonly now: () => number;
  /** Virtual: time passes only when nobody else can go on, or when chance lets it. */
  readonly clock: { now(): Date; pause(milliseconds: number): Promise<void> };
  /** Give these to each run's `fetchFrom`: every exchange waits for its turn twice, before and after the service. */
  readonly hooks: Pick<FetchHooks, 'before' | 'after' | 'pause'>;
  /** Starts all runs and lets them take turns until each has ended. Results in the order of the runs. */
  run<Result>(runs: readonly (() => Promise<Result>)[]): Promise<readonly PromiseSettledResult<Result>[]>;
}

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: () => void;
}

/** Turns of the event loop that a run may work between two of its exchanges before the others go on. */
const maximumWork = 50;
const maximumIdle = 200;

/** Runs in one process, whose exchanges are ordered by chance, under a clock that does not tick by itself. */
export function createInterleaving(seed: number, startAt = Date.parse('2026-01-05T08:00:00Z')): Interleaving {
  const choose = seededChoice(seed);
  const waiting: (() => void)[] = [];
  const sleepers: Sleeper[] = [];
  let time = startAt;
  // Even chances alone hardly ever let one run finish while another has barely begun.
  const loyalty = [0, 50, 90][seed % 3] ?? 0;
  let newest: 'waiting' | 'sleeping' = 'waiting';
  const turn = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      newest = 'waiting';
    });
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      sleepers.push({ wakesAt: time + milliseconds, wake });
      newest = 'sleeping';
    });
  const pick = (): number => {
    if (choose(100) >= loyalty) return choose(waiting.length + (sleepers.length > 0 ? 1 : 0));
    const wakes = waiting.length === 0 || (newest === 'sleeping' && sleepers.length > 0);
    return wakes ? waiting.length : waiting.length - 1;
  };

  const step = (): boolean => {
    if (waiting.length + sleepers.length === 0) return false;
    const next = waiting.splice(pick(), 1)[0];
    if (next) {
      next();
      return true;
    }
    sleepers.sort((left, right) => left.wakesAt - right.wakesAt);
    const sleeper = sleepers.shift();
    if (!sleeper) return false;
    time = Math.max(time, sleeper.wakesAt);
    sleeper.wake();
    return true;
  };

  const run = async <Result>(
    runs: readonly (() => Promise<Result>)[],
  ): Promise<readonly PromiseSettledResult<Result>[]> => {
    let live = runs.length;
    const all = Promise.allSettled(
      runs.map(async (each) => {
        try {
          return await each();
        } finally {
          live -= 1;
        }
      }),
    );
    // A choice is made when every run waits for one: the order does not depend on the machine's pace.
    const settle = async (): Promise<void> => {
      for (let turns = 0; turns < maximumWork && waiting.length + sleepers.length < live; turns++) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    for (let idle = 0; ; ) {
      await settle();
      if (live === 0) return await all;
      idle = step() ? 0 : idle + 1;
      if (idle > maximumIdle) throw new Error(`Seed ${seed}: the runs wait for something that nobody gives.`);
    }
  };

  return {
    now: () => time,
    clock: { now: () => new Date(time), pause },
    hooks: { before: turn, after: turn, pause },
    run,
  };
}
