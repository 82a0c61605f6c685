import type { ChangedPins, ProposedPins } from '../../pins/pins.ts';
import { count, endSentence, upperFirst } from '../markdown.ts';
import { findPinWords, type PinWords } from '../pin-words.ts';
import type { Told } from '../told.ts';
import { countVerdicts, refOf, tellAlongside, tellJudged } from './pins-judged.ts';
import { tellMoves, tellNotes } from './pins-moved.ts';
import { tellRefused, tellUnreadFiles } from './pins-unread.ts';
import type { Room } from './rest.ts';

/** Most that are told one by one; far more than fits. */
const mostPins = 10_000;

/** The longest list of all, up to which it is worth to try how much fits. */
export function countPins({ pins }: Told): number {
  const { changed, proposed } = pins ?? {};
  const lists = [
    ...(changed ? [changed.judged, changed.troubles, changed.unread] : []),
    ...(proposed ? [proposed.moves, proposed.notes, proposed.troubles, proposed.unread] : []),
  ];
  return Math.min(mostPins, Math.max(0, ...lists.map(({ length }) => length)));
}

/** Everything about pins, for the job summary. */
export function tellPins(told: Told, rows: number): string {
  const { changed, proposed } = told.pins ?? {};
  const words = findPinWords(told);
  const room = { open: 50, rows };
  return [
    ...(changed ? ['### Version pins of the pull request', tellChanged(told, words, changed, room)] : []),
    ...(proposed ? ['### Version pins', tellProposed(words, proposed, room)] : []),
    tellFailure(told, words),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What merging would do to pins; empty where it does nothing to them. */
export function tellChanged(told: Told, words: PinWords, changed: ChangedPins, room: Room): string {
  return [
    ...tellJudged(told, words, changed, room),
    ...tellRefused(words, changed.troubles, refOf(told, changed), room),
    ...tellUnreadFiles(changed.unread, room),
    ...tellAlongside(told, words, changed, room),
  ].join('\n\n');
}

export function tellProposed(words: PinWords, proposed: ProposedPins, room: Room): string {
  return [...tellMoves(words, proposed, room), ...tellUnmoved(words, proposed, room)].join('\n\n');
}

/** What is not moved, and why. */
export function tellUnmoved(words: PinWords, proposed: ProposedPins, room: Room): readonly string[] {
  return [
    ...tellNotes(words, proposed, room),
    ...tellRefused(words, proposed.troubles, proposed.base.branch, room),
    ...tellUnreadFiles(proposed.unread, room),
  ];
}

export function tellFailure({ pinFailure }: Told, words: PinWords): string {
  if (pinFailure === undefined) return '';
  const { message, next } = pinFailure;
  return `**Version pins could not be looked at.** ${words.sentence(endSentence(message))} ${words.sentence(endSentence(next))}`;
}

/** In numbers, for the issue: the job summary names them. */
export function tellPinsBriefly(told: Told): string {
  const { changed, proposed } = told.pins ?? {};
  return [
    ...(changed && isChanged(changed)
      ? [`**Version pins of the pull request:** ${countChanged(changed)}`]
      : []),
    ...(proposed ? [`**Version pins:** ${countProposed(proposed)}`] : []),
    ...(told.pinFailure ? ['**Version pins could not be looked at**: the job summary says why.'] : []),
  ].join('\n\n');
}

export function isChanged({ judged, troubles, unread }: ChangedPins): boolean {
  return judged.length + troubles.length + unread.length > 0;
}

/** `3 changed: 1 impossible and 2 possible. 1 annotation cannot be followed.` */
export function countChanged(changed: ChangedPins): string {
  const { judged } = changed;
  const head = judged.length === 0 ? 'none changed' : `${judged.length} changed: ${countVerdicts(changed)}`;
  return [head, ...countUnfollowed(changed)].map((part) => `${upperFirst(part)}.`).join(' ');
}

export function countProposed(proposed: ProposedPins): string {
  const { moves, notes } = proposed;
  const head = [
    `${proposed.count} found`,
    moves.length === 0 ? 'none to move' : `${moves.length} to move by pull request`,
    ...(notes.length === 0 ? [] : [`${notes.length} left as they are`]),
  ].join(', ');
  return [head, ...countUnfollowed(proposed)].map((part) => `${part}.`).join(' ');
}

export function countUnfollowed({
  troubles,
  unread,
}: Pick<ChangedPins, 'troubles' | 'unread'>): readonly string[] {
  return [
    ...(troubles.length === 0 ? [] : [`${count(troubles.length, 'annotation')} cannot be followed`]),
    ...(unread.length === 0 ? [] : [`${count(unread.length, 'file')} could not be read`]),
  ];
}
