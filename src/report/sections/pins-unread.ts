import type { PinTrouble } from '../../pins/pin.ts';
import type { UnreadFile } from '../../pins/pin-files.ts';
import { byText } from '../cluster-view.ts';
import { shortenPath } from '../links.ts';
import { codeSpan, count, endSentence, escapeText, upperFirst } from '../markdown.ts';
import { type PinWords, sortPlaces } from '../pin-words.ts';
import { type Room, tellList } from './rest.ts';

/** Annotations that cannot be followed, each by its line. */
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
  const parts = tellList(sortPlaces(troubles), room, 'annotation', write);
  return parts.length === 0 ? [] : ['**Annotations that cannot be followed**', ...parts];
}

const mostPaths = 10;

/** Files that may hold pins, gathered by cause: what cannot be read is not taken for having none. */
export function tellUnreadFiles(unread: readonly UnreadFile[], room: Room): readonly string[] {
  const sorted = unread.toSorted(byText(({ reason, path }) => [reason, path].join('\n')));
  const causes = [...Map.groupBy(sorted, ({ reason }) => reason)];
  const write = (some: readonly (typeof causes)[number][]) =>
    some.map(([reason, files]) => `- ${tellPaths(files)}: ${tellReason(reason)}`).join('\n');
  const parts = tellList(causes, room, 'cause', write);
  return parts.length === 0 ? [] : ['**Files that could not be read**', ...parts];
}

function tellPaths(files: readonly UnreadFile[]): string {
  const shown = files.slice(0, mostPaths).map(({ path }) => codeSpan(shortenPath(path)));
  const rest = files.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${count(rest, 'more file')}` : ''}`;
}

function tellReason(reason: string): string {
  return escapeText(endSentence(upperFirst(reason)), 300);
}
