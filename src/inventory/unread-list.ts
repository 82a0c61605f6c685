import type { ReadProblem } from './arm-errors.ts';
import type { Unread } from './inventory.ts';

type Entry = Pick<Unread, 'kind' | 'id' | 'name'>;

interface Noted extends Entry {
  readonly reasons: Set<string>;
  missingAction: string | undefined;
}

/** What could not be read: one entry a thing, with all its reasons. */
export class UnreadList {
  readonly #noted = new Map<string, Noted>();

  /** `what` names the part that is missing, when the thing itself was read. */
  add(entry: Entry, problem: ReadProblem, what?: string): void {
    const id = entry.id.toLowerCase();
    const key = `${entry.kind} ${id}`;
    const noted = this.#noted.get(key) ?? { ...entry, id, reasons: new Set(), missingAction: undefined };
    this.#noted.set(key, noted);
    noted.reasons.add(what === undefined ? problem.reason : `${what}: ${problem.reason}`);
    // Reads end in any order; what is told must not depend on it.
    const actions = [noted.missingAction, problem.missingAction].filter((action) => action !== undefined);
    noted.missingAction = actions.sort()[0];
  }

  sorted(): readonly Unread[] {
    return [...this.#noted]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { reasons, missingAction, ...entry }]) => ({
        ...entry,
        reason: [...reasons].sort().join('; '),
        ...(missingAction === undefined ? {} : { missingAction }),
      }));
  }
}
