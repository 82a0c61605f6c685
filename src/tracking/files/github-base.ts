import { Failure } from '../../failure.ts';
import type { PinScope } from '../../inputs/inputs.ts';
import type { BaseFiles, RepositoryFile } from '../../pins/pin-files.ts';
import { settle } from '../github/github-client.ts';
import type { ReadingDesk } from '../github/github-desk.ts';
import { mentionsUs, selectCandidates } from './candidates.ts';
import type { ContentReader } from './github-content.ts';
import { findMapped } from './github-mapped.ts';
import { contentsLine, findAbsent, listFiles, readCommit } from './github-tree.ts';
import { parseBranch, parseDefaultBranch } from './tree.ts';

/** What the branch holds that our pull request aims at. Throws `Failure` when it cannot be read at all. */
export async function readBase(
  desk: ReadingDesk,
  contents: ContentReader,
  { paths, baseBranch }: PinScope,
): Promise<BaseFiles> {
  const branch = baseBranch ?? (await readDefaultBranch(desk));
  const commit = await readCommit(desk, await readHead(desk, branch, baseBranch !== undefined));
  const listing = await listFiles(desk, commit, paths);
  const mapped = await findMapped(listing, contents);
  const selected = selectCandidates(listing.entries.values(), paths);
  if (selected.passedOver > 0)
    desk.log.info(`Files larger than 1 MiB, not looked at for pins: ${selected.passedOver}.`);
  const files = new Map<string, RepositoryFile>();
  const unread = [
    ...listing.unread,
    ...selected.unread,
    ...mapped.unread,
    ...(await findAbsent([listing], paths)),
  ];
  const asked = new Set(mapped.files.map(({ path }) => path));
  if (mapped.sidecar) files.set(mapped.sidecar.path, mapped.sidecar);
  for (const entry of new Map(
    [...mapped.files, ...selected.files].map((file) => [file.path, file]),
  ).values()) {
    if (files.has(entry.path)) continue;
    const file = await contents.read(entry, commit.sha);
    if (typeof file === 'string') unread.push({ path: entry.path, reason: file });
    else if (asked.has(file.path) || mentionsUs(file.bytes)) files.set(file.path, file);
  }
  return { branch, commit: commit.sha, tree: commit.tree, files: [...files.values()], unread };
}

async function readDefaultBranch(desk: ReadingDesk): Promise<string> {
  const outcome = await desk.client.read(desk.ask('GET'), parseDefaultBranch);
  return settle(outcome, `learn the default branch of ${desk.repository}`, contentsLine);
}

/** The commit that the branch is at. */
async function readHead(desk: ReadingDesk, branch: string, isNamed: boolean): Promise<string> {
  const request = desk.ask('GET /git/ref/{ref}', { ref: `heads/${branch}` });
  const outcome = await desk.client.read(request, (data) => parseBranch(data, branch));
  const status = outcome.kind === 'refused' ? outcome.refusal.status : 200;
  // 409: "Git Repository is empty."
  if (status === 409) {
    throw new Failure('AKSU-GITHUB-BRANCH', `${desk.repository} has no commit on any branch.`, {
      next: 'Commit what the versions are pinned in, then run again.',
    });
  }
  if (status !== 404) {
    const head = settle(outcome, `read branch ${branch} of ${desk.repository}`, contentsLine);
    if (head !== 'missing') return head;
  }
  const named = isNamed ? ', which `base-branch` names' : '';
  throw new Failure('AKSU-GITHUB-BRANCH', `${desk.repository} has no branch ${branch}${named}.`, {
    next: 'Name a branch of this repository in `base-branch`, or leave it out for the default branch. A token of your own must be able to see the repository.',
  });
}
