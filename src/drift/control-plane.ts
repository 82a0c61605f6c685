import type { Aim } from '../inputs/inputs.ts';
import type { Cluster } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { compareVersions, isSameMinor, minorOf, minorsBetween } from '../inventory/kubernetes-version.ts';
import { defaultFrom } from './calendar.ts';
import type { ClusterDrift, Finding } from './drift.ts';
import { findHops, isJump, nextVersions } from './hops.ts';
import { fitsOsSku, isWithinSkew, reachOf } from './node-pool.ts';
import { ceilingOf, coverOf, isBelow, isOnOffer, isWithin } from './target.ts';

export type ControlPlaneDrift = NonNullable<ClusterDrift['controlPlane']>;

/** What the control plane can take within the aim; `undefined`: nothing, or its own upgrade list is unread. */
export function findControlPlaneDrift(cluster: Cluster, aim: Aim, now: Date): ControlPlaneDrift | undefined {
  const hops = findHops(
    cluster,
    (version) =>
      isTarget(version, cluster, aim, now) &&
      isLeftBehindByNobody(version, cluster, aim) &&
      fitsPools(version, cluster),
  );
  const to = hops.at(-1);
  return to === undefined ? undefined : { to, hops };
}

/** Where the aim leads if no OS SKU stood in the way. */
export function findGoal(cluster: Cluster, aim: Aim, now: Date): KubernetesVersion {
  const accepts = (version: KubernetesVersion) =>
    isTarget(version, cluster, aim, now) && isLeftBehindByNobody(version, cluster, aim);
  return findHops(cluster, accepts).at(-1) ?? cluster.version;
}

/** Findings about the way up: what is behind, and why it goes no further. */
export function explainControlPlane(
  cluster: Cluster,
  aim: Aim,
  now: Date,
  drift: ControlPlaneDrift | undefined,
  isUnsupported: boolean,
): Finding[] {
  return [
    ...behind(cluster, drift, isUnsupported),
    ...notYetDefault(cluster, drift),
    ...previewOnly(cluster),
    ...jumpOnly(cluster, aim, now, drift, isUnsupported),
  ];
}

/** Generally available, covered by the support plan, and within the aim. */
function isTarget(version: KubernetesVersion, cluster: Cluster, aim: Aim, now: Date): boolean {
  if (aim.kubernetesVersion !== undefined && !isOnOffer(aim.kubernetesVersion, cluster, now)) return false;
  return isWithin(version, ceilingOf(cluster, aim, now)) && coverOf(version, cluster, now) === 'covered';
}

/**
 * Pools that stay where they are bind the control plane: those out of scope, those that cannot follow, and all of
 * them when only the control plane is to move.
 */
function isLeftBehindByNobody(version: KubernetesVersion, cluster: Cluster, aim: Aim): boolean {
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
function fitsPools(version: KubernetesVersion, cluster: Cluster): boolean {
  return isSameMinor(version, cluster.version) || cluster.pools.every((pool) => fitsOsSku(pool, version));
}

function behind(cluster: Cluster, drift: ControlPlaneDrift | undefined, isUnsupported: boolean): Finding[] {
  if (drift === undefined) return [];
  const severity = isUnsupported ? 'required' : 'recommended';
  const runs = `The control plane runs ${cluster.version.text}`;
  if (isSameMinor(drift.to, cluster.version)) {
    return [{ code: 'AKS001', severity, cluster, text: `${runs}; ${drift.to.text} is on offer.` }];
  }
  const minors = minorsBetween(cluster.version, drift.to);
  const distance = minors === 1 ? 'one minor' : `${minors} minors`;
  const way =
    drift.hops.length > 1
      ? `, by way of ${drift.hops
          .slice(0, -1)
          .map((hop) => hop.text)
          .join(', ')}`
      : '';
  return [
    {
      code: 'AKS002',
      severity,
      cluster,
      text: `${runs}; ${drift.to.text} can be reached, ${distance} further${way}.`,
    },
  ];
}

function notYetDefault(cluster: Cluster, drift: ControlPlaneDrift | undefined): Finding[] {
  const standard = cluster.region?.defaultMinor;
  if (drift === undefined || standard === undefined || !isBelow(standard, drift.to)) return [];
  const month = defaultFrom(drift.to);
  const when =
    month === undefined ? '' : ` By the calendar ${minorOf(drift.to)} becomes the default in ${month}.`;
  const text = `The target is ${drift.to.text}; the default of ${cluster.location} is still ${minorOf(standard)}.${when}`;
  return [{ code: 'AKS009', severity: 'information', cluster, text }];
}

function previewOnly(cluster: Cluster): Finding[] {
  const higher = (cluster.offers ?? []).filter(
    (offer) => compareVersions(offer.version, cluster.version) > 0,
  );
  if (higher.length === 0 || higher.some((offer) => !offer.isPreview)) return [];
  const names = higher
    .map((offer) => offer.version)
    .sort(compareVersions)
    .map((version) => version.text);
  const text = `The control plane runs ${cluster.version.text}; above it AKS offers previews alone: ${names.join(', ')}.`;
  return [{ code: 'AKS010', severity: 'information', cluster, text }];
}

function jumpOnly(
  cluster: Cluster,
  aim: Aim,
  now: Date,
  drift: ControlPlaneDrift | undefined,
  isUnsupported: boolean,
): Finding[] {
  if (drift !== undefined || !isUnsupported) return [];
  const jumps = nextVersions(cluster, undefined).filter(
    (version) => isJump(cluster, cluster.version, version) && isTarget(version, cluster, aim, now),
  );
  if (jumps.length === 0) return [];
  const names = [...jumps]
    .sort(compareVersions)
    .map((version) => version.text)
    .join(', ');
  const text = `The control plane runs ${cluster.version.text}; AKS offers ${names}, but only to the whole cluster at once.`;
  return [{ code: 'AKS026', severity: 'required', cluster, text }];
}
