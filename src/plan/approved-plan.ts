import type { Aim } from '../inputs/inputs.ts';
import type { StepKind } from './plan.ts';

/** A step as it was approved: no names, for the plan travels through outputs. */
export interface ApprovedStep {
  readonly kind: StepKind;
  readonly hashedId: string;
  readonly from: string;
  readonly to: string;
}

/** What a human approved, parsed from its envelope. */
export interface ApprovedPlan {
  /** `sha256:` + 64 hex digits, recomputed. */
  readonly digest: string;
  readonly repositoryId: string;
  readonly reportKey: string;
  /** With the surge settings. */
  readonly aim: Aim;
  readonly steps: readonly ApprovedStep[];
  readonly madeAt: Date;
  readonly runId: string;
  readonly runAttempt: string;
  /** The key that the scope of the check gave, whatever `report-key` said. */
  readonly scopeKey: string;
}
