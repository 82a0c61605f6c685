/** One attempt to start a step. What goes over the wire goes once, and is remembered. */

import { describeError, Failure } from '../../failure.ts';
import { plainSentence } from '../../inventory/arm-errors.ts';
import type { Step } from '../../plan/plan.ts';
import { isWindowOver } from '../../plan/waits.ts';
import type { Begun, Operation } from '../door/door.ts';
import { failStep, failUnsent, leaveRunning } from './end-step.ts';
import { followOperation, waitUntilIdle } from './follow.ts';
import { endStopped, type Lane, nameStep, type Turn } from './lane.ts';
import { tellTime } from './lane-log.ts';
import type { Page } from './page.ts';
import { readBack } from './read-back.ts';
import { settle } from './settle.ts';
import { waitForRoom, waitToLookAgain } from './unstarted.ts';

export async function beginStep(lane: Lane, page: Page, step: Step): Promise<Turn> {
  const { watch, book } = lane;
  lane.log.open(nameStep(lane, page));
  book.starts(page, watch.now());
  let sentAt: Date | undefined;
  let isOver = false;
  const mayStart = () => {
    // What is read right before may wait for minutes when Azure throttles.
    isOver = lane.ask.respectsWindows && isWindowOver(step, watch.now());
    if (isOver || watch.startBar !== undefined) return false;
    sentAt = watch.now();
    return true;
  };
  const begun = await askDoor(lane, step, mayStart, () => sentAt !== undefined);
  const at = sentAt ?? watch.now();
  if (begun === undefined) {
    if (sentAt !== undefined) return leaveRunning(lane, send(lane, page, step, at, 'Sent'), 'no-answer');
    book.waits(page, '');
    return endStopped(lane.watch);
  }
  if (begun.kind === 'not-sent' && isOver && watch.startBar === undefined) {
    book.waits(page, '');
    return { kind: 'look' };
  }
  return await goOn(lane, page, step, begun, at);
}

/** `undefined`: the job was told to stop first. An error that nobody expected says nothing of what was sent. */
async function askDoor(
  lane: Lane,
  step: Step,
  mayStart: () => boolean,
  wasSent: () => boolean,
): Promise<Begun | undefined> {
  try {
    const answer = await lane.watch.lastAnswerOf(lane.ports.door.begin(step, lane.surge, mayStart));
    return answer?.value;
  } catch (error) {
    if (error instanceof Failure || !wasSent()) throw error;
    return { kind: 'unclear', problem: { message: plainSentence(describeError(error)) } };
  }
}

async function goOn(lane: Lane, page: Page, step: Step, begun: Begun, at: Date): Promise<Turn> {
  if (!['changed', 'not-sent', 'unreadable'].includes(begun.kind)) lane.findings.hasMoved = true;
  switch (begun.kind) {
    case 'started':
      return await seeThrough(lane, send(lane, page, step, at, 'Started'), begun.operation);
    case 'unclear':
      return await readBack(lane, send(lane, page, step, at, 'Sent'), begun.problem);
    case 'refused':
      return failUnsent(lane, page, begun.problem);
    case 'busy':
      return await waitForRoom(lane, page, begun);
    case 'not-sent':
      lane.book.waits(page, '');
      return endStopped(lane.watch);
    default:
      return await waitToLookAgain(lane, page, begun);
  }
}

/** It is, or may be, in Azure's hands. */
function send(lane: Lane, page: Page, step: Step, at: Date, word: 'Started' | 'Sent'): Page {
  lane.findings.hasMoved = true;
  lane.book.started(page, at, step.from, `${word} at ${tellTime(at)}.`);
  return page;
}

async function seeThrough(lane: Lane, page: Page, operation: Operation | undefined): Promise<Turn> {
  lane.log.info('Azure has taken it.');
  if (operation !== undefined) {
    const followed = await followOperation(lane, operation);
    switch (followed.kind) {
      case 'succeeded':
        return await settle(lane, page, { kind: 'succeeded' });
      case 'stopped':
        return leaveRunning(lane, page, 'taken');
      case 'lost':
        break;
      default:
        return await failStep(lane, page, followed.problem, followed.kind === 'canceled');
    }
  }
  const waited = await waitUntilIdle(lane, true);
  return waited === 'stopped'
    ? leaveRunning(lane, page, 'taken')
    : await settle(lane, page, { kind: 'taken' });
}
