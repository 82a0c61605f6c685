import type { UnreadFile } from '../../pins/pin-files.ts';
import { settle } from '../github/github-client.ts';
import type { ReadingDesk } from '../github/github-desk.ts';
import { describeRefusal } from '../github/refusal.ts';
import { type Commit, parseCommit, parseTree, type Tree, type TreeEntry } from './tree.ts';

/** The line that lets a token read what the repository holds. */
export const contentsLine =
  'Give the job `permissions: contents: read`, or `contents: write` where `report-to` has `pull-request`.';

/** Requests for single folders of a tree that is too large for one list; a mapping file could name any number. */
const mostFolders = 100;

const tooLarge =
  'The repository has more files than GitHub lists at once. Name the files or folders that hold versions in `pin-paths`.';

/** `undefined`: there is no such commit. */
export async function findCommit(desk: ReadingDesk, sha: string): Promise<Commit | undefined> {
  const request = desk.ask('GET /git/commits/{commit_sha}', { commit_sha: sha });
  const outcome = await desk.client.read(request, parseCommit);
  const isMissing = outcome.kind === 'refused' && outcome.refusal.status === 404;
  const what = `read commit ${sha.slice(0, 7)} of ${desk.repository}`;
  return isMissing ? undefined : settle(outcome, what, contentsLine);
}

/** A commit that GitHub has just named: where it is not found, the token may not see it. */
export async function readCommit(desk: ReadingDesk, sha: string): Promise<Commit> {
  const commit = await findCommit(desk, sha);
  if (commit !== undefined) return commit;
  const refusal = { status: 404, headers: {}, message: 'Not Found' };
  throw describeRefusal(refusal, `read commit ${sha.slice(0, 7)} of ${desk.repository}`, contentsLine);
}

/** The files of one commit, as far as they could be listed. */
export class Listing {
  readonly commit: Commit;
  readonly entries: ReadonlyMap<string, TreeEntry>;
  /** What could not be listed. */
  readonly unread: readonly UnreadFile[];
  /** `false`: what is not among `entries` may be there all the same. */
  readonly isWhole: boolean;
  readonly #walk: Walk;

  constructor(commit: Commit, found: Found, walk: Walk) {
    this.commit = commit;
    this.entries = found.entries;
    this.unread = found.unread;
    this.isWhole = found.isWhole;
    this.#walk = walk;
  }

  with(found: Found): Listing {
    return new Listing(this.commit, found, this.#walk);
  }

  /** What stands there, `undefined` for nothing, or in words why that is not known. */
  async find(path: string): Promise<TreeEntry | string | undefined> {
    const known = this.entries.get(path);
    return known !== undefined || this.isWhole ? known : await this.#walk.find(path);
  }
}

interface Found {
  readonly entries: ReadonlyMap<string, TreeEntry>;
  readonly unread: readonly UnreadFile[];
  readonly isWhole: boolean;
}

/** All files of the commit; where they are too many for one list, those of `paths`. */
export async function listFiles(
  desk: ReadingDesk,
  commit: Commit,
  paths: readonly string[],
): Promise<Listing> {
  const walk = new Walk(desk, commit.tree);
  const { entries, isTruncated } = await readTree(desk, commit.tree, '', true);
  if (!isTruncated) return new Listing(commit, { entries: byPath(entries), unread: [], isWhole: true }, walk);
  if (paths.length === 0) {
    const unread = [{ path: '.', reason: tooLarge }];
    return new Listing(commit, { entries: byPath(entries), unread, isWhole: false }, walk);
  }
  const found: TreeEntry[] = [];
  const unread: UnreadFile[] = [];
  for (const path of paths) {
    const entry = await walk.find(path);
    if (typeof entry === 'string') unread.push({ path, reason: entry });
    else if (entry?.kind === 'folder') {
      const below = await readTree(desk, entry.sha, `${path}/`, true);
      found.push(entry, ...below.entries);
      if (below.isTruncated) unread.push({ path, reason: tooLarge });
    } else if (entry) found.push(entry);
  }
  return new Listing(commit, { entries: byPath(found), unread, isWhole: false }, walk);
}

/** A name in `pin-paths` that stands for nothing anywhere would otherwise be a silent mistake. */
export async function findAbsent(
  listings: readonly Listing[],
  paths: readonly string[],
): Promise<readonly UnreadFile[]> {
  const absent: UnreadFile[] = [];
  for (const path of paths) {
    let isThere = false;
    for (const listing of listings) isThere ||= (await listing.find(path)) !== undefined;
    if (!isThere) absent.push({ path, reason: 'It stands in `pin-paths` and not in the repository.' });
  }
  return absent;
}

/** What merging gives where it has conflicts: of the head only what the pull request touches. */
export function overlay(before: Listing, after: Listing, touched: ReadonlySet<string>): Listing {
  const kept = [...before.entries].filter(([path]) => !touched.has(path));
  const made = [...after.entries].filter(([path]) => touched.has(path));
  return after.with({
    entries: new Map([...kept, ...made]),
    unread: after.unread,
    isWhole: before.isWhole && after.isWhole,
  });
}

/** Goes down folder by folder. */
class Walk {
  readonly #desk: ReadingDesk;
  readonly #root: string;
  readonly #folders = new Map<string, Tree>();

  constructor(desk: ReadingDesk, root: string) {
    this.#desk = desk;
    this.#root = root;
  }

  async find(path: string): Promise<TreeEntry | string | undefined> {
    let sha = this.#root;
    let folder = '';
    for (const [depth, part] of path.split('/').entries()) {
      const tree = await this.#read(sha, folder);
      if (tree === undefined) return 'Too many folders would have to be listed one by one.';
      const here = `${folder}${part}`;
      const entry = tree.entries.find((one) => one.path === here);
      if (entry === undefined) return tree.isTruncated ? tooLarge : undefined;
      if (depth === path.split('/').length - 1) return entry;
      if (entry.kind !== 'folder') return undefined;
      sha = entry.sha;
      folder = `${here}/`;
    }
    return undefined;
  }

  async #read(sha: string, folder: string): Promise<Tree | undefined> {
    const known = this.#folders.get(folder);
    if (known !== undefined || this.#folders.size >= mostFolders) return known;
    const tree = await readTree(this.#desk, sha, folder, false);
    this.#folders.set(folder, tree);
    return tree;
  }
}

async function readTree(desk: ReadingDesk, sha: string, folder: string, isRecursive: boolean): Promise<Tree> {
  const request = desk.ask('GET /git/trees/{tree_sha}', {
    tree_sha: sha,
    // Any value makes it recursive, `false` too.
    ...(isRecursive ? { recursive: '1' } : {}),
  });
  const outcome = await desk.client.read(request, (data) => parseTree(data, folder));
  return settle(outcome, `list the files of ${desk.repository}`, contentsLine);
}

function byPath(entries: readonly TreeEntry[]): ReadonlyMap<string, TreeEntry> {
  return new Map(entries.map((entry) => [entry.path, entry]));
}
