import type { SupportPlan } from '../inventory/inventory.ts';
import { minorOf } from '../inventory/kubernetes-version.ts';
import bundled from './data/calendar.json' with { type: 'json' };
import { daysUntil } from './dates.ts';
import { isMissing, type Missing } from './releases.ts';

export interface MinorDates {
  /** Of Kubernetes 1.x. */
  readonly minor: number;
  /** Month of general availability in AKS, `YYYY-MM`. */
  readonly ga: string;
  /** Last day of community support; a month without a day means its last day. */
  readonly communityEnd: string;
  /** Last day of long-term support. */
  readonly ltsEnd: string;
  /** Where it is not that of the calendar: the minor was taken over from an older one. */
  readonly asOf?: string;
}

/** When AKS takes minors up and lets them go. Dates move: every text says as of when. */
export interface Calendar {
  /** Day that the source gives for itself, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Where a person can look it up. */
  readonly source: string;
  /** `bundled`: came with this version of the action. `live`: read from the docs in this run. */
  readonly origin: 'bundled' | 'live';
  /** Ascending, without a gap. */
  readonly minors: readonly MinorDates[];
}

/** What is done hangs on this one alone: what the network says is told, and never acted on. */
export const bundledCalendar: Calendar = { ...bundled, origin: 'bundled' };

/**
 * The live calendar where it is whole and no older. Minors that it does not list (any more) are kept as they were:
 * clusters may still run them.
 */
export function chooseCalendar(bundled: Calendar, live: Calendar | Missing): Calendar {
  if (isMissing(live) || live.asOf < bundled.asOf) return bundled;
  const listed = new Set(live.minors.map(({ minor }) => minor));
  const kept = bundled.minors.filter(({ minor }) => !listed.has(minor));
  const minors = [...kept.map((dates) => ({ asOf: bundled.asOf, ...dates })), ...live.minors].sort(
    (a, b) => a.minor - b.minor,
  );
  const isWhole = minors.every(
    ({ minor, ga }, index) => index === 0 || follows(minors[index - 1], { minor, ga }),
  );
  return isWhole ? { ...live, minors } : bundled;
}

function follows(before: MinorDates | undefined, { minor, ga }: Pick<MinorDates, 'minor' | 'ga'>): boolean {
  return before !== undefined && minor === before.minor + 1 && ga >= before.ga;
}

/** Days after which the bundled table is old: AKS moves its dates about as often. */
const oldAfterDays = 90;

export interface Minor {
  readonly major: number;
  readonly minor: number;
}

export interface Support {
  /** `undefined`: newer than the calendar, so the calendar cannot say. */
  readonly hasEnded: boolean | undefined;
  /** Last supported day, `YYYY-MM-DD`; absent outside the calendar. */
  readonly end?: string;
  /** Days from today to `end`; below zero when over. */
  readonly daysLeft?: number;
}

export function isCalendarOld({ asOf, origin }: Calendar, now: Date): boolean {
  return origin === 'bundled' && daysUntil(asOf, now) < -oldAfterDays;
}

/** Support of a minor under a plan on the day `now`. What is older than the calendar had ended before it was made. */
export function supportOf(calendar: Calendar, version: Minor, plan: SupportPlan, now: Date): Support {
  const dates = datesOf(calendar, version);
  if (dates === undefined) return { hasEnded: isBeforeCalendar(calendar, version) ? true : undefined };
  const end = plan === 'AKSLongTermSupport' ? dates.ltsEnd : dates.communityEnd;
  const daysLeft = daysUntil(end, now);
  return { hasEnded: daysLeft < 0, end, daysLeft };
}

/**
 * Newest minor that is generally available on the day `now`. A month in the calendar counts once it is over, so that
 * this never runs ahead of AKS.
 */
export function newestReleasedMinor(calendar: Calendar, now: Date): Minor {
  const released = calendar.minors.filter((dates) => isMonthOver(dates.ga, now));
  return { major: 1, minor: Math.max(...released.map((dates) => dates.minor), 0) };
}

/** Month in which a minor should become AKS's default: when the next one is generally available. */
export function defaultFrom(calendar: Calendar, version: Minor): string | undefined {
  return datesOf(calendar, { major: version.major, minor: version.minor + 1 })?.ga;
}

/** AKS keeps the platform (not Kubernetes) of minor M supported until M+4 is generally available. */
export function describePlatformSupport(calendar: Calendar, version: Minor, now: Date): string {
  const closing = { major: version.major, minor: version.minor + 4 };
  const ga = datesOf(calendar, closing)?.ga;
  const isOver = isBeforeCalendar(calendar, closing) || (ga !== undefined && isMonthOver(ga, now));
  return isOver
    ? `Platform support ended when ${minorOf(closing)} became generally available.`
    : `AKS still supports the platform alone, until ${minorOf(closing)} is generally available.`;
}

function datesOf({ minors }: Calendar, version: Minor): MinorDates | undefined {
  return version.major === 1 ? minors.find((dates) => dates.minor === version.minor) : undefined;
}

function isBeforeCalendar({ minors }: Calendar, version: Minor): boolean {
  return (
    version.major < 1 || (version.major === 1 && version.minor < Math.min(...minors.map((d) => d.minor)))
  );
}

function isMonthOver(month: string, now: Date): boolean {
  return now.toISOString().slice(0, 7) > month;
}
