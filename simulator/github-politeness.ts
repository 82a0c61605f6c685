/** How the writes of one token followed each other, in milliseconds of the simulator's clock. */
export interface PolitenessReport {
  readonly writes: number;
  /** Smallest time between the end of a write and the start of the next; `undefined` with fewer than two writes. */
  readonly minimumGapMs: number | undefined;
  /** Writes that began less than a second after the one before. */
  readonly tooSoon: number;
  /** Writes that began while another was under way. */
  readonly parallel: number;
}

interface Write {
  readonly startedAt: number;
  endedAt: number | undefined;
}

const secondBetweenWrites = 1000;

/** Counts what GitHub's best practices ask for: one write at a time, a second between them. Source: facts 1.2. */
export class PolitenessWatch {
  readonly #now: () => number;
  readonly #writes = new Map<string, Write[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A write begins; call the answer when it ends. */
  begin(token: string): () => void {
    const write: Write = { startedAt: this.#now(), endedAt: undefined };
    this.#writes.set(token, [...(this.#writes.get(token) ?? []), write]);
    return () => {
      write.endedAt = this.#now();
    };
  }

  /** One report for each token: two runs have two tokens and do not know of each other. */
  reports(): ReadonlyMap<string, PolitenessReport> {
    return new Map([...this.#writes].map(([token, writes]) => [token, reportOn(writes)]));
  }
}

function reportOn(writes: readonly Write[]): PolitenessReport {
  const gaps = writes.slice(1).map((write, index) => {
    const before = writes[index]?.endedAt ?? Number.POSITIVE_INFINITY;
    return write.startedAt - before;
  });
  const parallel = gaps.filter((gap) => gap < 0 || gap === Number.NEGATIVE_INFINITY).length;
  return {
    writes: writes.length,
    minimumGapMs: gaps.length === 0 ? undefined : Math.max(0, Math.min(...gaps)),
    tooSoon: gaps.filter((gap) => gap < secondBetweenWrites).length,
    parallel,
  };
}
