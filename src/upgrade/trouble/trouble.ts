/** Troubles that are ours: a change on the way, a sign-in that failed, an error that nobody expected. */

import { describeError, Failure, failureCodes } from '../../failure.ts';
import { plainSentence } from '../../inventory/arm-errors.ts';
import type { Trouble } from '../outcome.ts';

export function troubleOfChange(text: string): Trouble {
  return {
    code: 'AKSU-PLAN-CHANGED',
    message: text,
    cause: `${failureCodes['AKSU-PLAN-CHANGED'].title}.`,
    advice: failureCodes['AKSU-PLAN-CHANGED'].next,
    rerun: 'safe',
  };
}

/** Running again is safe whatever it was: a run looks first, and takes up what runs. */
export function troubleOfError(error: unknown): Trouble {
  const isExpected = error instanceof Failure;
  const code = isExpected ? error.code : 'AKSU-UNEXPECTED';
  return {
    code,
    message: isExpected ? error.message : plainSentence(describeError(error)),
    cause: `${failureCodes[code].title}.`,
    advice: isExpected ? error.next : failureCodes[code].next,
    rerun: isExpected ? 'after-repair' : 'safe',
  };
}
