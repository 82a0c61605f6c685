import type { AccountBook, GitHubToken } from './github-accounts.ts';
import type { GitState } from './github-git-state.ts';
import type { RepositoryRole, StoredEnvironment, StoredRun } from './github-jobs.ts';
import type { StoredPull } from './github-pull-state.ts';
import type { HasQuirk } from './github-quirks.ts';

export interface GitHubRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  private: boolean;
  archived: boolean;
  hasIssues: boolean;
}

export interface StoredLabel {
  readonly id: number;
  readonly name: string;
  color: string;
  description: string | null;
}

export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
  /** The app that wrote in the author's name. */
  readonly viaApp?: string;
}

export interface StoredEvent {
  readonly id: number;
  readonly event: string;
  readonly actor: string;
  readonly at: number;
  /** What the event of this kind carries besides, such as `label` or `rename`. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface StoredIssue {
  readonly number: number;
  readonly id: number;
  readonly isPull: boolean;
  readonly author: string;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null;
  labels: string[];
  assignees: string[];
  locked: boolean;
  lockReason: string | null;
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  closedBy: string | null;
  /** Where it went; its number stays taken. */
  fate:
    | { readonly kind: 'here' }
    | { readonly kind: 'deleted' }
    | { readonly kind: 'transferred'; readonly to: string };
  /** Shown by the list from this time and this many list requests on. */
  listedFrom: { readonly at: number; readonly afterLists: number };
  /** Requests by number that are still answered 404. */
  unknownFor: number;
  readonly comments: StoredComment[];
  readonly events: StoredEvent[];
}

/** How much the quirks that need an amount do. */
export interface GitHubAmounts {
  listLagMs: number;
  listLagRequests: number;
  freshUnknownRequests: number;
}

export interface GitHubState {
  readonly repository: GitHubRepository;
  readonly accounts: AccountBook;
  /** By token value. */
  readonly tokens: Map<string, GitHubToken>;
  /** Logins, lower case, who can be assigned. */
  readonly assignable: Set<string>;
  /** By number; issues and pull requests share the numbers. */
  readonly issues: Map<number, StoredIssue>;
  /** By number; each of these is an issue too. */
  readonly pulls: Map<number, StoredPull>;
  readonly git: GitState;
  /** By lower-case name. */
  readonly labels: Map<string, StoredLabel>;
  readonly comments: Map<number, StoredComment>;
  /** By lower-case name. */
  readonly environments: Map<string, StoredEnvironment>;
  /** By id. */
  readonly runs: Map<string, StoredRun>;
  /** By lower-case login; who is not here is a stranger. */
  readonly collaborators: Map<string, RepositoryRole>;
  /** Logins, lower case, of deleted accounts. */
  readonly gone: Set<string>;
  readonly amounts: GitHubAmounts;
  readonly has: HasQuirk;
  readonly now: () => number;
  listRequests: number;
  nextNumber: number;
  nextId: number;
}

export interface NewIssue {
  readonly title: string;
  readonly body?: string | null;
  readonly author: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly isPull?: boolean;
  readonly state?: 'open' | 'closed';
  /** Milliseconds; default now. */
  readonly at?: number;
}

export function addIssue(state: GitHubState, issue: NewIssue, lags: boolean): StoredIssue {
  const at = issue.at ?? state.now();
  const isClosed = issue.state === 'closed';
  const { amounts } = state;
  const stored: StoredIssue = {
    number: state.nextNumber++,
    id: state.nextId++,
    isPull: issue.isPull ?? false,
    author: issue.author,
    title: issue.title,
    body: issue.body ?? null,
    state: issue.state ?? 'open',
    stateReason: isClosed ? 'completed' : null,
    labels: [...(issue.labels ?? [])],
    assignees: [...(issue.assignees ?? [])],
    locked: false,
    lockReason: null,
    createdAt: at,
    updatedAt: at,
    closedAt: isClosed ? at : null,
    closedBy: isClosed ? issue.author : null,
    fate: { kind: 'here' },
    listedFrom:
      lags && state.has('list-lags')
        ? { at: at + amounts.listLagMs, afterLists: state.listRequests + amounts.listLagRequests }
        : { at: 0, afterLists: 0 },
    unknownFor: lags && state.has('fresh-item-unknown') ? amounts.freshUnknownRequests : 0,
    comments: [],
    events: [],
  };
  state.issues.set(stored.number, stored);
  for (const label of stored.labels) ensureLabel(state, label);
  return stored;
}

export function addComment(
  state: GitHubState,
  issue: StoredIssue,
  comment: {
    readonly author: string;
    readonly body: string;
    readonly at?: number;
    readonly viaApp?: string;
  },
): StoredComment {
  const at = comment.at ?? state.now();
  const { author, body, viaApp } = comment;
  const stored: StoredComment = {
    id: state.nextId++,
    issue: issue.number,
    author,
    body,
    createdAt: at,
    updatedAt: at,
    ...(viaApp === undefined ? {} : { viaApp }),
  };
  issue.comments.push(stored);
  issue.updatedAt = Math.max(issue.updatedAt, at);
  state.comments.set(stored.id, stored);
  return stored;
}

export function addEvent(
  state: GitHubState,
  issue: StoredIssue,
  event: string,
  actor: string,
  details: Readonly<Record<string, unknown>> = {},
): void {
  issue.events.push({ id: state.nextId++, event, actor, at: state.now(), details });
  issue.updatedAt = Math.max(issue.updatedAt, state.now());
}

export function findLabel(state: GitHubState, name: string): StoredLabel | undefined {
  const label = state.labels.get(name.toLowerCase());
  return label && (state.has('case-insensitive-names') || label.name === name) ? label : undefined;
}

export function ensureLabel(state: GitHubState, name: string): StoredLabel {
  const known = state.labels.get(name.toLowerCase());
  if (known) return known;
  const label: StoredLabel = { id: state.nextId++, name, color: 'ededed', description: null };
  state.labels.set(name.toLowerCase(), label);
  return label;
}
