/** The dry run of one cluster: everything is judged as if it were meant, and nothing is sent. */

import { endPage, endWithTrouble } from './end-step.ts';
import { judgeNext, tellChanges, waitOf } from './judge-next.ts';
import { endStopped, endUnread, type Lane, type LaneEnd, lookAfresh } from './lane.ts';
import type { Look } from './ports.ts';
import type { Page } from './step-book.ts';
import { troubleOfChange, troubleOfError } from './trouble.ts';

export async function rehearseLane(lane: Lane): Promise<LaneEnd> {
  try {
    const seen = await lookAfresh(lane);
    if (seen.kind === 'stopped') return endStopped(lane.watch).end;
    if (seen.kind === 'unread') return endUnread().end;
    await judgeRights(lane);
    return rehearse(lane, seen.look);
  } catch (error) {
    const page = lane.book.open.find(({ state }) => ['due', 'unread', 'running'].includes(state.standing));
    if (page !== undefined) endWithTrouble(lane, page, troubleOfError(error));
    return { isFailure: true, text: 'The run broke off in this cluster.' };
  }
}

async function judgeRights(lane: Lane): Promise<void> {
  const { cluster, ports, watch, findings } = lane;
  const steps = duePages(lane).flatMap(({ state }) => state.step ?? []);
  if (steps.length === 0) return;
  const answer = await watch.answerOf(ports.door.missingRights(cluster, steps));
  if (answer === undefined) return;
  const missing = answer.value;
  findings.rights.push({ cluster, missing });
  const told = missing === undefined ? 'could not be read' : missing.join(', ') || 'nothing';
  lane.log.info(`rights that the identity lacks: ${told}`);
}

function rehearse(lane: Lane, seen: Look): LaneEnd {
  const next = judgeNext(lane.book.pages, seen, lane.ask);
  for (const change of seen.agreement.changes) {
    if (change.isLaterImage || next.kind === 'over') lane.findings.notes.add(change.text);
  }
  if (next.kind === 'changed') {
    endWithTrouble(lane, next.page, troubleOfChange(tellChanges(next)));
    return { isFailure: true, text: 'A step before it would be refused.' };
  }
  const busy =
    next.kind === 'busy' ? ` It would first wait for what runs on the cluster (${next.state}).` : '';
  for (const page of duePages(lane)) {
    const hold = page.state.step === undefined ? undefined : waitOf(page.state.step, lane.ask);
    if (hold !== undefined) {
      const until = hold.until === undefined ? {} : { until: hold.until };
      endPage(lane, page, { end: 'held', text: hold.text, ...until });
      break;
    }
    endPage(lane, page, { end: 'would-start', text: `Nothing is in its way.${busy}` });
  }
  return { isFailure: false, text: 'A step before it waits.' };
}

function duePages(lane: Lane): readonly Page[] {
  return lane.book.open.filter(({ state }) => state.standing === 'due');
}
