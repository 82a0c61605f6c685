import { findMarked } from '../../report/marker.ts';
import { placeReport, standsAsSent } from '../github/fit-body.ts';
import { unclearFailure } from '../github/github-client.ts';
import type { Desk } from '../github/github-desk.ts';
import { editFresh } from '../github/github-fresh-edit.ts';
import { isSameName } from '../github/issue.ts';
import { isGone } from '../github/refusal.ts';
import { isTold } from './decide-comment.ts';
import { askToEdit, readComment } from './github-thread.ts';
import { type PlacedComment, parsePlacedComment } from './placed-comment.ts';
import { describeThreadRefusal, nameThread, type Thread, writePointer } from './thread.ts';

/** Puts the page into our comment. `undefined`: it is not any more what was decided about, or tells the same already. */
export async function rewriteComment(
  desk: Desk,
  thread: Thread,
  comment: PlacedComment,
): Promise<PlacedComment | undefined> {
  return await editComment(desk, thread, comment, (body) =>
    isTold(body, desk.report) ? undefined : placeReport(body, desk.report)?.body,
  );
}

/** Without our marker it is no longer ours, so that a later run cannot pick the wrong one. */
export async function retireComment(
  desk: Desk,
  thread: Thread,
  extra: PlacedComment,
  kept: PlacedComment,
): Promise<void> {
  await editComment(desk, thread, extra, (body) => {
    const found = findMarked(body, desk.report.key);
    return found && found.before + writePointer('report', kept.url) + found.after;
  });
}

async function editComment(
  desk: Desk,
  thread: Thread,
  { id }: PlacedComment,
  plan: (body: string) => string | undefined,
): Promise<PlacedComment | undefined> {
  const what = `edit our comment on ${nameThread(thread)} of ${desk.repository}`;
  const read = async () => await readOurs(desk, thread, id);
  return await editFresh<PlacedComment, string>(desk.client, {
    what,
    read,
    plan: ({ body }) => plan(body),
    request: (body) => askToEdit(desk, id, body),
    parse: parsePlacedComment,
    holds: ({ body }, sent) => standsAsSent(body, sent, desk.report.key),
    refuse: async (refusal) => {
      // A token without the right is told 404 too, for what it can read.
      if (isGone(refusal.status) && (await read()) === undefined) return undefined;
      throw describeThreadRefusal(thread, refusal, what);
    },
  });
}

/** As it is now; `undefined` when it was deleted. */
export async function readOurs(desk: Desk, thread: Thread, id: number): Promise<PlacedComment | undefined> {
  const what = `read our comment on ${nameThread(thread)} of ${desk.repository}`;
  const outcome = await readComment(desk, id);
  if (outcome.kind === 'unclear') throw unclearFailure(outcome.reason, what);
  if (outcome.kind === 'done')
    return isSameName(outcome.value.author.login, desk.us.login) ? outcome.value : undefined;
  if (isGone(outcome.refusal.status)) return undefined;
  throw describeThreadRefusal(thread, outcome.refusal, what);
}
