/** The run of a workflow on a push: what GitHub gives its runner. */
import type { SimRun } from './actions-oidc.ts';
import { headOf } from './github-git-state.ts';
import type { GitHubSimulator } from './github-rest.ts';

/** What differs in a run for a branch as it stands now, after somebody moved it from `before`. */
export function pushRun(
  { state }: GitHubSimulator,
  by: string,
  before: string,
  branch: string = state.git.defaultBranch,
): Partial<SimRun> {
  const ref = headOf(branch);
  const sha = state.git.refs.get(ref);
  if (sha === undefined) throw new Error(`There is no branch ${branch} in the simulated repository.`);
  return { eventName: 'push', actor: by, ref, sha, push: { before } };
}

/** Those members of the webhook's payload that an action may look at. */
export function pushPayload({ push, ref, sha, actor }: SimRun): Readonly<Record<string, unknown>> {
  if (!push) return {};
  const { before } = push;
  return { ref, before, after: sha, forced: false, head_commit: { id: sha }, pusher: { name: actor } };
}
