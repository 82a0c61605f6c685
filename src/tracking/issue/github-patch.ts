import { findMarked, tellsTheSame } from '../../report/marker.ts';
import { unclearFailure } from '../github/github-client.ts';
import { type Desk, readIssue, settleUnlessGone } from '../github/github-desk.ts';
import { type Issue, parseIssue } from '../github/issue.ts';

/** What an edit changes. */
export interface Patch {
  readonly body?: string;
  readonly title?: string;
  readonly state?: 'open' | 'closed';
  readonly state_reason?: 'completed' | 'not_planned';
}

const sendings = 2;

/**
 * Edits an issue as it stands right before the write, so that what people changed in the meantime is kept: `plan` gets
 * the fresh issue and says what to change, or `undefined` when it is no longer what was decided about. Without a usable
 * answer the issue is read back before anything is sent a second time.
 *
 * `undefined`: nothing was changed. Throws `Failure` when GitHub refuses, or does not answer.
 */
export async function editIssue(
  desk: Desk,
  number: number,
  plan: (fresh: Issue) => Patch | undefined,
): Promise<Issue | undefined> {
  const what = `edit issue #${number} of ${desk.repository}`;
  let sent: Patch | undefined;
  let landed: Issue | undefined;
  let reason = '';
  const prepare = async () => {
    const fresh = await readIssue(desk, number);
    if (fresh && sent && holds(fresh, sent, desk.report.key)) landed = fresh;
    const patch = fresh && !landed ? plan(fresh) : undefined;
    if (patch === undefined) return undefined;
    sent = patch;
    return desk.ask('PATCH /issues/{issue_number}', { issue_number: number, ...patch });
  };
  for (let count = 0; count < sendings; count++) {
    const outcome = await desk.client.write(prepare, parseIssue);
    if (outcome === undefined) return landed;
    if (outcome.kind !== 'unclear') return settleUnlessGone(outcome, what);
    reason = outcome.reason;
  }
  const last = await readIssue(desk, number);
  if (last && sent && holds(last, sent, desk.report.key)) return last;
  throw unclearFailure(reason, what);
}

/** Whether an edit whose answer was lost has been carried out. */
function holds(issue: Issue, patch: Patch, key: string): boolean {
  const isState = patch.state === undefined || issue.isOpen === (patch.state === 'open');
  if (patch.body === undefined) return isState;
  const stands = findMarked(issue.body, key)?.ours ?? '';
  const wanted = findMarked(patch.body, key)?.ours ?? '';
  return isState && tellsTheSame(stands, wanted);
}
