/** What people do with branches and pull requests, from their machines and in the browser. */

import { markMerged, moveBranch } from './github-git-moves.ts';
import type { StoredCommit } from './github-git-objects.ts';
import { type FileChanges, gitHubItself, headOf, signatureOf } from './github-git-state.ts';
import { changeFiles } from './github-git-trees.ts';
import { rebase } from './github-pull-rebase.ts';
import { addPull, headSha, mergedTree, type StoredPull, type StoredPullReview } from './github-pull-state.ts';
import { requireNew, retarget } from './github-pulls.ts';
import { addIssue, type GitHubState, type NewIssue } from './github-state.ts';

export interface PushOptions {
  readonly message?: string;
  /** The fork's owner; absent: the repository itself. */
  readonly fork?: string;
  /** Where a branch that is not there yet begins: a branch or a commit. Default: the default branch. */
  readonly from?: string;
}

export interface NewPull extends Pick<NewIssue, 'title' | 'body' | 'author' | 'labels' | 'assignees' | 'at'> {
  readonly head: string;
  readonly base?: string;
  readonly fork?: string;
  readonly isDraft?: boolean;
}

export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** Each answers with the commit that the branch has then; what GitHub would not let happen throws. */
export interface GitHubDevelopers {
  /** One commit on a branch, made when it is not there. `null` takes a file away. Not signed. */
  push(branch: string, by: string, files: FileChanges, options?: PushOptions): string;
  /** The branch's last commit gives way to another one: a force-push. */
  amend(branch: string, by: string, files: FileChanges, options?: PushOptions): string;
  forcePush(branch: string, by: string, to: string, fork?: string): string;
  createBranch(branch: string, by: string, from?: string): string;
  deleteBranch(branch: string, by: string, fork?: string): void;
  openPull(pull: NewPull): StoredPull;
  merge(number: number, by: string, method?: MergeMethod): string;
  /** The button "Update branch": the base merged into the branch. */
  updateBranch(number: number, by: string): string;
  retarget(number: number, by: string, base: string): void;
  reviewPull(number: number, by: string, state: StoredPullReview['state'], body?: string): void;
}

export function createDevelopers(state: GitHubState): GitHubDevelopers {
  const headNow = (branch: string, fork?: string): string | undefined =>
    headSha(state, { headOwner: fork ?? state.repository.owner, headRef: branch });
  const start = (from = state.git.defaultBranch): string | undefined =>
    state.git.refs.get(headOf(from)) ?? (from.length === 40 ? from : undefined);
  const move = (branch: string, by: string, to: string, fork?: string): string => {
    moveBranch(state, { branch, to, by, fork });
    return to;
  };
  return {
    push: (branch, by, files, options = {}) => {
      const parent = headNow(branch, options.fork) ?? start(options.from);
      const commit = write(state, by, {
        files,
        parents: parent === undefined ? [] : [parent],
        on: parent,
        ...options,
      });
      return move(branch, by, commit.sha, options.fork);
    },
    amend: (branch, by, files, options = {}) => {
      const last = state.git.store.commit(headNow(branch, options.fork) ?? branch);
      const { message } = { ...last, ...options };
      const commit = write(state, by, { files, parents: last.parents, on: last.sha, message });
      return move(branch, by, commit.sha, options.fork);
    },
    forcePush: (branch, by, to, fork) => move(branch, by, state.git.store.commit(to).sha, fork),
    createBranch: (branch, by, from) => move(branch, by, state.git.store.commit(start(from) ?? branch).sha),
    deleteBranch: (branch, by, fork) => moveBranch(state, { branch, to: undefined, by, fork }),
    openPull: ({ head, base = state.git.defaultBranch, fork, isDraft = false, ...issue }) => {
      const places = { headOwner: fork ?? state.repository.owner, headRef: head, baseRef: base };
      requireNew(state, places);
      return addPull(state, addIssue(state, { ...issue, isPull: true }, false), { ...places, isDraft });
    },
    merge: (number, by, method = 'merge') => merge(state, findPull(state, number), by, method),
    updateBranch: (number, by) => updateBranch(state, findPull(state, number), by),
    retarget: (number, by, base) => {
      const pull = findPull(state, number);
      const issue = state.issues.get(number);
      if (issue) retarget(state, { pull, issue }, base, by);
    },
    reviewPull: (number, by, verdict, body = '') => {
      const pull = findPull(state, number);
      const id = state.nextId++;
      pull.reviews.push({ id, by, state: verdict, body, commit: pull.headSha, at: state.now() });
    },
  };
}

