/** How a step of this run ends: what is written down, what is told, and what becomes of the rest of the cluster. */

import type { Hold } from '../../plan/plan.ts';
import type { Aftermath, Problem } from '../door/door.ts';
import type { StepOutcome, Trouble } from '../outcome.ts';
import { endWords } from '../run-log.ts';
import { explainFailure, type FailureFacts } from '../trouble/explain-failure.ts';
import { type Ended, endFailed, endStopped, endUnread, type Lane, nameStep, type Turn } from './lane.ts';
import { tellDuration, tellMinute } from './lane-log.ts';
import type { Ending, Page } from './page.ts';
import { currentOf } from './reported.ts';

/** What Azure said of the step that it was sent. */
export type Said =
  | { readonly kind: 'succeeded' }
  /** Taken, and nothing said of its end. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'no-answer'; readonly problem: Problem };

/** Taken, and ended badly. Asks AKS why, and explains it. */
export async function failStep(
  lane: Lane,
  page: Page,
  problem: Problem | undefined,
  isCanceled = false,
): Promise<Turn> {
  const aftermath = await readAftermath(lane, page);
  endWithTrouble(lane, page, explainFailure({ ...factsOf(lane, page), problem, aftermath, isCanceled }));
  return endFailed();
}

/** Refused, or never sent: nothing of it is in Azure. */
export function failUnsent(lane: Lane, page: Page, problem: Problem): Turn {
  endWithTrouble(lane, page, explainUnsent(lane, page, problem));
  return endFailed();
}

export function explainUnsent(lane: Lane, page: Page, problem: Problem): Trouble {
  return explainFailure({ ...factsOf(lane, page), problem });
}

function factsOf(
  lane: Lane,
  page: Page,
): Pick<FailureFacts, 'kind' | 'cluster' | 'wasStarted' | 'startedAt'> {
  const { approved, startedAt, wasRunning } = page;
  const wasStarted = startedAt !== undefined || wasRunning;
  return { kind: approved.kind, cluster: lane.cluster, wasStarted, startedAt };
}

export function endWithTrouble(lane: Lane, page: Page, trouble: Trouble): void {
  endPage(lane, page, { end: 'failed', text: trouble.cause, trouble });
}

/** The run hands over what is in Azure's hands. */
export function leaveRunning(lane: Lane, page: Page, said: Said['kind']): Turn {
  const texts: Readonly<Record<Said['kind'], string>> = {
    succeeded:
      'Azure reports that it succeeded; there was no time left to look at what it reports of the resource.',
    taken: 'It runs on in Azure.',
    'no-answer': 'No answer was seen: Azure may have taken it. The next run looks first.',
  };
  const turn = endStopped(lane.watch);
  endPage(lane, page, { end: 'running', text: `${page.text} ${texts[said]}` });
  return turn;
}

/** Not known to have failed, and not known to be done. */
export function leaveUnread(lane: Lane, page: Page): Turn {
  const text = 'It was started, and what became of it could not be read.';
  endPage(lane, page, { end: 'unread', text });
  return endUnread();
}

/** Idle, looked at for two minutes, and not where it should be. */
export function failUnmoved(lane: Lane, page: Page, said: Said): Turn {
  const current = currentOf(page);
  endWithTrouble(
    lane,
    page,
    said.kind === 'no-answer' ? troubleOfSilence(said.problem) : troubleOfNoMove(said, current),
  );
  return endFailed();
}

/** Sent, no answer, and nothing that could be seen came of it. */
export function troubleOfSilence(problem: Problem): Trouble {
  return {
    ...(problem.code === undefined ? {} : { code: problem.code }),
    message: problem.message,
    cause: 'Azure gave no usable answer, and nothing started that could be seen.',
    advice: 'Run again: it looks first, and starts the step only if Azure still does not show it.',
    rerun: 'safe',
  };
}

/** A closed window opens for another run. Windows that could not be read keep everything, and nothing says for how long. */
export function endHeld(lane: Lane, page: Page, { reason, text, until, cluster }: Hold): Ended {
  if (reason === 'maintenance-window' && cluster.windows === undefined) {
    const unknown =
      'The maintenance windows could not be read, so that nobody can say whether it may start now.';
    endPage(lane, page, { end: 'unread', text: unknown });
    return endUnread();
  }
  endPage(lane, page, { end: 'held', text, heldBy: reason, ...(until === undefined ? {} : { until }) });
  return { kind: 'end', end: { isFailure: false, text: 'A step before it waits.' } };
}

function troubleOfNoMove(said: Said, current: string): Trouble {
  const success = said.kind === 'succeeded';
  return {
    message: success
      ? `Azure reported success and still reports ${current}.`
      : `Nothing runs there any more, and Azure still reports ${current}.`,
    cause: success
      ? 'Azure says that the operation succeeded, but the resource does not show it.'
      : 'What had been started is over, and the resource does not show the target.',
    advice: 'Look at the cluster and its activity log, then run the check again.',
    rerun: 'unsafe',
  };
}

/** `undefined`: it has failed already, and why is told as far as it is known. */
async function readAftermath(lane: Lane, page: Page): Promise<Aftermath | undefined> {
  const { approved, state } = page;
  const pool = state.pool === undefined ? {} : { pool: state.pool };
  const step = { ...approved, cluster: lane.cluster, ...pool, waits: [] };
  const answer = await lane.watch.answerOf(() => lane.ports.door.explain(step)).catch(() => undefined);
  return answer?.value;
}

export function endPage(lane: Lane, page: Page, ending: Ending): void {
  const now = lane.watch.now();
  const isOver = ['done', 'failed', 'gone'].includes(ending.end);
  const ended = lane.book.end(page, isOver ? { ...ending, endedAt: now } : ending);
  lane.log.close();
  const { startedAt } = page;
  const after = startedAt === undefined ? '' : ` after ${tellDuration(now.getTime() - startedAt.getTime())}`;
  lane.log.info(`${nameStep(lane, page)}: ${endWords[ending.end]}${after}.${tellMore(lane, ended)}`);
}

/** Words of ours; what Azure said only where names may be told. */
function tellMore(lane: Lane, { text, trouble, deviation, until }: StepOutcome): string {
  if (trouble === undefined) {
    const opening = until === undefined ? '' : ` Until ${tellMinute(until)}.`;
    return ` ${deviation ?? lane.log.words(text).trim()}`.trimEnd() + opening;
  }
  const code = trouble.code === undefined ? '' : ` ${trouble.code}:`;
  const words = lane.log.words(trouble.message);
  // What has no code, or one of ours, are words of ours.
  const isAzure = trouble.code !== undefined && !trouble.code.startsWith('AKSU-');
  return `${code} ${trouble.cause}${isAzure && words !== '' ? ' Azure says:' : ''}${words}`;
}
