/** How long what this fleet runs, aims for and uses is still supported. */

import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { minorOf } from '../inventory/kubernetes-version.ts';
import { bundledCalendar, type Calendar, defaultFrom, type MinorDates } from './calendar.ts';
import { daysUntil, lastDayOf } from './dates.ts';
import { type FeatureRetirement, featureRetirements, osRetirements, retirementOf } from './retirements.ts';

/** A cluster, and the version that its control plane would move to, or else its pools; absent: none. */
export interface FleetMember {
  readonly cluster: Cluster;
  readonly to?: KubernetesVersion | undefined;
}

export interface TimeLeft {
  /** `Kubernetes 1.34`, `Ubuntu 22.04`, `kubenet` */
  readonly subject: string;
  /** `standard support ends`; of what is over: `standard support ended` */
  readonly event: string;
  /** `YYYY-MM-DD`, or `YYYY-MM` where only the month is known. */
  readonly day: string;
  /** How many it concerns. */
  readonly clusters: number;
  readonly pools?: number;
  readonly asOf: string;
  readonly source: string;
  /** Sources that say otherwise: shown, not settled. */
  readonly others: readonly { readonly day: string; readonly asOf: string; readonly source: string }[];
}

/** Sorted by day, then subject. Only what concerns this fleet. */
export function listTimeLeft(
  fleet: readonly FleetMember[],
  calendar: Calendar,
  now: Date,
): readonly TimeLeft[] {
  return [
    ...listSupport(fleet, calendar, now),
    ...listDefaults(fleet, calendar, now),
    ...listSystems(fleet, now),
    ...listFeatures(fleet, now),
  ].sort((a, b) => byText(a.day, b.day) || byText(a.subject, b.subject));
}

/** Long-term support concerns the clusters on that plan, and for them it takes the place of the standard one. */
function listSupport(fleet: readonly FleetMember[], calendar: Calendar, now: Date): readonly TimeLeft[] {
  const ends = [
    { name: 'standard support', plan: 'KubernetesOfficial', end: (dates: MinorDates) => dates.communityEnd },
    { name: 'long-term support', plan: 'AKSLongTermSupport', end: (dates: MinorDates) => dates.ltsEnd },
  ];
  return calendar.minors.flatMap((dates) =>
    ends.flatMap(({ name, plan, end }) => {
      const clusters = fleet.filter(
        (member) => member.cluster.supportPlan === plan && minorsOf(member).has(dates.minor),
      ).length;
      if (clusters === 0) return [];
      const day = end(dates);
      const event = `${name} ${isOver(day, now) ? 'ended' : 'ends'}`;
      const said = { subject: `Kubernetes 1.${dates.minor}`, event, day, clusters };
      return [{ ...said, ...sourceOf(calendar, dates, (other) => end(other)) }];
    }),
  );
}

/** Minors of Kubernetes 1.x that a cluster runs or would move to. */
function minorsOf({ cluster, to }: FleetMember): ReadonlySet<number> {
  const versions = [cluster.version, ...cluster.pools.map((pool) => pool.version), ...(to ? [to] : [])];
  return new Set(versions.filter(({ major }) => major === 1).map(({ minor }) => minor));
}

/** The calendar knows a month; the region's own list knows whether it has happened, and wins. */
function listDefaults(fleet: readonly FleetMember[], calendar: Calendar, now: Date): readonly TimeLeft[] {
  const aiming = fleet.flatMap(({ cluster, to }) => {
    if (to === undefined || to.major !== 1) return [];
    const month = defaultFrom(calendar, to);
    if (month === undefined) return [];
    const standard = cluster.region?.isPartial === false ? cluster.region.defaultMinor : undefined;
    if (standard !== undefined && (standard.major > 1 || standard.minor >= to.minor)) return [];
    const isLate = isOver(lastDayOf(month), now);
    // Without the region's list nobody knows whether what was due has happened.
    return isLate && standard === undefined ? [] : [{ to, month, isLate }];
  });
  return [...Map.groupBy(aiming, ({ to, isLate }) => `${to.minor} ${isLate}`).values()].flatMap((group) => {
    const [first] = group;
    const next = calendar.minors.find(({ minor }) => minor === (first?.to.minor ?? 0) + 1);
    if (first === undefined || next === undefined) return [];
    const event = first.isLate
      ? 'was to become the default by the calendar; not yet so in the region'
      : 'becomes the default';
    const said = { subject: `Kubernetes ${minorOf(first.to)}`, event, day: first.month };
    return [{ ...said, clusters: group.length, ...sourceOf(calendar, next, ({ ga }) => ga) }];
  });
}

