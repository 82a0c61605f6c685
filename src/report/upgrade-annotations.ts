import { endSentence, plainText } from './markdown.ts';
import { type Naming, nameCluster, namePool } from './names.ts';
import type { Annotation } from './report.ts';
import { rerunWords } from './sections/trouble.ts';
import type { UpgradeTold } from './told.ts';
import {
  countEnds,
  isHeldAsFailed,
  type NumberedOutcome,
  stepsOfJob,
  type UpgradedCluster,
  viewOutcome,
} from './upgrade-view.ts';
import { endWords, haltWords } from './upgrade-words.ts';
import { nameKind } from './words.ts';

/** What an upgrade puts on the run's page: what failed, what is not as approved, what is handed over. Plain text. */
export function annotateUpgrade(told: Naming, upgrade: UpgradeTold): readonly Annotation[] {
  const views = viewOutcome(told, upgrade.outcome);
  const steps = views.flatMap((view) => view.steps.map((step) => ({ view, step })));
  return [
    ...steps.flatMap(({ view, step }) => annotateFailure(told, view, step)),
    ...steps.flatMap(({ view, step }) => annotateDeviation(told, view, step)),
    ...annotateHandOver(upgrade),
    ...annotateRights(told, upgrade),
    ...annotateGate(upgrade),
  ];
}

function annotateFailure(told: Naming, view: UpgradedCluster, step: NumberedOutcome): readonly Annotation[] {
  if (step.end !== 'failed' && step.end !== 'unread') return [];
  const { trouble } = step;
  const text =
    trouble === undefined
      ? 'What became of it could not be read: look at the cluster before running again.'
      : [trouble.cause, trouble.advice, rerunWords[trouble.rerun]]
          .map((sentence) => endSentence(plainText(sentence, 400)))
          .join(' ');
  return [{ level: 'error', title: `${nameStep(told, view, step)}: ${endWords[step.end]}`, text }];
}

function annotateDeviation(
  told: Naming,
  view: UpgradedCluster,
  step: NumberedOutcome,
): readonly Annotation[] {
  if (step.deviation === undefined) return [];
  const reported = plainText(step.reported ?? 'something else', 120);
  const text = `Approved: ${plainText(step.approved.to, 120)}. Azure reports ${reported}.`;
  return [{ level: 'warning', title: `Not as approved: ${nameStep(told, view, step)}`, text }];
}

function annotateHandOver({ outcome }: UpgradeTold): readonly Annotation[] {
  if (outcome.result !== 'handed-over') return [];
  const when = outcome.haltedBy === undefined ? '' : ` ${haltWords[outcome.haltedBy]}`;
  const steps = stepsOfJob(outcome);
  const repair = steps.some(isHeldAsFailed)
    ? ' Something is in a failed state and has to be repaired first.'
    : '';
  const text = `${countEnds(steps)}.${repair} The job summary says how to go on.`;
  return [{ level: 'warning', title: `Handed over${when}`, text }];
}

function annotateRights(told: Naming, { outcome }: UpgradeTold): readonly Annotation[] {
  if (outcome.result !== 'dry-run') return [];
  return (outcome.rights ?? []).flatMap(({ cluster, missing }): readonly Annotation[] => {
    if (missing?.length === 0) return [];
    const title = `Rights on ${plainText(nameCluster(told, cluster), 160)}`;
    if (missing === undefined) return [{ level: 'notice', title, text: 'They could not be judged.' }];
    const shown = missing.slice(0, 10).map((action) => plainText(action, 120));
    return [{ level: 'warning', title, text: `Missing: ${shown.join(', ')}.` }];
  });
}

function annotateGate({ proof }: UpgradeTold): readonly Annotation[] {
  if (proof.kind !== 'none') return [];
  return [{ level: 'warning', title: 'No gate', text: 'Nobody had to approve this: `gate: none`.' }];
}

/** `rg/aks, pool system, step 2 (Kubernetes)` */
function nameStep(told: Naming, { cluster }: UpgradedCluster, step: NumberedOutcome): string {
  const { approved, pool } = step;
  const place = pool === undefined ? [] : [`pool ${plainText(namePool(told, pool), 63)}`];
  return [
    cluster === undefined
      ? `id ${plainText(approved.hashedId, 16)}`
      : plainText(nameCluster(told, cluster), 160),
    ...(approved.kind === 'control-plane' ? ['control plane'] : place),
    `step ${step.number} (${nameKind(approved.kind)})`,
  ].join(', ');
}
