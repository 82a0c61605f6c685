/** A step's process as the runner keeps it: started in a group of its own, cancelled by signals, killed at the end. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { FaultMatch, FaultRule } from './faults.ts';

/** Milliseconds that a cancelled step is given after each signal (actions/runner, ProcessInvoker). */
export const cancellation = [
  { signal: 'SIGINT', patience: 7500 },
  { signal: 'SIGTERM', patience: 2500 },
] as const;

/** When something befalls a run: real milliseconds after its start, or an exchange. */
export type Moment<When extends string> = number | ExchangeMoment<When>;

export interface ExchangeMoment<When extends string> {
  readonly match: FaultMatch;
  /** Which of the matching exchanges, counted from 1 at the start of the run; absent: the first. */
  readonly nth?: number;
  /**
   * `before`: the request is on its way, the service has not seen it. `lost`: the service did what was asked, and the
   * answer is on its way. `after`: the answer has arrived.
   */
  readonly when: When;
  /** Real milliseconds that pass until then; absent: none, but a few after an answer, which has to arrive. */
  readonly delay?: number;
}

export type KillMoment = Moment<'before' | 'lost' | 'after'>;
/** A cancellation changes no exchange: there is none that is lost. */
export type CancelMoment = Moment<'before' | 'after'>;

export interface ProcessOptions {
  readonly main: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Real milliseconds until the process is killed. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly killAt: KillMoment | undefined;
  readonly cancelAt: CancelMoment | undefined;
  /** Of the world that the process sees: where the moments of exchanges are looked for. */
  readonly faults: FaultRule[];
}

export interface SentSignal {
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL';
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
}

export function runProcess(options: ProcessOptions): Promise<Ended> {
  const { main, cwd, environment } = options;
  // A group of its own, so that whatever it starts ends with it.
  const child = spawn(process.execPath, [main], { cwd, env: environment, detached: true, stdio: 'pipe' });
  const started = performance.now();
  const signals: SentSignal[] = [];
  const send = (signal: SentSignal['signal']): void => {
    if (hasEnded(child)) return;
    signals.push({ signal, at: performance.now() - started });
    // Only the end is for the whole group, as in `NixKillProcessTree`.
    signalProcess(child, signal, signal === 'SIGKILL');
  };
  let timedOut = false;
  const undo = [
    arrange(options, child, send),
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
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      for (const one of undo) one();
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

type Undo = () => void;

/** Whatever is to befall this process from outside. */
function arrange(
  options: ProcessOptions,
  child: ChildProcess,
  send: (signal: SentSignal['signal']) => void,
): Undo {
  const undo: Undo[] = [];
  const kill = (): void => send('SIGKILL');
  const cancel = (): void => {
    if (hasEnded(child)) return;
    let patience = 0;
    for (const { signal, patience: more } of cancellation) {
      undo.push(after(patience, () => send(signal)));
      patience += more;
    }
    undo.push(after(patience, kill));
  };
  const { signal, killAt, cancelAt, faults } = options;
  if (signal?.aborted === true) kill();
  signal?.addEventListener('abort', kill, { once: true });
  undo.push(() => signal?.removeEventListener('abort', kill));
  if (typeof killAt === 'number') undo.push(after(killAt, kill));
  else if (killAt !== undefined) undo.push(lieInWait(faults, killRule(killAt, kill)));
  if (typeof cancelAt === 'number') undo.push(after(cancelAt, cancel));
  else if (cancelAt !== undefined) undo.push(lieInWait(faults, cancelRule(cancelAt, cancel)));
  child.once('exit', () => {
    for (const one of undo.splice(0)) one();
  });
  return () => {
    for (const one of undo.splice(0)) one();
  };
}

/** Milliseconds in which an answer on loopback arrives. */
const arrival = 5;

function killRule({ match, nth = 1, when, delay }: ExchangeMoment<string>, kill: () => void): FaultRule {
  const afterwards = (): void => void after(delay ?? (when === 'after' ? arrival : 0), kill);
  if (when === 'after') return { name: 'killed after', match, nth, kind: 'after', afterwards };
  // Nobody will wait for this answer.
  return {
    name: `killed ${when}`,
    match,
    nth,
    kind: when === 'lost' ? 'lost' : 'before',
    broken: 'hang',
    afterwards,
  };
}

function cancelRule(moment: ExchangeMoment<string>, cancel: () => void): FaultRule {
  const { match, nth = 1, when, delay } = moment;
  const afterwards = (): void => void after(delay ?? (when === 'after' ? arrival : 0), cancel);
  if (when === 'after') return { name: 'cancelled after', match, nth, kind: 'after', afterwards };
  // Looks on and lets every exchange pass.
  let count = 0;
  const watch: FaultMatch = {
    ...match,
    when: (request) => {
      if (match.when?.(request) === false) return false;
      count += 1;
      if (count === nth) afterwards();
      return false;
    },
  };
  return { name: 'cancelled before', match: watch, kind: 'after' };
}

/** In front of the rules of the test: of several that match, the first decides. */
function lieInWait(faults: FaultRule[], rule: FaultRule): Undo {
  faults.unshift(rule);
  return () => {
    const at = faults.indexOf(rule);
    if (at >= 0) faults.splice(at, 1);
  };
}

/** Always in a turn of its own, so that what was being sent is sent. */
function after(milliseconds: number, act: () => void): Undo {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
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
