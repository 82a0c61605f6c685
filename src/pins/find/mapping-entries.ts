/** The mapping file's entries: `{"pins":[{"file":…,"pointer":…,"cluster":…,"pool":…,"field":…}]}`. */

import type { PinTrouble } from '../pin.ts';
import { sidecarPath } from '../pin-files.ts';
import { isWorkflow } from '../workflow-path.ts';
import {
  isUnreadable,
  type Json,
  type JsonNode,
  membersOf,
  readJson,
  readPointer,
  readString,
} from './json-place.ts';
import { lineOf, splitLines } from './lines.ts';
import { findHidden, isRefused, type PinTarget, quote, type Refused, readTarget } from './pin-target.ts';

export interface MappingEntry {
  /** From 1 on, in the mapping file. */
  readonly line: number;
  readonly file: string;
  readonly pointer: string;
  readonly keys: readonly string[];
  readonly target: PinTarget;
}

export interface Mapping {
  readonly entries: readonly MappingEntry[];
  readonly troubles: readonly PinTrouble[];
}

/** More is not written by hand. */
const mostEntries = 500;

const needed = ['file', 'pointer', 'cluster'];
const allowed = [...needed, 'pool', 'field'];

/** Never throws, whatever the bytes are. */
export function readMapping(sidecar: Uint8Array): Mapping {
  const json = readJson(sidecar, false);
  if (isUnreadable(json)) {
    const what = json.isTooLarge ? 'larger than 1 MiB' : 'not JSON: look at this line and the one above';
    return refuse(json.line, `The mapping file is ${what}.`);
  }
  const lines = splitLines(json.text);
  const lineAt = (node: JsonNode): number => lineOf(lines, node.offset) + 1;
  const [only, ...others] = membersOf(json, json.root);
  if (only?.name !== 'pins' || only.value.type !== 'array' || others.length > 0)
    return refuse(
      lineAt(others[0]?.node ?? json.root),
      'The mapping file has to be of the form {"pins":[…]}, and nothing else.',
    );
  const nodes = only.value.children ?? [];
  const entries: MappingEntry[] = [];
  const troubles: PinTrouble[] = [];
  for (const node of nodes.slice(0, mostEntries)) {
    const entry = readEntry(json, node);
    const line = lineAt(node);
    if (isRefused(entry)) troubles.push({ file: sidecarPath, line, reason: entry.reason });
    else entries.push({ line, ...entry });
  }
  const left = nodes[mostEntries];
  if (left === undefined) return { entries, troubles };
  const more = refuse(lineAt(left), `More than ${mostEntries} entries are not read: leave some out.`);
  return { entries, troubles: [...troubles, ...more.troubles] };
}

function refuse(line: number, reason: string): Mapping {
  return { entries: [], troubles: [{ file: sidecarPath, line, reason }] };
}

function readEntry(json: Json, node: JsonNode): Omit<MappingEntry, 'line'> | Refused {
  const members = readMembers(json, node);
  if (isRefused(members)) return members;
  const missing = needed.filter((name) => !members.has(name));
  if (missing.length > 0) return { reason: `The entry has no ${missing.join(' and no ')}.` };
  const [file = '', pointer = '', cluster = ''] = needed.map((name) => members.get(name));
  const wrongPath = judgePath(file);
  if (wrongPath !== undefined) return wrongPath;
  const keys = readPointer(pointer);
  if (keys === undefined)
    return { reason: `${quote(pointer)} is not a JSON pointer, such as /parameters/version.` };
  const target = readTarget(cluster, members.get('pool'), members.get('field'));
  return isRefused(target) ? target : { file, pointer, keys, target };
}

function readMembers(json: Json, node: JsonNode): ReadonlyMap<string, string> | Refused {
  if (node.type !== 'object') return { reason: 'An entry of the mapping file has to be an object.' };
  const members = new Map<string, string>();
  for (const { name, value } of membersOf(json, node)) {
    if (!allowed.includes(name))
      return { reason: `${quote(name)} is not known in an entry: there are ${allowed.join(', ')}.` };
    if (members.has(name)) return { reason: `The entry has ${name} twice.` };
    const said = readString(json.text, value);
    if (said === undefined) return { reason: `The ${name} of an entry has to be a string of Unicode text.` };
    const hidden = findHidden(said, `The ${name} of an entry`);
    if (hidden !== undefined) return hidden;
    members.set(name, said);
  }
  return members;
}

function judgePath(file: string): Refused | undefined {
  const parts = file.split('/');
  const isInside = parts.every((part) => !['', '.', '..'].includes(part)) && !/[\\:]/.test(file);
  if (/^\.\//.test(file)) return { reason: `Leave out \`./\` at the beginning of the file of the entry.` };
  if (!isInside)
    return {
      reason: `${quote(file)} is not a path from the root of the repository, such as infra/prod.json.`,
    };
  if (!isWorkflow(file)) return undefined;
  return { reason: `${quote(file)} is a workflow, and those are not looked at.` };
}
