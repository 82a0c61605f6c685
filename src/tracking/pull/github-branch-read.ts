import type { Sha256 } from '../../inputs/run-context.ts';
import { listFiles, readCommit } from '../files/github-tree.ts';
import { settle } from '../github/github-client.ts';
import type { Desk } from '../github/github-desk.ts';
import { readPages } from '../github/github-pages.ts';
import { lookUntil } from '../github/look-until.ts';
import { isGone } from '../github/refusal.ts';
import {
  type BranchHead,
  type Change,
  compareFiles,
  findUndone,
  hashChanges,
  isMadeBy,
  parseBranchHead,
  readTrailer,
} from './branch-head.ts';
import { readBranchLine } from './branch-line.ts';
import type { Branch } from './decide-pull.ts';
import { readPull } from './github-pull-read.ts';
import { pullsLine } from './pull-refusal.ts';
import { type PulledFile, type PullRequest, parsePulledFiles } from './pull-request.ts';
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
  return await compareContent(desk, head, { item, recorded, isOurs, changes, base: base.commit });
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
    readonly base: string;
  },
): Promise<Look | undefined> {
  const { item, recorded, isOurs, changes, base } = known;
  const content = item && (await readContent(desk, item.pull, head.sha));
  if (content === 'moved') return undefined;
  if (content === undefined) {
    const lacking = changes.map(({ path }) => path);
    const isFree = isOurs || (await isOnBase(desk, base, head.sha));
    const branch: Branch = isFree
      ? { kind: 'ours', isWanted: false }
      : { kind: 'people', isWanted: false, lacking };
    return { branch, head, base: undefined, recorded: isOurs ? head.sha : recorded };
  }
  const last = recorded === undefined ? undefined : await readWritten(desk, recorded, content.files, changes);
  const written = (path: string) => last?.get(path);
  const { isForeign, isWanted, lacking } = compareFiles(content.files, changes, written);
  const isUndone = !isUpdate(head, recorded) && findUndone(content.files, changes, written).length > 0;
  // An update from the base, or a commit and its undoing, neither add to what we wrote nor take from it.
  if (isOurs || !(isForeign || isUndone)) {
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
    const commit = await readCommit(desk, next);
    open.push(...(commit?.parents ?? []).filter((parent) => !open.includes(parent)));
  }
  return open.includes(sha);
}

interface Content {
  readonly files: readonly PulledFile[];
  readonly conflicts: boolean;
}

/** `undefined`: GitHub does not show this head in the pull request, or too much of it. */
async function readContent(
  desk: Desk,
  { number }: PullRequest,
  sha: string,
): Promise<Content | 'moved' | undefined> {
  const list = { route: 'GET /pulls/{pull_number}/files', parameters: { pull_number: number } };
  const files = await readPages(desk, list, parsePulledFiles, maximumPages);
  if (files.kind !== 'done') {
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
  if (pull?.head.sha === sha) return { files: files.value, conflicts: pull.isMergeable === false };
  return pull?.isOpen ? 'moved' : undefined;
}

/** What our last commit has where the pull request shows something else than we want. */
async function readWritten(
  desk: Desk,
  sha: string,
  files: readonly PulledFile[],
  changes: readonly Change[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map(changes.map(({ path, after }) => [path, after]));
  const shown = new Set(files.map(({ path }) => path));
  const others = [
    ...files.filter(({ path, blob }) => wanted.get(path) !== blob).map(({ path }) => path),
    ...changes.map(({ path }) => path).filter((path) => !shown.has(path)),
  ];
  const commit = others.length > 0 ? await readCommit(desk, sha) : undefined;
  const listing = commit && (await listFiles(desk, commit, others));
  const written = new Map<string, string>();
  for (const path of listing ? others : []) {
    const entry = await listing?.find(path);
    if (typeof entry === 'object' && entry.kind === 'file') written.set(path, entry.blob);
  }
  return written;
}

function isRecorded({ all }: FoundPulls, sha: string): boolean {
  return all.some(({ marked }) => readBranchLine(marked.ours) === sha);
}

/** Into the base: in another branch it may wait to come here, and would not come any more from below our commits. */
function isMerged({ all }: FoundPulls, sha: string, base: string): boolean {
  return all.some(({ pull }) => pull.isMerged && pull.base === base && pull.head.sha === sha);
}

/** GitHub's button "Update branch", on the commit that we know: it takes nothing back. */
function isUpdate({ parents }: BranchHead, recorded: string | undefined): boolean {
  return parents.length === 2 && parents[0] === recorded;
}
