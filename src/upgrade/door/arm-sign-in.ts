import { Failure } from '../../failure.ts';
import { plainSentence } from '../../inventory/arm-errors.ts';
import type { Problem } from './door.ts';

/**
 * That signing in failed, as an answer that said nothing.
 * @throws whatever else was thrown
 */
export function tellSignInFailure(error: unknown): Problem {
  if (!(error instanceof Failure)) throw error;
  return { code: error.code, message: plainSentence(error.message) };
}
