import type { SimResponse } from './exchange.ts';
import { invalid, notFound, refusal } from './github-answers.ts';
import {
  bodyObject,
  type GitHubCall,
  requireIssue,
  requireScopeRead,
  requireScopeWriter,
  textField,
} from './github-calls.ts';
import { requiredText } from './github-git-fields.ts';
import { commitsAhead, mergeBase } from './github-git-history.ts';
import { headOf } from './github-git-state.ts';
import { requireReopenable, setState } from './github-issue-state.ts';
import { checkLengths } from './github-issues.ts';
import { enumerated, isSeenYet, paginate } from './github-listing.ts';
import { filesJson, pullJson, pullSimpleJson, reviewJson } from './github-pull-answers.ts';
import {
  addPull,
  headSha,
  isSamePlace,
  openPulls,
  type StoredPull,
  settleMerge,
} from './github-pull-state.ts';
import { addEvent, addIssue, type GitHubState, type StoredIssue } from './github-state.ts';

const page = 'pulls/pulls';

function requirePull(call: GitHubCall, number: number): { pull: StoredPull; issue: StoredIssue } {
  const issue = requireIssue(call, number);
  const pull = call.state.pulls.get(number);
  if (!pull) throw notFound();
  return { pull, issue };
}

export function readPull(call: GitHubCall, number: number): SimResponse {
  requireScopeRead(call, ['pulls']);
  const { pull, issue } = requirePull(call, number);
  settleMerge(call.state, pull);
  return { status: 200, body: pullJson(call, pull, issue) };
}

/** Of a branch alone GitHub takes no notice: everything is listed then. */
function headTest(call: GitHubCall): (pull: StoredPull) => boolean {
  const head = call.request.query.get('head');
  if (head === null) return () => true;
  const [headOwner, headRef] = head.split(/:(.*)/s);
  if (headOwner === undefined || headRef === undefined) {
    return call.state.has('head-needs-owner') ? () => true : (pull) => pull.headRef === head;
  }
  return (pull) => isSamePlace(pull, { headOwner, headRef });
}

/** GET pulls: newest first unless asked otherwise. */
export function listPulls(call: GitHubCall): SimResponse {
  requireScopeRead(call, ['pulls']);
  const { state } = call;
  const { query } = call.request;
  state.listRequests += 1;
  const wanted = enumerated(query, 'state', ['open', 'closed', 'all']);
  const base = query.get('base');
  const isOfHead = headTest(call);
  const found = [...state.pulls.values()].flatMap((pull) => {
    const issue = state.issues.get(pull.number);
    const fits = issue && isSeenYet(state, issue) && (wanted === 'all' || issue.state === wanted);
    return fits && (base === null || pull.baseRef === base) && isOfHead(pull) ? [{ pull, issue }] : [];
  });
  const sort = enumerated(query, 'sort', ['created', 'updated', 'popularity', 'long-running']);
  const rank = (issue: StoredIssue): number => {
    if (sort === 'popularity') return issue.comments.length;
    return sort === 'updated' ? issue.updatedAt : issue.createdAt;
  };
  const usual = sort === 'created' ? 'desc' : 'asc';
  const sign = (query.get('direction') ?? usual) === 'desc' ? -1 : 1;
  found.sort((a, b) => sign * (rank(a.issue) - rank(b.issue) || a.pull.number - b.pull.number));
  return paginate(call, found, ({ pull, issue }) => pullSimpleJson(call, pull, issue));
}

function custom(message: string): Error {
  return invalid({ resource: 'PullRequest', code: 'custom', message });
}

interface Wanted {
  readonly headOwner: string;
  readonly headRef: string;
  readonly baseRef: string;
}

/** Throws 422 where there is nothing to merge, nowhere to merge it, or a pull request already. */
export function requireNew(state: GitHubState, wanted: Wanted): void {
  const { store, refs } = state.git;
  const base = refs.get(headOf(wanted.baseRef));
  const head = headSha(state, wanted);
  if (base === undefined) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  if (head === undefined) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' });
  const names = `${wanted.baseRef} and ${wanted.headRef}`;
  if (commitsAhead(store, base, head).length === 0) throw custom(`No commits between ${names}`);
  if (mergeBase(store, base, head) === undefined) {
    throw custom(`The ${wanted.headRef} branch has no history in common with ${wanted.baseRef}`);
  }
  requireOnly(state, wanted);
}

