/** A step's process as the runner keeps it: started in a group of its own, cancelled by signals, killed at the end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { after, arrange, type Befalling, type StepSignal } from './runner-moments.ts';

export interface ProcessOptions extends Befalling {
  readonly main: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Real milliseconds until the process is killed. */
  readonly timeout: number;
}

export interface SentSignal {
  readonly signal: StepSignal;
  /** Real milliseconds after the start. */
  readonly at: number;
}

export interface Ended {
  /** `null` when a signal ended the process. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** Real milliseconds. */
  readonly duration: number;
  /** What the process was sent, in order. */
  readonly signals: readonly SentSignal[];
  /** Real milliseconds from the first signal to the end; absent: none was sent. */
  readonly exitAfterSignal?: number;
  /** Why there never was a process. */
  readonly startProblem?: string;
}

/** Bytes of one variable with its name and the zero behind it: `MAX_ARG_STRLEN` of Linux. */
const longestVariable = 131_072;

export function runProcess(options: ProcessOptions): Promise<Ended> {
  const { main, cwd, environment } = options;
  const startProblem = findStartProblem(environment);
  if (startProblem !== undefined) return Promise.resolve({ ...neverBegan, startProblem });
  // A group of its own, so that whatever it starts ends with it.
  const child = spawn(process.execPath, [main], { cwd, env: environment, detached: true, stdio: 'pipe' });
  const started = performance.now();
  const signals: SentSignal[] = [];
  const send = (signal: StepSignal): void => {
    if (hasEnded(child)) return;
    signals.push({ signal, at: performance.now() - started });
    // Only the end is for the whole group, as in `NixKillProcessTree`.
    signalProcess(child, signal, signal === 'SIGKILL');
  };
  let timedOut = false;
  const undo = [
    arrange(options, send),
    after(options.timeout, () => {
      timedOut = true;
      send('SIGKILL');
    }),
  ];
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  child.stdin.end();
  let exitedAt = 0;
  child.on('exit', () => {
    exitedAt = performance.now() - started;
    for (const one of undo) one();
    // The runner cleans up what a step leaves running.
    signalProcess(child, 'SIGKILL', true);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      const [first] = signals;
      resolve({
        exitCode,
        timedOut,
        stdout: out(),
        stderr: err(),
        duration: exitedAt,
        signals,
        ...(first === undefined ? {} : { exitAfterSignal: exitedAt - first.at }),
      });
    });
  });
}

const neverBegan: Ended = {
  exitCode: null,
  timedOut: false,
  stdout: '',
  stderr: '',
  duration: 0,
  signals: [],
};

/** In the runner's words; not every system that tests run on has Linux's limit. */
function findStartProblem(environment: ProcessOptions['environment']): string | undefined {
  const long = Object.entries(environment).find(
    ([name, value]) => Buffer.byteLength(`${name}=${value ?? ''}`) + 1 > longestVariable,
  );
  if (long === undefined) return undefined;
  return `An error occurred trying to start process 'node'. Argument list too long (${long[0]})`;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function signalProcess(child: ChildProcess, signal: NodeJS.Signals, isForAll: boolean): void {
  try {
    if (child.pid !== undefined) process.kill(isForAll ? -child.pid : child.pid, signal);
  } catch {
    // Already gone.
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
