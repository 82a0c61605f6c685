import { describeError, Failure, type FailureCode, failureCodes } from '../../failure.ts';
import type { Log } from '../../inputs/log.ts';
import { toPlainLines } from '../../inputs/plain-line.ts';
import { fence } from '../../report/markdown.ts';
import { writeOutputs, writeSummary } from './runner-outputs.ts';

/** Fails the step: the last error annotation says what is wrong and what to do next. */
export function failStep(error: unknown, log: Log): void {
  const { code, message, next } = describeFailure(error, log);
  log.error(`${code}: ${failureCodes[code].title}`, `${message}\n${next}`);
  process.exitCode = 1;
}

const titles = {
  check: '## AKS: the check did not get to a report',
  upgrade: '## AKS: the upgrade did not begin; nothing was sent to Azure',
  acting: '## AKS: the upgrade broke off before it got to a report; what was started goes on in Azure',
} as const;

/** For a run that ended before there was a report: the job summary is always written. */
export async function summarizeFailure(error: unknown, stage: keyof typeof titles, log: Log): Promise<void> {
  const { code, message, next } = describeFailure(error, log);
  const head = [titles[stage], `**${code}**: ${failureCodes[code].title}.`];
  // As code: lists keep their lines, and commands and ids can be pasted as they stand.
  const text = fence('text', toPlainLines(`${message}\n\n${next}`).slice(0, 20_000));
  await writeSummary([...head, text].join('\n\n'), log);
}

/** For a run that looks at nothing, with a reason that is nobody's fault. */
export async function endEarly(reason: string, log: Log): Promise<void> {
  log.notice('aks-upgrade ends early', reason);
  await writeSummary(`## AKS: nothing was looked at\n\n${fence('text', toPlainLines(reason))}`, log);
}

/** What the upgrade came to when it failed before there was an outcome. A scope is judged before anything is sent. */
export function tellResult(error: unknown, log: Log): void {
  const isRefusal = error instanceof Failure && /^AKSU-(?:PLAN|GATE|EVENT|INPUT|SCOPE)/.test(error.code);
  writeOutputs({ result: isRefusal ? 'refused' : 'failed' }, log);
}

/** For an upgrade that was cancelled before it sent anything. */
export async function endBeforeStart(log: Log): Promise<void> {
  writeOutputs({ result: 'handed-over' }, log);
  const text = 'The run was cancelled before anything was sent to Azure: no step was started. Run it again.';
  await writeSummary(`## AKS: nothing was started\n\n${text}`, log);
  log.warning('Nothing was started', text);
}

/** The last words when the time that the runner gives is over. */
export function handOverInHaste(log: Log): void {
  writeOutputs({ result: 'handed-over' }, log);
  log.warning(
    'Handed over in haste',
    'The time to end was too short to tell everything. What was started goes on in Azure: the next run finds it and joins it.',
  );
}

function describeFailure(error: unknown, log: Log): { code: FailureCode; message: string; next: string } {
  if (error instanceof Failure) return error;
  if (error instanceof Error && error.stack !== undefined) log.debug(error.stack);
  return {
    code: 'AKSU-UNEXPECTED',
    message: describeError(error),
    next: `${failureCodes['AKSU-UNEXPECTED'].next} Set the secret ACTIONS_STEP_DEBUG to true for more of it.`,
  };
}
