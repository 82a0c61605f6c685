import type { HasQuirk } from './github-quirks.ts';

export interface GitHubAccount {
  readonly login: string;
  readonly id: number;
  readonly type: 'User' | 'Bot' | 'Organization';
}

export type IssuesPermission = 'none' | 'read' | 'write';
/** What a token may do with one kind of thing. */
export type Scope = 'issues' | 'pulls' | 'contents';

/** A token that GitHub issued. `actions` is the job's own GITHUB_TOKEN; `personal` belongs to a person. */
export interface GitHubToken {
  readonly token: string;
  readonly kind: 'actions' | 'app' | 'personal';
  readonly login: string;
  /** For `personal`, `write` means push access to the repository. */
  readonly issues: IssuesPermission;
  /** Default: as `issues`. */
  readonly pulls?: IssuesPermission;
  /** Default: `read`, and `write` for people who may push. */
  readonly contents?: IssuesPermission;
  /** May change files under `.github/workflows`; the job's own token never may. Default: people alone. */
  readonly workflows?: boolean;
  /** Of installations: reads runs and environments of a private repository. Default `none`. */
  readonly actions?: 'none' | 'read';
  /** `false`: the token may not see the repository when it is private. Default `true`. */
  readonly seesRepository?: boolean;
}

/** Tokens that a simulator knows when it is told no others. */
export const defaultGitHubTokens: readonly GitHubToken[] = [
  { token: 'ghs_actions', kind: 'actions', login: 'github-actions[bot]', issues: 'write' },
  { token: 'ghs_actions_read', kind: 'actions', login: 'github-actions[bot]', issues: 'read' },
  { token: 'ghs_actions_none', kind: 'actions', login: 'github-actions[bot]', issues: 'none' },
  { token: 'ghs_upgrade', kind: 'actions', login: 'github-actions[bot]', issues: 'write', actions: 'read' },
  { token: 'ghs_pulls', kind: 'actions', login: 'github-actions[bot]', issues: 'write', contents: 'write' },
  {
    token: 'ghs_pulls_only',
    kind: 'actions',
    login: 'github-actions[bot]',
    issues: 'none',
    pulls: 'write',
    contents: 'write',
  },
  { token: 'ghs_app_pulls', kind: 'app', login: 'my-app[bot]', issues: 'write', contents: 'write' },
  { token: 'ghs_app', kind: 'app', login: 'my-app[bot]', issues: 'write' },
  { token: 'ghp_person', kind: 'personal', login: 'platform-engineer', issues: 'write' },
  { token: 'ghp_outsider', kind: 'personal', login: 'outsider', issues: 'read', seesRepository: false },
];

const wellKnownIds: Readonly<Record<string, number>> = { 'github-actions[bot]': 41898282 };

/** The accounts of one GitHub: made when first named, ids in that order. */
export class AccountBook {
  readonly #accounts = new Map<string, GitHubAccount>();
  readonly #has: HasQuirk;
  #nextId = 5001;

  constructor(has: HasQuirk) {
    this.#has = has;
  }

  knows(login: string): boolean {
    return this.#accounts.has(login.toLowerCase());
  }

  named(login: string, type?: GitHubAccount['type']): GitHubAccount {
    const known = this.#accounts.get(login.toLowerCase());
    if (known) return known;
    const isBot = login.endsWith('[bot]') && this.#has('bots-are-bots');
    const account: GitHubAccount = {
      login,
      id: wellKnownIds[login] ?? this.#nextId++,
      type: type ?? (isBot ? 'Bot' : 'User'),
    };
    this.#accounts.set(login.toLowerCase(), account);
    return account;
  }
}

/** The token of an `authorization` header; `undefined` when there is none. */
export function presentedToken(authorization: string | undefined): string | undefined {
  return /^(?:bearer|token)\s+(\S+)$/i.exec(authorization?.trim() ?? '')?.[1];
}

export function isInstallation(token: GitHubToken | undefined): boolean {
  return token?.kind === 'actions' || token?.kind === 'app';
}

export function permissionOf(token: GitHubToken, scope: Scope): IssuesPermission {
  if (scope === 'issues') return token.issues;
  if (scope === 'pulls') return token.pulls ?? token.issues;
  return token.contents ?? (token.kind === 'personal' && token.issues === 'write' ? 'write' : 'read');
}

/** An account as it stands in issues and comments. */
export function accountJson(account: GitHubAccount, api: string, html: string): Record<string, unknown> {
  const slug = encodeURIComponent(account.login);
  const user = `${api}/users/${slug}`;
  const page =
    account.type === 'Bot'
      ? `${html}/apps/${account.login.replace(/\[bot\]$/, '')}`
      : `${html}/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: `U_${account.id}`,
    avatar_url: `${html}/avatars/u/${account.id}?v=4`,
    gravatar_id: '',
    url: user,
    html_url: page,
    followers_url: `${user}/followers`,
    following_url: `${user}/following{/other_user}`,
    gists_url: `${user}/gists{/gist_id}`,
    starred_url: `${user}/starred{/owner}{/repo}`,
    subscriptions_url: `${user}/subscriptions`,
    organizations_url: `${user}/orgs`,
    repos_url: `${user}/repos`,
    events_url: `${user}/events{/privacy}`,
    received_events_url: `${user}/received_events`,
    type: account.type,
    site_admin: false,
  };
}
