/** What became of each approved step, and of the whole. Values: printable, and the same for the same events. */

import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { ApprovedStep } from '../plan/approved-plan.ts';
import type { HoldReason } from '../plan/plan.ts';

/** The `result` output (contract §3). */
export type UpgradeResult = 'upgraded' | 'nothing-to-do' | 'refused' | 'failed' | 'handed-over' | 'dry-run';

export type StepEnd =
  /** Started by this run, ended, and Azure reports the target. */
  | 'done'
  /** Azure reported the target when we looked, without this run having started it. */
  | 'already-done'
  | 'failed'
  /** Started, by this run or another, and still running in Azure when the run handed over. */
  | 'running'
  /** Not started: a hold. `until` says when it ends, where that is known. */
  | 'held'
  | 'gone'
  | 'unread'
  /** Not in the scope of this job. */
  | 'elsewhere'
  /** Not started: an earlier failure, the deadline, a signal, or too many failures elsewhere. */
  | 'not-started'
  /** The dry run found nothing in its way. */
  | 'would-start';

export interface StepOutcome {
  readonly approved: ApprovedStep;
  readonly cluster?: Cluster;
  readonly pool?: NodePool;
  readonly end: StepEnd;
  /** By this run. */
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  /** One plain sentence, escaped whole where it is shown. */
  readonly text: string;
  /** What Azure reports afterwards: version or image. */
  readonly reported?: string;
  /** Of a pool after a Kubernetes step: the node image that came along. */
  readonly reportedImage?: string;
  /** Azure put another image than the approved one: told loudly, never hidden. */
  readonly deviation?: string;
  readonly trouble?: Trouble;
  readonly until?: Date;
  /** Of what is held: some reasons pass by themselves, others want somebody. */
  readonly heldBy?: HoldReason;
}

/** A failure, explained. All texts are plain and escaped where they are shown. */
export interface Trouble {
  /** Azure's code, and the subcode where there is one; absent where Azure gave none. */
  readonly code?: string;
  /** Azure's own words, on one line, without ids. */
  readonly message: string;
  /** What it means, in a sentence of ours. */
  readonly cause: string;
  /** What to do, in a sentence or two of ours. */
  readonly advice: string;
  /** Whether running again is safe as things stand. */
  readonly rerun: 'safe' | 'after-repair' | 'unsafe';
  /** Until when the pool's node pool rollback is possible; absent: not possible or not known. */
  readonly rollbackUntil?: Date;
}

/** Why nothing more was started. */
export type HaltCause = 'deadline' | 'signal' | 'failures';

export interface Outcome {
  readonly result: UpgradeResult;
  /** One per approved step, in the approved order. */
  readonly steps: readonly StepOutcome[];
  readonly haltedBy?: HaltCause;
  /** Changes found on the way that nobody approved and that were left alone, one plain sentence each. */
  readonly notes: readonly string[];
  /** `true`: this run sent a mutation or waited for one, so that what was read before is no longer true. */
  readonly hasMoved: boolean;
  /** Rights that the identity lacks, by cluster, as the dry run found out; `undefined` entries could not be judged. */
  readonly rights?: readonly ClusterRights[];
}

export interface ClusterRights {
  readonly cluster: Cluster;
  /** Role actions that the steps need and the identity lacks; `undefined`: could not be read. */
  readonly missing: readonly string[] | undefined;
}

/** What people can watch while it happens: the whole of one cluster, given anew at every change. */
export interface ClusterProgress {
  readonly cluster: Cluster;
  readonly steps: readonly StepProgress[];
  /** `false`: more is to come. */
  readonly isOver: boolean;
}

export interface StepProgress {
  readonly approved: ApprovedStep;
  readonly pool?: NodePool;
  readonly state: 'waiting' | 'starting' | 'running' | StepEnd;
  readonly since?: Date;
  readonly text: string;
  /** Of what is held: when that ends, where it is known. */
  readonly until?: Date;
}
