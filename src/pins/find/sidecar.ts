/** Pins in files whose format has no comments, as the mapping file names them. */

import type { Pin, Pinned, PinTrouble } from '../pin.ts';
import { sidecarPath } from '../pin-files.ts';
import { findScalar, isUnreadable, type Json, readJson } from './json-place.ts';
import { type Lines, lineOf, splitLines } from './lines.ts';
import { type MappingEntry, readMapping } from './mapping-entries.ts';
import { isRefused, quote, type Refused } from './pin-target.ts';
import { fieldNames, isOfField, judgeForm } from './pin-value.ts';

interface MappedFile {
  readonly json: Json;
  readonly lines: Lines;
}

/** The files that its entries name, as far as they can be followed. */
export function listMapped(sidecar: Uint8Array): readonly string[] {
  return [...new Set(readMapping(sidecar).entries.map(({ file }) => file))];
}

/** Never throws, whatever the bytes are. `files`: what was read of those it names. */
export function findMappedPins(sidecar: Uint8Array, files: ReadonlyMap<string, Uint8Array>): Pinned {
  const { entries, troubles } = readMapping(sidecar);
  const read = new Map<string, MappedFile | Refused>();
  const pins: Pin[] = [];
  const refused: PinTrouble[] = [];
  for (const entry of entries) {
    const file = read.get(entry.file) ?? readMapped(entry.file, files);
    read.set(entry.file, file);
    const pin = isRefused(file) ? file : followEntry(entry, file);
    if (isRefused(pin)) refused.push({ file: sidecarPath, line: entry.line, reason: pin.reason });
    else pins.push(pin);
  }
  return { pins, troubles: [...troubles, ...refused] };
}

function readMapped(path: string, files: ReadonlyMap<string, Uint8Array>): MappedFile | Refused {
  const bytes = files.get(path);
  if (bytes === undefined)
    return { reason: `The file ${quote(path)} of the entry is not there, or could not be read.` };
  const json = readJson(bytes, true);
  if (isUnreadable(json)) {
    const what = json.isTooLarge ? 'larger than 1 MiB' : `not JSON: look at its line ${json.line}`;
    return { reason: `The file ${quote(path)} of the entry is ${what}.` };
  }
  return { json, lines: splitLines(json.text) };
}

function followEntry(entry: MappingEntry, { json, lines }: MappedFile): Pin | Refused {
  const place = findScalar(json, entry.keys);
  if (isRefused(place))
    return {
      reason: `The pointer ${quote(entry.pointer)} of the entry, in ${quote(entry.file)}, ${place.reason}.`,
    };
  const { start, end, isQuoted } = place;
  const value = json.text.content.slice(start, end);
  const { field, cluster, pool } = entry.target;
  if (!isOfField(value, field))
    return {
      reason: `What the pointer ${quote(entry.pointer)} of the entry leads to is no ${fieldNames[field]}.`,
    };
  return (
    judgeForm(value, field) ?? {
      file: entry.file,
      line: lineOf(lines, start) + 1,
      start,
      end,
      value,
      isBareNumber: !isQuoted,
      field,
      cluster,
      ...(pool === undefined ? {} : { pool }),
    }
  );
}
