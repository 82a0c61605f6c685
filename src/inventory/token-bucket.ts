/**
 * A token bucket of AKS or ARM seen from our side: so many calls at once, then a steady rate. The service counts when a
 * call arrives, which we cannot see: so a call holds its token back until its answer is here, and only then may the
 * bucket refill in its place. Pure: instants come in as epoch milliseconds.
 * Source: the AKS page on quotas, and ARM's on request limits.
 */
export class TokenBucket {
  readonly #burst: number;
  readonly #perSecond: number;
  #level: number;
  #underway = 0;
  #countedAt = 0;

  constructor(burst: number, perSecond: number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#level = burst;
  }

  /** The first instant at which a call may be sent, as far as is known now. */
  readyAt(now: number): number {
    this.#refill(now);
    if (this.#level >= 1) return now;
    return this.#countedAt + Math.ceil(((1 - this.#level) * 1000) / this.#perSecond);
  }

  take(now: number): void {
    this.#refill(now);
    this.#level -= 1;
    this.#underway += 1;
  }

  /** A call that was taken has its answer, or never will. */
  settle(now: number): void {
    this.#refill(now);
    this.#underway -= 1;
  }

  /** The service said that there is nothing left before this instant. */
  drain(until: number): void {
    this.#level = 0;
    this.#countedAt = Math.max(until, this.#countedAt);
  }

  #refill(now: number): void {
    if (now <= this.#countedAt) return;
    const refilled = this.#level + ((now - this.#countedAt) * this.#perSecond) / 1000;
    this.#level = Math.min(refilled, this.#burst - this.#underway);
    this.#countedAt = now;
  }
}
