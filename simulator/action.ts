import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SimRun } from './actions-oidc.ts';
import { isOn } from './quirks.ts';
import {
  commandFilePath,
  commandFiles,
  eventPayload,
  inputEnvironment,
  proxyEnvironment,
  type RunnerPlaces,
  runEnvironment,
} from './runner-environment.ts';
import {
  type Annotation,
  annotationsOf,
  masksOf,
  maskText,
  readCommandFile,
  readCommands,
  type WorkflowCommand,
} from './runner-files.ts';
import type { World } from './world.ts';

export interface ActionOptions {
  readonly world: World;
  /** As under `with:`; `action.yml` gives the rest. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Added to the environment, or in place of what stands there; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Added to the webhook's payload. */
  readonly event?: Readonly<Record<string, unknown>>;
  /** What differs from the world's run. */
  readonly run?: Partial<SimRun>;
  /** `github.token`; absent: a job token that may write issues. */
  readonly githubToken?: string;
  /** `permissions: id-token: write`; absent: given. */
  readonly idToken?: boolean;
  /** Values that the workflow keeps as secrets: masked from the start. */
  readonly secrets?: readonly string[];
  /** Programs on the runner, by name: nothing else is on its `PATH`. */
  readonly tools?: Readonly<Record<string, string>>;
  /** Step debugging on, as after "Enable debug logging". */
  readonly debug?: boolean;
  /** Kills the process at once: a runner that dies. */
  readonly signal?: AbortSignal;
  /** Milliseconds until the process is killed. */
  readonly timeout?: number;
  /** Absent: `dist/index.js` and `action.yml` of this repository. */
  readonly main?: string;
  readonly actionFile?: string;
  /** Keeps the run's directory when the world closes. */
  readonly keep?: boolean;
}

export interface ActionResult {
  /** `null` when the process was killed. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as people see it, with masked values as `***`. */
  readonly log: string;
  /** What another job can read: without the outputs that hold a masked value. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What later steps of the same job can read. */
  readonly stepOutputs: Readonly<Record<string, string>>;
  readonly droppedOutputs: readonly string[];
  /** What the runner itself would say: unexpected inputs, dropped outputs, broken command files. */
  readonly runnerWarnings: readonly string[];
  readonly environmentChanges: Readonly<Record<string, string>>;
  /** Masked, as the runner uploads it. */
  readonly summary: string;
  readonly commands: readonly WorkflowCommand[];
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  /** Milliseconds. */
  readonly duration: number;
  /** The run's own directory: `temp` is its `RUNNER_TEMP`. */
  readonly directory: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const writingToken = 'ghs_actions';

/** Runs the action's own bundle as GitHub's runner would, in a process of its own that sees this world alone. */
export async function runAction(options: ActionOptions): Promise<ActionResult> {
  const { world } = options;
  const run = { ...world.run, ...options.run };
  const directory = mkdtempSync(join(tmpdir(), 'aks-upgrade-run-'));
  if (options.keep !== true) world.atClose(() => rmSync(directory, { recursive: true, force: true }));
  const places = preparePlaces(directory, options, run);
  const token = options.githubToken ?? writingToken;
  const inputs = inputEnvironment(options.actionFile ?? join(root, 'action.yml'), options.inputs, token);
  const job = world.beginJob(run);
  const authorityFile = join(directory, 'authority.pem');
  writeFileSync(authorityFile, world.network.authority);
  const environment: Record<string, string | undefined> = {
    ...runEnvironment(run, places),
    ...proxyEnvironment(world.network.proxyUrl, authorityFile),
    ...(options.idToken === false
      ? {}
      : { ACTIONS_ID_TOKEN_REQUEST_URL: job.url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: job.requestToken }),
    ...(options.debug === true ? { RUNNER_DEBUG: '1' } : {}),
    ...inputs.variables,
    ...options.env,
  };
  const ended = await runProcess(options, places.workspace, environment);
  const secrets = [token, job.requestToken, ...(options.secrets ?? [])];
  return gather(options, directory, ended, secrets, inputs.unexpected);
}

function preparePlaces(directory: string, options: ActionOptions, run: SimRun): RunnerPlaces {
  const places = Object.fromEntries(
    ['workspace', 'temp', 'tools', 'home', 'bin', 'commands'].map((name) => [name, join(directory, name)]),
  );
  for (const place of Object.values(places)) mkdirSync(place);
  const files = Object.fromEntries(commandFiles.map((name) => [name, commandFilePath(directory, name)]));
  for (const file of Object.values(files)) writeFileSync(file, '');
  const eventFile = commandFilePath(directory, 'event.json');
  writeFileSync(eventFile, JSON.stringify({ ...eventPayload(run), ...options.event }));
  for (const [name, text] of Object.entries(options.tools ?? {})) {
    writeFileSync(join(directory, 'bin', name), text, { mode: 0o755 });
  }
  return {
    workspace: join(directory, 'workspace'),
    temp: join(directory, 'temp'),
    toolCache: join(directory, 'tools'),
    home: join(directory, 'home'),
    bin: join(directory, 'bin'),
    files: { ...files, GITHUB_EVENT_PATH: eventFile },
  };
}

interface Ended {
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly duration: number;
}

function runProcess(
  options: ActionOptions,
  cwd: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Ended> {
  const started = performance.now();
  const main = options.main ?? join(root, 'dist', 'index.js');
  // A group of its own, so that whatever it starts ends with it.
  const child = spawn(process.execPath, [main], { cwd, env: environment, detached: true, stdio: 'pipe' });
  child.stdin.end();
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  let timedOut = false;
  const kill = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  };
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, options.timeout ?? 60_000);
  if (options.signal?.aborted === true) kill();
  options.signal?.addEventListener('abort', kill, { once: true });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', kill);
      const [stdout, stderr] = [Buffer.concat(out).toString('utf8'), Buffer.concat(err).toString('utf8')];
      resolve({ exitCode, timedOut, stdout, stderr, duration: performance.now() - started });
    });
  });
}

function gather(
  options: ActionOptions,
  directory: string,
  ended: Ended,
  secrets: readonly string[],
  unexpected: readonly string[],
): ActionResult {
  const read = (name: string): string => readFileSync(commandFilePath(directory, name), 'utf8');
  const commands = readCommands(ended.stdout);
  const masks = masksOf(commands, secrets);
  const [output, changes] = [readCommandFile(read('GITHUB_OUTPUT')), readCommandFile(read('GITHUB_ENV'))];
  const drops = isOn('masked-outputs-dropped', options.world.quirks);
  const holdsSecret = (value: string): boolean => drops && masks.some((mask) => value.includes(mask));
  const dropped = Object.keys(output.values).filter((name) => holdsSecret(output.values[name] ?? ''));
  const leaving = Object.entries(output.values).filter(([name]) => !dropped.includes(name));
  const runnerWarnings = [
    ...(unexpected.length === 0 ? [] : [`Unexpected input(s) '${unexpected.join("', '")}'`]),
    ...dropped.map((name) => `Skip output '${name}' since it may contain secret.`),
    ...[output.problem, changes.problem].filter((problem) => problem !== undefined),
  ];
  return {
    ...ended,
    log: maskText(ended.stdout, masks),
    outputs: Object.fromEntries(leaving),
    stepOutputs: output.values,
    droppedOutputs: dropped,
    runnerWarnings,
    environmentChanges: changes.values,
    summary: maskText(read('GITHUB_STEP_SUMMARY'), masks),
    commands,
    annotations: annotationsOf(commands),
    masks,
    directory,
  };
}
