/** The three gates, by their facts: what proves, and what each missing one is refused with. */
import { describe, expect, it } from 'vitest';
import type { ApprovalComment, EnvironmentFacts, JobClaims, Review } from '../../src/upgrade/gate/gate.ts';
import { type GateCase, proveGate } from '../../src/upgrade/gate/judge-gate.ts';
import {
  aComment,
  aReview,
  byComment,
  claims,
  context,
  digits,
  environment,
  goodComment,
  goodEnvironment,
  inEnvironment,
  now,
  read,
  refusal,
  since,
} from './a-gate.ts';

const selfAllowed = (judged: GateCase): GateCase => ({
  ...judged,
  ask: { ...judged.ask, allowsSelfApproval: true },
});
const minutes = (count: number) => count * 60_000;
const earlier = (at: Date, milliseconds: number) => new Date(at.getTime() - milliseconds);

describe('gate: environment', () => {
  const withClaims = (differs: Partial<JobClaims>) => ({
    ...goodEnvironment,
    claims: read({ ...claims, ...differs }),
  });
  const withEnvironment = (differs: Partial<EnvironmentFacts>) => ({
    ...goodEnvironment,
    environment: read({ ...environment, ...differs }),
  });
  const withReviews = (...reviews: readonly Partial<Review>[]) => ({
    ...goodEnvironment,
    reviews: read(reviews.map((review) => ({ ...aReview, ...review }))),
  });

  it('is proven by the token, the reviewers and somebody else who approved', () => {
    expect(proveGate(goodEnvironment, inEnvironment)).toEqual({
      kind: 'environment',
      environment: 'production',
      approvedBy: ['reviewer'],
      isSelfApproved: false,
      canAdminsBypass: true,
    });
  });

  it.each([
    ['another spelling in the token', withClaims({ environment: 'PRODUCTION' })],
    ['another spelling at GitHub', withEnvironment({ name: 'Production' })],
    ['another spelling in the history', withReviews({ environments: ['Production'] })],
    ['a remark without a decision besides', withReviews({ state: 'pending', login: 'x' }, {})],
    ['an approval of several environments', withReviews({ environments: ['staging', 'production'] })],
    ['a rejection of another environment', withReviews({}, { state: 'rejected', environments: ['staging'] })],
    ['an approval of who started it besides', withReviews({ login: 'platform-engineer' }, {})],
  ])('is proven with %s', (_, facts) => {
    expect(proveGate(facts, inEnvironment)).toMatchObject({
      approvedBy: ['reviewer'],
      isSelfApproved: false,
    });
  });

  it.each([
    ['actor', 'platform-engineer'],
    ['actor in another spelling', 'Platform-Engineer'],
    ['triggering actor', 'night-shift'],
  ])('an approval by the %s counts only where that is allowed, and is told', (_, login) => {
    const facts = withReviews({ login });
    expect(refusal(facts, inEnvironment)).toMatchObject({
      code: 'AKSU-GATE-APPROVAL',
      message: expect.stringContaining(`approved only by ${login}, who started it`),
      next: expect.stringContaining('allow-self-approval: true'),
    });
    expect(proveGate(facts, selfAllowed(inEnvironment))).toMatchObject({
      approvedBy: [login],
      isSelfApproved: true,
    });
    expect(proveGate(withReviews({ login }, {}), selfAllowed(inEnvironment))).toMatchObject({
      approvedBy: ['reviewer'],
      isSelfApproved: false,
    });
  });

  it('says who a scheduled run counts as started by', () => {
    const scheduled = { ...inEnvironment, context: { ...context, eventName: 'schedule' } };
    const { message } = refusal(withReviews({ login: 'platform-engineer' }), scheduled);
    expect(message).toContain('who last changed the schedule');
  });

  const table: readonly (readonly [string, typeof goodEnvironment, string, string])[] = [
    ['no token', { ...goodEnvironment, claims: { kind: 'missing' } }, 'TOKEN', 'no identity token'],
    [
      'a token that did not come',
      { ...goodEnvironment, claims: { kind: 'unclear', reason: 'its token endpoint answered 500' } },
      'UNREADABLE',
      'answered 500',
    ],
    [
      'a job in no environment',
      withClaims({ environment: undefined }),
      'ENVIRONMENT',
      'runs in no environment',
    ],
    ['a job in another environment', withClaims({ environment: 'staging' }), 'ENVIRONMENT', '`staging`'],
    [
      'a name that only looks like it',
      withClaims({ environment: 'pr\u043eduction' }),
      'ENVIRONMENT',
      'and not in `production`',
    ],
    ['a token of another repository', withClaims({ repositoryId: '1' }), 'TOKEN', '`repository_id` 1'],
    ['a token of another run', withClaims({ runId: '1' }), 'TOKEN', '`run_id` 1'],
    ['a token of another attempt', withClaims({ runAttempt: '1' }), 'TOKEN', '`run_attempt` 1'],
    [
      'a token without an attempt',
      withClaims({ runAttempt: undefined }),
      'TOKEN',
      'carries no `run_attempt`',
    ],
    [
      'an environment that is not there',
      { ...goodEnvironment, environment: { kind: 'missing' } },
      'ENVIRONMENT',
      'knows no environment `production`',
    ],
    [
      'no `actions: read`',
      {
        ...goodEnvironment,
        environment: { kind: 'forbidden', reason: '403 Resource not accessible by integration' },
      },
      'UNREADABLE',
      'not accessible by integration',
    ],
    ['no reviewers', withEnvironment({ reviewers: 0 }), 'REVIEWERS', 'has no required reviewers'],
    [
      'reviewers that are no number',
      withEnvironment({ reviewers: Number.NaN }),
      'REVIEWERS',
      'no required reviewers',
    ],
    ['an answer about another environment', withEnvironment({ name: 'staging' }), 'ENVIRONMENT', '`staging`'],
    [
      'an unknown history',
      { ...goodEnvironment, reviews: { kind: 'missing' } },
      'UNREADABLE',
      'review history of run 19500000001',
    ],
    [
      'a history that may not be read',
      { ...goodEnvironment, reviews: { kind: 'forbidden', reason: '403 no' } },
      'UNREADABLE',
      'may not read',
    ],
    [
      'a history that did not come',
      { ...goodEnvironment, reviews: { kind: 'unclear', reason: 'no answer in time' } },
      'UNREADABLE',
      'no answer in time',
    ],
    ['no approval, as after a bypass', withReviews(), 'APPROVAL', 'by a bypass'],
    [
      'an approval of another environment',
      withReviews({ environments: ['staging'] }),
      'APPROVAL',
      'no approval',
    ],
    ['a remark alone', withReviews({ state: 'pending' }), 'APPROVAL', 'no approval'],
    ['a rejection', withReviews({ state: 'rejected' }), 'APPROVAL', 'rejected by reviewer'],
    [
      'a rejection after an approval',
      withReviews({}, { state: 'rejected', login: 'boss' }),
      'APPROVAL',
      'by boss',
    ],
    [
      'a rejection before an approval',
      withReviews({ state: 'rejected', login: 'boss' }, {}),
      'APPROVAL',
      'by boss',
    ],
    ['a decision of an unknown kind', withReviews({}, { state: 'revoked' }), 'APPROVAL', 'rejected'],
    ['an approval by a bot', withReviews({ isBot: true }), 'APPROVAL', 'by bots'],
    ['an approval by an account that is gone', withReviews({ login: undefined }), 'APPROVAL', 'are gone'],
    ['an approval by nobody', withReviews({ login: '' }), 'APPROVAL', 'are gone'],
  ];
  it.each(table)('%s is refused', (_, facts, code, message) => {
    const failure = refusal(facts, selfAllowed(inEnvironment));
    expect(failure.code).toBe(`AKSU-GATE-${code}`);
    expect(failure.message).toContain(message);
    expect(failure.next).not.toBe('');
    expect(refusal(facts, inEnvironment).code).toBe(failure.code);
  });

  it.each([
    ['TOKEN', { ...goodEnvironment, claims: { kind: 'missing' } as const }, 'environment: production'],
    ['ENVIRONMENT', withClaims({ environment: undefined }), '`environment: production`'],
    [
      'REVIEWERS',
      withEnvironment({ reviewers: 0 }),
      'https://github.com/contoso/platform/settings/environments',
    ],
    ['REVIEWERS', withEnvironment({ reviewers: 0 }), '`gate: issue-approval`'],
    [
      'UNREADABLE',
      { ...goodEnvironment, reviews: { kind: 'forbidden', reason: '' } as const },
      'actions: read',
    ],
  ])('%s names what to set up', (_, facts, next) => {
    expect(refusal(facts, inEnvironment).next).toContain(next);
  });

  it('an empty name proves nothing, whatever stands in the facts', () => {
    const facts = { ...withClaims({ environment: '' }), environment: read({ ...environment, name: '' }) };
    const judged = {
      ...inEnvironment,
      ask: { ...inEnvironment.ask, gate: { kind: 'environment', environment: '' } as const },
    };
    expect(refusal(facts, judged).code).toBe('AKSU-GATE-ENVIRONMENT');
  });

  it('approvals of an earlier attempt that GitHub still lists cannot be told apart: docs/gate.md says so', () => {
    const facts = withClaims({ runAttempt: '3' });
    const rerun = { ...inEnvironment, context: { ...context, runAttempt: '3' } };
    expect(proveGate(facts, rerun)).toMatchObject({ approvedBy: ['reviewer'] });
  });
});

