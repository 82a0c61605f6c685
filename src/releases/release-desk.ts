import type { Clock } from '../inputs/clock.ts';
import type { Log } from '../inputs/log.ts';
import type { Inventory, NodePool } from '../inventory/inventory.ts';
import type { Calendar } from './calendar.ts';
import type { Download } from './download.ts';
import type { Releases } from './releases.ts';

export interface ReleaseDesk {
  /**
   * The docs' calendar where it was read, whole and no older; else the bundled one. Never fails, and takes ten seconds
   * at most. `azure`: the reading of Azure, with which the waiting for everything else begins, or ends.
   */
  readCalendar(azure: Promise<unknown>): Promise<Calendar>;
  /** A pool whose images are known while Azure is still being read: what its notes need is asked for at once. */
  expect(pool: NodePool): void;
  /** All that there is to tell about the pools of `inventory`. Never fails, and never waits long. */
  read(inventory: Inventory): Promise<Releases>;
}

export interface DeskPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'info' | 'debug'>;
  /** Who is told to stop waits for nobody. */
  readonly halt: { readonly asked: Promise<void> };
  /** Aborts after so many milliseconds; absent: by the machine's clock, without keeping the process alive. */
  readonly deadline?: (milliseconds: number) => AbortSignal;
  /** Absent: the runner's network. */
  readonly download?: Download;
}
