import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { compareVersions, isSameMinor, minorOf, minorsBetween } from '../inventory/kubernetes-version.ts';
import { newestMinorFor } from '../releases/retirements.ts';
import type { Finding } from './drift.ts';

/** Minors that a node pool may be behind its control plane (AKS since 1.28, Kubernetes version skew policy). */
export const skewLimit = 3;

/** How far a pool can go towards its control plane. */
export interface PoolReach {
  /** Where it can go now; absent: level, or AKS offers nothing. */
  readonly now?: KubernetesVersion;
  /** Whether it can follow the control plane to versions that this one takes later. */
  readonly follows: boolean;
}

/**
 * A pool goes to its control plane's version; where AKS gives the pool a list of its own, to the highest entry that is
 * not above the control plane. A pool that cannot get level now, for want of an entry or because its OS SKU ends
 * before, cannot be promised to follow later either. An availability set moves along with its control plane and never
 * by itself.
 */
export function reachOf(cluster: Cluster, pool: NodePool): PoolReach {
  if (pool.kind === 'AvailabilitySet') return { follows: true };
  const gap = compareVersions(cluster.version, pool.version);
  if (gap <= 0) return { follows: gap === 0 };
  const best = candidates(cluster, pool)
    .filter((version) => compareVersions(version, pool.version) > 0)
    .filter((version) => compareVersions(version, cluster.version) <= 0 && fitsOsSku(pool, version))
    .sort(compareVersions)
    .at(-1);
  if (best === undefined) return { follows: false };
  return { now: best, follows: compareVersions(best, cluster.version) === 0 };
}

/** The pool's OS SKU is supported on that version. A minor that the pool runs already is proof against the table. */
export function fitsOsSku(pool: Pick<NodePool, 'osSku' | 'version'>, version: KubernetesVersion): boolean {
  const newest = newestMinorFor(pool);
  if (newest === undefined || isSameMinor(version, pool.version)) return true;
  return version.major === 1 && version.minor <= newest;
}

/** The pool stays within the skew limit when its control plane runs `version`. */
export function isWithinSkew(poolVersion: KubernetesVersion, version: KubernetesVersion): boolean {
  return minorsBetween(poolVersion, version) <= skewLimit;
}

/** `controlPlaneMoves`: whether the control plane goes further within the aim. */
export function findPoolVersion(
  cluster: Cluster,
  pool: NodePool,
  reach: PoolReach,
  controlPlaneMoves: boolean,
): Finding[] {
  if (compareVersions(pool.version, cluster.version) >= 0) return [];
  const runs = `The pool runs ${pool.version.text}, its control plane ${cluster.version.text}`;
  const text = `${runs}; ${outlook(pool, reach, controlPlaneMoves)}.`;
  return [{ code: 'AKS003', severity: 'recommended', cluster, pool, text }];
}

function outlook(pool: NodePool, reach: PoolReach, controlPlaneMoves: boolean): string {
  if (pool.kind === 'AvailabilitySet') return 'it moves with the whole cluster alone';
  if (reach.now === undefined) return 'AKS offers the pool no version that it can take';
  const further = controlPlaneMoves && reach.follows ? ' and follows it from there' : '';
  return `it can go now up to ${reach.now.text}${further}, and the newest node image comes along`;
}

/** Skew of the pools in scope, and of the furthest one outside it. */
export function findSkew(cluster: Cluster): Finding[] {
  const inScope = cluster.pools.flatMap((pool) => skewFinding(cluster, pool.version, pool));
  const furthest = cluster.otherPools.map((pool) => pool.version).sort(compareVersions)[0];
  return furthest === undefined ? inScope : [...inScope, ...skewFinding(cluster, furthest)];
}

function skewFinding(cluster: Cluster, poolVersion: KubernetesVersion, pool?: NodePool): Finding[] {
  const skew = minorsBetween(poolVersion, cluster.version);
  if (skew < skewLimit - 1) return [];
  const who = pool === undefined ? 'A pool outside the scope of this check' : 'The pool';
  const facts = `${who} runs ${minorOf(poolVersion)} under a control plane of ${minorOf(cluster.version)}: ${skew} minors behind`;
  const where = pool === undefined ? { cluster } : { cluster, pool };
  return skew < skewLimit
    ? [{ code: 'AKS004', severity: 'recommended', ...where, text: `${facts}; the limit is ${skewLimit}.` }]
    : [
        {
          code: 'AKS005',
          severity: 'required',
          ...where,
          text: `${facts}, the limit being ${skewLimit}; the control plane cannot take a further minor before the pool moves.`,
        },
      ];
}

function candidates(cluster: Cluster, pool: NodePool): readonly KubernetesVersion[] {
  const listed = pool.offer?.upgrades;
  if (listed === undefined) return [cluster.version];
  return listed.filter((offer) => !offer.isPreview).map((offer) => offer.version);
}
