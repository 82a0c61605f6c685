import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './clock.ts';

export const runnerClock: Clock = {
  now: () => new Date(),
  pause: async (milliseconds) => {
    await wait(Math.max(0, milliseconds));
  },
};
