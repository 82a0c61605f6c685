import { expect, test } from 'vitest';
import { countTests, listFailures } from '../../scripts/test-results.ts';

function aFile(status: string, ...tests: readonly string[]) {
  return { status, assertionResults: tests.map((one) => ({ status: one })) };
}

test.each([
  [
    'what passed',
    [aFile('passed', 'passed', 'passed'), aFile('passed', 'passed')],
    { passed: 3, failed: 0, skipped: 0 },
  ],
  ['what failed', [aFile('failed', 'passed', 'failed', 'failed')], { passed: 1, failed: 2, skipped: 0 }],
  ['what was skipped', [aFile('passed', 'passed', 'skipped', 'todo')], { passed: 1, failed: 0, skipped: 2 }],
  ['a file that did not load', [aFile('failed')], { passed: 0, failed: 1, skipped: 0 }],
  ['a hook that broke', [aFile('failed', 'passed', 'skipped')], { passed: 1, failed: 1, skipped: 1 }],
])('counts %s', (_, testResults, counted) => {
  expect(countTests({ testResults })).toEqual(counted);
});

test('names each failed test with what it said, and a file that did not load', () => {
  const long = `expected 1 to be 2 ${'x'.repeat(5_000)}`;
  const results = {
    testResults: [
      {
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'counts' },
          { status: 'failed', fullName: 'adds up', failureMessages: [long] },
        ],
      },
      { status: 'failed', name: 'plan.test.ts', message: 'no such module', assertionResults: [] },
    ],
  };
  const [first, second, ...others] = listFailures(results);
  expect(first).toMatch(/^Failed: adds up\nexpected 1 to be 2 x{1000,1500}$/);
  expect(second).toBe('Failed: plan.test.ts\nno such module');
  expect(others).toEqual([]);
});
