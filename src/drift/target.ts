import type { Aim } from '../inputs/inputs.ts';
import type { VersionAim } from '../inputs/version-aim.ts';
import type { Cluster, RegionVersions, SupportPlan } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { compareVersions, isSameMinor, parseKubernetesVersion } from '../inventory/kubernetes-version.ts';
import type { Minor } from '../releases/calendar.ts';
import { bundledCalendar, newestReleasedMinor, supportOf } from '../releases/calendar.ts';
import { regionListOf } from './region-list.ts';

/** Days before the end of long-term support from which an LTS cluster's channel leaves its minor. */
const ltsMoveDays = 180;

/** What AKS says of a version for this cluster. */
export type Cover = 'covered' | 'preview' | 'other-plan' | 'not-listed';

/**
 * Whether a version is generally available and covered by the cluster's support plan. What any list marks as a
 * preview is one. The region's list decides on plans; a patch that it does not list is judged by its minor, because
 * AKS gives plans per minor. Where the list could not be read, the calendar decides, whatever stands in for it: a
 * minor past community support is left to LTS clusters.
 */
export function coverOf(version: KubernetesVersion, cluster: Cluster, now: Date): Cover {
  const isSame = (other: KubernetesVersion) => compareVersions(other, version) === 0;
  if (cluster.offers?.some((offer) => offer.isPreview && isSame(offer.version)) === true) return 'preview';
  const ofMinor = (cluster.region?.patches ?? []).filter((patch) => isSameMinor(patch.version, version));
  const exact = ofMinor.filter((patch) => isSame(patch.version));
  const entries = exact.length > 0 ? exact : ofMinor;
  const released = entries.filter((patch) => !patch.isPreview);
  if (entries.length > 0 && released.length === 0) return 'preview';
  if (regionListOf(cluster) === undefined) {
    const hasEnded = supportOf(bundledCalendar, version, cluster.supportPlan, now).hasEnded === true;
    return hasEnded ? 'other-plan' : 'covered';
  }
  if (entries.length === 0) return 'not-listed';
  return released.some((patch) => patch.supportPlans.includes(cluster.supportPlan))
    ? 'covered'
    : 'other-plan';
}

/**
 * N of AKS's channels: the newest generally available minor that the cluster's support plan covers, from the region's
 * list. Where that could not be read: by the calendar, or what the server offers this cluster if that is newer.
 */
export function newestMinor(cluster: Cluster, now: Date): Minor {
  const region = regionListOf(cluster);
  const listed = region === undefined ? [] : releasedFor(region, cluster.supportPlan);
  const offered = (cluster.offers ?? []).filter((offer) => !offer.isPreview).map((offer) => offer.version);
  const known: readonly Minor[] =
    listed.length > 0 ? listed : [newestReleasedMinor(bundledCalendar, now), ...offered];
  const { major, minor } = known.reduce((newest, each) => (isBelow(newest, each) ? each : newest));
  return { major, minor };
}

/** The highest that the aim allows: a minor with all its patches, or one exact version. */
export interface Ceiling {
  readonly major: number;
  readonly minor: number;
  /** Absent: any patch. */
  readonly patch?: number;
}

/**
 * Channels mean what AKS's channels of that name mean. `patch`: the running minor. `stable`: minor N-1. `rapid`: minor
 * N. Never below the running minor. AKS allows LTS clusters the patch channel alone, so for them `stable` and `rapid`
 * mean `patch` while long-term support of the running minor ends more than 180 days from `now`; from then on the
 * channel's own minor is the ceiling. An explicit `kubernetes-version` wins over all of this.
 */
export function ceilingOf(cluster: Cluster, aim: Aim, now: Date): Ceiling {
  if (aim.kubernetesVersion !== undefined) return ceilingOfVersion(aim.kubernetesVersion);
  const running = { major: cluster.version.major, minor: cluster.version.minor };
  if (aim.channel === 'patch' || staysOnLts(cluster, now)) return running;
  const newest = newestMinor(cluster, now);
  const wantedMinor = aim.channel === 'rapid' ? newest : { ...newest, minor: newest.minor - 1 };
  return isBelow(running, wantedMinor) ? wantedMinor : running;
}

/** What `kubernetes-version` asks for, as a ceiling. */
export function ceilingOfVersion(wanted: VersionAim): Ceiling {
  if (wanted.kind === 'minor') return { major: wanted.major, minor: wanted.minor };
  const { major, minor, patch } = parseKubernetesVersion(wanted.text) ?? { major: 0, minor: 0, patch: 0 };
  return { major, minor, patch };
}

/** The versions that `kubernetes-version` can mean here, as AKS lists them for this region or cluster. */
export function versionsMeant(wanted: VersionAim, cluster: Cluster): readonly KubernetesVersion[] {
  const known = [
    ...(cluster.region?.patches ?? []).map((patch) => patch.version),
    ...(cluster.offers ?? []).map((offer) => offer.version),
  ];
  const { major, minor, patch } = ceilingOfVersion(wanted);
  return known.filter(
    (version) =>
      version.major === major && version.minor === minor && (patch === undefined || version.patch === patch),
  );
}

/**
 * Whether `kubernetes-version` exists for this cluster, so that going part of the way makes sense. Without the
 * region's list a minor beyond the next one is taken to exist when it is not newer than N.
 */
export function isOnOffer(wanted: VersionAim, cluster: Cluster, now: Date): boolean {
  if (versionsMeant(wanted, cluster).some((version) => coverOf(version, cluster, now) === 'covered'))
    return true;
  if (regionListOf(cluster) !== undefined) return false;
  const ceiling = ceilingOfVersion(wanted);
  const next = { major: cluster.version.major, minor: cluster.version.minor + 1 };
  return isBelow(next, ceiling) && !isBelow(newestMinor(cluster, now), ceiling);
}

export function isWithin(version: KubernetesVersion, ceiling: Ceiling): boolean {
  if (version.major !== ceiling.major) return version.major < ceiling.major;
  if (version.minor !== ceiling.minor) return version.minor < ceiling.minor;
  return ceiling.patch === undefined || version.patch <= ceiling.patch;
}

export function isBelow(a: Minor, b: Minor): boolean {
  return a.major === b.major ? a.minor < b.minor : a.major < b.major;
}

function staysOnLts(cluster: Cluster, now: Date): boolean {
  if (cluster.supportPlan !== 'AKSLongTermSupport') return false;
  const support = supportOf(bundledCalendar, cluster.version, 'AKSLongTermSupport', now);
  if (support.hasEnded === true) return false;
  return support.daysLeft === undefined || support.daysLeft > ltsMoveDays;
}

function releasedFor(region: RegionVersions, plan: SupportPlan): KubernetesVersion[] {
  return region.patches
    .filter((patch) => !patch.isPreview && patch.supportPlans.includes(plan))
    .map((patch) => patch.version);
}
