import { describe, expect, test } from 'vitest';
import type { Gate } from '../../src/inputs/inputs.ts';
import type { ApprovedPlan } from '../../src/plan/approved-plan.ts';
import { judgeApproved } from '../../src/plan/judge-approved.ts';
import { aContext, failureOf } from '../inputs/a-run.ts';
import { usualAim } from './table/row.ts';

const now = new Date('2026-11-22T06:00:00Z');
const hour = 3_600_000;

const approved: ApprovedPlan = {
  digest: `sha256:${'0'.repeat(64)}`,
  repositoryId: '4711',
  reportKey: 'prod',
  aim: usualAim,
  steps: [{ kind: 'control-plane', hashedId: '00112233445566ff', from: '1.35.5', to: '1.36.2' }],
  madeAt: now,
  runId: '99',
  runAttempt: '1',
  scopeKey: 'scope-0123456789',
};

interface Case {
  readonly plan?: Partial<ApprovedPlan>;
  readonly gate?: Gate['kind'];
  readonly runAttempt?: string;
  readonly age?: number;
}

function judge({ plan, gate = 'environment', runAttempt = '1', age = 0 }: Case): () => void {
  const context = aContext({ runAttempt });
  const madeAt = new Date(now.getTime() - age);
  return () => judgeApproved({ ...approved, madeAt, ...plan }, { context, gate, maximumPlanAge: 72, now });
}

describe('a plan may be acted on', () => {
  test.each<[string, Case]>([
    ['made just now', {}],
    ['in a later attempt, which was approved anew', { runAttempt: '3' }],
    [
      'made by another run, where the gate is no environment',
      { plan: { runId: '98' }, gate: 'issue-approval' },
    ],
    ['made by another run, without a gate', { plan: { runId: '98' }, gate: 'none' }],
    ['as old as it may be', { age: 72 * hour }],
    ['made by a clock that is five minutes ahead', { age: -5 * 60_000 }],
  ])('%s', (_, each) => {
    expect(judge(each)).not.toThrow();
  });
});

describe('a plan is refused', () => {
  test.each<[string, string, string, Case]>([
    ['without steps', 'AKSU-PLAN-EMPTY', 'it holds no step', { plan: { steps: [] } }],
    [
      'of another repository',
      'AKSU-PLAN-REPOSITORY',
      '4712; this one has 4711',
      { plan: { repositoryId: '4712' } },
    ],
    [
      'of another repository, whatever the gate',
      'AKSU-PLAN-REPOSITORY',
      '4712',
      { plan: { repositoryId: '4712' }, gate: 'none' },
    ],
    ['of another run', 'AKSU-PLAN-RUN', 'by the run 98; this is the run 99', { plan: { runId: '98' } }],
    [
      'a moment too old',
      'AKSU-PLAN-OLD',
      '73 hours ago; `maximum-plan-age` allows 72',
      { age: 72 * hour + 1 },
    ],
    ['a month old', 'AKSU-PLAN-OLD', '720 hours ago', { age: 720 * hour }],
    ['from the future', 'AKSU-PLAN-MALFORMED', 'still to come', { age: -5 * 60_000 - 1 }],
  ])('%s', (_, code, says, each) => {
    const failure = failureOf(judge(each));
    expect([failure.code, failure.message.startsWith('plan: ')]).toEqual([code, true]);
    expect(failure.message).toContain(says);
    expect(failure.next).toContain('Re-run all jobs');
  });

  test('at every age from 0 to 30 days above the limit, and at none below', () => {
    for (let hours = 0; hours <= 720; hours += 1) {
      if (hours <= 72) expect(judge({ age: hours * hour })).not.toThrow();
      else expect(failureOf(judge({ age: hours * hour })).code).toBe('AKSU-PLAN-OLD');
    }
  });
});
