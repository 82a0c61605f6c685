import type { PinMove, PinNote, ProposedPins } from '../../pins/pins.ts';
import { codeSpan, endSentence, table } from '../markdown.ts';
import { groupAlike, listOwners, type PinWords, sortPins, spanVersions, tellWay } from '../pin-words.ts';
import { notRead } from './pins-judged.ts';
import { type Room, tellList } from './rest.ts';

/** A row for each pin that is to be moved: what is written, and what comes of it in Azure. */
export function tellMoves(words: PinWords, proposed: ProposedPins, room: Room): readonly string[] {
  const alike = groupAlike(
    sortPins(proposed.moves),
    ({ from, to, running, target, further, isCatchingUp }) => [
      from,
      to,
      running,
      target,
      further,
      isCatchingUp,
    ],
  );
  const tellRow = (same: readonly PinMove[]) =>
    same
      .slice(0, 1)
      .map((move) => [
        words.cell(move.pin, proposed.base.branch),
        listOwners(same, words.owner, ' · '),
        tellFromTo(move),
        tellEffect(move),
      ]);
  const write = (rows: typeof alike) =>
    table(['Where', 'Cluster', 'Pin', 'In Azure, once applied'], rows.flatMap(tellRow));
  return tellList(alike, room, 'pin', write, ({ length }) => length);
}

function tellFromTo({ pin, from, to }: PinMove): string {
  const [before = '', after = ''] = spanVersions(pin.field, from, to);
  return tellWay(before, `**${after}**`);
}

/** What the pin's own column shows is not said again: the cell would take four lines. */
function tellEffect(move: PinMove): string {
  const { pin, running, target, isCatchingUp, further } = move;
  const [from = '', to = '', end = ''] = spanVersions(pin.field, running, target, further ?? target);
  const isSaid = move.from === running && move.to === target;
  const upgrade = isSaid ? 'upgrade' : `upgrade from ${from} to ${to}`;
  const effect = isCatchingUp ? `nothing: ${to} runs already` : upgrade;
  return further === undefined ? effect : `${effect}; a later pull request goes on to ${end}`;
}

const noteWords: Readonly<Record<PinNote['kind'], string>> = {
  ahead: 'ahead of what runs',
  unknown: 'cluster or pool not known',
  unread: 'could not be read',
  conflict: 'pins disagree',
  form: 'form',
  waits: 'waits',
};

/** Pins that are not where they should be and stay as they are. */
export function tellNotes(words: PinWords, proposed: ProposedPins, room: Room): readonly string[] {
  const notes = sortPins(proposed.notes, ({ kind }) => kinds.indexOf(kind));
  const alike = groupAlike(notes, ({ kind, text }) => [kind, text]);
  const write = (some: typeof alike) =>
    some.flatMap((same) => tellNote(words, same, proposed.base.branch)).join('\n');
  const parts = tellList(alike, room, 'pin', write, ({ length }) => length);
  return parts.length === 0 ? [] : ['**Not moved**', ...parts];
}

const kinds = Object.keys(noteWords);

function tellNote(words: PinWords, same: readonly PinNote[], branch: string): readonly string[] {
  const owners = words.hidesNames ? '' : ` (${listOwners(same, words.owner, ' · ')})`;
  return same.slice(0, 1).map(({ pin, kind, text }) => {
    const said = isHiddenNote(words, kind) ? notRead : words.sentence(endSentence(text));
    const place = words.place(pin, branch);
    return `- ${place}${owners} ${codeSpan(pin.value, 60)}, **${noteWords[kind]}**: ${said}`;
  });
}

/** Of what was not found every word may be a name. */
export function isHiddenNote({ hidesNames }: PinWords, kind: PinNote['kind']): boolean {
  return hidesNames && (kind === 'unknown' || kind === 'unread');
}
