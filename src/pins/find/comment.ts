/** One line taken apart into what a program reads, what is quoted in that, and comments. */

import type { CommentSyntax } from './comment-syntax.ts';

export interface Remark {
  /** Without the signs of the comment and the blanks round it. */
  readonly text: string;
  /** Where its comment begins in the line. */
  readonly start: number;
  /** A block that does not end on this line. */
  readonly isOpen: boolean;
}

export interface LineParts {
  /** As long as the line, with blanks for comments. */
  readonly code: string;
  /** The same, with blanks for what is quoted as well. */
  readonly bare: string;
  readonly remarks: readonly Remark[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Comment extends Span {
  readonly isOpen: boolean;
  readonly isBlock: boolean;
}

/** Each line by itself: a block comment or a text of several lines that began above is not known here. */
export function takeApart(line: string, syntax: CommentSyntax): LineParts {
  const comments: Comment[] = [];
  const quoted: Span[] = [];
  const endless = new Set<string>();
  let at = 0;
  while (at < line.length) {
    const comment = commentAt(line, at, syntax);
    const end = comment === undefined ? closingQuote(line, at, syntax, endless) : undefined;
    if (comment !== undefined) comments.push(comment);
    if (end !== undefined) quoted.push({ start: at, end });
    at = comment?.end ?? end ?? at + 1;
  }
  const code = blank(line, comments);
  return {
    code,
    bare: blank(code, quoted),
    remarks: comments.flatMap((comment) => remarksIn(line, comment)),
  };
}

function commentAt(line: string, at: number, syntax: CommentSyntax): Comment | undefined {
  if (syntax.angle && line.startsWith('<!--', at)) return blockUntil(line, at, '<!--', '-->');
  if (syntax.slash && line.startsWith('/*', at)) return blockUntil(line, at, '/*', '*/');
  const before = line[at - 1] ?? ' ';
  // An address is no comment: `https://…` stands without quotes in heredocs.
  const isSlashes = syntax.slash && line.startsWith('//', at) && before !== ':';
  const isHash = line[at] === '#' && (syntax.hash === 'anywhere' || (syntax.hash && isBlank(before)));
  return isSlashes || isHash ? { start: at, end: line.length, isOpen: false, isBlock: false } : undefined;
}

function blockUntil(line: string, at: number, opening: string, closing: string): Comment {
  const found = line.indexOf(closing, at + opening.length);
  const end = found < 0 ? line.length : found + closing.length;
  return { start: at, end, isOpen: found < 0, isBlock: true };
}

/** `endless`: quotes that nothing closes from here on, so that no line is searched for them over and over. */
function closingQuote(
  line: string,
  at: number,
  syntax: CommentSyntax,
  endless: Set<string>,
): number | undefined {
  const quote = line[at] ?? '';
  if (quote === '' || !syntax.quotes.includes(quote) || endless.has(quote)) return undefined;
  // An apostrophe, as in `don't`, or inches.
  if (/[0-9A-Za-z]/.test(line[at - 1] ?? '')) return undefined;
  for (let end = at + 1; end < line.length; end += 1) {
    if (line[end] === '\\') end += 1;
    else if (line[end] === quote) return end + 1;
  }
  endless.add(quote);
  return undefined;
}

/** Tools write their notes behind one another: `# tfsec:ignore:x # aks-upgrade: rg/prod`. */
function remarksIn(line: string, comment: Comment): Remark[] {
  const { start, end, isOpen, isBlock } = comment;
  const whole = line.slice(start, end);
  if (isBlock) {
    const inner = whole.replace(/^(?:<!--+|\/\*+)/, '').replace(/(?:-->|\*\/)$/, '');
    return [{ text: trimBlanks(inner), start, isOpen }];
  }
  const remarks: Remark[] = [];
  let from = start;
  for (const { index } of whole.matchAll(/[ \t](?=#|\/\/)/g)) {
    remarks.push({ text: trimSigns(line.slice(from, start + index)), start: from, isOpen });
    from = start + index + 1;
  }
  return [...remarks, { text: trimSigns(line.slice(from, end)), start: from, isOpen }];
}

function trimSigns(remark: string): string {
  return trimBlanks(remark.replace(/^(?:#+|\/\/+)/, ''));
}

/** Blanks alone: bytes of UTF-8 look like other white space when each is a character. */
function trimBlanks(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text[from] ?? '')) from += 1;
  while (to > from && isBlank(text[to - 1] ?? '')) to -= 1;
  return text.slice(from, to);
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}

function blank(line: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of spans) {
    parts.push(line.slice(from, start), ' '.repeat(end - start));
    from = end;
  }
  return [...parts, line.slice(from)].join('');
}
