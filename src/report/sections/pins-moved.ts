import type { PinMove, PinNote, ProposedPins } from '../../pins/pins.ts';
import { codeSpan, endSentence, table } from '../markdown.ts';
import { type PinWords, sortPins, spanVersions, tellWay } from '../pin-words.ts';
import { notRead } from './pins-judged.ts';
import { type Room, tellList } from './rest.ts';

/** A row for each pin that is to be moved: what is written, and what comes of it in Azure. */
export function tellMoves(words: PinWords, proposed: ProposedPins, room: Room): readonly string[] {
  const write = (moves: readonly PinMove[]) =>
    table(
      ['Where', 'Cluster', 'Pin', 'In Azure, once applied'],
      moves.map((move) => [
        words.cell(move.pin, proposed.base.branch),
        words.owner(move),
        tellFromTo(move),
        tellEffect(move),
      ]),
    );
  return tellList(sortPins(proposed.moves), room, 'pin', write);
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
  const write = (some: readonly PinNote[]) =>
    some.map((note) => `- ${tellNote(words, note, proposed.base.branch)}`).join('\n');
  const parts = tellList(notes, room, 'pin', write);
  return parts.length === 0 ? [] : ['**Not moved**', ...parts];
}

const kinds = Object.keys(noteWords);

function tellNote(words: PinWords, { pin, kind, text }: PinNote, branch: string): string {
  const head = [words.place(pin, branch), ...(words.hidesNames ? [] : [`(${words.owner({ pin })})`])];
  const isHidden = words.hidesNames && (kind === 'unknown' || kind === 'unread');
  const said = isHidden ? notRead : words.sentence(endSentence(text));
  return `${head.join(' ')} ${codeSpan(pin.value, 60)}, **${noteWords[kind]}**: ${said}`;
}
