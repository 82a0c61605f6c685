import { describe, expect, test } from 'vitest';
import { fetchFrom } from '../../simulator/github-fetch.ts';
import { seededChoice } from '../../simulator/github-interleaving.ts';
import type { ImposedLimit } from '../../simulator/github-limits.ts';
import type { GitHubOptions, GitHubSimulator } from '../../simulator/github-rest.ts';
import { Failure } from '../../src/failure.ts';
import { aRepository, comment, commentsOf, liveOnes, pull, pullContext } from './a-comment.ts';
import { aContext, aReport, bot, writesOf } from './a-telling.ts';

const page = aReport('Three pins are behind');
const older = aReport('Something older');

interface Row {
  readonly name: string;
  readonly options?: Partial<GitHubOptions>;
  readonly prepare?: (github: GitHubSimulator) => void;
  readonly token?: string;
  readonly code: string;
  readonly next: string;
  /** Writes that were tried. */
  readonly tries: number;
}

const line = 'Give the job `permissions: pull-requests: write`.';
const locked = (github: GitHubSimulator) => github.people.lock(pull, 'platform-engineer');
const rows: readonly Row[] = [
  {
    name: 'a token that may only read',
    token: 'ghs_actions_read',
    code: '-PERMISSION',
    next: line,
    tries: 1,
  },
  { name: 'no permission', token: 'ghs_actions_none', code: '-PERMISSION', next: line, tries: 1 },
  {
    name: 'no permission, private',
    token: 'ghs_actions_none',
    options: { private: true },
    code: '-PERMISSION',
    next: line,
    tries: 0,
  },
  {
    name: 'private repository, hidden',
    token: 'ghp_outsider',
    options: { private: true },
    code: '-PERMISSION',
    next: `${line} A token of your own must be able to see this repository.`,
    tries: 0,
  },
  {
    name: 'archived',
    options: { archived: true },
    code: '-ISSUES-OFF',
    next: 'Unarchive the repository',
    tries: 1,
  },
  {
    name: 'locked',
    prepare: locked,
    code: '-LOCKED',
    next: 'Unlock the conversation of the pull request, or take `pr-comment` out of `report-to`.',
    tries: 1,
  },
  { name: 'bad token', token: 'ghs_unknown', code: '-PERMISSION', next: line, tries: 0 },
  { name: 'empty token', token: '', code: '-PERMISSION', next: '`github-token`', tries: 0 },
  {
    name: 'deleted',
    prepare: (github) => github.people.delete(pull),
    code: '',
    next: 'The pull request is gone',
    tries: 0,
  },
  {
    name: 'gone to another repository',
    prepare: (github) => github.people.transfer(pull),
    code: '',
    next: 'renamed or moved',
    tries: 0,
  },
];

describe('a refusal has a name and the line to add', () => {
  test.each(rows)('$name', async ({ options, prepare, token = 'ghs_actions', code, next, tries }) => {
    const { github, time } = aRepository(options);
    prepare?.(github);
    const end = await comment({ github, time }, page, { githubToken: token }).catch((error) => error);
    expect(end).toBeInstanceOf(Failure);
    expect((end as Failure).code).toBe(`AKSU-GITHUB${code}`);
    expect((end as Failure).next).toContain(next);
    if (token !== '') expect((end as Failure).message).not.toContain(token);
    expect((end as Failure).message).not.toContain('issue #');
    expect(writesOf(github)).toHaveLength(tries);
    expect(commentsOf(github)).toEqual([]);
  });

  test('a pull request that nobody knows', async () => {
    const { github, time } = aRepository();
    const context = { ...pullContext, pullRequest: { number: 404, baseSha: '', headSha: '' } };
    const end = await comment({ github, time }, page, {}, context).catch((error) => error);
    expect((end as Failure).code).toBe('AKSU-GITHUB-PERMISSION');
    expect((end as Failure).message).toBe(
      'GitHub refused to read the comments of pull request #404 of contoso/platform: 404 Not Found',
    );
    expect(writesOf(github)).toEqual([]);
  });

  test('a run without a pull request asks nobody', async () => {
    const { github, time } = aRepository();
    const end = await comment({ github, time }, page, {}, aContext).catch((error) => error);
    expect((end as Failure).code).toBe('AKSU-INPUT');
    expect((end as Failure).next).toContain('`report-to: auto`');
    expect(github.exchanges).toEqual([]);
  });

  test('more pages than GitHub has comments are not believed', async () => {
    const { github, time } = aRepository();
    const thread = github.state.issues.get(pull);
    if (thread === undefined) throw new Error('no pull request');
    github.seedComments(thread, 3_001);
    const end = await comment({ github, time }, page).catch((error) => error);
    expect((end as Failure).message).toContain('there are more than 30 pages');
    expect(writesOf(github)).toEqual([]);
  });
});

test('with issues disabled pull requests have comments all the same', async () => {
  const { github, time } = aRepository({ hasIssues: false });
  expect((await comment({ github, time }, page)).operation).toBe('created');
});

