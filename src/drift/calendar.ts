import type { SupportPlan } from '../inventory/inventory.ts';
import { minorOf } from '../inventory/kubernetes-version.ts';
import { daysUntil } from './dates.ts';

/** Day of the AKS release calendar that this table was taken from (AKS docs, "Supported Kubernetes versions"). */
export const calendarAsOf = '2026-08-05';

/** Days after which the table is old: AKS moves its dates about as often. */
const oldAfterDays = 90;

interface MinorDates {
  readonly minor: number;
  /** Month of general availability in AKS, `YYYY-MM`. */
  readonly ga: string;
  /** Last day of community support; a month without a day means its last day. */
  readonly communityEnd: string;
  /** Last day of long-term support. */
  readonly ltsEnd: string;
}

/** Kubernetes 1.x. Dates move: that is why every text says as of when. */
export const calendar: readonly MinorDates[] = [
  { minor: 29, ga: '2024-03', communityEnd: '2025-03-31', ltsEnd: '2026-04-30' },
  { minor: 30, ga: '2024-07', communityEnd: '2025-08-22', ltsEnd: '2026-07-31' },
  { minor: 31, ga: '2024-11', communityEnd: '2025-11-01', ltsEnd: '2026-11-30' },
  { minor: 32, ga: '2025-04', communityEnd: '2026-03-31', ltsEnd: '2027-03-31' },
  { minor: 33, ga: '2025-06', communityEnd: '2026-07-31', ltsEnd: '2027-07-31' },
  { minor: 34, ga: '2025-11', communityEnd: '2026-11-30', ltsEnd: '2027-11-30' },
  { minor: 35, ga: '2026-03', communityEnd: '2027-03-31', ltsEnd: '2028-03-31' },
  { minor: 36, ga: '2026-06', communityEnd: '2027-06-30', ltsEnd: '2028-06-30' },
  { minor: 37, ga: '2026-10', communityEnd: '2027-10-31', ltsEnd: '2028-10-31' },
];

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

export function isCalendarOld(now: Date): boolean {
  return daysUntil(calendarAsOf, now) < -oldAfterDays;
}

/** Support of a minor under a plan on the day `now`. What is older than the calendar had ended before it was made. */
export function supportOf(version: Minor, plan: SupportPlan, now: Date): Support {
  const dates = datesOf(version);
  if (dates === undefined) return { hasEnded: isBeforeCalendar(version) ? true : undefined };
  const end = plan === 'AKSLongTermSupport' ? dates.ltsEnd : dates.communityEnd;
  const daysLeft = daysUntil(end, now);
  return { hasEnded: daysLeft < 0, end, daysLeft };
}

/**
 * Newest minor that is generally available on the day `now`. A month in the calendar counts once it is over, so that
 * this never runs ahead of AKS.
 */
export function newestReleasedMinor(now: Date): Minor {
  const released = calendar.filter((dates) => isMonthOver(dates.ga, now));
  return { major: 1, minor: Math.max(...released.map((dates) => dates.minor), 0) };
}

/** Month in which a minor should become AKS's default: when the next one is generally available. */
export function defaultFrom(version: Minor): string | undefined {
  return datesOf({ major: version.major, minor: version.minor + 1 })?.ga;
}

/** AKS keeps the platform (not Kubernetes) of minor M supported until M+4 is generally available. */
export function describePlatformSupport(version: Minor, now: Date): string {
  const closing = { major: version.major, minor: version.minor + 4 };
  const ga = datesOf(closing)?.ga;
  const isOver = isBeforeCalendar(closing) || (ga !== undefined && isMonthOver(ga, now));
  return isOver
    ? `Platform support ended when ${minorOf(closing)} became generally available.`
    : `AKS still supports the platform alone, until ${minorOf(closing)} is generally available.`;
}

function datesOf(version: Minor): MinorDates | undefined {
  return version.major === 1 ? calendar.find((dates) => dates.minor === version.minor) : undefined;
}

function isBeforeCalendar(version: Minor): boolean {
  return (
    version.major < 1 || (version.major === 1 && version.minor < Math.min(...calendar.map((d) => d.minor)))
  );
}

function isMonthOver(month: string, now: Date): boolean {
  return now.toISOString().slice(0, 7) > month;
}
