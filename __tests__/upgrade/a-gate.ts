/** A gate that holds, by hand: a test states only what differs. */
import { Failure } from '../../src/failure.ts';
import type { ApprovalComment, GateFacts, GateProof, GateRead, Review } from '../../src/upgrade/gate/gate.ts';
import { type GateCase, proveGate } from '../../src/upgrade/gate/judge-gate.ts';

export type EnvironmentGateFacts = Extract<GateFacts, { kind: 'environment' }>;
export type CommentGateFacts = Extract<GateFacts, { kind: 'issue-approval' }>;

export const digest = `sha256:${'ab12cd34'.repeat(8)}`;
export const digits = 'ab12cd34ab12';
export const now = new Date('2026-11-22T12:00:00Z');
export const since = new Date('2026-11-22T06:00:00Z');

export const read = <Value>(value: Value): GateRead<Value> => ({ kind: 'read', value });

export const context: GateCase['context'] = {
  owner: 'contoso',
  repository: 'platform',
  repositoryId: '700000123',
  isPrivate: true,
  runId: '19500000001',
  runAttempt: '2',
  actor: 'platform-engineer',
  triggeringActor: 'night-shift',
  serverUrl: 'https://github.com',
  eventName: 'workflow_dispatch',
};

export const inEnvironment: GateCase = {
  ask: {
    gate: { kind: 'environment', environment: 'production' },
    allowsSelfApproval: false,
    maximumPlanAge: 72,
  },
  approved: { digest },
  context,
  now,
};

export function byComment(approvers: readonly string[] = []): GateCase {
  return { ...inEnvironment, ask: { ...inEnvironment.ask, gate: { kind: 'issue-approval', approvers } } };
}

export const aReview: Review = {
  state: 'approved',
  environments: ['production'],
  login: 'reviewer',
  isBot: false,
};

export const aComment: ApprovalComment = {
  login: 'reviewer',
  isBot: false,
  createdAt: new Date('2026-11-22T08:00:00Z'),
  isEdited: false,
  digits,
  url: 'https://github.com/contoso/platform/issues/1#issuecomment-1',
  canWrite: read(true),
};

export const claims = {
  environment: 'production',
  repositoryId: context.repositoryId,
  runId: context.runId,
  runAttempt: context.runAttempt,
};

export const environment = {
  name: 'production',
  reviewers: 1,
  canAdminsBypass: true,
  preventsSelfReview: false,
};

export const goodEnvironment: EnvironmentGateFacts = {
  kind: 'environment',
  claims: read(claims),
  environment: read(environment),
  reviews: read([aReview]),
};

export const goodComment: CommentGateFacts = {
  kind: 'issue-approval',
  digestSince: read(since),
  comments: read([aComment]),
};

/** The proof, or the failure that stands in its way; anything else goes on. */
export function judge(facts: GateFacts, judged: GateCase): GateProof | Failure {
  try {
    return proveGate(facts, judged);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

export function refusal(facts: GateFacts, judged: GateCase): Failure {
  const judgement = judge(facts, judged);
  if (judgement instanceof Failure) return judgement;
  throw new Error(`The gate was proven: ${JSON.stringify(judgement)}`);
}
