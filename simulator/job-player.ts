/** Plays a workflow's jobs on the simulator in the order of their needs, as GitHub and its runners would. */
import type { ActionOptions } from './action.ts';
import type { SimRun } from './actions-oidc.ts';
import type { ExchangeRecord } from './exchange.ts';
import { headOf } from './github-git-state.ts';
import { playLegs, unplayed } from './job-legs.ts';
import type { Artifacts } from './job-stand-ins.ts';
import type { DoneStep, PlayedStep, SimApp } from './job-steps.ts';
import { type Contexts, evaluateCondition, evaluateText, type Value } from './workflow-expressions.ts';
import { type Job, type Permissions, parseWorkflow, type Workflow } from './workflow-file.ts';
import { expandMatrix, type Leg } from './workflow-matrix.ts';
import { type Start, startRun, type Texts } from './workflow-run.ts';
import { findHindrance } from './workflow-start.ts';
import type { World } from './world.ts';

export interface PlayOptions {
  readonly world: World;
  /** The text of the workflow's file. */
  readonly workflow: string;
  /** Absent: the first of its events. */
  readonly event?: string;
  /** Of `workflow_dispatch`. */
  readonly inputs?: Texts;
  /** Variables of the repository. */
  readonly variables?: Texts;
  /** Variables of its environments, which cover those. */
  readonly environmentVariables?: Readonly<Record<string, Texts>>;
  readonly secrets?: Texts;
  /** What differs from the world's run: id, attempt, actor, and what `pushRun` and `pullRequestRun` say. */
  readonly run?: Partial<SimRun>;
  /** Somebody pressed "Approve workflows to run" below a pull request of a job's own token. */
  readonly isLetIn?: boolean;
  /** Whose tokens actions/create-github-app-token gets. */
  readonly app?: SimApp;
  /** Scripts that stand for programs which an action of somebody else's puts on the runner, by name. */
  readonly programs?: Texts;
  /** Somebody looks at a job that waits for its environment; it waits on if that was not enough. */
  readonly review?: (waiting: Waiting) => void | Promise<void>;
  /** Right before a job begins: change the world. */
  readonly before?: (job: string) => void | Promise<void>;
  /** Right after a step: what it stands for is done to the world. */
  readonly after?: (done: DoneStep) => void | Promise<void>;
  /** Gives other permissions than the file. */
  readonly permissionsOf?: (job: string, asked: Permissions) => Permissions;
  /** For every run of our action: another bundle, a warp, a longer time. */
  readonly action?: Partial<ActionOptions>;
}

export interface Waiting {
  readonly job: string;
  readonly environment: string;
  readonly runId: string;
}

export type JobResult = 'success' | 'failure' | 'cancelled' | 'skipped' | 'waiting';

export interface PlayedJob {
  readonly id: string;
  /** Its place in a matrix. */
  readonly leg: Leg | undefined;
  readonly environment: string | undefined;
  readonly permissions: Permissions;
  readonly result: JobResult;
  readonly steps: readonly PlayedStep[];
  /** What jobs that need it can read. */
  readonly outputs: Texts;
  /** Not passed on: they hold a masked value. */
  readonly droppedOutputs: readonly string[];
  /** From its begin to its end, with those of jobs beside it. */
  readonly exchanges: readonly ExchangeRecord[];
}

export interface PlayedRun {
  readonly jobs: readonly PlayedJob[];
  /** By job, all of a matrix together. */
  readonly results: Readonly<Record<string, JobResult>>;
  /** Why GitHub started nothing: there are no jobs then. */
  readonly notStarted?: string;
}

/** What playing one job needs to know of the run. */
export interface Play {
  readonly options: PlayOptions;
  readonly workflow: Workflow;
  readonly start: Start;
  readonly done: Map<string, readonly PlayedJob[]>;
  readonly artifacts: Artifacts;
}

/** @throws for a workflow that GitHub would refuse, and for one that nobody here plays. */
export async function playWorkflow(options: PlayOptions): Promise<PlayedRun> {
  const workflow = parseWorkflow(options.workflow);
  const { world } = options;
  const eventName = options.event ?? options.run?.eventName ?? workflow.events[0] ?? '';
  // What starts by itself or by hand takes the branch as it stands.
  const sha = world.github.state.git.refs.get(options.run?.ref ?? headOf('main')) ?? world.run.sha;
  const run = { ...world.run, sha, workflow: workflow.name, ...options.run, eventName };
  const start = startRun(workflow, run, options.inputs ?? {}, options.variables ?? {});
  const notStarted = findHindrance(workflow, run, world.github, options.isLetIn ?? false);
  if (notStarted !== undefined) return { jobs: [], results: {}, notStarted };
  const play: Play = { options, workflow, start, done: new Map(), artifacts: new Map() };
  // Nobody else runs here: that the name of the group can be made is all there is to see.
  evaluateText(workflow.concurrency?.group ?? '', { values: start.contexts });
  const left = [...workflow.jobs];
  while (left.length > 0) {
    const next = left.findIndex(({ needs }) => needs.every((id) => play.done.has(id)));
    if (next < 0) throw new Error('The jobs need each other in a circle.');
    const [job] = left.splice(next, 1);
    if (job !== undefined) play.done.set(job.id, await playJob(job, play));
  }
  return {
    jobs: [...play.done.values()].flat(),
    results: Object.fromEntries([...play.done.keys()].map((id) => [id, resultOf(id, play)])),
  };
}

async function playJob(job: Job, play: Play): Promise<readonly PlayedJob[]> {
  const ancestors = ancestorsOf(job, play.workflow).map((id) => resultOf(id, play));
  if (ancestors.includes('waiting')) return [unplayed(job, 'waiting')];
  const values = { ...play.start.contexts, needs: needsContext(job, play) };
  if (!evaluateCondition(job.condition, { values, status: statusOf(ancestors) }))
    return [unplayed(job, 'skipped')];
  await play.options.before?.(job.id);
  const legs = job.strategy === undefined ? undefined : expandMatrix(job.strategy, { values });
  return await playLegs(job, legs, values, play);
}

function needsContext(job: Job, play: Play): Value {
  const needed = job.needs.map((id) => {
    // A matrix has one set of outputs: the last job to set one wins.
    const outputs = Object.assign({}, ...(play.done.get(id) ?? []).map((leg) => leg.outputs)) as Texts;
    return [id, { result: resultOf(id, play), outputs }] as const;
  });
  return Object.fromEntries(needed);
}

/** All jobs that it needs, and that those need. */
function ancestorsOf(job: Job, workflow: Workflow): readonly string[] {
  const parents = workflow.jobs.filter(({ id }) => job.needs.includes(id));
  return [...new Set(parents.flatMap((parent) => [parent.id, ...ancestorsOf(parent, workflow)]))];
}

/** `success()` and `failure()` ask all ancestors; a skipped one is neither. */
function statusOf(results: readonly JobResult[]): NonNullable<Contexts['status']> {
  if (results.includes('failure')) return 'failure';
  if (results.includes('cancelled')) return 'cancelled';
  return results.includes('skipped') ? 'skipped' : 'success';
}

const worstFirst: readonly JobResult[] = ['failure', 'cancelled', 'waiting', 'skipped', 'success'];

function resultOf(id: string, { done }: Play): JobResult {
  const results = (done.get(id) ?? []).map(({ result }) => result);
  return worstFirst.find((result) => results.includes(result)) ?? 'success';
}
