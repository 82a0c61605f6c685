/** An attempt after which nothing is in Azure: when it is tried again, and when not. */

import type { Begun } from '../door/door.ts';
import type { HaltCause } from '../outcome.ts';
import { troubleOfChange } from '../trouble/trouble.ts';
import { busyStateIn } from './busy.ts';
import { endPage, endWithTrouble, explainUnsent, failUnsent } from './end-step.ts';
import { waitUntilIdle } from './follow.ts';
import { endFailed, endStopped, endUnread, type Lane, type Turn } from './lane.ts';
import { tellDuration } from './lane-log.ts';
import type { Page } from './page.ts';

/** Times that a step is looked at anew after each of these, before that counts as an end. */
const mostTries = 3;
/** Milliseconds. */
const [firstBusyWait, longestBusyWait, shortestWait, lookPause, readPause] = [
  15_000, 120_000, 1000, 5000, 30_000,
];

const until: Readonly<Record<HaltCause, string>> = {
  signal: 'until the job was told to stop',
  deadline: 'until the deadline',
  failures: 'until too many clusters had failed',
};

/** Azure says when, or it is asked again after 15, 30, 60 s and then every two minutes. The loop looks first. */
export async function waitForRoom(
  lane: Lane,
  page: Page,
  { problem, waitMilliseconds }: Extract<Begun, { kind: 'busy' }>,
): Promise<Turn> {
  const wait = Math.max(
    shortestWait,
    waitMilliseconds ?? Math.min(firstBusyWait * 2 ** page.tries.busy, longestBusyWait),
  );
  page.tries.busy += 1;
  const code = [problem.status, problem.code].filter((part) => part !== undefined).join(' ');
  const told = code === '' ? 'busy' : code;
  lane.book.waits(page, `Azure takes no new operation now (${told}).`);
  lane.log.info(
    `Azure takes it not now (${told}); again in ${tellDuration(wait)}.${lane.log.words(problem.message)}`,
  );
  await lane.watch.pause(wait);
  return lane.watch.startBar === undefined ? { kind: 'look' } : holdBusy(lane, page, told);
}

/** What kept the step from starting up to the end of the run. */
export function holdBusy(lane: Lane, page: Page, told: string): Turn {
  const turn = endStopped(lane.watch);
  endPage(lane, page, { end: 'held', text: `Azure took no new operation (${told}) ${until[turn.cause]}.` });
  return turn;
}

/** Nothing was sent, or what was sent was out of date: the cluster is looked at again, a few times. */
export async function waitToLookAgain(
  lane: Lane,
  page: Page,
  begun: Extract<Begun, { kind: 'changed' | 'unreadable' | 'stale' }>,
): Promise<Turn> {
  page.tries[begun.kind] += 1;
  lane.book.waits(page, '');
  const words = begun.kind === 'changed' ? begun.text : begun.problem.message;
  lane.log.info(`not started (${begun.kind}); it is looked at again.${lane.log.words(words)}`);
  if (page.tries[begun.kind] > mostTries) {
    return (await waitForHidden(lane, page, begun)) ?? giveUp(lane, page, begun);
  }
  await lane.watch.pause(begun.kind === 'unreadable' ? readPause : lookPause);
  return lane.watch.startBar === undefined ? { kind: 'look' } : endStopped(lane.watch);
}

/** What the plan does not show, such as a pool on its way out, may be what is in the way: it is waited for. */
async function waitForHidden(
  lane: Lane,
  page: Page,
  { kind }: Pick<Begun, 'kind'>,
): Promise<Turn | undefined> {
  if (kind !== 'changed') return undefined;
  const peek = await lane.watch.answerOf(() => lane.ports.door.peek(lane.cluster));
  const busy = peek === undefined ? undefined : busyStateIn(peek.value);
  if (busy === undefined) return undefined;
  page.tries.changed = 0;
  lane.book.waits(page, `Waits for what runs on the cluster (${busy}).`);
  return (await waitUntilIdle(lane, false)) === 'idle' ? { kind: 'look' } : holdBusy(lane, page, busy);
}

function giveUp(
  lane: Lane,
  page: Page,
  begun: Extract<Begun, { kind: 'changed' | 'unreadable' | 'stale' }>,
): Turn {
  switch (begun.kind) {
    case 'stale':
      return failUnsent(lane, page, begun.problem);
    case 'changed':
      endWithTrouble(lane, page, troubleOfChange(begun.text));
      return endFailed();
    case 'unreadable': {
      const text = 'What has to be read right before it is started could not be read.';
      endPage(lane, page, { end: 'unread', text, trouble: explainUnsent(lane, page, begun.problem) });
      return endUnread();
    }
  }
}
