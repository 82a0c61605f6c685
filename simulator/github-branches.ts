import type { SimResponse } from './exchange.ts';
import { notFound, refusal } from './github-answers.ts';
import type { GitHubCall } from './github-calls.ts';
import { branchCommitJson, commitJson, htmlOf, pathInUrl } from './github-git-answers.ts';
import { requireCommits, requireContents } from './github-git-routes.ts';
import { branchOf, protectionsOf } from './github-git-state.ts';

/** GET branches/{branch} */
export function readBranch(call: GitHubCall, name: string): SimResponse {
  requireContents(call);
  const { git } = call.state;
  const commit = branchOf(git, name);
  if (!commit) throw notFound();
  const self = `${call.pages.repositoryUrl}/branches/${pathInUrl(name)}`;
  const isProtected = protectionsOf(git, name).length > 0;
  return {
    status: 200,
    body: {
      name,
      commit: branchCommitJson(call, commit),
      _links: { self, html: `${htmlOf(call)}/tree/${pathInUrl(name)}` },
      protected: isProtected,
      // What exactly is asked for is told to administrators alone.
      protection: { enabled: isProtected },
      protection_url: `${self}/protection`,
    },
  };
}

/** GET git/commits/{commit_sha}: any commit that was ever written, whatever branch has it. */
export function readCommit(call: GitHubCall, sha: string): SimResponse {
  requireContents(call);
  requireCommits(call.state);
  if (!/^[0-9a-f]{40}$/.test(sha)) {
    const message = 'The SHA parameter must be exactly 40 characters and contain only [0-9a-f].';
    throw refusal(422, message, 'git/commits');
  }
  const commit = call.state.git.store.findCommit(sha);
  if (!commit) throw notFound();
  return { status: 200, body: commitJson(call, commit) };
}
