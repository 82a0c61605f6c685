/** What keeps AKS from taking another operation on a cluster. */

import type { Cluster } from '../../inventory/inventory.ts';
import { isBusy } from '../../plan/waits.ts';
import type { Peek } from '../door/door.ts';

interface States {
  readonly provisioningState: string;
  readonly pools: readonly { readonly provisioningState: string }[];
}

/** The state of what is at work there, the cluster before its pools; `undefined`: nothing is. */
export function busyState(states: States): string | undefined {
  return [states, ...states.pools].map((each) => each.provisioningState).find(isBusy);
}

/** Pools outside the scope count as well: one operation at a time on a cluster. */
export function busyStateOf(cluster: Cluster | undefined): string | undefined {
  if (cluster === undefined) return undefined;
  const { provisioningState, pools, otherPools } = cluster;
  return busyState({ provisioningState, pools: [...pools, ...otherPools] });
}

export function busyStateIn(peek: Peek): string | undefined {
  return peek.kind === 'state' ? busyState(peek) : undefined;
}
