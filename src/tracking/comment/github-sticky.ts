import { Failure } from '../../failure.ts';
import type { Telling } from '../../inputs/inputs.ts';
import type { RunContext } from '../../inputs/run-context.ts';
import type { Page } from '../../report/report.ts';
import { unclearFailure } from '../github/github-client.ts';
import { type Desk, openDesk, type Ports } from '../github/github-desk.ts';
import { isSameName } from '../github/issue.ts';
import { lookUntil } from '../github/look-until.ts';
import { warnWhenShortened } from '../github/warn-shortened.ts';
import type { Operation, Tracked } from '../tracking.ts';
import {
  type CommentAction,
  decideComment,
  type FoundComments,
  recogniseComments,
} from './decide-comment.ts';
import { readOurs, retireComment, rewriteComment } from './github-comment-edit.ts';
import { listComments, postComment } from './github-thread.ts';
import type { PlacedComment } from './placed-comment.ts';
import { noteStrangers, strangerFailure, warnOfIdentity } from './sticky-words.ts';
import { describeThreadRefusal, nameThread, pullRequestsLine, type Thread } from './thread.ts';

/** What this run did that a later look must take into account. */
interface Memory {
  /** Who wrote it says better than anything who we are. */
  made: PlacedComment | undefined;
  /** Attempts to create, whatever became of them. */
  creations: number;
}

const second = 1000;
const maximumLooks = 8;
const maximumCreations = 2;

/**
 * Brings the page to our one comment below the pull request of this run.
 *
 * Throws `Failure` (AKSU-GITHUB…) when it cannot; nothing of the page is lost by that.
 */
export async function trackComment(
  page: Page,
  telling: Telling,
  context: RunContext,
  ports: Ports,
): Promise<Tracked> {
  if (context.pullRequest === undefined) {
    throw new Failure(
      'AKSU-INPUT',
      '`report-to: pr-comment` needs the pull request of a run: this run has none.',
      {
        next: 'Use `report-to: auto`: it comments on pull requests and keeps an issue otherwise.',
      },
    );
  }
  const desk = await openDesk(page, telling, context, ports, pullRequestsLine);
  return await placeSticky(desk, { kind: 'pull request', number: context.pullRequest.number });
}

/**
 * Looks, decides, does one thing, and looks again wherever the world may have changed under it (another run, a person, a
 * lost answer). After a creation it always looks again: two runs at once leave the oldest.
 */
export async function placeSticky(opened: Desk, thread: Thread): Promise<Tracked> {
  const memory: Memory = { made: undefined, creations: 0 };
  let desk = opened;
  for (let look = 0; look < maximumLooks; look++) {
    const found = await lookAround(desk, thread, memory);
    const { action, extras } = decideComment(found, desk.report);
    if ('item' in action)
      for (const { comment } of extras) await retireComment(desk, thread, comment, action.item.comment);
    const end = await carryOut(desk, thread, memory, action);
    if (end?.operation === 'none') noteStrangers(desk, found);
    if (end) return end;
    if (action.kind === 'create') desk = writingAs(desk, memory.made);
    else await desk.clock.pause(second);
  }
  const { key } = opened.report;
  throw new Failure(
    'AKSU-GITHUB',
    `The comment of key ${key} on ${nameThread(thread)} kept changing while we wrote it.`,
  );
}

function writingAs(desk: Desk, made: PlacedComment | undefined): Desk {
  return made ? { ...desk, us: { login: made.author.login, isCertain: true } } : desk;
}

async function lookAround(desk: Desk, thread: Thread, memory: Memory): Promise<FoundComments> {
  const look = async () => await findComments(desk, thread);
  if (memory.creations === 0) return await look();
  const { made } = memory;
  const found = await lookUntil(desk.clock, look, ({ ours, strangers }) =>
    made ? ours.some(({ comment }) => comment.id === made.id) : ours.length + strangers.length > 0,
  );
  if (made === undefined || found.ours.some(({ comment }) => comment.id === made.id)) return found;
  const fresh = await readOurs(desk, thread, made.id);
  if (fresh === undefined) memory.made = undefined;
  const unlisted = recogniseComments(fresh ? [fresh] : [], desk.report.key, desk.us.login);
  return { ...found, ours: [...found.ours, ...unlisted.ours] };
}

async function findComments(desk: Desk, thread: Thread): Promise<FoundComments> {
  const what = `read the comments of ${nameThread(thread)} of ${desk.repository}`;
  const outcome = await listComments(desk, thread);
  if (outcome.kind === 'unclear') throw unclearFailure(outcome.reason, what);
  if (outcome.kind === 'refused') throw describeThreadRefusal(thread, outcome.refusal, what);
  return recogniseComments(outcome.value, desk.report.key, desk.us.login);
}

/** `undefined`: look again. */
async function carryOut(
  desk: Desk,
  thread: Thread,
  memory: Memory,
  action: CommentAction,
): Promise<Tracked | undefined> {
  switch (action.kind) {
    case 'none':
      return { operation: 'none' };
    case 'stop':
      throw strangerFailure(desk, thread, action.item);
    case 'create':
      return await create(desk, thread, memory);
    case 'leave':
      return finish(desk, thread, memory, { comment: action.item.comment, otherwise: 'unchanged' });
    case 'rewrite': {
      const comment = await rewriteComment(desk, thread, action.item.comment);
      return comment && finish(desk, thread, memory, { comment, otherwise: 'updated' });
    }
  }
}

/** Always to be looked at again. */
async function create(desk: Desk, thread: Thread, memory: Memory): Promise<undefined> {
  const what = `comment on ${nameThread(thread)} of ${desk.repository}`;
  if (memory.creations++ >= maximumCreations) {
    throw new Failure('AKSU-GITHUB', `After two attempts to ${what} no comment of ours stands there.`);
  }
  const outcome = await postComment(desk, thread, desk.report.body);
  if (outcome.kind === 'refused') throw describeThreadRefusal(thread, outcome.refusal, what);
  if (outcome.kind === 'unclear') {
    desk.log.debug(`Creating the comment: ${outcome.reason}; looking whether it is there.`);
    return;
  }
  memory.made = outcome.value;
  if (!isSameName(outcome.value.author.login, desk.us.login)) warnOfIdentity(desk, thread, outcome.value);
}

function finish(
  desk: Desk,
  thread: Thread,
  { made, creations }: Memory,
  { comment, otherwise }: { readonly comment: PlacedComment; readonly otherwise: Operation },
): Tracked {
  warnWhenShortened(desk, `our comment on ${nameThread(thread)}`, comment.body);
  // Nothing of ours stood before: what does now, we made, whatever became of the answer.
  const isMade = made ? made.id === comment.id : creations > 0;
  return { operation: isMade ? 'created' : otherwise, commentUrl: comment.url };
}
