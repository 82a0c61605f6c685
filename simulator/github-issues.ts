import type { SimResponse } from './exchange.ts';
import { invalid, refusal } from './github-answers.ts';
import {
  bodyObject,
  type GitHubCall,
  hasPush,
  namesField,
  requireIssue,
  requireIssues,
  requireRead,
  requireWriter,
  textField,
} from './github-calls.ts';
import { requireReopenable, setState } from './github-issue-state.ts';
import { paginate } from './github-listing.ts';
import {
  addEvent,
  addIssue,
  ensureLabel,
  findLabel,
  type GitHubState,
  type StoredIssue,
} from './github-state.ts';

export const maximumBody = 65_536;
const maximumTitle = 256;
const maximumLabel = 50;

export function checkLengths(state: GitHubState, title: string | undefined, body: string | null): void {
  const tooLong = (field: string, maximum: number): Error =>
    invalid({
      resource: 'Issue',
      code: 'custom',
      field,
      message: `${field} is too long (maximum is ${maximum} characters)`,
    });
  if (title !== undefined && title.trim() === '') {
    throw invalid({ resource: 'Issue', code: 'missing_field', field: 'title' });
  }
  if (state.has('title-limit-422') && (title ?? '').length > maximumTitle)
    throw tooLong('title', maximumTitle);
  if (state.has('body-limit-422') && (body ?? '').length > maximumBody) throw tooLong('body', maximumBody);
}

/** The labels as they will stand, made when missing. */
export function takeLabels(state: GitHubState, names: readonly string[]): string[] {
  const long = names.find((name) => name.length > maximumLabel || name.trim() === '');
  if (long !== undefined) {
    throw invalid({ resource: 'Label', code: 'invalid', field: 'name', value: long });
  }
  const known = names.map((name) => findLabel(state, name)?.name);
  if (!state.has('labels-made-on-use')) {
    const missing = names.find((_, index) => known[index] === undefined);
    if (missing !== undefined) {
      throw invalid({ resource: 'Label', code: 'invalid', field: 'name', value: missing });
    }
  }
  if (state.has('labels-lost')) return [];
  return [...new Set(names.map((name, index) => known[index] ?? ensureLabel(state, name).name))];
}

function takeAssignees(state: GitHubState, logins: readonly string[]): string[] {
  const unknown = logins.find((login) => !state.assignable.has(login.toLowerCase()));
  if (unknown !== undefined && state.has('unknown-assignee-422')) {
    throw invalid({ resource: 'Issue', code: 'invalid', field: 'assignees', value: unknown });
  }
  return logins.filter((login) => state.assignable.has(login.toLowerCase()));
}

export function createIssue(call: GitHubCall): SimResponse {
  const { state } = call;
  const writer = requireWriter(call, 'anyone');
  requireIssues(state);
  const body = bodyObject(call);
  const title = textField(body, 'title');
  if (title === undefined || title === null)
    throw refusal(422, `Invalid request.\n\n"title" wasn't supplied.`);
  const text = textField(body, 'body') ?? null;
  checkLengths(state, title, text);
  const mayLabel = hasPush(call) || !state.has('labels-dropped-without-push');
  const labels = takeLabels(state, mayLabel ? (namesField(body, 'labels', 'name') ?? []) : []);
  const assignees = takeAssignees(state, mayLabel ? (namesField(body, 'assignees', 'login') ?? []) : []);
  const issue = addIssue(state, { title, body: text, author: writer.login, labels, assignees }, true);
  for (const name of labels)
    addEvent(state, issue, 'labeled', writer.login, { label: eventLabel(state, name) });
  const location = `${call.pages.repositoryUrl}/issues/${issue.number}`;
  return { status: 201, headers: { location }, body: call.pages.issue(issue, 'single') };
}

export function eventLabel(state: GitHubState, name: string): { name: string; color: string } {
  return { name, color: findLabel(state, name)?.color ?? 'ededed' };
}

export function readIssue(call: GitHubCall, number: number): SimResponse {
  requireRead(call, number);
  return { status: 200, body: call.pages.issue(requireIssue(call, number), 'single') };
}

