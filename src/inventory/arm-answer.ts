/** What an answer of ARM to a GET means for who asked. Pure. */

import { describeProblem, parseArmError, type ReadProblem, retrySecondsInText } from './arm-errors.ts';
import { isObject, type JsonObject } from './arm-json.ts';

/** One exchange: an answer whose body is parsed JSON or else text, or none. */
export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
    }
  | { readonly kind: 'no-answer'; readonly reason: string };

export type Verdict =
  | { readonly kind: 'read'; readonly body: JsonObject }
  /** Worth asking again soon. */
  | { readonly kind: 'passing'; readonly problem: ReadProblem }
  | {
      readonly kind: 'throttled';
      /** As the answer asks for; undefined when it does not say. */
      readonly waitMilliseconds: number | undefined;
      /** ARM refused, not AKS: it counts all of the subscription's reads together. */
      readonly isSubscriptionWide: boolean;
      readonly problem: ReadProblem;
    }
  | { readonly kind: 'unauthorized'; readonly problem: ReadProblem }
  | { readonly kind: 'final'; readonly problem: ReadProblem };

export function judgeAnswer(answer: Answer, now: number): Verdict {
  if (answer.kind === 'no-answer') return { kind: 'passing', problem: { reason: answer.reason } };
  const { status, headers, body } = answer;
  if (status === 200) {
    if (isObject(body)) return { kind: 'read', body };
    // Gateways answer 200 with a page, and a cut connection leaves half a body.
    return { kind: 'passing', problem: describeProblem(status, body) };
  }
  const problem = describeProblem(status, body);
  const waitMilliseconds = retryAfter(headers, now) ?? toMilliseconds(retrySecondsInText(body));
  if (status === 429 || (status === 503 && waitMilliseconds !== undefined)) {
    const isSubscriptionWide = parseArmError(body)?.code !== 'Throttled' && status === 429;
    return { kind: 'throttled', waitMilliseconds, isSubscriptionWide, problem };
  }
  if (status === 401) return { kind: 'unauthorized', problem };
  const isPassing = status === 408 || (status >= 500 && status !== 501 && status !== 505);
  return { kind: isPassing ? 'passing' : 'final', problem };
}

/** `retry-after-ms`, ARM's own `x-ms-retry-after-ms`, or `Retry-After` in seconds or as an HTTP date: milliseconds. */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const exact = headers['retry-after-ms'] ?? headers['x-ms-retry-after-ms'];
  if (exact !== undefined && /^\d+(\.\d+)?$/.test(exact.trim())) return Math.ceil(Number(exact));
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function toMilliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
