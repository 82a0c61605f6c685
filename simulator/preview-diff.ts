/** What a pull request changes, line by line, from the trees that are stored. */

import { compareTrees } from './github-git-trees.ts';
import { changeOf } from './github-pull-state.ts';
import type { GitHubState } from './github-state.ts';

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  /** From 1 on; absent where the line is not. */
  readonly before?: number;
  readonly after?: number;
}

export interface FileDiff {
  readonly path: string;
  /** Stretches of changed lines with what stands around them. */
  readonly hunks: readonly (readonly DiffLine[])[];
}

/** Lines around a change, as on GitHub. */
const around = 3;

export function diffPull(state: GitHubState, number: number): readonly FileDiff[] {
  const pull = state.pulls.get(number);
  if (!pull) throw new Error(`There is no pull request #${number} in the simulated repository.`);
  const { store } = state.git;
  const { before, after } = changeOf(state.git, pull);
  const read = (sha: string | undefined): string =>
    sha === undefined ? '' : new TextDecoder().decode(store.blob(sha));
  return compareTrees(store, before, after).map(({ path, before: old, after: fresh }) => ({
    path,
    hunks: cutHunks(diffLines(read(old?.sha), read(fresh?.sha))),
  }));
}

/** The longest common run of lines stays; made for files of a demonstration, not for large ones. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, fresh] = [splitLines(before), splitLines(after)];
  const shared = measureShared(old, fresh);
  const lines: DiffLine[] = [];
  let [at, to] = [0, 0];
  while (at < old.length || to < fresh.length) {
    const [removed, added] = [old[at], fresh[to]];
    const place = { before: at + 1, after: to + 1 };
    if (removed !== undefined && removed === added) {
      lines.push({ kind: 'same', text: removed, ...place });
      at += 1;
      to += 1;
    } else if (
      removed !== undefined &&
      (added === undefined || below(shared, at, to) >= beside(shared, at, to))
    ) {
      lines.push({ kind: 'removed', text: removed, before: place.before });
      at += 1;
    } else {
      lines.push({ kind: 'added', text: added ?? '', after: place.after });
      to += 1;
    }
  }
  return lines;
}

type Table = readonly (readonly number[])[];
const below = (table: Table, at: number, to: number): number => table[at + 1]?.[to] ?? 0;
const beside = (table: Table, at: number, to: number): number => table[at]?.[to + 1] ?? 0;

/** How many lines are shared from each pair of places to the end. */
function measureShared(old: readonly string[], fresh: readonly string[]): Table {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  for (let at = old.length - 1; at >= 0; at--) {
    const row = table[at] ?? [];
    for (let to = fresh.length - 1; to >= 0; to--) {
      const isSame = old[at] === fresh[to];
      row[to] = isSame
        ? (table[at + 1]?.[to + 1] ?? 0) + 1
        : Math.max(below(table, at, to), beside(table, at, to));
    }
  }
  return table;
}

function splitLines(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function cutHunks(lines: readonly DiffLine[]): readonly (readonly DiffLine[])[] {
  const changed = lines.flatMap(({ kind }, at) => (kind === 'same' ? [] : [at]));
  const hunks: DiffLine[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [at, line] of lines.entries()) {
    if (!changed.some((change) => Math.abs(change - at) <= around)) continue;
    if (at - last > 1) hunks.push([]);
    hunks.at(-1)?.push(line);
    last = at;
  }
  return hunks;
}
