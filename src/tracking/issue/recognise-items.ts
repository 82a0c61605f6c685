import { findMarked, type Marked } from '../../report/marker.ts';
import { type Issue, isInsider, isSameName } from '../github/issue.ts';

/** An issue that holds our marker and key. Only when its author is the account that we are, it is ours. */
export interface Item {
  readonly issue: Issue;
  readonly marked: Marked;
}

export interface Found {
  readonly ours: readonly Item[];
  /** Items that an earlier run under another account may have left; see `recogniseItems`. */
  readonly strangers: readonly Item[];
}

/**
 * Sorts out what stands under our key. A marker alone proves nothing, anybody can copy it: items by others are
 * never edited, closed or read as state.
 *
 * When the token's kind changes (App, GITHUB_TOKEN, PAT), our earlier issue is by "another account" too. A stranger
 * is believed to be such a leftover when it is open, carries our label (which takes triage rights) and its author is
 * a bot or one of the repository's own people. Outsiders can have none of that and so cannot stop us.
 */
export function recogniseItems(
  issues: readonly Issue[],
  key: string,
  us: string,
  label: string | undefined,
): Found {
  const items = issues.flatMap((issue): Item[] => {
    const marked = findMarked(issue.body, key);
    return marked ? [{ issue, marked }] : [];
  });
  const isOurs = (item: Item) => isSameName(item.issue.author.login, us);
  return {
    ours: items.filter(isOurs),
    strangers: items.filter((item) => !isOurs(item) && isLeftover(item.issue, label)),
  };
}

function isLeftover(issue: Issue, label: string | undefined): boolean {
  const isLabelled = issue.labels.some((name) => label !== undefined && isSameName(name, label));
  return issue.isOpen && isLabelled && (issue.author.isBot || isInsider(issue.author));
}

/** The open ones, lowest number first: the first one is kept, whoever looks. */
export function openItems(items: readonly Item[]): readonly Item[] {
  return items
    .filter((item) => item.issue.isOpen)
    .toSorted((left, right) => left.issue.number - right.issue.number);
}

/** The one that was closed last. */
export function lastClosed(items: readonly Item[]): Item | undefined {
  return items
    .filter((item) => !item.issue.isOpen)
    .toSorted(
      (left, right) => right.issue.closedAt - left.issue.closedAt || right.issue.number - left.issue.number,
    )[0];
}
