import type { Aim } from '../inputs/inputs.ts';
import type { Cluster } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { compareVersions, isSameMinor, minorOf, minorsBetween } from '../inventory/kubernetes-version.ts';
import { bundledCalendar, defaultFrom } from '../releases/calendar.ts';
import type { ClusterDrift, Finding } from './drift.ts';
import { findHops } from './hops.ts';
import {
  findForeignSkus,
  findUnreadPools,
  findWholeMove,
  fitsPools,
  isLeftBehindByNobody,
  movesAsWhole,
} from './pool-bounds.ts';
import { findRecovery } from './recovery.ts';
import { regionListOf } from './region-list.ts';
import { ceilingOf, coverOf, isBelow, isOnOffer, isWithin } from './target.ts';

export type ControlPlaneDrift = NonNullable<ClusterDrift['controlPlane']>;

/** How far the control plane could go within the aim; `undefined`: not at all, or its own upgrade list is unread. */
export function findWay(cluster: Cluster, aim: Aim, now: Date): ControlPlaneDrift | undefined {
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

/** The part of the way that a plan can take: none where AKS would move the pools along unasked. */
export function findControlPlaneDrift(
  cluster: Cluster,
  way: ControlPlaneDrift | undefined,
): ControlPlaneDrift | undefined {
  return movesAsWhole(cluster) ? undefined : way;
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
  way: ControlPlaneDrift | undefined,
  isUnsupported: boolean,
): Finding[] {
  const free = cluster.hasUnreadPools ? findWay({ ...cluster, hasUnreadPools: false }, aim, now) : way;
  return [
    ...behind(cluster, way, isUnsupported),
    ...notYetDefault(cluster, findControlPlaneDrift(cluster, way)),
    ...previewOnly(cluster),
    ...(way === undefined && isUnsupported ? findRecovery(cluster, now) : []),
    ...findForeignSkus(cluster, findGoal(cluster, aim, now)),
    ...findUnreadPools(cluster, free?.to),
    ...findWholeMove(cluster, way?.to, isUnsupported),
  ];
}

/** Generally available, covered by the support plan, and within the aim. */
function isTarget(version: KubernetesVersion, cluster: Cluster, aim: Aim, now: Date): boolean {
  if (aim.kubernetesVersion !== undefined && !isOnOffer(aim.kubernetesVersion, cluster, now)) return false;
  return isWithin(version, ceilingOf(cluster, aim, now)) && coverOf(version, cluster, now) === 'covered';
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
  const standard = regionListOf(cluster)?.defaultMinor;
  if (drift === undefined || standard === undefined || !isBelow(standard, drift.to)) return [];
  const month = defaultFrom(bundledCalendar, drift.to);
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
