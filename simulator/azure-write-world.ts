/** The world as one authorised write meets it, and what comes of the write. */
import type { Shaping } from './azure-cluster.ts';
import type { FieldChange } from './azure-difference.ts';
import type { FailureDesk } from './azure-failures.ts';
import type { OperationPlan } from './azure-operation-plan.ts';
import type { Operations } from './azure-operations.ts';
import type { Pace } from './azure-pace.ts';
import type { Refusal } from './azure-rules.ts';
import type { SimResponse } from './exchange.ts';
import type { Fleet } from './fleet-model.ts';

export interface WriteWorld extends Shaping {
  readonly armHost: string;
  readonly fleet: Fleet;
  readonly now: number;
  readonly pace: Pace;
  readonly operations: Operations;
  readonly failures: FailureDesk;
  /** Reads the fleet anew: what is answered is the state after the start. */
  readonly after: () => WriteWorld;
  /** Object id of who asks. */
  readonly by: string;
}

export interface Written {
  readonly response: SimResponse;
  readonly changes: readonly FieldChange[];
  readonly leftOut: readonly string[];
  /** A `nodeImageVersion` in a PUT, whatever came of it. */
  readonly rollbacks: readonly RollbackMark[];
}

export interface RollbackMark {
  readonly pool: string;
  readonly image: string;
}

/** What a PUT comes to: an operation, or a refusal. */
export type Wish = OperationPlan | Refusal;
