/** Sent, and no usable answer came: whether it was taken is looked up, and it is never sent again. */

import type { Problem } from '../door/door.ts';
import { busyStateIn, busyStateOf } from './busy.ts';
import { endWithTrouble, leaveRunning, troubleOfSilence } from './end-step.ts';
import { waitUntilIdle } from './follow.ts';
import { endFailed, type Lane, lookOnce, type Turn } from './lane.ts';
import type { Page } from './page.ts';
import { hasOtherImage } from './reported.ts';
import { settle } from './settle.ts';

/** Milliseconds after the first moment without an answer. Azure's reads can be behind its writes by some seconds. */
const looksAt = [2, 5, 10, 20, 30, 45, 60].map((seconds) => seconds * 1000);

export async function readBack(lane: Lane, page: Page, problem: Problem): Promise<Turn> {
  const said = { kind: 'no-answer', problem } as const;
  const since = lane.watch.now().getTime();
  lane.log.info(`no usable answer: whether it was taken is looked up.${lane.log.words(problem.message)}`);
  for (const after of looksAt) {
    await lane.watch.pause(since + after - lane.watch.now().getTime());
    const trace = lane.watch.waitBar === undefined ? await findTrace(lane, page) : 'stopped';
    if (trace === 'stopped') return leaveRunning(lane, page, said.kind);
    if (trace === 'busy') {
      lane.log.info('Something runs on the cluster: it is followed.');
      const waited = await waitUntilIdle(lane, true);
      return waited === 'stopped' ? leaveRunning(lane, page, said.kind) : await settle(lane, page, said);
    }
    if (trace === 'moved') return await settle(lane, page, said);
  }
  if (page.state.standing !== 'due') return await settle(lane, page, said);
  endWithTrouble(lane, page, troubleOfSilence(problem));
  return endFailed();
}

async function findTrace(lane: Lane, page: Page): Promise<'none' | 'busy' | 'moved' | 'stopped'> {
  const peek = await lane.watch.answerOf(() => lane.ports.door.peek(lane.cluster));
  if (peek === undefined) return 'stopped';
  if (busyStateIn(peek.value) !== undefined) return 'busy';
  const look = await lookOnce(lane);
  if (look === undefined) return 'stopped';
  if (busyStateOf(look.cluster) !== undefined) return 'busy';
  const isAsBefore = ['due', 'unread'].includes(page.state.standing) && !hasOtherImage(page);
  return isAsBefore ? 'none' : 'moved';
}
