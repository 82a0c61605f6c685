/** Whether GitHub starts a run of a workflow for what happened. */
import type { SimRun } from './actions-oidc.ts';
import { compareTrees } from './github-git-trees.ts';
import { changeOf } from './github-pull-state.ts';
import type { GitHubSimulator } from './github-rest.ts';
import type { Workflow } from './workflow-file.ts';

/** What a job's own token does. */
const jobAccount = 'github-actions[bot]';
/** Where the workflow names no `types:`. */
const usualTypes = ['opened', 'synchronize', 'reopened'];

/**
 * Why there is no run; `undefined`: there is one. Asked for pushes and pull requests, all else starts what is started.
 *
 * @param isLetIn somebody with write access pressed "Approve workflows to run".
 */
export function findHindrance(
  { filters }: Workflow,
  run: SimRun,
  github: GitHubSimulator,
  isLetIn: boolean,
): string | undefined {
  const { branches, paths, types = usualTypes } = filters[run.eventName] ?? {};
  const { pullRequest } = run;
  if (run.eventName !== 'push' && pullRequest === undefined) return undefined;
  if (run.actor === jobAccount) {
    if (pullRequest === undefined) return "What a job's own token pushes starts nothing.";
    if (!isLetIn) return 'Held until somebody with write access approves it.';
  }
  if (pullRequest !== undefined && !types.includes(pullRequest.action))
    return `Does not run on ${pullRequest.action}.`;
  const branch = pullRequest?.baseRef ?? run.ref.replace(/^refs\/heads\//, '');
  if (branches !== undefined && !matchesAny(branches, branch)) return `Does not run for ${branch}.`;
  if (paths === undefined) return undefined;
  const changed = changedPaths(run, github);
  return changed.some((path) => matchesAny(paths, path))
    ? undefined
    : `Does not run for ${changed.join(', ')}.`;
}

/** A push from one end to the other, a pull request since it left its base. */
function changedPaths({ eventName, push, pullRequest, sha }: SimRun, { state }: GitHubSimulator): string[] {
  const { git } = state;
  const pull = pullRequest && state.pulls.get(pullRequest.number);
  if (pull !== undefined) {
    const { before, after } = changeOf(git, pull);
    return compareTrees(git.store, before, after).map(({ path }) => path);
  }
  if (push === undefined) throw new Error(`Nobody said what this ${eventName} changed: see pushRun.`);
  const treeOf = (commit: string): string => git.store.commit(commit).tree;
  return compareTrees(git.store, treeOf(push.before), treeOf(sha)).map(({ path }) => path);
}

/** `*` stays within a folder, `**` does not. */
function matchesAny(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => {
    if (/[?+[\]!\\]/.test(pattern)) throw new Error(`Nobody plays the pattern ${pattern} here.`);
    const form = pattern
      .replace(/[.^${}()|]/g, '\\$&')
      .replace(/\*+/g, (stars) => (stars === '*' ? '[^/]*' : '.*'));
    return new RegExp(`^${form}$`).test(name);
  });
}
