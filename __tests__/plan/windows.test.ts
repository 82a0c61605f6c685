import { describe, expect, test } from 'vitest';
import type {
  MaintenanceWindow,
  Recurrence,
  Weekday,
  WindowSchedule,
} from '../../src/inventory/maintenance-window.ts';
import { bindingWindow, isOpen, nextOpening } from '../../src/plan/windows.ts';

type Recurring = Extract<WindowSchedule, { kind: 'recurring' }>;

function recurring(
  recurrence: Recurrence,
  differs: Partial<Recurring> = {},
  notAllowed: MaintenanceWindow['notAllowed'] = [],
): MaintenanceWindow {
  return {
    name: 'aksManagedAutoUpgradeSchedule',
    schedule: {
      kind: 'recurring',
      recurrence,
      durationHours: 4,
      utcOffsetMinutes: 0,
      startTime: '01:00',
      ...differs,
    },
    notAllowed,
  };
}

const daily = (intervalDays = 1): Recurrence => ({ kind: 'daily', intervalDays });
const weekly = (day: Weekday, intervalWeeks = 1): Recurrence => ({ kind: 'weekly', intervalWeeks, day });
const monthly = (dayOfMonth: number, intervalMonths = 1): Recurrence => ({
  kind: 'absolute-monthly',
  intervalMonths,
  dayOfMonth,
});
const relative = (
  week: 'First' | 'Second' | 'Third' | 'Fourth' | 'Last',
  day: Weekday,
  intervalMonths = 1,
): Recurrence => ({
  kind: 'relative-monthly',
  intervalMonths,
  day,
  week,
});
const hours = (
  slots: readonly { day: Weekday; hours: readonly number[] }[],
  notAllowed: MaintenanceWindow['notAllowed'] = [],
): MaintenanceWindow => ({
  name: 'default',
  schedule: { kind: 'hours-of-week', slots },
  notAllowed,
});

