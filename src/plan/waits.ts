import { isFailed } from '../drift/health.ts';
import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { Due } from './holds.ts';
import { toHold } from './holds.ts';
import type { Hold, Step } from './plan.ts';
import { bindingWindow, isOpen, nextOpening } from './windows.ts';

/** The passing holds of a step, judged again when acting: they leave it in the plan and out of the digest. */
export function waitsOf(due: Due, now: Date): readonly Hold[] {
  return [...ofBusyness(due), ...ofWindow(due, now)];
}

/** A state that is neither Succeeded nor failed is an operation under way, whatever it is called. */
export function isBusy(provisioningState: string): boolean {
  return provisioningState.toLowerCase() !== 'succeeded' && !isFailed(provisioningState);
}

/** A window that was open when the step was judged has closed since. */
export function isWindowOver({ kind, cluster }: Pick<Step, 'kind' | 'cluster'>, now: Date): boolean {
  const window = bindingWindow(cluster.windows ?? [], kind);
  return window !== undefined && !isOpen(window, now);
}

function ofBusyness(due: Due): readonly Hold[] {
  const { cluster } = due;
  if (isBusy(cluster.provisioningState)) {
    return [
      busy(due, `The cluster is in state ${cluster.provisioningState}: AKS runs one operation at a time.`),
    ];
  }
  const pool = busyPool(due.cluster, due.pool);
  if (pool === undefined) return [];
  const text =
    due.pool === undefined
      ? `A pool is in state ${pool.provisioningState}: the control plane moves only while every pool is idle.`
      : `The pool is in state ${pool.provisioningState}: AKS runs one operation at a time.`;
  return [busy(due, text)];
}

function busyPool(cluster: Cluster, pool: NodePool | undefined): Omit<NodePool, 'offer'> | undefined {
  const concerned = pool === undefined ? [...cluster.pools, ...cluster.otherPools] : [pool];
  return concerned.find((each) => isBusy(each.provisioningState));
}

function busy(due: Due, text: string): Hold {
  return toHold(due, { reason: 'busy', heals: false, text }, false);
}

/** AKS lets its windows bind its own upgrades alone: ours keep to them by themselves. */
function ofWindow(due: Due, now: Date): readonly Hold[] {
  const { windows } = due.cluster;
  if (windows === undefined) {
    const text = 'The maintenance windows could not be read: they are asked for again before acting.';
    return [toHold(due, { reason: 'maintenance-window', heals: false, text }, false)];
  }
  const window = bindingWindow(windows, due.kind);
  if (window === undefined || isOpen(window, now)) return [];
  const until = nextOpening(window, now);
  const text =
    until === undefined
      ? `The maintenance window ${window.name} is closed and has no opening that can be foreseen.`
      : `The maintenance window ${window.name} is closed.`;
  const verdict = { reason: 'maintenance-window' as const, heals: false, text };
  return [toHold(due, until === undefined ? verdict : { ...verdict, until }, false)];
}
