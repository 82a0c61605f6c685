import { stableNumber } from './quirks.ts';

/** How versions move with the days: from the name and the day alone, so the note of an image is always the same. */

const dayMs = 86_400_000;
const epoch = Date.UTC(2022, 0, 1);

/** Updates of something that gets one about every so many days, up to the day; 0 days: it never gets any. */
export function updatesUntil(name: string, at: number, days: number): number {
  if (days === 0) return 0;
  const phase = stableNumber(`${name} phase`) % days;
  return Math.max(0, Math.floor(((at - epoch) / dayMs + phase) / days));
}

/** Updates since the first days of 2025: for numbers that only rise. */
export function risenBy(name: string, at: number, days: number): number {
  return Math.max(0, updatesBetween(name, Date.UTC(2025, 0, 1), at, days));
}

/** The day on which update number `count` came. */
export function dayOfUpdate(name: string, count: number, days: number): number {
  const phase = stableNumber(`${name} phase`) % days;
  return epoch + (count * days - phase) * dayMs;
}

export function updatesBetween(name: string, from: number, to: number, days: number): number {
  return updatesUntil(name, to, days) - updatesUntil(name, from, days);
}

/** As many hexadecimal digits as wanted, always the same for the same name. */
export function hexOf(name: string, digits = 64): string {
  let text = '';
  for (let part = 0; text.length < digits; part += 1) {
    text += stableNumber(`${name} ${part}`).toString(16).padStart(8, '0');
  }
  return text.slice(0, digits);
}
