/** Whoever asks the sources of release data: each once, side by side, and none can fail the run. */

import type { Inputs } from '../inputs/inputs.ts';
import type { Inventory, NodePool } from '../inventory/inventory.ts';
import { bundledCalendar, type Calendar } from './calendar.ts';
import { noReleases, type Releases } from './releases.ts';

export interface ReleaseDesk {
  /** The docs' calendar where it was read, whole and no older; else the bundled one. Never fails. */
  readCalendar(): Promise<Calendar>;
  /** A pool whose images are known while Azure is still being read: what its notes need is asked for at once. */
  expect(pool: NodePool): void;
  /** All that there is to tell about the pools of `inventory`. Never fails, and never waits long. */
  read(inventory: Inventory): Promise<Releases>;
}

export function openReleaseDesk({ releases: { data } }: Pick<Inputs, 'mode' | 'releases'>): ReleaseDesk {
  return {
    readCalendar: () => Promise.resolve(bundledCalendar),
    expect: () => undefined,
    read: () => Promise.resolve({ ...noReleases, data }),
  };
}
