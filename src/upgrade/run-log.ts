/** The first and the last line of an upgrade in the log, and the words for how steps end: the log stands alone. */

import type { StepState } from '../plan/agreement.ts';
import type { ApprovedPlan } from '../plan/approved-plan.ts';
import type { GateProof } from './gate/gate.ts';
import type { Outcome, StepEnd, StepOutcome } from './outcome.ts';

export const endWords: Readonly<Record<StepEnd, string>> = {
  done: 'done',
  'already-done': 'already done',
  'would-start': 'would start',
  running: 'still running',
  held: 'held',
  'not-started': 'not started',
  failed: 'failed',
  unread: 'could not be read',
  gone: 'no longer there',
  elsewhere: "not in this job's scope",
};

const ends = Object.keys(endWords).filter((end): end is StepEnd => end in endWords);

/** `Plan 1d80d47a909c: 6 steps in 3 clusters, approved by release-manager.` */
export function tellBeginning(
  { digest, steps }: ApprovedPlan,
  states: readonly StepState[],
  proof: GateProof,
): string {
  const found = states.filter(({ cluster }) => cluster !== undefined);
  const clusters = new Set(found.map(({ cluster }) => cluster?.id)).size;
  const all = count(steps.length, 'step');
  const seen = found.length === 0 ? 'none' : `${found.length} in ${count(clusters, 'cluster')}`;
  const where =
    found.length === steps.length ? `in ${count(clusters, 'cluster')}` : `of which this job found ${seen}`;
  const plan = `Plan ${digest.replace(/^sha256:/, '').slice(0, 12)}: ${all} ${where}`;
  if (proof.kind === 'none') return `${plan}. Nobody had to approve it (\`gate: none\`).`;
  return `${plan}, approved by ${tellPeople(proof.approvedBy)}.`;
}

/** `Result: handed-over. 4 done, 2 held.` */
export function tellEnding({ result, steps }: Pick<Outcome, 'result' | 'steps'>): string {
  return `Result: ${result}. ${countEnds(steps)}`;
}

/** `4 done, 2 held.` */
export function countEnds(steps: readonly Pick<StepOutcome, 'end'>[]): string {
  const counts = ends.flatMap((end) => {
    const many = steps.filter((step) => step.end === end).length;
    return many === 0 ? [] : [`${many} ${endWords[end]}`];
  });
  return `${counts.join(', ')}.`;
}

function tellPeople(logins: readonly string[]): string {
  if (logins.length === 0) return 'nobody by name';
  const rest = logins.length - 10;
  return [...logins.slice(0, 10), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

function count(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? '' : 's'}`;
}
