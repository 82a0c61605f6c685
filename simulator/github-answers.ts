import type { SimResponse } from './exchange.ts';
import { accountJson } from './github-accounts.ts';
import type { GitHubState, StoredComment, StoredEvent, StoredIssue, StoredLabel } from './github-state.ts';

const docs = 'https://docs.github.com/rest';

/** Thrown by a route, answered by the service. */
export class Refusal extends Error {
  readonly response: SimResponse;

  constructor(response: SimResponse) {
    super(`HTTP ${response.status}: ${JSON.stringify(response.body)}`);
    this.response = response;
  }
}

export function refusal(
  status: number,
  message: string,
  page = 'issues/issues',
  extra: object = {},
): Refusal {
  const documentation_url = page.startsWith('https:') ? page : `${docs}/${page}`;
  return new Refusal({ status, body: { message, ...extra, documentation_url, status: String(status) } });
}

export interface FieldError {
  readonly resource: string;
  readonly field?: string;
  readonly code: 'missing_field' | 'invalid' | 'already_exists' | 'custom' | 'unprocessable';
  readonly message?: string;
  readonly value?: unknown;
}

export function invalid(...errors: readonly FieldError[]): Refusal {
  return refusal(422, 'Validation Failed', 'issues/issues', { errors });
}

export const notFound = (): Refusal => refusal(404, 'Not Found');
export const noPermission = (kind: 'integration' | 'person'): Refusal =>
  kind === 'integration'
    ? refusal(403, 'Resource not accessible by integration')
    : refusal(403, 'Must have admin rights to Repository.');

/** Where this GitHub is, as the request's host has it: answers carry absolute URLs. */
export interface Bases {
  readonly api: string;
  readonly html: string;
  readonly graphqlPath: string;
}

export const isoTime = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
export const isoTimeOrNull = (at: number | null): string | null => (at === null ? null : isoTime(at));

/** Writes stored things as GitHub does, for one host. */
export class Pages {
  readonly #state: GitHubState;
  readonly #bases: Bases;

  constructor(state: GitHubState, bases: Bases) {
    this.#state = state;
    this.#bases = bases;
  }

  get repositoryUrl(): string {
    const { owner, name } = this.#state.repository;
    return `${this.#bases.api}/repos/${owner}/${name}`;
  }

  get #htmlUrl(): string {
    const { owner, name } = this.#state.repository;
    return `${this.#bases.html}/${owner}/${name}`;
  }

  /** As GitHub shows an account, or who stands for one that is gone. */
  user(login: string): Record<string, unknown> | null {
    const isGone = this.#state.gone.has(login.toLowerCase());
    if (isGone && !this.#state.has('gone-are-ghosts')) return null;
    if (isGone) return this.user('ghost');
    return accountJson(this.#state.accounts.named(login), this.#bases.api, this.#bases.html);
  }

  label(label: StoredLabel): Record<string, unknown> {
    const { id, name, color, description } = label;
    const url = `${this.repositoryUrl}/labels/${encodeURIComponent(name)}`;
    return { id, node_id: `LA_${id}`, url, name, color, default: false, description };
  }

  issue(issue: StoredIssue, place: 'single' | 'list'): Record<string, unknown> {
    const url = `${this.repositoryUrl}/issues/${issue.number}`;
    const html = `${this.#htmlUrl}/${issue.isPull ? 'pull' : 'issues'}/${issue.number}`;
    const hidesCloser = place === 'list' && this.#state.has('list-lacks-closed-by');
    const assignees = issue.assignees.map((login) => this.user(login));
    return {
      ...this.#urls(url, html),
      id: issue.id,
      node_id: `I_${issue.id}`,
      number: issue.number,
      title: issue.title,
      user: this.user(issue.author),
      labels: issue.labels.flatMap((name) => {
        const label = this.#state.labels.get(name.toLowerCase());
        return label ? [this.label(label)] : [];
      }),
      state: issue.state,
      locked: issue.locked,
      assignee: assignees[0] ?? null,
      assignees,
      milestone: null,
      comments: issue.comments.length,
      created_at: isoTime(issue.createdAt),
      updated_at: isoTime(issue.updatedAt),
      closed_at: isoTimeOrNull(issue.closedAt),
      author_association: 'NONE',
      active_lock_reason: issue.lockReason,
      body: issue.body,
      performed_via_github_app: null,
      state_reason: issue.stateReason,
      ...(hidesCloser ? {} : { closed_by: issue.closedBy === null ? null : this.user(issue.closedBy) }),
      ...(issue.isPull ? this.#pullKeys(issue.number, html) : {}),
    };
  }

  #urls(url: string, html: string): Record<string, unknown> {
    return {
      url,
      repository_url: this.repositoryUrl,
      labels_url: `${url}/labels{/name}`,
      comments_url: `${url}/comments`,
      events_url: `${url}/events`,
      timeline_url: `${url}/timeline`,
      html_url: html,
    };
  }

  #pullKeys(number: number, html: string): Record<string, unknown> {
    const url = `${this.repositoryUrl}/pulls/${number}`;
    const pull = this.#state.pulls.get(number);
    return {
      draft: pull?.isDraft ?? false,
      pull_request: {
        url,
        html_url: html,
        diff_url: `${html}.diff`,
        patch_url: `${html}.patch`,
        merged_at: isoTimeOrNull(pull?.merged?.at ?? null),
      },
    };
  }

  comment(comment: StoredComment): Record<string, unknown> {
    const thread = this.#state.issues.get(comment.issue)?.isPull ? 'pull' : 'issues';
    return {
      url: `${this.repositoryUrl}/issues/comments/${comment.id}`,
      html_url: `${this.#htmlUrl}/${thread}/${comment.issue}#issuecomment-${comment.id}`,
      issue_url: `${this.repositoryUrl}/issues/${comment.issue}`,
      id: comment.id,
      node_id: `IC_${comment.id}`,
      user: this.user(comment.author),
      created_at: isoTime(comment.createdAt),
      updated_at: isoTime(comment.updatedAt),
      body: comment.body,
      author_association: 'NONE',
      performed_via_github_app: comment.viaApp ? this.#app(comment.viaApp) : null,
    };
  }

  #app(slug: string): Record<string, unknown> {
    const at = '2025-01-06T08:00:00Z';
    return {
      id: 900 + slug.length,
      slug,
      node_id: `A_${slug}`,
      owner: this.user(this.#state.repository.owner),
      name: slug,
      description: null,
      external_url: `https://example.com/${slug}`,
      html_url: `${this.#bases.html}/apps/${slug}`,
      created_at: at,
      updated_at: at,
      permissions: {},
      events: [],
    };
  }

  event(event: StoredEvent): Record<string, unknown> {
    return {
      id: event.id,
      node_id: `E_${event.id}`,
      url: `${this.repositoryUrl}/issues/events/${event.id}`,
      actor: this.user(event.actor),
      event: event.event,
      commit_id: null,
      commit_url: null,
      created_at: isoTime(event.at),
      performed_via_github_app: null,
      ...event.details,
    };
  }
}
