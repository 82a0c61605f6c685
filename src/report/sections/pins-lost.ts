import type { Pin } from '../../pins/pin.ts';
import type { ChangedPins } from '../../pins/pins.ts';
import { codeSpan, count } from '../markdown.ts';
import { groupAlike, listOwners, type PinWords, sortPins } from '../pin-words.ts';
import { type Room, tellList } from './rest.ts';

export type Lost = readonly { readonly pin: Pin }[];

/** Marks that the pull request takes away or breaks: nobody looks after their versions from then on. */
export function tellLost(words: PinWords, changed: ChangedPins, room: Room): readonly string[] {
  const write = (some: readonly Lost[]) => some.flatMap((same) => tellSame(words, changed, same)).join('\n');
  const parts = tellList(groupLost(changed), room, 'pin', write, ({ length }) => length);
  return parts.length === 0 ? [] : ['**Judged no more**', ...parts];
}

export function groupLost({ lost }: ChangedPins): readonly Lost[] {
  return groupAlike(sortPins(lost.map((pin) => ({ pin }))), () => []);
}

/** No link: the line is that of before, which no lasting address leads to. */
function tellSame(words: PinWords, changed: ChangedPins, same: Lost): readonly string[] {
  const owners = words.hidesNames ? '' : `${listOwners(same, words.owner, ' · ')}: `;
  return same.slice(0, 1).map(({ pin }) => {
    const place = `${words.place(pin, undefined)} (${owners}${codeSpan(pin.value, 60)})`;
    return `- 🟡 The mark at ${place} ${tellGone(changed, pin)}: its version is judged no more.`;
  });
}

/** A mark that stands there still, and cannot be followed, has moved to another line perhaps. */
export function tellGone({ troubles }: ChangedPins, { file }: Pin): string {
  return troubles.some((trouble) => trouble.file === file) ? 'is gone or cannot be followed' : 'is gone';
}

export function countLost({ lost }: ChangedPins): readonly string[] {
  if (lost.length === 0) return [];
  return [`${count(lost.length, 'version')} ${lost.length === 1 ? 'is' : 'are'} judged no more`];
}
