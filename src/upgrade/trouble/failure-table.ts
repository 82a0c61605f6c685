/** What a table of known failures is made of. Its texts name nothing of anybody: they go into public reports too. */

import type { Trouble } from '../outcome.ts';

export type Explanation = Pick<Trouble, 'cause' | 'advice' | 'rerun'>;

/** All that is given must hold. A code is looked for in code and subcode. */
export interface Sign {
  readonly code?: string;
  readonly words?: RegExp;
}

export interface KnownFailure {
  readonly signs: readonly Sign[];
  readonly explanation: Explanation;
}
