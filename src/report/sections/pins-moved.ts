import type { PinMove, PinNote, ProposedPins } from '../../pins/pins.ts';
import { codeSpan, endSentence, table } from '../markdown.ts';
import { type PinWords, sortPins, spanVersions } from '../pin-words.ts';
import { notRead } from './pins-judged.ts';
import { type Room, tellList } from './rest.ts';

/** A row for each pin that is to be moved: what is written, and what comes of it in Azure. */
export function tellMoves(words: PinWords, proposed: ProposedPins, room: Room): readonly string[] {
  const write = (moves: readonly PinMove[]) =>
    table(
      ['Where', 'Cluster', 'From → to', 'In Azure, once applied'],
      moves.map((move) => [
        words.place(move.pin, proposed.base.branch),
        words.owner(move),
        spanVersions(move.pin.field, move.from, move.to).join(' → '),
        tellEffect(move),
      ]),
    );
  return tellList(sortPins(proposed.moves), room, 'pin', write);
}

function tellEffect({ pin, running, target, isCatchingUp, further }: PinMove): string {
  const [from = '', to = '', end = ''] = spanVersions(pin.field, running, target, further ?? target);
  if (isCatchingUp)
    return `nothing: ${to} runs already${further === undefined ? '' : `; the plan goes on to ${end}`}`;
  const way = `upgrade ${from} → ${to}`;
  return further === undefined ? way : `${way}, a first step: the plan goes on to ${end}`;
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