/** window, moment, and either `open` or when it opens next (UTC, to the minute; `never`). 22 Nov 2026 is a Sunday. */
const table: readonly (readonly [string, MaintenanceWindow, string, string])[] = [
  ['daily, inside', recurring(daily()), '2026-11-22T02:00', 'open'],
  ['daily, first minute', recurring(daily()), '2026-11-22T01:00', 'open'],
  ['daily, last minute', recurring(daily()), '2026-11-22T04:59', 'open'],
  ['daily, the end is outside', recurring(daily()), '2026-11-22T05:00', '2026-11-23T01:00'],
  ['daily, before', recurring(daily()), '2026-11-22T00:59', '2026-11-22T01:00'],
  [
    'across midnight, yesterday still open',
    recurring(daily(), { startTime: '22:00' }),
    '2026-11-22T01:30',
    'open',
  ],
  [
    'across midnight, over',
    recurring(daily(), { startTime: '22:00' }),
    '2026-11-22T02:00',
    '2026-11-22T22:00',
  ],
  ['24 hours daily is always open', recurring(daily(), { durationHours: 24 }), '2026-11-22T00:59', 'open'],
  ['every third day, on', recurring(daily(3), { startDate: '2026-11-19' }), '2026-11-22T02:00', 'open'],
  [
    'every third day, off',
    recurring(daily(3), { startDate: '2026-11-20' }),
    '2026-11-22T02:00',
    '2026-11-23T01:00',
  ],
  [
    'every third day from a far start',
    recurring(daily(3), { startDate: '2020-01-01' }),
    '2026-11-22T06:00',
    '2026-11-25T01:00',
  ],
  [
    'start date still ahead',
    recurring(daily(), { startDate: '2027-01-01' }),
    '2026-11-22T02:00',
    '2027-01-01T01:00',
  ],
  [
    'start date a century ahead',
    recurring(weekly('Friday', 3), { startDate: '2123-01-01' }),
    '2026-11-22T02:00',
    '2123-01-01T01:00',
  ],
  ['weekly, today', recurring(weekly('Sunday')), '2026-11-22T02:00', 'open'],
  ['weekly, yesterday', recurring(weekly('Saturday')), '2026-11-22T02:00', '2026-11-28T01:00'],
  [
    'weekly, Saturday night lasts into Sunday',
    recurring(weekly('Saturday'), { startTime: '23:00', durationHours: 8 }),
    '2026-11-22T06:59',
    'open',
  ],
  [
    'every second week, on',
    recurring(weekly('Sunday', 2), { startDate: '2026-11-08' }),
    '2026-11-22T02:00',
    'open',
  ],
  [
    'every second week, off',
    recurring(weekly('Sunday', 2), { startDate: '2026-11-15' }),
    '2026-11-22T02:00',
    '2026-11-29T01:00',
  ],
  [
    'weeks count from the first such day after the start',
    recurring(weekly('Sunday', 2), { startDate: '2026-11-18' }),
    '2026-11-22T02:00',
    'open',
  ],
  [
    'east of UTC: Monday local is Sunday here',
    recurring(weekly('Monday'), { utcOffsetMinutes: 330, startTime: '00:00' }),
    '2026-11-22T18:30',
    'open',
  ],
  [
    'east of UTC: not yet',
    recurring(weekly('Monday'), { utcOffsetMinutes: 330, startTime: '00:00' }),
    '2026-11-22T18:29',
    '2026-11-22T18:30',
  ],
  [
    'west of UTC: Saturday local is Sunday here',
    recurring(weekly('Saturday'), { utcOffsetMinutes: -480, startTime: '20:00' }),
    '2026-11-22T04:30',
    'open',
  ],
  [
    'no daylight saving: the offset stays in summer',
    recurring(daily(), { utcOffsetMinutes: 60 }),
    '2026-07-01T00:00',
    'open',
  ],
  [
    'no daylight saving: and in winter',
    recurring(daily(), { utcOffsetMinutes: 60 }),
    '2026-12-01T00:00',
    'open',
  ],
  ['absolute monthly, on the day', recurring(monthly(22)), '2026-11-22T02:00', 'open'],
  ['absolute monthly, next month', recurring(monthly(1)), '2026-11-22T02:00', '2026-12-01T01:00'],
  ['the 31st skips months without one', recurring(monthly(31)), '2026-11-22T02:00', '2026-12-31T01:00'],
  ['the 31st after January is in March', recurring(monthly(31)), '2027-02-01T02:00', '2027-03-31T01:00'],
  ['the 29th of a leap February', recurring(monthly(29)), '2028-02-28T02:00', '2028-02-29T01:00'],
  ['the last night of the year', recurring(monthly(31), { startTime: '22:00' }), '2027-01-01T01:00', 'open'],
  [
    'every third month from the start date',
    recurring(monthly(1, 3), { startDate: '2026-10-01' }),
    '2026-11-22T02:00',
    '2027-01-01T01:00',
  ],
  [
    'every third month, start after the day',
    recurring(monthly(1, 3), { startDate: '2026-07-25' }),
    '2026-11-22T02:00',
    '2027-02-01T01:00',
  ],
  ['first Monday', recurring(relative('First', 'Monday')), '2026-11-22T02:00', '2026-12-07T01:00'],
  ['second Sunday is over', recurring(relative('Second', 'Sunday')), '2026-11-22T02:00', '2026-12-13T01:00'],
  ['fourth Sunday', recurring(relative('Fourth', 'Sunday')), '2026-11-22T02:00', 'open'],
  [
    'last Monday of November is the fifth',
    recurring(relative('Last', 'Monday')),
    '2026-11-22T02:00',
    '2026-11-30T01:00',
  ],
  [
    'last Sunday of a 28-day February',
    recurring(relative('Last', 'Sunday')),
    '2027-02-27T00:00',
    '2027-02-28T01:00',
  ],
  [
    'every second month, last Monday',
    recurring(relative('Last', 'Monday', 2), { startDate: '2026-10-01' }),
    '2026-11-22T02:00',
    '2026-12-28T01:00',
  ],
  [
    'not allowed today, both ends included',
    recurring(daily(), {}, [{ start: '2026-11-20', end: '2026-11-22' }]),
    '2026-11-22T02:00',
    '2026-11-23T01:00',
  ],
  [
    'not allowed until yesterday',
    recurring(daily(), {}, [{ start: '2026-11-01', end: '2026-11-21' }]),
    '2026-11-22T02:00',
    'open',
  ],
  [
    'not allowed from midnight: the night before is cut',
    recurring(daily(), { startTime: '22:00' }, [{ start: '2026-11-22', end: '2026-11-22' }]),
    '2026-11-22T01:00',
    '2026-11-23T00:00',
  ],
  [
    'not-allowed days are local',
    recurring(daily(), { utcOffsetMinutes: -480, startTime: '22:00' }, [
      { start: '2026-11-21', end: '2026-11-21' },
    ]),
    '2026-11-22T07:00',
    '2026-11-22T08:00',
  ],
  [
    'two freezes in a row',
    recurring(weekly('Sunday'), {}, [
      { start: '2026-11-22', end: '2026-11-22' },
      { start: '2026-11-27', end: '2026-12-31' },
    ]),
    '2026-11-22T02:00',
    '2027-01-03T01:00',
  ],
  [
    'frozen for good',
    recurring(daily(), {}, [{ start: '2026-01-01', end: '2099-12-31' }]),
    '2026-11-22T02:00',
    'never',
  ],
  ['hours of the week, inside', hours([{ day: 'Sunday', hours: [1, 2] }]), '2026-11-22T02:59', 'open'],
  [
    'hours of the week, over',
    hours([{ day: 'Sunday', hours: [1, 2] }]),
    '2026-11-22T03:00',
    '2026-11-29T01:00',
  ],
  [
    'hours of the week, several days',
    hours([
      { day: 'Sunday', hours: [1] },
      { day: 'Tuesday', hours: [23] },
    ]),
    '2026-11-22T03:00',
    '2026-11-24T23:00',
  ],
  [
    'hours of the week, a frozen span in the middle',
    hours(
      [{ day: 'Sunday', hours: [1, 2, 3] }],
      [{ start: '2026-11-22T01:30:00Z', end: '2026-11-22T03:30:00Z' }],
    ),
    '2026-11-22T02:00',
    '2026-11-22T03:30',
  ],
  ['hours of the week, none', hours([]), '2026-11-22T02:00', 'never'],
];

