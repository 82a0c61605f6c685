import type { StepOutcome } from '../../upgrade/outcome.ts';
import { count, listWords, upperFirst } from '../markdown.ts';
import type { Naming } from '../names.ts';
import type { Told, UpgradeTold } from '../told.ts';
import {
  countElsewhere,
  countEnds,
  isDone,
  isHeldAsFailed,
  lacksRights,
  spanUpgraded,
  stepsOfJob,
  type UpgradedCluster,
  viewOutcome,
} from '../upgrade-view.ts';
import { haltWords, tellOurs } from '../upgrade-words.ts';
import { tellGoingOn, tellNotes } from './going-on.ts';
import { tellOutcomes } from './outcomes.ts';
import { tellMissingGate, tellProof } from './proof.ts';
import { tellRights } from './rights.ts';
import { firstFailure } from './trouble.ts';

/** What an upgrade did, from the result down to each step. `detailed`: clusters with a table of their own. */
export function tellUpgrade(told: Told, upgrade: UpgradeTold, detailed: number): string {
  const views = viewOutcome(told, upgrade.outcome);
  const left = views.slice(detailed);
  return [
    `## ${tellUpgradeTitle(upgrade)}`,
    tellResultBox(told, upgrade, views),
    tellMissingGate(upgrade),
    tellProof(told, upgrade),
    ...views.slice(0, detailed).map((view) => tellOutcomes(told, view)),
    tellLeftOut(left),
    tellRights(told, upgrade),
    tellGoingOn(told, upgrade, views),
    tellNotes(told, upgrade),
    countElsewhere(upgrade.outcome),
    tellAge(told),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Numbers only: nothing in it needs escaping. */
function tellUpgradeTitle({ outcome }: UpgradeTold): string {
  const steps = stepsOfJob(outcome);
  const done = `${steps.filter(isDone).length} of ${count(steps.length, 'step')} done`;
  return {
    upgraded: `AKS upgrade: ${done}`,
    'nothing-to-do': 'AKS upgrade: nothing to do',
    refused: 'AKS upgrade: refused',
    failed: `AKS upgrade failed: ${done}`,
    'handed-over': `AKS upgrade handed over: ${done}`,
    'dry-run': 'AKS upgrade: dry run',
  }[outcome.result];
}

function tellResultBox(told: Told, upgrade: UpgradeTold, views: readonly UpgradedCluster[]): string {
  const first = firstFailure(views.flatMap(({ steps }) => steps));
  const cause = first?.trouble === undefined ? [] : ['', tellOurs(first.trouble.cause)];
  const lines = [`[!${chooseAlert(upgrade)}]`, tellResult(told, upgrade, views), ...cause];
  return lines.map((line) => `> ${line}`.trimEnd()).join('\n');
}

function chooseAlert({ outcome }: UpgradeTold): string {
  if (outcome.result === 'failed' || outcome.result === 'refused') return 'CAUTION';
  if (outcome.result === 'handed-over' || outcome.steps.some(({ deviation }) => deviation)) return 'WARNING';
  return (outcome.rights ?? []).some(({ missing }) => missing?.length !== 0) ? 'WARNING' : 'NOTE';
}

function tellResult(told: Naming, { outcome }: UpgradeTold, views: readonly UpgradedCluster[]): string {
  const steps = stepsOfJob(outcome);
  const done = `${steps.filter(isDone).length} of ${count(steps.length, 'approved step')}`;
  const are = steps.length === 1 ? 'is' : 'are';
  switch (outcome.result) {
    case 'upgraded':
      return `**Upgraded: ${done} ${are} done, as Azure reports.**${tellOthers(outcome.steps)}`;
    case 'nothing-to-do':
      return `**Nothing to do: ${done} ${are} done already, as Azure reports.**${tellOthers(outcome.steps)}`;
    case 'handed-over': {
      const when = outcome.haltedBy === undefined ? '' : ` ${haltWords[outcome.haltedBy]}`;
      return `**Handed over${when}: ${countEnds(steps)}.** ${tellUnfailed(steps)}`;
    }
    case 'failed':
      return `**Stopped: ${tellFailed(told, views)}.** ${upperFirst(countEnds(steps))}.${tellHalt(outcome)}`;
    case 'dry-run':
      return `**Dry run: nothing was sent${tellLacking(outcome)}.** ${upperFirst(countEnds(steps))}.`;
    case 'refused':
      return '**Refused: nothing was sent.**';
  }
}

/** A step that is held over a failure has not failed itself, but it is no good news either. */
function tellUnfailed(steps: readonly StepOutcome[]): string {
  return steps.some(isHeldAsFailed)
    ? 'What is held over a failed state has to be repaired first.'
    : 'Nothing of it failed.';
}

function tellLacking(outcome: UpgradeTold['outcome']): string {
  const n = lacksRights(outcome).length;
  return n === 0 ? '' : `, and rights are missing on ${count(n, 'cluster')}`;
}

function tellHalt({ haltedBy }: UpgradeTold['outcome']): string {
  return haltedBy === undefined ? '' : ` Nothing more was started ${haltWords[haltedBy]}.`;
}

/** What is neither done nor somebody's task any more. */
function tellOthers(steps: readonly UpgradeTold['outcome']['steps'][number][]): string {
  const others = countEnds(steps, ['done', 'already-done', 'elsewhere']);
  return others === '' ? '' : ` ${upperFirst(others)}.`;
}

function tellFailed(told: Naming, views: readonly UpgradedCluster[]): string {
  const failures = views.flatMap((view) => {
    const step = firstFailure(view.steps);
    if (step === undefined) return [];
    const what = step.end === 'unread' ? 'could not be read' : 'failed';
    if (view.cluster === undefined) return [`a step of a cluster or pool that was not found ${what}`];
    return [`step ${step.number} of ${view.steps.length} of ${spanUpgraded(told, view)} ${what}`];
  });
  const rest = failures.length - 3;
  const shown = rest > 0 ? [...failures.slice(0, 3), `${count(rest, 'more cluster')} failed`] : failures;
  return shown.length === 0 ? 'something changed that nobody approved' : listWords(shown);
}

function tellLeftOut(left: readonly UpgradedCluster[]): string {
  if (left.length === 0) return '';
  const steps = left.flatMap((view) => view.steps);
  return `_Shortened to fit into a job summary. Left out: the tables of ${count(left.length, 'more cluster')} (${countEnds(steps)})._`;
}

/** After a signal there is no time to read again, and what was read before is no longer so. */
function tellAge({ isStale }: Told): string {
  return isStale
    ? 'What is due now was not read again after these steps: the next check tells it.'
    : 'What follows is the report of what is due now.';
}
