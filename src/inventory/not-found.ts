import type { ReadProblem } from './arm-errors.ts';
import type { Unread } from './inventory.ts';

const words = 'not found';

/** `detail` says where was looked, or the code with which Azure answered. */
export function notFound(detail: string): ReadProblem {
  return { reason: `${words}: ${detail}` };
}

/** It is not there, as far as that can be known: then an input is wrong, not a right missing. */
export function isNotFound({ reason }: Pick<Unread, 'reason'>): boolean {
  return reason.startsWith(words);
}
