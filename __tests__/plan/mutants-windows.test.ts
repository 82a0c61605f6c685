/** Corners of maintenance windows that a small slip in the code could move unnoticed. 22 Nov 2026 is a Sunday. */
import { expect, test } from 'vitest';
import type { MaintenanceWindow, WindowSchedule } from '../../src/inventory/maintenance-window.ts';
import { isOpen, nextOpening } from '../../src/plan/windows.ts';

type Recurring = Extract<WindowSchedule, { kind: 'recurring' }>;
type Freeze = MaintenanceWindow['notAllowed'][number];

/** From 01:00 for four hours, UTC, unless told otherwise. */
function repeating(
  recurrence: Recurring['recurrence'],
  differs: Partial<Recurring> = {},
  ...notAllowed: Freeze[]
): MaintenanceWindow {
  const usual = { kind: 'recurring', durationHours: 4, utcOffsetMinutes: 0, startTime: '01:00' } as const;
  return { name: 'default', schedule: { ...usual, recurrence, ...differs }, notAllowed };
}

function hoursOf(
  day: 'Saturday' | 'Sunday',
  hours: readonly number[],
  ...notAllowed: Freeze[]
): MaintenanceWindow {
  return { name: 'default', schedule: { kind: 'hours-of-week', slots: [{ day, hours }] }, notAllowed };
}

const daily = (intervalDays = 1) => ({ kind: 'daily', intervalDays }) as const;
const freeze = (start: string, end: string): Freeze => ({ start, end });

test.each<[string, MaintenanceWindow, string, string]>([
  [
    'before a freeze inside it, it is open',
    repeating(daily(), {}, freeze('2026-11-22T02:00:00Z', '2026-11-22T03:00:00Z')),
    '2026-11-22T01:30',
    'open',
  ],
  [
    'from the first minute of the freeze it is closed',
    repeating(daily(), {}, freeze('2026-11-22T02:00:00Z', '2026-11-22T03:00:00Z')),
    '2026-11-22T02:00',
    '2026-11-22T03:00',
  ],
  [
    'a freeze from its very beginning leaves no opening of no length',
    repeating(daily(), {}, freeze('2026-11-22T01:00:00Z', '2026-11-22T03:00:00Z')),
    '2026-11-22T00:30',
    '2026-11-22T03:00',
  ],
  [
    'a frozen day binds hours of the week too, in UTC',
    hoursOf('Sunday', [1, 2], freeze('2026-11-22', '2026-11-22')),
    '2026-11-22T02:00',
    '2026-11-29T01:00',
  ],
  [
    'a frozen day begins at local midnight',
    repeating(
      daily(),
      { durationHours: 24, startTime: '00:00', utcOffsetMinutes: 330 },
      freeze('2026-11-23', '2026-11-23'),
    ),
    '2026-11-22T19:00',
    '2026-11-23T18:30',
  ],
  [
    'every third day without a start counts from today',
    repeating(daily(3)),
    '2026-11-22T06:00',
    '2026-11-25T01:00',
  ],
  [
    'today is the local day',
    repeating(daily(3), { utcOffsetMinutes: 330, startTime: '03:00' }),
    '2026-11-22T20:00',
    '2026-11-22T21:30',
  ],
  [
    'every second week without a start counts from today',
    repeating({ kind: 'weekly', intervalWeeks: 2, day: 'Saturday' }),
    '2026-11-22T06:00',
    '2026-11-28T01:00',
  ],
  [
    'every second month without a start counts from today',
    repeating({ kind: 'absolute-monthly', intervalMonths: 2, dayOfMonth: 21 }),
    '2026-11-22T06:00',
    '2026-12-21T01:00',
  ],
  [
    'no month before the start date',
    repeating({ kind: 'absolute-monthly', intervalMonths: 1, dayOfMonth: 1 }, { startDate: '2027-03-01' }),
    '2026-11-22T06:00',
    '2027-03-01T01:00',
  ],
  [
    'the third Sunday is over in November',
    repeating({ kind: 'relative-monthly', intervalMonths: 1, week: 'Third', day: 'Sunday' }),
    '2026-11-22T02:00',
    '2026-12-20T01:00',
  ],
  [
    'on Wednesdays',
    repeating({ kind: 'weekly', intervalWeeks: 1, day: 'Wednesday' }),
    '2026-11-22T06:00',
    '2026-11-25T01:00',
  ],
  [
    'on Thursdays',
    repeating({ kind: 'weekly', intervalWeeks: 1, day: 'Thursday' }),
    '2026-11-22T06:00',
    '2026-11-26T01:00',
  ],
  ['hours of a Saturday', hoursOf('Saturday', [22]), '2026-11-22T06:00', '2026-11-28T22:00'],
  ['minutes count', repeating(daily(), { startTime: '01:30' }), '2026-11-22T01:00', '2026-11-22T01:30'],
])('%s', (_, window, at, expected) => {
  const moment = new Date(`${at}:00Z`);
  expect(isOpen(window, moment)).toBe(expected === 'open');
  if (expected !== 'open') expect(nextOpening(window, moment)?.toISOString().slice(0, 16)).toBe(expected);
});
