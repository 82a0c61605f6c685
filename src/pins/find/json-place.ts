/** A value in a JSON document by its RFC 6901 pointer, and where its characters are. */

import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { decodeIfText, type FileText, isTooLarge, readUnicode, textStart } from './file-text.ts';
import { lineOf, splitLines } from './lines.ts';
import type { Refused } from './pin-target.ts';
import type { Place } from './pin-value.ts';

export type JsonNode = Node;

export interface Json {
  readonly text: FileText;
  readonly root: JsonNode;
  /** Objects that a pointer went through already: many pointers lead through the same. */
  readonly visited: Map<JsonNode, ReadonlyMap<string, readonly JsonNode[]>>;
}

export interface Member {
  readonly name: string;
  readonly node: JsonNode;
  readonly value: JsonNode;
}

export interface ScalarPlace extends Place {
  readonly isQuoted: boolean;
}

/** Why a file is no JSON. */
export interface Unreadable {
  readonly isTooLarge: boolean;
  /** From 1 on: where the parser stopped. */
  readonly line: number;
}

export function isUnreadable(read: Json | Unreadable): read is Unreadable {
  return 'isTooLarge' in read;
}

/** ARM takes comments in templates; the mapping file is plain JSON. */
export function readJson(bytes: Uint8Array, allowsComments: boolean): Json | Unreadable {
  const text = isTooLarge(bytes) ? undefined : decodeIfText(bytes);
  if (text === undefined) return { isTooLarge: isTooLarge(bytes), line: 1 };
  const json = parseJson(text, allowsComments);
  return typeof json === 'number' ? { isTooLarge: false, line: lineOf(splitLines(text), json) + 1 } : json;
}

/** A number: where it is none. */
function parseJson(text: FileText, allowsComments: boolean): Json | number {
  // The byte order mark is none of JSON's characters; blanks keep every place where it is.
  const content = ' '.repeat(textStart(text)) + text.content.slice(textStart(text));
  const errors: ParseError[] = [];
  const options = { disallowComments: !allowsComments, allowTrailingComma: allowsComments };
  try {
    const root = parseTree(content, errors, options);
    const [error] = errors;
    if (root === undefined || error !== undefined) return error?.offset ?? 0;
    return { text, root, visited: new Map() };
  } catch {
    // The parser calls itself for each level, and somebody nested more of them than the stack holds.
    return 0;
  }
}

export function membersOf({ text }: Json, node: JsonNode): readonly Member[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children }) => {
    const [name, value] = children ?? [];
    if (name === undefined || value === undefined) return [];
    return [{ name: readString(text, name) ?? '\ufffd', node: name, value }];
  });
}

/** `undefined`: it is no string of Unicode text. */
export function readString(text: FileText, node: JsonNode): string | undefined {
  if (node.type !== 'string') return undefined;
  const written = text.content.slice(node.offset, node.offset + node.length);
  if (/^[\x20-\x5b\x5d-\x7e]*$/.test(written)) return written.slice(1, -1);
  const unicode = readUnicode(written, text.encoding);
  // Written as bytes, and with escapes that mean characters: only the two together say what it is.
  return unicode === undefined ? undefined : String(JSON.parse(unicode));
}

export function findScalar(json: Json, keys: readonly string[]): ScalarPlace | Refused {
  let node = json.root;
  for (const key of keys) {
    const next = childrenAt(json, node, key);
    if (next.length > 1) return { reason: 'leads through a name that stands there twice' };
    if (next[0] === undefined) return { reason: 'leads nowhere' };
    node = next[0];
  }
  if (node.type !== 'string' && node.type !== 'number') {
    // ARM's parameters are objects round their values.
    const [value] = childrenAt(json, node, 'value');
    const isAbove = node.type === 'object' && (value?.type === 'string' || value?.type === 'number');
    return { reason: `leads to no string or number${isAbove ? ': put /value behind it' : ''}` };
  }
  const isQuoted = node.type === 'string';
  const quote = isQuoted ? 1 : 0;
  return { start: node.offset + quote, end: node.offset + node.length - quote, isQuoted };
}

/** `undefined`: it is no pointer. */
export function readPointer(pointer: string): readonly string[] | undefined {
  if (!/^(?:\/(?:[^~/]|~[01])*)*$/.test(pointer)) return undefined;
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function childrenAt(json: Json, node: JsonNode, key: string): readonly JsonNode[] {
  if (node.type === 'object') return valuesByName(json, node).get(key) ?? [];
  const isIndex = node.type === 'array' && /^(?:0|[1-9]\d{0,8})$/.test(key);
  const item = isIndex ? node.children?.[Number(key)] : undefined;
  return item === undefined ? [] : [item];
}

function valuesByName(json: Json, node: JsonNode): ReadonlyMap<string, readonly JsonNode[]> {
  const known = json.visited.get(node);
  if (known !== undefined) return known;
  const values = new Map<string, JsonNode[]>();
  for (const { name, value } of membersOf(json, node)) {
    const same = values.get(name);
    if (same === undefined) values.set(name, [value]);
    else same.push(value);
  }
  json.visited.set(node, values);
  return values;
}
