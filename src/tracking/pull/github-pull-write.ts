import { findMarked } from '../../report/marker.ts';
import { placeReport, standsAsSent } from '../github/fit-body.ts';
import { addComment } from '../github/github-comment.ts';
import type { Desk } from '../github/github-desk.ts';
import { editFresh } from '../github/github-fresh-edit.ts';
import { chooseTitle } from '../github/github-title.ts';
import { isGone } from '../github/refusal.ts';
import { readPull } from './github-pull-read.ts';
import { describePullRefusal } from './pull-refusal.ts';
import { type PullRequest, parsePullRequest } from './pull-request.ts';
import type { PullItem } from './recognise-pulls.ts';

interface Patch {
  readonly body?: string;
  readonly title?: string;
  readonly state?: 'open' | 'closed';
}

/**
 * Makes the pull request, once. `unclear`: it may stand or not; look before trying again. GitHub keeps one open for a
 * branch and a base, and refuses a second: `moved`, as when the branch has gone in the meantime.
 *
 * Throws `Failure` when GitHub refuses.
 */
export async function createPull(
  desk: Desk,
  branch: string,
  base: string,
): Promise<PullRequest | 'unclear' | 'moved'> {
  const { title, body } = desk.report;
  const head = `${desk.repository.split('/')[0]}:${branch}`;
  const outcome = await desk.client.write(
    async () => desk.ask('POST /pulls', { title, body, head, base }),
    parsePullRequest,
  );
  if (outcome?.kind === 'done') return outcome.value;
  if (outcome?.kind !== 'refused') {
    desk.log.debug(`Creating the pull request: ${outcome?.reason ?? ''}; looking whether it is there.`);
    return 'unclear';
  }
  const { status, message } = outcome.refusal;
  if (status === 422 && /already exists|"field":"head"|no commits between/i.test(message)) {
    desk.log.debug(`Creating the pull request: ${message}`);
    return 'moved';
  }
  throw describePullRefusal(outcome.refusal, `create a pull request in ${desk.repository}`);
}

/** Puts the page into an open one. `undefined`: it is not any more what was decided about. */
export async function rewritePull(desk: Desk, { pull }: PullItem): Promise<PullRequest | undefined> {
  const title = await chooseTitle(desk, pull);
  const plan = (fresh: PullRequest) => (fresh.isOpen ? planBody(desk, fresh, title) : undefined);
  return asEdited(await editPull(desk, pull.number, plan));
}

/** `refused`: GitHub cannot open it again, since its branch was made anew. */
export async function reopenPull(
  desk: Desk,
  { pull }: PullItem,
): Promise<PullRequest | 'refused' | undefined> {
  const title = await chooseTitle(desk, pull);
  return await editPull(desk, pull.number, (fresh) => {
    const patch = fresh.isOpen || fresh.isMerged ? undefined : planBody(desk, fresh, title);
    return patch && { ...patch, state: 'open' };
  });
}

/** Tells that nothing is due, closes, and says why below. The branch stays. */
export async function closePull(
  desk: Desk,
  { pull }: PullItem,
  comment: string,
): Promise<PullRequest | undefined> {
  const title = await chooseTitle(desk, pull);
  const edited = await editPull(desk, pull.number, (fresh) => {
    const patch = fresh.isOpen ? planBody(desk, fresh, title) : undefined;
    return patch && { ...patch, state: 'closed' };
  });
  const closed = asEdited(edited);
  if (closed) await addComment(desk, closed.number, comment);
  return closed;
}

/** Closes what two runs at once, or another base, made too much. Without our marker it is no longer ours. */
export async function closeExtraPull(desk: Desk, extra: PullItem, kept: PullItem): Promise<void> {
  const pointer = `This is kept in #${kept.pull.number}: there is one pull request for each report key.`;
  const edited = await editPull(desk, extra.pull.number, (fresh) => {
    const found = fresh.isOpen ? findMarked(fresh.body, desk.report.key) : undefined;
    return found && { body: found.before + pointer + found.after, state: 'closed' };
  });
  const closed = asEdited(edited);
  if (closed) await addComment(desk, closed.number, pointer);
}

/** `undefined`: a person took our marker away, so that it is not ours any more. */
function planBody(desk: Desk, fresh: PullRequest, title: string | undefined): Patch | undefined {
  if (!findMarked(fresh.body, desk.report.key)) return undefined;
  const placed = placeReport(fresh.body, desk.report);
  return { ...(placed ? { body: placed.body } : {}), ...(title === undefined ? {} : { title }) };
}

async function editPull(
  desk: Desk,
  number: number,
  plan: (fresh: PullRequest) => Patch | undefined,
): Promise<PullRequest | 'refused' | undefined> {
  const what = `edit pull request #${number} of ${desk.repository}`;
  let isRefused = false;
  const read = async () => await readPull(desk, number);
  const edited = await editFresh<PullRequest, Patch>(desk.client, {
    what,
    read,
    plan,
    request: (patch) => desk.ask('PATCH /pulls/{pull_number}', { pull_number: number, ...patch }),
    parse: parsePullRequest,
    holds: (fresh, { state, body }) =>
      (state === undefined || fresh.isOpen === (state === 'open')) &&
      (body === undefined || standsAsSent(fresh.body, body, desk.report.key)),
    refuse: async (refusal) => {
      if (refusal.status === 422 && /"field":"state"|cannot be (changed|reopened)/i.test(refusal.message)) {
        desk.log.debug(`Pull request #${number}: ${refusal.message}`);
        isRefused = true;
        return undefined;
      }
      // A token without the right is told 404 too, for what it can read.
      if (isGone(refusal.status) && (await read()) === undefined) return undefined;
      throw describePullRefusal(refusal, what);
    },
  });
  return isRefused ? 'refused' : edited;
}

function asEdited(edited: PullRequest | 'refused' | undefined): PullRequest | undefined {
  return edited === 'refused' ? undefined : edited;
}
