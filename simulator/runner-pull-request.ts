/** The run of a workflow on a pull request: what GitHub gives its runner. */

import type { SimPullRequest, SimRun } from './actions-oidc.ts';
import { headOf } from './github-git-state.ts';
import { settleMerge } from './github-pull-state.ts';
import type { GitHubSimulator } from './github-rest.ts';

export interface PullRequestEvent {
  /** Default `pull_request`. */
  readonly eventName?: 'pull_request' | 'pull_request_target';
  /** Default `synchronize`. */
  readonly action?: string;
  /** Default: who opened the pull request. */
  readonly actor?: string;
  /** The fork was deleted: nobody can tell any more whose code it is. */
  readonly isForkGone?: boolean;
}

/**
 * What differs in a run for the pull request of that number, as it stands now: give it to `runAction` as `run`. Throws
 * where GitHub starts no run: `pull_request` waits for the test merge, and with conflicts there is none.
 */
export function pullRequestRun(
  github: GitHubSimulator,
  number: number,
  event: PullRequestEvent = {},
): Partial<SimRun> {
  const { state } = github;
  const { pull, issue } = { pull: state.pulls.get(number), issue: state.issues.get(number) };
  if (!pull || !issue) throw new Error(`There is no pull request #${number} in the simulated repository.`);
  const { eventName = 'pull_request', action = 'synchronize', actor = issue.author } = event;
  for (let read = 0; read <= state.git.mergeReads; read++) settleMerge(state, pull);
  const isOfBase = eventName === 'pull_request_target';
  if (!isOfBase && (pull.mergeable === false || pull.testMerge === null)) {
    throw new Error(`No workflow runs on #${number}: it conflicts with ${pull.baseRef}.`);
  }
  const baseSha = state.git.refs.get(headOf(pull.baseRef)) ?? pull.baseSha;
  const pullRequest: SimPullRequest = {
    number,
    action,
    title: issue.title,
    author: issue.author,
    baseRef: pull.baseRef,
    baseSha: pull.baseSha,
    headRef: pull.headRef,
    headSha: pull.headSha,
    headRepository: event.isForkGone ? null : `${pull.headOwner}/${state.repository.name}`,
    mergeSha: pull.testMerge,
  };
  return {
    eventName,
    actor,
    pullRequest,
    ref: isOfBase ? headOf(pull.baseRef) : `refs/pull/${number}/merge`,
    sha: isOfBase ? baseSha : (pull.testMerge ?? ''),
  };
}

/** Those members of the webhook's payload that an action may look at. */
export function pullRequestPayload(run: SimRun): Readonly<Record<string, unknown>> {
  const { pullRequest } = run;
  if (!pullRequest) return {};
  const { number, action, title, author, baseRef, baseSha, headRef, headSha } = pullRequest;
  const base = `${run.owner}/${run.repository}`;
  const place = (name: string | null, ref: string, sha: string): object => {
    const owner = name?.split('/')[0] ?? 'ghost';
    const repo = name === null ? null : { full_name: name, fork: name.toLowerCase() !== base.toLowerCase() };
    return { label: `${owner}:${ref}`, ref, sha, repo };
  };
  return {
    action,
    number,
    pull_request: {
      number,
      title,
      state: 'open',
      html_url: `${run.serverUrl}/${base}/pull/${number}`,
      user: { login: author },
      base: place(base, baseRef, baseSha),
      head: place(pullRequest.headRepository, headRef, headSha),
      // The payload is written before the merge is tested.
      merge_commit_sha: null,
      mergeable: null,
    },
  };
}
