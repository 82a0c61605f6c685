/** What an upgrade is asked, and what it may use. */

import type { Clock } from '../inputs/clock.ts';
import type { UpgradeAsk } from '../inputs/inputs.ts';
import type { Log } from '../inputs/log.ts';
import type { Cluster, NodePool, Unread } from '../inventory/inventory.ts';
import type { Agreement } from '../plan/agreement.ts';
import type { ApprovedPlan } from '../plan/approved-plan.ts';
import type { UpgradeDoor } from './door/door.ts';
import type { ClusterProgress } from './outcome.ts';

export interface UpgradeOrder {
  readonly approved: ApprovedPlan;
  /** Of the first look at everything, without changes: those are refused before. */
  readonly agreement: Agreement;
  readonly ask: UpgradeAsk;
  /** The deadline counts from here. */
  readonly startedAt: Date;
}

export interface UpgradePorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly door: UpgradeDoor;
  /** One cluster, read, planned and compared afresh. */
  look(cluster: Cluster): Promise<Look>;
  readonly halt: Halt;
  /** Never throws and never waits. */
  tell(progress: ClusterProgress): void;
  /** What the log calls it. */
  nameOf(cluster: Cluster): string;
  nameOfPool(pool: NodePool): string;
  /** `true`: nothing that could hold a name of Azure goes into the log. */
  readonly redact: boolean;
}

export interface Look {
  readonly at: Date;
  /** A state for every approved step of this cluster, also for those that are gone. */
  readonly agreement: Agreement;
  /** Absent: gone, or not read; the states say which. */
  readonly cluster?: Cluster;
  readonly unread: readonly Unread[];
}

/** The signal that ends the job. */
export interface Halt {
  readonly isAsked: boolean;
  readonly asked: Promise<void>;
}
