import { describe, expect, test } from 'vitest';
import { findDrift } from '../../src/drift/find-drift.ts';
import type { Aim } from '../../src/inputs/inputs.ts';
import {
  bundledCalendar as calendar,
  defaultFrom,
  describePlatformSupport,
  isCalendarOld,
  newestReleasedMinor,
  supportOf,
} from '../../src/releases/calendar.ts';
import { anInventory } from '../builders/fleet.ts';

const day = (text: string) => new Date(`${text}T12:00:00Z`);
const minor = (number: number) => ({ major: 1, minor: number });

describe('the release calendar', () => {
  test.each([
    [
      'the last day is supported',
      34,
      'KubernetesOfficial',
      '2026-11-30',
      { hasEnded: false, end: '2026-11-30', daysLeft: 0 },
    ],
    [
      'the day after is not',
      34,
      'KubernetesOfficial',
      '2026-12-01',
      { hasEnded: true, end: '2026-11-30', daysLeft: -1 },
    ],
    [
      'LTS goes on',
      34,
      'AKSLongTermSupport',
      '2026-12-01',
      { hasEnded: false, end: '2027-11-30', daysLeft: 364 },
    ],
    ['older than the calendar: over', 28, 'AKSLongTermSupport', '2026-01-01', { hasEnded: true }],
    ['newer than the calendar: unknown', 38, 'KubernetesOfficial', '2026-01-01', { hasEnded: undefined }],
  ] as const)('support: %s', (_, number, plan, now, expected) => {
    expect(supportOf(calendar, minor(number), plan, day(now))).toEqual(expected);
  });

  test.each([
    ['2026-10-31', 36],
    ['2026-11-01', 37],
    ['2026-06-30', 35],
    ['2031-01-01', 37],
    ['2020-01-01', 0],
  ])('on %s the newest released minor is 1.%i: a month counts once it is over', (now, expected) => {
    expect(newestReleasedMinor(calendar, day(now))).toEqual(minor(expected));
  });

  test('the calendar is old after 90 days', () => {
    expect(isCalendarOld(calendar, day('2026-08-05'))).toBe(false);
    expect(isCalendarOld(calendar, day('2026-11-03'))).toBe(false);
    expect(isCalendarOld(calendar, day('2026-11-04'))).toBe(true);
    const aim: Aim = { upgradeType: 'full', channel: 'stable', minimumReleaseAge: 0, surge: {} };
    const judge = (now: string) => findDrift(anInventory([]), aim, day(now)).calendarIsOld;
    expect([judge('2026-11-03'), judge('2026-11-04')]).toEqual([false, true]);
  });

  test('a minor becomes the default when the next one is out', () => {
    expect(defaultFrom(calendar, minor(36))).toBe('2026-10');
    expect(defaultFrom(calendar, minor(37))).toBeUndefined();
  });

  test('platform support ends with the fourth minor after', () => {
    expect(describePlatformSupport(calendar, minor(33), day('2026-11-22'))).toContain('ended when 1.37');
    expect(describePlatformSupport(calendar, minor(33), day('2026-10-31'))).toContain('until 1.37');
    expect(describePlatformSupport(calendar, minor(34), day('2030-01-01'))).toContain('until 1.38');
    expect(describePlatformSupport(calendar, minor(20), day('2026-11-22'))).toContain('ended when 1.24');
  });
});
