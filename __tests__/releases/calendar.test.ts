import { readFileSync } from 'node:fs';
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
import { featureRetirements, osRetirements, retirementsAsOf } from '../../src/releases/retirements.ts';
import { anInventory } from '../builders/fleet.ts';

const day = (text: string) => new Date(`${text}T12:00:00Z`);
const minor = (number: number) => ({ major: 1, minor: number });

describe('the release calendar', () => {
  test('minors follow one another, and each lives: released, supported, then long-term', () => {
    for (const [index, dates] of calendar.minors.entries()) {
      expect(dates.minor).toBe((calendar.minors[0]?.minor ?? 0) + index);
      expect(dates.ga < dates.communityEnd.slice(0, 7)).toBe(true);
      expect(dates.communityEnd < dates.ltsEnd).toBe(true);
      expect(new Date(dates.communityEnd).toISOString().slice(0, 10)).toBe(dates.communityEnd);
      expect(new Date(dates.ltsEnd).toISOString().slice(0, 10)).toBe(dates.ltsEnd);
    }
  });

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

/** Facts beside the repository, when they are there. */
const samples = new URL('../../../shared/release-samples/', import.meta.url);

function readSample(name: string): unknown {
  try {
    return JSON.parse(readFileSync(new URL(name, samples), 'utf8'));
  } catch {
    console.log(`skipped: ${name} is not there`);
    return undefined;
  }
}

interface Lifecycle {
  readonly asOf: string;
  readonly versions: Readonly<Record<string, { aksGa: string; endOfLife: string; ltsEndOfLife: string }>>;
}

interface Retirements {
  readonly asOf: string;
  readonly retirements: readonly {
    match: {
      image?: string;
      networkPlugin?: string;
      networkPolicy?: string;
      loadBalancerSku?: string;
      poolType?: string;
      os?: string;
    };
    endOfSupport: string;
    imagesRemoved: string | null;
  }[];
}

/** The facts were collected once: data that has been read anew since then may say otherwise. */
describe('the tables against the collected facts', () => {
  const lifecycle = readSample('lifecycle.curated.json') as Lifecycle | undefined;
  const retirements = readSample('retirements.curated.json') as Retirements | undefined;

  test.skipIf(lifecycle === undefined || lifecycle.asOf < calendar.asOf)('every date of the calendar', () => {
    const ours = Object.fromEntries(
      calendar.minors.map(({ minor: number, ga, communityEnd, ltsEnd }) => [
        `1.${number}`,
        { aksGa: ga, endOfLife: communityEnd, ltsEndOfLife: ltsEnd },
      ]),
    );
    expect(ours).toEqual(lifecycle?.versions);
    expect(calendar.asOf).toBe(lifecycle?.asOf);
  });

  const isOlder = retirements === undefined || retirements.asOf < retirementsAsOf;
  test.skipIf(isOlder)('every operating system that is retired', () => {
    const facts = (retirements?.retirements ?? []).filter((each) => each.match.image !== undefined);
    expect(facts.length).toBe(osRetirements.length);
    for (const { match, endOfSupport, imagesRemoved } of facts) {
      const pattern = new RegExp(match.image ?? '', 'i');
      const ours = osRetirements.filter((each) => each.imagePrefixes.some((prefix) => pattern.test(prefix)));
      expect(ours.map(({ end, imagesRemoved: removed }) => [end, removed])).toEqual([
        [endOfSupport, imagesRemoved],
      ]);
    }
    expect(retirementsAsOf).toBe(retirements?.asOf);
  });

  test.skipIf(isOlder)('every feature whose use can be seen', () => {
    const settings = ['networkPlugin', 'networkPolicy', 'loadBalancerSku', 'poolType'] as const;
    const facts = (retirements?.retirements ?? [])
      .filter(({ match }) => settings.some((setting) => match[setting] !== undefined))
      .map(({ match: { poolType, ...match }, endOfSupport }) => ({
        match: poolType === undefined ? match : { ...match, poolKind: poolType },
        end: endOfSupport,
      }));
    expect(facts.length).toBe(featureRetirements.length);
    for (const { match, end } of featureRetirements) expect(facts).toContainEqual({ match, end });
  });
});
