import type { SimService } from './exchange.ts';
import type { Claims, TokenMint } from './jwt.ts';

/** The run of a workflow as GitHub and its runner know it; environment and identity token both come from it. */
export interface SimRun {
  readonly owner: string;
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  readonly visibility: 'public' | 'private' | 'internal';
  readonly actor: string;
  readonly actorId: string;
  readonly ref: string;
  readonly sha: string;
  readonly eventName: string;
  readonly runId: string;
  readonly runNumber: string;
  readonly runAttempt: string;
  readonly workflow: string;
  readonly workflowFile: string;
  readonly job: string;
  /** The GitHub Environment of the job, when it has one. */
  readonly environment: string | undefined;
  /** Subjects by id (`repo:contoso@1/platform@2:…`), which a repository can switch to. */
  readonly immutableSubject: boolean;
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** Of `pull_request…` events; see `runner-pull-request.ts`. */
  readonly pullRequest?: SimPullRequest;
  /** Of `push`; see `runner-push.ts`. */
  readonly push?: {
    /** Where the branch stood. */
    readonly before: string;
  };
}

/** The pull request of a run, as it was when the run began. */
export interface SimPullRequest {
  readonly number: number;
  /** Why the event came, such as `opened` or `synchronize`. */
  readonly action: string;
  readonly title: string;
  readonly author: string;
  readonly baseRef: string;
  readonly baseSha: string;
  readonly headRef: string;
  readonly headSha: string;
  /** `owner/name`; `null`: the fork is deleted. */
  readonly headRepository: string | null;
  readonly mergeSha: string | null;
}

export const usualRun: SimRun = {
  owner: 'contoso',
  repository: 'platform',
  repositoryId: '700000123',
  ownerId: '9000456',
  visibility: 'private',
  actor: 'platform-engineer',
  actorId: '583231',
  ref: 'refs/heads/main',
  sha: '4b1f0c7c2f2d0a8a0c1b7b5c0a9d8e7f6a5b4c3d',
  eventName: 'schedule',
  runId: '19500000001',
  runNumber: '42',
  runAttempt: '1',
  workflow: 'AKS upgrade check',
  workflowFile: '.github/workflows/aks-upgrade.yml',
  job: 'check',
  environment: undefined,
  immutableSubject: false,
  serverUrl: 'https://github.com',
  apiUrl: 'https://api.github.com',
};

export const oidcHost = 'pipelines.actions.githubusercontent.com';
export const actionsIssuer = 'https://token.actions.githubusercontent.com';
/** Seconds. GitHub's tokens for Azure live about this long. */
const tokenLife = 300;

export function subjectOf(run: SimRun): string {
  const repository = run.immutableSubject
    ? `${run.owner}@${run.ownerId}/${run.repository}@${run.repositoryId}`
    : `${run.owner}/${run.repository}`;
  if (run.environment !== undefined) return `repo:${repository}:environment:${run.environment}`;
  const onPullRequest = run.eventName.startsWith('pull_request');
  return onPullRequest ? `repo:${repository}:pull_request` : `repo:${repository}:ref:${run.ref}`;
}

export interface OidcOptions {
  readonly mint: TokenMint;
  /** The job that this request token was given to. */
  readonly runOf: (requestToken: string) => SimRun | undefined;
  readonly clock: () => number;
  readonly issuer?: string;
}

/** `GET …&audience=` with the job's request token; no token without `permissions: id-token: write`. */
export function createActionsOidc(options: OidcOptions): SimService {
  return (request) => {
    if (request.method !== 'GET') return { status: 405, body: { message: 'Method not allowed' } };
    if (request.path !== '/oidc/token' || request.query.get('api-version') !== '2.0') {
      return { status: 404, body: { message: 'Not found' } };
    }
    const presented = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
    const run = options.runOf(presented);
    if (run === undefined) return { status: 401, body: { message: 'Unauthorized' } };
    const audience = request.query.get('audience') ?? `${run.serverUrl}/${run.owner}`;
    const value = options.mint.mint(
      claimsOf(run, audience, options.issuer ?? actionsIssuer, options.clock()),
    );
    return { status: 200, body: { count: value.length, value } };
  };
}

function claimsOf(run: SimRun, audience: string, issuer: string, clock: number): Claims {
  const now = Math.floor(clock / 1000);
  const workflow = `${run.owner}/${run.repository}/${run.workflowFile}@${run.ref}`;
  return {
    sub: subjectOf(run),
    aud: audience,
    iss: issuer,
    iat: now,
    nbf: now - 10,
    exp: now + tokenLife,
    ref: run.ref,
    ref_type: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'true',
    sha: run.sha,
    repository: `${run.owner}/${run.repository}`,
    repository_id: run.repositoryId,
    repository_owner: run.owner,
    repository_owner_id: run.ownerId,
    repository_visibility: run.visibility,
    actor: run.actor,
    actor_id: run.actorId,
    run_id: run.runId,
    run_number: run.runNumber,
    run_attempt: run.runAttempt,
    event_name: run.eventName,
    base_ref: run.pullRequest?.baseRef ?? '',
    head_ref: run.pullRequest?.headRef ?? '',
    workflow: run.workflow,
    workflow_ref: workflow,
    workflow_sha: run.sha,
    job_workflow_ref: workflow,
    job_workflow_sha: run.sha,
    runner_environment: 'github-hosted',
    ...(run.environment === undefined ? {} : { environment: run.environment }),
  };
}
