/** Jobs that name a GitHub Environment, as far as somebody can be asked before they run. */

import type { GitHubState } from './github-state.ts';

export type RepositoryRole = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

export interface StoredEnvironment {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
  /** Logins, and `team:slug`. */
  reviewers: readonly string[];
  preventsSelfReview: boolean;
  canAdminsBypass: boolean;
  isForProtectedBranches: boolean;
}

export interface StoredReview {
  readonly environments: readonly string[];
  readonly state: 'approved' | 'rejected' | 'pending';
  readonly by: string;
  readonly comment: string;
}

export interface StoredRun {
  readonly actor: string;
  attempt: number;
  reviews: StoredReview[];
  /** Names of environments, lower case, that a job of this attempt waits for. */
  readonly waiting: Set<string>;
}

export interface EnvironmentSeed {
  readonly name: string;
  readonly reviewers?: readonly string[];
  readonly preventsSelfReview?: boolean;
  readonly canAdminsBypass?: boolean;
  readonly isForProtectedBranches?: boolean;
}

/** What GitHub and people do with runs; each throws where the real one would not let it happen. */
export interface GitHubJobs {
  addEnvironment(seed: EnvironmentSeed): StoredEnvironment;
  /** A job of the run that names an environment, which is made when it is not there. */
  start(runId: string, environment: string, actor?: string): 'runs' | 'waits';
  /** `pending`: a comment without a decision. */
  review(
    runId: string,
    environments: readonly string[],
    by: string,
    state: StoredReview['state'],
    comment?: string,
  ): void;
  /** "Start all waiting jobs", by an administrator. */
  bypass(runId: string, environment: string, by: string): void;
  /** The next attempt of the run. */
  rerun(runId: string): void;
}

export function findEnvironment(state: GitHubState, name: string): StoredEnvironment | undefined {
  const environment = state.environments.get(name.toLowerCase());
  return environment && (state.has('case-insensitive-names') || environment.name === name)
    ? environment
    : undefined;
}

/** Whether anybody is asked: where the plan has no required reviewers, the rule is neither shown nor kept. */
export function hasRules(state: GitHubState, { reviewers }: StoredEnvironment): boolean {
  return reviewers.length > 0 && !(state.repository.private && state.has('private-drops-reviewers'));
}

export function addEnvironment(state: GitHubState, seed: EnvironmentSeed): StoredEnvironment {
  const environment: StoredEnvironment = {
    id: state.nextId,
    name: seed.name,
    createdAt: state.now(),
    reviewers: seed.reviewers ?? [],
    preventsSelfReview: seed.preventsSelfReview ?? false,
    canAdminsBypass: seed.canAdminsBypass ?? true,
    isForProtectedBranches: seed.isForProtectedBranches ?? false,
  };
  // The rule has an id of its own.
  state.nextId += 2;
  state.environments.set(seed.name.toLowerCase(), environment);
  return environment;
}

export function createJobs(state: GitHubState): GitHubJobs {
  const runOf = (runId: string): StoredRun => {
    const run = state.runs.get(runId);
    if (!run) throw new Error(`There is no run ${runId} in the simulated repository.`);
    return run;
  };
  const leaveWaiting = (run: StoredRun, name: string): void => {
    if (!run.waiting.delete(name.toLowerCase())) throw new Error(`No job waits for ${name}.`);
  };
  return {
    addEnvironment: (seed) => addEnvironment(state, seed),
    start: (runId, name, actor = 'platform-engineer') => {
      const run = state.runs.get(runId) ?? { actor, attempt: 1, reviews: [], waiting: new Set() };
      state.runs.set(runId, run);
      const known = findEnvironment(state, name);
      if (!known && !state.has('environment-made-on-use'))
        throw new Error(`There is no environment ${name}.`);
      const environment = known ?? addEnvironment(state, { name });
      if (!hasRules(state, environment)) return 'runs';
      run.waiting.add(name.toLowerCase());
      return 'waits';
    },
    review: (runId, environments, by, verdict, comment = '') => {
      const run = runOf(runId);
      for (const name of environments) requireReviewer(state, run, name, by);
      if (verdict !== 'pending') for (const name of environments) leaveWaiting(run, name);
      run.reviews.push({ environments, state: verdict, by, comment });
    },
    bypass: (runId, name, by) => {
      const run = runOf(runId);
      const role = state.collaborators.get(by.toLowerCase());
      if (role !== 'admin' || findEnvironment(state, name)?.canAdminsBypass !== true) {
        throw new Error(`${by} may not bypass the rules of ${name}.`);
      }
      leaveWaiting(run, name);
      if (state.has('bypass-leaves-no-review')) return;
      run.reviews.push({ environments: [name], state: 'approved', by, comment: '' });
    },
    rerun: (runId) => {
      const run = runOf(runId);
      run.attempt += 1;
      run.waiting.clear();
      if (!state.has('reviews-outlive-attempts')) run.reviews = [];
    },
  };
}

/** Members of teams are not modelled: whoever reviews for a team is believed. */
function requireReviewer(state: GitHubState, run: StoredRun, name: string, by: string): void {
  const environment = findEnvironment(state, name);
  const isNamed = environment?.reviewers.some(
    (reviewer) => reviewer.startsWith('team:') || reviewer.toLowerCase() === by.toLowerCase(),
  );
  if (!environment || !isNamed) throw new Error(`${by} is no reviewer of ${name}.`);
  if (environment.preventsSelfReview && by.toLowerCase() === run.actor.toLowerCase()) {
    throw new Error(`${by} started the run and may not review it.`);
  }
}