function requireOnly(state: GitHubState, wanted: Wanted, but?: StoredPull): void {
  const isTwin = ({ pull }: { pull: StoredPull }): boolean =>
    pull !== but && isSamePlace(pull, wanted) && pull.baseRef === wanted.baseRef;
  if (!openPulls(state).some(isTwin)) return;
  throw custom(`A pull request already exists for ${wanted.headOwner}:${wanted.headRef}.`);
}

function requireActionsMay(call: GitHubCall): void {
  if (call.token?.kind !== 'actions' || !call.state.has('actions-may-not-open-pulls')) return;
  throw refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.', page);
}

export function createPull(call: GitHubCall): SimResponse {
  const { state } = call;
  const writer = requireScopeWriter(call, ['pulls']);
  requireActionsMay(call);
  const body = bodyObject(call);
  const [title, head, baseRef] = [
    requiredText(call, 'title'),
    requiredText(call, 'head'),
    requiredText(call, 'base'),
  ];
  const text = textField(body, 'body') ?? null;
  checkLengths(state, title, text);
  const [owner, ref] = head.split(/:(.*)/s);
  const headOwner = ref === undefined ? state.repository.owner : (owner ?? '');
  const wanted: Wanted = { headOwner, headRef: ref ?? head, baseRef };
  requireNew(state, wanted);
  const issue = addIssue(state, { title, body: text, author: writer.login, isPull: true }, true);
  const pull = addPull(state, issue, { ...wanted, isDraft: body['draft'] === true });
  const location = `${call.pages.repositoryUrl}/pulls/${issue.number}`;
  return { status: 201, headers: { location }, body: pullJson(call, pull, issue) };
}

export function editPull(call: GitHubCall, number: number): SimResponse {
  const { state } = call;
  const { login } = requireScopeWriter(call, ['pulls']);
  const { pull, issue } = requirePull(call, number);
  const body = bodyObject(call);
  const title = textField(body, 'title') ?? undefined;
  const text = textField(body, 'body');
  checkLengths(state, title, text ?? null);
  const target = textField(body, 'state') ?? undefined;
  if (target !== undefined && target !== 'open' && target !== 'closed') {
    throw invalid({ resource: 'PullRequest', code: 'invalid', field: 'state', value: target });
  }
  requireReopenable(state, issue, target);
  const base = textField(body, 'base') ?? undefined;
  if (base !== undefined && base !== pull.baseRef) retarget(state, { pull, issue }, base, login);
  if (title !== undefined && title !== issue.title) {
    addEvent(state, issue, 'renamed', login, { rename: { from: issue.title, to: title } });
    issue.title = title;
  }
  if (text !== undefined && text !== issue.body) {
    issue.body = text;
    issue.updatedAt = state.now();
  }
  if (target) setState(state, issue, { target, reason: null, by: login });
  return { status: 200, body: pullJson(call, pull, issue) };
}

/** Another base for an open pull request; throws 422 where GitHub would not have it. */
export function retarget(
  state: GitHubState,
  { pull, issue }: { readonly pull: StoredPull; readonly issue: StoredIssue },
  base: string,
  by: string,
): void {
  if (issue.state !== 'open') throw custom('Cannot change the base branch of a closed pull request.');
  const sha = state.git.refs.get(headOf(base));
  if (sha === undefined) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  if (commitsAhead(state.git.store, sha, pull.headSha).length === 0) {
    throw custom(`There are no new commits between base branch '${base}' and head branch '${pull.headRef}'`);
  }
  const { headOwner, headRef } = pull;
  requireOnly(state, { headOwner, headRef, baseRef: base }, pull);
  addEvent(state, issue, 'base_ref_changed', by);
  Object.assign(pull, { baseRef: base, baseSha: sha });
}

export function listFiles(call: GitHubCall, number: number): SimResponse {
  requireScopeRead(call, ['pulls']);
  const { pull } = requirePull(call, number);
  return paginate(call, filesJson(call, pull).slice(0, 3000), (file) => file);
}

export function listPullReviews(call: GitHubCall, number: number): SimResponse {
  requireScopeRead(call, ['pulls']);
  const { pull } = requirePull(call, number);
  return paginate(call, pull.reviews, (review) => reviewJson(call, pull, review));
}
