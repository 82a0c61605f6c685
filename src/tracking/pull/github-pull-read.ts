import { unclearFailure } from '../github/github-client.ts';
import type { Desk } from '../github/github-desk.ts';
import { lookUntil } from '../github/look-until.ts';
import { isGone } from '../github/refusal.ts';
import { describePullRefusal } from './pull-refusal.ts';
import { type PullRequest, parsePullRequest } from './pull-request.ts';

/** As it is now; `undefined` when there is none. One that has just been made may still be unknown by its number. */
export async function readPull(desk: Desk, number: number): Promise<PullRequest | undefined> {
  return await lookUntil(
    desk.clock,
    async () => await readOnce(desk, number),
    (pull) => pull !== undefined,
  );
}

async function readOnce(desk: Desk, number: number): Promise<PullRequest | undefined> {
  const what = `read pull request #${number} of ${desk.repository}`;
  const request = desk.ask('GET /pulls/{pull_number}', { pull_number: number });
  const outcome = await desk.client.read(request, parsePullRequest);
  if (outcome.kind === 'done') return outcome.value;
  if (outcome.kind === 'unclear') throw unclearFailure(outcome.reason, what);
  if (isGone(outcome.refusal.status)) return undefined;
  throw describePullRefusal(outcome.refusal, what);
}
