/**
 * A file's bytes as characters that can be looked through, and back, without losing any. Without the mark of UTF-16
 * each byte is one character, whatever the encoding: versions and signs of comments are ASCII in all of them, and
 * only the names in a mark are read as UTF-8.
 */

export type Encoding = 'bytes' | 'utf-16le' | 'utf-16be';

export interface FileText {
  /** With its byte order mark. */
  readonly content: string;
  readonly encoding: Encoding;
  /** A last byte that makes no character of UTF-16. */
  readonly odd?: number;
}

/** Bytes: more is not written by hand, nor sent by GitHub in one answer. */
export const largestFile = 1024 * 1024;

/** Arguments that one call takes on every machine. */
const stride = 8192;

export function decodeFile(bytes: Uint8Array): FileText {
  const encoding = encodingOf(bytes);
  if (encoding === 'bytes') return { content: fromUnits(bytes), encoding };
  const units = new Uint16Array(Math.floor(bytes.length / 2));
  const [low, high] = encoding === 'utf-16le' ? [0, 1] : [1, 0];
  for (let unit = 0; unit < units.length; unit += 1)
    units[unit] = (bytes[2 * unit + low] ?? 0) | ((bytes[2 * unit + high] ?? 0) << 8);
  const odd = bytes.length % 2 === 0 ? undefined : bytes.at(-1);
  return { content: fromUnits(units), encoding, ...(odd === undefined ? {} : { odd }) };
}

export function encodeFile(text: FileText): Uint8Array {
  const { content, encoding, odd } = text;
  if (encoding === 'bytes') return toBytes(content);
  const bytes = new Uint8Array(content.length * 2 + (odd === undefined ? 0 : 1));
  const [low, high] = encoding === 'utf-16le' ? [0, 1] : [1, 0];
  for (let unit = 0; unit < content.length; unit += 1) {
    const code = content.charCodeAt(unit);
    bytes[2 * unit + low] = code & 0xff;
    bytes[2 * unit + high] = code >> 8;
  }
  if (odd !== undefined) bytes[bytes.length - 1] = odd;
  return bytes;
}

export function isTooLarge(bytes: Uint8Array): boolean {
  return bytes.length > largestFile;
}

/** A file that somebody may have written by hand; anything else holds no pins. */
export function decodeIfText(bytes: Uint8Array): FileText | undefined {
  if (isTooLarge(bytes) || (encodingOf(bytes) === 'bytes' && bytes.includes(0))) return undefined;
  return decodeFile(bytes);
}

/** Where the text begins, after the byte order mark. */
export function textStart(text: FileText): number {
  if (text.encoding !== 'bytes') return 1;
  return text.content.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0;
}

/** A part of the content as people read it; `undefined`: it is no Unicode text. */
export function readUnicode(part: string, encoding: Encoding): string | undefined {
  if (encoding !== 'bytes') return part.isWellFormed() ? part : undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(toBytes(part));
  } catch {
    return undefined;
  }
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'bytes';
}

function fromUnits(units: Uint8Array | Uint16Array): string {
  const parts: string[] = [];
  for (let from = 0; from < units.length; from += stride)
    parts.push(Reflect.apply(String.fromCharCode, undefined, units.subarray(from, from + stride)));
  return parts.join('');
}

function toBytes(content: string): Uint8Array {
  const bytes = new Uint8Array(content.length);
  for (let at = 0; at < content.length; at += 1) bytes[at] = content.charCodeAt(at);
  return bytes;
}
