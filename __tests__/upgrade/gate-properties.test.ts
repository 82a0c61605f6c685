/** No set of facts is let through that the contract does not let through, and none is kept out that it lets through. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { ApprovalComment, GateRead, Review } from '../../src/upgrade/gate/gate.ts';
import type { GateCase } from '../../src/upgrade/gate/judge-gate.ts';
import {
  aComment,
  byComment,
  type CommentGateFacts,
  claims,
  digits,
  type EnvironmentGateFacts,
  goodComment,
  goodEnvironment,
  inEnvironment,
  judge,
  now,
  read,
  since,
} from './a-gate.ts';

const starters = ['platform-engineer', 'Platform-Engineer', 'night-shift'];
const spellings = ['production', 'Production', 'PRODUCTION'];
const unread = fc.constantFrom<Exclude<GateRead<never>, { kind: 'read' }>>(
  { kind: 'missing' },
  { kind: 'forbidden', reason: '403' },
  { kind: 'unclear', reason: 'no answer' },
);

/** Mostly `good`, so that many sets have one fault or none. */
const mostly = <Value>(good: readonly Value[], bad: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  );
const readMostly = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<GateRead<Value>> =>
  fc.oneof({ weight: 20, arbitrary: value.map(read) }, { weight: 1, arbitrary: unread });

const review: fc.Arbitrary<Review> = fc.record({
  state: mostly(['approved', 'approved', 'pending'], ['rejected', 'revoked', '', 'APPROVED']),
  environments: mostly(
    [...spellings.map((name) => [name]), ['staging', 'production']],
    [['staging'], [], ['production '], ['pr\u043eduction']],
  ),
  login: mostly<string | undefined>(['reviewer', 'boss', ...starters], [undefined, '']),
  isBot: mostly([false], [true]),
});
const environmentFacts: fc.Arbitrary<EnvironmentGateFacts> = fc.record({
  kind: fc.constant('environment'),
  claims: readMostly(
    fc.record({
      environment: mostly<string | undefined>(spellings, [
        undefined,
        '',
        'staging',
        'production2',
        'produ\u212Ation',
      ]),
      repositoryId: mostly<string | undefined>([claims.repositoryId], [undefined, '', '1']),
      runId: mostly<string | undefined>([claims.runId], [undefined, '', '1']),
      runAttempt: mostly<string | undefined>([claims.runAttempt], [undefined, '', '1']),
    }),
  ),
  environment: readMostly(
    fc.record({
      name: mostly(spellings, ['', 'staging']),
      reviewers: mostly([1, 6], [0, -1, Number.NaN]),
      canAdminsBypass: fc.constantFrom(true, false, undefined),
      preventsSelfReview: fc.constantFrom(true, false, undefined),
    }),
  ),
  reviews: readMostly(fc.array(review, { maxLength: 4 })),
});

function environmentHolds(
  { claims: token, environment: setUp, reviews }: EnvironmentGateFacts,
  allowsSelf: boolean,
) {
  if (token.kind !== 'read' || setUp.kind !== 'read' || reviews.kind !== 'read') return false;
  const { environment: claimed = '', ...ids } = token.value;
  const { environment: _, ...ownIds } = claims;
  const ofIt = reviews.value.filter((each) => each.environments.some((name) => spellings.includes(name)));
  return (
    spellings.includes(claimed) &&
    JSON.stringify(Object.entries(ids).sort()) === JSON.stringify(Object.entries(ownIds).sort()) &&
    spellings.includes(setUp.value.name) &&
    setUp.value.reviewers >= 1 &&
    ofIt.every(({ state }) => ['approved', 'pending'].includes(state)) &&
    ofIt.some(
      ({ state, login = '', isBot }) =>
        state === 'approved' && !isBot && login !== '' && (allowsSelf || !starters.includes(login)),
    )
  );
}

