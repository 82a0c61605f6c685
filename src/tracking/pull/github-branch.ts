import { Failure } from '../../failure.ts';
import { parseSha } from '../../inputs/git-sha.ts';
import type { Sha256 } from '../../inputs/run-context.ts';
import { valueIn } from '../../inventory/arm-json.ts';
import type { FileEdit, ProposedPins } from '../../pins/pins.ts';
import { listFiles, readCommit } from '../files/github-tree.ts';
import { hashBlob } from '../files/runner-workspace.ts';
import { unclearFailure } from '../github/github-client.ts';
import type { Desk } from '../github/github-desk.ts';
import { type BranchHead, type Change, type Making, writeTrailer } from './branch-head.ts';
import { writeCommitMessage, writeMergeMessage } from './commit-message.ts';
import { readBranchHead } from './github-branch-read.ts';
import { describeBranchRefusal, isBranchMoved } from './pull-refusal.ts';

/** Where our next commit goes. */
export interface Footing {
  readonly branch: string;
  /** `undefined`: the branch is to be made. */
  readonly head: BranchHead | undefined;
  /** The base's commit that the head was made from; `undefined`: not known. */
  readonly base: string | undefined;
}

/** `moved`: look at the branch again. `outdated`: the base has other bytes now than those that were edited. */
export type BranchWrite =
  | { readonly kind: 'written'; readonly sha: string }
  | { readonly kind: 'moved' }
  | { readonly kind: 'outdated' };

const sendings = 2;

export function listChanges(edits: readonly FileEdit[]): readonly Change[] {
  return edits.map(({ path, mode, blob, after }) => ({ path, mode, before: blob, after: hashBlob(after) }));
}

/**
 * Puts our commit on top of the branch: the base's tree with our edits. Never by force: who was there before stays there,
 * and a branch that moved since we looked refuses it.
 *
 * The base is read after the branch was: it is then not older than what the branch was made from, so that merging can
 * never take back what came to the base since.
 */
export async function writeBranch(
  desk: Desk,
  footing: Footing,
  proposed: ProposedPins,
  sha256: Sha256,
  /** Told before the branch is written: its answer may be lost. */
  onCommit: (sha: string) => void,
): Promise<BranchWrite> {
  const newest = await readBase(desk, proposed);
  if (newest === undefined) return { kind: 'outdated' };
  const base = (await readOldBase(desk, footing, proposed.edits)) ?? newest;
  const changes = listChanges(proposed.edits);
  for (const [index, edit] of proposed.edits.entries()) await putBlob(desk, edit, changes[index]);
  const tree = await putTree(desk, base.tree, changes);
  const put = async (making: Omit<Making, 'key' | 'base'>, write: (trailer: string) => string) =>
    await putCommit(desk, making, write(writeTrailer(sha256, { key, base: base.sha, ...making })));
  const { key, title } = desk.report;
  const ground = groundOf(footing, base);
  const merge = { tree: base.tree, parents: ground, changes: [] };
  const words = (trailer: string) => writeMergeMessage(proposed.base.branch, footing.branch, trailer);
  const parents = ground.length > 1 ? [await put(merge, words)] : ground;
  const sha = await put({ tree, parents, changes }, (trailer) =>
    writeCommitMessage(title, proposed.moves, trailer),
  );
  onCommit(sha);
  return (await pointBranch(desk, footing, sha)) ? { kind: 'written', sha } : { kind: 'moved' };
}

/**
 * What our commit stands on. Where the base has to come in, it comes by a merge that takes the base's files as they are,
 * and our edits by a commit of their own: "Rebase and merge" leaves merges out, and edits in one would go with it.
 */
function groundOf({ head, base: known }: Footing, base: BaseCommit): readonly string[] {
  if (head === undefined || head.sha === base.sha) return [base.sha];
  return known === base.sha ? [head.sha] : [head.sha, base.sha];
}

async function putCommit(
  desk: Desk,
  { tree, parents }: Pick<Making, 'tree' | 'parents'>,
  message: string,
): Promise<string> {
  return await putObject(desk, 'POST /git/commits', { message, tree, parents }, 'make a commit');
}

