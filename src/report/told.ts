import type { Drift } from '../drift/drift.ts';
import type { Inputs, Telling } from '../inputs/inputs.ts';
import type { RunContext, Sha256 } from '../inputs/run-context.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Plan } from '../plan/plan.ts';

/** All that a report is written from. */
export interface Told {
  readonly inventory: Inventory;
  readonly drift: Drift;
  readonly plan: Plan;
  readonly inputs: Pick<Inputs, 'aim'> & { readonly telling: Pick<Telling, 'reportKey' | 'redact'> };
  readonly context: Pick<
    RunContext,
    'serverUrl' | 'owner' | 'repository' | 'repositoryId' | 'runId' | 'isPrivate'
  >;
  readonly now: Date;
  readonly sha256: Sha256;
}
