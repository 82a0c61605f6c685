import { Failure } from '../../failure.ts';
import type { Telling } from '../../inputs/inputs.ts';
import type { RunContext } from '../../inputs/run-context.ts';
import type { Report } from '../../report/report.ts';
import { type Desk, openDesk, type Ports } from '../github/github-desk.ts';
import { assign, restoreLabels } from '../github/github-labels.ts';
import type { Issue } from '../github/issue.ts';
import { lookUntil } from '../github/look-until.ts';
import { warnWhenShortened } from '../github/warn-shortened.ts';
import type { Operation, Tracked } from '../tracking.ts';
import { type Action, decide } from './decide.ts';
import { createIssue } from './github-create.ts';
import { findItems } from './github-find.ts';
import { closeExtra, closeIssue, rewriteIssue } from './github-rewrite.ts';
import { type Found, type Item, openItems, recogniseItems } from './recognise-items.ts';

/** What this run did that a later look must take into account. */
interface Memory {
  created: Issue | undefined;
  /** Attempts to create whose answer was lost. */
  lostCreations: number;
}

const maximumLooks = 8;
const maximumLostCreations = 2;

/**
 * Brings the report to the one issue of its key: looks, decides, does one thing, and looks again wherever the world may
 * have changed under it (another run, a person, a lost answer). After a creation it always looks again: two runs at once
 * leave the lowest number.
 *
 * Throws `Failure` (AKSU-GITHUB…) when it cannot; nothing of the report is lost by that.
 */
export async function trackIssue(
  report: Report,
  telling: Telling,
  context: RunContext,
  ports: Ports,
): Promise<Tracked> {
  const opened = await openDesk(report, telling, context, ports);
  const memory: Memory = { created: undefined, lostCreations: 0 };
  for (let look = 0; look < maximumLooks; look++) {
    const desk = memory.created ? writingAs(opened, memory.created) : opened;
    const found = await lookAround(desk, memory);
    const { action, extras } = decide(found, report, telling.onClosed, desk.us.login);
    if ('item' in action) for (const extra of extras) await closeExtra(desk, extra, action.item);
    const end = await carryOut(desk, memory, action);
    if (end?.operation === 'none') noteStrangers(desk, found);
    if (end) return end;
  }
  throw new Failure('AKSU-GITHUB', `The issue of key ${report.key} kept changing while we wrote it.`);
}

/** Nothing says better who we are than what we made. */
function writingAs(desk: Desk, made: Issue): Desk {
  return { ...desk, us: { login: made.author.login, isCertain: true } };
}

/** GitHub's list may lag behind: after a creation it is asked again until it shows what must be there. */
async function lookAround(desk: Desk, memory: Memory): Promise<Found> {
  const { created, lostCreations } = memory;
  if (!created && lostCreations === 0) return await findItems(desk);
  const isCreated = (item: Item) => item.issue.number === created?.number;
  const look = async () => await findItems(desk);
  const found = await lookUntil(desk.clock, look, ({ ours }) =>
    created ? ours.some(isCreated) : openItems(ours).length > 0,
  );
  if (!created || found.ours.some(isCreated)) return found;
  const { ours } = recogniseItems([created], desk.report.key, desk.us.login, undefined);
  return { ...found, ours: [...found.ours, ...ours] };
}

/** `undefined`: look again. */
async function carryOut(desk: Desk, memory: Memory, action: Action): Promise<Tracked | undefined> {
  switch (action.kind) {
    case 'none':
      return { operation: 'none' };
    case 'stop':
      throw strangerFailure(desk, action.item);
    case 'create':
      return await create(desk, memory);
    case 'leave':
      return await leave(desk, memory, action.item);
    case 'rewrite':
    case 'reopen':
      return await rewrite(desk, action.item);
    case 'close': {
      const issue = await closeIssue(desk, action.item, action.comment);
      return issue && tracked('closed', issue);
    }
  }
}

async function create(desk: Desk, memory: Memory): Promise<undefined> {
  const issue = await createIssue(desk);
  if (issue) memory.created = issue;
  else if (++memory.lostCreations >= maximumLostCreations) {
    throw new Failure('AKSU-GITHUB', `GitHub gave no usable answer to two attempts to create the issue.`);
  }
}

async function leave(desk: Desk, memory: Memory, item: Item): Promise<Tracked> {
  const { issue } = item;
  if (!issue.isOpen) {
    const remark = `Issue #${issue.number} was closed by a person and nothing new is due.`;
    desk.log.info(remark);
    return { ...tracked('unchanged', issue), remarks: [remark] };
  }
  if (desk.report.standing !== 'due') return tracked('unchanged', issue);
  // Nothing of ours was open before: what is now, we made, whatever became of the answer.
  const isMade = memory.created ? memory.created.number === issue.number : memory.lostCreations > 0;
  if (isMade) return await finish(desk, issue, 'created');
  const isLabelled = await restoreLabels(desk, issue);
  warnWhenShortened(desk, `issue #${issue.number}`, issue.body);
  return tracked(isLabelled ? 'updated' : 'unchanged', issue);
}

async function rewrite(desk: Desk, item: Item): Promise<Tracked | undefined> {
  const issue = await rewriteIssue(desk, item);
  return issue && (await finish(desk, issue, item.issue.isOpen ? 'updated' : 'reopened'));
}

async function finish(desk: Desk, issue: Issue, operation: Operation): Promise<Tracked> {
  await restoreLabels(desk, issue);
  if (operation !== 'updated') await assign(desk, issue.number);
  warnWhenShortened(desk, `issue #${issue.number}`, issue.body);
  return tracked(operation, issue);
}

function tracked(operation: Operation, issue: Issue): Tracked {
  return { operation, issueNumber: issue.number, issueUrl: issue.url };
}

function noteStrangers(desk: Desk, found: Found): void {
  if (desk.report.standing !== 'clear') return;
  for (const { issue } of found.strangers) {
    desk.log.notice(
      'Not ours to close',
      `Nothing is due any more; issue #${issue.number} was written by ${issue.author.login} and is left open.`,
    );
  }
}

function strangerFailure(desk: Desk, stranger: Item): Failure {
  const { number, author, url } = stranger.issue;
  return new Failure(
    'AKSU-GITHUB-IDENTITY',
    `Issue #${number} (${url}) holds this report and was written by ${author.login}; we are ${desk.us.login} now. ` +
      'A second issue would be a duplicate.',
    {
      next: `Pass the token of ${author.login} in \`github-token\`, or close issue #${number} to start anew.`,
    },
  );
}
