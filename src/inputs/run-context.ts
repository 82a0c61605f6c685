/** The run that we are a step of: facts of the runner's environment and the event, read once in `runner-context.ts`. */
export interface RunContext {
  readonly owner: string;
  readonly repository: string;
  /** GitHub's numeric repository id, as text. Part of every hashed id. */
  readonly repositoryId: string;
  /** `undefined`: the event does not say. */
  readonly isPrivate: boolean | undefined;
  readonly eventName: string;
  readonly runId: string;
  readonly runAttempt: string;
  readonly actor: string;
  /** Who started this attempt: another person than `actor` on a re-run. */
  readonly triggeringActor: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly runnerTemp: string;
  readonly workflow: string;
  /** A pull request from a fork or by Dependabot: no identity, no write access. */
  readonly isUntrustedPullRequest: boolean;
  /** The pull request of this run, on `pull_request…` events. */
  readonly pullRequest?: { readonly number: number; readonly baseSha: string; readonly headSha: string };
  /** Where actions/checkout puts the repository; absent: the runner does not say. */
  readonly workspace?: string;
}

/** sha256 of UTF-8 text, 64 hex digits. A fact from outside, so that pure stations stay pure. */
export type Sha256 = (text: string) => string;
