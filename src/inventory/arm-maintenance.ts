/** Maintenance configurations of a cluster, as `maintenanceConfigurations` lists them. */

import {
  isObject,
  listIn,
  numberIn,
  objectIn,
  type Parsed,
  textIn,
  unparsed,
  valueIn,
  wordOf,
} from './arm-json.ts';
import type { MaintenanceWindow, Recurrence, Weekday, WindowSchedule } from './maintenance-window.ts';

const names = ['default', 'aksManagedAutoUpgradeSchedule', 'aksManagedNodeOSUpgradeSchedule'] as const;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const weeks = ['First', 'Second', 'Third', 'Fourth', 'Last'] as const;

/** One configuration that cannot be understood leaves the whole list unread: half a calendar would be a guess. */
export function parseMaintenance(items: readonly unknown[]): Parsed<readonly MaintenanceWindow[]> {
  const windows: MaintenanceWindow[] = [];
  for (const item of items) {
    const window = parseConfiguration(item);
    if (window === undefined) return unparsed('a maintenance configuration is not understood');
    windows.push(window);
  }
  return { ok: true, value: windows };
}

function parseConfiguration(item: unknown): MaintenanceWindow | undefined {
  const properties = objectIn(item, 'properties');
  const name = wordOf(textIn(item, 'name'), names) ?? 'other';
  const window = valueIn(properties, 'maintenanceWindow');
  const schedule = isObject(window) ? parseRecurring(window) : parseHoursOfWeek(properties);
  const spans = isObject(window) ? listIn(window, 'notAllowedDates') : listIn(properties, 'notAllowedTime');
  const notAllowed = (spans ?? []).map(parseSpan);
  if (schedule === undefined || notAllowed.includes(undefined)) return undefined;
  return { name, schedule, notAllowed: notAllowed.filter((span) => span !== undefined) };
}

function parseSpan(value: unknown): { start: string; end: string } | undefined {
  const start = textIn(value, 'start');
  const end = textIn(value, 'end');
  if (start === undefined || end === undefined) return undefined;
  return Number.isNaN(Date.parse(start)) || Number.isNaN(Date.parse(end)) ? undefined : { start, end };
}

/** `timeInWeek`: hour slots of a weekday in UTC, slot 1 being 01:00 to 02:00. */
function parseHoursOfWeek(properties: unknown): WindowSchedule | undefined {
  const days = listIn(properties, 'timeInWeek') ?? [];
  // A configuration may forbid times without allowing any.
  if (days.length === 0 && listIn(properties, 'notAllowedTime') === undefined) return undefined;
  const slots: { day: Weekday; hours: readonly number[] }[] = [];
  for (const value of days) {
    const day = wordOf(textIn(value, 'day'), weekdays);
    const listed = listIn(value, 'hourSlots');
    const hours = listed?.filter((hour) => isWithin(hour, 0, 23));
    if (day === undefined || hours === undefined || hours.length !== listed?.length) return undefined;
    slots.push({ day, hours });
  }
  return { kind: 'hours-of-week', slots };
}

function parseRecurring(window: unknown): WindowSchedule | undefined {
  const recurrence = parseRecurrence(objectIn(window, 'schedule'));
  const durationHours = numberIn(window, 'durationHours');
  const startTime = textIn(window, 'startTime');
  const utcOffsetMinutes = parseOffset(textIn(window, 'utcOffset') ?? '+00:00');
  const startDate = textIn(window, 'startDate')?.slice(0, 10);
  if (recurrence === undefined || durationHours === undefined || utcOffsetMinutes === undefined)
    return undefined;
  if (durationHours <= 0 || startTime === undefined || !/^([01]\d|2[0-3]):[0-5]\d$/.test(startTime))
    return undefined;
  if (startDate !== undefined && Number.isNaN(Date.parse(startDate))) return undefined;
  const schedule = { kind: 'recurring' as const, recurrence, durationHours, utcOffsetMinutes, startTime };
  return startDate === undefined ? schedule : { ...schedule, startDate };
}

/** Exactly one of the four forms is filled; the others are absent or null. */
function parseRecurrence(schedule: unknown): Recurrence | undefined {
  const daily = objectIn(schedule, 'daily');
  const weekly = objectIn(schedule, 'weekly');
  const absolute = objectIn(schedule, 'absoluteMonthly');
  const relative = objectIn(schedule, 'relativeMonthly');
  const intervalDays = intervalIn(daily, 'intervalDays');
  if (intervalDays !== undefined) return { kind: 'daily', intervalDays };
  const intervalWeeks = intervalIn(weekly, 'intervalWeeks');
  const weekday = wordOf(textIn(weekly, 'dayOfWeek'), weekdays);
  if (intervalWeeks !== undefined && weekday !== undefined)
    return { kind: 'weekly', intervalWeeks, day: weekday };
  const absoluteMonths = intervalIn(absolute, 'intervalMonths');
  const dayOfMonth = valueIn(absolute, 'dayOfMonth');
  if (absoluteMonths !== undefined && isWithin(dayOfMonth, 1, 31)) {
    return { kind: 'absolute-monthly', intervalMonths: absoluteMonths, dayOfMonth };
  }
  const intervalMonths = intervalIn(relative, 'intervalMonths');
  const day = wordOf(textIn(relative, 'dayOfWeek'), weekdays);
  const week = wordOf(textIn(relative, 'weekIndex'), weeks);
  if (intervalMonths === undefined || day === undefined || week === undefined) return undefined;
  return { kind: 'relative-monthly', intervalMonths, day, week };
}

/** `+05:30`, `-08:00`: minutes east of UTC. */
function parseOffset(text: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const offset = Number(hours) * 60 + Number(minutes);
  return sign === '-' && offset !== 0 ? -offset : offset;
}

function intervalIn(from: unknown, field: string): number | undefined {
  const interval = numberIn(from, field);
  return isWithin(interval, 1, 1000) ? interval : undefined;
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}
