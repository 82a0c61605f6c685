/** Waiting for what runs in Azure, with patience: no missing answer makes a failure. */

import type { Operation, Problem } from '../door/door.ts';
import { busyStateIn } from './busy.ts';
import { type Lane, waitBarOf } from './lane.ts';
import { tellDuration } from './lane-log.ts';

/** Answers in a row that say nothing, or milliseconds of them, after which the resource itself is asked. */
const mostUnclear = 10;
const longestUnclear = 5 * 60_000;

export type Followed =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed' | 'canceled'; readonly problem: Problem }
  /** Only the resource can tell. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'stopped' };

/** Asks the operation, by its own status alone, until it has one that is final. */
export async function followOperation(lane: Lane, operation: Operation): Promise<Followed> {
  const { watch, log } = lane;
  const since = watch.now().getTime();
  const interval = lane.ask.pollInterval * 1000;
  let pause = interval;
  let clearAt = since;
  for (let unclear = 0; ; ) {
    await watch.pause(pause);
    if (watch.waitBar !== undefined) return { kind: 'stopped' };
    const answer = await watch.answerOf(() => operation.poll());
    if (answer === undefined) return { kind: 'stopped' };
    const polled = answer.value;
    pause = interval;
    switch (polled.kind) {
      case 'running':
        unclear = 0;
        clearAt = watch.now().getTime();
        log.still(`still running, ${tellDuration(watch.now().getTime() - since)}`);
        break;
      case 'unclear':
        unclear += 1;
        log.debug(`no usable answer on the operation.${log.words(polled.problem.message)}`);
        if (unclear >= mostUnclear || watch.now().getTime() - clearAt >= longestUnclear + interval)
          return { kind: 'lost' };
        pause = Math.max(interval, polled.waitMilliseconds ?? 0);
        break;
      case 'lost':
        log.info(`Azure does not tell of the operation any more: the cluster itself is watched.`);
        return { kind: 'lost' };
      default:
        return polled;
    }
  }
}

/**
 * Peeks until nothing is at work on the cluster. What cannot be read is waited out where a step runs that was
 * approved; otherwise, after a while, it is left to a whole look to say what is wrong.
 */
export async function waitUntilIdle(lane: Lane, isOurs: boolean): Promise<'idle' | 'stopped'> {
  const { watch, log } = lane;
  const since = watch.now().getTime();
  let last: string | undefined;
  lane.findings.hasMoved = true;
  for (let unread = 0; ; ) {
    await watch.pause(lane.ask.pollInterval * 1000);
    if (waitBarOf(lane, isOurs) !== undefined) return 'stopped';
    const answer = await watch.answerOf(() => lane.ports.door.peek(lane.cluster));
    if (answer === undefined) return 'stopped';
    const peek = answer.value;
    const time = tellDuration(watch.now().getTime() - since);
    if (peek.kind === 'unread') {
      unread += 1;
      log.still(`cannot be read, waiting for ${time}.${log.words(peek.problem.message)}`);
      if (unread >= mostUnclear && !isOurs) return 'idle';
      continue;
    }
    unread = 0;
    const busy = busyStateIn(peek);
    if (busy === undefined) return 'idle';
    if (busy === last) log.still(`still in state ${busy}, ${time}`);
    else log.info(`in state ${busy}`);
    last = busy;
  }
}
