/** Time that passes faster, the same for the simulated world and for a program that runs in it. */

export interface Warp {
  readonly speed: number;
  /** Milliseconds since 1970: what `startWorld` takes as `clock`. */
  readonly now: () => number;
  /** For `NODE_OPTIONS` of a program: its clocks and pauses then follow this one. */
  readonly nodeOptions: string;
  /** Real milliseconds that so many of this clock take. */
  readonly toReal: (milliseconds: number) => number;
}

/**
 * A clock that starts at `startAt` (milliseconds since 1970; absent: the machine's time) and runs `speed` times faster
 * than the machine's.
 */
export function warpedClock(speed: number, startAt: number = Date.now()): Warp {
  if (!(speed > 0)) throw new Error(`Time cannot pass ${speed} times as fast.`);
  // The monotonic clock is one for all processes of a machine, and nobody sets it.
  const began = process.hrtime.bigint();
  const preload = new URL('./time-warp-preload.mjs', import.meta.url);
  preload.search = new URLSearchParams({
    speed: String(speed),
    began: String(began),
    at: String(startAt),
  }).toString();
  return {
    speed,
    now: () => Math.floor(startAt + (Number(process.hrtime.bigint() - began) / 1e6) * speed),
    nodeOptions: `--import=${preload.href}`,
    toReal: (milliseconds) => milliseconds / speed,
  };
}
