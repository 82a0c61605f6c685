import { expect, test } from 'vitest';
import { countTests } from '../../scripts/test-results.ts';

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
