/** Which comment is written next, and when: at most one edit each in five minutes, but the first and the last. */

const gapBetweenEdits = 5 * 60_000;
const triesInTheEnd = 2;

/** How a cluster stands. */
export interface ProgressNote {
  /** The comment, telling this as the time of the change. */
  readonly write: (changedAt: Date) => string;
  /** Nothing more will come. */
  readonly isLast: boolean;
}

export interface Turn {
  readonly hashedId: string;
  readonly body: string;
}

interface Entry extends ProgressNote {
  readonly changedAt: Date;
  /** The comment without its time: what is compared. */
  readonly content: string;
  /** The content that stands on GitHub. */
  readonly written?: string;
  /** The content that was last sent. */
  readonly sent?: string;
  readonly triedAt?: number;
  readonly hasTriedLast: boolean;
  readonly finalTries: number;
}

const noTime = new Date(0);

export class ProgressQueue {
  readonly #entries = new Map<string, Entry>();
  readonly #dropped = new Set<string>();
  #isHurrying = false;

  put(hashedId: string, note: ProgressNote, now: Date): void {
    const before = this.#entries.get(hashedId);
    const content = note.write(noTime);
    const changedAt = before?.content === content ? before.changedAt : now;
    const rest = before ?? { hasTriedLast: false, finalTries: 0 };
    this.#entries.set(hashedId, { ...rest, ...note, content, changedAt });
  }

  /** The one that has waited longest of those whose time has come; `undefined`: none now. */
  take(now: Date): Turn | undefined {
    const [next] = [...this.#entries]
      .filter(([hashedId, entry]) => this.#isPending(hashedId, entry) && this.#isDue(entry, now.getTime()))
      .toSorted(([, left], [, right]) => (left.triedAt ?? 0) - (right.triedAt ?? 0));
    if (next === undefined) return undefined;
    const [hashedId, entry] = next;
    const finalTries = entry.finalTries + (this.#isHurrying ? 1 : 0);
    const tried = { sent: entry.content, triedAt: now.getTime(), hasTriedLast: entry.isLast, finalTries };
    this.#entries.set(hashedId, { ...entry, ...tried });
    return { hashedId, body: entry.write(entry.changedAt) };
  }

  /** What was taken last stands on GitHub. */
  confirm(hashedId: string): void {
    const entry = this.#entries.get(hashedId);
    if (entry?.sent !== undefined) this.#entries.set(hashedId, { ...entry, written: entry.sent });
  }

  /** Nothing more is to be written there. */
  drop(hashedId: string): void {
    this.#dropped.add(hashedId);
  }

  /** From now on nothing waits for its five minutes. */
  hurry(): void {
    this.#isHurrying = true;
  }

  /** Whether something will still come to its turn. */
  hasPending(): boolean {
    return [...this.#entries].some(
      ([hashedId, entry]) =>
        this.#isPending(hashedId, entry) && (!this.#isHurrying || entry.finalTries < triesInTheEnd),
    );
  }

  /** Whether GitHub shows less than what is known. */
  isBehind(): boolean {
    return [...this.#entries].some(([hashedId, entry]) => this.#isPending(hashedId, entry));
  }

  #isPending(hashedId: string, { content, written }: Entry): boolean {
    return content !== written && !this.#dropped.has(hashedId);
  }

  #isDue({ triedAt, isLast, hasTriedLast, finalTries }: Entry, now: number): boolean {
    if (this.#isHurrying) return finalTries < triesInTheEnd;
    return triedAt === undefined || now - triedAt >= gapBetweenEdits || (isLast && !hasTriedLast);
  }
}
