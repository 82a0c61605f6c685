import { settle } from './github-client.ts';
import { type Desk, readIssue } from './github-desk.ts';
import { readPages } from './github-pages.ts';
import { type Issue, parseIssues } from './issue.ts';
import { type Found, lastClosed, openItems, recogniseItems } from './recognise-items.ts';

/** 20,000 issues under one label: then the label is not one of our own. */
const maximumPages = 200;

/**
 * What stands under our key: by label, and where that shows nothing open of ours, by creator too (people remove
 * labels). Never by search, whose index lags. Of closed ones the last is read again, since lists do not say by whom.
 */
export async function findItems(desk: Desk): Promise<Found> {
  const { us, report, telling } = desk;
  const label = telling.labels[0];
  const recognise = (issues: readonly Issue[]) => recogniseItems(issues, report.key, us.login, label);
  const labelled = label === undefined ? [] : await listIssues(desk, { labels: label });
  const byLabel = recognise(labelled);
  if (openItems(byLabel.ours).length > 0) return byLabel;
  const created = await listIssues(desk, { creator: us.login });
  const found = recognise([
    ...new Map([...labelled, ...created].map((issue) => [issue.number, issue])).values(),
  ]);
  const closed = openItems(found.ours).length > 0 ? undefined : lastClosed(found.ours);
  if (!closed) return found;
  const others = found.ours.filter((item) => item !== closed);
  const fresh = await readIssue(desk, closed.issue.number);
  return { ...found, ours: [...others, ...(fresh ? recognise([fresh]).ours : [])] };
}

async function listIssues(desk: Desk, filter: Readonly<Record<string, string>>): Promise<readonly Issue[]> {
  const parameters = { ...filter, state: 'all', sort: 'created', direction: 'desc' };
  const outcome = await readPages(desk, { route: 'GET /issues', parameters }, parseIssues, maximumPages);
  // A creator whom GitHub does not know has made nothing.
  const isUnknown = outcome.kind === 'refused' && outcome.refusal.status === 422 && 'creator' in filter;
  return isUnknown ? [] : settle(outcome, `list the issues of ${desk.repository}`);
}
