/** What is known of each approved step of one cluster, and what became of it. */

import type { StepState } from '../../plan/agreement.ts';
import type { ApprovedStep } from '../../plan/approved-plan.ts';
import type { StepOutcome, StepProgress } from '../outcome.ts';
import type { Look } from '../ports.ts';
import type { Ending, Page } from './page.ts';
import { tellReported } from './reported.ts';

export class StepBook {
  readonly pages: readonly Page[];
  readonly #hear: () => void;
  #heard: string;

  constructor(states: readonly StepState[], hear: () => void = () => undefined) {
    this.pages = states.map(openPage);
    this.#hear = hear;
    this.#heard = shapeOf(this.progress());
  }

  /** Those of which nothing final is known. */
  get open(): readonly Page[] {
    return this.pages.filter((page) => page.ended === undefined);
  }

  /** A step of which the look says nothing counts as unread. */
  read(look: Look): void {
    const states = new Map(look.agreement.states.map((state) => [keyOf(state.approved), state]));
    for (const page of this.pages) {
      page.state = states.get(keyOf(page.approved)) ?? unreadState(page);
      if (page.startedAt === undefined) this.#join(page, look.at);
    }
    this.#tell();
  }

  /** What runs was started by somebody else, or by a run that was killed: it is seen through like our own. */
  #join(page: Page, at: Date): void {
    const isAtWork = isRunning(page);
    if (isAtWork) page.wasRunning = true;
    if (isAtWork === (page.phase === 'running')) return;
    if (isAtWork) this.#turn(page, 'running', at, 'It was running when this run looked.');
    else this.#turn(page, 'waiting', undefined, '');
  }

  waits(page: Page, text: string): void {
    this.#turn(page, 'waiting', undefined, text);
    this.#tell();
  }

  starts(page: Page, at: Date): void {
    this.#turn(page, 'starting', at, '');
    this.#tell();
  }

  /** From here on the step is never sent again. */
  started(page: Page, at: Date, from: string, text: string): void {
    page.startedAt = at;
    page.startedFrom = from;
    this.#turn(page, 'running', at, text);
    this.#tell();
  }

  /** Done before, and due again. */
  reopen(page: Page): void {
    page.ended = undefined;
  }

  end(page: Page, ending: Ending): StepOutcome {
    const ended = this.#close(page, ending);
    this.#tell();
    return ended;
  }

  #close(page: Page, ending: Ending): StepOutcome {
    const { cluster, pool } = page.state;
    const ended = {
      approved: page.approved,
      ...(cluster === undefined ? {} : { cluster }),
      ...(pool === undefined ? {} : { pool }),
      ...(page.startedAt === undefined ? {} : { startedAt: page.startedAt }),
      ...tellReported(page, ending.end),
      ...ending,
    };
    page.ended = ended;
    return ended;
  }

  /**
   * Ends what is still open as it was last seen; `notStarted`: why what is due was not started. Told once for all: a
   * job of a matrix has thousands of steps that are another job's.
   */
  conclude(notStarted: string): readonly StepOutcome[] {
    const ended = this.pages.map((page) => page.ended ?? this.#close(page, endOf(page, notStarted)));
    this.#tell();
    return ended;
  }

  progress(): readonly StepProgress[] {
    return this.pages.map((page) => {
      const { pool } = page.state;
      const since = page.ended?.endedAt ?? page.since;
      return {
        approved: page.approved,
        ...(pool === undefined ? {} : { pool }),
        state: page.ended?.end ?? page.phase,
        ...(since === undefined ? {} : { since }),
        text: page.ended?.text ?? page.text,
        ...(page.ended?.until === undefined ? {} : { until: page.ended.until }),
      };
    });
  }

  #turn(page: Page, phase: Page['phase'], since: Date | undefined, text: string): void {
    page.phase = phase;
    page.since = since;
    page.text = text;
  }

  #tell(): void {
    const heard = shapeOf(this.progress());
    if (heard === this.#heard) return;
    this.#heard = heard;
    this.#hear();
  }
}

/** What people see change. */
function shapeOf(steps: readonly StepProgress[]): string {
  return JSON.stringify(steps.map(({ state, since, text }) => [state, since, text]));
}

function keyOf({ kind, hashedId, from, to }: ApprovedStep): string {
  return [kind, hashedId, from, to].join(' ');
}

/** An image that is being put stays old until the end, so that its step looks due: the state of the pool tells. */
export function isRunning({ approved, state }: Pick<Page, 'approved' | 'state'>): boolean {
  if (state.standing === 'running') return true;
  const isPut = /^upgradingnodeimageversion$/i.test(state.pool?.provisioningState ?? '');
  return approved.kind === 'node-image' && state.standing === 'due' && isPut;
}

function openPage(state: StepState): Page {
  return {
    approved: state.approved,
    state,
    phase: 'waiting',
    since: undefined,
    text: '',
    wasRunning: false,
    startedAt: undefined,
    startedFrom: '',
    ended: undefined,
    tries: { busy: 0, stale: 0, changed: 0, unreadable: 0 },
  };
}

function unreadState({ state }: Page): StepState {
  const { step: _step, hold: _hold, ...found } = state;
  return { ...found, standing: 'unread', text: 'What Azure reports does not tell of it.' };
}

function endOf(page: Page, notStarted: string): Ending {
  const { standing, text, hold } = page.state;
  if (isRunning(page)) return { end: 'running', text: text === '' ? page.text : text };
  switch (standing) {
    case 'gone':
    case 'unread':
    case 'elsewhere':
      return { end: standing, text };
    case 'done':
      return { end: 'already-done', text: tellFound(page) };
    case 'held':
      return {
        end: 'held',
        text,
        ...(hold === undefined ? {} : { heldBy: hold.reason }),
        ...(hold?.until === undefined ? {} : { until: hold.until }),
      };
    default:
      return { end: 'not-started', text: notStarted };
  }
}

function tellFound({ wasRunning }: Page): string {
  return wasRunning
    ? 'It was running when this run came; now Azure reports the target.'
    : 'Azure reported the target when this run looked.';
}
