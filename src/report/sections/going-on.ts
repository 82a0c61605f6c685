import { tellInstant } from '../dates.ts';
import { linkDocument } from '../links.ts';
import { count, listWords } from '../markdown.ts';
import { type Naming, tellAzure } from '../names.ts';
import type { Told, UpgradeTold } from '../told.ts';
import { lacksRights, type NumberedOutcome, spanUpgraded, type UpgradedCluster } from '../upgrade-view.ts';
import { spanStep, tellApproved } from '../upgrade-words.ts';
import { shortenDigest } from './proof.ts';
import { tellRepair } from './repair.ts';

/** Things told one by one; the rest is counted. The tables have them all. */
const mostItems = 50;

/** What is still open after the run, and how to go on. Empty when nothing is. */
export function tellGoingOn(told: Told, upgrade: UpgradeTold, views: readonly UpgradedCluster[]): string {
  if (upgrade.outcome.result === 'dry-run') return tellRealRun(told, upgrade, views);
  const repair = tellRepair(told, views);
  const parts = [
    tellRunning(told, views),
    tellHeld(told, views),
    tellNotStarted(told, views),
    repair,
    tellNext(upgrade, views, repair !== ''),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ['### How to go on', ...parts].join('\n\n');
}

function tellRealRun(told: Told, upgrade: UpgradeTold, views: readonly UpgradedCluster[]): string {
  if (!views.some(({ steps }) => steps.some(isOpen))) return '';
  const rights = lacksRights(upgrade.outcome).length > 0;
  const repair = tellRepair(told, views);
  const items = [
    ...(rights ? ['Give the identity the missing rights first: without them Azure refuses the steps.'] : []),
    `${repair === '' ? 'Run' : 'Once that is repaired, run'} again without \`dry-run\`.`,
    ...tellApprovalNeeded(upgrade),
  ];
  const next = items.map((item) => `- ${item}`).join('\n');
  return ['### How to go on', repair, next].filter((part) => part !== '').join('\n\n');
}

function isOpen({ end }: NumberedOutcome): boolean {
  return !['done', 'already-done', 'gone'].includes(end);
}

/** What was found on the way, was not approved and was left alone. */
export function tellNotes(told: Naming, { outcome }: UpgradeTold): string {
  const { notes } = outcome;
  if (notes.length === 0) return '';
  if (told.inputs.telling.redact) {
    return `${count(notes.length, 'change')} found on the way that nobody approved: left alone.`;
  }
  const items = notes.slice(0, mostItems).map((note) => tellAzure(told, note, '', 500));
  return `**Found on the way and left alone, since nobody approved it**\n\n${listItems(items, notes.length)}`;
}

function tellRunning(told: Naming, views: readonly UpgradedCluster[]): string {
  const running = pick(views, 'running');
  if (running.length === 0) return '';
  const items = running.slice(0, mostItems).map(({ view, step }) => {
    const since = step.startedAt === undefined ? '' : `, since ${tellInstant(step.startedAt)}`;
    return `${spanUpgraded(told, view)}, ${spanStep(told, step)} ${tellApproved(step.approved)}${since}`;
  });
  return `**Runs on in Azure**, though nobody watches it now:\n\n${listItems(items, running.length)}`;
}

function tellHeld(told: Naming, views: readonly UpgradedCluster[]): string {
  const held = pick(views, 'held');
  if (held.length === 0) return '';
  const items = held.slice(0, mostItems).map(({ view, step }) => {
    const until = step.until === undefined ? '' : ` until ${tellInstant(step.until)}`;
    return `${spanUpgraded(told, view)}, step ${step.number}${until}`;
  });
  return `**Held**, for the reason in the table:\n\n${listItems(items, held.length)}`;
}

function tellNotStarted(told: Naming, views: readonly UpgradedCluster[]): string {
  const items = views.flatMap((view) => {
    const numbers = view.steps.filter(({ end }) => end === 'not-started').map(({ number }) => `${number}`);
    if (numbers.length === 0) return [];
    return [`${spanUpgraded(told, view)}: ${numbers.length === 1 ? 'step' : 'steps'} ${listWords(numbers)}`];
  });
  if (items.length === 0) return '';
  return `**Not started**\n\n${listItems(items.slice(0, mostItems), items.length)}`;
}

function tellNext(upgrade: UpgradeTold, views: readonly UpgradedCluster[], isRepairNeeded: boolean): string {
  if (!views.some(({ steps }) => steps.some(isOpen))) return '';
  const { result } = upgrade.outcome;
  const failed = result === 'failed' ? ['See first what is said above about running again.'] : [];
  const items = [
    ...failed,
    `${isRepairNeeded ? 'Once that is repaired, run' : 'Run'} the workflow again, all jobs of it: it looks first at what Azure reports, follows what still runs and starts nothing twice.`,
    ...tellApprovalNeeded(upgrade),
    `A later job goes on only when the output \`result\` is \`upgraded\` or \`nothing-to-do\`; here it is \`${result}\`. ${linkDocument('More about the gate', 'gate.md')}.`,
  ];
  return `**Next**\n\n${items.map((item) => `- ${item}`).join('\n')}`;
}

/** The approval of this run is used up, or still good: what the next run needs. */
function tellApprovalNeeded({ ask, approved }: UpgradeTold): readonly string[] {
  switch (ask.gate.kind) {
    case 'environment':
      return ['The new run needs an approval of its own: one counts for a single run and attempt.'];
    case 'issue-approval': {
      const until = new Date(approved.madeAt.getTime() + ask.maximumPlanAge * 3_600_000);
      const digits = shortenDigest(approved.digest);
      return [
        `The approval is for plan \`${digits}\` alone and ends with its age on ${tellInstant(until)}. A new check makes a plan of what is left, with other digits, which has to be approved.`,
      ];
    }
    case 'none':
      return [];
  }
}

interface Picked {
  readonly view: UpgradedCluster;
  readonly step: NumberedOutcome;
}

function pick(views: readonly UpgradedCluster[], end: NumberedOutcome['end']): readonly Picked[] {
  return views.flatMap((view) =>
    view.steps.filter((step) => step.end === end).map((step) => ({ view, step })),
  );
}

function listItems(items: readonly string[], all: number): string {
  const rest = all - items.length;
  return [...items, ...(rest > 0 ? [`and ${rest} more`] : [])].map((item) => `- ${item}`).join('\n');
}
