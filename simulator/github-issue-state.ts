/** Opening and closing, of issues and of pull requests. */

import { invalid } from './github-answers.ts';
import { headSha, reopenObstacle } from './github-pull-state.ts';
import { addEvent, type GitHubState, type StoredIssue } from './github-state.ts';

/** A pull request can be past opening again; throws 422 then. */
export function requireReopenable(state: GitHubState, issue: StoredIssue, target: string | undefined): void {
  const pull = state.pulls.get(issue.number);
  if (!pull || target !== 'open' || issue.state === 'open') return;
  const message = reopenObstacle(state, pull);
  if (message === undefined) return;
  throw invalid({ resource: 'PullRequest', code: 'invalid', field: 'state', message });
}

export interface StateChange {
  readonly target: 'open' | 'closed';
  readonly reason: string | null;
  readonly by: string;
}

export function setState(state: GitHubState, issue: StoredIssue, change: StateChange): void {
  const { target, by } = change;
  if (issue.state === target) return;
  issue.state = target;
  issue.closedAt = target === 'closed' ? state.now() : null;
  issue.closedBy = target === 'closed' ? by : null;
  const pull = state.pulls.get(issue.number);
  // What was pushed while it was closed is its own again.
  if (pull && target === 'open') pull.headSha = headSha(state, pull) ?? pull.headSha;
  issue.stateReason = issue.isPull
    ? null
    : target === 'open'
      ? 'reopened'
      : change.reason === 'not_planned' || change.reason === 'duplicate'
        ? change.reason
        : 'completed';
  addEvent(state, issue, target === 'closed' ? 'closed' : 'reopened', by);
}
