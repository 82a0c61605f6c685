/** One job, or all of a matrix: the wait for its environment, its rights, its steps, and what it passes on. */
import { randomBytes } from 'node:crypto';
import type { SimRun } from './actions-oidc.ts';
import { preparePlace } from './job-place.ts';
import type { JobResult, Play, PlayedJob } from './job-player.ts';
import { type JobSetting, playSteps } from './job-steps.ts';
import { isOn } from './quirks.ts';
import { masksOf } from './runner-files.ts';
import { evaluateText, type Value } from './workflow-expressions.ts';
import type { Job, Permissions } from './workflow-file.ts';
import type { Leg } from './workflow-matrix.ts';

type Values = Readonly<Record<string, Value>>;

interface Part {
  readonly leg: Leg | undefined;
  /** The contexts of the job, before its steps. */
  readonly values: Values;
  /** Empty: none. */
  readonly environment: string;
}

/** @param legs absent: there is no matrix. */
export async function playLegs(
  job: Job,
  legs: readonly Leg[] | undefined,
  values: Values,
  play: Play,
): Promise<readonly PlayedJob[]> {
  const total = legs?.length ?? 1;
  const most = job.strategy?.maxParallel ?? total;
  const failFast = job.strategy?.failFast ?? true;
  const parts = (legs ?? [undefined]).map((leg, index) => {
    const strategy = { 'job-index': index, 'job-total': total, 'max-parallel': most, 'fail-fast': failFast };
    const own = { ...values, strategy, matrix: leg ?? null };
    evaluateText(job.concurrency?.group ?? '', { values: own });
    return { leg, values: own, environment: evaluateText(job.environment ?? '', { values: own }) };
  });
  const played: PlayedJob[] = [];
  const cancel = new AbortController();
  for (let at = 0; at < parts.length; at += most) {
    const together = parts.slice(at, at + most);
    const waits = await waitForReviews(job, together, play);
    const ended = await Promise.all(
      together.map(async (part) => {
        const held = cancel.signal.aborted ? 'cancelled' : waits.get(part.environment);
        if (held !== undefined) return unplayed(job, held, part.leg, part.environment);
        const one = await playPart(job, part, play, cancel.signal);
        if (one.result === 'failure' && failFast && legs !== undefined) cancel.abort();
        return one;
      }),
    );
    played.push(...ended);
  }
  return played;
}

/** Jobs that wait for one environment at the same time wait for one review. */
async function waitForReviews(
  job: Job,
  parts: readonly Part[],
  { options, start }: Play,
): Promise<ReadonlyMap<string, JobResult>> {
  const { world, review } = options;
  const { runId, actor } = start.run;
  const held = new Map<string, JobResult>();
  for (const environment of new Set(parts.map((part) => part.environment))) {
    if (environment === '') continue;
    if (world.github.jobs.start(runId, environment, actor) === 'runs') continue;
    await review?.({ job: job.id, environment, runId });
    const run = world.github.state.runs.get(runId);
    const verdict = run?.reviews.findLast(({ environments }) => environments.includes(environment));
    if (run?.waiting.has(environment.toLowerCase()) === true) held.set(environment, 'waiting');
    else if (verdict?.state === 'rejected') held.set(environment, 'failure');
  }
  return held;
}

