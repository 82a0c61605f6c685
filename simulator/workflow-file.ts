/** A workflow as it stands in its file. What nobody here plays is refused, so that nothing in it goes unnoticed. */
import { parse } from 'yaml';
import { type Events, readEvents } from './workflow-events.ts';
import { mapping, only, type Raw, text, texts } from './workflow-fields.ts';

export interface Workflow extends Events {
  readonly name: string;
  readonly permissions: Permissions | undefined;
  readonly concurrency: Concurrency | undefined;
  /** In the order of the file. */
  readonly jobs: readonly Job[];
}

export type Permissions = Readonly<Record<string, 'read' | 'write' | 'none'>>;

export interface Concurrency {
  readonly group: string;
  readonly cancelsRunning: boolean;
}

export interface Job {
  readonly id: string;
  readonly needs: readonly string[];
  readonly condition: string | undefined;
  readonly runsOn: string;
  /** Absent: the workflow's. */
  readonly permissions: Permissions | undefined;
  readonly environment: string | undefined;
  readonly concurrency: Concurrency | undefined;
  readonly timeoutMinutes: number;
  readonly strategy: Strategy | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Strategy {
  /** An expression for the whole, or the values of each name. */
  readonly matrix: string | Readonly<Record<string, unknown>>;
  readonly failFast: boolean;
  /** Absent: as many as there are. */
  readonly maxParallel: number | undefined;
}

export interface Step {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly condition: string | undefined;
  readonly uses: string | undefined;
  readonly run: string | undefined;
  readonly with: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** @throws for what is no workflow, and for what nobody here plays. */
export function parseWorkflow(text: string): Workflow {
  const raw = mapping(parse(text, { strict: true, uniqueKeys: true }), 'the workflow');
  only(raw, 'the workflow', ['name', 'on', 'permissions', 'concurrency', 'jobs']);
  const jobs = Object.entries(mapping(raw['jobs'], 'jobs')).map(([id, job]) => readJob(id, mapping(job, id)));
  for (const { id, needs } of jobs) {
    const unknown = needs.find((one) => !jobs.some((job) => job.id === one));
    if (unknown !== undefined) throw new Error(`${id} needs ${unknown}, which is not there.`);
  }
  return {
    name: String(raw['name'] ?? ''),
    ...readEvents(raw['on']),
    permissions: readPermissions(raw['permissions']),
    concurrency: readConcurrency(raw['concurrency']),
    jobs,
  };
}

function readJob(id: string, raw: Raw): Job {
  only(raw, id, [
    ...['name', 'needs', 'if', 'runs-on', 'permissions', 'environment', 'concurrency', 'timeout-minutes'],
    ...['strategy', 'outputs', 'env', 'steps'],
  ]);
  const needs = raw['needs'] ?? [];
  return {
    id,
    needs: typeof needs === 'string' ? [needs] : (needs as readonly string[]),
    condition: text(raw['if']),
    runsOn: String(raw['runs-on']),
    permissions: readPermissions(raw['permissions']),
    environment: readEnvironment(raw['environment']),
    concurrency: readConcurrency(raw['concurrency']),
    timeoutMinutes: Number(raw['timeout-minutes'] ?? 360),
    strategy: raw['strategy'] === undefined ? undefined : readStrategy(mapping(raw['strategy'], 'strategy')),
    outputs: texts(raw['outputs']),
    env: texts(raw['env']),
    steps: (raw['steps'] as readonly unknown[]).map((step) => readStep(mapping(step, `a step of ${id}`))),
  };
}

function readStep(raw: Raw): Step {
  only(raw, 'a step', ['id', 'name', 'if', 'uses', 'run', 'with', 'env']);
  if ((raw['uses'] === undefined) === (raw['run'] === undefined))
    throw new Error(`A step either uses something or runs something: ${JSON.stringify(raw)}`);
  return {
    id: text(raw['id']),
    name: text(raw['name']),
    condition: text(raw['if']),
    uses: text(raw['uses']),
    run: text(raw['run']),
    with: texts(raw['with']),
    env: texts(raw['env']),
  };
}

function readStrategy(raw: Raw): Strategy {
  only(raw, 'strategy', ['matrix', 'fail-fast', 'max-parallel']);
  const parallel = raw['max-parallel'];
  return {
    matrix: typeof raw['matrix'] === 'string' ? raw['matrix'] : mapping(raw['matrix'], 'matrix'),
    failFast: raw['fail-fast'] !== false,
    maxParallel: parallel === undefined ? undefined : Number(parallel),
  };
}

function readEnvironment(raw: unknown): string | undefined {
  if (raw === undefined || typeof raw === 'string') return raw;
  const environment = mapping(raw, 'environment');
  only(environment, 'environment', ['name', 'url']);
  return text(environment['name']);
}

function readConcurrency(raw: unknown): Concurrency | undefined {
  if (raw === undefined) return undefined;
  if (typeof raw === 'string') return { group: raw, cancelsRunning: false };
  const concurrency = mapping(raw, 'concurrency');
  only(concurrency, 'concurrency', ['group', 'cancel-in-progress']);
  return { group: String(concurrency['group']), cancelsRunning: concurrency['cancel-in-progress'] === true };
}

function readPermissions(raw: unknown): Permissions | undefined {
  if (raw === undefined) return undefined;
  const permissions = mapping(raw, 'permissions');
  for (const [name, value] of Object.entries(permissions)) {
    if (!['read', 'write', 'none'].includes(String(value))) throw new Error(`permissions: ${name}: ${value}`);
  }
  return permissions as Permissions;
}
