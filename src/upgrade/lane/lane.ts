/** What one cluster's way through its approved steps is made of. */

import { Failure } from '../../failure.ts';
import type { SurgeSettings, UpgradeAsk } from '../../inputs/inputs.ts';
import type { Cluster } from '../../inventory/inventory.ts';
import type { ClusterRights, HaltCause } from '../outcome.ts';
import type { Look, UpgradePorts } from '../ports.ts';
import { busyStateOf } from './busy.ts';
import type { LaneLog } from './lane-log.ts';
import type { Page } from './page.ts';
import type { StepBook } from './step-book.ts';
import type { Watch } from './watch.ts';

/** Milliseconds between looks that could not be read, and how many are made after the first. */
const retryPause = 30_000;
const mostRetries = 3;

export interface Lane {
  readonly cluster: Cluster;
  readonly ask: UpgradeAsk;
  readonly surge: SurgeSettings;
  readonly ports: UpgradePorts;
  readonly watch: Watch;
  readonly book: StepBook;
  readonly log: LaneLog;
  readonly findings: Findings;
}

/** What the lanes found out together. */
export interface Findings {
  readonly notes: Set<string>;
  readonly rights: ClusterRights[];
  hasMoved: boolean;
}

/** How a lane came to its end; `text`: why what is due in it was not started. */
export interface LaneEnd {
  readonly isFailure: boolean;
  readonly text: string;
}

/** What follows after something was tried or waited for. */
export type Turn = { readonly kind: 'look' } | { readonly kind: 'seen'; readonly look: Look } | Ended;

export interface Ended {
  readonly kind: 'end';
  readonly end: LaneEnd;
}

export type Seen =
  | { readonly kind: 'seen'; readonly look: Look }
  | { readonly kind: 'unread' }
  | { readonly kind: 'stopped' };

const stopTexts: Readonly<Record<HaltCause, string>> = {
  signal: 'The job was told to stop before it could start.',
  deadline: 'The deadline came before it could start.',
  failures: 'Too many clusters had failed before it could start.',
};

export function endFailed(): Ended {
  return { kind: 'end', end: { isFailure: true, text: 'An earlier step of this cluster did not end well.' } };
}

export function endUnread(): Ended {
  return { kind: 'end', end: { isFailure: true, text: 'Not everything of this cluster could be read.' } };
}

/** Something was kept from being done: by the signal, the deadline, or failures elsewhere. */
export function endStopped(watch: Watch): Ended & { readonly cause: HaltCause } {
  const cause = watch.startBar ?? 'deadline';
  watch.noteStop(cause);
  return { kind: 'end', end: { isFailure: false, text: stopTexts[cause] }, cause };
}

/**
 * Reads the cluster afresh, and again where something of it could not be read, unless it is busy: then it is waited
 * for anyway.
 */
export async function lookAfresh(lane: Lane): Promise<Seen> {
  for (let retries = 0; ; retries += 1) {
    const answer = await lookOnce(lane).catch((error: unknown) => {
      // A sign-in may fail for a while; for good, it says itself what is wrong.
      if (error instanceof Failure && retries < mostRetries) return error;
      throw error;
    });
    if (answer === undefined) return { kind: 'stopped' };
    if (answer instanceof Failure) {
      lane.log.info(`Azure could not be read (${answer.code}); it is tried again in half a minute.`);
    } else {
      const isUnread = lane.book.open.some(({ state }) => state.standing === 'unread');
      if (!isUnread || busyStateOf(answer.cluster) !== undefined) return { kind: 'seen', look: answer };
      if (retries === mostRetries) return { kind: 'unread' };
      lane.log.info('Not everything could be read; it is read again in half a minute.');
    }
    await lane.watch.pause(retryPause);
    if (lane.watch.waitBar !== undefined) return { kind: 'stopped' };
  }
}

/** `undefined`: stopped. */
export async function lookOnce(lane: Lane): Promise<Look | undefined> {
  const answer = await lane.watch.answerOf(() => lane.ports.look(lane.cluster));
  if (answer === undefined) return undefined;
  lane.book.read(answer.value);
  return answer.value;
}

/** What is ours to see through is waited for even when nothing new may start any more. */
export function waitBarOf(lane: Lane, isOurs: boolean): HaltCause | undefined {
  return isOurs ? lane.watch.waitBar : lane.watch.startBar;
}

export function nameStep(lane: Lane, page: Page): string {
  return lane.log.nameStep(page.approved, page.state.pool);
}
