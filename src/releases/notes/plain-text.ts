import { hostOf } from './allowed-link.ts';

export interface Inline {
  /** One line without markup, cut to a bounded length. */
  readonly text: string;
  /** Where its links lead, unchecked, in their order. */
  readonly addresses: readonly string[];
}

/** Characters (code points) of one item. */
const longestText = 400;

/** A cut looks back no further than this for the end of a word. */
const longestWord = 60;

interface Scan {
  readonly raw: string;
  readonly out: string[];
  readonly addresses: string[];
  /** Places in `out` of the brackets that are still open. */
  readonly open: number[];
  /** Where runs of backticks begin, by their length, the next one last. */
  readonly ticks: ReadonlyMap<number, number[]>;
}

/** How many characters were read; undefined: not mine. */
type Rule = (scan: Scan, found: RegExpExecArray) => number | undefined;

/** Tried in order at each place. None reads on further than it takes, but for what it can say no to early. */
const rules: readonly (readonly [RegExp, Rule])[] = [
  [/[^\\`[\]*_~&<!hH]+/y, (scan, found) => put(scan, found[0], found[0])],
  [/\\([!-/:-@[-`{-~])/y, (scan, found) => put(scan, found[1], found[0])],
  [/`+/y, readCode],
  [/!?\[/y, openBracket],
  [/\]/y, closeBracket],
  [/(?<![\w/])https?:\/\/[^\s<>()[\]"'`*]+/iy, readAddress],
  [/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp));/iy, readEntity],
  [/<(\/?[a-z][^<>]{0,500}|[!?][^<>]{0,500})>/iy, readTag],
  [/\*+|~~+|_+/y, readEmphasis],
];

/** `](address "title")`, with one level of brackets in the address. */
const target =
  /\]\(\s{0,9}<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+(?:"[^"]{0,200}"|'[^']{0,200}'))?\s{0,9}\)/y;

/** Controls, format and bidi characters, private use, and all that Unicode shows as nothing. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

/** Takes Markdown and HTML away from the text of an item, and keeps what they would show. Linear in its length. */
export function readInline(raw: string): Inline {
  const scan: Scan = { raw, out: [], addresses: [], open: [], ticks: findTicks(raw) };
  for (let at = 0; at < raw.length; ) at += readAt(scan, at);
  return { text: cut(plainLine(scan.out.join(''))), addresses: scan.addresses };
}

function readAt(scan: Scan, at: number): number {
  for (const [pattern, read] of rules) {
    pattern.lastIndex = at;
    const found = pattern.exec(scan.raw);
    const length = found === null ? undefined : read(scan, found);
    if (length !== undefined) return length;
  }
  return put(scan, scan.raw.charAt(at), scan.raw.charAt(at));
}

function put({ out }: Scan, shown: string | undefined, read: string): number {
  out.push(shown ?? '');
  return read.length;
}

/** Code stands as it is, up to the next run of as many backticks; without one they are only taken away. */
function readCode(scan: Scan, found: RegExpExecArray): number {
  const { length } = found[0];
  const places = scan.ticks.get(length) ?? [];
  while (places.length > 0 && (places.at(-1) ?? 0) <= found.index) places.pop();
  const end = places.pop();
  if (end === undefined) return length;
  scan.out.push(scan.raw.slice(found.index + length, end));
  return end + length - found.index;
}

function findTicks(raw: string): Map<number, number[]> {
  const ticks = new Map<number, number[]>();
  for (const { 0: run, index } of [...raw.matchAll(/`+/g)].reverse()) {
    const places = ticks.get(run.length) ?? [];
    places.push(index);
    ticks.set(run.length, places);
  }
  return ticks;
}

function openBracket(scan: Scan, found: RegExpExecArray): number {
  scan.open.push(scan.out.length);
  return put(scan, found[0], found[0]);
}

/** The bracket that it closes was text until now: an address behind it makes a link of the two. */
function closeBracket(scan: Scan, found: RegExpExecArray): number | undefined {
  const opened = scan.open.pop();
  target.lastIndex = found.index;
  const link = target.exec(scan.raw);
  if (opened === undefined || link === null) return undefined;
  const isImage = scan.out[opened] === '![';
  scan.out[opened] = '';
  if (!isImage && link[1] !== undefined) scan.addresses.push(link[1]);
  return link[0].length;
}

function readAddress(scan: Scan, found: RegExpExecArray): number {
  scan.addresses.push(found[0].slice(0, 600).replace(/[.,;:!?]{1,9}$/, ''));
  return put(scan, found[0], found[0]);
}

function readEntity(scan: Scan, found: RegExpExecArray): number {
  const [whole, hex, decimal, name = ''] = found;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : '';
  return put(scan, entities.get(name.toLowerCase()) ?? character, whole);
}

/** Tags go; where an anchor or an autolink leads is kept. A break parts words. */
function readTag(scan: Scan, found: RegExpExecArray): number {
  const [whole, inner = ''] = found;
  const isAddress = /^https?:\/\//i.test(inner);
  const address = isAddress ? inner : /^a\s.{0,200}?href\s?=\s?["']?([^\s"']{1,300})/i.exec(inner)?.[1];
  if (address !== undefined) scan.addresses.push(address);
  return put(scan, isAddress ? inner : /^\/?(?:br|p|li|ul|div|td|tr)\b/i.test(inner) ? ' ' : '', whole);
}

/** Marks between spaces are signs of their own, and so are underscores in the middle of a name. */
function readEmphasis(scan: Scan, found: RegExpExecArray): number {
  const { 0: run, index } = found;
  const [before, after] = [scan.raw.charAt(index - 1), scan.raw.charAt(index + run.length)];
  const stands = /^\s?$/.test(before) && /^\s?$/.test(after);
  const joins = run.startsWith('_') && /\w/.test(before) && /\w/.test(after);
  return put(scan, stands || joins ? run : '', run);
}

/** Addresses are shown as their host alone: where they lead is not to be read off the text. */
function plainLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s/g, ' ')
    .replace(invisible, '')
    .replace(/[a-z][a-z0-9+.-]{0,20}:\/\/[^\s()[\]<>"'`]*/gi, hostOf)
    .replace(/ {2,}/g, ' ')
    .trim();
}

function cut(line: string): string {
  if (line.length <= longestText) return line;
  const characters = Array.from(line.slice(0, 2 * longestText + 2));
  if (characters.length <= longestText) return line;
  const head = characters.slice(0, longestText - 1).join('');
  const space = head.lastIndexOf(' ');
  return `${(space > head.length - longestWord ? head.slice(0, space) : head).trimEnd()}…`;
}
