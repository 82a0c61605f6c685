/** Corners of an approved plan that a small slip in the code could round off unnoticed. */
import { expect, test } from 'vitest';
import { parseApprovedPlan } from '../../src/plan/approved-plan.ts';
import { parsePlanEnvelope } from '../../src/plan/plan-envelope.ts';
import { failureOf } from '../inputs/a-run.ts';
import { sha256 } from './table/row.ts';

const unset = { maxSurge: null, drainTimeout: null, nodeSoakDuration: null, undrainableNodeBehavior: null };
const good = {
  schema: 1,
  repositoryId: '4711',
  reportKey: 'fleet',
  aim: { upgradeType: 'full', channel: 'stable', kubernetesVersion: null, minimumReleaseAge: 0 },
  surge: unset,
  steps: [['node-image', '00000000000000ff', 'AKSUbuntu-202611.09.0', 'AKSUbuntu-202611.16.0']],
};

/** An envelope whose digest fits, around whatever stands for a plan. */
function read(plan: unknown, repositoryId = '4711') {
  const text = JSON.stringify(plan);
  return parseApprovedPlan({
    schema: 1,
    plan: text,
    digest: `sha256:${sha256(text)}`,
    madeAt: '2026-11-22T06:00:00.000Z',
    runId: '99',
    runAttempt: '2',
    repositoryId,
    scopeKey: 'scope-0123456789',
  });
}

test('what the check left empty is absent, and not there without a value', () => {
  const { aim } = read(good);
  expect(Object.keys(aim)).toEqual(['upgradeType', 'channel', 'minimumReleaseAge', 'surge']);
  expect(Object.keys(aim.surge)).toEqual([]);
});

test.each(['Cordon', 'Schedule'])('nodes that do not drain: %s', (undrainableNodeBehavior) => {
  const { surge } = read({ ...good, surge: { ...unset, undrainableNodeBehavior } }).aim;
  expect(surge).toEqual({ undrainableNodeBehavior });
});

test.each<[string, unknown, string]>([
  ['a text', '{}', 'its plan is no object'],
  ['nothing', null, 'its plan is no object'],
  ['an aim that is none', { ...good, aim: 'full' }, 'its `aim` is no object'],
  ['no step, but its name', { ...good, steps: ['node-image'] }, 'its step 1 is none that a check makes'],
])('%s is no plan', (_, plan, why) => {
  expect(failureOf(() => read(plan)).message).toBe(`plan: this is no plan of a check: ${why}.`);
});

// The envelope names the same, so that only the form of the id can be what is wrong.
test.each(['x4711', '4711x', '', '1'.repeat(21)])('a repository "%s" is none', (repositoryId) => {
  expect(failureOf(() => read({ ...good, repositoryId }, repositoryId)).message).toBe(
    'plan: this is no plan of a check: its `repositoryId` is missing or no such thing.',
  );
});

test('an empty text says so', () => {
  const failure = failureOf(() => parsePlanEnvelope(' \n', sha256));
  expect(failure).toMatchObject({
    code: 'AKSU-PLAN-EMPTY',
    message: 'plan: it is empty; nothing was done.',
  });
});
