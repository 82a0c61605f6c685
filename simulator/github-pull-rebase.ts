/** "Rebase and merge". */

import { ancestorsOf, commitsAhead, mergeTrees } from './github-git-history.ts';
import { gitHubItself, headOf } from './github-git-state.ts';
import { mergedTree, type StoredPull } from './github-pull-state.ts';
import type { GitHubState } from './github-state.ts';

/**
 * Each commit anew on the base, oldest first: its author stays, merges are left out, and what the base has already too.
 * `undefined` where GitHub refuses: it conflicts, or is "unsafe", giving another result than a merge would
 * (docs.github.com, about pull request merges).
 */
export function rebase(state: GitHubState, pull: StoredPull): string | undefined {
  const { git } = state;
  const { store } = git;
  const base = git.refs.get(headOf(pull.baseRef));
  if (base === undefined) return undefined;
  const age = (sha: string): number => ancestorsOf(store, sha).size;
  const own = commitsAhead(store, base, pull.headSha)
    .filter((sha) => store.commit(sha).parents.length === 1)
    .sort((left, right) => age(left) - age(right));
  let at = base;
  for (const sha of own) {
    const { author, message, parents, tree: after } = store.commit(sha);
    const [before, on] = [store.commit(parents[0] ?? base).tree, store.commit(at).tree];
    const tree = mergeTrees(store, before, on, after);
    if (tree === undefined) return undefined;
    if (tree === on) continue;
    // Of all three ways to merge the only one that GitHub does not sign.
    at = store.addCommit({ tree, parents: [at], author, committer: gitHubItself(state.now()), message }).sha;
  }
  return store.commit(at).tree === mergedTree(git, base, pull.headSha) ? at : undefined;
}
