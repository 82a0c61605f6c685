import { findMarked, tellsTheSame } from '../../report/marker.ts';
import { placeReport } from '../github/fit-body.ts';
import { addComment } from '../github/github-comment.ts';
import type { Desk } from '../github/github-desk.ts';
import { chooseTitle } from '../github/github-title.ts';
import type { Issue } from '../github/issue.ts';
import { editIssue, type Patch } from './github-patch.ts';
import type { Item } from './recognise-items.ts';

/**
 * Puts the report into an open issue, or into a closed one that it opens again. `undefined`: the issue is not any more
 * what was decided about, or another run told the same in the meantime.
 */
export async function rewriteIssue(desk: Desk, item: Item): Promise<Issue | undefined> {
  const { isOpen, number } = item.issue;
  const title = await chooseTitle(desk, item.issue);
  return await editIssue(desk, number, (fresh) => {
    if (fresh.isOpen !== isOpen || (isOpen && isTold(desk, fresh))) return undefined;
    const patch = planBody(desk, fresh, title);
    return patch && (isOpen ? patch : { ...patch, state: 'open' });
  });
}

/** Tells that nothing is due, closes, and says why below. `undefined`: somebody else closed it in the meantime. */
export async function closeIssue(desk: Desk, item: Item, comment: string): Promise<Issue | undefined> {
  const title = await chooseTitle(desk, item.issue);
  const issue = await editIssue(desk, item.issue.number, (fresh) => {
    const patch = fresh.isOpen ? planBody(desk, fresh, title) : undefined;
    return patch && { ...patch, state: 'closed', state_reason: 'completed' };
  });
  if (issue) await addComment(desk, issue.number, comment);
  return issue;
}

/**
 * Closes what two runs at once made too much. Without our marker it is no longer ours, so that a later reopening of the
 * kept one cannot pick the wrong one.
 */
export async function closeExtra(desk: Desk, extra: Item, kept: Item): Promise<void> {
  const pointer = `This report is kept in #${kept.issue.number}: two runs told it at the same time.`;
  const issue = await editIssue(desk, extra.issue.number, (fresh) => {
    const found = fresh.isOpen ? findMarked(fresh.body, desk.report.key) : undefined;
    if (!found) return undefined;
    return { body: found.before + pointer + found.after, state: 'closed', state_reason: 'not_planned' };
  });
  if (issue) await addComment(desk, issue.number, pointer);
}

function isTold(desk: Desk, fresh: Issue): boolean {
  const found = findMarked(fresh.body, desk.report.key);
  const placed = placeReport(fresh.body, desk.report);
  return found !== undefined && placed !== undefined && tellsTheSame(found.ours, placed.ours);
}

/** `undefined`: a person took our marker away, so that it is not ours any more. */
function planBody(desk: Desk, fresh: Issue, title: string | undefined): Patch | undefined {
  if (!findMarked(fresh.body, desk.report.key)) return undefined;
  const placed = placeReport(fresh.body, desk.report);
  return { ...(placed ? { body: placed.body } : {}), ...(title === undefined ? {} : { title }) };
}
