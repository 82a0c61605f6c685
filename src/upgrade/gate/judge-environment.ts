/** `gate: environment`: this job runs in an environment that asks for approval, and somebody gave it in this run. */

import { Failure } from '../../failure.ts';
import type { Gate } from '../../inputs/inputs.ts';
import { toPlainLine } from '../../inputs/plain-line.ts';
import type { EnvironmentFacts, GateFacts, GateProof, JobClaims, Review } from './gate.ts';
import {
  explainActor,
  type GateCase,
  hasStarted,
  isSameOnGitHub,
  listLogins,
  refuseUnread,
} from './judge-people.ts';

type Facts = Extract<GateFacts, { kind: 'environment' }>;
type EnvironmentGate = Extract<Gate, { kind: 'environment' }>;

/** @throws Failure `AKSU-GATE-…` */
export function proveEnvironment(facts: Facts, gate: EnvironmentGate, judged: GateCase): GateProof {
  const name = gate.environment;
  if (name === '') {
    throw new Failure('AKSU-GATE-ENVIRONMENT', '`environment` is empty: no environment can be looked up.', {
      next: 'Name in `environment` the GitHub Environment that this job runs in.',
    });
  }
  requireClaims(facts.claims, name, judged);
  const environment = requireReviewers(facts.environment, name, judged);
  const { reviews } = facts;
  if (reviews.kind !== 'read') {
    throw refuseUnread(reviews, `the review history of run ${judged.context.runId}`, 'actions: read');
  }
  const ofIt = reviews.value.filter((review) =>
    review.environments.some((reviewed) => isSameOnGitHub(reviewed, name)),
  );
  return {
    kind: 'environment',
    environment: environment.name,
    canAdminsBypass: environment.canAdminsBypass,
    ...requireApproval(ofIt, name, judged),
  };
}

/**
 * The token is not checked against GitHub's keys: it came straight from the runner's own endpoint, over the connection
 * that we opened, and nobody else handled it.
 */
function requireClaims(claims: Facts['claims'], name: string, { context }: GateCase): void {
  if (claims.kind === 'missing') {
    throw new Failure(
      'AKSU-GATE-TOKEN',
      'The job can ask for no identity token, which would say where it runs.',
      {
        next: `Give the job \`permissions: id-token: write\` and \`environment: ${asYaml(name)}\`.`,
      },
    );
  }
  if (claims.kind !== 'read') throw refuseUnread(claims, "the job's identity token", 'id-token: write');
  requireThisRun(claims.value, context);
  const { environment } = claims.value;
  if (environment !== undefined && isSameOnGitHub(environment, name)) return;
  const runsIn = environment === undefined ? 'no environment' : `environment \`${toPlainLine(environment)}\``;
  throw new Failure(
    'AKSU-GATE-ENVIRONMENT',
    `This job runs in ${runsIn}, and not in \`${toPlainLine(name)}\`.`,
    {
      next: `Write \`environment: ${asYaml(name)}\` into the job, beside \`runs-on\`, or correct the input \`environment\`.`,
    },
  );
}

function requireThisRun(claims: JobClaims, context: GateCase['context']): void {
  const expected = [
    ['repository_id', claims.repositoryId, context.repositoryId],
    ['run_id', claims.runId, context.runId],
    ['run_attempt', claims.runAttempt, context.runAttempt],
  ] as const;
  const wrong = expected.filter(
    ([, claimed, own]) => claimed === undefined || claimed === '' || claimed !== own,
  );
  if (wrong.length === 0) return;
  const told = wrong.map(([claim, claimed, own]) =>
    claimed === undefined
      ? `carries no \`${claim}\``
      : `says \`${claim}\` ${toPlainLine(claimed)}, and this is ${own}`,
  );
  throw new Failure('AKSU-GATE-TOKEN', `The job's identity token ${told.join('; it ')}.`, {
    next: 'Let the runner set its variables itself: none of GITHUB_REPOSITORY_ID, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT and ACTIONS_ID_TOKEN_REQUEST_URL may be set by hand. An older GitHub Enterprise Server may not have the claim; then use `gate: issue-approval`.',
  });
}

