/** What the document of a long operation means. Pure: `status` alone decides. */

import { type Answer, retryAfter } from '../../inventory/arm-answer.ts';
import { parseArmError, plainSentence } from '../../inventory/arm-errors.ts';
import { textIn } from '../../inventory/arm-json.ts';
import { toProblem } from './arm-refusal.ts';
import type { Polled, Problem } from './door.ts';

/**
 * The address of an operation, if the token may go there: Azure Resource Manager's own host or one under it, over
 * https. Anywhere else the resource itself has to tell.
 */
export function isOperationAddress(address: string, armHost: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  const host = armHost.toLowerCase();
  return url.host === host || url.host.endsWith(`.${host}`);
}

/**
 * An `error` or `endTime` beside `InProgress`, and an `error` beside `Succeeded`, say nothing: AKS leaves there what it
 * met on the way. `now` in epoch milliseconds.
 */
export function judgePoll(answer: Answer, isResult: boolean, now: number): Polled {
  if (answer.kind === 'no-answer') return { kind: 'unclear', problem: { message: answer.reason } };
  const { status, headers, body } = answer;
  const problem = toProblem(status, body);
  if (status === 200 || status === 201 || status === 202) {
    const word = textIn(body, 'status')?.toLowerCase();
    if (word !== undefined) return judgeWord(word, body);
    return status === 202 ? { kind: 'running' } : { kind: 'unclear', problem };
  }
  // `operationresults` ends with nothing at all; a status that says nothing leaves only the resource.
  if (status === 204) return isResult ? { kind: 'succeeded' } : { kind: 'lost', problem };
  if (status === 401 || status === 408 || status === 429 || status >= 500) {
    const wait = retryAfter(headers, now);
    return { kind: 'unclear', problem, ...(wait === undefined ? {} : { waitMilliseconds: wait }) };
  }
  return { kind: 'lost', problem };
}

export function isResultAddress(address: string): boolean {
  return /\/operationresults\//i.test(address);
}

/** The final words are ARM's; whatever else stands there is still at work. */
function judgeWord(word: string, body: unknown): Polled {
  if (word === 'succeeded') return { kind: 'succeeded' };
  if (word === 'failed') return { kind: 'failed', problem: problemIn(body) };
  if (word === 'canceled' || word === 'cancelled') return { kind: 'canceled', problem: problemIn(body) };
  return { kind: 'running' };
}

function problemIn(document: unknown): Problem {
  const error = parseArmError(document);
  const message = plainSentence(error?.message ?? '', 1000);
  return {
    ...(error?.code === undefined ? {} : { code: plainSentence(error.code) }),
    ...(error?.subcode === undefined ? {} : { subcode: plainSentence(error.subcode) }),
    message: message === '' ? 'Azure gives no reason' : message,
  };
}
