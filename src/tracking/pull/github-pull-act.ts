import { Failure } from '../../failure.ts';
import { sha256 } from '../../inputs/runner-sha256.ts';
import type { ProposedPins } from '../../pins/pins.ts';
import type { Page } from '../../report/report.ts';
import { placeSticky } from '../comment/github-sticky.ts';
import type { Desk } from '../github/github-desk.ts';
import { assign, restoreLabels } from '../github/github-labels.ts';
import { isSameName } from '../github/issue.ts';
import { warnWhenShortened } from '../github/warn-shortened.ts';
import type { Operation, Tracked } from '../tracking.ts';
import type { Change } from './branch-head.ts';
import type { PullAction } from './decide-pull.ts';
import { writeBranch } from './github-branch.ts';
import type { Look } from './github-branch-read.ts';
import { closePull, createPull, reopenPull, rewritePull } from './github-pull-write.ts';
import { writeHeld, writeReleased } from './held-branch.ts';
import type { PullRequest } from './pull-request.ts';
import type { BranchPlace, PullItem } from './recognise-pulls.ts';

/** What is wanted, and where. */
export interface Scene {
  readonly proposed: ProposedPins;
  readonly place: BranchPlace;
  readonly changes: readonly Change[];
  readonly standing: Page['standing'];
}

/** What this run did that a later look must take into account. */
export interface Memory {
  made: PullRequest | undefined;
  /** Attempts to create whose answer was lost. */
  lostCreations: number;
  /** Ours on the branch, whatever GitHub says of their author. */
  readonly commits: Set<string>;
  /** The last of them and what it stands on: reading may lag behind. */
  wrote: { readonly sha: string; readonly over: string | undefined } | undefined;
  /** Pull requests that GitHub cannot open again. */
  readonly closedForGood: Set<number>;
}

export interface Acting {
  /** Its page records the branch as it was looked at. */
  readonly desk: Desk;
  readonly scene: Scene;
  readonly memory: Memory;
  readonly look: Look;
}

const maximumLostCreations = 2;
const maximumCommits = 6;
/** The account of the job's own token. */
const actionsAccount = 'github-actions[bot]';

/** `undefined`: look again. */
export async function act(acting: Acting, action: PullAction): Promise<Tracked | undefined> {
  const { desk, scene } = acting;
  switch (action.kind) {
    case 'none':
      return { operation: 'none' };
    case 'stop':
      throw foreignBranch(acting);
    case 'write-branch':
      return await commit(acting, action.item);
    case 'create':
      return await create(acting);
    case 'hold':
      return await hold(acting, action.item, action.lacking);
    case 'leave':
      return await leave(acting, action.item);
    case 'rewrite': {
      const pull = await rewritePull(desk, action.item);
      return pull && (await finish(acting, pull, 'updated'));
    }
    case 'reopen':
      return await reopen(acting, action.item);
    case 'close': {
      const pull = await closePull(desk, action.item, desk.report.closing);
      if (pull) desk.log.debug(`Branch ${scene.place.branch} is left where it is.`);
      return pull && tracked('closed', pull);
    }
  }
}

async function commit(
  { desk, scene, memory, look }: Acting,
  item: PullItem | undefined,
): Promise<Tracked | undefined> {
  const { branch } = scene.place;
  if (memory.commits.size >= maximumCommits) {
    throw new Failure('AKSU-GITHUB-BRANCH', `Branch ${branch} does not keep what we put on it.`);
  }
  const { head, base } = look;
  const result = await writeBranch(desk, { branch, head, base }, scene.proposed, sha256, (sha) =>
    memory.commits.add(sha),
  );
  if (result.kind === 'written') memory.wrote = { sha: result.sha, over: head?.sha };
  if (result.kind !== 'outdated') return undefined;
  desk.log.notice(
    'The base moved',
    `Files with versions changed on ${scene.proposed.base.branch} while this run looked; the next run goes on.`,
  );
  return item ? tracked('unchanged', item.pull) : { operation: 'none' };
}

