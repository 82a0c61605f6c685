import type { Log } from '../inputs/log.ts';

/** Milliseconds of silence before the first progress line, and between the lines. */
const firstProgress = 5000;
const progressInterval = 10_000;

/** Tells people how far a long reading is: between `begin` and `end`, and only while reads are open. */
export class ReadingProgress {
  readonly #log: Log;
  #isTelling = false;
  #asked = 0;
  #answered = 0;
  #tellAt: number | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  begin(): void {
    this.#isTelling = true;
    this.#asked = 0;
    this.#answered = 0;
    this.#tellAt = undefined;
  }

  end(): void {
    this.#isTelling = false;
  }

  async count<Value>(reading: Promise<Value>): Promise<Value> {
    this.#asked += 1;
    try {
      return await reading;
    } finally {
      this.#answered += 1;
    }
  }

  /** To be called now and then; `now` in epoch milliseconds. */
  look(now: number): void {
    if (!this.#isTelling) return;
    this.#tellAt ??= now + firstProgress;
    if (now < this.#tellAt || this.#asked === this.#answered) return;
    this.#tellAt = now + progressInterval;
    this.#log.info(
      `Reading Azure: ${this.#answered} of ${this.#asked} reads done. AKS allows about one a second in each subscription and region.`,
    );
  }
}
