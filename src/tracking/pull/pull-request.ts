/** A pull request from our branch, parsed where GitHub's answer comes in. */

import { isSha } from '../../inputs/git-sha.ts';
import { isTrueIn, objectIn, valueIn } from '../../inventory/arm-json.ts';
import { type Author, parseAuthor, parseEach, parseLabel, parseLogin } from '../github/issue.ts';

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
  readonly isMerged: boolean;
  readonly author: Author;
  /** The branch that it comes from; without a repository when that was deleted. */
  readonly head: { readonly branch: string; readonly sha: string; readonly repositoryId: string | undefined };
  /** The branch that it aims at. */
  readonly base: string;
  /** `false`: GitHub says that it conflicts. Lists leave it out, and GitHub may not have looked yet. */
  readonly isMergeable: boolean | undefined;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

/** `undefined`: no pull request, whatever the status said. */
export function parsePullRequest(data: unknown): PullRequest | undefined {
  const [number, url, title] = ['number', 'html_url', 'title'].map((name) => valueIn(data, name));
  const [body, state] = [valueIn(data, 'body'), valueIn(data, 'state')];
  const [head, base] = [objectIn(data, 'head'), objectIn(data, 'base')];
  const { ref, sha } = head;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number <= 0) return undefined;
  if (typeof url !== 'string' || typeof title !== 'string') return undefined;
  if (state !== 'open' && state !== 'closed') return undefined;
  if (typeof ref !== 'string' || !isSha(sha) || typeof base['ref'] !== 'string') return undefined;
  const repositoryId = valueIn(head['repo'], 'id');
  const mergeable = valueIn(data, 'mergeable');
  return {
    number,
    url,
    title,
    body: typeof body === 'string' ? body : '',
    isOpen: state === 'open',
    isMerged: typeof valueIn(data, 'merged_at') === 'string' || isTrueIn(data, 'merged'),
    author: parseAuthor(objectIn({ data }, 'data')),
    head: {
      branch: ref,
      sha,
      repositoryId: repositoryId === undefined || repositoryId === null ? undefined : String(repositoryId),
    },
    base: base['ref'],
    isMergeable: typeof mergeable === 'boolean' ? mergeable : undefined,
    labels: parseEach(valueIn(data, 'labels'), parseLabel) ?? [],
    assignees: parseEach(valueIn(data, 'assignees'), parseLogin) ?? [],
  };
}

export function parsePullRequests(data: unknown): readonly PullRequest[] | undefined {
  return parseEach(data, parsePullRequest);
}

/** `GET /pulls/{pull_number}/files`: the paths that merging would change. */
export function parsePulledPaths(data: unknown): readonly string[] | undefined {
  return parseEach(data, (entry) => {
    const path = valueIn(entry, 'filename');
    return typeof path === 'string' ? path : undefined;
  });
}