describe('maintenance windows', () => {
  test.each(table)('%s', (_, window, at, expected) => {
    const now = new Date(`${at}:00Z`);
    expect(isOpen(window, now)).toBe(expected === 'open');
    if (expected === 'open') return;
    expect(nextOpening(window, now)?.toISOString().slice(0, 16) ?? 'never').toBe(expected);
  });

  test('the table is long enough', () => {
    expect(table.length).toBeGreaterThanOrEqual(30);
  });

  test('where it says that it opens next it is open, and it was closed the minute before', () => {
    for (const [name, window, at, expected] of table) {
      if (expected === 'open' || expected === 'never') continue;
      const opening = nextOpening(window, new Date(`${at}:00Z`));
      expect(opening, name).toBeInstanceOf(Date);
      if (opening === undefined) continue;
      expect(isOpen(window, opening), name).toBe(true);
      expect(isOpen(window, new Date(opening.getTime() - 60_000)), name).toBe(false);
    }
  });

  test('an opening is what a minute-by-minute look finds', () => {
    for (const [name, window, at, expected] of table) {
      if (expected === 'open' || expected === 'never') continue;
      const from = Date.parse(`${at}:00Z`);
      const limit = Math.min(Date.parse(`${expected}:00Z`), from + 14 * 86_400_000);
      for (let time = from; time < limit; time += 30 * 60_000) {
        expect(isOpen(window, new Date(time)), `${name} ${new Date(time).toISOString()}`).toBe(false);
      }
    }
  });
});

describe('which window binds', () => {
  const named = (name: MaintenanceWindow['name']): MaintenanceWindow => ({ ...recurring(daily()), name });
  const all = [
    named('default'),
    named('aksManagedAutoUpgradeSchedule'),
    named('aksManagedNodeOSUpgradeSchedule'),
  ];

  test.each([
    ['control-plane', 'aksManagedAutoUpgradeSchedule'],
    ['pool-version', 'aksManagedAutoUpgradeSchedule'],
    ['node-image', 'aksManagedNodeOSUpgradeSchedule'],
  ] as const)('%s is bound by %s, else by default, else by none', (kind, name) => {
    expect(bindingWindow(all, kind)?.name).toBe(name);
    expect(
      bindingWindow(
        all.filter((window) => window.name !== name),
        kind,
      )?.name,
    ).toBe('default');
    expect(bindingWindow([named('other')], kind)).toBeUndefined();
  });
});
