/** How a fresh plan stands to the approved one (contract §6): the types; `compare-plans.ts` finds out. */

import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { ApprovedStep } from './approved-plan.ts';
import type { Hold, Step } from './plan.ts';

export type StepStanding =
  /** In the fresh plan, to be carried out (its passing holds are judged again when acting). */
  | 'due'
  /** Azure reports the target, and nothing is running there. */
  | 'done'
  /** An operation runs on the cluster or pool: what becomes of it is not known yet. */
  | 'running'
  /** A standing hold keeps it out now. */
  | 'held'
  /** No such cluster or pool any more, and all that the check saw could be read. */
  | 'gone'
  /** Cluster or pool could not be read, or may be among what could not. */
  | 'unread'
  /** Not in the scope of this job, which is another than the check's. */
  | 'elsewhere'
  /** Neither due nor accounted for: what is different now stands in `changes`. */
  | 'changed';

export interface StepState {
  readonly approved: ApprovedStep;
  readonly standing: StepStanding;
  /** Of the fresh plan: there exactly when `due`. */
  readonly step?: Step;
  /** Where they could be found by the hash of their id. */
  readonly cluster?: Cluster;
  readonly pool?: NodePool;
  /** There exactly when `held`. */
  readonly hold?: Hold;
  /** One plain sentence with names, escaped whole where it is shown. Empty for `due`. */
  readonly text: string;
}

/** A step of the fresh plan that was not approved, or an approved one that is neither due nor accounted for. */
export interface PlanChange {
  readonly cluster?: Cluster;
  readonly pool?: NodePool;
  /** One plain sentence with names and both versions, escaped whole where it is shown. */
  readonly text: string;
  /** A node image, on a pool that an approved Kubernetes step has moved or will move: not approved, and no danger to the rest. */
  readonly isLaterImage: boolean;
  /** The same sentence with short ids for names, for `redact`; absent: the sentence must not be shown then. */
  readonly redacted?: string;
}

export interface Agreement {
  /** One per approved step, in the approved order. */
  readonly states: readonly StepState[];
  /** Empty: the fresh plan does nothing that was not approved. */
  readonly changes: readonly PlanChange[];
}
