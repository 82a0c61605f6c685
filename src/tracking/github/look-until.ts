import type { Clock } from '../../inputs/clock.ts';

const second = 1000;
const pauses = [second, 2 * second, 4 * second, 8 * second];

/** GitHub's lists may lag behind a write: looks again until what must be there is shown, or gives what is shown last. */
export async function lookUntil<Found>(
  clock: Clock,
  look: () => Promise<Found>,
  isShown: (found: Found) => boolean,
): Promise<Found> {
  let found = await look();
  for (const pause of pauses) {
    if (isShown(found)) return found;
    await clock.pause(pause);
    found = await look();
  }
  return found;
}
