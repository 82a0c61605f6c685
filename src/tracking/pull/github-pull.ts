import { Failure } from '../../failure.ts';
import type { Telling } from '../../inputs/inputs.ts';
import type { RunContext } from '../../inputs/run-context.ts';
import { sha256 } from '../../inputs/runner-sha256.ts';
import type { ProposedPins } from '../../pins/pins.ts';
import { hashPlace } from '../../report/places.ts';
import type { Page } from '../../report/report.ts';
import { type Desk, openDesk, type Ports } from '../github/github-desk.ts';
import { isSameName } from '../github/issue.ts';
import { lookUntil } from '../github/look-until.ts';
import type { Tracked } from '../tracking.ts';
import { withBranchLine } from './branch-line.ts';
import { decidePull, type PullAction, type Wish, wishOf } from './decide-pull.ts';
import { listChanges } from './github-branch.ts';
import { judgeBranch, type Look, readBranchHead } from './github-branch-read.ts';
import { act, type Memory, type Scene } from './github-pull-act.ts';
import { findPulls, isHeld, readCloser } from './github-pull-find.ts';
import { closeExtraPull } from './github-pull-write.ts';
import { type FoundPulls, nameBranch, type PullItem } from './recognise-pulls.ts';

const second = 1000;
const maximumLooks = 12;

/**
 * Brings the proposed pins to the one pull request of the page's key: looks, decides, does one thing, and looks again
 * wherever the world may have changed under it (another run, a person, a lost answer). The branch is written before the
 * pull request tells of it.
 *
 * Throws `Failure` (AKSU-GITHUB…) when it cannot; nothing of the report is lost by that.
 */
export async function trackPullRequest(
  page: Page,
  proposed: ProposedPins,
  telling: Telling,
  context: RunContext,
  ports: Ports,
): Promise<Tracked> {
  const opened = await openDesk(page, telling, context, ports);
  const scene: Scene = {
    proposed,
    place: { repositoryId: context.repositoryId, branch: nameBranch(page.key) },
    changes: listChanges(proposed.edits),
    standing: wishOf(page.standing, proposed.edits.length),
  };
  const memory: Memory = {
    made: undefined,
    lostCreations: 0,
    commits: new Set(),
    wrote: undefined,
    closedForGood: new Set(),
  };
  for (let look = 0; look < maximumLooks; look++) {
    const end = await lookAndAct(opened, scene, memory);
    if (end) return end;
    await opened.clock.pause(second);
  }
  throw new Failure('AKSU-GITHUB', `The pull request of key ${page.key} kept changing while we wrote it.`);
}

/** `undefined`: look again. */
async function lookAndAct(opened: Desk, scene: Scene, memory: Memory): Promise<Tracked | undefined> {
  const { made } = memory;
  // Nothing says better who we are than what we made.
  const desk = made ? { ...opened, us: { login: made.author.login, isCertain: true } } : opened;
  const found = await findAll(desk, scene, memory);
  const look = await lookAtBranch(desk, scene, memory, found);
  if (look === undefined) return undefined;
  const report = { ...desk.report, body: withBranchLine(desk.report.body, look.recorded) };
  const telling: Desk = { ...desk, report };
  const [kept, ...extras] = found.open;
  if (kept && scene.standing !== 'leave')
    for (const each of extras) await closeExtraPull(telling, each, kept);
  const isReleased = await wasReleased(desk, found, look);
  const action = decidePull(found, look.branch, wishFor(telling, scene, isReleased));
  refuseStrangers(desk, scene, found, action);
  return await act({ desk: telling, scene, memory, look }, action);
}

function wishFor({ report, telling, us }: Desk, scene: Scene, isReleased: boolean): Wish {
  const { standing, proposed } = scene;
  const places = proposed.notes
    .filter(({ kind }) => kind === 'unread')
    .map(({ pin }) => hashPlace(sha256, pin));
  const unread = { places, hasFiles: proposed.unread.length > 0 };
  return { page: report, standing, unread, onClosed: telling.onClosed, us: us.login, isReleased };
}

async function findAll(desk: Desk, scene: Scene, memory: Memory): Promise<FoundPulls> {
  const { made, lostCreations, closedForGood } = memory;
  const find = async () => await findPulls(desk, scene.place, made);
  const isShown = ({ open }: FoundPulls) => lostCreations === 0 || open.length > 0;
  const found = made ? await find() : await lookUntil(desk.clock, find, isShown);
  const { last } = found;
  if (!last || found.open.length > 0 || scene.standing !== 'due') return found;
  if (closedForGood.has(last.pull.number)) return { ...found, last: undefined };
  return last.pull.isMerged ? found : { ...found, last: await readCloser(desk, last) };
}

/** `undefined`: GitHub is not at one with itself yet. */
async function lookAtBranch(
  desk: Desk,
  scene: Scene,
  memory: Memory,
  found: FoundPulls,
): Promise<Look | undefined> {
  const { standing, place, changes, proposed } = scene;
  const isIdle = standing === 'leave' || (standing === 'clear' && found.open.length === 0);
  if (isIdle) return { branch: { kind: 'absent' }, head: undefined, base: undefined, recorded: undefined };
  const { wrote } = memory;
  const head = await lookUntil(
    desk.clock,
    async () => await readBranchHead(desk, place.branch),
    (each) => wrote === undefined || each?.sha !== wrote.over,
  );
  return await judgeBranch(desk, head, {
    found,
    changes,
    base: proposed.base,
    written: memory.commits,
    sha256,
  });
}

/**
 * Whether people deleted the branch, or a run has made it anew since, as our comment below the closed pull request says.
 * Deleting a branch closes its pull request: that closing is none to respect.
 */
async function wasReleased(desk: Desk, found: FoundPulls, { branch, head, base }: Look): Promise<boolean> {
  const closed = closedByPeople(desk, found);
  const isAnew = head?.parents.length === 1 && head.parents[0] === base && closed?.pull.head.sha !== head.sha;
  if (!closed || branch.kind === 'people' || (head && !isAnew)) return false;
  return await isHeld(desk, closed, sha256);
}

function closedByPeople(desk: Desk, { open, last }: FoundPulls): PullItem | undefined {
  if (open.length > 0 || !last || last.pull.isMerged) return undefined;
  return last.closedBy !== undefined && isSameName(last.closedBy, desk.us.login) ? undefined : last;
}

/** Another one from our branch would be taken for ours, or could not be made beside it. */
function refuseStrangers(desk: Desk, scene: Scene, found: FoundPulls, { kind }: PullAction): void {
  const [stranger] = found.strangers;
  const isQuiet = kind === 'none' || kind === 'leave' || kind === 'hold' || kind === 'close';
  if (!stranger || found.open.length > 0 || isQuiet) return;
  const { number, url, author } = stranger;
  const what = `Pull request #${number} (${url}) comes from our branch ${scene.place.branch}`;
  if (isSameName(author.login, desk.us.login)) {
    throw new Failure('AKSU-GITHUB-BRANCH', `${what} and does not hold our text any more.`, {
      next: `Close pull request #${number} to start anew.`,
    });
  }
  throw new Failure(
    'AKSU-GITHUB-IDENTITY',
    `${what} and was opened by ${author.login}; we are ${desk.us.login} now.`,
    {
      next: `Pass the token of ${author.login} in \`github-token\`, or close pull request #${number} to start anew.`,
    },
  );
}
