import { Failure } from '../../failure.ts';
import { settle } from '../github/github-client.ts';
import type { Desk } from '../github/github-desk.ts';
import { makeLabels } from '../github/github-labels.ts';
import { type Issue, isSameName, parseIssue } from '../github/issue.ts';
import { refuseArchived } from '../github/refusal.ts';

/**
 * Makes the issue, once. `undefined`: GitHub gave no usable answer, so that it may stand or not; look before trying
 * again.
 *
 * Throws `Failure` when GitHub refuses.
 */
export async function createIssue(desk: Desk): Promise<Issue | undefined> {
  const { report, telling, us } = desk;
  await checkRepository(desk);
  await makeLabels(desk, telling.labels);
  const { title, body } = report;
  const outcome = await desk.client.write(
    async () => desk.ask('POST /issues', { title, body, labels: telling.labels }),
    parseIssue,
  );
  if (outcome === undefined || outcome.kind === 'unclear') {
    desk.log.debug(`Creating the issue: ${outcome?.reason ?? ''}; looking whether it is there.`);
    return undefined;
  }
  const issue = settle(outcome, `create an issue in ${desk.repository}`);
  if (!isSameName(issue.author.login, us.login)) warnOfIdentity(desk, issue);
  return issue;
}

/** Before the first write, so that a repository that takes no issues is left as it is. */
async function checkRepository(desk: Desk): Promise<void> {
  const outcome = await desk.client.read(desk.ask('GET'), parseRepository);
  // Some tokens may write issues and not read this; then the first write decides.
  if (outcome.kind !== 'done') return;
  const { hasIssues, isArchived } = outcome.value;
  if (isArchived) throw refuseArchived(`${desk.repository} is archived and cannot be written.`);
  if (!hasIssues) throw new Failure('AKSU-GITHUB-ISSUES-OFF', `Issues are disabled in ${desk.repository}.`);
}

function parseRepository(data: unknown): { hasIssues: boolean; isArchived: boolean } | undefined {
  if (typeof data !== 'object' || data === null || !('has_issues' in data)) return undefined;
  return { hasIssues: data.has_issues !== false, isArchived: Reflect.get(data, 'archived') === true };
}

function warnOfIdentity(desk: Desk, issue: Issue): void {
  desk.log.warning(
    'Unsure who we are',
    `GitHub did not tell which account the token belongs to; issue #${issue.number} was written as ` +
      `${issue.author.login}. The next run cannot recognise it as ours and will stop.`,
  );
}
