import type { Sha256 } from '../../inputs/run-context.ts';
import { findCommit, listFiles, readCommit } from '../files/github-tree.ts';
import { settle } from '../github/github-client.ts';
import type { Desk } from '../github/github-desk.ts';
import { readPages } from '../github/github-pages.ts';
import { lookUntil } from '../github/look-until.ts';
import { isGone } from '../github/refusal.ts';
import {
  type BranchHead,
  type Change,
  hashChanges,
  isMadeBy,
  parseBranchHead,
  readTrailer,
} from './branch-head.ts';
import { readBranchLine } from './branch-line.ts';
import { compareBranch, nameLeaf } from './compare-branch.ts';
import type { Branch } from './decide-pull.ts';
import { readPull } from './github-pull-read.ts';
import { pullsLine } from './pull-refusal.ts';
import { type PullRequest, parsePulledPaths } from './pull-request.ts';
import type { FoundPulls, PullItem } from './recognise-pulls.ts';

/** GitHub lists 3,000 files of a pull request; ours are few. */
const maximumPages = 5;
const mostCommits = 20;

/** What a look at the branch is judged by. */
export interface Knowledge {
  readonly found: FoundPulls;
  readonly changes: readonly Change[];
  /** The base, and its commit that the changes were made from. */
  readonly base: { readonly branch: string; readonly commit: string };
  /** Commits that this run put there. */
  readonly written: ReadonlySet<string>;
  readonly sha256: Sha256;
}

export interface Look {
  readonly branch: Branch;
  /** `undefined`: there is no such branch. */
  readonly head: BranchHead | undefined;
  /** The base's commit that the head was made from, where we made it. */
  readonly base: string | undefined;
  /** The last commit that is known to be ours: what the pull request records. */
  readonly recorded: string | undefined;
}

/** `undefined`: there is no such branch, or it has another name now. */
export async function readBranchHead(desk: Desk, branch: string): Promise<BranchHead | undefined> {
  const request = desk.ask('GET /branches/{branch}', { branch });
  const outcome = await desk.client.read(request, (data) => parseBranchHead(data, branch));
  if (outcome.kind === 'refused' && isGone(outcome.refusal.status)) return undefined;
  return settle(outcome, `read branch ${branch} of ${desk.repository}`, pullsLine);
}

/** Whose the head is and what it holds. `undefined`: the pull request shows another head than the branch; look again. */
export async function judgeBranch(
  desk: Desk,
  head: BranchHead | undefined,
  knowledge: Knowledge,
): Promise<Look | undefined> {
  const { found, changes, base, written, sha256 } = knowledge;
  const item = found.open[0] ?? found.last;
  const recorded = item && readBranchLine(item.marked.ours);
  if (head === undefined) return { branch: { kind: 'absent' }, head, base: undefined, recorded: undefined };
  const trailer = readTrailer(sha256, head, desk.report.key);
  const isOurs = written.has(head.sha) || isRecorded(found, head.sha);
  if (trailer && (isOurs || isMadeBy(head, desk.us.login))) {
    const isWanted =
      !isMerged(found, head.sha, base.branch) && trailer.changes === hashChanges(sha256, changes);
    return { branch: { kind: 'ours', isWanted }, head, base: trailer.base, recorded: head.sha };
  }
  // All that was on it has been merged: nothing of it can be lost.
  if (isMerged(found, head.sha, base.branch)) {
    return { branch: { kind: 'ours', isWanted: false }, head, base: undefined, recorded: head.sha };
  }
  return await compareContent(desk, head, { item, recorded, isOurs, changes, base });
}

