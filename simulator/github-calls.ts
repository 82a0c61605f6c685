import type { SimRequest } from './exchange.ts';
import { type GitHubToken, isInstallation, permissionOf, type Scope } from './github-accounts.ts';
import { type Bases, noPermission, notFound, type Pages, refusal } from './github-answers.ts';
import type { GitHubState, StoredIssue } from './github-state.ts';

/** One request on its way through the routes. */
export interface GitHubCall {
  readonly request: SimRequest;
  /** Path below the API root, and below the repository where it names one. */
  readonly path: string;
  readonly body: unknown;
  readonly token: GitHubToken | undefined;
  readonly state: GitHubState;
  readonly pages: Pages;
  readonly bases: Bases;
}

/** The body as an object, with the messages that GitHub has for other things. */
export function bodyObject(call: GitHubCall): Readonly<Record<string, unknown>> {
  if (call.request.body === '') return {};
  const { body } = call;
  if (body === undefined) throw refusal(400, 'Problems parsing JSON');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refusal(400, 'Body should be a JSON object');
  }
  return body as Record<string, unknown>;
}

function wrongType(field: string, value: unknown, wanted: string): Error {
  return refusal(
    422,
    `Invalid request.\n\nFor 'properties/${field}', ${JSON.stringify(value)} is not ${wanted}.`,
  );
}

/** `undefined`: not sent. */
export function textField(body: Readonly<Record<string, unknown>>, field: string): string | null | undefined {
  const value = body[field];
  if (value === undefined || value === null || typeof value === 'string') return value;
  if (field === 'title' && typeof value === 'number') return String(value);
  throw wrongType(field, value, 'a string');
}

/** Names given as strings or as objects with that key. */
export function namesField(
  body: Readonly<Record<string, unknown>>,
  field: string,
  key: 'name' | 'login',
): readonly string[] | undefined {
  const value = body[field];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw wrongType(field, value, 'an array');
  return value.map((entry: unknown) => {
    const name: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, key) : entry;
    if (typeof name !== 'string') throw wrongType(`${field}/items`, entry, 'a string');
    return name;
  });
}

/** What decides about an item: for a pull request the one permission or the other. */
function scopesOf(call: GitHubCall, number: number | undefined): readonly Scope[] {
  const isPull = number !== undefined && call.state.issues.get(number)?.isPull === true;
  return isPull ? ['issues', 'pulls'] : ['issues'];
}

const may = (token: GitHubToken | undefined, scopes: readonly Scope[], wanted: 'read' | 'write'): boolean =>
  scopes.some((scope) => {
    const permission = token === undefined ? 'none' : permissionOf(token, scope);
    return permission === 'write' || permission === wanted;
  });

/** Write access, to the item of that number where one is given. */
export function hasPush(call: GitHubCall, number?: number): boolean {
  return may(call.token, scopesOf(call, number), 'write');
}

/** Throws 403 or 404 when the token may not read this here. */
export function requireScopeRead(call: GitHubCall, scopes: readonly Scope[]): void {
  const { token, state } = call;
  if (!state.repository.private || !state.has('missing-permission-403')) return;
  if (token === undefined || may(token, scopes, 'read')) return;
  throw isInstallation(token) ? noPermission('integration') : notFound();
}

/** Throws 403 or 404 when the token may not read issues, or the pull request of that number, here. */
export function requireRead(call: GitHubCall, number?: number): void {
  requireScopeRead(call, scopesOf(call, number));
}

/** Who writes; throws 401 without a token, 403 for an archived repository or an installation that may only read. */
export function requireWriter(call: GitHubCall, who: 'anyone' | 'push', number?: number): GitHubToken {
  return requireScopeWriter(call, scopesOf(call, number), who);
}

export function requireScopeWriter(
  call: GitHubCall,
  scopes: readonly Scope[],
  who: 'anyone' | 'push' = 'push',
): GitHubToken {
  const { token, state } = call;
  if (!token) throw refusal(401, 'Requires authentication');
  const isHeld = state.has('missing-permission-403') && !may(token, scopes, 'write');
  if (isHeld && isInstallation(token)) throw noPermission('integration');
  if (isHeld && who === 'push') throw scopes.includes('issues') ? noPermission('person') : notFound();
  requireUnarchived(state);
  return token;
}

function requireUnarchived(state: GitHubState): void {
  if (!state.repository.archived || !state.has('archived-403')) return;
  throw refusal(403, 'Repository was archived so is read-only.');
}

export function requireIssues(state: GitHubState): void {
  if (state.repository.hasIssues || !state.has('issues-disabled-410')) return;
  throw refusal(410, 'Issues are disabled for this repo');
}

/** The issue or pull request of a number, or the answer for one that is gone. */
export function requireIssue(call: GitHubCall, number: number): StoredIssue {
  const { state } = call;
  const issue = state.issues.get(number);
  if (!issue) throw notFound();
  if (!issue.isPull) requireIssues(state);
  if (issue.fate.kind === 'deleted') {
    throw state.has('deleted-410') ? refusal(410, 'This issue was deleted') : notFound();
  }
  if (issue.fate.kind === 'transferred') throw movedTo(call, issue.fate.to);
  if (issue.unknownFor > 0) {
    issue.unknownFor -= 1;
    throw notFound();
  }
  return issue;
}

/** `place` as `repository-id/number`. */
function movedTo(call: GitHubCall, place: string): Error {
  if (!call.state.has('transferred-301')) return notFound();
  const [id, number] = place.split('/');
  const url = `${call.bases.api}/repositories/${id}/issues/${number}`;
  const moved = refusal(301, 'Moved Permanently', 'issues/issues', { url });
  return Object.assign(moved, { response: { ...moved.response, headers: { location: url } } });
}
