/** What is kept of each step, to the last property: what is not known is not there. */
import { describe, expect, test } from 'vitest';
import { isRunning, StepBook } from '../../src/upgrade/lane/step-book.ts';
import { cluster, held, kubernetes, picture, plane, pool, state } from './engine-desk.ts';

const bare = { approved: plane, standing: 'due', text: '' } as const;
const until = new Date('2026-11-23T01:00:00Z');

test('a new book has steps that wait, and nothing more', () => {
  const steps = new StepBook([bare, state(kubernetes, 'due')]).progress();
  expect(steps).toStrictEqual([
    { approved: plane, state: 'waiting', text: '' },
    { approved: kubernetes, pool, state: 'waiting', text: '' },
  ]);
});

describe('a concluded book', () => {
  const rows = [
    ['due and nowhere', bare, { end: 'not-started', text: 'Too late.' }],
    ['held', held(plane, 'stopped'), { cluster, end: 'held', text: 'Held for stopped.', heldBy: 'stopped' }],
    [
      'held for a while',
      held(plane, 'stopped', { until }),
      { cluster, end: 'held', text: 'Held for stopped.', heldBy: 'stopped', until },
    ],
    ['held for no reason', state(plane, 'held'), { cluster, end: 'held', text: 'It is held.' }],
  ] as const;
  test.each(rows)('tells what is %s', (_what, found, expected) => {
    const book = new StepBook([found]);
    expect(book.conclude('Too late.')).toStrictEqual([{ approved: plane, ...expected }]);
    const told = { approved: plane, state: expected.end, text: expected.text };
    const end = 'until' in expected ? { until } : {};
    expect(book.progress()).toStrictEqual([{ ...told, ...end }]);
  });
});

test.each([
  ['node-image', 'UpgradingNodeImageVersion', true],
  ['node-image', 'upgradingnodeimageversion', true],
  ['node-image', 'NotUpgradingNodeImageVersion', false],
  ['node-image', 'UpgradingNodeImageVersionLater', false],
  ['node-image', 'Upgrading', false],
  ['pool-version', 'UpgradingNodeImageVersion', false],
])('what is due is at work by its pool: %s in state %s, %s', (kind, provisioningState, expected) => {
  const approved = kind === 'node-image' ? picture : kubernetes;
  const found = state(approved, 'due', { pool: { ...pool, provisioningState } });
  expect(isRunning({ approved, state: found })).toBe(expected);
  expect(isRunning({ approved, state: { ...found, standing: 'held' } })).toBe(false);
});
