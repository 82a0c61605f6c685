import type { Cluster } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { compareVersions } from '../inventory/kubernetes-version.ts';
import type { Finding } from './drift.ts';
import { isJump, nextVersions } from './hops.ts';
import { coverOf } from './target.ts';

/**
 * What an unsupported control plane is left with when AKS offers it no hop that its support plan covers, whatever the
 * aim. Where such a hop is on offer the aim or a pool stands in the way, which is told elsewhere.
 */
export function findRecovery(cluster: Cluster, now: Date): Finding[] {
  if (cluster.offers === undefined) return [];
  const higher = [...nextVersions(cluster, undefined)].sort(compareVersions);
  const covered = higher.filter((version) => coverOf(version, cluster, now) === 'covered');
  if (covered.some((version) => !isJump(cluster, cluster.version, version))) return [];
  const runs = `The control plane runs ${cluster.version.text}`;
  if (covered.length === 0) {
    const text = `${runs}; ${deadEnd(cluster, higher, now)}.`;
    return [{ code: 'AKS028', severity: 'required', cluster, text }];
  }
  const byLts = coveredByLts(cluster, higher, now).filter((version) => !covered.includes(version));
  const rest = byLts.length === 0 ? '' : ` Long-term support alone covers ${list(byLts)}.`;
  const text = `${runs}; AKS offers ${list(covered)}, but only to the whole cluster at once.${rest}`;
  return [{ code: 'AKS026', severity: 'required', cluster, text }];
}

function deadEnd(cluster: Cluster, higher: readonly KubernetesVersion[], now: Date): string {
  if (higher.length === 0) {
    return 'AKS offers no released version above it: build a new cluster on a supported version';
  }
  const byLts = coveredByLts(cluster, higher, now);
  if (byLts.length === 0) {
    return `AKS offers ${list(higher)}, which no support plan covers: build a new cluster on a supported version, or upgrade the whole cluster by hand`;
  }
  const offered = byLts.length === higher.length ? 'AKS offers' : `AKS offers ${list(higher)}, and of these`;
  return `${offered} ${list(byLts)}, which long-term support alone covers: move the cluster to the support plan AKSLongTermSupport (Premium tier) and go on from there, or build a new cluster on a supported version`;
}

function coveredByLts(
  cluster: Cluster,
  versions: readonly KubernetesVersion[],
  now: Date,
): readonly KubernetesVersion[] {
  const underLts: Cluster = { ...cluster, supportPlan: 'AKSLongTermSupport' };
  return versions.filter((version) => coverOf(version, underLts, now) === 'covered');
}

function list(versions: readonly KubernetesVersion[]): string {
  return versions.map((version) => version.text).join(', ');
}
