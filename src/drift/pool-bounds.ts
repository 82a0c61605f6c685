import type { Aim } from '../inputs/inputs.ts';
import type { Cluster } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { isSameMinor, minorOf } from '../inventory/kubernetes-version.ts';
import { newestMinorFor, retirementsAsOf } from '../releases/retirements.ts';
import type { Finding } from './drift.ts';
import { fitsOsSku, isWithinSkew, reachOf } from './node-pool.ts';

/**
 * Pools that stay where they are bind the control plane: those out of scope, those that cannot follow, and all of
 * them when only the control plane is to move. Of a pool that could not be read nothing is known, so that no minor is
 * safe beyond the one that runs.
 */
export function isLeftBehindByNobody(version: KubernetesVersion, cluster: Cluster, aim: Aim): boolean {
  if (cluster.hasUnreadPools && !isSameMinor(version, cluster.version)) return false;
  const staying = cluster.pools.flatMap((pool) => {
    if (aim.upgradeType === 'control-plane-only') return [pool.version];
    const reach = reachOf(cluster, pool);
    return reach.follows ? [] : [reach.now ?? pool.version];
  });
  return [...cluster.otherPools.map((pool) => pool.version), ...staying].every((pool) =>
    isWithinSkew(pool, version),
  );
}

/** AKS blocks Kubernetes upgrades past the end of a versioned OS SKU; patches of the running minor stay possible. */
export function fitsPools(version: KubernetesVersion, cluster: Cluster): boolean {
  const pools = [...cluster.pools, ...cluster.otherPools];
  return isSameMinor(version, cluster.version) || pools.every((pool) => fitsOsSku(pool, version));
}

/** With an availability set AKS upgrades all pools along with the control plane, whatever was asked for. */
export function movesAsWhole(cluster: Cluster): boolean {
  return [...cluster.pools, ...cluster.otherPools].some((pool) => pool.kind === 'AvailabilitySet');
}

/** OS SKUs of pools out of scope that end on the way to `goal`; those in scope are told with their pools. */
export function findForeignSkus(cluster: Cluster, goal: KubernetesVersion): Finding[] {
  if (isSameMinor(goal, cluster.version)) return [];
  return cluster.otherPools.flatMap((pool): Finding[] => {
    const newest = newestMinorFor(pool);
    if (newest === undefined || fitsOsSku(pool, goal)) return [];
    const text = `Pool ${pool.name}, outside the scope of this check, has OS SKU ${pool.osSku ?? ''}, supported up to Kubernetes 1.${newest}; the way leads to ${minorOf(goal)} (as of ${retirementsAsOf}): it needs another OS SKU first.`;
    return [{ code: 'AKS025', severity: 'required', cluster, text }];
  });
}

/** `free`: where the way would lead if every pool had been read. */
export function findUnreadPools(cluster: Cluster, free: KubernetesVersion | undefined): Finding[] {
  if (!cluster.hasUnreadPools) return [];
  const stays = `A node pool of this cluster could not be read, and nobody can say which minor it allows: the plan for the control plane stays with patches of ${minorOf(cluster.version)}`;
  return free === undefined || isSameMinor(free, cluster.version)
    ? [{ code: 'AKS029', severity: 'information', cluster, text: `${stays}.` }]
    : [
        {
          code: 'AKS029',
          severity: 'recommended',
          cluster,
          text: `${stays}, where ${free.text} could be reached.`,
        },
      ];
}

/** What is higher in a cluster that moves as a whole alone; `to`: where the way leads. */
export function findWholeMove(
  cluster: Cluster,
  to: KubernetesVersion | undefined,
  isUnsupported: boolean,
): Finding[] {
  if (to === undefined || !movesAsWhole(cluster)) return [];
  const severity = isUnsupported ? 'required' : 'recommended';
  const text = `With an availability set in the cluster AKS moves the control plane and all pools in one operation: the way from ${cluster.version.text} to ${to.text} is no step of a plan. Availability sets are retired: migrate, or upgrade the whole cluster by hand.`;
  return [{ code: 'AKS030', severity, cluster, text }];
}
