import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@actions/core';
import { describeError } from '../../failure.ts';
import type { Log } from '../../inputs/log.ts';
import type { RunContext } from '../../inputs/run-context.ts';
import type { Plan } from '../../plan/plan.ts';
import { type PlanMaker, sealPlan } from '../../plan/plan-envelope.ts';
import { longestPlanText, packPlan } from '../../plan/runner-plan-text.ts';
import type { Annotation, Report } from '../../report/report.ts';
import type { Kept, OutputName } from './outputs.ts';

export { unpackPlan } from '../../plan/runner-plan-text.ts';

/** The run, and where it may write. */
export type Keeper = PlanMaker & Pick<RunContext, 'runnerTemp'>;

/** Puts the report where GitHub's answers cannot reach it: file, plan, job summary and annotations. */
export async function keepReport(
  report: Report,
  plan: Plan,
  keeper: Keeper,
  madeAt: Date,
  log: Log,
): Promise<Kept> {
  const reportFile = writeReportFile(report.summary, report.key, keeper, log);
  const written = writePlan(plan, report.key, keeper, madeAt, log);
  await writeSummary(report.summary, log);
  writeAnnotations(report.annotations, log);
  return reportFile === undefined ? written : { ...written, reportFile };
}

// Nothing here throws: what cannot be written is warned about, so that the report still reaches its other places.

export function writeOutputs(outputs: Readonly<Partial<Record<OutputName, string>>>, log: Log): void {
  try {
    // Without the file `@actions/core` falls back to a command in the log, which runners no longer take.
    if (readVariable('GITHUB_OUTPUT') === '') throw new Error('GITHUB_OUTPUT is not set');
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  } catch (error) {
    log.warning(
      'Outputs not written',
      `The outputs of this step could not be written: ${describeError(error)}`,
    );
  }
}

function readVariable(name: string): string {
  return process.env[name] ?? '';
}

/** Markdown of at most 1,000,000 bytes: the runner drops a summary above 1 MiB as a whole. */
export async function writeSummary(markdown: string, log: Log): Promise<void> {
  try {
    await core.summary.addRaw(markdown, true).write();
  } catch (error) {
    core.summary.emptyBuffer();
    log.warning('Job summary not written', `The job summary could not be written: ${describeError(error)}`);
  }
}

/** Best effort: what comes after the report is also in the log. */
export async function appendSummary(markdown: string, log: Log): Promise<void> {
  if (markdown !== '') await writeSummary(markdown, log);
}

/** Its path, or `undefined` where it could not be written. */
export function writeReportFile(
  markdown: string,
  reportKey: string,
  keeper: Pick<Keeper, 'runnerTemp'>,
  log: Log,
): string | undefined {
  return writeFile(join(keeper.runnerTemp, `aks-upgrade-report-${reportKey}.md`), markdown, log);
}

export function writePlan(
  plan: Plan,
  reportKey: string,
  keeper: Keeper,
  madeAt: Date,
  log: Log,
): Pick<Kept, 'planText' | 'planFile'> {
  if (plan.steps.length === 0) return { planText: '' };
  const envelope = sealPlan(plan, keeper, madeAt);
  const path = join(keeper.runnerTemp, `aks-upgrade-plan-${reportKey}.json`);
  const planFile = writeFile(path, `${JSON.stringify(envelope)}\n`, log);
  const packed = packPlan(envelope);
  if (packed.length > longestPlanText) {
    log.notice(
      'Plan too long for an output',
      `The plan has ${plan.steps.length} steps and is longer than 96 KB: the \`plan\` output is empty. ` +
        'Pass the file that `plan-file` names to the upgrade job as an artifact.',
    );
  }
  const planText = packed.length > longestPlanText ? '' : packed;
  return planFile === undefined ? { planText } : { planText, planFile };
}

function writeFile(path: string, text: string, log: Log): string | undefined {
  try {
    writeFileSync(path, text, 'utf8');
    return path;
  } catch (error) {
    log.warning('File not written', `${path} could not be written: ${describeError(error)}`);
    return undefined;
  }
}

/** GitHub shows 10 annotations of a level per step and drops the rest; one error is left for how the step ends. */
const shownAnnotations = { error: 9, warning: 10, notice: 10 } as const;

export function writeAnnotations(annotations: readonly Annotation[], log: Log): void {
  for (const level of ['error', 'warning', 'notice'] as const) {
    const ofLevel = annotations.filter((annotation) => annotation.level === level);
    const limit = shownAnnotations[level];
    const shown = ofLevel.length > limit ? ofLevel.slice(0, limit - 1) : ofLevel;
    for (const { title, text, place } of shown) log[level](title, text, place);
    const left = ofLevel.length - shown.length;
    if (left > 0) log[level](`${left} more`, `${left} more of this kind stand in the job summary.`);
  }
}
