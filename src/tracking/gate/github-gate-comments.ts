/** `gate: issue-approval`: since when the plan stands in our issue, and who approved it there. */

import type { Gate, Telling } from '../../inputs/inputs.ts';
import type { ApprovedPlan } from '../../plan/approved-plan.ts';
import { readPlanSince } from '../../report/plan-since.ts';
import type { Report } from '../../report/report.ts';
import type { ApprovalComment, GateFacts, GateRead } from '../../upgrade/gate/gate.ts';
import { digitsOf, objectTo } from '../../upgrade/gate/judge-comments.ts';
import { type Desk, openDesk } from '../github/github-desk.ts';
import { readPages } from '../github/github-pages.ts';
import { findItems } from '../issue/github-find.ts';
import { openItems } from '../issue/recognise-items.ts';
import { parseApprovals, parseMayWrite } from './gate-answers.ts';
import { askOnce, describeTrouble, type GateAsking, toGateRead } from './github-gate-read.ts';

type CommentFacts = Extract<GateFacts, { kind: 'issue-approval' }>;
type CommentGate = Extract<Gate, { kind: 'issue-approval' }>;

/** 5,000 comments since the plan stands there: beyond, nothing is guessed. */
const maximumPages = 50;
/** People whose rights are looked up; a crowd that approves may hide who counts, and then it is refused. */
const mostPeople = 30;

export async function readComments(
  approved: Pick<ApprovedPlan, 'digest' | 'reportKey'>,
  gate: CommentGate,
  asking: GateAsking,
): Promise<CommentFacts> {
  const digits = digitsOf(approved);
  if (digits === undefined) return noFacts({ kind: 'missing' });
  try {
    const desk = await openDesk(
      nothingToTell(approved.reportKey),
      silentTelling(asking),
      asking.context,
      asking,
    );
    // The one that every run keeps: the open one with the lowest number.
    const [item] = openItems((await findItems(desk)).ours);
    const since = item && readPlanSince(item.marked.ours, digits);
    if (item === undefined || since === undefined) return noFacts({ kind: 'missing' });
    const comments = await listApprovals(desk, item.issue.number, since);
    if (comments.kind !== 'read')
      return { kind: 'issue-approval', digestSince: { kind: 'read', value: since }, comments };
    const judged = { ...asking, approved, now: asking.clock.now() };
    const couldCount = (comment: ApprovalComment) =>
      objectTo(comment, { gate, since, digits, judged }) === undefined;
    return {
      kind: 'issue-approval',
      digestSince: { kind: 'read', value: since },
      comments: {
        kind: 'read',
        value:
          gate.approvers.length > 0 ? comments.value : await lookUpRights(desk, comments.value, couldCount),
      },
    };
  } catch (error) {
    return noFacts(describeTrouble(error));
  }
}

function noFacts(read: Exclude<GateRead<never>, { kind: 'read' }>): CommentFacts {
  return { kind: 'issue-approval', digestSince: read, comments: read };
}

async function listApprovals(
  desk: Desk,
  number: number,
  since: Date,
): Promise<GateRead<readonly ApprovalComment[]>> {
  // Filters by the last edit: what was written later was also edited later.
  const parameters = { issue_number: number, since: since.toISOString() };
  const list = { route: 'GET /issues/{issue_number}/comments', parameters };
  return toGateRead(await readPages(desk, list, parseApprovals, maximumPages));
}

/** Asks for each person once, and only for those whose comment could count. */
async function lookUpRights(
  desk: Desk,
  comments: readonly ApprovalComment[],
  couldCount: (comment: ApprovalComment) => boolean,
): Promise<readonly ApprovalComment[]> {
  const people = [...new Set(comments.filter(couldCount).map(({ login }) => login))].slice(0, mostPeople);
  const rights = new Map<string, GateRead<boolean>>();
  for (const login of people) {
    const request = desk.ask('GET /collaborators/{username}/permission', { username: login });
    rights.set(login, await askOnce(desk.client, request, parseMayWrite));
  }
  return comments.map((comment) => ({ ...comment, canWrite: rights.get(comment.login) }));
}

/** The desk of tracking wants what a check would tell; here nothing is written. */
function nothingToTell(key: string): Report {
  return {
    key,
    title: '',
    body: '',
    summary: '',
    fingerprint: '',
    standing: 'leave',
    closing: '',
    annotations: [],
  };
}

function silentTelling({ telling }: GateAsking): Telling {
  return { reportTo: [], reportKey: '', assignees: [], onClosed: 'respect', redact: false, ...telling };
}
