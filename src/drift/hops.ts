import type { Cluster } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { compareVersions, minorsBetween } from '../inventory/kubernetes-version.ts';
import { skewLimit } from './node-pool.ts';
import { regionListOf } from './region-list.ts';

type Way = readonly KubernetesVersion[];

/**
 * The way up: from the running version to the highest that can be reached. The first hop is in the server's list for
 * this cluster, each later one in the region's list for the version before. Fewest hops, then the highest versions on
 * the way. `accepts` says which versions may be touched at all. Empty: nothing higher can be reached.
 */
export function findHops(cluster: Cluster, accepts: (version: KubernetesVersion) => boolean): Way {
  const found = new Map<string, Way>();
  let layer: readonly Way[] = [[]];
  while (layer.length > 0) {
    const longer = layer.flatMap((way) => extensions(cluster, way, accepts));
    const fresh = longer.filter((way) => !found.has(endOf(way)));
    for (const way of fresh.sort(highestFirst)) if (!found.has(endOf(way))) found.set(endOf(way), way);
    layer = fresh.filter((way) => found.get(endOf(way)) === way);
  }
  return [...found.values()].reduce<Way>((best, way) => (isHigherEnd(way, best) ? way : best), []);
}

/** What the lists allow after `from`, or after what runs now. */
export function nextVersions(cluster: Cluster, from: KubernetesVersion | undefined): Way {
  const start = from ?? cluster.version;
  const isFrom = (version: KubernetesVersion) => compareVersions(version, start) === 0;
  const listed =
    from === undefined
      ? (cluster.offers ?? []).filter((offer) => !offer.isPreview).map((offer) => offer.version)
      : (regionListOf(cluster)?.patches.find((patch) => isFrom(patch.version))?.upgrades ?? []);
  return listed.filter((version) => compareVersions(version, start) > 0);
}

/**
 * A hop that the control plane cannot take alone. Clusters under community support go minor by minor; what leads
 * further is a recovery of the whole cluster, refused for the control plane alone. LTS clusters may jump, as far as
 * their nodes can be behind.
 */
export function isJump(cluster: Cluster, from: KubernetesVersion, to: KubernetesVersion): boolean {
  const most = cluster.supportPlan === 'AKSLongTermSupport' ? skewLimit : 1;
  return minorsBetween(from, to) > most;
}

function extensions(cluster: Cluster, way: Way, accepts: (version: KubernetesVersion) => boolean): Way[] {
  const from = way.at(-1);
  return nextVersions(cluster, from)
    .filter((version) => accepts(version) && !isJump(cluster, from ?? cluster.version, version))
    .map((version) => [...way, version]);
}

function endOf(way: Way): string {
  return way.at(-1)?.text ?? '';
}

function highestFirst(a: Way, b: Way): number {
  for (const [index, version] of a.entries()) {
    const other = b[index];
    const order = other === undefined ? 0 : compareVersions(other, version);
    if (order !== 0) return order;
  }
  return 0;
}

function isHigherEnd(way: Way, best: Way): boolean {
  const end = way.at(-1);
  const bestEnd = best.at(-1);
  return end !== undefined && (bestEnd === undefined || compareVersions(end, bestEnd) > 0);
}
