import type { Clock } from '../../src/inputs/clock.ts';

/** A clock that moves only when every run waits for it: hours pass in milliseconds, the same way each time. */
export interface VirtualTime {
  readonly clock: Clock;
  readonly now: () => number;
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly deadline: (milliseconds: number) => AbortSignal;
  /** Lets `work` run to its end, or throws when more time than `limit` (milliseconds) passes: that is a hang. */
  run<Value>(work: Promise<Value>, limit?: number): Promise<Value>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
  readonly isDeadline: boolean;
}

const idleTurns = 4;
const day = 86_400_000;

export function createVirtualTime(start = Date.parse('2026-11-22T06:00:00Z')): VirtualTime {
  let time = start;
  let sleepers: Sleeper[] = [];
  const ring = (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      sleepers.push({ at: time + Math.max(0, milliseconds), wake, isDeadline: true });
    });
  const pause = async (milliseconds: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted) return;
    let wake = (): void => undefined;
    const early = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const sleeper = { at: time + Math.max(0, milliseconds), wake, isDeadline: false };
    sleepers.push(sleeper);
    const end = () => {
      sleepers = sleepers.filter((each) => each !== sleeper);
      wake();
    };
    signal?.addEventListener('abort', end, { once: true });
    await early;
  };

  return {
    clock: { now: () => new Date(time), pause },
    now: () => time,
    pause,
    deadline: (milliseconds) => {
      const abort = new AbortController();
      void ring(milliseconds).then(() => abort.abort());
      return abort.signal;
    },
    run: async <Value>(work: Promise<Value>, limit = day): Promise<Value> => {
      const until = time + limit;
      let hasEnded = false;
      const end = () => {
        hasEnded = true;
      };
      work.then(end, end);
      while (!hasEnded) {
        for (let turn = 0; turn < idleTurns && !hasEnded; turn++) await new Promise(setImmediate);
        if (hasEnded) break;
        sleepers.sort((left, right) => left.at - right.at);
        const next = sleepers.shift();
        if (!next) continue;
        if (next.at > until) throw new Error('hang: the limit of virtual time is over');
        time = Math.max(time, next.at);
        next.wake();
      }
      sleepers = sleepers.filter((sleeper) => !sleeper.isDeadline);
      return await work;
    },
  };
}
