/** Builds the real World, starts the road, and fails the step when it ends badly. */

import { describeError, Failure } from './failure.ts';
import type { Inputs } from './inputs/inputs.ts';
import { runnerClock } from './inputs/runner-clock.ts';
import { readRunContext } from './inputs/runner-context.ts';
import { readRawInputs } from './inputs/runner-inputs.ts';
import { runnerLog } from './inputs/runner-log.ts';
import { sha256 } from './inputs/runner-sha256.ts';
import { readInventory } from './inventory/azure-inventory.ts';
import type { Report } from './report/report.ts';
import { run, type World } from './run.ts';
import { endEarly, failStep, summarizeFailure } from './tracking/runner-ending.ts';
import { keepReport, writeOutputs } from './tracking/runner-outputs.ts';

function buildWorld(keptReport: () => void): World {
  const context = readRunContext();
  const raw = readRawInputs();
  runnerLog.mask(raw['github-token'] ?? '');
  const ports = { log: runnerLog, clock: runnerClock, sha256, repositoryId: context.repositoryId };
  return {
    ...ports,
    context,
    raw,
    endEarly: async (reason) => {
      await endEarly(reason, runnerLog);
      return undefined;
    },
    readInventory: (inputs) => readInventory(inputs.signIn, inputs.scope, ports),
    keep: (report, plan) => {
      keptReport();
      return keepReport(report, plan, context, runnerClock.now(), runnerLog);
    },
    track: (report, inputs) => trackReport(report, inputs, context),
    setOutputs: (values) => writeOutputs(values, runnerLog),
  };
}

async function trackReport(
  report: Report,
  inputs: Inputs,
  context: World['context'],
): ReturnType<World['track']> {
  if (!inputs.telling.reportTo.includes('issue')) return { tracked: { operation: 'none' } };
  try {
    // Loaded late: a run that tells nobody on GitHub should not wait for its client.
    const { trackIssue } = await import('./tracking/github-issue.ts');
    return {
      tracked: await trackIssue(report, inputs.telling, context, { log: runnerLog, clock: runnerClock }),
    };
  } catch (error) {
    const isExpected = error instanceof Failure;
    const failure = isExpected
      ? error
      : new Failure('AKSU-UNEXPECTED', describeError(error), { cause: error });
    return { tracked: { operation: 'none' }, failure };
  }
}

async function main(): Promise<void> {
  let hasReport = false;
  let hasEnded = false;
  // Node ends a process that waits for what can never come (exit code 13): that must not look like silence.
  process.once('exit', () => {
    if (!hasEnded)
      failStep(new Error('The run stopped waiting for an answer that can no longer come.'), runnerLog);
  });
  const world = (): World =>
    buildWorld(() => {
      hasReport = true;
    });
  try {
    const failure = await run(world());
    if (failure !== undefined) failStep(failure, runnerLog);
  } catch (error) {
    if (!hasReport) await summarizeFailure(error, runnerLog);
    failStep(error, runnerLog);
  }
  hasEnded = true;
}

await main();
