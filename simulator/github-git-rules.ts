/** What keeps a branch from moving: its history, its rules, and the workflow files. */

import type { GitHubToken } from './github-accounts.ts';
import { noPermission, refusal } from './github-answers.ts';
import type { GitHubCall } from './github-calls.ts';
import { commitsAhead, isAncestor } from './github-git-history.ts';
import { type BranchProtection, branchOf, headOf, protectionsOf } from './github-git-state.ts';
import { flatTree } from './github-git-trees.ts';
import type { GitHubState } from './github-state.ts';

export const refsPage = 'git/refs';

/** A ref cannot be a folder of other refs: git keeps them as files. */
export function requireFreeName(state: GitHubState, ref: string): void {
  const taken = [...state.git.refs.keys()];
  if (taken.includes(ref)) throw refusal(422, 'Reference already exists', refsPage);
  const isInTheWay = taken.some((known) => known.startsWith(`${ref}/`) || ref.startsWith(`${known}/`));
  if (isInTheWay) throw refusal(422, 'Reference update failed', refsPage);
}

export function requireFastForward(state: GitHubState, from: string, to: string): void {
  if (isAncestor(state.git.store, from, to)) return;
  throw refusal(422, 'Update is not a fast forward', refsPage);
}

export type BranchAct = 'create' | 'update' | 'delete';

export interface BranchChange {
  readonly act: BranchAct;
  readonly branch: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What a rule has against it, in GitHub's words. */
function objection(state: GitHubState, rule: BranchProtection, change: BranchChange): string | undefined {
  const { act, from, to } = change;
  const { git } = state;
  if (act === 'create' && rule.blocksCreation) return 'Cannot create ref due to creations being restricted.';
  if (act === 'delete') return rule.blocksDeletion ? 'Cannot delete this protected ref.' : undefined;
  if (act === 'update' && rule.blocksUpdate) return 'Cannot update this protected ref.';
  if (act === 'update' && rule.requiresPullRequest) return 'Changes must be made through a pull request.';
  if (!rule.requiresSignatures || to === undefined) return undefined;
  const base = from ?? git.refs.get(headOf(git.defaultBranch));
  const fresh = base === undefined ? [to] : commitsAhead(git.store, base, to);
  const isSigned = (sha: string): boolean => git.store.commit(sha).signature !== null;
  return fresh.every(isSigned) && state.has('bot-commits-signed')
    ? undefined
    : 'Commits must have verified signatures.';
}

/** Throws as rulesets and the older branch protection word it; `status` is 409 for changes of contents. */
export function requireRules(state: GitHubState, change: BranchChange, status: 409 | 422 = 422): void {
  if (!state.has('rules-refuse')) return;
  for (const rule of protectionsOf(state.git, change.branch)) {
    const words = objection(state, rule, change);
    if (words === undefined) continue;
    if (!rule.isClassic) throw refusal(status, `Repository rule violations found\n\n${words}\n\n`, refsPage);
    if (change.act === 'create') throw refusal(422, 'Reference update failed', refsPage);
    if (change.act === 'delete') throw refusal(422, 'Cannot delete this protected branch', refsPage);
    if (!rule.blocksUpdate) throw refusal(status, words, refsPage);
    throw refusal(403, "You're not authorized to push to this branch.", refsPage);
  }
}

export const isWorkflow = (path: string): boolean => path.startsWith('.github/workflows/');

/** Whether this token may change files under `.github/workflows`. */
export function mayChangeWorkflows(state: GitHubState, token: GitHubToken): boolean {
  if (!state.has('workflows-guarded') || token.kind === 'personal') return true;
  return token.kind === 'app' && token.workflows === true;
}

/**
 * Throws 403 where a branch would get a workflow file that neither it nor the default branch has: merging the default
 * branch is no change of ours.
 */
export function requireWorkflowsKept(call: GitHubCall, token: GitHubToken, change: BranchChange): void {
  const { state } = call;
  if (change.to === undefined || mayChangeWorkflows(state, token)) return;
  const { store, defaultBranch } = state.git;
  const workflows = (sha: string): ReadonlyMap<string, string> =>
    new Map(
      [...flatTree(store, store.commit(sha).tree)]
        .filter(([path]) => isWorkflow(path))
        .map(([path, leaf]) => [path, leaf.sha]),
    );
  const main = branchOf(state.git, defaultBranch)?.sha;
  const known = [change.from, main].filter((sha) => sha !== undefined).map(workflows);
  const after = workflows(change.to);
  const paths = new Set([...after.keys(), ...known.flatMap((files) => [...files.keys()])]);
  const isForeign = [...paths].some((path) => known.every((files) => files.get(path) !== after.get(path)));
  if (isForeign) throw noPermission('integration');
}
