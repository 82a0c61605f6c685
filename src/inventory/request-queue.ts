/** Who may ask Azure now: at most so many calls in flight, each bucket at its pace, nothing early after a 429. */

import type { Clock } from '../inputs/clock.ts';
import type { ArmRequest } from './arm-paths.ts';
import { TokenBucket } from './token-bucket.ts';

/** More at once is not faster, measured at 30 ms a request. */
const mostInFlight = 64;
/** Milliseconds: a wait longer than this is not waited for, and what is behind it counts as unread. */
const longestBlock = 10 * 60_000;
/** Milliseconds of waiting after 429s that one lane is given in a reading, all of them together. */
const mostWaiting = 10 * 60_000;
/** Milliseconds between looks at the clock while waiting, so that progress can be told. */
const longestPause = 5000;

export type Admission = 'go' | 'blocked';

interface Lane {
  readonly subscriptionId: string;
  /** AKS's bucket; absent where AKS counts per cluster. */
  readonly own: TokenBucket | undefined;
  /** ARM's bucket, shared by all lanes of the subscription. */
  readonly shared: TokenBucket;
  readonly waiting: ((admission: Admission) => void)[];
  blockedUntil: number;
  /** Milliseconds that 429s have asked to wait so far. */
  waits: number;
  /** 429s in a row, each after the wait that the one before asked for. */
  strikes: number;
}

export class RequestQueue {
  readonly #clock: Clock;
  readonly #onLook: (now: number) => void;
  readonly #lanes = new Map<string, Lane>();
  readonly #subscriptionBuckets = new Map<string, TokenBucket>();
  #inFlight = 0;
  #isClosed = false;
  #wakeAt: number | undefined;

  /** `onLook` is called whenever the queue looks at the clock, at least every five seconds while anything waits. */
  constructor(clock: Clock, onLook: (now: number) => void) {
    this.#clock = clock;
    this.#onLook = onLook;
  }

  /** Resolves when the request may be sent; after `go`, `leave` must follow. What is urgent goes before its lane's others. */
  enter(request: ArmRequest, isUrgent = false): Promise<Admission> {
    const lane = this.#laneOf(request);
    return new Promise((resolve) => {
      if (isUrgent) lane.waiting.unshift(resolve);
      else lane.waiting.push(resolve);
      this.#admit();
    });
  }

  /** Milliseconds until something urgent may be sent, as far as is known now. */
  waitFor(request: ArmRequest): number {
    const now = this.#clock.now().getTime();
    return Math.max(0, readyAt(this.#laneOf(request), now) - now);
  }

  /** From now on each lane has its whole time for waits after 429s again: for every reading of a long run. */
  forgetWaits(): void {
    for (const lane of this.#lanes.values()) lane.waits = 0;
  }

  leave(request: ArmRequest): void {
    const now = this.#clock.now().getTime();
    const lane = this.#laneOf(request);
    lane.own?.settle(now);
    lane.shared.settle(now);
    this.#inFlight -= 1;
    this.#admit();
  }

  /** Nothing goes out any more. */
  close(): void {
    this.#isClosed = true;
    this.#admit();
  }

  succeeded(request: ArmRequest): void {
    this.#laneOf(request).strikes = 0;
  }

  /**
   * A 429: nothing goes out in this lane before its wait is over, or in the whole subscription when it was ARM that
   * refused and not AKS. Without a wait in the answer it grows from five seconds to two minutes.
   */
  block(request: ArmRequest, waitMilliseconds: number | undefined, isSubscriptionWide: boolean): void {
    const now = this.#clock.now().getTime();
    const own = this.#laneOf(request);
    if (now >= own.blockedUntil) own.strikes += 1;
    const until = now + (waitMilliseconds ?? Math.min(5000 * 2 ** Math.max(own.strikes - 1, 0), 120_000));
    if (isSubscriptionWide) own.shared.drain(until);
    for (const lane of this.#lanes.values()) {
      const isHit = lane === own || (isSubscriptionWide && lane.subscriptionId === request.subscriptionId);
      if (!isHit) continue;
      lane.waits += Math.max(0, until - Math.max(now, lane.blockedUntil));
      lane.blockedUntil = Math.max(lane.blockedUntil, until);
      // Where tokens come by the minute, the time that the service names is worth more than our own count.
      if ((request.perSecond ?? 1) >= 1) lane.own?.drain(until);
    }
  }

  #laneOf(request: ArmRequest): Lane {
    const { subscriptionId } = request;
    const key = `${subscriptionId} ${request.bucket ?? ''}`;
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    const own =
      request.bucket === undefined ? undefined : new TokenBucket(request.burst, request.perSecond ?? 1);
    const shared = this.#subscriptionBucket(subscriptionId);
    const lane: Lane = { subscriptionId, own, shared, waiting: [], blockedUntil: 0, waits: 0, strikes: 0 };
    this.#lanes.set(key, lane);
    return lane;
  }

  /** ARM's own: 250 reads at once and 25 a second, for each subscription and principal. */
  #subscriptionBucket(subscriptionId: string): TokenBucket {
    const known = this.#subscriptionBuckets.get(subscriptionId) ?? new TokenBucket(250, 25);
    this.#subscriptionBuckets.set(subscriptionId, known);
    return known;
  }

  #admit(): void {
    const now = this.#clock.now().getTime();
    this.#onLook(now);
    let next = Number.POSITIVE_INFINITY;
    for (const lane of this.#lanes.values()) {
      while (lane.waiting.length > 0) {
        const at = readyAt(lane, now);
        const isSpent = lane.blockedUntil > now && lane.waits > mostWaiting;
        if (this.#isClosed || isSpent || at - now > longestBlock) {
          lane.waiting.shift()?.('blocked');
          continue;
        }
        if (at > now) {
          next = Math.min(next, at);
          break;
        }
        if (this.#inFlight >= mostInFlight) return;
        lane.own?.take(now);
        lane.shared.take(now);
        this.#inFlight += 1;
        lane.waiting.shift()?.('go');
      }
    }
    if (next < Number.POSITIVE_INFINITY) this.#wake(now, Math.min(next, now + longestPause));
  }

  #wake(now: number, at: number): void {
    if (this.#wakeAt !== undefined && this.#wakeAt <= at) return;
    this.#wakeAt = at;
    void this.#clock.pause(at - now).then(() => {
      if (this.#wakeAt === at) this.#wakeAt = undefined;
      this.#admit();
    });
  }
}

function readyAt(lane: Lane, now: number): number {
  return Math.max(lane.blockedUntil, lane.own?.readyAt(now) ?? now, lane.shared.readyAt(now));
}
