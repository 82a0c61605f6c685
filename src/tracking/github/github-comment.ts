import { Failure } from '../../failure.ts';
import { type Desk, settleUnlessGone } from './github-desk.ts';
import { isSameName, parseComment, parseComments } from './issue.ts';
import { describeRefusal } from './refusal.ts';

const sendings = 2;

/**
 * Says why, below an issue. Best effort: the issue itself is already as it should be, so trouble here is a warning. A
 * locked conversation takes no comment, and that is somebody's wish.
 */
export async function addComment(desk: Desk, number: number, text: string): Promise<void> {
  try {
    await sendComment(desk, number, text);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === 'AKSU-GITHUB-LOCKED') desk.log.debug(error.message);
    else desk.log.warning('No comment', `${error.message} ${error.next}`);
  }
}

/** A comment whose answer was lost is looked for before it is sent a second time. */
async function sendComment(desk: Desk, number: number, text: string): Promise<void> {
  const what = `comment on issue #${number} of ${desk.repository}`;
  // Times on GitHub have no fractions, and its clock is not ours.
  const since = new Date(desk.clock.now().getTime() - 60_000).toISOString();
  let reason = '';
  for (let count = 0; count < sendings; count++) {
    const prepare = async () =>
      count > 0 && (await isThere(desk, number, text, since))
        ? undefined
        : desk.ask('POST /issues/{issue_number}/comments', { issue_number: number, body: text });
    const outcome = await desk.client.write(prepare, parseComment);
    if (outcome === undefined || outcome.kind === 'done') return;
    if (outcome.kind === 'refused') throw describeRefusal(outcome.refusal, what);
    reason = outcome.reason;
  }
  if (await isThere(desk, number, text, since)) return;
  throw new Failure('AKSU-GITHUB', `GitHub gave no usable answer when we wanted to ${what}: ${reason}`);
}

async function isThere(desk: Desk, number: number, text: string, since: string): Promise<boolean> {
  const parameters = { issue_number: number, since, per_page: 100 };
  const request = desk.ask('GET /issues/{issue_number}/comments', parameters);
  const outcome = await desk.client.read(request, parseComments);
  const comments = settleUnlessGone(outcome, `read the comments of issue #${number}`) ?? [];
  return comments.some((one) => isSameName(one.author, desk.us.login) && isSameText(one.body, text));
}

function isSameText(left: string, right: string): boolean {
  return left.replaceAll('\r\n', '\n').trim() === right.replaceAll('\r\n', '\n').trim();
}
