import { standsAsSent } from '../github/fit-body.ts';
import { type Desk, readIssue } from '../github/github-desk.ts';
import { editFresh } from '../github/github-fresh-edit.ts';
import { type Issue, parseIssue } from '../github/issue.ts';
import { describeRefusal, isGone } from '../github/refusal.ts';

/** What an edit changes. */
export interface Patch {
  readonly body?: string;
  readonly title?: string;
  readonly state?: 'open' | 'closed';
  readonly state_reason?: 'completed' | 'not_planned';
}

/**
 * Edits an issue as it stands right before the write: `plan` gets the fresh issue and says what to change, or
 * `undefined` when it is no longer what was decided about.
 *
 * `undefined`: nothing was changed. Throws `Failure` when GitHub refuses, or does not answer.
 */
export async function editIssue(
  desk: Desk,
  number: number,
  plan: (fresh: Issue) => Patch | undefined,
): Promise<Issue | undefined> {
  const what = `edit issue #${number} of ${desk.repository}`;
  return await editFresh<Issue, Patch>(desk.client, {
    what,
    read: async () => await readIssue(desk, number),
    plan,
    request: (patch) => desk.ask('PATCH /issues/{issue_number}', { issue_number: number, ...patch }),
    parse: parseIssue,
    holds: (fresh, patch) => holds(fresh, patch, desk.report.key),
    refuse: async (refusal) => {
      if (isGone(refusal.status)) return undefined;
      throw describeRefusal(refusal, what);
    },
  });
}

/** Whether an edit whose answer was lost has been carried out. */
function holds(issue: Issue, patch: Patch, key: string): boolean {
  const isState = patch.state === undefined || issue.isOpen === (patch.state === 'open');
  return isState && (patch.body === undefined || standsAsSent(issue.body, patch.body, key));
}
