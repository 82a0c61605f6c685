/** What is written into the git database, read from the bodies of requests. */

import { refusal } from './github-answers.ts';
import { bodyObject, type GitHubCall, textField } from './github-calls.ts';

export function requiredText(call: GitHubCall, field: string): string {
  const text = textField(bodyObject(call), field);
  if (text === undefined || text === null) {
    throw refusal(422, `Invalid request.\n\n"${field}" wasn't supplied.`, 'git');
  }
  return text;
}

export function optionalFlag(call: GitHubCall, field: string): boolean {
  const value = bodyObject(call)[field];
  if (value === undefined || typeof value === 'boolean') return value === true;
  throw refusal(
    422,
    `Invalid request.\n\nFor 'properties/${field}', ${JSON.stringify(value)} is not a boolean.`,
  );
}
