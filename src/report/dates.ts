/** Dates as people read them, absolute and in UTC: a text that says "in 8 days" would change every day. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-11-30` → `30 Nov 2026`; where only the month is known, `2026-11` → `Nov 2026`. */
export function tellDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  const name = `${months[(month ?? 0) - 1]} ${year}`;
  return date === undefined ? name : `${date} ${name}`;
}

/** Whether a day, or the whole of a month, is over. */
export function hasPassed(day: string, now: Date): boolean {
  return day < dayOf(now).slice(0, day.length);
}

/** `24 Nov 2026, 02:00 UTC` */
export function tellInstant(at: Date): string {
  const text = at.toISOString();
  return `${tellDay(text.slice(0, 10))}, ${text.slice(11, 16)} UTC`;
}

/** `YYYY-MM-DD` in UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
