/** Lines as every editor counts them: ended by CRLF, LF or CR. */

import { type FileText, textStart } from './file-text.ts';

export interface Lines {
  readonly content: string;
  /** Where each begins; the byte order mark belongs to none. */
  readonly starts: readonly number[];
}

const lineFeed = 10;
const carriageReturn = 13;

export function splitLines(text: FileText): Lines {
  const { content } = text;
  const starts = [textStart(text)];
  for (let at = 0; at < content.length; at += 1) {
    const code = content.charCodeAt(at);
    const isInside = code === carriageReturn && content.charCodeAt(at + 1) === lineFeed;
    if ((code === lineFeed || code === carriageReturn) && !isInside) starts.push(at + 1);
  }
  return { content, starts };
}

/** From 0 on: the line in which this place is. */
export function lineOf(lines: Lines, place: number): number {
  let [first, last] = [0, lines.starts.length - 1];
  while (first < last) {
    const middle = Math.ceil((first + last) / 2);
    if ((lines.starts[middle] ?? 0) <= place) first = middle;
    else last = middle - 1;
  }
  return first;
}

/** Its characters without the line break; `undefined`: the file ends before it. */
export function textOfLine(lines: Lines, line: number): string | undefined {
  const start = lines.starts[line];
  if (start === undefined) return undefined;
  let end = lines.starts[line + 1] ?? lines.content.length;
  while (end > start && isBreak(lines.content.charCodeAt(end - 1))) end -= 1;
  return lines.content.slice(start, end);
}

function isBreak(code: number): boolean {
  return code === lineFeed || code === carriageReturn;
}
