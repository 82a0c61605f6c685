import { type ReadProblem, tellProblem } from './arm-errors.ts';
import type { Unread } from './inventory.ts';

type Entry = Pick<Unread, 'kind' | 'id' | 'name'>;

interface Failed {
  readonly problem: ReadProblem;
  readonly what: string | undefined;
}

interface Noted {
  readonly entry: Entry;
  readonly failed: Failed[];
}

/** What could not be read: one entry a thing, with all its reasons. */
export class UnreadList {
  readonly #noted = new Map<string, Noted>();

  get isEmpty(): boolean {
    return this.#noted.size === 0;
  }

  /** `what` names the part that is missing, when the thing itself was read. */
  add(entry: Entry, problem: ReadProblem, what?: string): void {
    const id = entry.id.toLowerCase();
    const key = `${entry.kind} ${id}`;
    const noted = this.#noted.get(key) ?? { entry: { ...entry, id }, failed: [] };
    this.#noted.set(key, noted);
    noted.failed.push({ problem, what });
  }

  /** Reads end in any order; what is told does not depend on it. */
  sorted(): readonly Unread[] {
    return [...this.#noted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, noted]) => describeEntry(noted));
  }
}

function describeEntry({ entry, failed }: Noted): Unread {
  const missingAction = failed.flatMap(({ problem }) => problem.missingAction ?? []).sort()[0];
  const parts = new Set(failed.map(({ what }) => what));
  const reasons = failed.map(({ problem, what }) => {
    // The action that stands beside the reason is not named in it; a second one would be lost otherwise.
    const isBeside = problem.missingAction !== undefined && problem.missingAction === missingAction;
    const isTold = isBeside || entry.kind === 'region';
    const reason = isBeside ? problem.reason : tellProblem(problem);
    return what === undefined || (isTold && parts.size === 1) ? reason : `${what}: ${reason}`;
  });
  const reason = [...new Set(reasons)].sort().join('; ');
  return { ...entry, reason, ...(missingAction === undefined ? {} : { missingAction }) };
}
