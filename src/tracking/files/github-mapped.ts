import { listMapped } from '../../pins/find/sidecar.ts';
import { type RepositoryFile, sidecarPath, type UnreadFile } from '../../pins/pin-files.ts';
import { accept } from './candidates.ts';
import type { ContentReader } from './github-content.ts';
import type { Listing } from './github-tree.ts';
import type { FileEntry } from './tree.ts';

/** The mapping file and what it names, before the named files are read. */
export interface Mapped {
  /** Absent: there is none, or it could not be read. */
  readonly sidecar?: RepositoryFile;
  readonly files: readonly FileEntry[];
  readonly unread: readonly UnreadFile[];
  /** Equal where the mapping and all that it names are equal. */
  readonly state: string;
}

export async function findMapped(listing: Listing, contents: ContentReader): Promise<Mapped> {
  const files: FileEntry[] = [];
  const unread: UnreadFile[] = [];
  const states: string[] = [];
  const find = async (path: string): Promise<FileEntry | undefined> => {
    const entry = await listing.find(path);
    states.push(JSON.stringify([path, entry]));
    if (entry === undefined) return undefined;
    const file = typeof entry === 'string' ? entry : accept(entry);
    if (typeof file !== 'string') return file;
    unread.push({ path, reason: file });
    return undefined;
  };
  const entry = await find(sidecarPath);
  const sidecar = entry && (await contents.read(entry, listing.commit.sha));
  if (typeof sidecar === 'string') unread.push({ path: sidecarPath, reason: sidecar });
  if (typeof sidecar !== 'object') return { files, unread, state: states.join('\n') };
  // A file that is not there is told where the mapping is judged.
  for (const path of new Set(listMapped(sidecar.bytes))) {
    const named = path === sidecarPath ? undefined : await find(path);
    if (named) files.push(named);
  }
  return { sidecar, files, unread, state: states.join('\n') };
}
