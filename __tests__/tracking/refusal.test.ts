import { expect, test } from 'vitest';
import { describeRefusal } from '../../src/tracking/github/refusal.ts';

test.each([
  [401, 'Bad credentials', 'AKSU-GITHUB-PERMISSION'],
  [403, 'Resource not accessible by integration', 'AKSU-GITHUB-PERMISSION'],
  [403, 'Resource protected by organization SAML enforcement', 'AKSU-GITHUB-PERMISSION'],
  [403, 'Repository was archived so is read-only.', 'AKSU-GITHUB-ISSUES-OFF'],
  [403, 'Unable to create comment because issue is locked.', 'AKSU-GITHUB-LOCKED'],
  [403, 'Access blocked by policy', 'AKSU-GITHUB-PERMISSION'],
  [404, 'Not Found', 'AKSU-GITHUB-PERMISSION'],
  [410, 'Issues are disabled for this repo', 'AKSU-GITHUB-ISSUES-OFF'],
  [410, 'Gone', 'AKSU-GITHUB-ISSUES-OFF'],
  [301, 'Moved Permanently', 'AKSU-GITHUB'],
  [409, 'Conflict', 'AKSU-GITHUB'],
  [422, 'Validation Failed', 'AKSU-GITHUB'],
])('%i %s is %s', (status, message, code) => {
  const failure = describeRefusal({ status, message, headers: {} }, 'create an issue');
  expect(failure.code).toBe(code);
  expect(failure.message).toBe(`GitHub refused to create an issue: ${status} ${message}`);
});
