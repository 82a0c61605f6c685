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

interface Writes {
  count: number;
  underWay: number;
  lastEndedAt: number | undefined;
  parallel: number;
  readonly gaps: number[];
}

const secondBetweenWrites = 1000;

/** Counts what GitHub's best practices ask for: one write at a time, a second between them. Source: facts 1.2. */
export class PolitenessWatch {
  readonly #now: () => number;
  readonly #writes = new Map<string, Writes>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A write begins; call the answer when it ends. */
  begin(token: string): () => void {
    const writes = this.#of(token);
    if (writes.underWay > 0) writes.parallel += 1;
    if (writes.underWay > 0) writes.gaps.push(0);
    else if (writes.lastEndedAt !== undefined) writes.gaps.push(this.#now() - writes.lastEndedAt);
    writes.count += 1;
    writes.underWay += 1;
    return () => {
      writes.underWay -= 1;
      writes.lastEndedAt = this.#now();
    };
  }

  #of(token: string): Writes {
    const known = this.#writes.get(token);
    if (known) return known;
    const fresh: Writes = { count: 0, underWay: 0, lastEndedAt: undefined, parallel: 0, gaps: [] };
    this.#writes.set(token, fresh);
    return fresh;
  }

  /** One report for each token: two runs have two tokens and do not know of each other. */
  reports(): ReadonlyMap<string, PolitenessReport> {
    return new Map([...this.#writes].map(([token, writes]) => [token, reportOn(writes)]));
  }
}

function reportOn({ count, gaps, parallel }: Writes): PolitenessReport {
  return {
    writes: count,
    minimumGapMs: gaps.length === 0 ? undefined : Math.min(...gaps),
    tooSoon: gaps.filter((gap) => gap < secondBetweenWrites).length,
    parallel,
  };
}
