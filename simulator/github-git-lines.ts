/** What differs between two texts, line by line, and how two such differences fit together. */

/** Lines `from`..`to` of the old text give way to `lines`. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Each line with its end, so that a missing last line end is a difference too. */
export const splitLines = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function commonStart(left: readonly string[], right: readonly string[]): number {
  const most = Math.min(left.length, right.length);
  let count = 0;
  while (count < most && left[count] === right[count]) count += 1;
  return count;
}

/** Lengths of the longest common subsequences of all ends of both. */
function commonLengths(left: readonly string[], right: readonly string[]): readonly Uint32Array[] {
  const rows = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const [row, below] = [rows[i], rows[i + 1]];
      if (!row || !below) continue;
      row[j] = left[i] === right[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

export function diffLines(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const start = commonStart(before, after);
  const end = commonStart(before.slice(start).toReversed(), after.slice(start).toReversed());
  const left = before.slice(start, before.length - end);
  const right = after.slice(start, after.length - end);
  const rows = commonLengths(left, right);
  const hunks: Hunk[] = [];
  for (let i = 0, j = 0; i < left.length || j < right.length; ) {
    if (i < left.length && left[i] === right[j]) {
      i += 1;
      j += 1;
      continue;
    }
    const [from, lines] = [i, [] as string[]];
    while ((i < left.length || j < right.length) && (i >= left.length || left[i] !== right[j])) {
      const dropsOld = (rows[i + 1]?.[j] ?? -1) >= (rows[i]?.[j + 1] ?? -1);
      if (i < left.length && (j >= right.length || dropsOld)) i += 1;
      else lines.push(right[j++] ?? '');
    }
    hunks.push({ from: start + from, to: start + i, lines });
  }
  return hunks;
}

/** `undefined`: both changed the same lines, or lines that touch, in different ways. */
export function mergeLines(base: string, ours: string, theirs: string): string | undefined {
  const lines = splitLines(base);
  const mine = diffLines(lines, splitLines(ours));
  const others = diffLines(lines, splitLines(theirs));
  const fresh = others.filter((hunk) => !mine.some((own) => isEqual(own, hunk)));
  if (fresh.some((hunk) => mine.some((own) => touches(own, hunk)))) return undefined;
  const all = [...mine, ...fresh].sort((left, right) => right.from - left.from);
  const merged = all.reduce(
    (text, hunk) => text.toSpliced(hunk.from, hunk.to - hunk.from, ...hunk.lines),
    [...lines],
  );
  return merged.join('');
}

const touches = (left: Hunk, right: Hunk): boolean => left.from <= right.to && right.from <= left.to;

const isEqual = (left: Hunk, right: Hunk): boolean =>
  left.from === right.from && left.to === right.to && left.lines.join('') === right.lines.join('');

const context = 3;

/** The hunks as `git diff` writes them, without the header. */
export function patchOf(before: string, after: string): string {
  const lines = splitLines(before);
  const groups: Hunk[][] = [];
  for (const hunk of diffLines(lines, splitLines(after))) {
    const last = groups.at(-1);
    if (last && hunk.from - (last.at(-1)?.to ?? 0) <= 2 * context) last.push(hunk);
    else groups.push([hunk]);
  }
  let shift = 0;
  return groups
    .map((group) => {
      const written = writeGroup(lines, group, shift);
      shift += written.grown;
      return written.text;
    })
    .join('\n');
}

function writeGroup(
  lines: readonly string[],
  group: readonly Hunk[],
  shift: number,
): { text: string; grown: number } {
  const from = Math.max(0, (group[0]?.from ?? 0) - context);
  const to = Math.min(lines.length, (group.at(-1)?.to ?? 0) + context);
  const out: string[] = [];
  let at = from;
  const write = (sign: string, each: readonly string[]): void => {
    for (const line of each) {
      out.push(`${sign}${line.replace(/\n$/, '')}`);
      if (!line.endsWith('\n')) out.push('\\ No newline at end of file');
    }
  };
  for (const hunk of group) {
    write(' ', lines.slice(at, hunk.from));
    write('-', lines.slice(hunk.from, hunk.to));
    write('+', hunk.lines);
    at = hunk.to;
  }
  write(' ', lines.slice(at, to));
  const grown = group.reduce((sum, hunk) => sum + hunk.lines.length - (hunk.to - hunk.from), 0);
  const [old, fresh] = [to - from, to - from + grown];
  const head = `@@ -${old === 0 ? 0 : from + 1},${old} +${fresh === 0 ? 0 : from + shift + 1},${fresh} @@`;
  return { text: [head, ...out].join('\n'), grown };
}
