/** GitHub's git database: references, trees, blobs and commits. */

import type { SimResponse } from './exchange.ts';
import { notFound, refusal } from './github-answers.ts';
import { type GitHubCall, requireScopeRead, requireScopeWriter } from './github-calls.ts';
import { refJson, treeEntryJson } from './github-git-answers.ts';
import { optionalFlag, requiredText } from './github-git-fields.ts';
import { moveBranch } from './github-git-moves.ts';
import {
  type BranchChange,
  refsPage,
  requireFastForward,
  requireFreeName,
  requireRules,
  requireWorkflowsKept,
} from './github-git-rules.ts';
import { headOf } from './github-git-state.ts';
import { walkTree } from './github-git-trees.ts';
import type { GitHubState } from './github-state.ts';

const sha1 = /^[0-9a-f]{40}$/;

export function requireContents(call: GitHubCall): void {
  requireScopeRead(call, ['contents']);
}

export function requireCommits(state: GitHubState): void {
  if (state.git.refs.size === 0) throw refusal(409, 'Git Repository is empty.', refsPage);
}

/** Where a full name leads: branches, and the two of every pull request. */
export function resolveRef(state: GitHubState, ref: string): string | undefined {
  const [, number, side] = /^refs\/pull\/(\d+)\/(head|merge)$/.exec(ref) ?? [];
  if (number === undefined) return state.git.refs.get(ref);
  const pull = state.pulls.get(Number(number));
  if (side === 'head') return pull?.headSha;
  return pull?.merged ? undefined : (pull?.testMerge ?? undefined);
}

/** A branch, a full name or a commit, as the many routes with `ref` take it. */
export function resolveCommit(state: GitHubState, name: string): string | undefined {
  const { git } = state;
  if (sha1.test(name)) return git.store.findCommit(name)?.sha;
  const plain = name.replace(/^refs\//, '');
  return (
    git.refs.get(headOf(name)) ??
    resolveRef(state, `refs/${plain}`) ??
    resolveRef(state, `refs/tags/${plain}`)
  );
}

export function readRef(call: GitHubCall, name: string): SimResponse {
  requireContents(call);
  requireCommits(call.state);
  const ref = `refs/${name.replace(/^refs\//, '')}`;
  const sha = resolveRef(call.state, ref);
  if (sha === undefined) throw notFound();
  return { status: 200, body: refJson(call, ref, sha) };
}

function requireObject(state: GitHubState, sha: string): void {
  if (!state.git.store.findCommit(sha)) throw refusal(422, 'Object does not exist', refsPage);
}

/** Only branches and tags are written; branches move with their pull requests. */
function writeRef(state: GitHubState, ref: string, to: string | undefined, by: string): void {
  const branch = /^refs\/heads\/(.+)$/s.exec(ref)?.[1];
  if (branch !== undefined) moveBranch(state, { branch, to, by });
  else if (to === undefined) state.git.refs.delete(ref);
  else state.git.refs.set(ref, to);
}

const branchIn = (ref: string): string | undefined => /^refs\/heads\/(.+)$/s.exec(ref)?.[1];

const isRefName = (ref: string): boolean =>
  /^refs\/[^/]+\/./.test(ref) && !/\.\.|[\s~^:?*[\\]|\/\/|\/$|\.lock$|@\{|\.$|\/\./.test(ref);

export function createRef(call: GitHubCall): SimResponse {
  const writer = requireScopeWriter(call, ['contents']);
  const { state } = call;
  requireCommits(state);
  const [ref, sha] = [requiredText(call, 'ref'), requiredText(call, 'sha')];
  if (!isRefName(ref)) {
    throw refusal(422, `${ref} is not a valid ref name.`, refsPage);
  }
  requireObject(state, sha);
  requireFreeName(state, ref);
  const branch = branchIn(ref);
  if (branch !== undefined) {
    const change: BranchChange = { act: 'create', branch, from: undefined, to: sha };
    requireRules(state, change);
    requireWorkflowsKept(call, writer, change);
  }
  writeRef(state, ref, sha, writer.login);
  const location = String(refJson(call, ref, sha)['url']);
  return { status: 201, headers: { location }, body: refJson(call, ref, sha) };
}

export function updateRef(call: GitHubCall, name: string): SimResponse {
  const writer = requireScopeWriter(call, ['contents']);
  const { state } = call;
  const ref = `refs/${name}`;
  const sha = requiredText(call, 'sha');
  const from = state.git.refs.get(ref);
  if (from === undefined) throw refusal(422, 'Reference does not exist', refsPage);
  requireObject(state, sha);
  if (!optionalFlag(call, 'force')) requireFastForward(state, from, sha);
  const branch = branchIn(ref);
  if (branch !== undefined && from !== sha) {
    const change: BranchChange = { act: 'update', branch, from, to: sha };
    requireRules(state, change);
    requireWorkflowsKept(call, writer, change);
  }
  writeRef(state, ref, sha, writer.login);
  return { status: 200, body: refJson(call, ref, sha) };
}

export function deleteRef(call: GitHubCall, name: string): SimResponse {
  const writer = requireScopeWriter(call, ['contents']);
  const { state } = call;
  const ref = `refs/${name}`;
  const from = state.git.refs.get(ref);
  if (from === undefined) throw refusal(422, 'Reference does not exist', refsPage);
  const branch = branchIn(ref);
  if (branch === state.git.defaultBranch) throw refusal(422, 'Cannot delete the default branch', refsPage);
  if (branch !== undefined) requireRules(state, { act: 'delete', branch, from, to: undefined });
  writeRef(state, ref, undefined, writer.login);
  return { status: 204 };
}

/** A tree by its own name, by a commit's or by a branch's. */
export function readTree(call: GitHubCall, name: string): SimResponse {
  requireContents(call);
  const { state } = call;
  requireCommits(state);
  const { store, treeLimit, treeBytes } = state.git;
  const commit = resolveCommit(state, name);
  const tree = commit === undefined ? name : store.commit(commit).tree;
  if (!store.findTree(tree)) throw notFound();
  const isRecursive = call.request.query.has('recursive');
  const isCut = isRecursive && state.has('trees-truncated');
  const all = isRecursive
    ? walkTree(store, tree)
    : store.tree(tree).map((entry) => ({ ...entry, path: entry.name }));
  const written = all.slice(0, isCut ? treeLimit : undefined).map((entry) => treeEntryJson(call, entry));
  let bytes = 0;
  const shown = written.filter((entry) => {
    bytes += JSON.stringify(entry).length;
    return !isCut || bytes <= treeBytes;
  });
  // Asked by a commit's name, GitHub answers with that name, not with the tree's.
  const sha = state.has('tree-echoes-commit') ? (commit ?? tree) : tree;
  const body = {
    sha,
    url: `${call.pages.repositoryUrl}/git/trees/${sha}`,
    tree: shown,
    truncated: shown.length < all.length,
  };
  return { status: 200, body };
}
