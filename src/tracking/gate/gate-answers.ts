/** GitHub's answers that speak of the gate, parsed where they come in. `undefined`: not what GitHub sends. */

import type { ApprovalComment, EnvironmentFacts, JobClaims, Review } from '../../upgrade/gate/gate.ts';
import { parseEach, parseLogin } from '../github/issue.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Whom GitHub shows in place of a deleted account. */
const ghost = 'ghost';

/** `GET /repos/{owner}/{repo}/environments/{environment_name}` */
export function parseEnvironment(data: unknown): EnvironmentFacts | undefined {
  if (!isObject(data) || typeof data['name'] !== 'string' || data['name'] === '') return undefined;
  // An environment without rules may come without the list.
  const { name, protection_rules: rules = [], can_admins_bypass: canAdminsBypass } = data;
  if (!Array.isArray(rules) || !rules.every(isObject)) return undefined;
  const asking = rules.filter((rule) => rule['type'] === 'required_reviewers');
  const [{ prevent_self_review: preventsSelfReview } = {} as Fields] = asking;
  return {
    name,
    reviewers: asking.reduce((sum, rule) => sum + countReviewers(rule['reviewers']), 0),
    // GitHub answers with this field and its description does not list it.
    canAdminsBypass: typeof canAdminsBypass === 'boolean' ? canAdminsBypass : undefined,
    preventsSelfReview: typeof preventsSelfReview === 'boolean' ? preventsSelfReview : undefined,
  };
}

function countReviewers(list: unknown): number {
  return Array.isArray(list)
    ? list.filter((entry) => isObject(entry) && isObject(entry['reviewer'])).length
    : 0;
}

/** `GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals` */
export function parseReviews(data: unknown): readonly Review[] | undefined {
  return parseEach(data, parseReview);
}

function parseReview(data: unknown): Review | undefined {
  if (!isObject(data) || typeof data['state'] !== 'string') return undefined;
  const environments = parseEach(data['environments'], parseName);
  if (environments === undefined) return undefined;
  const { login, isBot } = parseAccount(data['user']);
  return { state: data['state'], environments, login, isBot };
}

function parseName(data: unknown): string | undefined {
  return isObject(data) && typeof data['name'] === 'string' ? data['name'] : undefined;
}

/** The comments of a page that say `/approve`. */
export function parseApprovals(data: unknown): readonly ApprovalComment[] | undefined {
  if (!Array.isArray(data) || !data.every(isObject)) return undefined;
  return data.flatMap((comment) => parseApproval(comment) ?? []);
}

function parseApproval(comment: Fields): ApprovalComment | undefined {
  const digits = typeof comment['body'] === 'string' ? readApproval(comment['body']) : undefined;
  if (digits === undefined) return undefined;
  const { created_at: created, updated_at: updated, html_url: url, performed_via_github_app: app } = comment;
  const { login, isBot } = parseAccount(comment['user']);
  return {
    login: login ?? '',
    // An app may write in a person's name: then no person wrote.
    isBot: isBot || isObject(app),
    createdAt: new Date(typeof created === 'string' ? created : Number.NaN),
    isEdited: typeof created !== 'string' || created !== updated,
    digits,
    url: typeof url === 'string' ? url : '',
    canWrite: undefined,
  };
}

/**
 * The digits of a comment that approves: `/approve`, blanks and 12 hex digits are its first line that is not blank.
 * Nothing stands before it, so that it is no quote, no code and no comment; what follows (a word, the quoted mail of
 * an answer by e-mail) does not matter.
 */
export function readApproval(body: string): string | undefined {
  const first = body.split(/\r\n|\r|\n/).find((line) => line.trim() !== '');
  return /^ {0,3}\/approve[ \t]+([0-9a-f]{12})[ \t]*$/i.exec(first ?? '')?.[1]?.toLowerCase();
}

/**
 * `GET /repos/{owner}/{repo}/collaborators/{username}/permission`: whether it is write access. `maintain` is told as
 * `write`, `triage` as `read`, and custom roles as what they build upon.
 */
export function parseMayWrite(data: unknown): boolean | undefined {
  if (!isObject(data) || typeof data['permission'] !== 'string') return undefined;
  return ['admin', 'maintain', 'write'].includes(data['permission']);
}

export function parseJobClaims(claims: Fields): JobClaims {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : undefined);
  return {
    environment: text('environment'),
    repositoryId: text('repository_id'),
    runId: text('run_id'),
    runAttempt: text('run_attempt'),
  };
}

/** Only what GitHub calls a user is a person. */
function parseAccount(data: unknown): { readonly login: string | undefined; readonly isBot: boolean } {
  const login = parseLogin(data);
  if (login === undefined || login === ghost) return { login: undefined, isBot: false };
  return { login, isBot: (data as Fields)['type'] !== 'User' || login.endsWith('[bot]') };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
