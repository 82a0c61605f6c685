import { Failure } from '../../failure.ts';
import { type Desk, readIssue, settleUnlessGone } from './github-desk.ts';
import { type Issue, isSameName, parseEach, parseIssue, parseLabel } from './issue.ts';
import { describeRefusal, isGone } from './refusal.ts';

const colour = '0969da';
const description = 'Kept by aks-upgrade: what is behind in AKS clusters';

/**
 * Makes the labels that the repository does not have yet.
 *
 * Throws `Failure` when the token may not write: better told before an issue is made than after.
 */
export async function makeLabels(desk: Desk, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const read = await desk.client.read(desk.ask('GET /labels/{name}', { name }), parseLabel);
    const what = `read label ${name} of ${desk.repository}`;
    if (settleUnlessGone(read, what) !== undefined) continue;
    const outcome = await desk.client.write(
      async () => desk.ask('POST /labels', { name, color: colour, description }),
      parseLabel,
    );
    if (outcome?.kind !== 'refused') continue;
    // 422: made by another run in the meantime, or a name that GitHub does not take, which shows on the issue.
    if (outcome.refusal.status === 422) desk.log.debug(`Label ${name}: ${outcome.refusal.message}`);
    else throw describeRefusal(outcome.refusal, `make label ${name} in ${desk.repository}`);
  }
}

/**
 * Puts back the labels by which we find the issue again, and looks whether they are there: GitHub may answer with
 * success and not apply them. Returns whether it wrote. Trouble is a warning, the report itself is told.
 */
export async function restoreLabels(desk: Desk, issue: Pick<Issue, 'number' | 'labels'>): Promise<boolean> {
  const missing = missingLabels(issue, desk.telling.labels);
  if (missing.length === 0) return false;
  await bestEffort(desk, 'Labels not applied', async () => {
    await makeLabels(desk, missing);
    const outcome = await desk.client.write(
      async () =>
        desk.ask('POST /issues/{issue_number}/labels', { issue_number: issue.number, labels: missing }),
      (data) => parseEach(data, parseLabel),
    );
    if (outcome?.kind === 'refused' && !isGone(outcome.refusal.status)) {
      throw describeRefusal(outcome.refusal, `label issue #${issue.number} of ${desk.repository}`);
    }
    const fresh = await readIssue(desk, issue.number);
    const lost = fresh ? missingLabels(fresh, missing) : [];
    if (lost.length > 0) {
      throw new Failure('AKSU-GITHUB', `GitHub did not put ${lost.join(', ')} on issue #${issue.number}.`, {
        next: 'Put it there by hand; until then we find the issue by its author.',
      });
    }
  });
  return true;
}

/** Assigns, and says who could not be assigned: GitHub leaves out whom it does not know without a word. */
export async function assign(desk: Desk, number: number): Promise<void> {
  const { assignees } = desk.telling;
  if (assignees.length === 0) return;
  await bestEffort(desk, 'Not assigned', async () => {
    const what = `assign issue #${number} of ${desk.repository}`;
    const outcome = await desk.client.write(
      async () => desk.ask('POST /issues/{issue_number}/assignees', { issue_number: number, assignees }),
      parseIssue,
    );
    if (outcome?.kind === 'refused') throw describeRefusal(outcome.refusal, what);
    const fresh = outcome?.kind === 'done' ? outcome.value : await readIssue(desk, number);
    const lost = assignees.filter((login) => !fresh?.assignees.some((one) => isSameName(one, login)));
    if (lost.length > 0) {
      throw new Failure('AKSU-GITHUB', `GitHub did not assign ${lost.join(', ')} to issue #${number}.`, {
        next: 'Name people who have access to the repository in `assignees`.',
      });
    }
  });
}

function missingLabels(issue: Pick<Issue, 'labels'>, names: readonly string[]): readonly string[] {
  return names.filter((name) => !issue.labels.some((label) => isSameName(label, name)));
}

async function bestEffort(desk: Desk, title: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    desk.log.warning(title, `${error.message} ${error.next}`);
  }
}
