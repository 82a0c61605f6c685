/** GitHub's limits and refusals, header by header: each row holds one rule. */
import { describe, expect, test } from 'vitest';
import {
  isRateLimit,
  nextAllowed,
  quotaReset,
  type Refusal,
  retryAfter,
} from '../../src/tracking/github/rate-limit.ts';
import { describeRefusal, isGone } from '../../src/tracking/github/refusal.ts';

const now = Date.parse('2026-11-22T06:00:00Z');
const inSeconds = (at: number | undefined) => (at === undefined ? undefined : (at - now) / 1000);
const epoch = (seconds: number) => String(now / 1000 + seconds);
const http = (seconds: number) => new Date(now + seconds * 1000).toUTCString();
const usedUp = { 'x-ratelimit-remaining': '0' };

function refused(status: number, headers: Refusal['headers'] = {}, message = 'No.'): Refusal {
  return { status, headers, message };
}

describe('which refusals are about pace', () => {
  test.each<[string, Refusal, boolean]>([
    ['429, whatever it says', refused(429), true],
    ['403 with retry-after', refused(403, { 'retry-after': '5' }), true],
    ['403 with nothing left', refused(403, usedUp), true],
    ['403 with something left', refused(403, { 'x-ratelimit-remaining': '10' }), false],
    ['403 that says so', refused(403, {}, 'You have exceeded a secondary rate limit.'), true],
    ['403 in the words of old', refused(403, {}, 'You triggered an abuse detection mechanism.'), true],
    ['403 for want of a right', refused(403, {}, 'Resource not accessible by integration'), false],
    ['404 with the headers of a limit', refused(404, { 'retry-after': '5', ...usedUp }), false],
    ['500 that speaks of a rate limit', refused(500, {}, 'rate limit'), false],
  ])('%s', (_, refusal, expected) => {
    expect(isRateLimit(refusal)).toBe(expected);
  });
});

describe('retry-after, in seconds from now', () => {
  test.each<[string, Refusal['headers'], number | undefined]>([
    ['absent', {}, undefined],
    ['seconds', { 'retry-after': '90' }, 90],
    ['seconds between blanks', { 'retry-after': ' 7 ' }, 7],
    ['a date', { 'retry-after': http(120) }, 120],
    ['a date, by their clock that is a minute behind', { 'retry-after': http(30), date: http(-60) }, 90],
    ['a date, by their clock that is ahead', { 'retry-after': http(120), date: http(60) }, 120],
    ['neither', { 'retry-after': 'soon' }, undefined],
    ['a number with a fraction', { 'retry-after': '1.5' }, undefined],
    ['a negative number', { 'retry-after': '-5' }, undefined],
    ['empty', { 'retry-after': '' }, undefined],
  ])('%s', (_, headers, expected) => {
    expect(inSeconds(retryAfter(headers, now))).toBe(expected);
  });
});

describe('the end of a used-up hour, in seconds from now', () => {
  const reset = { 'x-ratelimit-reset': epoch(600) };
  test.each<[string, Refusal['headers'], number | undefined]>([
    ['used up', { ...usedUp, ...reset }, 600],
    ['between blanks', { ...usedUp, 'x-ratelimit-reset': ` ${epoch(600)} ` }, 600],
    ['something is left', { 'x-ratelimit-remaining': '1', ...reset }, undefined],
    ['how much is left is not said', reset, undefined],
    ["GraphQL's own quota", { ...usedUp, ...reset, 'x-ratelimit-resource': 'graphql' }, undefined],
    ["REST's quota by name", { ...usedUp, ...reset, 'x-ratelimit-resource': 'core' }, 600],
    ['no time told', usedUp, undefined],
    ['an empty time', { ...usedUp, 'x-ratelimit-reset': ' ' }, undefined],
    ['a time of zero', { ...usedUp, 'x-ratelimit-reset': '0' }, undefined],
    ['no number', { ...usedUp, 'x-ratelimit-reset': 'soon' }, undefined],
    ['endless', { ...usedUp, 'x-ratelimit-reset': 'Infinity' }, undefined],
    ['by their clock', { ...usedUp, ...reset, date: http(-60) }, 660],
    ['their clock does not say', { ...usedUp, ...reset, date: 'today' }, 600],
  ])('%s', (_, headers, expected) => {
    expect(inSeconds(quotaReset(headers, now))).toBe(expected);
  });
});

describe('when the next request may be sent, in seconds from now', () => {
  test.each<[string, Refusal['headers'], number, number]>([
    ['nothing told: a minute', {}, 0, 60],
    ['nothing told, for the third time', {}, 2, 240],
    ['told', { 'retry-after': '90' }, 0, 90],
    ['told and over: never at once', { 'retry-after': '0' }, 0, 1],
    ['told and over, for the fourth time', { 'retry-after': '0' }, 3, 8],
    ['the later of two', { 'retry-after': '5', ...usedUp, 'x-ratelimit-reset': epoch(600) }, 0, 600],
    [
      'the later of two, the other way round',
      { 'retry-after': '900', ...usedUp, 'x-ratelimit-reset': epoch(600) },
      0,
      900,
    ],
    ['what is told outlasts the doubled second', { 'retry-after': '90' }, 5, 90],
  ])('%s', (_, headers, before, expected) => {
    expect(inSeconds(nextAllowed(refused(403, headers), now, before))).toBe(expected);
  });
});

describe('what to do about a refusal', () => {
  const permission = 'Give the job `permissions: issues: write`.';
  const again = 'The repository was renamed or moved during the run: run again.';
  test.each<[number, string, string]>([
    [
      401,
      'Bad credentials',
      `Pass a token that is still good in \`github-token\`; by default it is the job's own. ${permission}`,
    ],
    [403, 'Resource not accessible by integration', permission],
    [404, 'Not Found', `${permission} A token of your own must be able to see this repository.`],
    [301, 'Moved Permanently', again],
    [307, 'Temporary Redirect', again],
    [308, 'Permanent Redirect', again],
    [
      403,
      'Repository was archived so is read-only.',
      'Unarchive the repository, run the workflow in another one, or use `report-to: none`.',
    ],
  ])('%i %s', (status, message, next) => {
    expect(describeRefusal(refused(status, {}, message), 'write').next).toBe(next);
  });

  test.each([
    [302, 'Found', 'AKSU-GITHUB'],
    [422, 'issue is locked', 'AKSU-GITHUB'],
    [422, 'Issues has been disabled in this repository.', 'AKSU-GITHUB-ISSUES-OFF'],
  ])('%i %s is %s, with the advice of its code', (status, message, code) => {
    const failure = describeRefusal(refused(status, {}, message), 'write');
    expect(failure.code).toBe(code);
    expect(failure.next).not.toContain('moved during the run');
  });

  test('only what was deleted or went elsewhere is gone', () => {
    const statuses = [200, 299, 300, 301, 399, 400, 403, 404, 409, 410, 422, 500];
    expect(statuses.filter(isGone)).toEqual([300, 301, 399, 404, 410]);
  });
});
