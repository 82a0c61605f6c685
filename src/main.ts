/** Joins the road to the real world: the runner's signals, and how the step ends. */

import { Failure } from './failure.ts';
import { runnerClock } from './inputs/runner-clock.ts';
import { readRunContext } from './inputs/runner-context.ts';
import { readRawInputs } from './inputs/runner-inputs.ts';
import { runnerLog } from './inputs/runner-log.ts';
import { watchSignals, withoutSignals } from './inputs/runner-signals.ts';
import { run } from './run.ts';
import {
  endBeforeStart,
  failStep,
  handOverInHaste,
  summarizeFailure,
  tellResult,
} from './tracking/ending/runner-ending.ts';
import { buildWorld } from './world.ts';

const startedAt = runnerClock.now();
const raw = readRawInputs();
const mode = raw['mode']?.trim() === 'upgrade' ? 'upgrade' : 'check';
const halt = mode === 'upgrade' ? watchSignals(hurry) : withoutSignals;
const passed = { isActing: false, hasReport: false, hasEnded: false };

/** Milliseconds from the signal on: the runner gives 7.5 s, and we promise to be gone after 5. */
const longestGoodbye = 4600;

function hurry(signal: string): void {
  runnerLog.warning(
    'Cancelled',
    `${signal} came: nothing more is started. What runs in Azure goes on there.`,
  );
  setTimeout(() => {
    handOverInHaste(runnerLog);
    leave();
  }, longestGoodbye).unref();
}

/** Open connections and timers would hold the process until the runner kills it. */
function leave(): never {
  passed.hasEnded = true;
  process.exit();
}

async function walk(): Promise<void> {
  try {
    for (const input of ['github-token', 'github-com-token']) runnerLog.mask(raw[input] ?? '');
    const world = buildWorld({
      raw,
      context: readRunContext(),
      log: runnerLog,
      clock: runnerClock,
      env: process.env,
      startedAt,
      halt,
      onActing: () => {
        passed.isActing = true;
      },
      onKept: () => {
        passed.hasReport = true;
      },
    });
    const failure = await run(world);
    if (failure !== undefined) failStep(failure, runnerLog);
  } catch (error) {
    if (mode === 'upgrade') tellResult(error, runnerLog);
    // Once something may have been sent no `Failure` is thrown: what comes then is a mistake of ours.
    const stage = passed.isActing && !(error instanceof Failure) ? 'acting' : mode;
    if (!passed.hasReport) await summarizeFailure(error, stage, runnerLog);
    failStep(error, runnerLog);
  }
}

/** Before the first step there is nothing to hand over but the word that nothing was begun. */
async function stopEarly(): Promise<void> {
  await halt.asked;
  if (passed.isActing) return await new Promise(() => undefined);
  await endBeforeStart(runnerLog);
}

// Node ends a process that waits for what can never come (exit code 13): that must not look like silence.
process.once('exit', () => {
  if (passed.hasEnded) return;
  const error = new Error('The run stopped waiting for an answer that can no longer come.');
  if (mode === 'upgrade') tellResult(error, runnerLog);
  failStep(error, runnerLog);
});
await Promise.race([walk(), stopEarly()]);
passed.hasEnded = true;
// Written out first: some systems write to a pipe only when nothing else is to be done.
if (mode === 'upgrade') process.stdout.write('', leave);
