/** action.yml as data: the one place where inputs, their defaults and outputs are written by hand. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Mode = 'check' | 'upgrade' | 'both';

export interface DeclaredRow {
  readonly name: string;
  /** The description without its closing words `Mode: …`. */
  readonly text: string;
  readonly mode: Mode;
  /** As the runner passes it on: empty where action.yml states none. */
  readonly default: string;
}

export interface ActionManifest {
  readonly inputs: readonly DeclaredRow[];
  readonly outputs: readonly DeclaredRow[];
}

/** @throws when a description does not end with its mode, or a default is not text. */
export function parseActionManifest(yaml: string): ActionManifest {
  const document: unknown = parse(yaml);
  return { inputs: readRows(document, 'inputs'), outputs: readRows(document, 'outputs') };
}

export function readActionManifest(): ActionManifest {
  return parseActionManifest(readFileSync(new URL('../action.yml', import.meta.url), 'utf8'));
}

function readRows(document: unknown, section: string): DeclaredRow[] {
  const rows = field(document, section);
  if (typeof rows !== 'object' || rows === null) throw new Error(`action.yml has no ${section}`);
  return Object.entries(rows).map(([name, row]) => readRow(`${section}.${name}`, name, row));
}

function readRow(path: string, name: string, row: unknown): DeclaredRow {
  const description = field(row, 'description');
  const said =
    typeof description === 'string' ? /^(.+) Mode: (check|upgrade|both)\.$/s.exec(description) : null;
  const [, text, mode] = said ?? [];
  if (text === undefined || mode === undefined) {
    throw new Error(
      `action.yml: the description of ${path} must end with "Mode: check.", "Mode: upgrade." or "Mode: both."`,
    );
  }
  const value = field(row, 'default') ?? '';
  if (typeof value !== 'string')
    throw new Error(`action.yml: the default of ${path} must be quoted, so that it is text`);
  return { name, text, mode: mode as Mode, default: value };
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
