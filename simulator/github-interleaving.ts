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

/** Who waits for a turn, who sleeps, and the choice between them. */
class Turns {
  readonly #choose: (below: number) => number;
  readonly #loyalty: number;
  readonly #waiting: (() => void)[] = [];
  readonly #sleepers: Sleeper[] = [];
  #newest: 'waiting' | 'sleeping' = 'waiting';
  time: number;

  constructor(seed: number, startAt: number) {
    this.#choose = seededChoice(seed);
    // Even chances alone hardly ever let one run finish while another has barely begun.
    this.#loyalty = [0, 50, 90][seed % 3] ?? 0;
    this.time = startAt;
  }

  get blocked(): number {
    return this.#waiting.length + this.#sleepers.length;
  }

  wait(): Promise<void> {
    this.#newest = 'waiting';
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  sleep(milliseconds: number): Promise<void> {
    this.#newest = 'sleeping';
    return new Promise((wake) => this.#sleepers.push({ wakesAt: this.time + milliseconds, wake }));
  }

  /** An index of `waiting`; beyond it: time goes on to the next sleeper. */
  #pick(): number {
    const [waiting, sleeping] = [this.#waiting.length, this.#sleepers.length];
    if (this.#choose(100) >= this.#loyalty) return this.#choose(waiting + (sleeping > 0 ? 1 : 0));
    const wakes = waiting === 0 || (this.#newest === 'sleeping' && sleeping > 0);
    return wakes ? waiting : waiting - 1;
  }

  /** Lets one go on; `false` when nobody waits. */
  step(): boolean {
    if (this.blocked === 0) return false;
    const next = this.#waiting.splice(this.#pick(), 1)[0];
    if (next) {
      next();
      return true;
    }
    this.#sleepers.sort((left, right) => left.wakesAt - right.wakesAt);
    const sleeper = this.#sleepers.shift();
    this.time = Math.max(this.time, sleeper?.wakesAt ?? 0);
    sleeper?.wake();
    return sleeper !== undefined;
  }
}

/** Runs in one process, whose exchanges are ordered by chance, under a clock that does not tick by itself. */
export function createInterleaving(seed: number, startAt = Date.parse('2026-01-05T08:00:00Z')): Interleaving {
  const turns = new Turns(seed, startAt);
  const wait = (): Promise<void> => turns.wait();
  const pause = (milliseconds: number): Promise<void> => turns.sleep(milliseconds);
  return {
    now: () => turns.time,
    clock: { now: () => new Date(turns.time), pause },
    hooks: { before: wait, after: wait, pause },
    run: (runs) => takeTurns(turns, seed, runs),
  };
}

async function takeTurns<Result>(
  turns: Turns,
  seed: number,
  runs: readonly (() => Promise<Result>)[],
): Promise<readonly PromiseSettledResult<Result>[]> {
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
    for (let work = 0; work < maximumWork && turns.blocked < live; work++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  for (let idle = 0; ; ) {
    await settle();
    if (live === 0) return await all;
    idle = turns.step() ? 0 : idle + 1;
    if (idle > maximumIdle) throw new Error(`Seed ${seed}: the runs wait for something that nobody gives.`);
  }
}