test('a token that may only read is enough while nothing has changed', async () => {
  const { github, time } = aRepository();
  await comment({ github, time }, page);
  const readOnly = { githubToken: 'ghs_actions_read' };
  expect((await comment({ github, time }, page, readOnly)).operation).toBe('unchanged');
  const end = await comment({ github, time }, older, readOnly).catch((error) => error);
  expect((end as Failure).code).toBe('AKSU-GITHUB-PERMISSION');
  expect((end as Failure).message).toContain(`edit our comment on pull request #${pull} of contoso/platform`);
  // Nor is there anything to write where nothing is to be told.
  const fresh = aRepository();
  expect(await comment(fresh, aReport('All is well', 'clear'), readOnly)).toEqual({ operation: 'none' });
});

test('a locked conversation lets our comment be rewritten', async () => {
  const { github, time } = aRepository();
  await comment({ github, time }, older);
  locked(github);
  expect((await comment({ github, time }, page)).operation).toBe('updated');
});

const pick = <Value>(choose: (below: number) => number, values: readonly Value[]): Value =>
  values[choose(values.length)] as Value;

function someLimit(choose: (below: number) => number): ImposedLimit {
  return {
    kind: pick(choose, ['primary', 'secondary'] as const),
    seconds: pick(choose, [1, 5, 30, 59, 61, 120, 240, 500, 900, 3600]),
    status: pick(choose, [403, 429] as const),
    retryAfter: pick(choose, ['seconds', 'http-date', 'none', 'past'] as const),
    of: pick(choose, ['all', 'reads', 'writes'] as const),
    after: choose(8),
  };
}

test('500 random schedules of refusals: nothing is sent before it is allowed, and writes keep their distance', async () => {
  const seeds = Array.from({ length: 500 }, (_, index) => 9_000 + index);
  let [refusals, gaveUp, longest] = [0, 0, 0];
  for (const seed of seeds) {
    const choose = seededChoice(seed);
    const { github, time } = aRepository({ latencyMs: choose(300) });
    for (let count = choose(4); count > 0; count--) github.people.comment(pull, bot, older.body);
    for (let count = 0; count <= choose(3); count++) github.limits.impose(someLimit(choose));
    const startedAt = time.now();
    const end = await comment({ github, time }, aReport('New', choose(3) === 0 ? 'clear' : 'due')).catch(
      (error) => error,
    );
    const took = time.now() - startedAt;
    longest = Math.max(longest, took);
    if (end instanceof Error) {
      gaveUp++;
      expect(end, `seed ${seed}`).toBeInstanceOf(Failure);
      expect((end as Failure).code, `seed ${seed}`).toBe('AKSU-GITHUB-RATE-LIMIT');
    } else expect(liveOnes(github).length, `seed ${seed}`).toBeLessThanOrEqual(1);
    refusals += github.limits.refused;
    expect(github.limits.early, `seed ${seed}`).toEqual([]);
    expect(took, `seed ${seed}`).toBeLessThan(15 * 60_000);
    for (const { tooSoon, parallel } of github.politeness().values()) {
      expect([tooSoon, parallel], `seed ${seed}`).toEqual([0, 0]);
    }
  }
  expect(refusals).toBeGreaterThan(300);
  console.info(
    `comments, ${seeds.length} schedules from seed ${seeds[0]}: ${refusals} refusals, 0 requests early, 0 writes within ` +
      `a second, 0 in parallel; ${gaveUp} gave up by name, longest run ${Math.round(longest / 1000)} s`,
  );
});

test('what waits for the next hour before it is written is read again after', async () => {
  const { github, time } = aRepository();
  const { id } = github.people.comment(pull, bot, older.body);
  const start = time.now();
  let isLast = true;
  const service: typeof github.service = async (request) => {
    const response = await github.service(request);
    if (!isLast || !/comments\/\d+$/.test(request.path)) return response;
    isLast = false;
    github.people.editComment(id, `${older.body}\nWritten while the run waited.`);
    const reset = String(start / 1000 + 300);
    return {
      ...response,
      headers: { ...response.headers, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
    };
  };
  await comment({ github, time, fetch: fetchFrom(service) }, page);
  const written = github.exchanges.find(({ request }) => request.method === 'PATCH');
  expect(written?.at).toBeGreaterThanOrEqual(start + 300_000);
  expect(liveOnes(github)[0]?.body).toBe(`${page.body}\nWritten while the run waited.`);
});

test('who is refused keeps away longer each time, however well the reads between go', async () => {
  const { github, time } = aRepository();
  github.people.comment(pull, bot, older.body);
  const limit = { kind: 'secondary', seconds: 3600, status: 429, retryAfter: 'past' } as const;
  github.limits.impose({ ...limit, of: 'writes', after: 0 });
  const end = await comment({ github, time }, page).catch((error) => error);
  expect((end as Failure).code).toBe('AKSU-GITHUB-RATE-LIMIT');
  const at = github.exchanges.filter(({ request }) => request.method === 'PATCH').map((each) => each.at);
  const gaps = at.slice(1).map((each, index) => each - (at[index] ?? 0));
  expect(gaps.length).toBeGreaterThan(5);
  expect(gaps).toEqual(gaps.map((_, index) => 1000 * 2 ** index));
});
