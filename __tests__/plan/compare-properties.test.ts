import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Agreement } from '../../src/plan/agreement.ts';
import type { ApprovedPlan } from '../../src/plan/approved-plan.ts';
import { comparePlans } from '../../src/plan/compare-plans.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { afterSteps, approve, calm, type Fleet, type Phase, planOf } from './carried-out.ts';
import { drawFleet } from './random-fleet.ts';
import { facts } from './table/row.ts';

const seed = Number(process.env['FLEET_SEED'] ?? 20_261_122);
const fleets = Number(process.env['FLEETS'] ?? 400);
const seen = new Map<string, number>();

interface Looked {
  readonly approved: ApprovedPlan;
  readonly plan: Plan;
  /** Steps carried out, the last of them in the phase. */
  readonly count: number;
  readonly agreement: Agreement;
}

const same = { ...facts, isSameScope: true };

function check(property: (fleet: Fleet) => void): void {
  void fc.assert(
    fc.property(fc.nat({ max: 0x7fffffff }), (number) => property(calm(drawFleet(number)))),
    { seed, numRuns: fleets, endOnFailure: true },
  );
}

describe(`a plan carried out in part, over ${fleets} random fleets, seed ${seed}`, () => {
  const through = (phase: Phase, look: (look: Looked) => void): void => {
    check((fleet) => {
      const { plan } = planOf(fleet);
      if (plan.steps.length === 0) return;
      const approved = approve(plan, fleet.now);
      for (let count = phase === 'over' ? 0 : 1; count <= plan.steps.length; count += 1) {
        const fresh = planOf(afterSteps(fleet, plan.steps, count, phase), {}, approved);
        look({ approved, plan, count, agreement: comparePlans(approved, fresh, same) });
        seen.set(phase, (seen.get(phase) ?? 0) + 1);
      }
    });
  };

  test('what was carried out is done, and the rest is due: no change', () => {
    through('over', ({ plan, count, agreement: { states, changes } }) => {
      expect(changes.map(({ text }) => text)).toEqual([]);
      const expected = plan.steps.map((_, index) => (index < count ? 'done' : 'due'));
      expect(states.map(({ standing }) => standing)).toEqual(expected);
    });
  });

  test('while a step runs nothing is a change, nothing of it is done, and nothing is lost', () => {
    through('running', ({ plan, count, agreement: { states, changes } }) => {
      expect(changes.map(({ text }) => text)).toEqual([]);
      for (const [index, { standing, step }] of states.entries()) {
        const isDue = standing === 'due';
        const isBusy = step?.waits.some(({ reason }) => reason === 'busy') === true;
        if (index === count - 1) expect(standing === 'running' || (isDue && isBusy)).toBe(true);
        else if (index >= count) expect(isDue || standing === 'running').toBe(true);
        else expect(isDue).toBe(false);
        const isHere = plan.steps[index]?.cluster === plan.steps[count - 1]?.cluster;
        if (!isHere) expect(standing).toBe(index < count ? 'done' : 'due');
      }
    });
  });

  test('a step that failed is held, and changes nothing elsewhere', () => {
    through('failed', ({ plan, count, agreement: { states, changes } }) => {
      const failed = plan.steps[count - 1]?.cluster;
      expect(states[count - 1]?.standing).toBe('held');
      for (const change of changes) expect(change.cluster?.id).toBe(failed?.id);
      for (const [index, { standing }] of states.entries()) {
        if (plan.steps[index]?.cluster !== failed) expect(standing).toBe(index < count ? 'done' : 'due');
      }
    });
  });

  afterAll(() => {
    console.log([...seen].map(([what, times]) => `${what}×${times}`).join(', '));
  });
});
