/**
 * What a refusal says besides its reasons: a run before this one may have been killed, and nobody else will tell what
 * came of its last step.
 */

import { shorten } from '../inputs/plain-line.ts';
import type { StepState } from './agreement.ts';
import { operationOf, reportedOf } from './standing.ts';

/** One line for each approved step that came out otherwise than approved, or of which something runs. */
export function tellMoved(states: readonly StepState[], redact: boolean): readonly string[] {
  return states.flatMap((state) => {
    const what = whatMoved(state);
    return what === undefined ? [] : [`- ${shorten(`${nameThing(state, redact)}: ${what}`, 400)}`];
  });
}

function whatMoved({ approved, standing, cluster, pool, text }: StepState): string | undefined {
  if (cluster === undefined || standing === 'unread') return undefined;
  const found = { approved, cluster, ...(pool === undefined ? {} : { pool }) };
  if (standing === 'done')
    return reportedOf(found).toLowerCase() === approved.to.toLowerCase() ? undefined : text;
  return operationOf(found);
}

function nameThing({ approved, cluster, pool }: StepState, redact: boolean): string {
  const isPool = approved.kind !== 'control-plane';
  if (redact) return `${isPool ? 'pool' : 'cluster'}-${approved.hashedId.slice(0, 8)}`;
  const thing = isPool ? `Pool ${pool?.name ?? ''}` : 'The control plane';
  return `${thing} of ${cluster?.resourceGroup ?? ''}/${cluster?.name ?? ''}`;
}
