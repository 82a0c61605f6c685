/** Files and folders as the contents routes show them. */

import type { SimResponse } from './exchange.ts';
import { noPermission, notFound, refusal } from './github-answers.ts';
import { bodyObject, type GitHubCall, requireScopeWriter, textField } from './github-calls.ts';
import { commitJson, entryType, htmlOf, pathInUrl } from './github-git-answers.ts';
import { requiredText } from './github-git-fields.ts';
import { moveBranch } from './github-git-moves.ts';
import { isFolder } from './github-git-objects.ts';
import { requireContents, resolveCommit } from './github-git-routes.ts';
import { isWorkflow, mayChangeWorkflows, requireRules } from './github-git-rules.ts';
import { headOf } from './github-git-state.ts';
import { changeTree, findEntry, type Leaf } from './github-git-trees.ts';
import { decodeBase64, signaturesOf } from './github-git-writes.ts';

type Json = Record<string, unknown>;

const page = 'repos/contents';
const inlineLimit = 1024 * 1024;
const servedLimit = 100 * inlineLimit;
const folderLimit = 1000;

/** The default branch, or what `ref` names; throws 404. */
function requireCommit(call: GitHubCall, ref: string | null): string {
  const { git } = call.state;
  if (git.refs.size === 0) throw refusal(404, 'This repository is empty.', page);
  const sha = resolveCommit(call.state, ref === null || ref === '' ? git.defaultBranch : ref);
  if (sha === undefined) throw refusal(404, `No commit found for the ref ${ref}`, page);
  return sha;
}

const typeOf = (leaf: Leaf): 'dir' | 'file' | 'symlink' | 'submodule' => {
  if (isFolder(leaf)) return 'dir';
  if (leaf.mode === '120000') return 'symlink';
  return leaf.mode === '160000' ? 'submodule' : 'file';
};

function placeJson(call: GitHubCall, path: string, leaf: Leaf, ref: string): Json {
  const url = `${call.pages.repositoryUrl}/contents/${pathInUrl(path)}?ref=${encodeURIComponent(ref)}`;
  const type = typeOf(leaf);
  const kind = type === 'dir' ? 'tree' : 'blob';
  const html = `${htmlOf(call)}/${kind}/${pathInUrl(ref)}/${pathInUrl(path)}`;
  const git = `${call.pages.repositoryUrl}/git/${entryType(leaf.mode)}s/${leaf.sha}`;
  return {
    name: path.split('/').at(-1) ?? path,
    path,
    sha: leaf.sha,
    size: type === 'dir' || type === 'submodule' ? 0 : call.state.git.store.blob(leaf.sha).length,
    url,
    html_url: html,
    git_url: git,
    download_url: type === 'dir' || type === 'submodule' ? null : `${html}?raw=true`,
    // In a folder, GitHub calls a submodule a file.
    type,
    _links: { self: url, git, html },
  };
}

/** Base64 in lines of 60, each with its end. */
function inLines(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('base64')
    .replace(/.{1,60}/g, '$&\n');
}

function fileJson(call: GitHubCall, path: string, leaf: Leaf, ref: string): Json {
  const bytes = call.state.git.store.blob(leaf.sha);
  if (bytes.length > servedLimit) {
    const message = 'This API returns blobs up to 100 MB in size.';
    throw refusal(403, message, page, { errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }] });
  }
  const isLarge = bytes.length > inlineLimit && call.state.has('large-files-empty');
  const content = isLarge
    ? { content: '', encoding: 'none' }
    : { content: inLines(bytes), encoding: 'base64' };
  return { ...placeJson(call, path, leaf, ref), ...content };
}

/** Where a link leads inside the repository; `undefined`: out of it, or nowhere. */
function linkTarget(path: string, target: string): string | undefined {
  if (target.startsWith('/')) return undefined;
  const steps = path.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '' && step !== '.' && step !== '..') steps.push(step);
  }
  return steps.join('/');
}

function linkJson(call: GitHubCall, tree: string, place: { path: string; leaf: Leaf; ref: string }): Json {
  const { store } = call.state.git;
  const { path, leaf, ref } = place;
  const target = Buffer.from(store.blob(leaf.sha)).toString();
  const to = linkTarget(path, target);
  const meant = to === undefined ? undefined : findEntry(store, tree, to);
  if (meant && typeOf(meant) === 'file' && call.state.has('links-followed')) {
    return { ...fileJson(call, path, meant, ref), target };
  }
  return { ...placeJson(call, path, leaf, ref), target };
}

export function readContents(call: GitHubCall, path: string): SimResponse {
  requireContents(call);
  const { store, defaultBranch } = call.state.git;
  const asked = call.request.query.get('ref');
  const { tree } = store.commit(requireCommit(call, asked));
  const ref = asked ?? defaultBranch;
  const plain = path.replace(/^\/+|\/+$/g, '');
  const leaf = findEntry(store, tree, plain);
  if (!leaf) throw notFound();
  if (isFolder(leaf)) {
    const inside = store.tree(leaf.sha).slice(0, folderLimit);
    const below = plain === '' ? '' : `${plain}/`;
    return { status: 200, body: inside.map((entry) => placeJson(call, `${below}${entry.name}`, entry, ref)) };
  }
  const type = typeOf(leaf);
  if (type === 'symlink') return { status: 200, body: linkJson(call, tree, { path: plain, leaf, ref }) };
  if (type === 'submodule') {
    const body = { ...placeJson(call, plain, leaf, ref), submodule_git_url: `${htmlOf(call)}-module.git` };
    return { status: 200, body };
  }
  return { status: 200, body: fileJson(call, plain, leaf, ref) };
}

/** PUT contents: a file and a commit in one, on a branch that is there. */
export function writeContents(call: GitHubCall, path: string): SimResponse {
  const writer = requireScopeWriter(call, ['contents']);
  const { state } = call;
  const { git } = state;
  const body = bodyObject(call);
  const [message, bytes] = [requiredText(call, 'message'), decodeBase64(requiredText(call, 'content'))];
  const branch = textField(body, 'branch') ?? git.defaultBranch;
  const from = git.refs.get(headOf(branch));
  if (from === undefined) throw refusal(404, `Branch ${branch} not found`, page);
  if (isWorkflow(path) && !mayChangeWorkflows(state, writer)) throw noPermission('integration');
  const before = findEntry(git.store, git.store.commit(from).tree, path);
  const sha = textField(body, 'sha') ?? undefined;
  if (before && sha === undefined) throw refusal(422, `Invalid request.\n\n"sha" wasn't supplied.`, page);
  if (sha !== before?.sha) throw refusal(409, `${path} does not match ${sha}`, page);
  const leaf = { mode: before?.mode ?? ('100644' as const), sha: git.store.addBlob(bytes) };
  const tree = changeTree(git.store, git.store.commit(from).tree, new Map([[path, leaf]]));
  const commit = git.store.addCommit({ tree, parents: [from], message, ...signaturesOf(call, writer, body) });
  requireRules(state, { act: 'update', branch, from, to: commit.sha }, 409);
  moveBranch(state, { branch, to: commit.sha, by: writer.login });
  return {
    status: before ? 200 : 201,
    body: { content: placeJson(call, path, leaf, branch), commit: commitJson(call, commit) },
  };
}
