/** What GitHub could answer, and what is made of it: nothing unknown becomes a reviewer, a person or a right. */
import { describe, expect, it, test } from 'vitest';
import { writeMarked } from '../../src/report/marker.ts';
import { readPlanSince, writePlanSince } from '../../src/report/plan-since.ts';
import {
  parseApprovals,
  parseEnvironment,
  parseJobClaims,
  parseMayWrite,
  parseReviews,
} from '../../src/tracking/gate/gate-answers.ts';
import { askOnce } from '../../src/tracking/gate/github-gate-read.ts';
import { maximumBody, placeReport } from '../../src/tracking/github/fit-body.ts';
import { digest, digits } from './a-gated-run.ts';
import { key } from './a-telling.ts';

const user = { login: 'reviewer', type: 'User' };
const rule = { type: 'required_reviewers', reviewers: [{ type: 'User', reviewer: user }] };

describe('an environment', () => {
  it.each<[string, unknown, number]>([
    ['one reviewer', [rule], 1],
    ['a wait timer alone', [{ type: 'wait_timer', wait_timer: 30 }], 0],
    ['a rule of an app alone', [{ type: 'custom', reviewers: [{ reviewer: user }] }], 0],
    ['a rule without anybody', [{ ...rule, reviewers: [] }], 0],
    ['a rule without a list', [{ type: 'required_reviewers' }], 0],
    ['reviewers that are none', [{ ...rule, reviewers: [null, {}, { reviewer: null }, 'x'] }], 0],
    ['no rules', [], 0],
    ['no list of rules', undefined, 0],
  ])('with %s', (_, protection_rules, reviewers) => {
    expect(parseEnvironment({ name: 'production', protection_rules })?.reviewers).toBe(reviewers);
  });

  it.each([
    null,
    [],
    'x',
    {},
    { name: '' },
    { name: 1 },
    { name: 'a', protection_rules: {} },
    { name: 'a', protection_rules: [1] },
  ])('is none: %j', (data) => {
    expect(parseEnvironment(data)).toBeUndefined();
  });
});

describe('a history', () => {
  const review = { state: 'approved', environments: [{ name: 'production' }], user, comment: '' };
  it.each<[string, unknown, string | undefined, boolean]>([
    ['a person', user, 'reviewer', false],
    ['a bot', { login: 'ci[bot]', type: 'Bot' }, 'ci[bot]', true],
    ['a bot that says it is none', { login: 'ci[bot]', type: 'User' }, 'ci[bot]', true],
    ['an organization', { login: 'contoso', type: 'Organization' }, 'contoso', true],
    ['an account of no kind', { login: 'x' }, 'x', true],
    ['nobody', null, undefined, false],
    ['the ghost', { login: 'ghost', type: 'User' }, undefined, false],
  ])('by %s', (_, by, login, isBot) => {
    expect(parseReviews([{ ...review, user: by }])).toEqual([
      { state: 'approved', environments: ['production'], login, isBot },
    ]);
  });

  it.each([
    null,
    {},
    [null],
    [review, {}],
    [{ ...review, state: undefined }],
    [{ ...review, environments: undefined }],
    [{ ...review, environments: [{}] }],
  ])('is none, as a whole: %j', (data) => {
    expect(parseReviews(data)).toBeUndefined();
  });

  it('of which a page is missing is unclear', async () => {
    const headers = { link: '<https://api.github.com/x?page=2>; rel="next"' };
    const client = { read: async () => ({ kind: 'done', value: [], headers }) } as never;
    expect(await askOnce(client, { route: 'GET /x', parameters: {} }, parseReviews)).toMatchObject({
      kind: 'unclear',
    });
  });
});

describe('a comment', () => {
  const at = '2026-11-22T08:00:00Z';
  const comment = {
    body: `/approve ${digits}`,
    user,
    created_at: at,
    updated_at: at,
    html_url: 'https://x/1',
  };

  it('that approves, and one that does not', () => {
    expect(parseApprovals([{ ...comment, body: 'fine' }, comment, { user }])).toEqual([
      {
        login: 'reviewer',
        isBot: false,
        createdAt: new Date(at),
        isEdited: false,
        digits,
        url: 'https://x/1',
        canWrite: undefined,
      },
    ]);
    expect(parseApprovals({})).toBeUndefined();
    expect(parseApprovals([comment, null])).toBeUndefined();
  });

  it.each([
    { updated_at: '2026-11-22T08:00:01Z' },
    { updated_at: undefined },
    { created_at: undefined },
    { created_at: undefined, updated_at: undefined },
  ])('counts as edited where its times do not say otherwise: %j', (differs) => {
    expect(parseApprovals([{ ...comment, ...differs }])?.[0]?.isEdited).toBe(true);
  });
});

test.each<[unknown, boolean | undefined]>([
  [{ permission: 'admin' }, true],
  [{ permission: 'write' }, true],
  [{ permission: 'maintain' }, true],
  [{ permission: 'read' }, false],
  [{ permission: 'none' }, false],
  [{ permission: 'WRITE' }, false],
  [{ role_name: 'admin' }, undefined],
  [null, undefined],
])('the permission %j', (data, expected) => {
  expect(parseMayWrite(data)).toBe(expected);
});

test('claims that are no text are none', () => {
  expect(
    parseJobClaims({ environment: ['production'], repository_id: 1, run_id: null, run_attempt: '1' }),
  ).toEqual({
    environment: undefined,
    repositoryId: undefined,
    runId: undefined,
    runAttempt: '1',
  });
});

test('since when the plan stands is kept when our text has to be cut', () => {
  const write = (day: number, text: string) => {
    const since = writePlanSince({ digest, steps: [{} as never] }, new Date(Date.UTC(2026, 10, day)));
    const body = writeMarked(key, 'ab', `<!-- due -->\n${since}First block.\n\n${text}`);
    return { key, fingerprint: 'ab', body };
  };
  const people = 'x'.repeat(maximumBody - 1000);
  const standing = `${people}\n${write(20, 'short').body}`;
  const placed = placeReport(standing, write(22, 'long\n\n'.repeat(500)));
  expect(placed?.isWhole).toBe(false);
  expect(readPlanSince(placed?.ours ?? '', digits)).toEqual(new Date('2026-11-20T00:00:00Z'));
  const whole = placeReport(write(20, 'short').body, write(22, 'other'));
  expect([whole?.isWhole, whole?.ours]).toEqual([true, write(20, 'other').body]);
});