interface Edit {
  readonly title: string | undefined;
  readonly text: string | null | undefined;
  readonly labels: readonly string[] | undefined;
  readonly assignees: readonly string[] | undefined;
  readonly target: 'open' | 'closed' | undefined;
  readonly reason: string | null;
}

/** Checked as a whole before anything is changed. */
function readEdit(call: GitHubCall, number: number): Edit {
  const { state } = call;
  const body = bodyObject(call);
  const title = textField(body, 'title') ?? undefined;
  const text = textField(body, 'body');
  checkLengths(state, title, text ?? null);
  const target = textField(body, 'state') ?? undefined;
  if (target !== undefined && target !== 'open' && target !== 'closed') {
    throw invalid({ resource: 'Issue', code: 'invalid', field: 'state', value: target });
  }
  const mayLabel = hasPush(call, number) || !state.has('labels-dropped-without-push');
  const labels = mayLabel ? namesField(body, 'labels', 'name') : undefined;
  const assignees = mayLabel ? namesField(body, 'assignees', 'login') : undefined;
  return {
    title,
    text,
    target,
    reason: textField(body, 'state_reason') ?? null,
    assignees: assignees && takeAssignees(state, assignees),
    labels: labels && takeLabels(state, labels),
  };
}

export function editIssue(call: GitHubCall, number: number): SimResponse {
  const { state } = call;
  const { login } = requireWriter(call, 'anyone', number);
  const issue = requireIssue(call, number);
  if (!hasPush(call, number) && issue.author !== login) requireWriter(call, 'push', number);
  const { title, text, labels, assignees, target, reason } = readEdit(call, number);
  requireReopenable(state, issue, target);
  if (title !== undefined && title !== issue.title) {
    addEvent(state, issue, 'renamed', login, { rename: { from: issue.title, to: title } });
    issue.title = title;
  }
  if (text !== undefined && text !== issue.body) {
    issue.body = text;
    issue.updatedAt = state.now();
  }
  if (labels) setLabels(state, issue, labels, login);
  if (assignees) issue.assignees = [...assignees];
  if (target) setState(state, issue, { target, reason, by: login });
  return { status: 200, body: call.pages.issue(issue, 'single') };
}

export function setLabels(
  state: GitHubState,
  issue: StoredIssue,
  labels: readonly string[],
  by: string,
): void {
  for (const name of labels.filter((label) => !issue.labels.includes(label))) {
    addEvent(state, issue, 'labeled', by, { label: eventLabel(state, name) });
  }
  for (const name of issue.labels.filter((label) => !labels.includes(label))) {
    addEvent(state, issue, 'unlabeled', by, { label: eventLabel(state, name) });
  }
  issue.labels = [...labels];
}

export function addAssignees(call: GitHubCall, number: number): SimResponse {
  const { state } = call;
  const writer = requireWriter(call, 'anyone', number);
  const issue = requireIssue(call, number);
  const asked = namesField(bodyObject(call), 'assignees', 'login') ?? [];
  const known = asked.filter((login) => state.assignable.has(login.toLowerCase()));
  if (!state.has('unknown-assignee-ignored')) takeAssignees(state, asked);
  const fresh = hasPush(call, number) ? known.filter((login) => !issue.assignees.includes(login)) : [];
  issue.assignees.push(...fresh);
  for (const login of fresh) {
    addEvent(state, issue, 'assigned', writer.login, {
      assignee: call.pages.user(login),
      assigner: call.pages.user(writer.login),
    });
  }
  return { status: 201, body: call.pages.issue(issue, 'single') };
}

export function lockIssue(call: GitHubCall, number: number): SimResponse {
  const writer = requireWriter(call, 'push', number);
  const issue = requireIssue(call, number);
  const reason = textField(bodyObject(call), 'lock_reason') ?? null;
  issue.locked = true;
  issue.lockReason = reason;
  addEvent(call.state, issue, 'locked', writer.login, { lock_reason: reason });
  return { status: 204 };
}

export function listEvents(call: GitHubCall, number: number): SimResponse {
  requireRead(call, number);
  const issue = requireIssue(call, number);
  return paginate(call, issue.events, (event) => call.pages.event(event));
}
