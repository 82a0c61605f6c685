/**
 * AKS's and ARM's throttling seen from our side: so many calls at once, then a steady rate. Pure: instants come in as
 * epoch milliseconds. Source: the AKS page on quotas, and ARM's on request limits.
 */
export class TokenBucket {
  readonly #burst: number;
  readonly #perSecond: number;
  #level: number;
  #countedAt = 0;

  constructor(burst: number, perSecond: number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#level = burst;
  }

  /** The first instant at which a call may be sent. */
  readyAt(now: number): number {
    this.#refill(now);
    if (this.#level >= 1) return now;
    return this.#countedAt + Math.ceil(((1 - this.#level) * 1000) / this.#perSecond);
  }

  take(now: number): void {
    this.#refill(now);
    // A full bucket refills from when the first call reaches it, which is later than when it was sent.
    if (this.#level === this.#burst) this.#countedAt = now + travelSlack;
    this.#level -= 1;
  }

  /** The service said that there is nothing left. */
  drain(now: number): void {
    this.#level = 0;
    this.#countedAt = Math.max(now, this.#countedAt);
  }

  #refill(now: number): void {
    if (now <= this.#countedAt || this.#level === this.#burst) return;
    const refilled = this.#level + ((now - this.#countedAt) * this.#perSecond) / 1000;
    this.#level = Math.min(this.#burst, refilled);
    this.#countedAt = now;
  }
}

/** Milliseconds: how much later than a warm call a first call may arrive, with its handshakes. */
const travelSlack = 1500;
