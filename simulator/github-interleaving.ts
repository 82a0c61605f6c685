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

const settleTurns = 3;
const maximumIdle = 2000;

/** Runs in one process, whose exchanges are ordered by chance, under a clock that does not tick by itself. */
export function createInterleaving(seed: number, startAt = Date.parse('2026-01-05T08:00:00Z')): Interleaving {
  const choose = seededChoice(seed);
  const waiting: (() => void)[] = [];
  const sleepers: Sleeper[] = [];
  let time = startAt;
  const turn = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((wake) => sleepers.push({ wakesAt: time + milliseconds, wake }));

  const step = (): boolean => {
    const options = waiting.length + (sleepers.length > 0 ? 1 : 0);
    if (options === 0) return false;
    const chosen = choose(options);
    const next = waiting.splice(chosen, 1)[0];
    if (next) {
      next();
      return true;
    }
    sleepers.sort((left, right) => left.wakesAt - right.wakesAt);
    const sleeper = sleepers.shift();
    if (sleeper) {
      time = Math.max(time, sleeper.wakesAt);
      sleeper.wake();
    }
    return true;
  };

  const run = async <Result>(
    runs: readonly (() => Promise<Result>)[],
  ): Promise<readonly PromiseSettledResult<Result>[]> => {
    let hasEnded = false;
    const all = Promise.allSettled(runs.map((each) => each())).then((results) => {
      hasEnded = true;
      return results;
    });
    for (let idle = 0; !hasEnded; ) {
      for (let count = 0; count < settleTurns; count++) await new Promise((resolve) => setImmediate(resolve));
      if (hasEnded) break;
      idle = step() ? 0 : idle + 1;
      if (idle > maximumIdle) throw new Error(`Seed ${seed}: the runs wait for something that nobody gives.`);
    }
    return await all;
  };

  return {
    now: () => time,
    clock: { now: () => new Date(time), pause },
    hooks: { before: turn, after: turn, pause },
    run,
  };
}
