import { findMarked, type Marked } from '../../report/marker.ts';
import { isSameName } from '../github/issue.ts';
import type { PullRequest } from './pull-request.ts';

/** A pull request from our branch by the account that we are, with our marker and key. */
export interface PullItem {
  readonly pull: PullRequest;
  readonly marked: Marked;
  /** Read for the last closed one alone: lists do not say by whom. */
  readonly closedBy?: string | undefined;
}

export interface FoundPulls {
  /** The lowest number first: it is kept, whoever looks. */
  readonly open: readonly PullItem[];
  /** The newest of the closed and merged ones. */
  readonly last: PullItem | undefined;
  /** All of ours, whatever became of them. */
  readonly all: readonly PullItem[];
  /** Open ones from our branch by other accounts, or without our text. */
  readonly strangers: readonly PullRequest[];
}

/** Where our branch is. */
export interface BranchPlace {
  readonly repositoryId: string;
  readonly branch: string;
}

/** Our branch of that key. Git takes no `..`, and no name that ends in `.` or `.lock` (git-check-ref-format). */
export function nameBranch(key: string): string {
  return `aks-upgrade/${key.replace(/\.(?=\.|$|lock$)/gi, '%2E')}`;
}

/** Sorts out what comes from our branch; GitHub leaves filters that it does not understand without a word. */
export function recognisePulls(
  pulls: readonly PullRequest[],
  place: BranchPlace,
  key: string,
  us: string,
): FoundPulls {
  const own = pulls
    .filter(({ head }) => head.branch === place.branch && head.repositoryId === place.repositoryId)
    .toSorted((left, right) => left.number - right.number);
  const items = own.flatMap((pull): PullItem[] => {
    const marked = findMarked(pull.body, key);
    return marked && isSameName(pull.author.login, us) ? [{ pull, marked }] : [];
  });
  const known = new Set(items.map(({ pull }) => pull.number));
  return {
    open: items.filter(({ pull }) => pull.isOpen),
    last: items.findLast(({ pull }) => !pull.isOpen),
    all: items,
    strangers: own.filter(({ isOpen, number }) => isOpen && !known.has(number)),
  };
}