function requireReviewers(read: Facts['environment'], name: string, { context }: GateCase): EnvironmentFacts {
  const quoted = `environment \`${toPlainLine(name)}\``;
  const settings = `${context.serverUrl}/${context.owner}/${context.repository}/settings/environments`;
  if (read.kind === 'missing') {
    throw new Failure(
      'AKSU-GATE-ENVIRONMENT',
      `GitHub knows no ${quoted} in ${context.owner}/${context.repository}, or the token may not see it.`,
      {
        next: `Make it at ${settings} with required reviewers, and give the job \`permissions: actions: read\`.`,
      },
    );
  }
  if (read.kind !== 'read') throw refuseUnread(read, `the ${quoted}`, 'actions: read');
  const environment = read.value;
  if (!isSameOnGitHub(environment.name, name)) {
    throw new Failure(
      'AKSU-GATE-ENVIRONMENT',
      `Asked for the ${quoted}, GitHub answered about \`${toPlainLine(environment.name)}\`.`,
    );
  }
  // Written so that what is no number is no reviewer.
  if (environment.reviewers >= 1) return environment;
  const plan =
    context.isPrivate === false
      ? ''
      : ' On a private repository only GitHub Enterprise has required reviewers: on other plans use `gate: issue-approval`.';
  throw new Failure(
    'AKSU-GATE-REVIEWERS',
    `The ${quoted} has no required reviewers. GitHub makes an environment that a job names and that is not there, without any rule.`,
    {
      next: `Tick "Required reviewers" at ${settings} and name who may approve, then start a new run.${plan}`,
    },
  );
}

type Approval = Pick<Extract<GateProof, { kind: 'environment' }>, 'approvedBy' | 'isSelfApproved'>;

/**
 * GitHub gives the history without times and promises no order, so that "the last one" cannot be told: a single
 * rejection counts, wherever it stands.
 */
function requireApproval(reviews: readonly Review[], name: string, judged: GateCase): Approval {
  const { ask, context } = judged;
  const of = `environment \`${toPlainLine(name)}\``;
  const next = 'Start a new run, not a re-run, and have a reviewer who did not start it approve it.';
  const refusing = reviews.filter(({ state }) => state !== 'approved' && state !== 'pending');
  if (refusing.length > 0) {
    const who = listLogins(refusing.map(({ login }) => login ?? 'an account that is gone')).join(', ');
    throw new Failure('AKSU-GATE-APPROVAL', `In this run ${of} was rejected by ${who}.`, { next });
  }
  const approvals = reviews.filter(({ state }) => state === 'approved');
  if (approvals.length === 0) {
    throw new Failure(
      'AKSU-GATE-APPROVAL',
      `This run has no approval of ${of}: it was let through by a bypass, or before the environment asked for one.`,
      { next },
    );
  }
  const people = approvals.flatMap(({ login, isBot }) =>
    login !== undefined && login !== '' && isBot === false ? [login] : [],
  );
  if (people.length === 0) {
    const whose = 'its approvals are by bots or by accounts that are gone';
    throw new Failure('AKSU-GATE-APPROVAL', `No person approved ${of} in this run: ${whose}.`, { next });
  }
  const others = people.filter((login) => !hasStarted(login, context));
  if (others.length > 0) return { approvedBy: listLogins(others), isSelfApproved: false };
  if (ask.allowsSelfApproval === true) return { approvedBy: listLogins(people), isSelfApproved: true };
  const who = listLogins(people).join(', ');
  throw new Failure(
    'AKSU-GATE-APPROVAL',
    `In this run ${of} was approved only by ${who}, who started it.${explainActor(context)}`,
    { next: `${next} Where one person has to do both, set \`allow-self-approval: true\`.` },
  );
}

/** As it can be written into a workflow. */
function asYaml(name: string): string {
  return /^[A-Za-z][\w.-]*$/.test(name) ? name : JSON.stringify(toPlainLine(name));
}