async function create(acting: Acting): Promise<undefined> {
  const { desk, scene, memory } = acting;
  const pull = await createPull(desk, scene.place.branch, scene.proposed.base.branch);
  if (pull === 'moved') return;
  if (pull === 'unclear') {
    if (++memory.lostCreations < maximumLostCreations) return;
    throw new Failure(
      'AKSU-GITHUB',
      'GitHub gave no usable answer to two attempts to create the pull request.',
    );
  }
  memory.made = pull;
  const { login } = pull.author;
  if (isSameName(login, actionsAccount)) {
    desk.log.notice(
      'No workflows on this pull request',
      `Pull request #${pull.number} was opened with the job's own token: GitHub starts no workflows for it by itself. ` +
        'Approve them where it asks to, close and reopen it, or pass the token of a GitHub App in `github-token`.',
    );
  }
  if (!isSameName(login, desk.us.login)) {
    desk.log.warning(
      'Unsure who we are',
      `GitHub did not tell which account the token belongs to; pull request #${pull.number} was written as ${login}. ` +
        'The next run cannot recognise it as ours and will stop.',
    );
  }
}

async function reopen(acting: Acting, item: PullItem): Promise<Tracked | undefined> {
  const pull = await reopenPull(acting.desk, item);
  if (pull === 'refused') acting.memory.closedForGood.add(item.pull.number);
  return pull === 'refused' || pull === undefined ? undefined : await finish(acting, pull, 'reopened');
}

async function leave(acting: Acting, { pull }: PullItem): Promise<Tracked> {
  const { desk, scene, memory } = acting;
  if (!pull.isOpen) {
    const remark = `Pull request #${pull.number} was closed by a person and nothing new is due.`;
    desk.log.info(remark);
    return { ...tracked('unchanged', pull), remarks: [remark] };
  }
  if (scene.standing !== 'due') return tracked('unchanged', pull);
  const isWritten = memory.commits.size > 0;
  return await finish(acting, pull, isWritten ? 'updated' : 'unchanged');
}

/** A person's commits stay as they are: only a comment says what differs. */
async function hold(acting: Acting, { pull }: PullItem, lacking: readonly string[]): Promise<Tracked> {
  const { desk, scene } = acting;
  const { branch } = scene.place;
  const remark = 'holds commits that we did not make: nothing is written to it.';
  desk.log.notice(
    "A person's commits on our branch",
    `Branch ${branch} of pull request #${pull.number} ${remark}`,
  );
  const told = { moves: scene.proposed.moves, lacking };
  const comment = await tellBelow(acting, pull, writeHeld(desk.report.key, branch, told, sha256));
  const isTold = comment !== undefined && comment.operation !== 'unchanged';
  const remarks = [`The branch of pull request #${pull.number} ${remark} A comment there says what differs.`];
  return { ...comment, ...tracked(isTold ? 'updated' : 'unchanged', pull), remarks };
}

async function finish(acting: Acting, pull: PullRequest, operation: Operation): Promise<Tracked> {
  const { desk, scene, memory } = acting;
  const { made, lostCreations } = memory;
  // Nothing of ours was open before: what is now, we made, whatever became of the answer.
  const isMade = made ? made.number === pull.number : lostCreations > 0;
  const isLabelled = await restoreLabels(desk, pull);
  if (isMade || operation === 'reopened') await assign(desk, pull.number);
  warnWhenShortened(desk, `pull request #${pull.number}`, pull.body);
  if (pull.base !== scene.proposed.base.branch) {
    desk.log.warning(
      'Another base',
      `Pull request #${pull.number} aims at ${pull.base}; the versions in it are those of ${scene.proposed.base.branch}.`,
    );
  }
  if (isMade) return tracked('created', pull);
  const released = await tellBelow(acting, pull, writeReleased(desk.report.key, sha256));
  const isChanged = isLabelled || released?.operation === 'updated';
  return tracked(operation === 'unchanged' && isChanged ? 'updated' : operation, pull);
}

/** Best effort: the branch is already as it should be. A locked conversation takes no comment. */
async function tellBelow({ desk }: Acting, pull: PullRequest, report: Page): Promise<Tracked | undefined> {
  try {
    return await placeSticky({ ...desk, report }, { kind: 'pull request', number: pull.number });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === 'AKSU-GITHUB-LOCKED') desk.log.debug(error.message);
    else desk.log.warning('No comment', `${error.message} ${error.next}`);
    return undefined;
  }
}

function tracked(operation: Operation, pull: PullRequest): Tracked {
  return { operation, pullRequestNumber: pull.number, pullRequestUrl: pull.url };
}

function foreignBranch({ desk, scene, look }: Acting): Failure {
  const { branch } = scene.place;
  const sha = look.head?.sha.slice(0, 7) ?? '';
  return new Failure(
    'AKSU-GITHUB-BRANCH',
    `Branch ${branch} of ${desk.repository} holds commits that we did not make (${sha}), and no open pull request of ours.`,
    { next: `Rename or delete branch ${branch}; the next run makes it anew.` },
  );
}
