import { describe, expect, it } from 'vitest';
import type { ImposedLimit } from '../../simulator/github-limits.ts';
import { startAsking, startAt } from './github-asking.ts';

const second = 1000;

function atWork() {
  let now = startAt;
  const asking = startAsking({ now: () => now });
  const pass = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { ...asking, pass };
}

describe('a rate limit that a test imposes', () => {
  const rows: readonly (readonly [string, ImposedLimit, number, Readonly<Record<string, string | null>>])[] =
    [
      [
        'secondary, seconds',
        { kind: 'secondary', seconds: 30, retryAfter: 'seconds' },
        30,
        { 'retry-after': '30' },
      ],
      ['secondary, no header: a minute', { kind: 'secondary', seconds: 20 }, 60, { 'retry-after': null }],
      [
        'secondary, HTTP date',
        { kind: 'secondary', seconds: 90, status: 429, retryAfter: 'http-date' },
        90,
        { 'retry-after': 'Mon, 05 Jan 2026 08:01:30 GMT' },
      ],
      [
        'primary, reset',
        { kind: 'primary', seconds: 600 },
        600,
        {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(startAt / 1000 + 600),
          'retry-after': null,
        },
      ],
    ];
  it.each(rows)('%s', async (_, limit, seconds, headers) => {
    const { ask, github, pass } = atWork();
    github.limits.impose(limit);
    const refused = await ask('GET /labels');
    expect(refused.status).toBe(limit.status ?? 403);
    expect(Object.fromEntries(Object.keys(headers).map((name) => [name, refused.headers.get(name)]))).toEqual(
      headers,
    );
    pass(seconds * second - 1);
    await ask('GET /labels');
    expect(github.limits.early).toHaveLength(1);
    pass(1 + 60 * second);
    expect((await ask('GET /labels')).status).toBe(200);
    expect(github.limits.early).toHaveLength(1);
  });

  it('is not early at the allowed instant', async () => {
    const { ask, github, pass } = atWork();
    github.limits.impose({ kind: 'secondary', seconds: 30, retryAfter: 'seconds' });
    await ask('GET /labels');
    pass(30 * second);
    expect((await ask('GET /labels')).status).toBe(200);
    expect(github.limits.early).toEqual([]);
  });

  it('holds again when it still lasts: a past date and a blank header do not end it', async () => {
    const { ask, github, pass } = atWork();
    github.limits.impose({ kind: 'secondary', seconds: 100, retryAfter: 'past' });
    expect((await ask('GET /labels')).status).toBe(403);
    pass(50 * second);
    expect((await ask('GET /labels')).status).toBe(403);
    pass(50 * second);
    expect((await ask('GET /labels')).status).toBe(200);
    expect(github.limits.early).toEqual([]);
  });

  it('can begin later and concern writes alone', async () => {
    const { ask, github } = atWork();
    github.limits.impose({ kind: 'secondary', seconds: 60, of: 'writes', after: 1 });
    const issue = { title: 'T' };
    const answers = [
      await ask('POST /issues', issue),
      await ask('GET /issues'),
      await ask('POST /issues', issue),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 403]);
    expect(github.state.issues.size).toBe(1);
  });

  it('is told by GET /rate_limit, which costs nothing', async () => {
    const { ask } = atWork();
    await ask('GET /labels');
    const { data } = await ask('GET //rate_limit');
    expect(data).toMatchObject({ rate: { limit: 1000, used: 1, remaining: 999 } });
  });
});

describe('politeness', () => {
  it('measures the time between writes, token by token', async () => {
    const { ask, github, pass } = atWork();
    await ask('POST /issues', { title: 'a' });
    pass(1000);
    await ask('PATCH /issues/1', { body: 'b' });
    await ask('GET /issues');
    await ask('POST /issues', { title: 'c' }, 'ghs_app');
    pass(999);
    await ask('PATCH /issues/1', { body: 'd' });
    const reports = github.politeness();
    expect(reports.get('ghs_actions')).toEqual({ writes: 3, minimumGapMs: 999, tooSoon: 1, parallel: 0 });
    expect(reports.get('ghs_app')).toEqual({ writes: 1, minimumGapMs: undefined, tooSoon: 0, parallel: 0 });
  });

  it('sees writes side by side, and not the query over POST', async () => {
    const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
    const { ask, github } = startAsking({ latencyMs: 20, pause });
    await Promise.all([
      ask('POST /issues', { title: 'a' }),
      ask('POST /issues', { title: 'b' }),
      ask('POST //graphql', { query: '{ viewer { login } }' }),
    ]);
    expect(github.politeness().get('ghs_actions')).toMatchObject({ writes: 2, parallel: 1, tooSoon: 1 });
  });
});
