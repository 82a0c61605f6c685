import type { ClusterDrift, PoolDrift } from '../drift/drift.ts';
import { isWithinSkew, reachOf, skewLimit } from '../drift/node-pool.ts';
import type { Aim } from '../inputs/inputs.ts';
import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { compareVersions } from '../inventory/kubernetes-version.ts';
import type { Due } from './holds.ts';
import { standingHold, toHold } from './holds.ts';
import type { Hold } from './plan.ts';

/** What becomes steps, in their order, and what is held for good. */
export interface Ordered {
  readonly due: readonly Due[];
  readonly holds: readonly Hold[];
}

/** What one cluster's way up is worked out with: where everything stands so far. */
interface Progress {
  readonly cluster: Cluster;
  readonly pools: readonly NodePool[];
  readonly holdOf: (due: Due) => Hold | undefined;
  controlPlane: KubernetesVersion;
  readonly at: Map<NodePool, KubernetesVersion>;
  readonly due: Due[];
  readonly holds: Hold[];
}

/**
 * Control plane hop by hop; a pool that a hop would leave more than three minors behind moves first; then all pools to
 * the control plane, system before user; images alone last, for pools that take no Kubernetes step.
 */
export function orderCluster(drift: ClusterDrift, aim: Aim, now: Date): Ordered {
  const { cluster } = drift;
  const progress: Progress = {
    cluster,
    pools: systemFirst(cluster.pools),
    holdOf: (due) => standingHold(due, aim.minimumReleaseAge, now),
    controlPlane: cluster.version,
    at: new Map(cluster.pools.map((pool) => [pool, pool.version])),
    due: [],
    holds: [],
  };
  const moving = poolsThatMove(drift, aim, progress);
  moveControlPlane(drift, progress, moving);
  for (const pool of moving) {
    const hold = movePool(pool, progress);
    if (hold !== undefined) progress.holds.push(hold);
  }
  for (const entry of inOrder(drift.pools, progress.pools)) renewImage(entry, progress);
  return { due: progress.due, holds: progress.holds };
}

/** In `full` every pool in scope follows the control plane; otherwise those that are behind it now. */
function poolsThatMove(drift: ClusterDrift, aim: Aim, progress: Progress): readonly NodePool[] {
  const behind = drift.pools.filter((entry) => entry.kubernetes !== undefined).map((entry) => entry.pool);
  const follow = aim.upgradeType === 'full' && drift.controlPlane !== undefined;
  return progress.pools.filter((pool) => follow || behind.includes(pool));
}

function moveControlPlane(drift: ClusterDrift, progress: Progress, moving: readonly NodePool[]): void {
  const entry = drift.controlPlane;
  if (entry === undefined) return;
  const { cluster } = progress;
  const whole: Due = { kind: 'control-plane', cluster, from: cluster.version, to: entry.to };
  const hold = progress.holdOf(whole);
  if (hold !== undefined) {
    progress.holds.push(hold);
    return;
  }
  for (const hop of entry.hops) {
    const [stuck] = progress.pools.flatMap((pool) => heldBySkew(pool, hop, whole, progress));
    if (stuck !== undefined) {
      progress.holds.push(stuck);
      return;
    }
    for (const pool of moving) if (isLeftBehind(pool, hop, progress)) movePool(pool, progress);
    progress.due.push({ kind: 'control-plane', cluster, from: progress.controlPlane, to: hop });
    progress.controlPlane = hop;
  }
}

/** Takes a pool as far as it can go under the control plane as it then runs; gives the hold that forbids it. */
function movePool(pool: NodePool, progress: Progress): Hold | undefined {
  const from = progress.at.get(pool) ?? pool.version;
  const reach = reachOf(progress.cluster, pool);
  const to = reach.follows ? progress.controlPlane : reach.now;
  if (to === undefined || compareVersions(to, from) <= 0) return undefined;
  const due: Due = { kind: 'pool-version', cluster: progress.cluster, pool, from, to };
  const hold = progress.holdOf(due);
  if (hold !== undefined) return hold;
  progress.due.push(due);
  progress.at.set(pool, to);
  return undefined;
}

/** A pool that is held for good holds the control plane where the next hop would leave it too far behind. */
function heldBySkew(
  pool: NodePool,
  hop: KubernetesVersion,
  whole: Extract<Due, { kind: 'control-plane' }>,
  progress: Progress,
): readonly Hold[] {
  if (!isLeftBehind(pool, hop, progress)) return [];
  const from = progress.at.get(pool) ?? pool.version;
  const hold = progress.holdOf({ kind: 'pool-version', cluster: whole.cluster, pool, from, to: hop });
  if (hold === undefined) return [];
  const text = `Pool ${pool.name} stays at ${from.text} and would be more than ${skewLimit} minors behind ${hop.text}. ${hold.text}`;
  const verdict = { reason: hold.reason, heals: false, text, pool };
  return [toHold({ ...whole, from: progress.controlPlane }, verdict, true)];
}

function isLeftBehind(pool: NodePool, hop: KubernetesVersion, progress: Progress): boolean {
  return !isWithinSkew(progress.at.get(pool) ?? pool.version, hop);
}

/** A Kubernetes step brings the newest image along, so that only the other pools need one of their own. */
function renewImage(entry: PoolDrift, progress: Progress): void {
  const { pool, image } = entry;
  const isBroughtAlong = progress.due.some((due) => due.kind === 'pool-version' && due.pool === pool);
  if (image === undefined || isBroughtAlong) return;
  const due: Due = { kind: 'node-image', cluster: progress.cluster, pool, from: image.from, to: image.to };
  const hold = progress.holdOf(due);
  if (hold === undefined) progress.due.push(due);
  else progress.holds.push(hold);
}

function systemFirst(pools: readonly NodePool[]): readonly NodePool[] {
  const rank = (pool: NodePool) => (pool.mode === 'System' ? 0 : 1);
  return [...pools].sort((a, b) => rank(a) - rank(b) || byText(a.name, b.name));
}

function inOrder(entries: readonly PoolDrift[], pools: readonly NodePool[]): readonly PoolDrift[] {
  return [...entries].sort((a, b) => pools.indexOf(a.pool) - pools.indexOf(b.pool));
}

function byText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
