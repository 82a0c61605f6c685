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

/** Of a month `YYYY-MM`; it must be one. */
export function lastDayOf(month: string): string {
  const next = Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1);
  return new Date(next - dayMilliseconds).toISOString().slice(0, 10);
}

/** Whether a text is a day that there is, `YYYY-MM-DD`: no 30th of February. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

function startOfDay(time: Date): number {
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate());
}
