import { count, details } from '../markdown.ts';

/** How much of a list is told: `open` stands open, up to `rows` is folded below, the rest is counted. */
export interface Room {
  readonly open: number;
  readonly rows: number;
}

/** Each as one text; an empty list gives none. `sizeOf`: how many an item stands for. */
export function tellList<T>(
  items: readonly T[],
  { open, rows }: Room,
  noun: string,
  write: (items: readonly T[]) => string,
  sizeOf: (item: T) => number = () => 1,
): readonly string[] {
  const first = items.slice(0, Math.min(open, rows));
  const folded = items.slice(first.length, rows);
  const sum = (some: readonly T[]) => some.reduce((total, item) => total + sizeOf(item), 0);
  const left = sum(items.slice(first.length + folded.length));
  const more = first.length + folded.length > 0 ? `more ${noun}` : noun;
  return [
    ...(first.length === 0 ? [] : [write(first)]),
    ...(folded.length === 0 ? [] : [details(count(sum(folded), `more ${noun}`), write(folded))]),
    ...(left === 0 ? [] : [`_And ${count(left, more)}, for which there is no room here._`]),
  ];
}