describe('gate: issue-approval', () => {
  const withComments = (...comments: readonly Partial<ApprovalComment>[]) => ({
    ...goodComment,
    comments: read(comments.map((comment) => ({ ...aComment, ...comment }))),
  });

  it('is proven by a comment with the digits of the plan', () => {
    expect(proveGate(goodComment, byComment())).toEqual({
      kind: 'issue-approval',
      approvedBy: ['reviewer'],
      isSelfApproved: false,
      approvedAt: aComment.createdAt,
      url: aComment.url,
    });
  });

  it('by people in `approvers`, whose rights do not matter', () => {
    const facts = withComments({ canWrite: undefined });
    expect(proveGate(facts, byComment(['Boss', 'Reviewer']))).toMatchObject({ approvedBy: ['reviewer'] });
    expect(refusal(facts, byComment(['boss'])).message).toContain('not in `approvers`');
    expect(refusal(goodComment, byComment(['boss'])).code).toBe('AKSU-GATE-APPROVAL');
  });

  it('among others that do not count', () => {
    const facts = withComments(
      { digits: '000000000000' },
      { isEdited: true, login: 'first' },
      { login: 'platform-engineer' },
      {},
      { login: 'boss' },
      { login: 'Reviewer' },
    );
    expect(proveGate(facts, byComment())).toMatchObject({
      approvedBy: ['Reviewer', 'boss'],
      isSelfApproved: false,
    });
  });

  it.each(['platform-engineer', 'Night-Shift'])(
    'a comment by %s, who started the run, counts only where allowed',
    (login) => {
      const facts = withComments({ login });
      expect(refusal(facts, byComment())).toMatchObject({
        code: 'AKSU-GATE-APPROVAL',
        message: expect.stringContaining('by who started this run'),
      });
      expect(proveGate(facts, selfAllowed(byComment()))).toMatchObject({
        approvedBy: [login],
        isSelfApproved: true,
      });
      expect(proveGate(withComments({ login }, {}), selfAllowed(byComment()))).toMatchObject({
        approvedBy: ['reviewer'],
        isSelfApproved: false,
      });
    },
  );

  const table: readonly (readonly [string, typeof goodComment, string, string])[] = [
    [
      'no issue, or another plan in it',
      { ...goodComment, digestSince: { kind: 'missing' } },
      'APPROVAL',
      'does not stand',
    ],
    [
      'an issue that could not be read',
      { ...goodComment, digestSince: { kind: 'unclear', reason: '502' } },
      'UNREADABLE',
      '502',
    ],
    [
      'comments that are not there',
      { ...goodComment, comments: { kind: 'missing' } },
      'UNREADABLE',
      'comments',
    ],
    [
      'comments that may not be read',
      { ...goodComment, comments: { kind: 'forbidden', reason: '403' } },
      'UNREADABLE',
      'comments',
    ],
    ['no comment', withComments(), 'APPROVAL', `Nobody wrote \`/approve ${digits}\``],
    ['other digits', withComments({ digits: 'ab12cd34ab13' }), 'APPROVAL', 'Nobody wrote'],
    ['an edited comment', withComments({ isEdited: true }), 'APPROVAL', 'was edited'],
    [
      'a comment of the same second',
      withComments({ createdAt: since }),
      'APPROVAL',
      'is older than this plan',
    ],
    [
      'an older comment',
      withComments({ createdAt: earlier(since, 1) }),
      'APPROVAL',
      'is older than this plan',
    ],
    [
      'a comment without a time',
      withComments({ createdAt: new Date(Number.NaN) }),
      'APPROVAL',
      'is older than',
    ],
    [
      'a comment from the future',
      withComments({ createdAt: earlier(now, -minutes(6)) }),
      'APPROVAL',
      'from the future',
    ],
    ['a bot', withComments({ isBot: true }), 'APPROVAL', 'not written by a person'],
    ['an account that is gone', withComments({ login: '' }), 'APPROVAL', 'not written by a person'],
    [
      'somebody without write access',
      withComments({ canWrite: read(false) }),
      'APPROVAL',
      'without write access',
    ],
    [
      'somebody who is no collaborator',
      withComments({ canWrite: { kind: 'missing' } }),
      'APPROVAL',
      'without write access',
    ],
    [
      'somebody whose rights may not be read',
      withComments({ canWrite: { kind: 'forbidden', reason: '403 no' } }),
      'UNREADABLE',
      'what reviewer may do',
    ],
    [
      'somebody whose rights were not read',
      withComments({ canWrite: undefined }),
      'UNREADABLE',
      'not looked up',
    ],
  ];
  it.each(table)('%s is refused', (_, facts, code, message) => {
    const failure = refusal(facts, selfAllowed(byComment()));
    expect(failure.code).toBe(`AKSU-GATE-${code}`);
    expect(failure.message).toContain(message);
    expect(refusal(facts, byComment()).code).toBe(failure.code);
  });

  it('counts until `maximum-plan-age`, to the millisecond', () => {
    const aged = (at: Date): GateCase => ({ ...byComment(), now: at });
    const last = earlier(aComment.createdAt, -72 * minutes(60));
    expect(proveGate(goodComment, aged(last)).kind).toBe('issue-approval');
    expect(refusal(goodComment, aged(earlier(last, -1))).message).toContain('maximum-plan-age: 72');
  });

  it('bears a clock of GitHub that is some minutes ahead', () => {
    const facts = withComments({ createdAt: earlier(now, -minutes(5)) });
    expect(proveGate(facts, byComment()).kind).toBe('issue-approval');
  });

  it('has no approval for a plan without a digest', () => {
    const facts = withComments({ digits: '' });
    for (const wrong of ['', 'sha256:', 'sha256:ab12', `sha1:${'a'.repeat(64)}`]) {
      const judged = { ...byComment(), approved: { digest: wrong } };
      expect(refusal(facts, judged).code).toBe('AKSU-GATE-APPROVAL');
    }
  });

  it('tells the last few comments that do not count, and says how many more there are', () => {
    const { message, next } = refusal(
      withComments(...Array.from({ length: 8 }, (_, index) => ({ isEdited: true, login: `p${index}` }))),
      byComment(),
    );
    expect(message).toContain('p7');
    expect(message).not.toContain('p2,');
    expect(message).toContain('and 3 earlier ones');
    expect(next).toContain(`/approve ${digits}`);
  });
});

describe('gate: none', () => {
  it('proves that there is none, and only where none was asked for', () => {
    const none: GateCase = { ...inEnvironment, ask: { ...inEnvironment.ask, gate: { kind: 'none' } } };
    expect(proveGate({ kind: 'none' }, none)).toEqual({ kind: 'none' });
    expect(refusal({ kind: 'none' }, inEnvironment).code).toBe('AKSU-GATE-UNREADABLE');
    expect(refusal({ kind: 'none' }, byComment()).code).toBe('AKSU-GATE-UNREADABLE');
    expect(refusal(goodComment, inEnvironment).code).toBe('AKSU-GATE-UNREADABLE');
    expect(refusal(goodEnvironment, none).code).toBe('AKSU-GATE-UNREADABLE');
  });
});
