import type { SimResponse } from './exchange.ts';
import { isInstallation } from './github-accounts.ts';
import { noPermission, notFound, refusal } from './github-answers.ts';
import { type GitHubCall, hasPush } from './github-calls.ts';
import {
  findEnvironment,
  hasRules,
  type RepositoryRole,
  type StoredEnvironment,
  type StoredReview,
} from './github-jobs.ts';

/** Throws 403 where the token may not read what Actions did; what is public is read without the permission. */
function requireActionsRead({ token, state }: GitHubCall): void {
  if (!state.repository.private || !state.has('missing-permission-403')) return;
  if (isInstallation(token) && token?.actions !== 'read') throw noPermission('integration');
}

/** GET environments/{environment_name} */
export function readEnvironment(call: GitHubCall, name: string): SimResponse {
  requireActionsRead(call);
  const environment = findEnvironment(call.state, name);
  if (!environment) throw notFound();
  return { status: 200, body: environmentJson(call, environment) };
}

function environmentJson(call: GitHubCall, environment: StoredEnvironment): Record<string, unknown> {
  const { state } = call;
  return {
    ...environmentHead(call, environment),
    ...(state.has('bypass-right-told') ? { can_admins_bypass: environment.canAdminsBypass } : {}),
    protection_rules: hasRules(state, environment) ? [reviewersRule(call, environment)] : [],
    deployment_branch_policy: environment.isForProtectedBranches
      ? { protected_branches: true, custom_branch_policies: false }
      : null,
  };
}

function environmentHead(call: GitHubCall, { id, name, createdAt }: StoredEnvironment): object {
  const at = new Date(createdAt).toISOString().replace(/\.\d{3}Z$/, 'Z');
  const slug = encodeURIComponent(name);
  const { owner, name: repository } = call.state.repository;
  return {
    id,
    node_id: `EN_${id}`,
    name,
    url: `${call.pages.repositoryUrl}/environments/${slug}`,
    html_url: `${call.bases.html}/${owner}/${repository}/deployments/activity_log?environments_filter=${slug}`,
    created_at: at,
    updated_at: at,
  };
}

function reviewersRule(call: GitHubCall, { id, reviewers, preventsSelfReview }: StoredEnvironment): object {
  return {
    id: id + 1,
    node_id: `GA_${id + 1}`,
    prevent_self_review: preventsSelfReview,
    type: 'required_reviewers',
    reviewers: reviewers.map((reviewer) =>
      reviewer.startsWith('team:')
        ? { type: 'Team', reviewer: teamJson(call, reviewer.slice('team:'.length)) }
        : { type: 'User', reviewer: call.pages.user(reviewer) },
    ),
  };
}

function teamJson(call: GitHubCall, slug: string): object {
  const id = 7000 + slug.length;
  const url = `${call.bases.api}/organizations/1/team/${id}`;
  return {
    id,
    node_id: `T_${id}`,
    url,
    html_url: `${call.bases.html}/orgs/${call.state.repository.owner}/teams/${slug}`,
    name: slug,
    slug,
    description: null,
    privacy: 'closed',
    permission: 'pull',
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    parent: null,
  };
}

/** GET actions/runs/{run_id}/approvals: no times, and one page whatever is asked. */
export function listReviews(call: GitHubCall, runId: string): SimResponse {
  requireActionsRead(call);
  const run = call.state.runs.get(runId);
  if (!run) throw notFound();
  const reviews = call.state.has('reviews-newest-first') ? run.reviews.toReversed() : run.reviews;
  return { status: 200, body: reviews.map((review) => reviewJson(call, review)) };
}

function reviewJson(call: GitHubCall, { environments, state, by, comment }: StoredReview): object {
  return {
    state,
    comment,
    environments: environments.flatMap((name) => {
      const environment = findEnvironment(call.state, name);
      return environment ? [environmentHead(call, environment)] : [];
    }),
    user: call.pages.user(by),
  };
}

const permissions: Readonly<Record<RepositoryRole, string>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
};

/** GET collaborators/{username}/permission */
export function readPermission(call: GitHubCall, login: string): SimResponse {
  const { state, token } = call;
  if (!token) throw refusal(401, 'Requires authentication');
  if (!isInstallation(token) && !hasPush(call)) {
    throw refusal(
      403,
      'Must have push access to view collaborator permission.',
      'collaborators/collaborators',
    );
  }
  const isKnown = state.accounts.knows(login) && !state.gone.has(login.toLowerCase());
  if (!isKnown && !state.collaborators.has(login.toLowerCase())) throw notFound();
  const stranger = state.repository.private ? 'none' : 'read';
  const role = state.collaborators.get(login.toLowerCase()) ?? stranger;
  const user = { ...call.pages.user(login), role_name: role };
  return { status: 200, body: { permission: permissions[role], role_name: role, user } };
}
