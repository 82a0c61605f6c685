import type { SimResponse } from './exchange.ts';
import { isInstallation } from './github-accounts.ts';
import type { GitHubCall } from './github-calls.ts';

/** Address templates that every repository answer carries, below the repository's API address. */
const below: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

/** `permissions` speaks of the collaborator's role: for an installation it says nothing about issues. */
function permissions(call: GitHubCall): Readonly<Record<string, boolean>> {
  const isPusher = call.token?.issues === 'write' && !isInstallation(call.token);
  return { admin: false, maintain: false, push: isPusher, triage: isPusher, pull: true };
}

export function readRepository(call: GitHubCall): SimResponse {
  call.state.accounts.named(call.state.repository.owner, 'Organization');
  const seen = call.token ? { permissions: permissions(call) } : {};
  return { status: 200, body: { ...repositoryJson(call, call.state.repository.owner), ...seen } };
}

/** The repository, or the fork of somebody else. */
export function repositoryJson(call: GitHubCall, owner: string): Readonly<Record<string, unknown>> {
  const { repository, issues, git } = call.state;
  const isFork = owner.toLowerCase() !== repository.owner.toLowerCase();
  const api = `${call.bases.api}/repos/${owner}/${repository.name}`;
  const html = `${call.bases.html}/${owner}/${repository.name}`;
  const id = isFork ? repository.id + call.state.accounts.named(owner).id : repository.id;
  const all = isFork ? [] : [...issues.values()];
  const open = all.filter((issue) => issue.state === 'open' && issue.fate.kind === 'here').length;
  return {
    id,
    node_id: `R_${id}`,
    name: repository.name,
    full_name: `${owner}/${repository.name}`,
    owner: call.pages.user(owner),
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    html_url: html,
    description: null,
    fork: isFork,
    url: api,
    ...Object.fromEntries(Object.entries(below).map(([name, path]) => [name, `${api}${path}`])),
    clone_url: `${html}.git`,
    git_url: `${html.replace(/^https/, 'git')}.git`,
    ssh_url: `git@${new URL(html).host}:${owner}/${repository.name}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: git.defaultBranch,
    has_issues: repository.hasIssues,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: repository.archived,
    disabled: false,
    ...counts(open),
    pushed_at: '2026-01-05T08:00:00Z',
    created_at: '2025-01-06T08:00:00Z',
    updated_at: '2026-01-05T08:00:00Z',
  };
}

function counts(open: number): Readonly<Record<string, number>> {
  return {
    open_issues: open,
    open_issues_count: open,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    network_count: 0,
    subscribers_count: 1,
    size: 108,
  };
}
