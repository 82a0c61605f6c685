/** Branches and the rules on them; the objects are in `github-git-objects.ts`. */

import type { AccountBook } from './github-accounts.ts';
import { type GitSignature, ObjectStore, type StoredCommit } from './github-git-objects.ts';
import { changeFiles, type FileChanges } from './github-git-trees.ts';

/** A ruleset or, with `classic`, the older kind of branch protection. Nobody of ours may bypass it. */
export interface BranchProtection {
  /** A branch's name, `*` for any part of one. */
  readonly pattern: string;
  readonly isClassic?: boolean;
  readonly blocksCreation?: boolean;
  readonly blocksUpdate?: boolean;
  readonly blocksDeletion?: boolean;
  readonly requiresPullRequest?: boolean;
  readonly requiresSignatures?: boolean;
}

export interface GitState {
  readonly store: ObjectStore;
  /** Commits by full name, such as `refs/heads/main`. */
  readonly refs: Map<string, string>;
  /** Branches of forks, as `owner:branch`. */
  readonly forks: Map<string, string>;
  defaultBranch: string;
  protections: readonly BranchProtection[];
  /** Entries of a recursive listing until it is cut. */
  treeLimit: number;
  /** Characters of paths and the like until it is cut. */
  treeBytes: number;
  /** Reads of a pull request that do not know yet whether it can be merged. */
  mergeReads: number;
}

export interface GitSeed {
  /** The first commit's files; `{}`: an empty repository. Default: a README alone. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Default `main`. */
  readonly defaultBranch?: string;
  readonly protections?: readonly BranchProtection[];
  readonly treeLimit?: number;
  readonly treeBytes?: number;
  readonly mergeReads?: number;
}

export const headOf = (branch: string): string => `refs/heads/${branch}`;

const usualFiles = { 'README.md': '# platform\n' };
const founder: GitSignature = {
  name: 'platform-engineer',
  email: 'platform-engineer@example.com',
  at: Date.parse('2025-01-06T08:00:00Z'),
};

export function createGit(seed: GitSeed): GitState {
  const store = new ObjectStore();
  const git: GitState = {
    store,
    refs: new Map(),
    forks: new Map(),
    defaultBranch: seed.defaultBranch ?? 'main',
    protections: seed.protections ?? [],
    treeLimit: seed.treeLimit ?? 100_000,
    treeBytes: seed.treeBytes ?? 7 * 1024 * 1024,
    mergeReads: seed.mergeReads ?? 1,
  };
  const files = seed.files ?? usualFiles;
  if (Object.keys(files).length === 0) return git;
  const tree = changeFiles(store, undefined, files);
  const first = { tree, parents: [], author: founder, committer: founder, message: 'Begin' };
  git.refs.set(headOf(git.defaultBranch), store.addCommit(first).sha);
  return git;
}

/** As it is now; what is written later in one is not seen in the other. Objects never change and are shared. */
export function copyGit(git: GitState): GitState {
  return { ...git, refs: new Map(git.refs), forks: new Map(git.forks) };
}

export function branchOf(git: GitState, branch: string): StoredCommit | undefined {
  const sha = git.refs.get(headOf(branch));
  return sha === undefined ? undefined : git.store.commit(sha);
}

/** The rules on a branch. */
export function protectionsOf(git: GitState, branch: string): readonly BranchProtection[] {
  return git.protections.filter(({ pattern }) => {
    const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(branch);
  });
}

/** What stands for an account in a commit. */
export function signatureOf(accounts: AccountBook, login: string, at: number): GitSignature {
  const { id } = accounts.named(login);
  return { name: login, email: `${id}+${login}@users.noreply.github.com`, at };
}

/** GitHub itself, who commits what its buttons and its API do in somebody's name. */
export const gitHubItself = (at: number): GitSignature => ({
  name: 'GitHub',
  email: 'noreply@github.com',
  at,
});

export type { FileChanges };
