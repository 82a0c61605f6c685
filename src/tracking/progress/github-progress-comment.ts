import { askToEdit, listComments, postComment } from '../comment/github-thread.ts';
import { type PlacedComment, parsePlacedComment } from '../comment/placed-comment.ts';
import { describeThreadRefusal, nameThread, type Thread, writePointer } from '../comment/thread.ts';
import { unclearFailure } from '../github/github-client.ts';
import { type Desk, settleUnlessGone } from '../github/github-desk.ts';
import { isGone } from '../github/refusal.ts';
import { recogniseProgress } from './progress-comment.ts';

/** Where the progress of one cluster is told. */
export interface ProgressTarget {
  readonly thread: Thread;
  readonly marker: string;
}

export interface KnownComment {
  readonly comment: PlacedComment;
  /** `false`: just made, so that another run may have made one at the same time. The next write looks again. */
  readonly isAlone: boolean;
}

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
  const what = `comment on ${nameThread(target.thread)} of ${desk.repository}`;
  let reason = '';
  for (let count = 0; count < sendings; count++) {
    const outcome = await postComment(desk, target.thread, body);
    if (outcome.kind === 'done') return outcome.value;
    if (outcome.kind === 'refused') throw describeThreadRefusal(target.thread, outcome.refusal, what);
    reason = outcome.reason;
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
  const { thread, marker } = target;
  const outcome = await listComments(desk, thread);
  const comments = settleUnlessGone(outcome, `read the comments of ${nameThread(thread)}`) ?? [];
  return recogniseProgress(comments, marker, desk.us.login);
}

async function retireOthers(
  desk: Desk,
  target: ProgressTarget,
  standing: readonly PlacedComment[],
  kept: PlacedComment,
): Promise<void> {
  const pointer = writePointer('progress', kept.url);
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
  const what = `edit our comment on ${nameThread(target.thread)} of ${desk.repository}`;
  const outcome = await desk.client.write(async () => askToEdit(desk, comment.id, body), parsePlacedComment);
  if (outcome === undefined || outcome.kind === 'unclear') throw unclearFailure(outcome?.reason ?? '', what);
  if (outcome.kind === 'done') return outcome.value;
  if (isGone(outcome.refusal.status)) return undefined;
  throw describeThreadRefusal(target.thread, outcome.refusal, what);
}
