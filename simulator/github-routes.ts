import type { SimResponse } from './exchange.ts';
import { accountJson, isInstallation } from './github-accounts.ts';
import { noPermission, notFound, refusal } from './github-answers.ts';
import { readBranch, readCommit } from './github-branches.ts';
import type { GitHubCall } from './github-calls.ts';
import { createComment, editComment, listComments, readComment } from './github-comments.ts';
import { readContents, writeContents } from './github-contents.ts';
import { listReviews, readEnvironment, readPermission } from './github-environments.ts';
import { createRef, deleteRef, readRef, readTree, updateRef } from './github-git-routes.ts';
import { createBlob, createCommit, createTree } from './github-git-writes.ts';
import { quotaOf } from './github-hosts.ts';
import { addAssignees, createIssue, editIssue, listEvents, lockIssue, readIssue } from './github-issues.ts';
import { addLabels, createLabel, listLabels, readLabel } from './github-labels.ts';
import type { GitHubLimits } from './github-limits.ts';
import { listIssues } from './github-listing.ts';
import { createPull, editPull, listFiles, listPullReviews, listPulls, readPull } from './github-pulls.ts';
import { readRepository } from './github-repository.ts';

/** Routes outside the repository. `undefined`: not one of them. */
export function routeAccount(call: GitHubCall, limits: GitHubLimits): SimResponse | undefined {
  const { path, state } = call;
  const { method } = call.request;
  if (path.startsWith('/search/')) return answerSearch(call);
  if (method !== 'GET') return undefined;
  if (path === '/user') return readUser(call);
  if (path !== '/rate_limit') return undefined;
  const core = limits.quota(call.token?.token ?? '', quotaOf(call.token));
  const search = { ...core, limit: 30, remaining: 30, used: 0 };
  return { status: 200, body: { resources: { core, search, graphql: core }, rate: core } };

  function readUser({ token, bases }: GitHubCall): SimResponse {
    if (!token) throw refusal(401, 'Requires authentication');
    if (isInstallation(token) && state.has('integration-has-no-user')) throw noPermission('integration');
    const person = accountJson(state.accounts.named(token.login), bases.api, bases.html);
    const about = {
      name: null,
      company: null,
      blog: '',
      location: null,
      email: null,
      hireable: null,
      bio: null,
    };
    const sums = { public_repos: 0, public_gists: 0, followers: 0, following: 0 };
    const times = { created_at: '2025-01-06T08:00:00Z', updated_at: '2025-01-06T08:00:00Z' };
    return { status: 200, body: { ...person, ...about, ...sums, ...times } };
  }
}

function answerSearch(call: GitHubCall): SimResponse {
  if (call.state.has('search-refused')) {
    throw refusal(403, 'The search index is not to be asked.', 'search/search');
  }
  return { status: 200, body: { total_count: 0, incomplete_results: false, items: [] } };
}

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly answer: (call: GitHubCall, name: string) => SimResponse;
}

const route = (method: string, pattern: RegExp, answer: Route['answer']): Route => ({
  method,
  pattern,
  answer,
});

