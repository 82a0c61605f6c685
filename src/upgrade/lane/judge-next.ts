/** What a fresh look says is to be done next in a cluster. */

import type { UpgradeAsk } from '../../inputs/inputs.ts';
import type { PlanChange } from '../../plan/agreement.ts';
import type { Hold, Step } from '../../plan/plan.ts';
import type { Look } from '../ports.ts';
import { busyStateOf } from './busy.ts';
import type { Lane } from './lane.ts';
import type { Page } from './page.ts';
import { isRunning } from './step-book.ts';

export type Next =
  | { readonly kind: 'over' }
  /** `isOurs`: an approved step may be what runs. */
  | { readonly kind: 'busy'; readonly state: string; readonly isOurs: boolean }
  /** Ended well under this run, and due again. */
  | { readonly kind: 'again'; readonly page: Page }
  /** Was seen running, and left the resource failed. */
  | { readonly kind: 'broken'; readonly page: Page }
  | { readonly kind: 'changed'; readonly page: Page; readonly changes: readonly PlanChange[] }
  | { readonly kind: 'held'; readonly page: Page; readonly hold: Hold }
  | { readonly kind: 'start'; readonly page: Page; readonly step: Step };

export function judgeNext(pages: readonly Page[], look: Look, ask: UpgradeAsk): Next {
  const again = pages.find((page) => page.ended?.end === 'done' && page.state.standing === 'due');
  if (again !== undefined) return { kind: 'again', page: again };
  const open = pages.filter((page) => page.ended === undefined);
  const runs = open.some(isRunning);
  const first = open.find(({ state }) => ['due', 'changed'].includes(state.standing));
  if (runs || first !== undefined) {
    const state = busyStateOf(look.cluster) ?? (runs ? 'running' : busyWait(first?.state.step)?.text);
    if (state !== undefined) return { kind: 'busy', state, isOurs: runs };
  }
  const broken = open.find((page) => page.wasRunning && isBroken(page));
  if (broken !== undefined) return { kind: 'broken', page: broken };
  if (first === undefined) return { kind: 'over' };
  const changes = look.agreement.changes.filter((change) => !change.isLaterImage);
  const { step } = first.state;
  if (changes.length > 0 || step === undefined) return { kind: 'changed', page: first, changes };
  const hold = waitOf(step, ask);
  return hold === undefined ? { kind: 'start', page: first, step } : { kind: 'held', page: first, hold };
}

/** The passing hold that a step is not started against. A closed window counts unless the job says otherwise. */
export function waitOf(step: Step, ask: Pick<UpgradeAsk, 'respectsWindows'>): Hold | undefined {
  return step.waits.find(
    ({ reason }) => reason !== 'busy' && (ask.respectsWindows || reason !== 'maintenance-window'),
  );
}

export function isBroken({ state }: Pick<Page, 'state'>): boolean {
  return state.standing === 'held' && state.hold?.reason === 'failed';
}

function busyWait(step: Step | undefined): Hold | undefined {
  return step?.waits.find(({ reason }) => reason === 'busy');
}

/** Why nothing more is done in a cluster whose plan has changed. */
export function tellChanges({ page, changes }: Extract<Next, { kind: 'changed' }>): string {
  return changes.length === 0 ? page.state.text : changes.map((change) => change.text).join(' ');
}

/** What nobody approved and nobody does is told; before a step, everything but a later image stops the lane. */
export function noteChanges({ findings }: Pick<Lane, 'findings'>, look: Look, next: Next): void {
  for (const change of look.agreement.changes) {
    if (change.isLaterImage || next.kind === 'over') findings.notes.add(change.text);
  }
}
