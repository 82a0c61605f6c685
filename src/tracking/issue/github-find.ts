import { settle } from '../github/github-client.ts';
import { type Desk, readIssue } from '../github/github-desk.ts';
import { readPages } from '../github/github-pages.ts';
import { type Issue, parseIssues } from '../github/issue.ts';
import { type Found, lastClosed, openItems, recogniseItems } from './recognise-items.ts';

/** 20,000 issues: beyond, nothing is guessed. */
const maximumPages = 200;
/** Closed ones without our label matter only to the memory of a decision: the last thousand are looked through. */
const maximumClosedPages = 10;

/**
 * What stands under our key: by label, and where that shows nothing open of ours, by creator too (people remove
 * labels). Never by search, whose index lags. Of closed ones the last is read again, since lists do not say by whom.
 */
export async function findItems(desk: Desk): Promise<Found> {
  const { us, report, telling } = desk;
  const label = telling.labels[0];
  const recognise = (issues: readonly Issue[]) =>
    recogniseItems(
      [...new Map(issues.map((each) => [each.number, each])).values()],
      report.key,
      us.login,
      label,
    );
  const labelled = label === undefined ? [] : await listIssues(desk, { labels: label, state: 'all' });
  const byLabel = recognise(labelled);
  if (openItems(byLabel.ours).length > 0) return byLabel;
  const open = await listIssues(desk, { creator: us.login, state: 'open' });
  const byBoth = recognise([...labelled, ...open]);
  if (openItems(byBoth.ours).length > 0 || report.standing !== 'due') return byBoth;
  const closed = byBoth.ours.length > 0 ? [] : await listClosed(desk);
  return await readCloser(desk, recognise([...labelled, ...open, ...closed]), recognise);
}

async function readCloser(
  desk: Desk,
  found: Found,
  recognise: (issues: readonly Issue[]) => Found,
): Promise<Found> {
  const closed = lastClosed(found.ours);
  if (!closed) return found;
  const others = found.ours.filter((item) => item !== closed);
  const fresh = await readIssue(desk, closed.issue.number);
  return { ...found, ours: [...others, ...(fresh ? recognise([fresh]).ours : [])] };
}

async function listIssues(desk: Desk, filter: Readonly<Record<string, string>>): Promise<readonly Issue[]> {
  const parameters = { ...filter, sort: 'created', direction: 'desc' };
  const outcome = await readPages(desk, { route: 'GET /issues', parameters }, parseIssues, maximumPages);
  // A creator whom GitHub does not know has made nothing.
  const isUnknown = outcome.kind === 'refused' && outcome.refusal.status === 422 && 'creator' in filter;
  return isUnknown ? [] : settle(outcome, `list the issues of ${desk.repository}`);
}

async function listClosed(desk: Desk): Promise<readonly Issue[]> {
  const parameters = { creator: desk.us.login, state: 'closed', sort: 'updated', direction: 'desc' };
  const list = { route: 'GET /issues', parameters, cutsOff: true };
  const outcome = await readPages(desk, list, parseIssues, maximumClosedPages);
  return outcome.kind === 'refused' && outcome.refusal.status === 422
    ? []
    : settle(outcome, `list the closed issues of ${desk.repository}`);
}
