/** Pull requests as far as they are more than issues: branches, what merging would give, reviews. */

import { commitsAhead, isAncestor, mergeBase, mergeTrees } from './github-git-history.ts';
import { type GitState, gitHubItself, headOf, signatureOf } from './github-git-state.ts';
import type { GitHubState, StoredIssue } from './github-state.ts';

export interface StoredPullReview {
  readonly id: number;
  readonly by: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED';
  readonly body: string;
  readonly commit: string;
  readonly at: number;
}

export interface StoredPull {
  readonly number: number;
  /** Where the branch is: the repository's owner, or a fork's. */
  readonly headOwner: string;
  readonly headRef: string;
  baseRef: string;
  /** Follows the branch while the pull request is open. */
  headSha: string;
  /** The base when the pull request was opened, pushed to or given another base. */
  baseSha: string;
  isDraft: boolean;
  merged: { readonly by: string; readonly at: number; readonly sha: string } | null;
  /** The test merge that was made last; it outlives the conflicts that come after it. */
  testMerge: string | null;
  mergeable: boolean | null;
  /** The heads of base and branch for which that was found out. */
  testedFor: string;
  /** Reads until GitHub has found out. */
  readsLeft: number;
  readonly reviews: StoredPullReview[];
}

export interface PullPlaces {
  readonly headOwner: string;
  readonly headRef: string;
  readonly baseRef: string;
  readonly isDraft?: boolean;
}

export function addPull(state: GitHubState, issue: StoredIssue, places: PullPlaces): StoredPull {
  const pull: StoredPull = {
    number: issue.number,
    headOwner: places.headOwner,
    headRef: places.headRef,
    baseRef: places.baseRef,
    headSha: headSha(state, places) ?? '',
    baseSha: state.git.refs.get(headOf(places.baseRef)) ?? '',
    isDraft: places.isDraft ?? false,
    merged: null,
    testMerge: null,
    mergeable: null,
    testedFor: '',
    readsLeft: state.git.mergeReads,
    reviews: [],
  };
  state.pulls.set(issue.number, pull);
  return pull;
}

export const isOwnBranch = (state: GitHubState, { headOwner }: { readonly headOwner: string }): boolean =>
  headOwner.toLowerCase() === state.repository.owner.toLowerCase();

/** Where the branch of a pull request stands now; `undefined` when it is gone. */
export function headSha(
  state: GitHubState,
  places: { readonly headOwner: string; readonly headRef: string },
): string | undefined {
  const { git } = state;
  if (isOwnBranch(state, places)) return git.refs.get(headOf(places.headRef));
  return git.forks.get(`${places.headOwner.toLowerCase()}:${places.headRef}`);
}

/** Open, and with its issue still here. */
export function openPulls(state: GitHubState): readonly { pull: StoredPull; issue: StoredIssue }[] {
  return [...state.pulls.values()].flatMap((pull) => {
    const issue = state.issues.get(pull.number);
    return issue?.state === 'open' && issue.fate.kind === 'here' ? [{ pull, issue }] : [];
  });
}

export function commitCount(git: GitState, pull: StoredPull): number {
  return commitsAhead(git.store, git.refs.get(headOf(pull.baseRef)) ?? pull.baseSha, pull.headSha).length;
}

/** Trees before and after, as three dots show them. */
export function changeOf(
  git: GitState,
  pull: StoredPull,
): { readonly before: string; readonly after: string } {
  const { store } = git;
  const base = pull.merged ? pull.baseSha : (git.refs.get(headOf(pull.baseRef)) ?? pull.baseSha);
  const shared = mergeBase(store, base, pull.headSha) ?? base;
  return { before: store.commit(shared).tree, after: store.commit(pull.headSha).tree };
}

/**
 * GitHub tests the merge when somebody reads the pull request after a push, and answers that read with what it knew
 * before.
 */
export function settleMerge(state: GitHubState, pull: StoredPull): void {
  if (pull.merged) return;
  const { git } = state;
  const base = git.refs.get(headOf(pull.baseRef));
  if (base === undefined || state.issues.get(pull.number)?.state !== 'open') return;
  const asked = `${base} ${pull.headSha}`;
  if (pull.testedFor === asked && pull.mergeable !== null) return;
  if (pull.testedFor !== asked) {
    pull.testedFor = asked;
    pull.mergeable = null;
    pull.readsLeft = state.has('merge-tested-late') ? git.mergeReads : 0;
  }
  if (pull.readsLeft > 0) {
    pull.readsLeft -= 1;
    return;
  }
  const merged = testMerge(state, pull, base);
  pull.mergeable = merged !== undefined;
  pull.testMerge = merged ?? pull.testMerge;
}

/** What is known of the heads as they are now. */
export function isMergeable(state: GitHubState, pull: StoredPull): boolean | null {
  const base = state.git.refs.get(headOf(pull.baseRef));
  const isOpen = state.issues.get(pull.number)?.state === 'open';
  return isOpen && pull.testedFor !== `${base} ${pull.headSha}` ? null : pull.mergeable;
}

function testMerge(state: GitHubState, pull: StoredPull, base: string): string | undefined {
  const { store } = state.git;
  const at = state.now();
  const author = state.issues.get(pull.number)?.author ?? 'ghost';
  const tree = mergedTree(state.git, base, pull.headSha);
  if (tree === undefined) return undefined;
  return store.addCommit({
    tree,
    parents: [base, pull.headSha],
    author: signatureOf(state.accounts, author, at),
    committer: gitHubItself(at),
    message: `Merge ${pull.headSha} into ${base}`,
    isSigned: true,
  }).sha;
}

/** The tree of `base` with `head` merged into it; `undefined`: they conflict, or share nothing. */
export function mergedTree({ store }: GitState, base: string, head: string): string | undefined {
  const shared = mergeBase(store, base, head);
  if (shared === undefined) return undefined;
  const treeOf = (sha: string): string => store.commit(sha).tree;
  return mergeTrees(store, treeOf(shared), treeOf(base), treeOf(head));
}

/** Why a closed pull request cannot be opened again, in GitHub's words. */
export function reopenObstacle(state: GitHubState, pull: StoredPull): string | undefined {
  const { git } = state;
  if (pull.merged) return 'state cannot be changed. The pull request is already merged.';
  const head = headSha(state, pull);
  if (head === undefined) return `state cannot be changed. The ${pull.headRef} branch has been deleted.`;
  const base = git.refs.get(headOf(pull.baseRef));
  if (base === undefined) return `state cannot be changed. The ${pull.baseRef} branch has been deleted.`;
  if (!isAncestor(git.store, pull.headSha, head)) {
    return `state cannot be changed. The ${pull.headRef} branch was force-pushed or recreated.`;
  }
  if (commitsAhead(git.store, base, head).length === 0) {
    return `state cannot be changed. There are no new commits on the ${pull.headRef} branch.`;
  }
  const twin = openPulls(state).some(
    (other) => isSamePlace(other.pull, pull) && other.pull.baseRef === pull.baseRef,
  );
  if (!twin) return undefined;
  return `state cannot be changed. A pull request already exists for ${pull.headOwner}:${pull.headRef}.`;
}

export function isSamePlace(
  left: { readonly headOwner: string; readonly headRef: string },
  right: { readonly headOwner: string; readonly headRef: string },
): boolean {
  return left.headOwner.toLowerCase() === right.headOwner.toLowerCase() && left.headRef === right.headRef;
}
