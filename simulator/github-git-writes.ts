/** Blobs, trees and commits as a client writes them, before any branch has them. */

import type { SimResponse } from './exchange.ts';
import { type GitHubToken, isInstallation } from './github-accounts.ts';
import { noPermission, refusal } from './github-answers.ts';
import { bodyObject, type GitHubCall, requireScopeWriter, textField } from './github-calls.ts';
import { commitJson, treeEntryJson } from './github-git-answers.ts';
import { requiredText } from './github-git-fields.ts';
import type { GitMode, GitSignature } from './github-git-objects.ts';
import { requireCommits } from './github-git-routes.ts';
import { isWorkflow, mayChangeWorkflows } from './github-git-rules.ts';
import { gitHubItself, signatureOf } from './github-git-state.ts';
import { changeTree, findEntry, type Leaf } from './github-git-trees.ts';

type Fields = Readonly<Record<string, unknown>>;

function begin(call: GitHubCall): GitHubToken {
  const writer = requireScopeWriter(call, ['contents']);
  requireCommits(call.state);
  return writer;
}

const isBase64 = (text: string): boolean =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text);

export function decodeBase64(text: string): Uint8Array {
  const plain = text.replace(/\s/g, '');
  if (!isBase64(plain)) throw refusal(422, 'content is not valid Base64', 'git/blobs');
  return Buffer.from(plain, 'base64');
}

export function createBlob(call: GitHubCall): SimResponse {
  begin(call);
  const content = requiredText(call, 'content');
  const encoding = textField(bodyObject(call), 'encoding') ?? 'utf-8';
  if (encoding !== 'utf-8' && encoding !== 'base64') throw refusal(422, 'encoding is invalid', 'git/blobs');
  const sha = call.state.git.store.addBlob(encoding === 'base64' ? decodeBase64(content) : content);
  const url = `${call.pages.repositoryUrl}/git/blobs/${sha}`;
  return { status: 201, headers: { location: url }, body: { sha, url } };
}

const modes: readonly string[] = ['100644', '100755', '040000', '160000', '120000'];

function isBadPath(path: string): boolean {
  return path === '' || path.split('/').some((step) => ['', '.', '..', '.git'].includes(step.toLowerCase()));
}

/** `undefined`: the path is to go. */
function readLeaf(call: GitHubCall, entry: Fields): Leaf | undefined {
  const { store } = call.state.git;
  const [mode, sha, content] = [entry['mode'], entry['sha'], entry['content']];
  if (sha === null) return undefined;
  if (typeof mode !== 'string' || !modes.includes(mode))
    throw refusal(422, 'Must supply a valid tree.mode', 'git/trees');
  const isTree = mode === '040000';
  if (typeof content === 'string' && sha === undefined)
    return { mode: mode as GitMode, sha: store.addBlob(content) };
  if (typeof sha !== 'string') throw refusal(422, 'Must supply either tree.sha or tree.content', 'git/trees');
  const isKnown = mode === '160000' || (isTree ? store.findTree(sha) : store.findBlob(sha)) !== undefined;
  if (!isKnown) throw refusal(422, `tree.sha ${sha} is not a valid ${isTree ? 'tree' : 'blob'}`, 'git/trees');
  return { mode: mode as GitMode, sha };
}

export function createTree(call: GitHubCall): SimResponse {
  const writer = begin(call);
  const { state } = call;
  const { store } = state.git;
  const body = bodyObject(call);
  const base = textField(body, 'base_tree') ?? undefined;
  if (base !== undefined && !store.findTree(base)) {
    throw refusal(422, `base_tree is not a valid tree oid`, 'git/trees');
  }
  const entries = body['tree'];
  if (!Array.isArray(entries) || (entries.length === 0 && base === undefined)) {
    throw refusal(422, 'Invalid tree info', 'git/trees');
  }
  const changes = new Map<string, Leaf | undefined>();
  for (const entry of entries as readonly Fields[]) {
    const path = entry['path'];
    if (typeof path !== 'string' || isBadPath(path)) {
      throw refusal(422, 'tree.path contains a malformed path component', 'git/trees');
    }
    const leaf = readLeaf(call, entry);
    const before = base === undefined ? undefined : findEntry(store, base, path);
    if (leaf === undefined && before === undefined) throw refusal(422, 'GitRPC::BadObjectState', 'git/trees');
    if (isWorkflow(path) && !mayChangeWorkflows(state, writer)) throw noPermission('integration');
    changes.set(path, leaf);
  }
  const sha = changeTree(store, base, changes);
  const url = `${call.pages.repositoryUrl}/git/trees/${sha}`;
  const tree = store.tree(sha).map((entry) => treeEntryJson(call, { ...entry, path: entry.name }));
  return { status: 201, headers: { location: url }, body: { sha, url, tree, truncated: false } };
}

function readSignature(value: unknown, fallback: GitSignature): GitSignature {
  if (value === undefined) return fallback;
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Fields;
  const { name, email, date } = fields;
  if (typeof name !== 'string' || typeof email !== 'string') {
    throw refusal(422, `Invalid request.\n\n"name" and "email" weren't supplied.`, 'git/commits');
  }
  return { name, email, at: typeof date === 'string' ? Date.parse(date) : fallback.at };
}

/** Without a named author and committer an installation's commit is GitHub's own, and signed. */
export function signaturesOf(
  call: GitHubCall,
  writer: GitHubToken,
  body: Fields,
): { readonly author: GitSignature; readonly committer: GitSignature; readonly isSigned: boolean } {
  const at = call.state.now();
  const own = signatureOf(call.state.accounts, writer.login, at);
  const isNamed = body['author'] !== undefined || body['committer'] !== undefined;
  const isBot = isInstallation(writer);
  const author = readSignature(body['author'], own);
  const fallback = isNamed || !isBot ? author : gitHubItself(at);
  const committer = readSignature(body['committer'], fallback);
  return { author, committer, isSigned: isBot && !isNamed && call.state.has('bot-commits-signed') };
}

export function createCommit(call: GitHubCall): SimResponse {
  const writer = begin(call);
  const { store } = call.state.git;
  const body = bodyObject(call);
  const [message, tree] = [requiredText(call, 'message'), requiredText(call, 'tree')];
  if (!store.findTree(tree)) throw refusal(422, 'Tree SHA does not exist', 'git/commits');
  const parents: unknown = body['parents'] ?? [];
  if (!Array.isArray(parents) || !parents.every((each) => typeof each === 'string')) {
    throw refusal(422, 'The parents parameter must be an array of strings.', 'git/commits');
  }
  if (parents.some((parent) => !store.findCommit(parent))) {
    throw refusal(422, 'Parent SHA does not exist or is not a commit object', 'git/commits');
  }
  const commit = store.addCommit({ tree, parents, message, ...signaturesOf(call, writer, body) });
  const answer = commitJson(call, commit);
  return { status: 201, headers: { location: String(answer['url']) }, body: answer };
}
