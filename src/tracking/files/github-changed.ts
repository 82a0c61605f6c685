import type { PinScope } from '../../inputs/inputs.ts';
import {
  type ChangedFiles,
  type RepositoryFile,
  sidecarPath,
  type UnreadFile,
} from '../../pins/pin-files.ts';
import type { ReadingDesk } from '../github/github-desk.ts';
import { selectCandidates } from './candidates.ts';
import type { ContentReader } from './github-content.ts';
import { findMapped, type Mapped } from './github-mapped.ts';
import { readSides } from './github-sides.ts';
import { findAbsent, type Listing, listFiles, overlay } from './github-tree.ts';
import type { FileEntry } from './tree.ts';

type Wanted = ReadonlyMap<string, FileEntry>;

/** What merging the pull request changes. Throws `Failure` when it cannot be read at all. */
export async function readChanged(
  desk: ReadingDesk,
  contents: ContentReader,
  pullRequest: Parameters<typeof readSides>[1],
  { paths }: Pick<PinScope, 'paths'>,
): Promise<ChangedFiles> {
  const sides = await readSides(desk, pullRequest);
  const before = await listFiles(desk, sides.before, paths);
  const head = await listFiles(desk, sides.after, paths);
  const after = sides.touched ? overlay(before, head, sides.touched) : head;
  const unread = [...before.unread, ...after.unread, ...(await findAbsent([before, after], paths))];
  const mapped = await findBothMapped(before, after, contents, unread);
  const wanted = {
    before: await select(before, after, mapped.before, paths, unread),
    after: await select(after, before, mapped.after, paths, unread),
  };
  const files = { before: sidecarOf(mapped.before), after: sidecarOf(mapped.after) };
  for (const path of new Set([...wanted.before.keys(), ...wanted.after.keys()])) {
    if (path === sidecarPath) continue;
    const [old, fresh] = [wanted.before.get(path), wanted.after.get(path)];
    const was = old && (await contents.read(old, before.commit.sha));
    const is = fresh && (await contents.read(fresh, after.commit.sha));
    // With one side alone everything in it would seem to be new, or gone.
    const reason = [was, is].find((read) => typeof read === 'string');
    if (reason !== undefined) unread.push({ path, reason });
    else {
      if (typeof was === 'object') files.before.push(was);
      if (typeof is === 'object') files.after.push(is);
      // An entry of the mapping that is gone leaves its file where it is.
      else if (typeof was === 'object' && isThere(after, was)) files.after.push(was);
    }
  }
  return { ...files, isMerged: sides.isMerged, unread: distinct(unread) };
}

/** Nothing, where neither the mapping nor anything that it names is changed. */
async function findBothMapped(
  before: Listing,
  after: Listing,
  contents: ContentReader,
  unread: UnreadFile[],
): Promise<{ readonly before?: Mapped; readonly after?: Mapped }> {
  const mapped = { before: await findMapped(before, contents), after: await findMapped(after, contents) };
  const both = [mapped.before, mapped.after];
  const isUnread = both.some((side) => side.sidecar === undefined && side.unread.length > 0);
  const isChanged = mapped.before.state !== mapped.after.state;
  if (isChanged || isUnread) unread.push(...both.flatMap((side) => side.unread));
  return isChanged && !isUnread ? mapped : {};
}

function sidecarOf(mapped: Mapped | undefined): RepositoryFile[] {
  return mapped?.sidecar ? [mapped.sidecar] : [];
}

/** What the mapping names, and candidates that do not stand so on the other side. */
async function select(
  listing: Listing,
  other: Listing,
  mapped: Mapped | undefined,
  paths: readonly string[],
  unread: UnreadFile[],
): Promise<Wanted> {
  const differing = [...listing.entries.values()].filter((entry) => {
    const there = other.entries.get(entry.path);
    return there === undefined || shaOf(entry) !== shaOf(there);
  });
  const candidates = selectCandidates(differing, paths);
  unread.push(...candidates.unread);
  const files: FileEntry[] = [...(mapped?.files ?? [])];
  for (const file of candidates.files) {
    // In a list that was cut off, what is missing may be there all the same.
    const there = await other.find(file.path);
    if (typeof there === 'string') unread.push({ path: file.path, reason: there });
    else if (there === undefined || shaOf(there) !== file.blob) files.push(file);
  }
  return new Map(files.map((file) => [file.path, file]));
}

function isThere({ entries }: Listing, { path, blob }: RepositoryFile): boolean {
  const entry = entries.get(path);
  return entry !== undefined && shaOf(entry) === blob;
}

function shaOf(entry: { readonly blob: string } | { readonly sha: string }): string {
  return 'blob' in entry ? entry.blob : entry.sha;
}

/** Both sides are told once. */
function distinct(unread: readonly UnreadFile[]): readonly UnreadFile[] {
  return [...new Map(unread.map((one) => [JSON.stringify([one.path, one.reason]), one])).values()];
}
