/**
 * One cluster's way through its approved steps: look, judge, do one thing, look again. Nothing is remembered but what
 * this run itself has sent; all else is read from Azure, so that a run that was killed is taken up by the next.
 */

import type { Look } from '../ports.ts';
import { troubleOfChange, troubleOfError } from '../trouble/trouble.ts';
import { beginStep } from './begin-step.ts';
import { endHeld, endPage, endWithTrouble, failStep } from './end-step.ts';
import { waitUntilIdle } from './follow.ts';
import { judgeNext, type Next, noteChanges, tellChanges } from './judge-next.ts';
import {
  endFailed,
  endStopped,
  endUnread,
  type Lane,
  type LaneEnd,
  lookAfresh,
  type Turn,
  waitBarOf,
} from './lane.ts';
import { settle } from './settle.ts';
import { isRunning } from './step-book.ts';
import { holdBusy } from './unstarted.ts';

export async function runLane(lane: Lane): Promise<LaneEnd> {
  try {
    let turn: Turn = { kind: 'look' };
    for (;;) {
      if (turn.kind === 'look') turn = await look(lane);
      if (turn.kind === 'seen') turn = await act(lane, turn.look);
      if (turn.kind === 'end') return turn.end;
    }
  } catch (error) {
    return breakOff(lane, error);
  } finally {
    lane.log.close();
  }
}

async function look(lane: Lane): Promise<Turn> {
  const seen = await lookAfresh(lane);
  if (seen.kind === 'seen') return seen;
  return seen.kind === 'unread' ? endUnread() : endStopped(lane.watch);
}

async function act(lane: Lane, seen: Look): Promise<Turn> {
  const next = judgeNext(lane.book.pages, seen, lane.ask);
  noteChanges(lane, seen, next);
  switch (next.kind) {
    case 'over':
      return { kind: 'end', end: { isFailure: false, text: 'It was not reached.' } };
    case 'broken':
      return await failStep(lane, next.page, undefined);
    case 'again':
      lane.book.reopen(next.page);
      return await settle(lane, next.page, { kind: 'succeeded' });
    case 'changed': {
      endWithTrouble(lane, next.page, troubleOfChange(tellChanges(next)));
      return endFailed();
    }
    default:
      if (waitBarOf(lane, next.kind === 'busy' && next.isOurs) !== undefined) return endStopped(lane.watch);
      return await move(lane, next);
  }
}

async function move(lane: Lane, next: Extract<Next, { kind: 'busy' | 'held' | 'start' }>): Promise<Turn> {
  switch (next.kind) {
    case 'busy':
      return await waitForOthers(lane, next);
    case 'held':
      return endHeld(lane, next.page, next.hold);
    case 'start':
      return await beginStep(lane, next.page, next.step);
  }
}

/** What was approved may be what runs; if not, the next step waits for it. */
async function waitForOthers(lane: Lane, { state, isOurs }: Extract<Next, { kind: 'busy' }>): Promise<Turn> {
  const waiting = lane.book.open.find((page) => page.state.standing === 'due');
  // What was in the way of an attempt is what is waited for now.
  if (waiting !== undefined) Object.assign(waiting.tries, { changed: 0, stale: 0 });
  lane.log.info(`something runs in Azure already (${state}): it is waited for`);
  if (waiting !== undefined && !isOurs)
    lane.book.waits(waiting, `Waits for what runs on the cluster (${state}).`);
  if ((await waitUntilIdle(lane, isOurs)) === 'idle') return { kind: 'look' };
  return waiting === undefined || isOurs ? endStopped(lane.watch) : holdBusy(lane, waiting, state);
}

/** A sign-in that failed, or an error that nobody expected. What was sent may still run, and has not failed for that. */
function breakOff(lane: Lane, error: unknown): LaneEnd {
  const trouble = troubleOfError(error);
  const { open } = lane.book;
  const sent = open.filter((page) => page.startedAt !== undefined || isRunning(page));
  const waiting = open.filter(({ state }) => ['due', 'unread'].includes(state.standing));
  const text = 'It was running when the run broke off; what became of it was not read.';
  for (const page of sent.slice(0, 1)) endPage(lane, page, { end: 'unread', text, trouble });
  if (sent.length === 0) for (const page of waiting.slice(0, 1)) endWithTrouble(lane, page, trouble);
  return { isFailure: true, text: 'The run broke off in this cluster.' };
}
