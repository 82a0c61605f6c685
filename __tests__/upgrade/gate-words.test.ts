/** What a refused gate tells, whole: these words are all that somebody has who stands before it. */
import { describe, expect, test } from 'vitest';
import type { ApprovalComment, GateFacts, GateRead } from '../../src/upgrade/gate/gate.ts';
import {
  aComment,
  aReview,
  byComment,
  claims,
  environment,
  goodComment,
  goodEnvironment,
  inEnvironment,
  read,
  refusal,
} from './a-gate.ts';

const forbidden: GateRead<never> = {
  kind: 'forbidden',
  reason: '403 Resource not accessible by integration',
};
const unclear: GateRead<never> = { kind: 'unclear', reason: '502 Bad Gateway' };
const missing: GateRead<never> = { kind: 'missing' };

function told(facts: GateFacts, judged = inEnvironment): string {
  const { code, message, next } = refusal(facts, judged);
  return `${code}: ${message}\n${next}`;
}

function comments(...differs: readonly Partial<ApprovalComment>[]): GateFacts {
  return { ...goodComment, comments: read(differs.map((each) => ({ ...aComment, ...each }))) };
}

const places: readonly (readonly [string, GateFacts])[] = [
  ['no token', { ...goodEnvironment, claims: missing }],
  ['a token that may not be asked for', { ...goodEnvironment, claims: forbidden }],
  ['a token that did not come', { ...goodEnvironment, claims: unclear }],
  [
    'no environment in the token',
    { ...goodEnvironment, claims: read({ ...claims, environment: undefined }) },
  ],
  ['another environment', { ...goodEnvironment, claims: read({ ...claims, environment: 'staging' }) }],
  ['another run', { ...goodEnvironment, claims: read({ ...claims, runId: '1', runAttempt: undefined }) }],
  ['no such environment', { ...goodEnvironment, environment: missing }],
  ['an environment that may not be read', { ...goodEnvironment, environment: forbidden }],
  ['an environment that was not read', { ...goodEnvironment, environment: unclear }],
  ['no reviewers', { ...goodEnvironment, environment: read({ ...environment, reviewers: 0 }) }],
  ['no such run', { ...goodEnvironment, reviews: missing }],
  ['reviews that may not be read', { ...goodEnvironment, reviews: forbidden }],
  ['no review', { ...goodEnvironment, reviews: read([]) }],
  ['a rejection', { ...goodEnvironment, reviews: read([{ ...aReview, state: 'rejected' }]) }],
  ['the actor alone', { ...goodEnvironment, reviews: read([{ ...aReview, login: 'platform-engineer' }]) }],
  [
    'bots and accounts that are gone',
    {
      ...goodEnvironment,
      reviews: read([
        { ...aReview, isBot: true },
        { ...aReview, login: undefined },
      ]),
    },
  ],
];

const remarks: readonly (readonly [string, GateFacts])[] = [
  ['a plan that does not stand there', { ...goodComment, digestSince: missing }],
  ['an issue that may not be read', { ...goodComment, digestSince: forbidden }],
  ['an issue that was not read', { ...goodComment, digestSince: unclear }],
  ['comments that may not be read', { ...goodComment, comments: forbidden }],
  ['no comments', { ...goodComment, comments: missing }],
  ['nobody', comments()],
  ['another plan', comments({ digits: '000000000000' })],
  ['an edit', comments({ isEdited: true })],
  ['a bot', comments({ isBot: true })],
  ['the actor', comments({ login: 'platform-engineer' })],
  ['a comment before the plan', comments({ createdAt: new Date('2026-11-22T05:59:59.500Z') })],
  ['a comment without a time', comments({ createdAt: new Date(Number.NaN) })],
  ['no write access', comments({ canWrite: read(false) })],
  ['access that may not be read', comments({ canWrite: forbidden })],
  ['access that was not read', comments({ canWrite: unclear }, { isEdited: true })],
  ['an account that is gone', comments({ canWrite: missing, login: '' })],
  [
    'a crowd',
    comments(...Array.from({ length: 7 }, (_, each) => ({ login: `reader-${each}`, canWrite: read(false) }))),
  ],
];

describe('told by a refused environment gate', () => {
  test.each(places)('%s', (_, facts) => expect(told(facts)).toMatchSnapshot());
  test('an empty name', () => {
    const ask = { ...inEnvironment.ask, gate: { kind: 'environment' as const, environment: '' } };
    expect(told(goodEnvironment, { ...inEnvironment, ask })).toMatchSnapshot();
  });
});

describe('told by a refused approval by comment', () => {
  test.each(remarks)('%s', (_, facts) => expect(told(facts, byComment())).toMatchSnapshot());

  test('by name', () => {
    const named = byComment(['captain', 'mate']);
    expect(told(comments({ login: 'reader' }), named)).toMatchSnapshot();
    expect(told(comments(), named)).toMatchSnapshot();
  });

  test.each([
    'sha256:ab12',
    `x-sha256:${'ab12cd34'.repeat(8)}`,
    `sha256:${'ab12cd34'.repeat(8)}0`,
    `sha512:${'ab12cd34'.repeat(8)}`,
  ])('a digest that is none: %s', (digest) => {
    expect(told(goodComment, { ...byComment(), approved: { digest } })).toMatchSnapshot();
  });

  test('the approval of another counts before that of who started it', () => {
    const both = comments({ login: 'platform-engineer' }, { login: 'reviewer' });
    const allowed = { ...byComment(), ask: { ...byComment().ask, allowsSelfApproval: true } };
    expect(() => refusal(both, allowed)).toThrow('"approvedBy":["reviewer"]');
  });
});