/** Who says so; and what the bundled calendar said, where the live one has moved the date. */
function sourceOf(
  calendar: Calendar,
  dates: MinorDates,
  dayOf: (dates: MinorDates) => string,
): Pick<TimeLeft, 'asOf' | 'source' | 'others'> {
  const { source } = calendar;
  const bundled = bundledCalendar.minors.find(({ minor }) => minor === dates.minor);
  const differs = calendar.origin === 'live' && bundled !== undefined && dayOf(bundled) !== dayOf(dates);
  const other = { asOf: bundledCalendar.asOf, source: bundledCalendar.source };
  return {
    asOf: dates.asOf ?? calendar.asOf,
    source,
    others: differs ? [{ day: dayOf(bundled), ...other }] : [],
  };
}

function listSystems(fleet: readonly FleetMember[], now: Date): readonly TimeLeft[] {
  return osRetirements.flatMap(({ what, end, imagesRemoved, asOf, source }) => {
    const { clusters, pools } = countPools(fleet, (pool) => retirementOf(pool)?.what === what);
    if (pools === 0) return [];
    const said = { subject: what, clusters, pools, asOf, source, others: [] };
    const ends = { ...said, event: isOver(end, now) ? 'support ended' : 'support ends', day: end };
    if (imagesRemoved === undefined) return [ends];
    const removed = isOver(imagesRemoved, now) ? 'its images were removed' : 'its images are removed';
    return [ends, { ...said, event: removed, day: imagesRemoved }];
  });
}

function listFeatures(fleet: readonly FleetMember[], now: Date): readonly TimeLeft[] {
  return featureRetirements.flatMap((feature) => {
    const { what, end, match, asOf, source } = feature;
    const using = fleet.filter(({ cluster }) => usesFeature(cluster, feature));
    if (using.length === 0) return [];
    const isOfPools = match.os !== undefined || match.poolKind !== undefined;
    const pools = isOfPools ? { pools: countPools(using, (pool) => isPoolOf(pool, feature)).pools } : {};
    const event = isOver(end, now) ? 'support ended' : 'support ends';
    const said = { subject: what, event, day: end, clusters: using.length, ...pools };
    return [{ ...said, asOf, source, others: [] }];
  });
}

function usesFeature({ network, pools }: Cluster, feature: FeatureRetirement): boolean {
  const { networkPlugin, networkPolicy, loadBalancerSku } = feature.match;
  return (
    (networkPlugin === undefined || networkPlugin === network?.plugin) &&
    (networkPolicy === undefined || networkPolicy === network?.policy) &&
    (loadBalancerSku === undefined || loadBalancerSku === network?.loadBalancerSku) &&
    ((feature.match.os ?? feature.match.poolKind) === undefined ||
      pools.some((pool) => isPoolOf(pool, feature)))
  );
}

function isPoolOf(pool: NodePool, { match: { os, poolKind } }: FeatureRetirement): boolean {
  return (os === undefined || os === pool.os) && (poolKind === undefined || poolKind === pool.kind);
}

function countPools(
  fleet: readonly FleetMember[],
  concerns: (pool: NodePool) => boolean,
): { readonly clusters: number; readonly pools: number } {
  const counts = fleet.map(({ cluster }) => cluster.pools.filter(concerns).length);
  return { clusters: counts.filter((count) => count > 0).length, pools: counts.reduce((a, b) => a + b, 0) };
}

function isOver(day: string, now: Date): boolean {
  return daysUntil(day, now) < 0;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
