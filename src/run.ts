/** The road itself: no logic, only the order in which the data travels. */

import { findDrift } from './drift/find-drift.ts';
import type { Failure } from './failure.ts';
import { parseInputs } from './inputs/parse-inputs.ts';
import { judgePins } from './pins/judge-pins.ts';
import { makePlan } from './plan/make-plan.ts';
import { writeReport } from './report/write-report.ts';
import { conclude } from './tracking/ending/conclude.ts';
import { describeOutputs } from './tracking/ending/outputs.ts';
import type { Eyes } from './upgrade/upgrade.ts';
import type { World } from './world.ts';

/** How the step ends; `undefined`: well. */
export async function run(world: World): Promise<Failure | undefined> {
  const { context, log, clock, sha256 } = world;

  const asked = parseInputs(world.raw, context, sha256); //                            1 what was asked
  for (const warning of asked.warnings) log.warning('Input without effect', warning);
  if (asked.endsEarly !== undefined) return void (await world.endEarly(asked.endsEarly));
  const { inputs, approval } = await world.approve(asked);
  const read: Eyes['read'] = (only) => world.readInventory(inputs, only);
  const judge: Eyes['judge'] = (inventory, aimOf) => {
    const now = clock.now();
    const drift = findDrift(inventory, inputs.aim, now, aimOf, calendar); //           4 what is behind
    const facts = { ...inputs.scope, ...inputs.telling, ...context, now, sha256 };
    return { inventory, drift, plan: makePlan(drift, inputs.aim, facts), now }; //      5 what to do, in order
  };
  const news = world.releases(inputs);
  const azure = read();
  const reading = [news.readCalendar(azure), azure, world.readPinFiles(inputs)] as const;
  const [calendar, found, files] = await Promise.all(reading); //                      2 what runs, what AKS offers
  const acted = await world.upgrade(inputs, approval, found, { read, judge }); //      6 doing it
  const releases = await news.read(acted.inventory); //                               3 what it brings
  const pins = judgePins(files, acted); //                                             7 what the repository asks for
  const told = { ...acted, releases, pins, pinFailure: files.failure, inputs, context, sha256 };
  const report = writeReport(told); //                                                 8 what people read
  const kept = await world.keep(report, inputs, acted);
  const tracking = await world.track(report, inputs, { ...acted, pins }); //           9 where people read it

  const trouble = tracking.failure ?? files.failure;
  await world.tellPlaces(tracking.tracked, trouble);
  world.setOutputs(describeOutputs({ ...acted, pins, ...tracking, kept }));
  return conclude(inputs, { ...acted, pins }, trouble);
}
