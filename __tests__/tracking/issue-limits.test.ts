import { describe, expect, test } from 'vitest';
import { fetchFrom } from '../../simulator/github-fetch.ts';
import { seededChoice } from '../../simulator/github-interleaving.ts';
import type { ImposedLimit } from '../../simulator/github-limits.ts';
import { createGitHub } from '../../simulator/github-rest.ts';
import { Failure } from '../../src/failure.ts';
import { isRateLimit, nextAllowed, quotaReset, retryAfter } from '../../src/tracking/github/rate-limit.ts';
import { aReport, bot, keepLog, openOnes, track } from './a-telling.ts';
import { createVirtualTime } from './virtual-time.ts';

const now = Date.parse('2026-11-22T06:00:00Z');
const pick = <Value>(choose: (below: number) => number, values: readonly Value[]): Value =>
  values[choose(values.length)] as Value;

function someLimit(choose: (below: number) => number): ImposedLimit {
  return {
    kind: pick(choose, ['primary', 'secondary'] as const),
    seconds: pick(choose, [1, 5, 30, 59, 61, 120, 240, 500, 900, 3600]),
    status: pick(choose, [403, 429] as const),
    retryAfter: pick(choose, ['seconds', 'http-date', 'none', 'past'] as const),
    of: pick(choose, ['all', 'reads', 'writes'] as const),
    after: choose(12),
  };
}

test('500 random schedules of refusals: nothing is sent before it is allowed, and writes keep their distance', async () => {
  const seeds = Array.from({ length: 500 }, (_, index) => 9_000 + index);
  let refusals = 0;
  let gaveUp = 0;
  let longest = 0;
  for (const seed of seeds) {
    const choose = seededChoice(seed);
    const time = createVirtualTime(now + choose(1000));
    const github = createGitHub({ now: time.now, pause: time.pause, latencyMs: choose(300) });
    const { title, body } = aReport('Older');
    if (choose(2) === 0) github.people.open({ title, body, author: bot, labels: ['aks-upgrade'] });
    if (choose(2) === 0) github.people.open({ title, body, author: bot, labels: ['aks-upgrade'] });
    for (let count = 0; count <= choose(3); count++) github.limits.impose(someLimit(choose));
    const report = aReport('New', choose(3) === 0 ? 'clear' : 'due');
    const startedAt = time.now();
    const end = await track({ github, time }, report, { assignees: ['platform-engineer'] }).catch(
      (error) => error,
    );
    const took = time.now() - startedAt;
    longest = Math.max(longest, took);
    if (end instanceof Error) {
      gaveUp++;
      expect(end, `seed ${seed}`).toBeInstanceOf(Failure);
      expect((end as Failure).code, `seed ${seed}`).toBe('AKSU-GITHUB-RATE-LIMIT');
      expect((end as Failure).message).toMatch(/at 2026-11-22T\d\d:\d\d:\d\d\.\d{3}Z/);
    } else expect(openOnes(github).length, `seed ${seed}`).toBeLessThanOrEqual(1);
    refusals += github.limits.refused;
    expect(github.limits.early, `seed ${seed}`).toEqual([]);
    expect(took, `seed ${seed}`).toBeLessThan(15 * 60_000);
    for (const { tooSoon, parallel } of github.politeness().values()) {
      expect([tooSoon, parallel], `seed ${seed}`).toEqual([0, 0]);
    }
  }
  console.info(
    `${seeds.length} schedules from seed ${seeds[0]}: ${refusals} refusals, 0 requests early, 0 writes within a ` +
      `second, 0 in parallel; ${gaveUp} gave up by name, longest run ${Math.round(longest / 1000)} s`,
  );
});

