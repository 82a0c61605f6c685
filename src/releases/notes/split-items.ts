import type { NoteSection } from '../releases.ts';
import { sectionNamed } from './section-name.ts';

export interface RawItem {
  readonly section: NoteSection;
  /** Markdown of one line: a bullet with all that is nested below it, or a paragraph. */
  readonly markdown: string;
}

const mostItems = 300;

/** Nobody reads on; and no item costs much, whatever is in it. */
const longestItem = 10_000;

interface Open {
  readonly kind: 'bullet' | 'paragraph';
  readonly indent: number;
  readonly section: NoteSection;
  hasNested: boolean;
  markdown: string;
}

interface Reading {
  readonly items: Open[];
  /** Undefined below a heading that is over others: paragraphs there are not about anything. */
  section: NoteSection | undefined;
  /** A bullet that stands for a heading, and how far its items are indented once one was seen. */
  group:
    | { readonly section: NoteSection; readonly indent: number; itemIndent: number | undefined }
    | undefined;
  open: Open | undefined;
  isAfterBlank: boolean;
  /** The line before, where it may turn out to be a heading by the line drawn under it. */
  underlinable: string | undefined;
}

/** Reads the body line by line: sections by headings of any form, items by bullets, what is nested into one item. */
export function splitItems(body: string): readonly RawItem[] {
  const reading: Reading = {
    ...{ items: [], section: undefined, group: undefined, open: undefined },
    ...{ isAfterBlank: true, underlinable: undefined },
  };
  for (const line of withoutComments(body).split(/\r\n|\r|\n/)) {
    if (reading.items.length > mostItems) break;
    readLine(
      reading,
      line
        .replaceAll('\t', '    ')
        .replace(/^ *(?:> ?)+/, '')
        .trimEnd(),
    );
  }
  return reading.items.slice(0, mostItems).map(({ section, markdown }) => ({ section, markdown }));
}

/** An unclosed comment hides all that follows, as it does on GitHub. */
function withoutComments(body: string): string {
  const [first = '', ...rest] = body.split('<!--');
  const unhidden = rest.map((part) => {
    const end = part.indexOf('-->');
    return end < 0 ? undefined : part.slice(end + 3);
  });
  const unclosed = unhidden.indexOf(undefined);
  return [first, ...(unclosed < 0 ? unhidden : unhidden.slice(0, unclosed))].join('');
}

function readLine(reading: Reading, line: string): void {
  const { underlinable } = reading;
  reading.underlinable = undefined;
  if (line === '') reading.isAfterBlank = true;
  else readFullLine(reading, line, underlinable);
}

function readFullLine(reading: Reading, line: string, above: string | undefined): void {
  const heading = /^ {0,3}#{1,6} +(\S.*)$/.exec(line)?.[1];
  const bullet = /^( *)(?:[*+-]|\d{1,3}[.)])(?: +(\S.*))?$/.exec(line);
  if (/^ *(?:=+|-{2,}|\*{3,}|_{3,})$/.test(line)) drawLine(reading, line, above);
  else if (heading !== undefined) beginSection(reading, sectionNamed(heading) ?? 'other');
  else if (bullet !== null) readBullet(reading, bullet[1]?.length ?? 0, bullet[2] ?? '');
  else if (!isInvisibleLine(line)) readText(reading, line);
  reading.isAfterBlank = false;
}

/** Fences and the definitions of reference links show nothing. */
function isInvisibleLine(line: string): boolean {
  return /^ *(?:```|~~~)/.test(line) || /^ {0,3}\[[^\]]{1,200}\]: /.test(line);
}

/** Below a line of text it makes that line a heading; anywhere else it only ends what came before. */
function drawLine(reading: Reading, line: string, above: string | undefined): void {
  if (above !== undefined && /^ *[=-]/.test(line)) {
    if (reading.open !== undefined) reading.items.pop();
    beginSection(reading, sectionNamed(above) ?? 'other');
  }
  reading.open = undefined;
}

function beginSection(reading: Reading, section: NoteSection | 'outer'): void {
  reading.section = section === 'outer' ? undefined : section;
  reading.group = undefined;
  reading.open = undefined;
}

function readBullet(reading: Reading, indent: number, text: string): void {
  const { open } = reading;
  const isNested = open?.kind === 'bullet' && indent >= open.indent + 2;
  const named = isNested ? undefined : sectionNamed(text);
  if (isNested) append(open, text, true);
  else if (named === undefined) beginItem(reading, 'bullet', indent, text);
  else beginGroup(reading, named === 'outer' ? 'other' : named, indent);
}

function beginGroup(reading: Reading, section: NoteSection, indent: number): void {
  reading.group = { section, indent, itemIndent: undefined };
  reading.open = undefined;
}

function readText(reading: Reading, line: string): void {
  const text = line.trimStart();
  const { open, isAfterBlank } = reading;
  const isApart = isAfterBlank || open === undefined || /^(?:\*\*|__)/.test(text);
  const named = isApart ? sectionNamed(text) : undefined;
  const isInBullet = open?.kind === 'bullet' && line.length - text.length >= open.indent + 2;
  if (named !== undefined) beginSection(reading, named);
  else if (open !== undefined && (!isAfterBlank || isInBullet)) append(open, text, false);
  else {
    reading.underlinable = text;
    reading.open = undefined;
    if (reading.section !== undefined) beginItem(reading, 'paragraph', 0, text);
  }
}

function beginItem(reading: Reading, kind: Open['kind'], indent: number, text: string): void {
  if (kind === 'bullet') leaveGroup(reading, indent);
  const section = reading.group?.section ?? reading.section ?? 'other';
  reading.open = { kind, indent, section, hasNested: false, markdown: text.slice(0, longestItem) };
  reading.items.push(reading.open);
}

/** Items are indented below the bullet that heads them, or, in some notes, beside it. */
function leaveGroup(reading: Reading, indent: number): void {
  const { group } = reading;
  if (group === undefined) return;
  group.itemIndent ??= indent;
  if (indent < group.indent || (indent === group.indent && group.itemIndent > indent))
    reading.group = undefined;
}

function append(open: Open, text: string, isNested: boolean): void {
  if (open.markdown.length + text.length > longestItem) return;
  const isEnded = /[.:;,!?…][*_`]{0,4}$/.test(open.markdown.slice(-5));
  const mark = !isNested || isEnded ? ' ' : open.hasNested ? '; ' : ': ';
  open.hasNested ||= isNested;
  open.markdown += mark + text;
}
