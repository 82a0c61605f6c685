import type {
  MaintenanceWindow,
  Recurrence,
  Weekday,
  WindowSchedule,
} from '../inventory/maintenance-window.ts';

/** Milliseconds since the epoch, end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

type RecurringSchedule = Extract<WindowSchedule, { kind: 'recurring' }>;
type HoursOfWeek = Extract<WindowSchedule, { kind: 'hours-of-week' }>;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const weekdays: readonly Weekday[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];

/** Occurrences looked at before a window counts as never opening again: over three years of nights. */
const lookAhead = 1200;

/**
 * The window's occurrences from the first that has not ended at `now`, in order. Local days are counted at the fixed
 * offset of the window, which knows no daylight saving. Times before `startDate` have none.
 */
export function* occurrences(window: MaintenanceWindow, now: number): Generator<Span> {
  const { schedule } = window;
  const all = schedule.kind === 'recurring' ? recurring(schedule, now) : hoursOfWeek(schedule, now);
  for (const span of all) if (span.end > now) yield span;
}

/** Days (local to the window, both included) or moments in which nothing may run, even inside an occurrence. */
export function notAllowedSpans(window: MaintenanceWindow): readonly Span[] {
  const offset = window.schedule.kind === 'recurring' ? window.schedule.utcOffsetMinutes * minute : 0;
  return window.notAllowed.map(({ start, end }) => ({
    start: isDay(start) ? Date.parse(start) - offset : Date.parse(start),
    end: isDay(end) ? Date.parse(end) - offset + day : Date.parse(end),
  }));
}

function* recurring(schedule: RecurringSchedule, now: number): Generator<Span> {
  const offset = schedule.utcOffsetMinutes * minute;
  const today = Math.floor((now + offset) / day) * day;
  // Windows last up to 24 hours: one that started yesterday, local time, can still be open.
  const from = today - 2 * day;
  const anchor = schedule.startDate === undefined ? undefined : Date.parse(schedule.startDate);
  const startOfDay = timeOfDay(schedule.startTime);
  for (const local of localDays(schedule.recurrence, anchor, today, from)) {
    const start = local + startOfDay - offset;
    yield { start, end: start + schedule.durationHours * hour };
  }
}

/**
 * Local days of a recurrence, from `from` on. Intervals are counted from the first matching day on or after the start
 * date. Without a start date an interval of one has no beginning, a longer one counts from today.
 */
function localDays(
  recurrence: Recurrence,
  anchor: number | undefined,
  today: number,
  from: number,
): Generator<number> {
  switch (recurrence.kind) {
    case 'daily':
      return every(anchor ?? (recurrence.intervalDays === 1 ? from : today), recurrence.intervalDays, from);
    case 'weekly': {
      const first = anchor ?? (recurrence.intervalWeeks === 1 ? from : today);
      return every(nextWeekday(first, recurrence.day), recurrence.intervalWeeks * 7, from);
    }
    case 'absolute-monthly':
    case 'relative-monthly':
      return monthly(recurrence, anchor ?? (recurrence.intervalMonths === 1 ? from : today), from);
  }
}

function* every(first: number, intervalDays: number, from: number): Generator<number> {
  const step = Math.max(1, intervalDays) * day;
  const skipped = Math.max(0, Math.ceil((from - first) / step));
  for (let count = 0; count < lookAhead; count += 1) yield first + (skipped + count) * step;
}

function* monthly(
  recurrence: Extract<Recurrence, { kind: 'absolute-monthly' | 'relative-monthly' }>,
  anchor: number,
  from: number,
): Generator<number> {
  const start = new Date(anchor);
  const startMonth = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const interval = Math.max(1, recurrence.intervalMonths);
  let first = startMonth;
  while (first < startMonth + 12 && !((dayInMonth(recurrence, first) ?? -1) >= anchor)) first += 1;
  const current = new Date(from);
  const currentMonth = current.getUTCFullYear() * 12 + current.getUTCMonth();
  const skipped = Math.max(0, Math.floor((currentMonth - first) / interval));
  for (let count = 0; count < lookAhead; count += 1) {
    const found = dayInMonth(recurrence, first + (skipped + count) * interval);
    if (found !== undefined && found >= from) yield found;
  }
}

/** `undefined`: the month is too short for that day. No other day is taken for it: that would be a guess. */
function dayInMonth(
  recurrence: Extract<Recurrence, { kind: 'absolute-monthly' | 'relative-monthly' }>,
  month: number,
): number | undefined {
  const year = Math.floor(month / 12);
  const monthOfYear = month % 12;
  const length = new Date(Date.UTC(year, monthOfYear + 1, 0)).getUTCDate();
  if (recurrence.kind === 'absolute-monthly') {
    return recurrence.dayOfMonth > length ? undefined : Date.UTC(year, monthOfYear, recurrence.dayOfMonth);
  }
  if (recurrence.week === 'Last') return nextWeekday(Date.UTC(year, monthOfYear, length - 6), recurrence.day);
  const week = ['First', 'Second', 'Third', 'Fourth'].indexOf(recurrence.week);
  return nextWeekday(Date.UTC(year, monthOfYear, 1 + week * 7), recurrence.day);
}

function* hoursOfWeek(schedule: HoursOfWeek, now: number): Generator<Span> {
  const hours = new Set(
    schedule.slots.flatMap((slot) => slot.hours.map((each) => weekdays.indexOf(slot.day) * 24 + each)),
  );
  if (hours.size === 0) return;
  const first = Math.floor(now / hour) * hour;
  for (let start = first; start < first + lookAhead * day; start += hour) {
    const weekday = new Date(start).getUTCDay();
    if (hours.has(weekday * 24 + new Date(start).getUTCHours())) yield { start, end: start + hour };
  }
}

function nextWeekday(from: number, wanted: Weekday): number {
  const ahead = (weekdays.indexOf(wanted) - new Date(from).getUTCDay() + 7) % 7;
  return from + ahead * day;
}

function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * hour + minutes * minute;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
