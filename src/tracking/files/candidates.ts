/** Which files of a repository may hold pins: by their names alone, before any of them is read. */

import { largestFile } from '../../pins/find/file-text.ts';
import { likeMark as mention } from '../../pins/find/near-miss.ts';
import type { UnreadFile } from '../../pins/pin-files.ts';
import { isWorkflow } from '../../pins/workflow-path.ts';
import type { FileEntry, TreeEntry } from './tree.ts';

const endings = /\.(?:tf|tfvars|tofu|hcl|bicep|bicepparam|ya?ml|jsonc?|toml|xml|env|properties|ini)$/i;

/** Copies of others' code, where a pin would be theirs. */
const foreignFolders = /(?:^|\/)(?:node_modules|\.terraform|vendor)\//;

export interface Candidates {
  readonly files: readonly FileEntry[];
  readonly unread: readonly UnreadFile[];
  /** Files passed over for their size alone: nobody named them, and they are most likely not written by hand. */
  readonly passedOver: number;
}

/** `paths`: files or folders; empty is the whole repository. */
export function selectCandidates(entries: Iterable<TreeEntry>, paths: readonly string[]): Candidates {
  const files: FileEntry[] = [];
  const unread: UnreadFile[] = [];
  let passedOver = 0;
  for (const entry of entries) {
    const isNamed = paths.includes(entry.path);
    if (entry.kind === 'folder' || !(isNamed || isOfInterest(entry.path, paths))) continue;
    const file = accept(entry);
    if (typeof file !== 'string') files.push(file);
    else if (isNamed || !isGitPath(entry.path)) unread.push({ path: entry.path, reason: file });
    else if (entry.kind === 'file') passedOver++;
  }
  return { files, unread, passedOver };
}

/** A file that can be read, or in one sentence why it is not read though somebody named it. */
export function accept(entry: TreeEntry): FileEntry | string {
  if (!isGitPath(entry.path)) return 'Its path is none that git allows.';
  if (isWorkflow(entry.path)) return 'Files of workflows are not looked at.';
  if (entry.kind !== 'file') return `It is no file with content of its own, but a ${entry.kind}.`;
  return entry.size > largestFile ? 'It is larger than 1 MiB.' : entry;
}

function isOfInterest(path: string, paths: readonly string[]): boolean {
  if (!endings.test(path) || isWorkflow(path)) return false;
  if (paths.length === 0) return !foreignFolders.test(path);
  // Who names a folder of foreign code means what is in it.
  return paths.some(
    (folder) => path.startsWith(`${folder}/`) && !foreignFolders.test(path.slice(folder.length)),
  );
}

/** Git makes no tree with other paths; a server that sends one must not make us look elsewhere. */
export function isGitPath(path: string): boolean {
  return (
    path.isWellFormed() &&
    !path.includes('\0') &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/^\.git$/i.test(part))
  );
}

/** Whether something like a mark stands in it; UTF-16 has a zero byte beside each of these letters. */
export function mentionsUs(bytes: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(bytes);
  return mention.test(text) || (text.includes('\0') && mention.test(text.replaceAll('\0', '')));
}
