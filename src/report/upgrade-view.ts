/** The outcome of an upgrade, cluster by cluster, as it is told. */

import type { Cluster } from '../inventory/inventory.ts';
import type { ClusterRights, Outcome, StepEnd, StepOutcome } from '../upgrade/outcome.ts';
import { byText } from './cluster-view.ts';
import { count, listWords } from './markdown.ts';
import { type Naming, nameCluster, spanCluster } from './names.ts';
import { endWords, stepEnds } from './upgrade-words.ts';

/** Its number is that of the cluster's table: people say "step 2 of that cluster". */
export interface NumberedOutcome extends StepOutcome {
  readonly number: number;
}

export interface UpgradedCluster {
  /** Absent: none of these could be found by the hash of its id. */
  readonly cluster: Cluster | undefined;
  readonly steps: readonly NumberedOutcome[];
  /** The end that needs somebody most. */
  readonly worst: StepEnd;
}

/** Clusters that need somebody first, each with its steps in the approved order. What other jobs do is left out. */
export function viewOutcome(told: Naming, outcome: Outcome): readonly UpgradedCluster[] {
  const groups = Map.groupBy(
    stepsOfJob(outcome).map((step) => tellRefused(outcome, step)),
    ({ cluster }) => cluster?.id ?? '',
  );
  return [...groups.values()]
    .map((steps) => ({
      cluster: steps[0]?.cluster,
      steps: steps.map((step, index) => ({ ...step, number: index + 1 })),
      worst: findWorst(steps),
    }))
    .sort(
      byText(({ cluster, worst }) => [rank(worst), cluster ? nameCluster(told, cluster) : '~'].join('\n')),
    );
}

/** Azure would refuse it for a missing right: then more than nothing is in its way. */
function tellRefused(outcome: Outcome, step: StepOutcome): StepOutcome {
  const isRefused =
    step.end === 'would-start' && lacksRights(outcome).some(({ cluster }) => cluster.id === step.cluster?.id);
  if (!isRefused) return step;
  const rest = step.text.replace(/^Nothing is in its way\./, '');
  return { ...step, text: `Azure would refuse it: rights are missing.${rest}` };
}

/** The clusters of a dry run on which rights are known to be missing. */
export function lacksRights({ rights = [] }: Outcome): readonly ClusterRights[] {
  return rights.filter(({ missing = [] }) => missing.length > 0);
}

export function isHeldAsFailed({ end, heldBy }: StepOutcome): boolean {
  return end === 'held' && heldBy === 'failed';
}

export function spanUpgraded(told: Naming, { cluster }: Pick<UpgradedCluster, 'cluster'>): string {
  return cluster === undefined ? 'Clusters and pools not found' : spanCluster(told, cluster);
}

/** `2 done, 1 failed and 2 not started` */
export function countEnds(steps: readonly StepOutcome[], leaving: readonly StepEnd[] = []): string {
  const counts = [...stepEnds].reverse().flatMap((end) => {
    const n = steps.filter((step) => step.end === end).length;
    return n === 0 || leaving.includes(end) ? [] : [`${n} ${endWords[end]}`];
  });
  return listWords(counts);
}

/** The steps that this job had to account for. */
export function stepsOfJob(outcome: Outcome): readonly StepOutcome[] {
  return outcome.steps.filter(({ end }) => end !== 'elsewhere');
}

export function countElsewhere(outcome: Outcome): string {
  const n = outcome.steps.length - stepsOfJob(outcome).length;
  if (n === 0) return '';
  return `${count(n, 'approved step')} ${n === 1 ? 'is' : 'are'} not in the scope of this job.`;
}

export function isDone(step: StepOutcome): boolean {
  return step.end === 'done' || step.end === 'already-done';
}

function findWorst(steps: readonly StepOutcome[]): StepEnd {
  return stepEnds.find((end) => steps.some((step) => step.end === end)) ?? 'done';
}

function rank(end: StepEnd): string {
  return String(stepEnds.indexOf(end)).padStart(2, '0');
}
