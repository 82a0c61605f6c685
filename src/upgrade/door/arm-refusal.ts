/** What Azure's answer to a mutation means: taken, refused, or nobody knows. Pure. */

import { type Answer, retryAfter } from '../../inventory/arm-answer.ts';
import {
  describeProblem,
  parseArmError,
  plainSentence,
  type ReadProblem,
  retrySecondsInText,
  tellProblem,
} from '../../inventory/arm-errors.ts';
import { isObject } from '../../inventory/arm-json.ts';
import type { Begun, Problem } from './door.ts';

/** Characters of Azure's own words: budgets and quotas are named at their end. */
const longestMessage = 1000;

export type Sent =
  | Extract<Begun, { readonly kind: 'busy' | 'stale' | 'refused' | 'unclear' }>
  /** `address`: of the operation, as Azure gave it. */
  | { readonly kind: 'taken'; readonly address: string | undefined }
  /** The token was refused before anything was carried out: the same may be sent once more with a new one. */
  | { readonly kind: 'unauthorized'; readonly problem: Problem };

/** AKS takes one operation at a time and says so in three wordings; its own race inside is `EtagMismatch`. */
const anotherOperation = /\banother\b.{0,80}\boperation\b/i;

/** `now` in epoch milliseconds. */
export function judgeSent(answer: Answer, now: number): Sent {
  if (answer.kind === 'no-answer') return { kind: 'unclear', problem: { message: answer.reason } };
  const { status, headers, body } = answer;
  const problem = toProblem(status, body);
  if (status >= 200 && status < 300) {
    const address = headers['azure-asyncoperation']?.trim() || undefined;
    const isTaken = address !== undefined || ([200, 201, 202].includes(status) && isObject(body));
    return isTaken ? { kind: 'taken', address } : { kind: 'unclear', problem };
  }
  const wait = retryAfter(headers, now) ?? secondsIn(body);
  const waiting = wait === undefined ? {} : { waitMilliseconds: wait };
  if (status === 429 || (status === 503 && wait !== undefined)) return { kind: 'busy', problem, ...waiting };
  if (status === 401) return { kind: 'unauthorized', problem };
  if (status === 412) return { kind: 'stale', problem };
  if (status === 408 || status >= 500 || status < 200) return { kind: 'unclear', problem };
  return { kind: isPassingConflict(status, body) ? 'busy' : 'refused', problem, ...waiting };
}

/** What Azure said, with the subcode that only AKS's own envelope carries. */
export function toProblem(status: number, body: unknown): Problem {
  const error = parseArmError(body);
  const described = describeProblem(status, body);
  const missing = described.missingAction === undefined ? {} : { missingAction: described.missingAction };
  const message = plainSentence(error?.message ?? '', longestMessage);
  return {
    status,
    ...(error?.code === undefined ? {} : { code: plainSentence(error.code) }),
    ...(error?.subcode === undefined ? {} : { subcode: plainSentence(error.subcode) }),
    message: message === '' ? described.reason : message,
    ...missing,
  };
}

/** Why something could not be read, as a problem of the upgrade. */
export function fromReadProblem(problem: ReadProblem): Problem {
  const { status, code, missingAction } = problem;
  return {
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
    message: tellProblem(problem),
    ...(missingAction === undefined ? {} : { missingAction }),
  };
}

/**
 * `OperationNotAllowed` stands for "not now" and for "not ever" (a skipped minor version) alike: only the words tell.
 * A conflict that says nothing at all is taken for a passing one.
 */
function isPassingConflict(status: number, body: unknown): boolean {
  const error = parseArmError(body);
  if (error === undefined) return status === 409;
  const code = error.code?.toLowerCase();
  if (code === 'etagmismatch') return true;
  const isKnown = status === 409 || code === 'operationnotallowed';
  return isKnown && (code === 'conflict' || anotherOperation.test(error.message));
}

function secondsIn(body: unknown): number | undefined {
  const seconds = retrySecondsInText(body);
  return seconds === undefined ? undefined : seconds * 1000;
}
