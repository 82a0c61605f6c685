/** What ARM and AKS answer when they do not give what was asked for. Pure: status and body in, words out. */

import { isObject, textIn, valueIn } from './arm-json.ts';

/** Why something was not read, in words that hold no subscription, tenant or client id. */
export interface ReadProblem {
  /** Without the missing action, which is told beside it. */
  readonly reason: string;
  /** HTTP status; absent when no answer came. */
  readonly status?: number;
  readonly code?: string;
  /** The role action that the identity lacks, when ARM named it. */
  readonly missingAction?: string;
}

export interface ArmError {
  readonly code: string | undefined;
  /** Only AKS's own bare envelope carries it. */
  readonly subcode: string | undefined;
  readonly message: string;
}

/** Both envelopes: ARM's `{error:{code,message}}` and the AKS resource provider's bare `{code,message,subcode}`. */
export function parseArmError(body: unknown): ArmError | undefined {
  if (!isObject(body)) return undefined;
  const wrapped = valueIn(body, 'error');
  const error = isObject(wrapped) ? wrapped : body;
  const code = textIn(error, 'code');
  const message = textIn(error, 'message');
  if (code === undefined && message === undefined) return undefined;
  return { code, subcode: textIn(error, 'subcode'), message: message ?? '' };
}

export function describeProblem(status: number, body: unknown): ReadProblem {
  const error = parseArmError(body);
  if (error === undefined) return { status, reason: `Azure answered ${status}${describeBody(body)}` };
  const missingAction = status === 403 ? missingActionOf(error.message) : undefined;
  const named = error.code === undefined ? `${status}` : `${status} ${error.code}`;
  const code = error.code === undefined ? {} : { code: error.code };
  if (missingAction !== undefined) {
    return { status, ...code, missingAction, reason: `Azure refused (${plainSentence(named)})` };
  }
  const subcode = error.subcode === undefined ? '' : `, ${plainSentence(error.subcode)}`;
  const answered = `(${plainSentence(named)}${subcode})`;
  // What follows would only name again what was asked for.
  if (status === 404) return { status, ...code, reason: `not found ${answered}` };
  const detail = plainSentence(error.message);
  const what = status === 403 ? 'Azure refused' : 'Azure answered';
  return { status, ...code, reason: `${what} ${answered}${detail === '' ? '' : `: ${detail}`}` };
}

/** The reason with the action in it, for places that have no other for it. */
export function tellProblem({ reason, missingAction }: ReadProblem): string {
  return missingAction === undefined
    ? reason
    : `${reason}: the identity lacks the permission ${missingAction}`;
}

/** Azure's text on one line, bounded, with ids and tokens taken out: it goes into reports and public logs. */
export function plainSentence(text: string, limit = 300): string {
  const line = text
    // Before it is cut: no mask knows the beginning of a token.
    .replace(/eyJ[\w.-]{17,}/g, '…')
    // Whoever has a signed address may go there.
    .replace(/(https?:\/\/[^\s?#"'<>]+)\?[^\s"'<>]+/gi, '$1?…')
    .replace(/\b(bearer)[\s:="']+[\w.~+/=-]{16,}/gi, '$1 …')
    .replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi, '…')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
  return line.length <= limit
    ? line
    : `${Array.from(line)
        .slice(0, limit - 1)
        .join('')}…`;
}

/** Seconds named in the message alone, as in "Retry after 2 seconds" of answers without the header. */
export function retrySecondsInText(body: unknown): number | undefined {
  const message = parseArmError(body)?.message ?? (typeof body === 'string' ? body : '');
  const [, amount, unit] =
    /(?:retry|try again)\s+(?:after|in)\s+(\d{1,6})\s*(second|minute)/i.exec(message) ?? [];
  if (amount === undefined) return undefined;
  return Number(amount) * (unit?.toLowerCase() === 'minute' ? 60 : 1);
}

function missingActionOf(message: string): string | undefined {
  return /perform action '([\w./*-]{1,200})'/i.exec(message)?.[1];
}

/** A gateway's page is worth its title; anything else without an error in it is worth nothing. */
function describeBody(body: unknown): string {
  if (body === undefined || body === '') return ' with an empty body';
  if (typeof body !== 'string') return ' with a body that names no error';
  const title = /<title>([^<]{1,200})<\/title>/i.exec(body)?.[1];
  if (title !== undefined) return ` with a web page, "${plainSentence(title)}"`;
  return /<html|<!doctype/i.test(body) ? ' with a web page' : ' with text that is not JSON';
}
