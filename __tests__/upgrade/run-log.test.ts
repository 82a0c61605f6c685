/** The first and the last line of an upgrade, whole. */
import { expect, test } from 'vitest';
import type { GateProof } from '../../src/upgrade/gate/gate.ts';
import type { StepEnd } from '../../src/upgrade/outcome.ts';
import { countEnds, tellBeginning, tellEnding } from '../../src/upgrade/run-log.ts';
import { now } from '../builders/fleet.ts';
import { aPlan, kubernetes, otherPlane, plane, state } from './engine-desk.ts';

const digest = `sha256:${'1d80d47a909c'.repeat(5)}1d80`;
const own = [state(plane, 'due'), state(kubernetes, 'due')];
const other = state(otherPlane, 'due');
const elsewhere = { approved: otherPlane, standing: 'elsewhere', text: '' } as const;

test.each([
  ['one step', [state(plane, 'due')], '1 step in 1 cluster'],
  ['several of one cluster', own, '2 steps in 1 cluster'],
  ['several clusters', [...own, other], '3 steps in 2 clusters'],
  [
    'a part that this job does not see',
    [...own, elsewhere],
    '3 steps of which this job found 2 in 1 cluster',
  ],
  ['nothing that this job sees', [elsewhere], '1 step of which this job found none'],
])('the beginning of %s', (_what, states, told) => {
  const plan = {
    ...aPlan(
      states.map(({ approved }) => approved),
      now,
    ),
    digest,
  };
  expect(tellBeginning(plan, states, { kind: 'none' })).toBe(
    `Plan 1d80d47a909c: ${told}. Nobody had to approve it (\`gate: none\`).`,
  );
});

const people = (many: number) => Array.from({ length: many }, (_, index) => `p${index + 1}`);

test.each([
  [[], 'nobody by name'],
  [people(2), 'p1, p2'],
  [people(10), 'p1, p2, p3, p4, p5, p6, p7, p8, p9, p10'],
  [people(12), 'p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, 2 more'],
])('approved by %j', (approvedBy, told) => {
  const proof: GateProof = {
    kind: 'environment',
    environment: 'production',
    approvedBy,
    isSelfApproved: false,
    canAdminsBypass: false,
  };
  const plan = { ...aPlan([plane], now), digest };
  expect(tellBeginning(plan, [state(plane, 'due')], proof)).toBe(
    `Plan 1d80d47a909c: 1 step in 1 cluster, approved by ${told}.`,
  );
});

test('the ending counts what came of all, in words, the good first', () => {
  const ends: readonly StepEnd[] = [
    ...(['elsewhere', 'gone', 'unread', 'failed', 'not-started', 'held'] as const),
    ...(['running', 'would-start', 'already-done', 'done', 'done'] as const),
  ];
  expect(countEnds(ends.map((end) => ({ end })))).toBe(
    "2 done, 1 already done, 1 would start, 1 still running, 1 held, 1 not started, 1 failed, 1 could not be read, 1 no longer there, 1 not in this job's scope.",
  );
  expect(tellEnding({ result: 'failed', steps: [{ approved: plane, end: 'failed', text: '' }] })).toBe(
    'Result: failed. 1 failed.',
  );
});
