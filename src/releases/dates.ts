const dayMilliseconds = 86_400_000;

/** Whole UTC days from `from` to the day `to` (`YYYY-MM-DD`); below zero when that day is over. */
export function daysUntil(to: string, from: Date): number {
  return Math.round((Date.parse(to) - startOfDay(from)) / dayMilliseconds);
}

/** Whole days from one `YYYY-MM-DD` to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMilliseconds);
}

/** `1 day`, `8 days` */
export function inDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

function startOfDay(time: Date): number {
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate());
}
