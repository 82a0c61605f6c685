import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What actions/checkout may have left on the runner. */
export interface Workspace {
  /** The bytes that git calls `blob`, or `undefined` where the file at `path` does not hold them. */
  read(path: string, blob: string): Promise<Uint8Array | undefined>;
}

/** A pipe must not keep us waiting, a link must not lead us away. Windows has neither flag. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * `root` absent: there is no workspace. Steps before ours may have changed what is there, so only bytes count whose
 * git hash is the one asked for. Nothing is written, no link is followed, nothing outside is opened.
 */
export function openWorkspace(root: string | undefined, maximum: number): Workspace {
  const folders = new Map<string, Promise<boolean>>();
  const roots = root === undefined ? undefined : realpath(root).catch(() => undefined);
  return {
    read: async (path, blob) => {
      const top = await roots;
      if (top === undefined || !isPlain(path)) return undefined;
      const folder = dirname(path);
      const isInside = folders.get(folder) ?? isItself(join(top, folder));
      folders.set(folder, isInside);
      if (!(await isInside)) return undefined;
      const bytes = await readRegular(join(top, path), maximum);
      return bytes && matchBlob(bytes, blob);
    },
  };
}

/** Git's name for these bytes (git-scm.com/book, "Git Objects"). */
export function hashBlob(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Names that an operating system reads in another way than git does are left to GitHub. */
function isPlain(path: string): boolean {
  const parts = path.split('/');
  return !/[\\:\0]/.test(path) && !parts.some((part) => part === '' || part === '.' || part === '..');
}

/** Whether no part of it is a link. */
async function isItself(folder: string): Promise<boolean> {
  return (await realpath(folder).catch(() => undefined)) === folder;
}

async function readRegular(path: string, maximum: number): Promise<Uint8Array | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, flags);
    const facts = await file.stat();
    return facts.isFile() && facts.size <= maximum ? await file.readFile() : undefined;
  } catch {
    // Absent, a link, forbidden: GitHub has it.
    return undefined;
  } finally {
    await file?.close();
  }
}

/** Git on Windows turns LF into CRLF when it checks out (`core.autocrlf`): the hash tells whether that was all. */
function matchBlob(bytes: Uint8Array, blob: string): Uint8Array | undefined {
  if (hashBlob(bytes) === blob) return bytes;
  const turned = bytes.filter((byte, index) => !(byte === 0x0d && bytes[index + 1] === 0x0a));
  return turned.length < bytes.length && hashBlob(turned) === blob ? turned : undefined;
}
