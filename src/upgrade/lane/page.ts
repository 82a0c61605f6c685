/** What is known of one approved step while its cluster's lane runs. */

import type { StepState } from '../../plan/agreement.ts';
import type { ApprovedStep } from '../../plan/approved-plan.ts';
import type { StepOutcome } from '../outcome.ts';

export type Obstacle = 'busy' | 'stale' | 'changed' | 'unreadable';

export interface Page {
  readonly approved: ApprovedStep;
  /** As last seen. */
  state: StepState;
  phase: 'waiting' | 'starting' | 'running';
  since: Date | undefined;
  text: string;
  /** Seen running without this run having started it. */
  wasRunning: boolean;
  /** When this run sent it: a step is sent no second time. */
  startedAt: Date | undefined;
  /** What ran when it was sent, an image or version; empty before. */
  startedFrom: string;
  ended: StepOutcome | undefined;
  /** In a row. */
  readonly tries: Record<Obstacle, number>;
}

export type Ending = Pick<StepOutcome, 'end' | 'text'> &
  Partial<Pick<StepOutcome, 'endedAt' | 'trouble' | 'until' | 'heldBy'>>;