async function playPart(job: Job, part: Part, play: Play, cancel: AbortSignal): Promise<PlayedJob> {
  const { options, workflow } = play;
  const { world } = options;
  const asked = job.permissions ?? workflow.permissions ?? {};
  const permissions = forPullRequest(options.permissionsOf?.(job.id, asked) ?? asked, play);
  const before = world.network.exchanges.length;
  const setting = settingOf(job, part, play, permissions, cancel);
  const { steps, isSuccess, contexts } = await playSteps(job.steps, setting);
  const masked = steps.flatMap((step) => step.masks ?? []);
  // actions/create-github-app-token takes its token back when the job ends.
  for (const token of masked) world.github.state.tokens.delete(token);
  const outputs = Object.entries(job.outputs).map(
    ([name, text]) => [name, evaluateText(text, contexts)] as const,
  );
  const masks = [
    ...masksOf([], [...setting.secrets, ...masked]),
    ...steps.flatMap(({ action }) => action?.masks ?? []),
  ];
  const drops = isOn('masked-outputs-dropped', world.quirks);
  const isSecret = ([, value]: readonly [string, string]): boolean =>
    drops && masks.some((mask) => value.includes(mask));
  const isCancelled =
    cancel.aborted && !isSuccess && steps.some(({ action }) => (action?.signals.length ?? 0) > 0);
  return {
    id: job.id,
    leg: part.leg,
    environment: part.environment || undefined,
    permissions,
    result: isCancelled ? 'cancelled' : isSuccess ? 'success' : 'failure',
    steps,
    outputs: Object.fromEntries(outputs.filter((one) => !isSecret(one))),
    droppedOutputs: outputs.filter(isSecret).map(([name]) => name),
    exchanges: world.network.exchanges.slice(before),
  };
}

/** From a fork, or by Dependabot: GitHub leaves no more than reading, and no identity. */
function forPullRequest(permissions: Permissions, { start }: Play): Permissions {
  if (!isForeign(start.run)) return permissions;
  const left = Object.entries(permissions).filter(([name]) => name !== 'id-token');
  return Object.fromEntries(left.map(([name, one]) => [name, one === 'write' ? 'read' : one]));
}

function isForeign({ eventName, pullRequest, owner, repository, actor }: SimRun): boolean {
  if (eventName !== 'pull_request') return false;
  return pullRequest?.headRepository !== `${owner}/${repository}` || actor === 'dependabot[bot]';
}

function settingOf(
  job: Job,
  part: Part,
  play: Play,
  permissions: Permissions,
  cancel: AbortSignal,
): JobSetting {
  const { options, start, artifacts } = play;
  const token = issueToken(play, permissions);
  const own = options.environmentVariables?.[part.environment] ?? {};
  const vars = { ...options.variables, ...own };
  const secrets = { ...(isForeign(start.run) ? {} : options.secrets), GITHUB_TOKEN: token };
  const github = { ...(part.values['github'] as Values), token, job: job.id };
  const values = { ...part.values, github, vars, secrets, runner: { os: 'Linux' } };
  const env = Object.entries(job.env).map(([name, text]) => [name, evaluateText(text, { values })]);
  // The job's own limit, where time passes fast enough to come to it.
  const limit = options.action?.warp?.toReal(job.timeoutMinutes * 60_000);
  return {
    world: options.world,
    run: { ...start.run, job: job.id, environment: part.environment || undefined },
    token,
    hasIdToken: permissions['id-token'] === 'write',
    event: start.event,
    secrets: Object.values(secrets),
    values,
    env: Object.fromEntries(env) as Readonly<Record<string, string>>,
    place: preparePlace(options.world),
    artifacts,
    app: options.app,
    programs: options.programs ?? {},
    after: async (step, workspace) => await options.after?.({ job: job.id, step, workspace }),
    action: {
      cancelAt: AbortSignal.any(
        limit === undefined ? [cancel] : [cancel, AbortSignal.timeout(Math.ceil(limit))],
      ),
      ...options.action,
    },
  };
}

/** `github.token` of one job, which may do what its permissions say. */
function issueToken({ options }: Play, permissions: Permissions): string {
  const token = `ghs_${randomBytes(18).toString('hex')}`;
  options.world.github.state.tokens.set(token, {
    token,
    kind: 'actions',
    login: 'github-actions[bot]',
    issues: permissions['issues'] ?? 'none',
    pulls: permissions['pull-requests'] ?? 'none',
    contents: permissions['contents'] ?? 'none',
    actions: (permissions['actions'] ?? 'none') === 'none' ? 'none' : 'read',
  });
  return token;
}

/** A job, or one of a matrix, that never came to its steps. */
export function unplayed(job: Job, result: JobResult, leg?: Leg, environment?: string): PlayedJob {
  return {
    id: job.id,
    leg,
    environment,
    permissions: {},
    result,
    steps: [],
    outputs: {},
    droppedOutputs: [],
    exchanges: [],
  };
}
