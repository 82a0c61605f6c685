import type { Drift } from '../drift/drift.ts';
import type { Failure } from '../failure.ts';
import type { Inputs, Telling, UpgradeAsk } from '../inputs/inputs.ts';
import type { RunContext, Sha256 } from '../inputs/run-context.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Pins } from '../pins/pins.ts';
import type { ApprovedPlan } from '../plan/approved-plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Releases } from '../releases/releases.ts';
import type { GateProof } from '../upgrade/gate/gate.ts';
import type { Outcome } from '../upgrade/outcome.ts';

/** All that a report is written from. */
export interface Told {
  readonly inventory: Inventory;
  /** What the upgrade brings; absent: nothing was asked. */
  readonly releases?: Releases;
  readonly drift: Drift;
  readonly plan: Plan;
  readonly inputs: Pick<Inputs, 'aim' | 'failOn' | 'pins'> & {
    readonly telling: Pick<Telling, 'reportKey' | 'reportTo' | 'redact'>;
  };
  readonly context: Pick<
    RunContext,
    'serverUrl' | 'owner' | 'repository' | 'repositoryId' | 'runId' | 'isPrivate' | 'pullRequest'
  >;
  readonly now: Date;
  readonly sha256: Sha256;
  /** There exactly in `mode: upgrade`; inventory, drift and plan are then those that were read afterwards. */
  readonly upgrade?: UpgradeTold;
  /** Azure has moved since it was read, and was not read again: of an upgrade nothing but its outcome is told. */
  readonly isStale?: boolean;
  /** Versions written down in the repository; absent: they were not looked at. */
  readonly pins?: Pins;
  /** Why the files that may hold pins could not be looked at. */
  readonly pinFailure?: Failure | undefined;
}

/** What an upgrade did, and by whose leave. */
export interface UpgradeTold {
  readonly outcome: Outcome;
  readonly proof: GateProof;
  readonly approved: ApprovedPlan;
  readonly ask: Pick<UpgradeAsk, 'gate' | 'allowsSelfApproval' | 'maximumPlanAge' | 'respectsWindows'>;
}
