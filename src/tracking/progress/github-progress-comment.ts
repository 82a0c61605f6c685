import { unclearFailure } from '../github/github-client.ts';
import { type Desk, settleUnlessGone } from '../github/github-desk.ts';
import { readPages } from '../github/github-pages.ts';
import { describeRefusal, isGone } from '../github/refusal.ts';
import {
  type PlacedComment,
  parsePlacedComment,
  parsePlacedComments,
  recogniseProgress,
} from './progress-comment.ts';

/** Where the progress of one cluster is told. */
export interface ProgressTarget {
  readonly issueNumber: number;
  readonly marker: string;
}

export interface KnownComment {
  readonly comment: PlacedComment;
  /** `false`: just made, so that another run may have made one at the same time. The next write looks again. */
  readonly isAlone: boolean;
}

/** GitHub takes 2,500 comments on an issue: 25 pages. */
const maximumPages = 30;
const sendings = 2;
const pausesForTheLost = [1_000, 3_000];

/**
 * Puts `body` into our one comment of the target: the known one, else the oldest that stands there, else a new one. More
 * than one, which two runs at once leave, become pointers to the oldest. Comments by others are never touched.
 *
 * `undefined`: somebody deleted the comment; that is a wish. Throws `Failure` when GitHub refuses or does not answer.
 */
export async function placeProgress(
  desk: Desk,
  target: ProgressTarget,
  body: string,
  known: KnownComment | undefined,
): Promise<KnownComment | undefined> {
  if (known?.isAlone) return await edit(desk, target, known, body);
  const standing = await findOurs(desk, target);
  if (known === undefined && standing.length === 0) return await make(desk, target, body);
  const kept = standing[0] ?? known?.comment;
  if (kept === undefined) return undefined;
  await retireOthers(desk, target, standing, kept);
  return await edit(desk, target, { comment: kept, isAlone: true }, body);
}

async function make(desk: Desk, target: ProgressTarget, body: string): Promise<KnownComment | undefined> {
  const made = await create(desk, target, body);
  const standing = await findOurs(desk, target);
  const kept = standing[0] && standing[0].id < made.id ? standing[0] : made;
  await retireOthers(desk, target, standing, kept);
  return await edit(desk, target, { comment: kept, isAlone: false }, body);
}

/** A comment whose answer was lost is looked for before it is sent a second time. */
async function create(desk: Desk, target: ProgressTarget, body: string): Promise<PlacedComment> {
  const what = `comment on issue #${target.issueNumber} of ${desk.repository}`;
  let reason = '';
  for (let count = 0; count < sendings; count++) {
    const { issueNumber: issue_number } = target;
    const outcome = await desk.client.write(
      async () => desk.ask('POST /issues/{issue_number}/comments', { issue_number, body }),
      parsePlacedComment,
    );
    if (outcome?.kind === 'done') return outcome.value;
    if (outcome?.kind === 'refused') throw describeRefusal(outcome.refusal, what);
    reason = outcome?.reason ?? '';
    const lost = await findLost(desk, target);
    if (lost !== undefined) return lost;
  }
  throw unclearFailure(reason, what);
}

async function findLost(desk: Desk, target: ProgressTarget): Promise<PlacedComment | undefined> {
  for (const pause of pausesForTheLost) {
    await desk.clock.pause(pause);
    const [found] = await findOurs(desk, target);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function findOurs(desk: Desk, target: ProgressTarget): Promise<readonly PlacedComment[]> {
  const { issueNumber: issue_number, marker } = target;
  const list = { route: 'GET /issues/{issue_number}/comments', parameters: { issue_number } };
  const outcome = await readPages(desk, list, parsePlacedComments, maximumPages);
  const comments = settleUnlessGone(outcome, `read the comments of issue #${issue_number}`) ?? [];
  return recogniseProgress(comments, marker, desk.us.login);
}

async function retireOthers(
  desk: Desk,
  target: ProgressTarget,
  standing: readonly PlacedComment[],
  kept: PlacedComment,
): Promise<void> {
  const pointer = `This progress is kept in ${kept.url}: two runs told it at the same time.`;
  for (const other of standing.filter(({ id }) => id !== kept.id)) await patch(desk, target, other, pointer);
}

async function edit(
  desk: Desk,
  target: ProgressTarget,
  known: KnownComment,
  body: string,
): Promise<KnownComment | undefined> {
  if (known.comment.body === body) return known;
  const comment = await patch(desk, target, known.comment, body);
  return comment && { ...known, comment };
}

/** Sent again, it would say the same: an answer that was lost needs no look. */
async function patch(
  desk: Desk,
  target: ProgressTarget,
  comment: PlacedComment,
  body: string,
): Promise<PlacedComment | undefined> {
  const what = `edit our comment on issue #${target.issueNumber} of ${desk.repository}`;
  const outcome = await desk.client.write(
    async () => desk.ask('PATCH /issues/comments/{comment_id}', { comment_id: comment.id, body }),
    parsePlacedComment,
  );
  if (outcome === undefined || outcome.kind === 'unclear') throw unclearFailure(outcome?.reason ?? '', what);
  if (outcome.kind === 'done') return outcome.value;
  if (isGone(outcome.refusal.status)) return undefined;
  throw describeRefusal(outcome.refusal, what);
}
