/** `gate: issue-approval`: somebody wrote `/approve` and this plan's digits below our issue. */

import { Failure } from '../../failure.ts';
import type { Gate } from '../../inputs/inputs.ts';
import { toPlainLine } from '../../inputs/plain-line.ts';
import type { ApprovalComment, GateFacts, GateProof, GateRead } from './gate.ts';
import {
  explainActor,
  type GateCase,
  hasStarted,
  isSameOnGitHub,
  listLogins,
  refuseUnread,
} from './judge-people.ts';

type Facts = Extract<GateFacts, { kind: 'issue-approval' }>;
type CommentGate = Extract<Gate, { kind: 'issue-approval' }>;

const hour = 3_600_000;
/** Milliseconds that GitHub's clock may be ahead of the runner's. */
const clockTolerance = 300_000;
const mostTold = 5;

/** What people write: the first 12 hex digits of the plan's digest. `undefined`: this is no digest. */
export function digitsOf({ digest }: GateCase['approved']): string | undefined {
  return /^sha256:([0-9a-f]{12})[0-9a-f]{52}$/.exec(digest)?.[1];
}

/** @throws Failure `AKSU-GATE-APPROVAL` or `AKSU-GATE-UNREADABLE` */
export function proveComment(facts: Facts, gate: CommentGate, judged: GateCase): GateProof {
  const digits = digitsOf(judged.approved);
  if (digits === undefined) {
    throw new Failure('AKSU-GATE-APPROVAL', 'The plan has no digest that could have been approved.');
  }
  const { digestSince, comments } = facts;
  if (digestSince.kind === 'missing') {
    throw new Failure('AKSU-GATE-APPROVAL', `Plan \`${digits}\` does not stand in an open issue of ours.`, {
      next: "Run the check with `report-to: issue` and the same `github-token` as this job: only what our own account wrote counts. Then comment on its issue, and start this job with that check's plan.",
    });
  }
  if (digestSince.kind !== 'read') throw refuseUnread(digestSince, "the plan's issue", 'issues: read');
  if (comments.kind !== 'read')
    throw refuseUnread(comments, "the comments on the plan's issue", 'issues: read');
  const since = digestSince.value;
  const found = comments.value.filter((comment) => comment.digits === digits);
  const counting = found.filter(
    (comment) =>
      objectTo(comment, { gate, since, digits, judged }) === undefined && mayApprove(comment, gate) === true,
  );
  const others = counting.filter(({ login }) => !hasStarted(login, judged.context));
  const [first] = others.length > 0 ? others : counting;
  if (first === undefined) throw refuseAll(found, { gate, since, digits, judged });
  return {
    kind: 'issue-approval',
    approvedBy: listLogins((others.length > 0 ? others : counting).map(({ login }) => login)),
    isSelfApproved: others.length === 0,
    approvedAt: first.createdAt,
    url: first.url,
  };
}

export interface Weighing {
  readonly gate: CommentGate;
  /** When the digest first stood in our issue. */
  readonly since: Date;
  readonly digits: string;
  readonly judged: GateCase;
}

/**
 * Why a comment does not count, whatever rights its author has. Every comparison is written so that what is no date
 * and no number counts against it.
 */
export function objectTo(
  comment: ApprovalComment,
  { gate, since, digits, judged }: Weighing,
): string | undefined {
  const { login, isBot, isEdited, createdAt } = comment;
  const { ask, context, now } = judged;
  const age = now.getTime() - createdAt.getTime();
  if (comment.digits !== digits) return 'names another plan';
  if (isEdited !== false) return 'was edited';
  if (!(createdAt.getTime() > since.getTime())) {
    return `is older than this plan in the issue (${tellTime(since)})`;
  }
  if (!(age >= -clockTolerance)) return "is from the future by this runner's clock";
  if (!(age <= ask.maximumPlanAge * hour))
    return `is older than \`maximum-plan-age: ${ask.maximumPlanAge}\` hours`;
  if (isBot !== false || login === '') return 'was not written by a person';
  if (ask.allowsSelfApproval !== true && hasStarted(login, context)) {
    return `is by who started this run.${explainActor(context)} Where one person has to do both, \`allow-self-approval: true\` lets it count`;
  }
  if (gate.approvers.length > 0 && !gate.approvers.some((name) => isSameOnGitHub(name, login))) {
    return 'is by somebody who is not in `approvers`';
  }
  return undefined;
}

/** With `approvers` these alone count, else whoever may write. */
function mayApprove({ canWrite }: ApprovalComment, gate: CommentGate): boolean | Unread {
  if (gate.approvers.length > 0) return true;
  if (canWrite === undefined) return { kind: 'unclear', reason: 'it was not looked up' };
  return canWrite.kind === 'read' ? canWrite.value === true : canWrite;
}

type Unread = Exclude<GateRead<boolean>, { kind: 'read' }>;

function refuseAll(found: readonly ApprovalComment[], weighing: Weighing): Failure {
  const { gate, digits } = weighing;
  const said = `\`/approve ${digits}\``;
  const next = `Have ${
    gate.approvers.length > 0 ? `one of ${gate.approvers.join(', ')}` : 'a person with write access'
  } who did not start this run write ${said} as a comment of its own below the plan's issue, then start this job again.`;
  if (found.length === 0) {
    return new Failure('AKSU-GATE-APPROVAL', `Nobody wrote ${said} below the plan's issue.`, { next });
  }
  const reasons = found.map((comment) => {
    const access = mayApprove(comment, gate);
    return { comment, access, objection: objectTo(comment, weighing) };
  });
  for (const { comment, access, objection } of reasons) {
    if (objection !== undefined || typeof access === 'boolean' || access.kind === 'missing') continue;
    return refuseUnread(
      access,
      `what ${toPlainLine(comment.login)} may do in this repository`,
      'contents: read',
    );
  }
  const told = reasons.slice(-mostTold).map(({ comment, objection }) => {
    const who = toPlainLine(comment.login) || 'somebody unknown';
    return `that of ${who}, ${tellTime(comment.createdAt)}, ${objection ?? 'is by somebody without write access'}`;
  });
  const rest = reasons.length > mostTold ? ` (and ${reasons.length - mostTold} earlier ones)` : '';
  const message = `No comment ${said} below the plan's issue counts: ${told.join('; ')}${rest}.`;
  return new Failure('AKSU-GATE-APPROVAL', message, { next });
}

function tellTime(at: Date): string {
  return Number.isNaN(at.getTime()) ? 'at an unknown time' : at.toISOString().replace(/\.\d+Z$/, 'Z');
}
