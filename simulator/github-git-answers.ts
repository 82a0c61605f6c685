/** Objects and branches as GitHub shows them. */

import { isoTime } from './github-answers.ts';
import type { GitHubCall } from './github-calls.ts';
import { type GitMode, type GitSignature, isFolder, type StoredCommit } from './github-git-objects.ts';

type Json = Record<string, unknown>;

export function htmlOf(call: GitHubCall): string {
  const { owner, name } = call.state.repository;
  return `${call.bases.html}/${owner}/${name}`;
}

/** Slashes stay. */
export const pathInUrl = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

export function refJson(call: GitHubCall, ref: string, sha: string): Json {
  const url = call.pages.repositoryUrl;
  return {
    ref,
    node_id: `REF_${Buffer.from(ref).toString('base64url')}`,
    url: `${url}/git/${pathInUrl(ref)}`,
    object: { sha, type: 'commit', url: `${url}/git/commits/${sha}` },
  };
}

const signatureJson = ({ name, email, at }: GitSignature): Json => ({ name, email, date: isoTime(at) });

function verification(call: GitHubCall, commit: StoredCommit): Json {
  if (commit.signature === null || !call.state.has('bot-commits-signed')) {
    return { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
  }
  const { signature, payload, committer } = commit;
  return { verified: true, reason: 'valid', signature, payload, verified_at: isoTime(committer.at) };
}

export function commitJson(call: GitHubCall, commit: StoredCommit): Json {
  const url = call.pages.repositoryUrl;
  const html = `${htmlOf(call)}/commit`;
  const { sha, tree, message, author, committer } = commit;
  return {
    sha,
    node_id: `C_${sha}`,
    url: `${url}/git/commits/${sha}`,
    html_url: `${html}/${sha}`,
    author: signatureJson(author),
    committer: signatureJson(committer),
    tree: { sha: tree, url: `${url}/git/trees/${tree}` },
    message,
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${url}/git/commits/${parent}`,
      html_url: `${html}/${parent}`,
    })),
    verification: verification(call, commit),
  };
}

/** The account of an address that GitHub gives out, or GitHub's own; `undefined`: nobody's. */
function accountOf(call: GitHubCall, { email }: GitSignature): Json | null {
  const login = email === 'noreply@github.com' ? 'web-flow' : /^\d+\+(.+)@users\./.exec(email)?.[1];
  return login === undefined ? null : call.pages.user(login);
}

/** As branches show their commit. */
export function branchCommitJson(call: GitHubCall, commit: StoredCommit): Json {
  const url = call.pages.repositoryUrl;
  const html = `${htmlOf(call)}/commit`;
  const { sha, tree, message, author, committer } = commit;
  return {
    sha,
    node_id: `C_${sha}`,
    commit: {
      author: signatureJson(author),
      committer: signatureJson(committer),
      message,
      tree: { sha: tree, url: `${url}/git/trees/${tree}` },
      url: `${url}/git/commits/${sha}`,
      comment_count: 0,
      verification: verification(call, commit),
    },
    url: `${url}/commits/${sha}`,
    html_url: `${html}/${sha}`,
    comments_url: `${url}/commits/${sha}/comments`,
    // GitHub writes null where nobody has the address; the description knows an empty object alone.
    author: accountOf(call, author) ?? {},
    committer: accountOf(call, committer) ?? {},
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${url}/commits/${parent}`,
      html_url: `${html}/${parent}`,
    })),
  };
}

export function entryType(mode: GitMode): 'tree' | 'commit' | 'blob' {
  if (isFolder({ mode })) return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}

export function treeEntryJson(
  call: GitHubCall,
  { path, mode, sha }: { readonly path: string; readonly mode: GitMode; readonly sha: string },
): Json {
  const type = entryType(mode);
  if (type === 'commit') return { path, mode, type, sha };
  const url = `${call.pages.repositoryUrl}/git/${type}s/${sha}`;
  if (type === 'tree') return { path, mode, type, sha, url };
  return { path, mode, type, sha, size: call.state.git.store.blob(sha).length, url };
}
