/** The road itself: no logic, only the order in which the data travels. */

import { findDrift } from './drift/find-drift.ts';
import type { Failure } from './failure.ts';
import type { Clock } from './inputs/clock.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { Log } from './inputs/log.ts';
import { parseInputs, type RawInputs } from './inputs/parse-inputs.ts';
import type { RunContext, Sha256 } from './inputs/run-context.ts';
import type { Cluster, Inventory } from './inventory/inventory.ts';
import { makePlan } from './plan/make-plan.ts';
import type { Report } from './report/report.ts';
import { writeReport } from './report/write-report.ts';
import { conclude } from './tracking/ending/conclude.ts';
import { describeOutputs, type Kept, type OutputName } from './tracking/ending/outputs.ts';
import type { Tracked } from './tracking/tracking.ts';
import type { Acted, Approval, Eyes } from './upgrade/upgrade.ts';

/** Everything outside that the road needs, built in `world.ts`. */
export interface World {
  readonly raw: RawInputs;
  readonly context: RunContext;
  readonly log: Log;
  readonly clock: Clock;
  readonly sha256: Sha256;
  /** Nothing to look at, and nobody's fault: told, and good. */
  endEarly(reason: string): Promise<undefined>;
  /** In `mode: upgrade` what was approved, its gate proven, and the inputs as the plan has them. */
  approve(asked: Inputs): Promise<{ readonly inputs: Inputs; readonly approval?: Approval }>;
  readInventory(inputs: Inputs, only?: Cluster): Promise<Inventory>;
  /** Does what was approved and sees again; without an approval there is nothing to do. */
  upgrade(inputs: Inputs, approval: Approval | undefined, found: Inventory, eyes: Eyes): Promise<Acted>;
  /** Job summary and files first: whatever GitHub says later, the report is there. */
  keep(report: Report, inputs: Inputs, acted: Acted): Promise<Kept>;
  /** A trouble with GitHub is told at the end and loses nothing. */
  track(report: Report, inputs: Inputs, acted: Acted): Promise<Tracking>;
  setOutputs(values: Readonly<Record<OutputName, string>>): void;
}

export type Tracking = { readonly tracked: Tracked; readonly failure?: Failure };

export async function run(world: World): Promise<Failure | undefined> {
  const { context, log, clock, sha256 } = world;

  const asked = parseInputs(world.raw, context, sha256); //                            1 what was asked
  for (const warning of asked.warnings) log.warning('Input without effect', warning);
  if (asked.endsEarly !== undefined) return world.endEarly(asked.endsEarly);
  const { inputs, approval } = await world.approve(asked);
  const read: Eyes['read'] = (only) => world.readInventory(inputs, only);
  const judge: Eyes['judge'] = (inventory, aimOf) => {
    const now = clock.now();
    const drift = findDrift(inventory, inputs.aim, now, aimOf); //                     3 what is behind
    const facts = { ...inputs.scope, ...inputs.telling, ...context, now, sha256 };
    return { inventory, drift, plan: makePlan(drift, inputs.aim, facts), now }; //      4 what to do, in order
  };
  const found = await read(); //                                                       2 what runs, what AKS offers
  const acted = await world.upgrade(inputs, approval, found, { read, judge }); //      5 doing it
  const report = writeReport({ ...acted, inputs, context, sha256 }); //                6 what people read
  const kept = await world.keep(report, inputs, acted);
  const { tracked, failure } = await world.track(report, inputs, acted); //            7 where people read it

  world.setOutputs(describeOutputs({ ...acted, tracked, kept }));
  return conclude(inputs, acted, failure);
}
