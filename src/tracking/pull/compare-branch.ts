/** What stands on our branch, seen beside what we want and what we wrote last. Pure. */

import type { Change } from './branch-head.ts';

export interface Sides {
  /** Paths that merging the branch would change. */
  readonly shown: ReadonlySet<string>;
  readonly changes: readonly Change[];
  /** Modes and git's names for the bytes, by path: on the branch, and in our own last commit, where that is known. */
  readonly now: ReadonlyMap<string, string>;
  readonly written: ReadonlyMap<string, string> | undefined;
  /** Only merges of the base stand on our commit: what differs there and is not shown came from the base. */
  readonly isUpdate: boolean;
}

export interface Comparison {
  /** Files that lack what we want. */
  readonly lacking: readonly string[];
  /** Whether somebody put there, took away or took back what our last commit does not say. */
  readonly isForeign: boolean;
  /** Whether all that is wanted stands there, and nothing of ours that is wanted no more. */
  readonly isWanted: boolean;
}

/** As `now` and `written` have it. A mode is as much a person's as the bytes are. */
export function nameLeaf(mode: string, sha: string): string {
  return `${mode} ${sha}`;
}

export function compareBranch({ shown, changes, now, written, isUpdate }: Sides): Comparison {
  const wanted = new Map(changes.map(({ path, mode, after }) => [path, nameLeaf(mode, after)]));
  const isAsWanted = (path: string): boolean => wanted.has(path) && wanted.get(path) === now.get(path);
  const lacking = [...wanted.keys()].filter((path) => !shown.has(path) || !isAsWanted(path));
  const others = [...shown].filter((path) => !isAsWanted(path));
  const isTheirs = (path: string): boolean => {
    if (written === undefined) return shown.has(path) && !isAsWanted(path);
    if (written.get(path) === now.get(path)) return false;
    return !isUpdate || (shown.has(path) && !isAsWanted(path));
  };
  const paths = [...new Set([...shown, ...now.keys(), ...(written?.keys() ?? [])])];
  const theirs = new Set(paths.filter(isTheirs));
  return {
    lacking,
    isForeign: theirs.size > 0,
    isWanted: lacking.length === 0 && others.every((path) => theirs.has(path)),
  };
}
