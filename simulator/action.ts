import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SimRun } from './actions-oidc.ts';
import { isOn } from './quirks.ts';
import { checkOut } from './runner-checkout.ts';
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
import type { CancelMoment, KillMoment } from './runner-moments.ts';
import { type Ended, runProcess } from './runner-process.ts';
import type { Warp } from './time-warp.ts';
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
  /**
   * What actions/checkout put into the workspace: a commit of the simulated repository, or files by path. `true`: the
   * commit of the run.
   */
  readonly checkout?: true | string | Readonly<Record<string, string | Uint8Array>>;
  /** The workspace that earlier steps of the job left; absent: an empty one. */
  readonly workspace?: string;
  /** Programs on the runner, by name: nothing else is on its `PATH`. */
  readonly tools?: Readonly<Record<string, string>>;
  /** Step debugging on, as after "Enable debug logging". */
  readonly debug?: boolean;
  /** Kills the process at once: a runner that dies. */
  readonly signal?: AbortSignal;
  /** Kills the process at a moment or an exchange, to see what a run leaves behind. */
  readonly killAt?: KillMoment;
  /** Cancels the run as the runner does: SIGINT, 7.5 s, SIGTERM, 2.5 s, SIGKILL. In real time, whatever the warp. */
  readonly cancelAt?: CancelMoment;
  /** Time for this run, the world's own: give its clock to the world. Absent: the machine's time. */
  readonly warp?: Warp;
  /** Real milliseconds until the process is killed. */
  readonly timeout?: number;
  /** Absent: `dist/index.js` and `action.yml` of this repository. */
  readonly main?: string;
  readonly actionFile?: string;
  /** Keeps the run's directory when the world closes. */
  readonly keep?: boolean;
}

export interface ActionResult extends Ended {
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
  /** The run's own directory: `temp` is its `RUNNER_TEMP`. */
  readonly directory: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const writingToken = 'ghs_actions';

/** A world serves the sources of release data only where it was given some: others are not to be asked for them. */
function inputsOf({ world, actionFile }: ActionOptions): Readonly<Record<string, string>> {
  return world.releases === undefined && actionFile === undefined ? { 'release-data': 'bundled' } : {};
}

/** Runs the action's own bundle as GitHub's runner would, in a process of its own that sees this world alone. */
export async function runAction(options: ActionOptions): Promise<ActionResult> {
  const { world } = options;
  const run = { ...world.run, ...options.run };
  const directory = mkdtempSync(join(tmpdir(), 'aks-upgrade-run-'));
  if (options.keep !== true) world.atClose(() => rmSync(directory, { recursive: true, force: true }));
  const places = preparePlaces(directory, options, run);
  const token = options.githubToken ?? writingToken;
  const inputs = inputEnvironment(
    options.actionFile ?? join(root, 'action.yml'),
    { ...inputsOf(options), ...options.inputs },
    token,
  );
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
    ...(options.warp === undefined ? {} : { NODE_OPTIONS: options.warp.nodeOptions }),
    ...inputs.variables,
    ...options.env,
  };
  const ended = await runProcess({
    main: options.main ?? join(root, 'dist', 'index.js'),
    cwd: places.workspace,
    environment,
    timeout: options.timeout ?? 60_000,
    signal: options.signal,
    killAt: options.killAt,
    cancelAt: options.cancelAt,
    faults: world.network.faults,
  });
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
  const workspace = options.workspace ?? join(directory, 'workspace');
  if (options.checkout !== undefined) checkOut(workspace, options.world.github, run, options.checkout);
  const eventFile = commandFilePath(directory, 'event.json');
  writeFileSync(eventFile, JSON.stringify({ ...eventPayload(run), ...options.event }));
  for (const [name, text] of Object.entries(options.tools ?? {})) {
    writeFileSync(join(directory, 'bin', name), text, { mode: 0o755 });
  }
  return {
    workspace,
    temp: join(directory, 'temp'),
    toolCache: join(directory, 'tools'),
    home: join(directory, 'home'),
    bin: join(directory, 'bin'),
    files: { ...files, GITHUB_EVENT_PATH: eventFile },
  };
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
    ...[output.problem, changes.problem, ended.startProblem].filter((problem) => problem !== undefined),
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