const routes: readonly Route[] = [
  route('GET', /^$/, readRepository),
  route('GET', /^\/labels$/, listLabels),
  route('POST', /^\/labels$/, createLabel),
  route('GET', /^\/labels\/([^/]+)$/, readLabel),
  route('GET', /^\/issues$/, listIssues),
  route('POST', /^\/issues$/, createIssue),
  route('GET', /^\/issues\/(\d+)$/, (call, number) => readIssue(call, Number(number))),
  route('PATCH', /^\/issues\/(\d+)$/, (call, number) => editIssue(call, Number(number))),
  route('GET', /^\/issues\/(\d+)\/comments$/, (call, number) => listComments(call, Number(number))),
  route('POST', /^\/issues\/(\d+)\/comments$/, (call, number) => createComment(call, Number(number))),
  route('GET', /^\/issues\/comments\/(\d+)$/, (call, id) => readComment(call, Number(id))),
  route('PATCH', /^\/issues\/comments\/(\d+)$/, (call, id) => editComment(call, Number(id))),
  route('POST', /^\/issues\/(\d+)\/labels$/, (call, number) => addLabels(call, Number(number))),
  route('POST', /^\/issues\/(\d+)\/assignees$/, (call, number) => addAssignees(call, Number(number))),
  route('PUT', /^\/issues\/(\d+)\/lock$/, (call, number) => lockIssue(call, Number(number))),
  route('GET', /^\/environments\/([^/]+)$/, readEnvironment),
  route('GET', /^\/actions\/runs\/(\d+)\/approvals$/, listReviews),
  route('GET', /^\/collaborators\/([^/]+)\/permission$/, readPermission),
  route('GET', /^\/issues\/(\d+)\/events$/, (call, number) => listEvents(call, Number(number))),
  route('GET', /^\/git\/ref\/(.+)$/, readRef),
  route('POST', /^\/git\/refs$/, createRef),
  route('PATCH', /^\/git\/refs\/(.+)$/, updateRef),
  route('DELETE', /^\/git\/refs\/(.+)$/, deleteRef),
  route('POST', /^\/git\/blobs$/, createBlob),
  route('POST', /^\/git\/trees$/, createTree),
  route('GET', /^\/git\/trees\/(.+)$/, readTree),
  route('POST', /^\/git\/commits$/, createCommit),
  route('GET', /^\/git\/commits\/([^/]+)$/, readCommit),
  route('GET', /^\/contents\/?(.*)$/, readContents),
  route('PUT', /^\/contents\/(.+)$/, writeContents),
  route('GET', /^\/branches\/(.+)$/, readBranch),
  route('GET', /^\/pulls$/, listPulls),
  route('POST', /^\/pulls$/, createPull),
  route('GET', /^\/pulls\/(\d+)$/, (call, number) => readPull(call, Number(number))),
  route('PATCH', /^\/pulls\/(\d+)$/, (call, number) => editPull(call, Number(number))),
  route('GET', /^\/pulls\/(\d+)\/files$/, (call, number) => listFiles(call, Number(number))),
  route('GET', /^\/pulls\/(\d+)\/reviews$/, (call, number) => listPullReviews(call, Number(number))),
];

/** Path below the repository, or `undefined` when it is none of ours. */
function belowRepository(call: GitHubCall): string | undefined {
  const { repository, has } = call.state;
  const byId = /^\/repositories\/(\d+)(\/.*)?$/.exec(call.path);
  if (byId) return Number(byId[1]) === repository.id ? (byId[2] ?? '') : undefined;
  const byName = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(call.path);
  const fold = (text = ''): string => (has('case-insensitive-names') ? text.toLowerCase() : text);
  const isOurs = fold(byName?.[1]) === fold(repository.owner) && fold(byName?.[2]) === fold(repository.name);
  return byName && isOurs ? (byName[3] ?? '') : undefined;
}

function requireSight(call: GitHubCall): void {
  const { repository, has } = call.state;
  if (!repository.private || (call.token && call.token.seesRepository !== false)) return;
  if (has('private-hidden-404')) throw notFound();
  throw refusal(403, 'Must have admin rights to Repository.');
}

/** Routes of the repository. `undefined`: not served. */
export function routeRepository(call: GitHubCall): SimResponse | undefined {
  if (/^\/(repos|repositories)\//.test(call.path) === false) return undefined;
  const path = belowRepository(call);
  if (path === undefined) throw notFound();
  requireSight(call);
  for (const { method, pattern, answer } of routes) {
    const match = method === call.request.method ? pattern.exec(path) : null;
    if (match) return answer({ ...call, path }, decode(match[1]));
  }
  return undefined;
}

function decode(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notFound();
  }
}
