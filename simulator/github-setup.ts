/** What a simulated GitHub begins with. */

import { AccountBook, defaultGitHubTokens, type GitHubToken } from './github-accounts.ts';
import { createGit, type GitSeed } from './github-git-state.ts';
import { addEnvironment, type EnvironmentSeed, type RepositoryRole } from './github-jobs.ts';
import { type GitHubQuirkSwitches, switchGitHubQuirks } from './github-quirks.ts';
import type { GitHubAmounts, GitHubState } from './github-state.ts';

export interface GitHubOptions extends GitSeed {
  /** Default `contoso/platform`. */
  readonly owner?: string;
  readonly name?: string;
  readonly repositoryId?: number;
  readonly private?: boolean;
  readonly archived?: boolean;
  readonly hasIssues?: boolean;
  readonly tokens?: readonly GitHubToken[];
  /** Logins who can be assigned. */
  readonly assignable?: readonly string[];
  /** Roles by login; people's tokens with write access are collaborators anyway. */
  readonly collaborators?: Readonly<Record<string, RepositoryRole>>;
  readonly environments?: readonly EnvironmentSeed[];
  readonly quirks?: GitHubQuirkSwitches;
  /** Any amount above zero switches its quirk on. */
  readonly amounts?: Partial<GitHubAmounts>;
  /** Milliseconds; default the machine's clock. */
  readonly now?: () => number;
  /** Every answer takes so long, half before and half after the work; needs `pause`. */
  readonly latencyMs?: number;
  readonly pause?: (milliseconds: number) => Promise<void>;
}

export function createState(options: GitHubOptions): GitHubState {
  const { listLagMs = 0, listLagRequests = 0, freshUnknownRequests = 0 } = options.amounts ?? {};
  const has = switchGitHubQuirks({
    ...(listLagMs + listLagRequests > 0 ? { 'list-lags': true } : {}),
    ...(freshUnknownRequests > 0 ? { 'fresh-item-unknown': true } : {}),
    ...options.quirks,
  });
  const tokens = options.tokens ?? defaultGitHubTokens;
  const accounts = new AccountBook(has);
  const now = options.now ?? Date.now;
  const state: GitHubState = {
    repository: {
      id: options.repositoryId ?? 700_000_123,
      owner: options.owner ?? 'contoso',
      name: options.name ?? 'platform',
      private: options.private ?? false,
      archived: options.archived ?? false,
      hasIssues: options.hasIssues ?? true,
    },
    accounts,
    tokens: new Map(tokens.map((token) => [token.token, token])),
    assignable: new Set((options.assignable ?? ['platform-engineer']).map((login) => login.toLowerCase())),
    issues: new Map(),
    pulls: new Map(),
    git: createGit(options),
    labels: new Map(),
    comments: new Map(),
    environments: new Map(),
    runs: new Map(),
    collaborators: rolesOf(tokens, options.collaborators),
    gone: new Set(),
    amounts: { listLagMs, listLagRequests, freshUnknownRequests },
    has,
    now,
    listRequests: 0,
    nextNumber: 1,
    nextId: 3_000_000_001,
  };
  for (const environment of options.environments ?? []) addEnvironment(state, environment);
  return state;
}

function rolesOf(
  tokens: readonly GitHubToken[],
  given: Readonly<Record<string, RepositoryRole>> = {},
): Map<string, RepositoryRole> {
  const pushers = tokens.filter(({ kind, issues }) => kind === 'personal' && issues === 'write');
  const roles = [...pushers.map(({ login }) => [login, 'write'] as const), ...Object.entries(given)];
  return new Map(roles.map(([login, role]) => [login.toLowerCase(), role]));
}
