/** Pull requests as GitHub shows them. */

import { isoTime, isoTimeOrNull } from './github-answers.ts';
import type { GitHubCall } from './github-calls.ts';
import { htmlOf, pathInUrl } from './github-git-answers.ts';
import { diffLines, patchOf, splitLines } from './github-git-lines.ts';
import { headOf } from './github-git-state.ts';
import { type ChangedPath, compareTrees } from './github-git-trees.ts';
import { rebase } from './github-pull-rebase.ts';
import {
  changeOf,
  commitCount,
  isMergeable,
  type StoredPull,
  type StoredPullReview,
} from './github-pull-state.ts';
import { repositoryJson } from './github-repository.ts';
import type { StoredIssue } from './github-state.ts';

type Json = Record<string, unknown>;

function placeJson(call: GitHubCall, owner: string, ref: string, sha: string): Json {
  const user = call.pages.user(owner);
  return { label: `${owner}:${ref}`, ref, sha, user, repo: repositoryJson(call, owner) };
}

function links(call: GitHubCall, { number, headSha }: StoredPull): Json {
  const api = call.pages.repositoryUrl;
  const url = `${api}/pulls/${number}`;
  const html = `${htmlOf(call)}/pull/${number}`;
  const issue = `${api}/issues/${number}`;
  const statuses = `${api}/statuses/${headSha}`;
  const href = (to: string): Json => ({ href: to });
  return {
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    _links: {
      self: href(url),
      html: href(html),
      issue: href(issue),
      comments: href(`${issue}/comments`),
      review_comments: href(`${url}/comments`),
      review_comment: href(`${api}/pulls/comments{/number}`),
      commits: href(`${url}/commits`),
      statuses: href(statuses),
    },
  };
}

/** As it stands in lists. */
export function pullSimpleJson(call: GitHubCall, pull: StoredPull, issue: StoredIssue): Json {
  const shown = call.pages.issue(issue, 'list');
  const shared = ['title', 'body', 'state', 'locked', 'labels', 'milestone', 'user', 'assignee', 'assignees'];
  return {
    ...links(call, pull),
    id: issue.id + 1_000_000_000,
    node_id: `PR_${issue.id}`,
    number: pull.number,
    ...Object.fromEntries(shared.map((name) => [name, shown[name]])),
    active_lock_reason: issue.lockReason,
    created_at: isoTime(issue.createdAt),
    updated_at: isoTime(issue.updatedAt),
    closed_at: isoTimeOrNull(issue.closedAt),
    merged_at: isoTimeOrNull(pull.merged?.at ?? null),
    merge_commit_sha: pull.merged?.sha ?? pull.testMerge,
    requested_reviewers: [],
    requested_teams: [],
    draft: pull.isDraft,
    head: placeJson(call, pull.headOwner, pull.headRef, pull.headSha),
    base: placeJson(call, call.state.repository.owner, pull.baseRef, shownBase(call, pull)),
    author_association: 'NONE',
    auto_merge: null,
  };
}

/** The base's head of when GitHub last looked at this pull request, not of now. */
function shownBase(call: GitHubCall, pull: StoredPull): string {
  const { git, has } = call.state;
  if (pull.merged || has('base-sha-stays')) return pull.baseSha;
  return git.refs.get(headOf(pull.baseRef)) ?? pull.baseSha;
}

function mergeableState(mergeable: boolean | null, isDraft: boolean): string {
  if (mergeable === null) return 'unknown';
  if (!mergeable) return 'dirty';
  return isDraft ? 'draft' : 'clean';
}

/** As it stands by itself: with what merging would do, and how much it changes. */
export function pullJson(call: GitHubCall, pull: StoredPull, issue: StoredIssue): Json {
  const { git } = call.state;
  const { before, after } = changeOf(git, pull);
  const files = compareTrees(git.store, before, after).map((change) => fileJson(call, pull, change));
  const mergeable = pull.merged ? null : isMergeable(call.state, pull);
  const sum = (name: string): number => files.reduce((total, file) => total + Number(file[name]), 0);
  return {
    ...pullSimpleJson(call, pull, issue),
    merged: pull.merged !== null,
    merged_by: pull.merged ? call.pages.user(pull.merged.by) : null,
    mergeable,
    rebaseable: mergeable && rebase(call.state, pull) !== undefined,
    mergeable_state: mergeableState(mergeable, pull.isDraft),
    comments: issue.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commitCount(git, pull),
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  };
}

export function filesJson(call: GitHubCall, pull: StoredPull): readonly Json[] {
  const { git } = call.state;
  const { before, after } = changeOf(git, pull);
  return compareTrees(git.store, before, after).map((change) => fileJson(call, pull, change));
}

const status = ({ before, after }: ChangedPath): string => {
  if (!before) return 'added';
  return after ? 'modified' : 'removed';
};

function fileJson(call: GitHubCall, pull: StoredPull, change: ChangedPath): Json {
  const { store } = call.state.git;
  const [old, fresh] = [change.before, change.after].map((leaf) => {
    const bytes = leaf === undefined || leaf.mode === '160000' ? undefined : store.findBlob(leaf.sha);
    return Buffer.from(bytes ?? []);
  });
  const isBinary = [old, fresh].some((bytes) => bytes?.includes(0));
  const [left, right] = isBinary ? ['', ''] : [old?.toString() ?? '', fresh?.toString() ?? ''];
  const hunks = diffLines(splitLines(left), splitLines(right));
  const additions = hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
  const deletions = hunks.reduce((sum, hunk) => sum + hunk.to - hunk.from, 0);
  const at = `${pull.headSha}/${pathInUrl(change.path)}`;
  return {
    sha: (change.after ?? change.before)?.sha ?? null,
    filename: change.path,
    status: status(change),
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${htmlOf(call)}/blob/${at}`,
    raw_url: `${htmlOf(call)}/raw/${at}`,
    contents_url: `${call.pages.repositoryUrl}/contents/${pathInUrl(change.path)}?ref=${pull.headSha}`,
    ...(hunks.length === 0 ? {} : { patch: patchOf(left, right) }),
  };
}

export function reviewJson(call: GitHubCall, pull: StoredPull, review: StoredPullReview): Json {
  const html = `${htmlOf(call)}/pull/${pull.number}#pullrequestreview-${review.id}`;
  const url = `${call.pages.repositoryUrl}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: call.pages.user(review.by),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    author_association: 'NONE',
    _links: { html: { href: html }, pull_request: { href: url } },
    submitted_at: isoTime(review.at),
    commit_id: review.commit,
  };
}
