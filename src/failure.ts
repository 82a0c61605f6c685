/**
 * Failures that we expect: each says what is wrong and what to do next.
 * The table is the only list of codes; `docs/errors.md` is written from it.
 */
export const failureCodes = {
  'AKSU-INPUT': {
    title: 'An input is wrong',
    next: 'Correct the inputs that the message names; all that is wrong is listed at once.',
  },
  'AKSU-MODE-NOT-YET': {
    title: 'The mode or report target is not in this version',
    next: 'Use `mode: check` with `report-to: issue` or `none`.',
  },
  'AKSU-RUNNER': {
    title: 'The runner did not say what a run has to know',
    next: 'Run the action as a step of a GitHub Actions job; a container or script must pass the named variable on.',
  },
  'AKSU-SIGN-IN': {
    title: 'Azure sign-in failed',
    next: 'Check the identity, the tenant and the federated credential; docs/azure-access.md has the commands.',
  },
  'AKSU-FEDERATION': {
    title: 'Microsoft Entra refused the federated credential',
    next: 'Create a federated credential with exactly the subject, issuer and audience that the message prints.',
  },
  'AKSU-OIDC': {
    title: "The job's OIDC token could not be had",
    next: 'Give the job `permissions: id-token: write`.',
  },
  'AKSU-AZURE-READ': {
    title: 'Nothing could be read from Azure',
    next: 'Give the identity the reader role of docs/azure-access.md at the scope that is checked.',
  },
  'AKSU-SCOPE': {
    title: 'The scope names a cluster that is not there, or more than one',
    next: 'Name clusters as resource-group/cluster or by full resource id.',
  },
  'AKSU-GITHUB-PERMISSION': {
    title: 'The token may not write to the repository',
    next: 'Give the job `permissions: issues: write`.',
  },
  'AKSU-GITHUB-ISSUES-OFF': {
    title: 'Issues are disabled, or the repository is archived',
    next: 'Enable issues in the repository settings, or use `report-to: none`.',
  },
  'AKSU-GITHUB-LOCKED': {
    title: 'Our issue is locked',
    next: 'Unlock the issue, or close it and let `on-closed` decide.',
  },
  'AKSU-GITHUB-IDENTITY': {
    title: 'Our open issue was written by another account',
    next: 'Use the token that wrote the issue, or close the issue to start anew.',
  },
  'AKSU-GITHUB-RATE-LIMIT': {
    title: "GitHub's rate limit does not let us write now",
    next: 'Run again after the time that the message names.',
  },
  'AKSU-GITHUB': {
    title: 'GitHub did not answer as it should',
    next: 'Run again; the report is in the job summary and in `report-file`.',
  },
  'AKSU-FAIL-ON': {
    title: 'The check found what `fail-on` names',
    next: 'See the report; take the word out of `fail-on` to let the step pass.',
  },
  'AKSU-UNEXPECTED': {
    title: 'Something that nobody expected',
    next: 'Please report it with the log of the run.',
  },
} as const satisfies Record<string, { title: string; next: string }>;

export type FailureCode = keyof typeof failureCodes;

/** An expected failure. `message` names the input, cluster or permission; `next` what to do or the line to add. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly next: string;

  constructor(code: FailureCode, message: string, options: { next?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.next = options.next ?? failureCodes[code].next;
  }
}

/** Anything thrown, as one line of text. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : JSON.stringify(error);
}
