/** What befalls a step's process from outside, and when: after a time, at an exchange, at a signal. */
import type { FaultMatch, FaultRule } from './faults.ts';

/** Milliseconds that a cancelled step is given after each signal (actions/runner, ProcessInvoker). */
const cancellation = [
  { signal: 'SIGINT', patience: 7500 },
  { signal: 'SIGTERM', patience: 2500 },
] as const;

export type StepSignal = 'SIGINT' | 'SIGTERM' | 'SIGKILL';

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
export type CancelMoment = Moment<'before' | 'after'> | AbortSignal;

export interface Befalling {
  readonly signal: AbortSignal | undefined;
  readonly killAt: KillMoment | undefined;
  readonly cancelAt: CancelMoment | undefined;
  /** Of the world that the process sees: where exchanges are lain in wait for. */
  readonly faults: FaultRule[];
}

export type Undo = () => void;

/** Whatever is to befall a process, until it is undone. `send` does nothing once the process has ended. */
export function arrange(options: Befalling, send: (signal: StepSignal) => void): Undo {
  const undo: Undo[] = [];
  let isOver = false;
  const kill = (): void => send('SIGKILL');
  const cancel = (): void => {
    if (isOver) return;
    let patience = 0;
    for (const { signal, patience: more } of cancellation) {
      undo.push(after(patience, () => send(signal)));
      patience += more;
    }
    undo.push(after(patience, kill));
  };
  const { signal, killAt, cancelAt, faults } = options;
  if (signal !== undefined) undo.push(listen(signal, kill));
  if (typeof killAt === 'number') undo.push(after(killAt, kill));
  else if (killAt !== undefined) undo.push(lieInWait(faults, killRule(killAt, kill)));
  if (cancelAt instanceof AbortSignal) undo.push(listen(cancelAt, cancel));
  else if (typeof cancelAt === 'number') undo.push(after(cancelAt, cancel));
  else if (cancelAt !== undefined) undo.push(lieInWait(faults, cancelRule(cancelAt, cancel)));
  return () => {
    isOver = true;
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

function listen(signal: AbortSignal, act: () => void): Undo {
  if (signal.aborted) act();
  signal.addEventListener('abort', act, { once: true });
  return () => signal.removeEventListener('abort', act);
}

/** Always in a turn of its own, so that what was being sent is sent. */
export function after(milliseconds: number, act: () => void): Undo {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
}
