import type { ProposedPins } from '../../pins/pins.ts';
import { linkDocument, shortenPath } from '../links.ts';
import { codeSpan, listWords } from '../markdown.ts';
import type { Told } from '../told.ts';

const mostPaths = 3;

/** Why there is nothing to tell of pins, without a full stop; empty where there is. */
export function tellLevel(
  { inputs }: Told,
  { moves, notes, count: found, troubles, unread }: ProposedPins,
): string {
  if (moves.length + notes.length > 0) return '';
  if (found > 0) return `${found === 1 ? '1 pin,' : `${found} pins, all`} level with what runs`;
  if (troubles.length > 0) return '';
  const paths = inputs.pins?.paths ?? [];
  const shown = paths.slice(0, mostPaths).map((path) => codeSpan(shortenPath(path)));
  const rest = paths.length - shown.length;
  const listed = listWords(rest > 0 ? [...shown, `${rest} more`] : shown);
  const where = listed === '' ? '' : ` under ${listed}`;
  const readable = unread.length === 0 ? '' : ', as far as files could be read';
  const how = linkDocument('how to mark a version', 'version-pins.md#mark-a-version');
  return `no mark was found${where}${readable}: ${how}`;
}
