import type { Sha256 } from '../../inputs/run-context.ts';
import { recogniseComments } from '../comment/decide-comment.ts';
import { listComments } from '../comment/github-thread.ts';
import { unclearFailure } from '../github/github-client.ts';
import { type Desk, readIssue } from '../github/github-desk.ts';
import { readPages } from '../github/github-pages.ts';
import { readPull } from './github-pull-read.ts';
import { heldKey, writeReleased } from './held-branch.ts';
import { describePullRefusal } from './pull-refusal.ts';
import { type PullRequest, parsePullRequests } from './pull-request.ts';
import { type BranchPlace, type FoundPulls, type PullItem, recognisePulls } from './recognise-pulls.ts';

/** The last thousand from our branch. */
const maximumPages = 10;

/** What stands from our branch. Never by search, whose index lags. `made`: known to be there, whatever the list shows. */
export async function findPulls(
  desk: Desk,
  place: BranchPlace,
  made: PullRequest | undefined,
): Promise<FoundPulls> {
  const owner = desk.repository.split('/')[0] ?? '';
  const parameters = { head: `${owner}:${place.branch}`, state: 'all', sort: 'created', direction: 'desc' };
  const list = { route: 'GET /pulls', parameters, cutsOff: true };
  const outcome = await readPages(desk, list, parsePullRequests, maximumPages);
  const what = `list the pull requests of ${desk.repository}`;
  if (outcome.kind === 'unclear') throw unclearFailure(outcome.reason, what);
  if (outcome.kind === 'refused') throw describePullRefusal(outcome.refusal, what);
  const isMissing = made && !outcome.value.some(({ number }) => number === made.number);
  const fresh = isMissing ? await readPull(desk, made.number) : undefined;
  return recognisePulls([...outcome.value, ...(fresh ? [fresh] : [])], place, desk.report.key, desk.us.login);
}

/** By whom the last one was closed; unknown where GitHub does not say. */
export async function readCloser(desk: Desk, item: PullItem): Promise<PullItem> {
  const issue = await readIssue(desk, item.pull.number);
  return { ...item, closedBy: issue?.closedBy };
}

/** Whether our comment below it asks to delete the branch, to have it made anew. */
export async function isHeld(desk: Desk, item: PullItem, sha256: Sha256): Promise<boolean> {
  const { key } = desk.report;
  const outcome = await listComments(desk, { kind: 'pull request', number: item.pull.number });
  if (outcome.kind !== 'done') return false;
  const { ours } = recogniseComments(outcome.value, heldKey(key), desk.us.login);
  const released = writeReleased(key, sha256).fingerprint;
  return ours.some(({ marked }) => marked.fingerprint !== released);
}
