import type { SimResponse } from './exchange.ts';
import { notFound, refusal } from './github-answers.ts';
import { type GitHubCall, requireIssues, requireRead } from './github-calls.ts';
import type { GitHubState, StoredIssue } from './github-state.ts';

const maximumPerPage = 100;

function positive(text: string | null, fallback: number): number {
  const number = Number(text ?? '');
  return Number.isInteger(number) && number > 0 ? number : fallback;
}

/** One page of entries with GitHub's Link header. */
export function paginate<Entry>(
  call: GitHubCall,
  entries: readonly Entry[],
  write: (entry: Entry) => unknown,
): SimResponse {
  const { query } = call.request;
  const asked = positive(query.get('per_page'), 30);
  const perPage = call.state.has('page-cap-100') ? Math.min(asked, maximumPerPage) : asked;
  const page = positive(query.get('page'), 1);
  const last = Math.max(1, Math.ceil(entries.length / perPage));
  const shown = entries.slice((page - 1) * perPage, page * perPage);
  const link = linkHeader(call, page, last);
  return { status: 200, headers: link === '' ? {} : { link }, body: shown.map(write) };
}

function linkHeader(call: GitHubCall, page: number, last: number): string {
  const { repository, has } = call.state;
  const root = has('links-by-repository-id')
    ? `${call.bases.api}/repositories/${repository.id}`
    : call.pages.repositoryUrl;
  const to = (target: number, rel: string): string => {
    const query = new URLSearchParams(call.request.query);
    query.set('page', String(target));
    return `<${root}${call.path}?${query}>; rel="${rel}"`;
  };
  const before = page > 1 ? [to(Math.min(page - 1, last), 'prev')] : [];
  const after = page < last ? [to(page + 1, 'next'), to(last, 'last')] : [];
  const first = page > 1 ? [to(1, 'first')] : [];
  return [...before, ...after, ...first].join(', ');
}

type Test = (issue: StoredIssue) => boolean;

function sameName(state: GitHubState): (left: string, right: string) => boolean {
  return state.has('case-insensitive-names')
    ? (left, right) => left.toLowerCase() === right.toLowerCase()
    : (left, right) => left === right;
}

export function enumerated<Value extends string>(
  query: URLSearchParams,
  name: string,
  values: readonly [Value, ...Value[]],
): Value {
  const asked = query.get(name);
  if (asked === null) return values[0];
  const value = values.find((known) => known === asked);
  if (value) return value;
  const error = { resource: 'Issue', field: name, code: 'invalid', value: asked };
  throw refusal(422, 'Validation Failed', 'issues/issues', { errors: [error] });
}

const unservedFilters = ['milestone', 'mentioned', 'type', 'issue_field_values'];

function tests(call: GitHubCall): readonly Test[] {
  const { query } = call.request;
  const same = sameName(call.state);
  // A filter that is ignored would show more than the real list does.
  if (unservedFilters.some((name) => query.has(name))) throw notFound();
  const state = enumerated(query, 'state', ['open', 'closed', 'all']);
  const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
  const creator = query.get('creator');
  const assignee = query.get('assignee');
  const since = Date.parse(query.get('since') ?? '');
  return [
    (issue) => state === 'all' || issue.state === state,
    (issue) => labels.every((label) => issue.labels.some((own) => same(own, label.trim()))),
    (issue) => creator === null || same(issue.author, creator),
    (issue) => assignee === null || isAssigned(issue, assignee, same),
    (issue) => Number.isNaN(since) || issue.updatedAt >= since,
  ];
}

function isAssigned(
  issue: StoredIssue,
  assignee: string,
  same: (left: string, right: string) => boolean,
): boolean {
  if (assignee === '*') return issue.assignees.length > 0;
  if (assignee === 'none') return issue.assignees.length === 0;
  return issue.assignees.some((login) => same(login, assignee));
}

/** Still here, and no longer so new that lists lag behind. */
export function isSeenYet(state: GitHubState, issue: StoredIssue): boolean {
  const { at, afterLists } = issue.listedFrom;
  return issue.fate.kind === 'here' && state.now() >= at && state.listRequests > afterLists;
}

function isListed(state: GitHubState, issue: StoredIssue): boolean {
  if (!isSeenYet(state, issue)) return false;
  if (issue.isPull) return state.has('pulls-among-issues');
  return state.repository.hasIssues || !state.has('issues-disabled-410');
}

/** GET issues: pull requests among them, newest first unless asked otherwise. */
export function listIssues(call: GitHubCall): SimResponse {
  requireRead(call);
  const { state } = call;
  if (!state.has('disabled-list-has-pulls')) requireIssues(state);
  state.listRequests += 1;
  const { query } = call.request;
  const keep = tests(call);
  const found = [...state.issues.values()].filter(
    (issue) => isListed(state, issue) && keep.every((test) => test(issue)),
  );
  const sort = enumerated(query, 'sort', ['created', 'updated', 'comments']);
  const sign = enumerated(query, 'direction', ['desc', 'asc']) === 'desc' ? -1 : 1;
  const rank = { created: createdRank, updated: updatedRank, comments: commentsRank }[sort];
  found.sort((left, right) => sign * (rank(left) - rank(right) || left.number - right.number));
  return paginate(call, found, (issue) => call.pages.issue(issue, 'list'));
}

const createdRank = (issue: StoredIssue): number => issue.createdAt;
const updatedRank = (issue: StoredIssue): number => issue.updatedAt;
const commentsRank = (issue: StoredIssue): number => issue.comments.length;