test('the last request of the hour is not followed by one that must fail', async () => {
  const time = createVirtualTime(now);
  const github = createGitHub({ now: time.now });
  const log = keepLog();
  const service: typeof github.service = async (request) => {
    const response = await github.service(request);
    const isFirstList = request.path.endsWith('/issues') && request.query.get('labels') !== null;
    if (!isFirstList || time.now() > now + 60_000) return response;
    const reset = String(Math.ceil(now / 1000) + 300);
    return {
      ...response,
      headers: { ...response.headers, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
    };
  };
  await track({ github, time, log, fetch: fetchFrom(service) }, aReport('x'));
  const times = github.exchanges.map(({ at }) => at - now);
  expect(times.slice(0, 2)).toEqual([0, 0]);
  expect(times[2]).toBeGreaterThanOrEqual(300_000);
  expect(log.lines.some(({ text }) => text === "Waiting 300 s for GitHub's rate limit.")).toBe(true);
});

test('what waits for the next hour before it is written is read again after', async () => {
  const time = createVirtualTime(now);
  const github = createGitHub({ now: time.now });
  const { title, body } = aReport('Older');
  github.people.open({ title, body, author: bot, labels: ['aks-upgrade'] });
  let isLast = true;
  const service: typeof github.service = async (request) => {
    const response = await github.service(request);
    if (!isLast || !request.path.endsWith('/issues/1')) return response;
    isLast = false;
    github.people.editBody(1, (text) => `${text}\nWritten while the run waited.`);
    const reset = String(now / 1000 + 300);
    const headers = { ...response.headers, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    return { ...response, headers };
  };
  await track({ github, time, fetch: fetchFrom(service) }, { ...aReport('New'), title });
  const written = github.exchanges.find(({ request }) => request.method === 'PATCH');
  expect(written?.at).toBeGreaterThanOrEqual(now + 300_000);
  expect(github.state.issues.get(1)?.body).toContain('Written while the run waited.');
});

describe('when the next request may be sent', () => {
  const refusal = (headers: Readonly<Record<string, string>>, status = 403, message = 'rate limit') => ({
    status,
    headers,
    message,
  });
  const reset = String(now / 1000 + 90);
  const date = new Date(now + 40_000).toUTCString();
  test.each([
    ['seconds', { 'retry-after': '30' }, 30],
    ['an HTTP date', { 'retry-after': date }, 40],
    ['an HTTP date in the past', { 'retry-after': new Date(now - 60_000).toUTCString() }, 1],
    ['zero seconds', { 'retry-after': '0' }, 1],
    ['a blank header', { 'retry-after': '' }, 60],
    ['words', { 'retry-after': 'soon' }, 60],
    ['a negative number', { 'retry-after': '-5' }, 60],
    ['nothing', {}, 60],
    ['the reset', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }, 90],
    ['a reset while something is left', { 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': reset }, 60],
    ['a reset that is none', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'x' }, 60],
    [
      'both: the later one',
      { 'retry-after': '30', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
      90,
    ],
    [
      'a reset by a clock that is ten minutes behind ours',
      {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(now / 1000 - 510),
        date: new Date(now - 600_000).toUTCString(),
      },
      90,
    ],
  ] as const)('%s', (_, headers, seconds) => {
    expect((nextAllowed(refusal(headers), now, 0) - now) / 1000).toBe(seconds);
  });

  test('blind refusals in a row wait twice as long each time', () => {
    expect([0, 1, 2, 3].map((count) => (nextAllowed(refusal({}), now, count) - now) / 1000)).toEqual([
      60, 120, 240, 480,
    ]);
  });

  test.each([
    [429, {}, 'Too Many Requests', true],
    [403, { 'retry-after': '5' }, 'Forbidden', true],
    [403, { 'x-ratelimit-remaining': '0' }, 'Forbidden', true],
    [403, {}, 'You have exceeded a secondary rate limit.', true],
    [403, {}, 'You have triggered an abuse detection mechanism.', true],
    [403, { 'x-ratelimit-remaining': '10' }, 'Resource not accessible by integration', false],
    [401, {}, 'Bad credentials', false],
    [503, { 'retry-after': '5' }, 'Unavailable', false],
  ] as const)('%i with %o and "%s" is about pace: %s', (status, headers, message, expected) => {
    expect(isRateLimit({ status, headers, message })).toBe(expected);
  });

  test("GraphQL's quota is not REST's", () => {
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': reset,
      'x-ratelimit-resource': 'graphql',
    };
    expect(quotaReset(headers, now)).toBeUndefined();
    expect(retryAfter({}, now)).toBeUndefined();
  });
});
