import type { PinTrouble } from '../../pins/pin.ts';
import { sidecarPath, type UnreadFile } from '../../pins/pin-files.ts';
import { byText } from '../cluster-view.ts';
import { shortenPath } from '../links.ts';
import { codeSpan, count, endSentence, escapeText, listWords, upperFirst } from '../markdown.ts';
import { type PinWords, sortPlaces } from '../pin-words.ts';
import { type Room, tellList } from './rest.ts';

/** Marks and entries of the mapping file that cannot be followed, each by its line. */
export function tellRefused(
  words: PinWords,
  troubles: readonly PinTrouble[],
  ref: string | undefined,
  room: Room,
): readonly string[] {
  const write = (some: readonly PinTrouble[]) =>
    some
      .map((trouble) => `- ${words.place(trouble, ref)}: ${words.sentence(endSentence(trouble.reason))}`)
      .join('\n');
  const { marks, entries } = partTroubles(troubles);
  const parts = (some: readonly PinTrouble[], noun: string) => tellList(sortPlaces(some), room, noun, write);
  return [
    ...(marks.length === 0 ? [] : ['**Marks that cannot be followed**', ...parts(marks, 'mark')]),
    ...(entries.length === 0
      ? []
      : ['**Entries of the mapping file that cannot be followed**', ...parts(entries, 'line')]),
  ];
}

/** `2 marks and 1 entry` */
export function countTroubles(troubles: readonly PinTrouble[], more = ''): string {
  const { marks, entries } = partTroubles(troubles);
  return listWords([
    ...(marks.length === 0 ? [] : [count(marks.length, `${more}mark`)]),
    ...(entries.length === 0 ? [] : [count(entries.length, `${more}entry`, `${more}entries`)]),
  ]);
}

export function isEntry({ file }: PinTrouble): boolean {
  return file === sidecarPath;
}

function partTroubles(troubles: readonly PinTrouble[]) {
  return {
    marks: troubles.filter((trouble) => !isEntry(trouble)),
    entries: troubles.filter(isEntry),
  };
}

const mostPaths = 3;

/** Files that may hold pins, gathered by cause: what cannot be read is not taken for having none. */
export function tellUnreadFiles(unread: readonly UnreadFile[], room: Room): readonly string[] {
  const write = (causes: readonly UnreadCause[]) =>
    causes.map((cause) => `- ${listPaths(cause, codeSpan)}: ${tellReason(cause.reason)}`).join('\n');
  const parts = tellList(gatherCauses(unread), room, 'cause', write);
  return parts.length === 0 ? [] : ['**Files that could not be read**', ...parts];
}

export interface UnreadCause {
  readonly reason: string;
  /** Each once. */
  readonly paths: readonly string[];
}

export function gatherCauses(unread: readonly UnreadFile[]): readonly UnreadCause[] {
  const sorted = unread.toSorted(byText(({ reason, path }) => [reason, path].join('\n')));
  return [...Map.groupBy(sorted, ({ reason }) => reason)].map(([reason, files]) => ({
    reason,
    paths: [...new Set(files.map(({ path }) => path))],
  }));
}

/** `12 files (a, b, c, …)` */
export function listPaths({ paths }: UnreadCause, show: (path: string) => string): string {
  const shown = paths.slice(0, mostPaths).map((path) => show(shortenPath(path)));
  return paths.length > shown.length
    ? `${count(paths.length, 'file')} (${shown.join(', ')}, …)`
    : listWords(shown);
}

function tellReason(reason: string): string {
  return escapeText(endSentence(upperFirst(reason)), 300);
}
