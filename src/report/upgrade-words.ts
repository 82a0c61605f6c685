/** The words and signs for what becomes of approved steps. */

import { parseImageVersion } from '../inventory/image-version.ts';
import type { NodePool } from '../inventory/inventory.ts';
import type { ApprovedStep } from '../plan/approved-plan.ts';
import type { HaltCause, StepEnd } from '../upgrade/outcome.ts';
import { codeSpan, endSentence, escapeText, plainText } from './markdown.ts';
import { type Naming, plainAzure, spanPool, tellAzure } from './names.ts';
import { nameKind, shortenImage, tellMove } from './words.ts';

/** What needs somebody first, what is in order last. */
export const stepEnds = [
  'failed',
  'unread',
  'running',
  'held',
  'not-started',
  'gone',
  'would-start',
  'done',
  'already-done',
  'elsewhere',
] as const satisfies readonly StepEnd[];

export const endWords: Readonly<Record<StepEnd, string>> = {
  done: 'done',
  'already-done': 'done before',
  failed: 'failed',
  running: 'still running in Azure',
  held: 'held',
  gone: 'no longer there',
  unread: 'could not be read',
  elsewhere: 'another job',
  'not-started': 'not started',
  'would-start': 'would start',
};

export const endSigns: Readonly<Record<StepEnd, string>> = {
  done: '🟢',
  'already-done': '🟢',
  failed: '🔴',
  running: '🔵',
  held: '🟠',
  gone: '⚪',
  unread: '🔴',
  elsewhere: '⚪',
  'not-started': '⚪',
  'would-start': '🔵',
};

export const haltWords: Readonly<Record<HaltCause, string>> = {
  deadline: 'at the deadline',
  signal: 'when the job was cancelled',
  failures: 'after too many failures',
};

type Place = { readonly approved: ApprovedStep; readonly pool?: NodePool };

/** Which part of a cluster, as Markdown. A resource that was not found is told by the hash of its id. */
export function spanPlace(told: Naming, { approved, pool }: Place): string {
  if (approved.kind === 'control-plane') return 'Control plane';
  return `Pool ${pool === undefined ? codeSpan(approved.hashedId, 16) : spanPool(told, pool)}`;
}

export function spanStep(told: Naming, place: Place): string {
  return `${spanPlace(told, place)}: ${nameKind(place.approved.kind)}`;
}

/** From and to; of two images of one kind the part that differs. */
export function tellApproved({ kind, from, to }: ApprovedStep): string {
  if (kind !== 'node-image') return tellMove({ from, to });
  const [old, next] = [parseImageVersion(from), parseImageVersion(to)];
  return tellMove(
    old.kind === next.kind ? { from: shortenImage(old), to: shortenImage(next) } : { from, to },
  );
}

/** A sentence of the upgrade station. It may hold names, which `redact` does not show: then nothing is said. */
export function tellSentence(told: Naming, text: string): string {
  return tellAzure(told, text, '', 500);
}

/** Azure's code as code; under `redact` only what has the form of one. */
export function spanCode(told: Naming, code: string | undefined): string {
  if (code === undefined || code === '') return '';
  if (told.inputs.telling.redact && !/^[A-Za-z0-9][A-Za-z0-9._ ()-]{0,79}$/.test(code)) return '';
  return codeSpan(code, 80);
}

/** Azure's own words as code; nothing under `redact`. */
export function spanWords(told: Naming, text: string): string {
  const shown = plainAzure(told, text, '', 1_000);
  return shown === '' ? '' : codeSpan(shown, 1_000);
}

/** A sentence of ours, with its full stop. */
export function tellOurs(text: string): string {
  return escapeText(endSentence(plainText(text, 600)), 601);
}
