import { describeError, Failure, type FailureCode } from '../../failure.ts';
import type { Clock } from '../../inputs/clock.ts';
import type { Telling } from '../../inputs/inputs.ts';
import type { RunContext, Sha256 } from '../../inputs/run-context.ts';
import { idOf } from '../../report/names.ts';
import { type ProgressFacts, writeProgress, writeProgressMarker } from '../../report/progress.ts';
import type { Report } from '../../report/report.ts';
import type { ClusterProgress } from '../../upgrade/outcome.ts';
import type { Thread } from '../comment/thread.ts';
import { type Desk, openDesk, type Ports } from '../github/github-desk.ts';
import { findItems } from '../issue/github-find.ts';
import { openItems } from '../issue/recognise-items.ts';
import { type KnownComment, placeProgress } from './github-progress-comment.ts';
import { ProgressQueue } from './progress-queue.ts';

export interface ProgressBoard {
  /** Takes note of how a cluster stands; it is written when its turn has come. Never throws, never waits. */
  tell(progress: ClusterProgress): void;
  /** Writes how things stand in the end, within so many milliseconds; afterwards the board is closed. Never throws. */
  settle(milliseconds: number): Promise<{ readonly commentUrl?: string }>;
}

export interface BoardFacts {
  readonly telling: Telling;
  readonly context: RunContext;
  readonly sha256: Sha256;
}

/** Milliseconds between looks whether a comment's time has come. */
const nap = 5_000;

/** What asking again does not mend. */
const lasting: ReadonlySet<FailureCode> = new Set([
  'AKSU-GITHUB-PERMISSION',
  'AKSU-GITHUB-ISSUES-OFF',
  'AKSU-GITHUB-LOCKED',
]);

/**
 * Tells progress in comments of our open issue, one for each cluster, and nothing where there is no such issue. Nothing
 * of it stops an upgrade: the first trouble is a warning, what failed is tried again with the next edit, and where
 * GitHub refuses for good the board falls silent.
 */
export function openProgressBoard(facts: BoardFacts, ports: Ports): ProgressBoard {
  if (facts.telling.reportTo.includes('issue')) return new CommentBoard(facts, ports);
  ports.log.debug('Progress is told in the log alone: `report-to` names no issue.');
  return { tell() {}, settle: async () => ({}) };
}

interface Place {
  readonly desk: Desk;
  readonly thread: Thread;
}

class CommentBoard implements ProgressBoard {
  readonly #facts: BoardFacts;
  readonly #ports: Ports;
  readonly #queue = new ProgressQueue();
  readonly #comments = new Map<string, KnownComment>();
  readonly #end = new AbortController();
  readonly #hurry = new AbortController();
  #place: Place | undefined;
  #work: Promise<void> | undefined;
  #isSilent = false;
  #hasWarned = false;
  #firstUrl: string | undefined;

  constructor(facts: BoardFacts, ports: Ports) {
    this.#facts = facts;
    this.#ports = ports;
  }

