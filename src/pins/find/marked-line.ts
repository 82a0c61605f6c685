/** What a line with `aks-upgrade:` on it says. */

import { mark, readAnnotation } from './annotation.ts';
import { type LineParts, type Remark, takeApart } from './comment.ts';
import { type CommentSyntax, tellSigns } from './comment-syntax.ts';
import { type Encoding, readUnicode } from './file-text.ts';
import { isRefused, type PinTarget, type Refused } from './pin-target.ts';
import { holdsValue } from './pin-value.ts';

export interface MarkedLine {
  readonly said: readonly (PinTarget | Refused)[];
  /** Marks and nothing else: they speak of the line below. */
  readonly isAlone: boolean;
}

/** More is written by programs, which annotate nothing. */
export const longestLine = 4_000;

export const anyMark = new RegExp(mark, 'i');
const leadingMark = new RegExp(`^${mark}`, 'i');
const markInside = new RegExp(`(?<![\\w/-])${mark}(.*)$`, 'i');
const markAfterSign = new RegExp(`(?:#|//|/\\*|<!--)[ \\t]*${mark}`, 'i');
const markAtStart = new RegExp(`^[ \\t]*(?:(\\*)[ \\t]*)?${mark}(.*)$`, 'i');

export function readMarkedLine(line: string, syntax: CommentSyntax, encoding: Encoding): MarkedLine {
  if (line.length > longestLine) {
    const reason = `The line of this mark is longer than ${longestLine} characters: break it.`;
    return { said: markAfterSign.test(line) ? [{ reason }] : [], isAlone: false };
  }
  const parts = takeApart(line, syntax);
  const annotations = parts.remarks.filter(({ text }) => leadingMark.test(text));
  if (isCommentedOut(line, parts, annotations[0])) return { said: [], isAlone: false };
  const isComment = isBlank(parts.code);
  const said = annotations.map((remark) => readRemark(remark, encoding));
  return { said: [...said, ...findStray(parts, syntax)], isAlone: isComment && annotations.length > 0 };
}

/** A pin that was commented out as a whole speaks of nothing, least of all of the line below. */
export function isCommentedOut(line: string, { code, remarks }: LineParts, own: Remark | undefined): boolean {
  const before = line.slice(0, (own ?? remarks[0])?.start);
  return isBlank(code) && holdsValue(own === undefined ? before + (remarks[0]?.text ?? '') : before);
}

function isBlank(code: string): boolean {
  return !/[^ \t]/.test(code);
}

function readRemark({ text, isOpen }: Remark, encoding: Encoding): PinTarget | Refused {
  if (isOpen) return { reason: 'The comment of a mark has to end on the line on which it begins.' };
  const said = readUnicode(text.slice(mark.length), encoding);
  return said === undefined
    ? { reason: 'The mark is not written in UTF-8: save the file in that encoding.' }
    : readAnnotation(said);
}

/** What was most likely meant as a mark and is none. */
function findStray(parts: LineParts, syntax: CommentSyntax): Refused[] {
  const inside = parts.remarks.some(
    ({ text }) => !leadingMark.test(text) && isAnnotation(markInside.exec(text)?.[1]),
  );
  if (inside) return [{ reason: 'A mark has to stand at the beginning of its comment.' }];
  if (syntax.isProse) return [];
  if (markAfterSign.test(parts.bare))
    return [{ reason: `The mark does not stand in a comment: ${tellSigns(syntax)} in files of this kind.` }];
  const [, star = '', said] = markAtStart.exec(parts.bare) ?? [];
  // In YAML this may well be a key.
  const isKey = syntax.hash === 'after-blank' && star === '';
  if (isKey || !isAnnotation(said)) return [];
  return [{ reason: 'A mark and the signs of its comment have to stand on one line.' }];
}

function isAnnotation(said: string | undefined): boolean {
  return said !== undefined && !isRefused(readAnnotation(said));
}
