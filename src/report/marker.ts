/**
 * The two lines by which we know our own text in an issue (contract §4). Who wrote the item is for `tracking` to
 * judge; here only: which lines are ours, and everything else is kept byte for byte.
 */

import { withoutSince } from './plan-since.ts';

export interface Marked {
  readonly before: string;
  /** From the first character of the opening marker to the last of the closing one. */
  readonly ours: string;
  readonly after: string;
  readonly fingerprint: string;
}

const opening = /^<!-- aks-upgrade v1 key=(\S+) fingerprint=([0-9a-f]+) -->$/;
const closing = '<!-- /aks-upgrade -->';

/** The line whose time and run may differ while the rest says the same. Always the last before the closing marker. */
const reading =
  /^Read on \d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d UTC(?: by \[run (\d+)\]\((https?:\/\/[\w.:/%-]+\/)\1\))?\.$/;

/** `text` between our markers. */
export function writeMarked(key: string, fingerprint: string, text: string): string {
  return `<!-- aks-upgrade v1 key=${key} fingerprint=${fingerprint} -->\n${text}\n${closing}`;
}

/**
 * The first well-formed pair of markers with exactly this key, each on a line of its own and outside of code
 * blocks. Quoted, indented, fenced markers and those of other keys are people's text.
 */
export function findMarked(body: string, key: string): Marked | undefined {
  let start: { readonly at: number; readonly fingerprint: string } | undefined;
  for (const line of linesOutsideCode(body)) {
    const opened = opening.exec(line.text);
    if (opened !== null) {
      // Another opening before the end: the earlier one is no pair.
      start = opened[1] === key && opened[2] ? { at: line.start, fingerprint: opened[2] } : undefined;
    } else if (line.text === closing && start !== undefined) {
      const end = line.start + line.text.length;
      return {
        before: body.slice(0, start.at),
        ours: body.slice(start.at, end),
        after: body.slice(end),
        fingerprint: start.fingerprint,
      };
    }
  }
  return undefined;
}

/** `body` with our part replaced; `undefined` when it holds none of this key. */
export function replaceMarked(
  body: string,
  report: { readonly key: string; readonly body: string },
): string | undefined {
  const found = findMarked(body, report.key);
  return found && found.before + report.body + found.after;
}

/** Whether two marked texts tell the same: all but the time of reading, since when the plan stands, and line ends. */
export function tellsTheSame(ours: string, other: string): boolean {
  return withoutTimes(ours) === withoutTimes(other);
}

function withoutTimes(ours: string): string {
  const lines = ours.split(/\r?\n/);
  const at = lines.length - 2;
  return lines
    .map((line, index) => (index === at ? line.replace(reading, 'Read by $2') : withoutSince(line)))
    .join('\n');
}

interface Line {
  readonly start: number;
  /** Without its line end. */
  readonly text: string;
}

/** Lines that are not inside a fenced code block (CommonMark §4.5); an unclosed fence runs to the end. */
function* linesOutsideCode(body: string): Generator<Line> {
  let open: string | undefined;
  for (const match of body.matchAll(/([^\n]*)(?:\n|$)/g)) {
    const text = (match[1] ?? '').replace(/\r$/, '');
    const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(text);
    const marks = fence?.[1] ?? '';
    if (open === undefined) {
      if (fence !== null) open = marks;
      else yield { start: match.index, text };
    } else if (marks.startsWith(open) && (fence?.[2] ?? '').trim() === '') {
      open = undefined;
    }
  }
}
