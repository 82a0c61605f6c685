import type { Place } from '../inputs/log.ts';
import type { PinTrouble } from '../pins/pin.ts';
import type { ChangedPins, JudgedPin, PinNote } from '../pins/pins.ts';
import { fitKinds, type Kind } from './annotation-room.ts';
import { count, endSentence, plainText, upperFirst } from './markdown.ts';
import {
  findPinWords,
  groupAlike,
  listOwners,
  type Owned,
  type PinWords,
  shortenVersions,
  sortPins,
  sortPlaces,
} from './pin-words.ts';
import type { Annotation } from './report.ts';
import { notRead, sortJudged } from './sections/pins-judged.ts';
import { groupLost, type Lost, tellGone } from './sections/pins-lost.ts';
import { isHiddenNote } from './sections/pins-moved.ts';
import { countTroubles, gatherCauses, isEntry, listPaths, type UnreadCause } from './sections/pins-unread.ts';
import type { Told } from './told.ts';

/** On file and line: pins that AKS would refuse or nobody looks after, and marks that cannot be followed. Plain text. */
export function annotatePins(told: Told): readonly Annotation[] {
  const { changed, proposed } = told.pins ?? {};
  if (changed === undefined && proposed === undefined) return [];
  const words = findPinWords(told);
  const isFailing = told.inputs.failOn.some((word) => word === 'blocked' || word === 'pins');
  const impossible = changed ? annotateImpossible(words, changed, isFailing ? 'error' : 'warning') : [];
  const warnings = [
    ...(changed ? annotateLost(words, changed) : []),
    ...annotateTroubles(told, words),
    ...annotateNotes(words, proposed?.notes ?? []),
    ...warnUnreadFiles(told),
  ];
  return isFailing
    ? [...fitKinds(impossible), ...fitKinds(warnings)]
    : fitKinds([...impossible, ...warnings]);
}

function annotateImpossible(
  words: PinWords,
  changed: ChangedPins,
  level: 'error' | 'warning',
): readonly Kind[] {
  const impossible = sortJudged(changed).filter(({ verdict }) => verdict === 'impossible');
  const alike = groupAlike(impossible, ({ running, reasons }) => [running, reasons]);
  return kindOf(alike, 'pin', (same, { pin, running, reasons }: JudgedPin) => {
    const [value = '', runs = ''] = shortenVersions(pin.field, [pin.value, running ?? pin.value]);
    const isSaid = running === undefined || reasons.some((reason) => reason.includes(running));
    const facts = isSaid ? '' : ` It runs ${plainText(runs, 80)}.`;
    const why = reasons.map((reason) => ` ${words.plainSentence(endSentence(reason))}`).join('');
    return {
      level,
      title: `Version pin: ${plainText(value, 80)} is impossible`,
      text: plainText(`${tellOwners(words, same)}.${facts}${why}`, 1_000),
      place: placeOf(pin),
    };
  });
}

/** Where a mark stands that cannot be followed any more, that is said alone. */
function annotateLost(words: PinWords, changed: ChangedPins): readonly Kind[] {
  const broken = new Set(changed.troubles.map((trouble) => keyOfPlace(trouble)));
  const gone = groupLost(changed).filter((same) => !same.some(({ pin }) => broken.has(keyOfPlace(pin))));
  return kindOf(gone, 'pin', (same: Lost, { pin }) => ({
    level: 'warning',
    title: 'Version pin: the mark is gone',
    text: `${tellOwners(words, same)}. The mark that stood here ${tellGone(changed, pin)}: its version is judged no more.`,
    place: placeOf(pin),
  }));
}

function annotateTroubles({ pins }: Told, words: PinWords): readonly Kind[] {
  const all = [...(pins?.changed?.troubles ?? []), ...(pins?.proposed?.troubles ?? [])];
  const keyOf = (trouble: PinTrouble) => [keyOfPlace(trouble), trouble.reason].join('\n');
  const troubles = sortPlaces([...new Map(all.map((trouble) => [keyOf(trouble), trouble])).values()]);
  const annotations = troubles.map(
    (trouble): Annotation => ({
      level: 'warning',
      title: `Version pin: the ${isEntry(trouble) ? 'entry' : 'mark'} cannot be followed`,
      text: plainText(words.plainSentence(endSentence(trouble.reason)), 1_000),
      place: placeOf(trouble),
    }),
  );
  return [{ annotations, tellFrom: (at) => countTroubles(troubles.slice(at), 'more ') }];
}

/** Pins that nobody looks after until somebody does something. */
function annotateNotes(words: PinWords, notes: readonly PinNote[]): readonly Kind[] {
  const open = sortPins(notes.filter(({ kind }) => kind !== 'ahead' && kind !== 'waits'));
  const alike = groupAlike(open, ({ kind, text }) => [kind, text]);
  return kindOf(alike, 'pin', (same, { pin, kind, text }: PinNote) => {
    const [value = ''] = shortenVersions(pin.field, [pin.value]);
    const why = isHiddenNote(words, kind) ? notRead : words.plainSentence(endSentence(text));
    return {
      level: 'warning',
      title: `Version pin: ${plainText(value, 80)} is not moved`,
      text: plainText(`${tellOwners(words, same)}. ${why}`, 1_000),
      place: placeOf(pin),
    };
  });
}

/** By cause: what is said of one file is not said of another. */
function warnUnreadFiles({ pins }: Told): readonly Kind[] {
  const causes = gatherCauses([...(pins?.changed?.unread ?? []), ...(pins?.proposed?.unread ?? [])]);
  const warn = (cause: UnreadCause): Annotation => ({
    level: 'warning',
    title: `Files that may pin versions could not be read: ${cause.paths.length}`,
    text: `${listPaths(cause, (path) => path)}: ${endSentence(upperFirst(plainText(cause.reason, 200)))}`,
  });
  const countFrom = (at: number) => new Set(causes.slice(at).flatMap(({ paths }) => paths)).size;
  return [{ annotations: causes.map(warn), tellFrom: (at) => count(countFrom(at), 'more file') }];
}

/** Each list of `alike` as one annotation. */
function kindOf<T extends Owned>(
  alike: readonly (readonly T[])[],
  noun: string,
  annotate: (same: readonly T[], first: T) => Annotation,
): readonly Kind[] {
  const annotations = alike.flatMap((same) => same.slice(0, 1).map((first) => annotate(same, first)));
  return [{ annotations, tellFrom: (at) => count(alike.slice(at).flat().length, `more ${noun}`) }];
}

function tellOwners(words: PinWords, same: readonly Owned[]): string {
  return listOwners(same, words.plainOwner, '; ');
}

function keyOfPlace({ file, line }: Place): string {
  return [file, line].join('\n');
}

function placeOf({ file, line }: Place): Place {
  return { file, line };
}
