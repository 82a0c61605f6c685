/** Whose the head of our branch is. Pure: what is known of it comes as arguments. */

import { isSha, parseSha } from '../../inputs/git-sha.ts';
import type { Sha256 } from '../../inputs/run-context.ts';
import { listIn, objectIn, textIn, valueIn } from '../../inventory/arm-json.ts';
import { isSameName, parseEach, parseLogin } from '../github/issue.ts';

/** One file that our commit changes. */
export interface Change {
  readonly path: string;
  readonly mode: string;
  /** Git's names for the bytes on the base and on the branch. */
  readonly before: string;
  readonly after: string;
}

/** The commit that a branch points to. */
export interface BranchHead {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Signer;
  readonly committer: Signer;
}

export interface Signer {
  readonly name: string;
  readonly email: string;
  /** The account that GitHub takes the address for. */
  readonly login: string | undefined;
}

/** What the last lines of our commit's message say. */
export interface Trailer {
  readonly key: string;
  /** The commit of the base whose tree was edited. */
  readonly base: string;
  /** Over all changes: paths, and bytes before and after. */
  readonly changes: string;
}

const trailer =
  /(?:^|\n)Aks-upgrade-key: (\S+)\nAks-upgrade-base: ([0-9a-f]{40})\nAks-upgrade-changes: ([0-9a-f]{64})\nAks-upgrade-content: ([0-9a-f]{64})\s*$/;

/** What a commit of ours is made of. */
export interface Making {
  readonly key: string;
  readonly base: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly changes: readonly Change[];
}

export function writeTrailer(sha256: Sha256, making: Making): string {
  const { key, base } = making;
  const changes = hashChanges(sha256, making.changes);
  const content = hashContent(sha256, { ...making, changes });
  return [
    `Aks-upgrade-key: ${key}`,
    `Aks-upgrade-base: ${base}`,
    `Aks-upgrade-changes: ${changes}`,
    `Aks-upgrade-content: ${content}`,
  ].join('\n');
}

/** The order of the files says nothing. */
export function hashChanges(sha256: Sha256, changes: readonly Change[]): string {
  const lines = changes.map(({ path, mode, before, after }) => JSON.stringify([path, mode, before, after]));
  return sha256(lines.sort().join('\n'));
}

/** Over everything that makes the commit ours: no other commit can carry it. */
function hashContent(
  sha256: Sha256,
  { key, base, tree, parents, changes }: Omit<Making, 'changes'> & { readonly changes: string },
): string {
  return sha256(JSON.stringify([key, base, tree, parents, changes]));
}

/**
 * The trailer of a commit that is as we made it: amended, rebased or merged, its tree or its parents are others.
 * `undefined`: none, or none that fits.
 */
export function readTrailer(sha256: Sha256, head: BranchHead, key: string): Trailer | undefined {
  const [, named, base, changes, content] = trailer.exec(head.message.replaceAll('\r\n', '\n')) ?? [];
  if (named !== key || !base || !changes || !content) return undefined;
  const { tree, parents } = head;
  const isAsMade = hashContent(sha256, { key, base, tree, parents, changes }) === content;
  return isAsMade ? { key, base, changes } : undefined;
}

/** Whether the account made the commit: commits by the API are the account's, or GitHub's in its name. */
export function isMadeBy({ author, committer }: BranchHead, us: string): boolean {
  return isAccount(author, us) && (isAccount(committer, us) || isGitHub(committer));
}

function isAccount({ name, login }: Signer, us: string): boolean {
  return login === undefined ? isSameName(name, us) : isSameName(login, us);
}

/** GitHub signs what its API commits for bots and apps. */
function isGitHub({ name, login }: Signer): boolean {
  return login === 'web-flow' || (login === undefined && /^GitHub\b/.test(name));
}

/** `GET /branches/{branch}`: its head. */
export function parseBranchHead(data: unknown, branch: string): BranchHead | undefined {
  const commit = objectIn(data, 'commit');
  const inner = objectIn(commit, 'commit');
  const tree = objectIn(inner, 'tree')['sha'];
  const parents = parseEach(listIn(commit, 'parents'), (parent) => parseSha(valueIn(parent, 'sha')));
  const { sha } = commit;
  const message = valueIn(inner, 'message');
  if (valueIn(data, 'name') !== branch || !isSha(sha) || !isSha(tree)) return undefined;
  if (parents === undefined || typeof message !== 'string') return undefined;
  const signer = (role: string): Signer => {
    const said = objectIn(inner, role);
    const [name = '', email = ''] = [textIn(said, 'name'), textIn(said, 'email')];
    return { name, email, login: parseLogin(valueIn(commit, role)) };
  };
  return { sha, tree, parents, message, author: signer('author'), committer: signer('committer') };
}
