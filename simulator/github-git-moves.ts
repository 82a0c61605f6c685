/** A branch moves, and what that does to the pull requests of it. */

import { commitsAhead, isAncestor } from './github-git-history.ts';
import { headOf } from './github-git-state.ts';
import { setState } from './github-issue-state.ts';
import { openPulls, type StoredPull } from './github-pull-state.ts';
import { addEvent, type GitHubState, type StoredIssue } from './github-state.ts';

export interface Move {
  readonly branch: string;
  /** `undefined`: the branch is deleted. */
  readonly to: string | undefined;
  readonly by: string;
  /** The fork's owner. */
  readonly fork?: string | undefined;
}

interface Affected {
  readonly pull: StoredPull;
  readonly issue: StoredIssue;
}

/** Sets a branch of the repository or of a fork, whatever the rules on it. */
export function moveBranch(state: GitHubState, move: Move): void {
  const { git } = state;
  const { branch, to, fork } = move;
  const [place, name] =
    fork === undefined ? [git.refs, headOf(branch)] : [git.forks, `${fork.toLowerCase()}:${branch}`];
  const from = place.get(name);
  if (from === to) return;
  if (to === undefined) place.delete(name);
  else place.set(name, to);
  const owner = (fork ?? state.repository.owner).toLowerCase();
  for (const affected of openPulls(state)) {
    const { pull } = affected;
    if (pull.headOwner.toLowerCase() === owner && pull.headRef === branch) followHead(state, affected, move);
    else if (fork === undefined && pull.baseRef === branch) followBase(state, affected, move);
  }
}

function followHead(state: GitHubState, { pull, issue }: Affected, { to, by }: Move): void {
  const { git } = state;
  const close = (): void => setState(state, issue, { target: 'closed', reason: null, by });
  if (to === undefined) {
    addEvent(state, issue, 'head_ref_deleted', by);
    close();
    return;
  }
  const isForced = !isAncestor(git.store, pull.headSha, to);
  const base = git.refs.get(headOf(pull.baseRef)) ?? pull.baseSha;
  const isEmpty = commitsAhead(git.store, base, to).length === 0;
  if (isForced) addEvent(state, issue, 'head_ref_force_pushed', by, { commit_id: to });
  // What was there last stands on record: nothing else may be opened again.
  if (isEmpty) {
    close();
    return;
  }
  Object.assign(pull, { headSha: to, baseSha: base });
  issue.updatedAt = state.now();
}

function followBase(state: GitHubState, { pull, issue }: Affected, { to, by }: Move): void {
  if (to === undefined) {
    setState(state, issue, { target: 'closed', reason: null, by });
    return;
  }
  if (isAncestor(state.git.store, pull.headSha, to)) markMerged(state, pull, { by, sha: to });
}

export function markMerged(
  state: GitHubState,
  pull: StoredPull,
  { by, sha }: { readonly by: string; readonly sha: string },
): void {
  const issue = state.issues.get(pull.number);
  if (!issue) return;
  pull.merged = { by, at: state.now(), sha };
  addEvent(state, issue, 'merged', by, { commit_id: sha });
  setState(state, issue, { target: 'closed', reason: null, by });
}