const comment: fc.Arbitrary<ApprovalComment> = fc.record({
  login: mostly(['reviewer', 'boss', ...starters], ['']),
  isBot: mostly([false], [true]),
  createdAt: mostly(
    [aComment.createdAt, new Date(since.getTime() + 1), now],
    [since, new Date(0), new Date(Number.NaN), new Date(now.getTime() + 300_001)],
  ),
  isEdited: mostly([false], [true]),
  digits: mostly([digits], ['', 'ab12cd34ab13', digits.toUpperCase()]),
  url: fc.constant(aComment.url),
  canWrite: fc.oneof(
    { weight: 6, arbitrary: fc.constant(read(true)) },
    { weight: 1, arbitrary: fc.constant(read(false)) },
    { weight: 1, arbitrary: unread },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
});
const commentFacts: fc.Arbitrary<CommentGateFacts> = fc.record({
  kind: fc.constant('issue-approval'),
  digestSince: readMostly(mostly([since], [new Date(Number.NaN), new Date(now.getTime() + 1)])),
  comments: readMostly(fc.array(comment, { maxLength: 3 })),
});

function commentHolds({ digestSince, comments }: CommentGateFacts, judged: GateCase) {
  if (digestSince.kind !== 'read' || comments.kind !== 'read') return false;
  const { ask } = judged;
  const approvers = ask.gate.kind === 'issue-approval' ? ask.gate.approvers : [];
  return comments.value.some(
    ({ login, isBot, createdAt, isEdited, digits: named, canWrite }) =>
      named === digits &&
      !isBot &&
      !isEdited &&
      login !== '' &&
      createdAt > digestSince.value &&
      now.getTime() - createdAt.getTime() <= ask.maximumPlanAge * 3_600_000 &&
      createdAt.getTime() - now.getTime() <= 300_000 &&
      (ask.allowsSelfApproval || !starters.includes(login)) &&
      (approvers.length > 0 ? approvers.includes(login) : canWrite?.kind === 'read' && canWrite.value),
  );
}

test('20,000 random sets of facts are judged as the contract has it', () => {
  const proven = { environment: 0, comment: 0, environmentRefused: 0, commentRefused: 0 };
  fc.assert(
    fc.property(environmentFacts, fc.boolean(), (facts, allowsSelfApproval) => {
      const judged = { ...inEnvironment, ask: { ...inEnvironment.ask, allowsSelfApproval } };
      const isProven = !(judge(facts, judged) instanceof Failure);
      expect(isProven).toBe(environmentHolds(facts, allowsSelfApproval));
      proven[isProven ? 'environment' : 'environmentRefused'] += 1;
    }),
    { numRuns: 10_000, seed: 20_261_122 },
  );
  fc.assert(
    fc.property(
      commentFacts,
      fc.boolean(),
      fc.constantFrom([], ['reviewer'], ['boss', 'night-shift']),
      fc.constantFrom(72, 1, Number.NaN),
      (facts, allowsSelfApproval, approvers, maximumPlanAge) => {
        const base = byComment(approvers);
        const judged = { ...base, ask: { ...base.ask, allowsSelfApproval, maximumPlanAge } };
        const isProven = !(judge(facts, judged) instanceof Failure);
        expect(isProven).toBe(commentHolds(facts, judged));
        proven[isProven ? 'comment' : 'commentRefused'] += 1;
      },
    ),
    { numRuns: 10_000, seed: 20_261_122 },
  );
  // Else the generators would say nothing.
  for (const count of Object.values(proven)) expect(count).toBeGreaterThan(500);
  console.info(`20,000 sets of facts from seed 20261122: ${JSON.stringify(proven)}, 0 judged otherwise`);
});

/** Everything that can be taken from a value or made unclear, one thing at a time. */
function* withoutOne(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      yield value.toSpliced(index, 1);
      for (const less of withoutOne(entry)) yield value.with(index, less);
    }
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    const { [name]: _, ...rest } = value as Record<string, unknown>;
    yield rest;
    yield { ...value, [name]: undefined };
    if (isRead(member)) {
      yield { ...value, [name]: { kind: 'missing' } };
      yield { ...value, [name]: { kind: 'forbidden', reason: '403' } };
      yield { ...value, [name]: { kind: 'unclear', reason: 'no answer' } };
    }
    for (const less of withoutOne(member)) yield { ...value, [name]: less };
  }
}

const isRead = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'read';

test('a proof that lacks any single fact is none', () => {
  let removed = 0;
  for (const [facts, judged] of [
    [goodEnvironment, inEnvironment],
    [goodComment, byComment()],
  ] as const) {
    expect(judge(facts, judged)).not.toBeInstanceOf(Failure);
    for (const less of withoutOne(facts)) {
      if (onlyLostWhatIsTold(facts, less)) continue;
      removed += 1;
      let isProven = false;
      try {
        isProven = !(judge(less as typeof facts, judged) instanceof Failure);
      } catch {
        // What is no facts at all ends the run as well.
      }
      expect([isProven, JSON.stringify(less)]).toEqual([false, JSON.stringify(less)]);
    }
  }
  expect(removed).toBeGreaterThan(40);
  console.info(`${removed} single facts removed or made unclear: ${removed} refused`);
});

/** Whether nothing else is gone than what is told with the proof, and not part of what is proven. */
function onlyLostWhatIsTold(facts: unknown, less: unknown): boolean {
  const plain = (value: unknown) =>
    JSON.stringify(value, (name, member: unknown) =>
      ['canAdminsBypass', 'preventsSelfReview', 'url'].includes(name) ? undefined : member,
    );
  return plain(facts) === plain(less);
}