/** A head that is not as we made it: looks what merging it would change. */
async function compareContent(
  desk: Desk,
  head: BranchHead,
  known: {
    readonly item: PullItem | undefined;
    readonly recorded: string | undefined;
    readonly isOurs: boolean;
    readonly changes: readonly Change[];
    readonly base: Knowledge['base'];
  },
): Promise<Look | undefined> {
  const { item, recorded, isOurs, changes, base } = known;
  const content = item && (await readContent(desk, item.pull, head.sha));
  if (content === 'moved') return undefined;
  if (content === undefined) {
    const lacking = changes.map(({ path }) => path);
    const isFree = isOurs || (await isOnBase(desk, base.commit, head.sha));
    const branch: Branch = isFree
      ? { kind: 'ours', isWanted: false }
      : { kind: 'people', isWanted: false, lacking };
    return { branch, head, base: undefined, recorded: isOurs ? head.sha : recorded };
  }
  const shown = new Set(content.paths);
  const paths = [...new Set([...shown, ...changes.map(({ path }) => path)])];
  const last = recorded === undefined ? undefined : await findCommit(desk, recorded);
  const written = last && (await readLeaves(desk, last, paths));
  const now = await readLeaves(desk, head, paths);
  // A merge of another base brings what our next commit, made from ours, would take away again.
  const isUpdate = item?.pull.base === base.branch && (await isUpdated(desk, head, recorded));
  const { isForeign, isWanted, lacking } = compareBranch({ shown, changes, now, written, isUpdate });
  // An update from the base, or a commit and its undoing, neither add to what we wrote nor take from it.
  if (isOurs || !isForeign) {
    const branch: Branch = { kind: 'ours', isWanted: isWanted && !isForeign && !content.conflicts };
    return { branch, head, base: undefined, recorded: head.sha };
  }
  return { branch: { kind: 'people', isWanted, lacking }, head, base: undefined, recorded };
}

/** Whether the base has the commit already, as far as its last commits tell: then nothing of the branch can be lost. */
async function isOnBase(desk: Desk, base: string, sha: string): Promise<boolean> {
  const open = [base];
  for (let count = 0; count < mostCommits; count++) {
    const next = open[count];
    if (next === undefined || next === sha) return next === sha;
    const { parents } = await readCommit(desk, next);
    open.push(...parents.filter((parent) => !open.includes(parent)));
  }
  return open.includes(sha);
}

interface Content {
  readonly paths: readonly string[];
  readonly conflicts: boolean;
}

/** `undefined`: GitHub does not show this head in the pull request, or too much of it. */
async function readContent(
  desk: Desk,
  { number }: PullRequest,
  sha: string,
): Promise<Content | 'moved' | undefined> {
  const list = { route: 'GET /pulls/{pull_number}/files', parameters: { pull_number: number } };
  const paths = await readPages(desk, list, parsePulledPaths, maximumPages);
  if (paths.kind !== 'done') {
    desk.log.debug(`The files of pull request #${number} could not be listed.`);
    return undefined;
  }
  // Asked after the list, so that a head that was pushed in between shows.
  const pull = await lookUntil(
    desk.clock,
    async () => await readPull(desk, number),
    // GitHub begins to look whether it can be merged when it is asked.
    (fresh) => !fresh?.isOpen || fresh.head.sha !== sha || fresh.isMergeable !== undefined,
  );
  if (pull?.head.sha === sha) return { paths: paths.value, conflicts: pull.isMergeable === false };
  return pull?.isOpen ? 'moved' : undefined;
}

/** All files of the commit; of too many for one list, those of `paths`. */
async function readLeaves(
  desk: Desk,
  commit: Pick<BranchHead, 'sha' | 'tree' | 'parents'>,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { entries, isWhole } = await listFiles(desk, commit, paths);
  const leaves = new Map<string, string>();
  for (const [path, entry] of entries) {
    if (entry.kind === 'folder' || !(isWhole || paths.includes(path))) continue;
    leaves.set(
      path,
      entry.kind === 'file' ? nameLeaf(entry.mode, entry.blob) : nameLeaf(entry.kind, entry.sha),
    );
  }
  return leaves;
}

function isRecorded({ all }: FoundPulls, sha: string): boolean {
  return all.some(({ marked }) => readBranchLine(marked.ours) === sha);
}

/** Into the base: in another branch it may wait to come here, and would not come any more from below our commits. */
function isMerged({ all }: FoundPulls, sha: string, base: string): boolean {
  return all.some(({ pull }) => pull.isMerged && pull.base === base && pull.head.sha === sha);
}

/** Whether nothing but merges, as by GitHub's button "Update branch", stands on the commit that we know. */
async function isUpdated(desk: Desk, head: BranchHead, recorded: string | undefined): Promise<boolean> {
  let parents = head.parents;
  for (let count = 0; count < mostCommits; count++) {
    const [below] = parents;
    if (below === undefined || parents.length !== 2) return false;
    if (below === recorded) return true;
    ({ parents } = await readCommit(desk, below));
  }
  return false;
}