  tell(progress: ClusterProgress): void {
    if (this.#isOver()) return;
    try {
      const now = this.#ports.clock.now();
      const write = (changedAt: Date) => writeProgress(progress, this.#tellingAt(changedAt));
      const hashedId = idOf(this.#tellingAt(now), progress.cluster.id);
      this.#queue.put(hashedId, { write, isLast: progress.isOver }, now);
      this.#start();
    } catch (error) {
      this.#complain(error);
    }
  }

  async settle(milliseconds: number): Promise<{ readonly commentUrl?: string }> {
    this.#queue.hurry();
    this.#hurry.abort();
    this.#start();
    if (this.#work !== undefined) {
      const early = new AbortController();
      await Promise.race([this.#work, this.#ports.clock.pause(milliseconds, early.signal)]);
      early.abort();
    }
    if (!this.#isOver() && this.#queue.isBehind()) {
      this.#warn('The last of it could not be written in time; the job summary has it.');
    }
    this.#end.abort();
    return this.#firstUrl === undefined ? {} : { commentUrl: this.#firstUrl };
  }

  #isOver(): boolean {
    return this.#isSilent || this.#end.signal.aborted;
  }

  #tellingAt(changedAt: Date): ProgressFacts {
    const { telling, context, sha256 } = this.#facts;
    return { inputs: { telling }, context, sha256, changedAt };
  }

  #start(): void {
    if (this.#work === undefined && !this.#isOver()) this.#work = this.#goOn();
  }

  /** Until nothing waits to be written; one comment after the other. Never rejects. */
  async #goOn(): Promise<void> {
    const { clock } = this.#ports;
    // Not before the caller has told all that it has to tell now.
    await Promise.resolve();
    while (!this.#isOver() && this.#queue.hasPending()) {
      const turn = this.#queue.take(clock.now());
      if (turn === undefined) await clock.pause(nap, this.#hurry.signal);
      else await this.#write(turn.hashedId, turn.body).catch((error: unknown) => this.#complain(error));
    }
    this.#work = undefined;
  }

  async #write(hashedId: string, body: string): Promise<void> {
    this.#place ??= await this.#findPlace();
    if (this.#place === undefined) {
      this.#isSilent = true;
      return;
    }
    const { desk, thread } = this.#place;
    const marker = writeProgressMarker(this.#facts.telling.reportKey, hashedId);
    const known = this.#comments.get(hashedId);
    const placed = await placeProgress(desk, { thread, marker }, body, known);
    if (placed === undefined) {
      this.#queue.drop(hashedId);
      return;
    }
    if (known === undefined) this.#ports.log.info(`Progress is told in ${placed.comment.url}`);
    this.#comments.set(hashedId, placed);
    this.#queue.confirm(hashedId);
    this.#firstUrl ??= placed.comment.url;
  }

  async #findPlace(): Promise<Place | undefined> {
    const { telling, context } = this.#facts;
    const desk = await openDesk(nothingToReport(telling.reportKey), telling, context, this.#endingPorts());
    const [item] = openItems((await findItems(desk)).ours);
    if (item !== undefined) return { desk, thread: { kind: 'issue', number: item.issue.number } };
    desk.log.debug('Progress is told in the log alone: no issue of ours is open.');
    return undefined;
  }

  /** With these nothing goes on for long after the board's end. */
  #endingPorts(): Ports {
    const { deadline = (milliseconds: number) => AbortSignal.timeout(milliseconds) } = this.#ports;
    const { signal } = this.#end;
    return {
      ...this.#ports,
      clock: pauseUntil(signal, this.#ports.clock),
      deadline: (milliseconds) => AbortSignal.any([deadline(milliseconds), signal]),
    };
  }

  #complain(error: unknown): void {
    if (!(error instanceof Failure) || lasting.has(error.code)) this.#isSilent = true;
    this.#warn(error instanceof Failure ? `${error.message} ${error.next}` : describeError(error));
  }

  #warn(text: string): void {
    if (this.#hasWarned || this.#end.signal.aborted) this.#ports.log.debug(`Progress: ${text}`);
    else this.#ports.log.warning('Progress not told', `${text} The upgrade itself goes on.`);
    this.#hasWarned = true;
  }
}

/** A desk has a report. Of this one the key alone is read: nothing is written but comments. */
function nothingToReport(key: string): Report {
  const nothing = { title: '', body: '', summary: '', fingerprint: '', closing: '', annotations: [] };
  return { ...nothing, key, standing: 'leave' };
}

/** No wait for GitHub holds the process after the end. */
function pauseUntil(end: AbortSignal, clock: Clock): Clock {
  const pause = async (milliseconds: number) => {
    await clock.pause(milliseconds, end);
    if (end.aborted) throw new Failure('AKSU-GITHUB', 'The run ended while progress waited for GitHub.');
  };
  return { now: () => clock.now(), pause };
}
