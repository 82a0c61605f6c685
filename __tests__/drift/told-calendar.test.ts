/** A page of the network may change what is told of support, and nothing that is done or counted. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDrift } from '../../src/drift/find-drift.ts';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import type { Cluster } from '../../src/inventory/inventory.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { bundledCalendar, type Calendar } from '../../src/releases/calendar.ts';
import { aCluster, anInventory, offers, version } from '../builders/fleet.ts';
import { anAim } from '../builders/told.ts';

const minor = 34;
const own = bundledCalendar.minors.find((dates) => dates.minor === minor);
const end = own?.communityEnd ?? '';
const asOf = '2030-01-02';
const cluster = aCluster({ version: version(`1.${minor}.2`) });

/** The docs' calendar of a later day, with other dates. */
function aLive(
  differs: (dates: Calendar['minors'][number]) => Partial<Calendar['minors'][number]>,
): Calendar {
  const minors = bundledCalendar.minors.map((dates) => ({ ...dates, ...differs(dates) }));
  return { ...bundledCalendar, origin: 'live', asOf, minors };
}

function moveEnd(communityEnd: string): Calendar {
  return aLive((dates) => (dates.minor === minor ? { communityEnd } : {}));
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

function judge(of: Cluster, now: string, calendar?: Calendar) {
  const at = new Date(`${now}T12:00:00Z`);
  const drift = findDrift(anInventory([of]), anAim, at, undefined, calendar);
  const plan = makePlan(drift, anAim, { repositoryId: '1', reportKey: 'fleet', now: at, sha256 });
  return { drift, plan };
}

function findingsOf(now: string, calendar?: Calendar) {
  const { findings } = judge(cluster, now, calendar).drift;
  return findings.filter(({ code }) => code === 'AKS007' || code === 'AKS008');
}

describe('dates of the docs', () => {
  test('that are the same say nothing besides, whatever their day', () => {
    for (const days of [-100, -20, -5, 5]) {
      const now = shift(end, days);
      expect(
        findingsOf(
          now,
          aLive(() => ({})),
        ),
      ).toEqual(findingsOf(now));
    }
  });

  test('that end support later do not make it supported', () => {
    const now = shift(end, 3);
    const [finding] = findingsOf(now, moveEnd(shift(end, 90)));
    expect(finding).toMatchObject({ code: 'AKS007', severity: 'required', due: end });
    expect(finding?.text).toContain(`The calendar of the AKS docs as of ${asOf} says ${shift(end, 90)}.`);
  });

  test.each([
    ['is over', -3],
    ['is near', 30],
  ])('that end support earlier, so that it %s, are told as information', (_, days) => {
    const now = shift(end, -120);
    const live = moveEnd(shift(now, days));
    expect(findingsOf(now)).toEqual([]);
    const findings = findingsOf(now, live);
    expect(findings).toMatchObject([{ code: 'AKS008', severity: 'information' }]);
    expect(findings[0]).not.toHaveProperty('due');
    expect(findings[0]?.text).toContain(` says ${end} for when`);
    expect(findings[0]?.text).toContain(
      `The calendar of the AKS docs as of ${asOf} says ${shift(now, days)}.`,
    );
  });

  test('that are far away either way are no finding', () => {
    expect(findingsOf(shift(end, -200), moveEnd(shift(end, -100)))).toEqual([]);
  });

  test('of a minor that the action does not know are told as such', () => {
    const newest = bundledCalendar.minors.at(-1);
    if (newest === undefined) throw new Error('no minors');
    const next = { ...newest, minor: newest.minor + 1, communityEnd: '2040-01-31', ltsEnd: '2041-01-31' };
    const live = { ...aLive(() => ({})), minors: [...bundledCalendar.minors, next] };
    const { findings } = judge(aCluster({ version: version(`1.${next.minor}.0`) }), '2040-01-20', live).drift;
    const found = findings.filter(({ code }) => code === 'AKS008');
    expect(found).toMatchObject([{ severity: 'information' }]);
    expect(found[0]?.text).toMatch(/does not know when .* ends/);
  });

  test('turn no step, output or severity, whatever they say', () => {
    const days = fc.integer({ min: -2000, max: 2000 });
    const fleet = fc.record({
      minor: fc.integer({ min: 28, max: 38 }),
      isLts: fc.boolean(),
      now: fc.integer({ min: -400, max: 400 }),
      community: days,
      lts: days,
    });
    const check = (drawn: { minor: number; isLts: boolean; now: number; community: number; lts: number }) => {
      const drawnCluster = aCluster({
        version: version(`1.${drawn.minor}.2`),
        offers: offers(`1.${drawn.minor}.9`, `1.${drawn.minor + 1}.3`),
        supportPlan: drawn.isLts ? 'AKSLongTermSupport' : 'KubernetesOfficial',
      });
      const live = aLive(({ communityEnd, ltsEnd }) => ({
        communityEnd: shift(communityEnd, drawn.community),
        ltsEnd: shift(ltsEnd, drawn.lts),
      }));
      const now = shift(end, drawn.now);
      const [by, besides] = [judge(drawnCluster, now), judge(drawnCluster, now, live)];
      expect(besides.plan).toEqual(by.plan);
      expect(besides.drift.clusters).toEqual(by.drift.clusters);
      const dueOf = ({ drift }: typeof by) =>
        drift.findings
          .filter(({ code, severity }) => code !== 'AKS008' || severity !== 'information')
          .map(({ code, severity, due }) => ({ code, severity, due }));
      expect(dueOf(besides)).toEqual(dueOf(by));
    };
    fc.assert(fc.property(fleet, check), { numRuns: 300 });
  });
});
