/** An approval is bound to what was approved: whatever makes it another thing is refused, and nothing else is. */
import { afterAll, describe, expect, test } from 'vitest';
import { comparePlans, refuseChanges } from '../../src/plan/compare-plans.ts';
import { failureOf } from '../inputs/a-run.ts';
import { approve, calm, type Fleet, planOf } from './carried-out.ts';
import { changesThatDoNot, changesThatMatter } from './live-changes.ts';
import { drawFleet } from './random-fleet.ts';
import { facts } from './table/row.ts';

const same = { ...facts, isSameScope: true };
const counted = new Map<string, number>();

/** The same fleets every time: a failure is told by its number. */
function fleetsFrom(seed: number): Fleet[] {
  return Array.from({ length: 200 }, (_, index) => calm(drawFleet(seed + index * 7919)));
}

function count(what: string): void {
  counted.set(what, (counted.get(what) ?? 0) + 1);
}

function sum(names: readonly string[]): number {
  return names.reduce((total, name) => total + (counted.get(name) ?? 0), 0);
}

describe('a single change of live state', () => {
  test.each(Object.entries(changesThatMatter))('%s: refused', (name, change) => {
    for (const fleet of fleetsFrom(11)) {
      const { plan } = planOf(fleet);
      const approved = approve(plan, fleet.now);
      for (const step of plan.steps) {
        const live = change(fleet, step, plan);
        if (live === undefined) continue;
        const fresh = planOf(live);
        // Lists that hold nonsense may give the same plan all the same.
        if (fresh.plan.digest === plan.digest) continue;
        const agreement = comparePlans(approved, fresh, same);
        const told = `${JSON.stringify(approved.steps)} ${JSON.stringify(fresh.plan.canonical)}`;
        expect(agreement.changes.length, told).toBeGreaterThan(0);
        expect(
          agreement.changes.some(({ isLaterImage }) => !isLaterImage),
          told,
        ).toBe(true);
        expect(failureOf(() => refuseChanges(agreement, { redact: false })).code).toBe('AKSU-PLAN-CHANGED');
        count(name);
      }
    }
    expect(counted.get(name)).toBeGreaterThan(10);
  });

  test('1,000 of them and more', () => {
    expect(sum(Object.keys(changesThatMatter))).toBeGreaterThan(1000);
  });

  test.each(Object.entries(changesThatDoNot))('%s: not refused', (name, change) => {
    for (const fleet of fleetsFrom(29)) {
      const { plan } = planOf(fleet);
      const [step] = plan.steps;
      const live = step === undefined ? undefined : change(fleet, step, plan);
      if (live === undefined) continue;
      const { states, changes } = comparePlans(approve(plan, fleet.now), planOf(live), same);
      expect(changes.map(({ text }) => text)).toEqual([]);
      expect(states.every(({ standing }) => standing === 'due')).toBe(true);
      count(name);
    }
    expect(counted.get(name)).toBeGreaterThan(10);
  });

  test('200 of them and more', () => {
    expect(sum(Object.keys(changesThatDoNot))).toBeGreaterThan(200);
  });

  afterAll(() => {
    console.log([...counted].map(([what, times]) => `${what}×${times}`).join(', '));
  });
});
