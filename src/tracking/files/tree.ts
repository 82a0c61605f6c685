/** Git's commits and trees as GitHub sends them, parsed where they come in. `undefined`: not what GitHub sends. */

import { parseSha } from '../../inputs/git-sha.ts';
import { isObject, isTrueIn, listIn, objectIn, textIn, valueIn } from '../../inventory/arm-json.ts';
import { parseEach } from '../github/issue.ts';

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
}

/** What stands under one path of a tree. */
export type TreeEntry = FileEntry | OtherEntry;

export interface FileEntry {
  readonly kind: 'file';
  /** From the root of the repository. */
  readonly path: string;
  readonly mode: string;
  readonly blob: string;
  readonly size: number;
}

interface OtherEntry {
  readonly kind: 'folder' | 'symbolic link' | 'submodule' | 'file of an unusual mode';
  readonly path: string;
  readonly sha: string;
}

export interface Tree {
  readonly entries: readonly TreeEntry[];
  /** GitHub left entries out: more than 100,000, or more than 7 MB (docs.github.com/rest/git/trees). */
  readonly isTruncated: boolean;
}

const otherKinds: Readonly<Record<string, OtherEntry['kind']>> = {
  '040000': 'folder',
  '120000': 'symbolic link',
  '160000': 'submodule',
};

/** `GET /git/trees/{tree_sha}` of the folder that `folder` names: empty, or with a `/` behind. */
export function parseTree(data: unknown, folder = ''): Tree | undefined {
  const entries = parseEach(listIn(data, 'tree'), (entry) => parseEntry(entry, folder));
  return entries && { entries, isTruncated: isTrueIn(data, 'truncated') };
}

function parseEntry(data: unknown, folder: string): TreeEntry | undefined {
  const name = valueIn(data, 'path');
  const mode = textIn(data, 'mode');
  const sha = parseSha(valueIn(data, 'sha'));
  if (typeof name !== 'string' || name === '' || mode === undefined || sha === undefined) return undefined;
  const path = `${folder}${name}`;
  if (mode !== '100644' && mode !== '100755') {
    return { kind: otherKinds[mode] ?? 'file of an unusual mode', path, sha };
  }
  const size = valueIn(data, 'size');
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  return { kind: 'file', path, mode, blob: sha, size };
}

/** `GET /git/commits/{commit_sha}` */
export function parseCommit(data: unknown): Commit | undefined {
  const sha = parseSha(valueIn(data, 'sha'));
  const tree = parseSha(objectIn(data, 'tree')['sha']);
  const parents = parseEach(listIn(data, 'parents'), (parent) => parseSha(valueIn(parent, 'sha')));
  return sha === undefined || tree === undefined || parents === undefined
    ? undefined
    : { sha, tree, parents };
}

/** `GET /git/ref/heads/{branch}`: its commit. Some servers answer for a missing ref with those that begin alike. */
export function parseBranch(data: unknown, branch: string): string | 'missing' | undefined {
  if (Array.isArray(data)) return 'missing';
  if (valueIn(data, 'ref') !== `refs/heads/${branch}`) return undefined;
  const target = objectIn(data, 'object');
  return target['type'] === 'commit' ? parseSha(target['sha']) : undefined;
}

/** `GET /repos/{owner}/{repo}` */
export function parseDefaultBranch(data: unknown): string | undefined {
  return textIn(data, 'default_branch');
}

/** A pull request as far as it tells which commits to compare. */
export interface Pull {
  readonly isOpen: boolean;
  readonly head: string;
  readonly base: string;
  /** `undefined`: GitHub has not finished looking. */
  readonly isMergeable: boolean | undefined;
  readonly testMerge: string | undefined;
}

/** `GET /pulls/{pull_number}` */
export function parsePull(data: unknown): Pull | undefined {
  const head = parseSha(objectIn(data, 'head')['sha']);
  const base = parseSha(objectIn(data, 'base')['sha']);
  const state = valueIn(data, 'state');
  if (head === undefined || base === undefined || (state !== 'open' && state !== 'closed')) return undefined;
  const mergeable = valueIn(data, 'mergeable');
  return {
    isOpen: state === 'open',
    head,
    base,
    isMergeable: typeof mergeable === 'boolean' ? mergeable : undefined,
    testMerge: parseSha(valueIn(data, 'merge_commit_sha')),
  };
}

/** `GET /pulls/{pull_number}/files`: the paths that one entry of the list is about. */
export function parseTouched(data: unknown): readonly (readonly string[])[] | undefined {
  return parseEach(data, (entry) => {
    const name = valueIn(entry, 'filename');
    const previous = valueIn(entry, 'previous_filename');
    if (typeof name !== 'string') return undefined;
    return typeof previous === 'string' ? [name, previous] : [name];
  });
}

/** `GET /contents/{path}`: base64, or `none` where GitHub leaves the content out, as it does above 1 MB. */
export function parseContent(data: unknown): { readonly base64: string } | 'none' | undefined {
  if (!isObject(data) || data['type'] !== 'file' || typeof data['content'] !== 'string') return undefined;
  if (data['encoding'] === 'base64') return { base64: data['content'] };
  return data['encoding'] === 'none' ? 'none' : undefined;
}
