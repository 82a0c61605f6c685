import type { Clock } from '../../inputs/clock.ts';
import type { Log } from '../../inputs/log.ts';
import type { Halt } from '../../upgrade/ports.ts';
import type { Tracking } from '../tracking.ts';

export const nothingTracked: Tracking = { tracked: { operation: 'none' } };

/** Milliseconds that GitHub has for its last answer: after a signal the process is gone within 5 s, its outputs written. */
const lastAnswer = 1000;

interface Ports {
  readonly halt: Halt;
  readonly clock: Clock;
  readonly log: Log;
}

/** After a signal: the report is kept on the runner, and the outputs are yet to be written. */
export async function giveUpTracking({ halt, clock, log }: Ports): Promise<Tracking> {
  await halt.asked;
  await clock.pause(lastAnswer);
  log.warning('Issue not written', 'The job was told to stop before GitHub had answered.');
  return nothingTracked;
}
