import type { RunContext } from '../../inputs/run-context.ts';
import { settle } from '../github/github-client.ts';
import type { ReadingDesk } from '../github/github-desk.ts';
import { readPages } from '../github/github-pages.ts';
import { findCommit, readCommit } from './github-tree.ts';
import { type Commit, type Pull, parsePull, parseTouched } from './tree.ts';

/** What merging a pull request goes from and to. */
export interface Sides {
  readonly before: Commit;
  readonly after: Commit;
  readonly isMerged: boolean;
  /** Only these paths are the pull request's own; absent: every difference is. */
  readonly touched?: ReadonlySet<string>;
}

const pullLine = 'Give the job `permissions: pull-requests: read`.';
const pauses = [1000, 2000, 4000];

/** GitHub lists no more files of a pull request than these (docs.github.com/rest/pulls/pulls). */
const mostListed = 3000;

/**
 * The test merge that GitHub makes and its first parent. It is made when somebody asks, a moment later: until then
 * `mergeable` is null, or the commit is that of an older head. Where there is none, with conflicts above all, the
 * head against the base.
 */
export async function readSides(
  desk: ReadingDesk,
  { number, headSha }: NonNullable<RunContext['pullRequest']>,
): Promise<Sides> {
  for (let tries = 0; ; tries++) {
    const pull = await readPull(desk, number);
    const merge = await findTestMerge(desk, pull);
    // The event may be ahead of what GitHub answers here.
    const isSettled = merge !== undefined && (pull.head === headSha || !pull.isOpen);
    const pause = pauses[tries];
    if (isSettled || pause === undefined) {
      return merge === undefined || merge === 'none' ? await compareHead(desk, number, pull) : merge;
    }
    desk.log.debug(`GitHub has no test merge of #${number} at ${pull.head.slice(0, 7)} yet; looking again.`);
    await desk.clock.pause(pause);
  }
}

async function readPull(desk: ReadingDesk, number: number): Promise<Pull> {
  const request = desk.ask('GET /pulls/{pull_number}', { pull_number: number });
  const what = `read pull request #${number} of ${desk.repository}`;
  return settle(await desk.client.read(request, parsePull), what, pullLine);
}

/** `none`: there will be none. `undefined`: there may be one in a moment. */
async function findTestMerge(desk: ReadingDesk, pull: Pull): Promise<Sides | 'none' | undefined> {
  // Once closed, `merge_commit_sha` is something else and `mergeable` stays null.
  if (!pull.isOpen || pull.isMergeable === false) return 'none';
  if (pull.isMergeable === undefined || pull.testMerge === undefined) return undefined;
  const after = await findCommit(desk, pull.testMerge);
  const [base, head, third] = after?.parents ?? [];
  if (after === undefined || base === undefined || head !== pull.head || third !== undefined)
    return undefined;
  return { before: await readCommit(desk, base), after, isMerged: true };
}

/** The base may have gone on since the head left it: what only the base changed is not the pull request's doing. */
async function compareHead(desk: ReadingDesk, number: number, pull: Pull): Promise<Sides> {
  const list = {
    route: 'GET /pulls/{pull_number}/files',
    parameters: { pull_number: number },
    cutsOff: true,
  };
  const outcome = await readPages(desk, list, parseTouched, mostListed / 100);
  const touched = settle(outcome, `list the files of pull request #${number}`, pullLine);
  return {
    before: await readCommit(desk, pull.base),
    after: await readCommit(desk, pull.head),
    isMerged: false,
    ...(touched.length < mostListed ? { touched: new Set(touched.flat()) } : {}),
  };
}
