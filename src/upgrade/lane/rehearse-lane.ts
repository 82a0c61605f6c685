/** The dry run of one cluster: everything is judged as if it were meant, and nothing is sent. */

import type { Step } from '../../plan/plan.ts';
import type { Look } from '../ports.ts';
import { troubleOfChange, troubleOfError } from '../trouble/trouble.ts';
import { endHeld, endPage, endWithTrouble } from './end-step.ts';
import { judgeNext, noteChanges, tellChanges, waitOf } from './judge-next.ts';
import { endStopped, endUnread, type Lane, type LaneEnd, lookAfresh } from './lane.ts';
import type { Page } from './page.ts';

export async function rehearseLane(lane: Lane): Promise<LaneEnd> {
  try {
    const seen = await lookAfresh(lane);
    if (seen.kind === 'stopped') return endStopped(lane.watch).end;
    if (seen.kind === 'unread') return endUnread().end;
    await judgeRights(lane);
    return rehearse(lane, seen.look);
  } catch (error) {
    const open = lane.book.open.filter(({ state }) => ['due', 'unread', 'running'].includes(state.standing));
    for (const page of open.slice(0, 1)) endWithTrouble(lane, page, troubleOfError(error));
    return { isFailure: true, text: 'The run broke off in this cluster.' };
  }
}

async function judgeRights(lane: Lane): Promise<void> {
  const { cluster, ports, watch, findings } = lane;
  const steps = dueSteps(lane).map(({ step }) => step);
  if (steps.length === 0) return;
  const answer = await watch.answerOf(() => ports.door.missingRights(cluster, steps));
  if (answer === undefined) return;
  const missing = answer.value;
  findings.rights.push({ cluster, missing });
  lane.log.info(tellRights(missing));
}

function tellRights(missing: readonly string[] | undefined): string {
  if (missing === undefined) return 'whether a right is missing could not be read';
  if (missing.length === 0) return 'no right is missing, as far as Azure tells';
  return `rights that the identity lacks: ${missing.join(', ')}`;
}

function rehearse(lane: Lane, seen: Look): LaneEnd {
  const next = judgeNext(lane.book.pages, seen, lane.ask);
  noteChanges(lane, seen, next);
  if (next.kind === 'changed') {
    endWithTrouble(lane, next.page, troubleOfChange(tellChanges(next)));
    return { isFailure: true, text: 'A step before it would be refused.' };
  }
  const busy =
    next.kind === 'busy' ? ` It would first wait for what runs on the cluster (${next.state}).` : '';
  for (const { page, step } of dueSteps(lane)) {
    const hold = waitOf(step, lane.ask);
    if (hold !== undefined) return endHeld(lane, page, hold).end;
    endPage(lane, page, { end: 'would-start', text: `Nothing is in its way.${busy}` });
  }
  return { isFailure: false, text: 'A step before it waits.' };
}

function dueSteps(lane: Lane): readonly { readonly page: Page; readonly step: Step }[] {
  return lane.book.open.flatMap((page) => {
    const { step } = page.state;
    return step === undefined ? [] : [{ page, step }];
  });
}
