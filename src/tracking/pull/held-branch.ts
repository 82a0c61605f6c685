/** What is told below our pull request while commits by people stand on its branch. */

import type { Sha256 } from '../../inputs/run-context.ts';
import type { PinMove } from '../../pins/pins.ts';
import { codeSpan, count, table } from '../../report/markdown.ts';
import { writeMarked } from '../../report/marker.ts';
import type { Page } from '../../report/report.ts';

const mostMoves = 50;

/** Keys of reports hold no colon (`report-key.ts`). */
export function heldKey(key: string): string {
  return `${key}:branch`;
}

/** `lacking`: files of the branch that do not hold what we want. */
export function writeHeld(
  key: string,
  branch: string,
  told: { readonly moves: readonly PinMove[]; readonly lacking: readonly string[] },
  sha256: Sha256,
): Page {
  const moves = told.moves.filter(({ pin }) => told.lacking.includes(pin.file));
  const what =
    moves.length === 0
      ? 'Nothing is left to be moved; closing this pull request is yours.'
      : `Our next commit would change:\n\n${writeMoves(moves)}`;
  const text = [
    `**${codeSpan(branch)} holds commits that aks-upgrade did not make.** They stay: nothing is written to the branch ` +
      'and to the text above while they are there.',
    what,
    'To let aks-upgrade go on, take these commits off the branch, or delete the branch: the next run then makes it ' +
      'anew, with a pull request of its own. What is on the branch can also be merged as it is.',
  ].join('\n\n');
  return page(key, text, 'due', sha256);
}

export function writeReleased(key: string, sha256: Sha256): Page {
  return page(
    key,
    'aks-upgrade keeps the branch of this pull request again: it holds what is told above.',
    'clear',
    sha256,
  );
}

function writeMoves(moves: readonly PinMove[]): string {
  const rows = moves
    .slice(0, mostMoves)
    .map(({ pin, from, to }) => [codeSpan(pin.file, 200), String(pin.line), codeSpan(from), codeSpan(to)]);
  const left = moves.length - rows.length;
  const more = left > 0 ? `\n\nAnd ${count(left, 'line')} more.` : '';
  return table(['File', 'Line', 'From', 'To'], rows) + more;
}

function page(key: string, text: string, standing: Page['standing'], sha256: Sha256): Page {
  const fingerprint = sha256(text).slice(0, 16);
  const own = heldKey(key);
  return {
    key: own,
    title: '',
    body: writeMarked(own, fingerprint, text),
    fingerprint,
    standing,
    closing: '',
  };
}
