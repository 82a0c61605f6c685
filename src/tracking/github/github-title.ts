import type { Desk } from './github-desk.ts';
import { readPages } from './github-pages.ts';
import { type Issue, isSameName, parseRenamers } from './issue.ts';

const maximumPages = 10;

/**
 * The title to write, or `undefined` to leave what stands there: a title that a person chose is kept. Asked only when
 * the issue is written anyway. When the events cannot be read, the title stays.
 */
export async function chooseTitle(
  desk: Desk,
  issue: Pick<Issue, 'number' | 'title'>,
): Promise<string | undefined> {
  const { title } = desk.report;
  if (issue.title === title) return undefined;
  const list = { route: 'GET /issues/{issue_number}/events', parameters: { issue_number: issue.number } };
  const renamers = await readPages(desk, list, parseRenamers, maximumPages);
  if (renamers.kind !== 'done') return undefined;
  return renamers.value.every((login) => isSameName(login, desk.us.login)) ? title : undefined;
}
