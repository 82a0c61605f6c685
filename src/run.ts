/** The road itself: no logic, only the order in which the data travels. */

import { findDrift } from './drift/find-drift.ts';
import type { Failure } from './failure.ts';
import type { Clock } from './inputs/clock.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { Log } from './inputs/log.ts';
import { parseInputs, type RawInputs } from './inputs/parse-inputs.ts';
import type { RunContext, Sha256 } from './inputs/run-context.ts';
import type { Inventory } from './inventory/inventory.ts';
import { makePlan } from './plan/make-plan.ts';
import type { Plan } from './plan/plan.ts';
import type { Report } from './report/report.ts';
import { writeReport } from './report/write-report.ts';
import { conclude } from './tracking/conclude.ts';
import { describeOutputs, type Kept, type OutputName } from './tracking/outputs.ts';
import type { Tracked } from './tracking/tracking.ts';

/** Everything outside that the road needs, built in `main.ts`. */
export interface World {
  readonly raw: RawInputs;
  readonly context: RunContext;
  readonly log: Log;
  readonly clock: Clock;
  readonly sha256: Sha256;
  /** Nothing to look at, and nobody's fault: told, and good. */
  endEarly(reason: string): Promise<undefined>;
  readInventory(inputs: Inputs): Promise<Inventory>;
  /** Job summary and files first: whatever GitHub says later, the report is there. */
  keep(report: Report, plan: Plan): Promise<Kept>;
  /** A trouble with GitHub is told at the end and loses nothing. */
  track(report: Report, inputs: Inputs): Promise<{ readonly tracked: Tracked; readonly failure?: Failure }>;
  setOutputs(values: Readonly<Record<OutputName, string>>): void;
}

export async function run(world: World): Promise<Failure | undefined> {
  const { context, log, clock, sha256 } = world;

  const inputs = parseInputs(world.raw, context, sha256); //                       1 what was asked
  for (const warning of inputs.warnings) log.warning('Input without effect', warning);
  if (inputs.endsEarly !== undefined) return world.endEarly(inputs.endsEarly);
  const inventory = await world.readInventory(inputs); //                          2 what runs, what AKS offers
  const now = clock.now();
  const drift = findDrift(inventory, inputs.aim, now); //                          3 what is behind
  const facts = { ...inputs.scope, ...inputs.telling, ...context, now, sha256 };
  const plan = makePlan(drift, inputs.aim, facts); //                              4 what to do, in order
  const report = writeReport({ inventory, drift, plan, inputs, context, now, sha256 }); // 5 what people read
  const kept = await world.keep(report, plan);
  const { tracked, failure } = await world.track(report, inputs); //               6 where people read it

  world.setOutputs(describeOutputs({ inventory, drift, plan, tracked, kept }));
  return failure ?? conclude(inputs, { inventory, drift, plan });
}
