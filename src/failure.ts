/**
 * Failures that we expect: each says what is wrong and what to do next.
 * The table is the only list of codes; `docs/errors.md` is written from it.
 */
export const failureCodes = {
  'AKSU-INPUT': {
    title: 'An input is wrong',
    next: 'Correct the inputs that the message names; all that is wrong is listed at once.',
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
    title: 'The scope holds no cluster of the plan, or a name in it means several clusters',
    next: 'Name clusters as resource-group/cluster or by full resource id; `az aks list -o table` lists them.',
  },
  'AKSU-GITHUB-PERMISSION': {
    title: 'The token may not do what `report-to` asks for',
    next: 'Give the job `permissions:` what its `report-to` takes: `issue` takes `issues: write`, `pr-comment` takes `pull-requests: write` and `contents: read`, `pull-request` takes `contents: write` and `pull-requests: write`.',
  },
  'AKSU-GITHUB-ISSUES-OFF': {
    title: 'Issues are disabled, or the repository is archived',
    next: 'Enable issues in the repository settings, or use `report-to: pull-request` or `none`.',
  },
  'AKSU-GITHUB-LOCKED': {
    title: 'The issue or pull request that we would write on is locked',
    next: 'Unlock it; an issue or pull request of ours may as well be closed, and `on-closed` decides.',
  },
  'AKSU-GITHUB-IDENTITY': {
    title: 'Our open issue was written by another account',
    next: 'Use the token that wrote the issue, or close the issue to start anew.',
  },
  'AKSU-GITHUB-PULLS-OFF': {
    title: 'The repository does not let Actions open pull requests',
    next: 'Turn on Settings → Actions → General → "Allow GitHub Actions to create and approve pull requests", or pass the token of a GitHub App in `github-token`.',
  },
  'AKSU-GITHUB-BRANCH': {
    title: "A branch could not be read, or the action's own branch could not be written",
    next: 'Let the account that the message names create and update branches `aks-upgrade/**`: rulesets and branch protection may forbid it.',
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
  'AKSU-EVENT': {
    title: 'An upgrade does not run on this event',
    next: 'Run `mode: upgrade` on `schedule`, `workflow_dispatch`, `push` or `repository_dispatch`.',
  },
  'AKSU-PLAN-EMPTY': {
    title: 'There is no plan',
    next: 'Pass the `plan` output of the check job on, and run this job only when `upgrade-available` is `true`. Re-run all jobs.',
  },
  'AKSU-PLAN-MALFORMED': {
    title: 'The plan is none that a check made',
    next: 'Pass the `plan` output of the check job on as it is, or the path of its `plan-file`. Re-run all jobs.',
  },
  'AKSU-PLAN-OLD': {
    title: 'The plan is too old',
    next: 'Re-run all jobs, so that a new check makes a new plan; or raise `maximum-plan-age`.',
  },
  'AKSU-PLAN-REPOSITORY': {
    title: 'The plan was made for another repository',
    next: 'Pass on the plan of a check in this repository. Re-run all jobs.',
  },
  'AKSU-PLAN-RUN': {
    title: 'The plan was made by another run',
    next: 'Under `gate: environment` the check job and the upgrade job stand in one run. Re-run all jobs.',
  },
  'AKSU-PLAN-INPUTS': {
    title: 'Inputs do not agree with the plan',
    next: 'Take the inputs that the message names out of the upgrade job: the plan carries them.',
  },
  'AKSU-PLAN-CHANGED': {
    title: 'What would be done now is not what was approved',
    next: 'Re-run all jobs: a new check makes a new plan, which has to be approved.',
  },
  'AKSU-GATE-ENVIRONMENT': {
    title: 'The environment does not exist, or this job does not run in it',
    next: 'Create the environment with required reviewers and name it in the job and in `environment`; docs/gate.md shows how.',
  },
  'AKSU-GATE-REVIEWERS': {
    title: 'The environment asks nobody for approval',
    next: 'Give the environment required reviewers; where the plan of GitHub has none, use `gate: issue-approval`.',
  },
  'AKSU-GATE-TOKEN': {
    title: "The job's identity token does not prove where this job runs",
    next: 'Give the job `permissions: id-token: write` and `environment:` with the name that `environment` has.',
  },
  'AKSU-GATE-APPROVAL': {
    title: 'There is no approval that counts',
    next: 'Have someone other than who started the run approve it: start a new run, not a re-run; docs/gate.md says why.',
  },
  'AKSU-GATE-UNREADABLE': {
    title: 'Whether it was approved could not be read',
    next: 'Give the job `permissions: actions: read`, and `issues: read` for `gate: issue-approval`.',
  },
  'AKSU-UPGRADE-FAILED': {
    title: 'A step of the upgrade failed',
    next: 'See the report for the cause; then run the check again.',
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
