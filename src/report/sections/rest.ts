import { count, details } from '../markdown.ts';

/** How much of a list is told: `open` stands open, up to `rows` is folded below, the rest is counted. */
export interface Room {
  readonly open: number;
  readonly rows: number;
}

/** Each as one text; an empty list gives none. */
export function tellList<T>(
  items: readonly T[],
  { open, rows }: Room,
  noun: string,
  write: (items: readonly T[]) => string,
): readonly string[] {
  const first = items.slice(0, Math.min(open, rows));
  const folded = items.slice(first.length, rows);
  const left = items.length - first.length - folded.length;
  const more = first.length + folded.length > 0 ? `more ${noun}` : noun;
  return [
    ...(first.length === 0 ? [] : [write(first)]),
    ...(folded.length === 0 ? [] : [details(`${count(folded.length, `more ${noun}`)}`, write(folded))]),
    ...(left === 0 ? [] : [`_And ${count(left, more)}, for which there is no room here._`]),
  ];
}
