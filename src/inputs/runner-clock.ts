import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** Node counts a timer in 32 bits: a longer one would ring at once. */
const longestPause = 2_147_483_647;

export const runnerClock: Clock = {
  now: () => new Date(),
  pause: async (milliseconds, signal) => {
    const time = Math.min(Math.max(0, milliseconds), longestPause);
    try {
      await wait(time, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};
