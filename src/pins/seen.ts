import type { Drift } from '../drift/drift.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Plan } from '../plan/plan.ts';

/** What pins are held against: what runs, what is behind, and what is to be done about it. */
export interface Seen {
  readonly inventory: Inventory;
  readonly drift: Drift;
  readonly plan: Plan;
  readonly now: Date;
}
