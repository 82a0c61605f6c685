import type { PinMove } from '../../pins/pins.ts';
import { plainText } from '../../report/markdown.ts';

const longestTitle = 100;
const mostMoves = 50;
const zeroWidthSpace = '\u200b';

/** What a commit of ours says: a title, what moves, and the lines by which we know it again. */
export function writeCommitMessage(title: string, moves: readonly PinMove[], trailer: string): string {
  const lines = moves
    .slice(0, mostMoves)
    .map(({ pin, from, to }) => `- ${inert(pin.file)}:${pin.line}: ${inert(from)} -> ${inert(to)}`);
  const left = moves.length - lines.length;
  return [
    inert(title, longestTitle),
    '',
    ...lines,
    ...(left > 0 ? [`- and ${left} more`] : []),
    '',
    trailer,
  ].join('\n');
}

export function writeMergeMessage(base: string, branch: string, trailer: string): string {
  return `Merge ${inert(base)} into ${inert(branch)}\n\n${trailer}`;
}

/**
 * Text of files and of Azure as text: commit messages know no escapes, and GitHub reads references that close issues,
 * mentions and `[skip ci]` in them.
 */
function inert(text: string, limit = 200): string {
  return plainText(text, limit)
    .replace(/[@#[]/g, `$&${zeroWidthSpace}`)
    .replace(/\bgh-(?=\d)/gi, `$&${zeroWidthSpace}`)
    .replace(/:(?=\/\/)/g, `:${zeroWidthSpace}`);
}
