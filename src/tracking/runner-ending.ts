import { describeError, Failure, type FailureCode, failureCodes } from '../failure.ts';
import type { Log } from '../inputs/log.ts';
import { toPlainLines } from '../inputs/plain-line.ts';
import { fence } from '../report/markdown.ts';
import { writeSummary } from './runner-outputs.ts';

/** Fails the step: the last error annotation says what is wrong and what to do next. */
export function failStep(error: unknown, log: Log): void {
  const { code, message, next } = describeFailure(error, log);
  log.error(`${code}: ${failureCodes[code].title}`, `${message}\n${next}`);
  process.exitCode = 1;
}

/** For a run that ended before there was a report: the job summary is always written. */
export async function summarizeFailure(error: unknown, log: Log): Promise<void> {
  const { code, message, next } = describeFailure(error, log);
  const head = ['## AKS: the check did not get to a report', `**${code}**: ${failureCodes[code].title}.`];
  // As code: lists keep their lines, and commands and ids can be pasted as they stand.
  const text = fence('text', toPlainLines(`${message}\n\n${next}`).slice(0, 20_000));
  await writeSummary([...head, text].join('\n\n'), log);
}

/** For a run that looks at nothing, with a reason that is nobody's fault. */
export async function endEarly(reason: string, log: Log): Promise<void> {
  log.notice('aks-upgrade ends early', reason);
  await writeSummary(`## AKS: nothing was looked at\n\n${fence('text', toPlainLines(reason))}`, log);
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