/** The base that the branch was made from, while our files stand there as they do now: nothing has to come in. */
async function readOldBase(
  desk: Desk,
  { head, base }: Footing,
  edits: readonly FileEdit[],
): Promise<BaseCommit | undefined> {
  const commit = head && base !== undefined ? await readCommit(desk, base) : undefined;
  return commit && (await holdsBefore(desk, commit, edits)) ? commit : undefined;
}

interface BaseCommit {
  readonly sha: string;
  readonly tree: string;
}

/** The base as it is now; `undefined` when our edits do not fit it any more. */
async function readBase(desk: Desk, { base, edits }: ProposedPins): Promise<BaseCommit | undefined> {
  const head = await readBranchHead(desk, base.branch);
  if (head === undefined) {
    const next = 'Name a branch that exists in `base-branch`, or run again.';
    throw new Failure('AKSU-GITHUB-BRANCH', `${desk.repository} has no branch ${base.branch}.`, { next });
  }
  if (head.tree === base.tree) return head;
  return (await holdsBefore(desk, head, edits)) ? head : undefined;
}

/** Whether all our files stand in a commit as they were before the edits. */
async function holdsBefore(
  desk: Desk,
  commit: BaseCommit & Pick<BranchHead, 'parents'>,
  edits: readonly FileEdit[],
): Promise<boolean> {
  const paths = edits.map(({ path }) => path);
  const listing = await listFiles(desk, commit, paths);
  for (const { path, blob, mode } of edits) {
    const entry = await listing.find(path);
    if (typeof entry !== 'object' || entry.kind !== 'file') return false;
    if (entry.blob !== blob || entry.mode !== mode) return false;
  }
  return true;
}

async function putBlob(desk: Desk, { path, after }: FileEdit, change: Change | undefined): Promise<void> {
  const content = { content: Buffer.from(after).toString('base64'), encoding: 'base64' };
  const sha = await putObject(desk, 'POST /git/blobs', content, `store the new ${path}`);
  if (sha === change?.after) return;
  throw new Failure('AKSU-GITHUB', `GitHub stored other bytes of ${path} than we sent.`);
}

async function putTree(desk: Desk, base_tree: string, changes: readonly Change[]): Promise<string> {
  const tree = changes.map(({ path, mode, after }) => ({ path, mode, type: 'blob', sha: after }));
  return await putObject(desk, 'POST /git/trees', { base_tree, tree }, 'store the changed files');
}

/** Nothing refers to these yet and their names follow from what they hold: sent twice, they do no harm. */
async function putObject(
  desk: Desk,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  doing: string,
): Promise<string> {
  const what = `${doing} in ${desk.repository}`;
  let reason = '';
  for (let count = 0; count < sendings; count++) {
    const outcome = await desk.client.write(async () => desk.ask(route, parameters), parseObject);
    if (outcome?.kind === 'done') return outcome.value;
    if (outcome?.kind === 'refused') throw describeBranchRefusal(outcome.refusal, what, desk.us.login);
    reason = outcome?.reason ?? '';
  }
  throw unclearFailure(reason, what);
}

function parseObject(data: unknown): string | undefined {
  return parseSha(valueIn(data, 'sha'));
}

/** Whether the branch is there now. Without a usable answer it is not known, and looked at again. */
async function pointBranch(desk: Desk, { branch, head }: Footing, sha: string): Promise<boolean> {
  const request = head
    ? desk.ask('PATCH /git/refs/{ref}', { ref: `heads/${branch}`, sha, force: false })
    : desk.ask('POST /git/refs', { ref: `refs/heads/${branch}`, sha });
  const outcome = await desk.client.write(async () => request, parseReference);
  if (outcome?.kind === 'done') return outcome.value === sha;
  if (outcome?.kind !== 'refused' || isBranchMoved(outcome.refusal)) {
    desk.log.debug(
      `Writing ${branch}: ${outcome?.kind === 'refused' ? outcome.refusal.message : outcome?.reason}`,
    );
    return false;
  }
  throw describeBranchRefusal(
    outcome.refusal,
    `${head ? 'update' : 'create'} branch ${branch} of ${desk.repository}`,
    desk.us.login,
  );
}

function parseReference(data: unknown): string | undefined {
  return parseObject(valueIn(data, 'object'));
}
