import type { ChangedPins, ProposedPins } from '../../pins/pins.ts';
import { count, endSentence, upperFirst } from '../markdown.ts';
import { findPinWords, type PinWords } from '../pin-words.ts';
import type { Told } from '../told.ts';
import { countVerdicts, refOf, tellAlongside, tellJudged } from './pins-judged.ts';
import { tellLevel } from './pins-level.ts';
import { countLost, tellLost } from './pins-lost.ts';
import { tellMoves, tellNotes } from './pins-moved.ts';
import { countTroubles, tellRefused, tellUnreadFiles } from './pins-unread.ts';
import type { Room } from './rest.ts';

/** Most that are told one by one; far more than fits. */
const mostPins = 10_000;

/** The longest list of all, up to which it is worth to try how much fits. */
export function countPins({ pins }: Told): number {
  const { changed, proposed } = pins ?? {};
  const lists = [
    ...(changed ? [changed.judged, changed.lost, changed.troubles, changed.unread] : []),
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
    ...(changed ? tellChange(told, words, changed, room) : []),
    ...(proposed ? ['### Version pins', ...tellProposed(told, words, proposed, room)] : []),
    tellFailure(told, words),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A pull request that has nothing to do with pins is not told of. */
function tellChange(told: Told, words: PinWords, changed: ChangedPins, room: Room): readonly string[] {
  const head = '### Version pins of the pull request';
  if (isChanged(changed)) return [head, tellChanged(told, words, changed, room)];
  return changed.count === 0 ? [] : [head, 'No marked version changes.'];
}

/** What merging would do to pins; empty where it does nothing to them. */
export function tellChanged(told: Told, words: PinWords, changed: ChangedPins, room: Room): string {
  const isOfHead = !changed.isMerged && isChanged(changed);
  return [
    ...(isOfHead ? [ofHead] : []),
    ...tellJudged(told, words, changed, room),
    ...tellLost(words, changed, room),
    ...tellRefused(words, changed.troubles, refOf(told, changed), room),
    ...tellUnreadFiles(changed.unread, room),
    ...tellAlongside(told, words, changed, room),
  ].join('\n\n');
}

const ofHead =
  'GitHub had no test merge of this pull request (it has conflicts, is closed, or none was made yet): its own branch was judged, not what merging it would give.';

function tellProposed(told: Told, words: PinWords, proposed: ProposedPins, room: Room): readonly string[] {
  const level = tellLevel(told, proposed);
  return [
    ...(level === '' ? [] : [`${upperFirst(level)}.`]),
    ...tellMoves(words, proposed, room),
    ...tellUnmoved(words, proposed, room),
  ];
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
    ...(changed && isChanged(changed) ? [countChanged(changed, ofPullRequest)] : []),
    ...(proposed ? [`**Version pins:** ${countProposed(told, proposed)}`] : []),
    ...(told.pinFailure ? ['**Version pins could not be looked at**: the job summary says why.'] : []),
  ].join('\n\n');
}

const ofPullRequest = {
  some: 'Version pins that the pull request changes',
  none: 'The pull request changes no marked version',
};
const ofChange = { some: 'Version pins changed', none: 'No marked version changes' };

export function isChanged({ judged, lost, troubles, unread }: ChangedPins): boolean {
  return judged.length + lost.length + troubles.length + unread.length > 0;
}

/** `**Version pins changed: 3**, 1 impossible and 2 possible. 1 mark cannot be followed.` */
export function countChanged(changed: ChangedPins, words = ofChange): string {
  const n = changed.judged.length;
  const head = n === 0 ? `**${words.none}.**` : `**${words.some}: ${n}**, ${countVerdicts(changed)}.`;
  return [head, ...[...countLost(changed), ...countUnfollowed(changed)].map((part) => `${part}.`)].join(' ');
}

function countProposed(told: Told, proposed: ProposedPins): string {
  const { moves, notes } = proposed;
  const counts = [
    proposed.count === 0 ? 'none found' : `${proposed.count} found`,
    moves.length === 0 ? 'none to move' : `${moves.length} to move by pull request`,
    ...countLeft(notes.length),
  ].join(', ');
  const head = tellLevel(told, proposed) || counts;
  return [head, ...countUnfollowed(proposed)].map((part) => `${part}.`).join(' ');
}

export function countLeft(n: number): readonly string[] {
  return n === 0 ? [] : [n === 1 ? '1 left as it is' : `${n} left as they are`];
}

export function countUnfollowed({
  troubles,
  unread,
}: Pick<ChangedPins, 'troubles' | 'unread'>): readonly string[] {
  return [
    ...(troubles.length === 0 ? [] : [`${countTroubles(troubles)} cannot be followed`]),
    ...(unread.length === 0 ? [] : [`${count(unread.length, 'file')} could not be read`]),
  ];
}
