import type { SimResponse } from './exchange.ts';
import { invalid, notFound, refusal } from './github-answers.ts';
import {
  bodyObject,
  type GitHubCall,
  namesField,
  requireIssue,
  requireScopeRead,
  requireScopeWriter,
  requireWriter,
  textField,
} from './github-calls.ts';
import { setLabels, takeLabels } from './github-issues.ts';
import { paginate } from './github-listing.ts';
import { findLabel, type StoredLabel } from './github-state.ts';

export function listLabels(call: GitHubCall): SimResponse {
  requireScopeRead(call, ['issues', 'pulls']);
  return paginate(call, [...call.state.labels.values()], (label) => call.pages.label(label));
}

export function readLabel(call: GitHubCall, name: string): SimResponse {
  requireScopeRead(call, ['issues', 'pulls']);
  const label = findLabel(call.state, name);
  if (!label) throw notFound();
  return { status: 200, body: call.pages.label(label) };
}

export function createLabel(call: GitHubCall): SimResponse {
  requireScopeWriter(call, ['issues', 'pulls']);
  const body = bodyObject(call);
  const name = textField(body, 'name');
  if (name === undefined || name === null) throw refusal(422, `Invalid request.\n\n"name" wasn't supplied.`);
  const color = textField(body, 'color') ?? 'ededed';
  const description = textField(body, 'description') ?? null;
  if (name.trim() === '' || name.length > 50)
    throw invalid({ resource: 'Label', code: 'invalid', field: 'name' });
  if (!/^[0-9a-f]{6}$/i.test(color)) throw invalid({ resource: 'Label', code: 'invalid', field: 'color' });
  if ((description ?? '').length > 100) {
    throw invalid({ resource: 'Label', code: 'invalid', field: 'description' });
  }
  const { state } = call;
  if (findLabel(state, name) && state.has('label-duplicate-422')) {
    throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' });
  }
  const label: StoredLabel = { id: state.nextId++, name, color, description };
  state.labels.set(name.toLowerCase(), label);
  return {
    status: 201,
    headers: { location: String(call.pages.label(label)['url']) },
    body: call.pages.label(label),
  };
}

/** POST issues/N/labels: an object with `labels`, or the bare array. */
export function addLabels(call: GitHubCall, number: number): SimResponse {
  const { state } = call;
  const writer = requireWriter(call, 'push', number);
  const issue = requireIssue(call, number);
  const body = Array.isArray(call.body) ? { labels: call.body as unknown[] } : bodyObject(call);
  const names = takeLabels(state, namesField(body, 'labels', 'name') ?? []);
  setLabels(state, issue, [...new Set([...issue.labels, ...names])], writer.login);
  const shown = issue.labels.flatMap((name) => findLabel(state, name) ?? []);
  return { status: 200, body: shown.map((label) => call.pages.label(label)) };
}
