/** A step that was sent is done when Azure, looked at afresh, reports what was approved; nothing else counts. */

import { busyStateOf } from './busy.ts';
import { endPage, failStep, failUnmoved, leaveRunning, leaveUnread, type Said } from './end-step.ts';
import { waitUntilIdle } from './follow.ts';
import { isBroken } from './judge-next.ts';
import { type Lane, lookAfresh, type Turn } from './lane.ts';
import type { Page } from './page.ts';
import { hasOtherImage } from './reported.ts';

/** Looks at an idle cluster that does not show the target, and milliseconds between them: about two minutes. */
const mostIdleLooks = 5;
const idlePause = 30_000;

export async function settle(lane: Lane, page: Page, said: Said): Promise<Turn> {
  for (let idle = 0; ; ) {
    const seen = await lookAfresh(lane);
    if (seen.kind === 'stopped') return leaveRunning(lane, page, said.kind);
    if (seen.kind === 'unread') return leaveUnread(lane, page);
    const { standing } = page.state;
    if (standing === 'gone') {
      endPage(lane, page, { end: 'gone', text: page.state.text });
      return { kind: 'seen', look: seen.look };
    }
    const isBusy = standing === 'running' || busyStateOf(seen.look.cluster) !== undefined;
    if (standing === 'done' || (!isBusy && hasOtherImage(page))) {
      const text = hasOtherImage(page) ? 'Azure reports another image.' : 'Azure reports the target.';
      endPage(lane, page, { end: 'done', text });
      return { kind: 'seen', look: seen.look };
    }
    if (isBusy) {
      if ((await waitUntilIdle(lane, true)) === 'stopped') return leaveRunning(lane, page, said.kind);
      continue;
    }
    if (isBroken(page) && said.kind !== 'succeeded') return await failStep(lane, page, undefined);
    idle += 1;
    if (idle === mostIdleLooks) return failUnmoved(lane, page, said);
    lane.log.info('Azure does not report the target yet; it is looked at again in half a minute.');
    await lane.watch.pause(idlePause);
    if (lane.watch.waitBar !== undefined) return leaveRunning(lane, page, said.kind);
  }
}