function findPull(state: GitHubState, number: number): StoredPull {
  const pull = state.pulls.get(number);
  if (!pull) throw new Error(`There is no pull request #${number} in the simulated repository.`);
  return pull;
}

interface Work {
  readonly files: FileChanges;
  readonly parents: readonly string[];
  /** The commit whose files are changed. */
  readonly on: string | undefined;
  readonly message?: string;
}

function write(state: GitHubState, by: string, { files, parents, on, message }: Work): StoredCommit {
  const { store } = state.git;
  const person = signatureOf(state.accounts, by, state.now());
  const tree = changeFiles(store, on === undefined ? undefined : store.commit(on).tree, files);
  const text = message ?? `Change ${Object.keys(files).join(', ')}`;
  return store.addCommit({ tree, parents, author: person, committer: person, message: text });
}

/** A commit that GitHub makes for a person: signed. */
function writeForPerson(
  state: GitHubState,
  by: string,
  commit: { readonly tree: string; readonly parents: readonly string[]; readonly message: string },
): string {
  const at = state.now();
  const author = signatureOf(state.accounts, by, at);
  return state.git.store.addCommit({ ...commit, author, committer: gitHubItself(at), isSigned: true }).sha;
}

function requireBase(state: GitHubState, pull: StoredPull): string {
  const base = state.git.refs.get(headOf(pull.baseRef));
  if (base === undefined || state.issues.get(pull.number)?.state !== 'open') {
    throw new Error(`#${pull.number} is not open, or its base is gone.`);
  }
  return base;
}

function requireMerged(state: GitHubState, pull: StoredPull, base: string, head: string): string {
  const tree = mergedTree(state.git, base, head);
  if (tree === undefined) throw new Error(`#${pull.number} cannot be merged: it conflicts.`);
  return tree;
}

function merge(state: GitHubState, pull: StoredPull, by: string, method: MergeMethod): string {
  const base = requireBase(state, pull);
  const tree = requireMerged(state, pull, base, pull.headSha);
  const title = state.issues.get(pull.number)?.title ?? '';
  const message =
    method === 'merge'
      ? `Merge pull request #${pull.number} from ${pull.headOwner}/${pull.headRef}\n\n${title}`
      : `${title} (#${pull.number})`;
  const parents = method === 'merge' ? [base, pull.headSha] : [base];
  const sha =
    method === 'rebase' ? requireRebased(state, pull) : writeForPerson(state, by, { tree, parents, message });
  pull.baseSha = base;
  markMerged(state, pull, { by, sha });
  moveBranch(state, { branch: pull.baseRef, to: sha, by });
  return sha;
}

function requireRebased(state: GitHubState, pull: StoredPull): string {
  const sha = rebase(state, pull);
  if (sha === undefined) throw new Error(`#${pull.number}: this branch cannot be rebased safely.`);
  return sha;
}

function updateBranch(state: GitHubState, pull: StoredPull, by: string): string {
  const base = requireBase(state, pull);
  const tree = requireMerged(state, pull, pull.headSha, base);
  const message = `Merge branch '${pull.baseRef}' into ${pull.headRef}`;
  const to = writeForPerson(state, by, { tree, parents: [pull.headSha, base], message });
  const isFork = pull.headOwner.toLowerCase() !== state.repository.owner.toLowerCase();
  moveBranch(state, { branch: pull.headRef, to, by, fork: isFork ? pull.headOwner : undefined });
  return to;
}
