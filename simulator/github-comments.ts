import type { SimResponse } from './exchange.ts';
import { isInstallation } from './github-accounts.ts';
import { invalid, notFound, refusal } from './github-answers.ts';
import {
  bodyObject,
  type GitHubCall,
  hasPush,
  requireIssue,
  requireRead,
  requireWriter,
  textField,
} from './github-calls.ts';
import { maximumBody } from './github-issues.ts';
import { paginate } from './github-listing.ts';
import { addComment, type GitHubState, type StoredComment, type StoredIssue } from './github-state.ts';

function checkedBody(call: GitHubCall): string {
  const text = textField(bodyObject(call), 'body');
  if (text === undefined || text === null) throw refusal(422, `Invalid request.\n\n"body" wasn't supplied.`);
  if (text.trim() === '') throw invalid({ resource: 'IssueComment', code: 'missing_field', field: 'body' });
  if (call.state.has('body-limit-422') && text.length > maximumBody) {
    throw invalid({
      resource: 'IssueComment',
      code: 'unprocessable',
      field: 'data',
      message: `Body is too long (maximum is ${maximumBody} characters)`,
    });
  }
  return text;
}

function requireUnlocked(call: GitHubCall, issue: StoredIssue): void {
  if (!issue.locked || !call.state.has('locked-refuses-comments')) return;
  if (hasPush(call, issue.number) && !isInstallation(call.token)) return;
  throw refusal(403, 'Unable to create comment because issue is locked.');
}

export function createComment(call: GitHubCall, number: number): SimResponse {
  const writer = requireWriter(call, 'anyone', number);
  const issue = requireIssue(call, number);
  const body = checkedBody(call);
  requireUnlocked(call, issue);
  const comment = addComment(call.state, issue, { author: writer.login, body });
  const location = `${call.pages.repositoryUrl}/issues/comments/${comment.id}`;
  return { status: 201, headers: { location }, body: call.pages.comment(comment) };
}

export function listComments(call: GitHubCall, number: number): SimResponse {
  requireRead(call, number);
  const issue = requireIssue(call, number);
  const since = Date.parse(call.request.query.get('since') ?? '');
  const shown = issue.comments.filter((comment) => Number.isNaN(since) || comment.updatedAt >= since);
  return paginate(call, shown, (comment) => call.pages.comment(comment));
}

function requireComment(state: GitHubState, id: number): StoredComment {
  const comment = state.comments.get(id);
  const issue = comment && state.issues.get(comment.issue);
  if (!comment || issue?.fate.kind !== 'here') throw notFound();
  return comment;
}

export function readComment(call: GitHubCall, id: number): SimResponse {
  requireRead(call, call.state.comments.get(id)?.issue);
  return { status: 200, body: call.pages.comment(requireComment(call.state, id)) };
}

export function editComment(call: GitHubCall, id: number): SimResponse {
  const number = call.state.comments.get(id)?.issue;
  const writer = requireWriter(call, 'anyone', number);
  const comment = requireComment(call.state, id);
  if (!hasPush(call, number) && comment.author !== writer.login) requireWriter(call, 'push', number);
  comment.body = checkedBody(call);
  comment.updatedAt = call.state.now();
  return { status: 200, body: call.pages.comment(comment) };
}
