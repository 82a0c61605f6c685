import { findMarked, type Marked, tellsTheSame } from '../../report/marker.ts';
import type { Page } from '../../report/report.ts';
import { placeReport } from '../github/fit-body.ts';
import { type Author, isInsider, isSameName } from '../github/issue.ts';
import { oldestFirst, type PlacedComment } from './placed-comment.ts';

/** A comment that holds our marker and key. */
export interface MarkedComment {
  readonly comment: PlacedComment;
  readonly marked: Marked;
}

export interface FoundComments {
  /** Written by the account that we are, the oldest first. */
  readonly ours: readonly MarkedComment[];
  /** What an earlier run under another account may have left; see `recogniseComments`. */
  readonly strangers: readonly MarkedComment[];
}

export type CommentAction =
  /** Nothing stands, nothing is to be told. */
  | { readonly kind: 'none' | 'create' }
  | { readonly kind: 'leave' | 'rewrite'; readonly item: MarkedComment }
  /** An earlier run's comment under another account stands: a second one would be a duplicate. */
  | { readonly kind: 'stop'; readonly item: MarkedComment };

export interface CommentDecision {
  readonly action: CommentAction;
  /** Further ones of ours, to become pointers to the one of the action. */
  readonly extras: readonly MarkedComment[];
}

type Told = Pick<Page, 'key' | 'body' | 'fingerprint'>;

/**
 * Sorts out what stands below a pull request under our key. A marker alone proves nothing, anybody can copy it: comments
 * by others are never edited or read as state.
 *
 * When the token's kind changes (App, GITHUB_TOKEN, PAT), our earlier comment is by "another account" too. Comments
 * carry no label that would take rights, so who wrote it must do: one of the repository's own people, or a bot whose
 * comment begins with our marker, as we write it. A bot that repeats what outsiders say puts its own words before it, so
 * that outsiders cannot stop us.
 */
export function recogniseComments(
  comments: readonly PlacedComment[],
  key: string,
  us: string,
): FoundComments {
  const items = comments.toSorted(oldestFirst).flatMap((comment): MarkedComment[] => {
    const marked = findMarked(comment.body, key);
    return marked ? [{ comment, marked }] : [];
  });
  const isOurs = ({ comment }: MarkedComment) => isSameName(comment.author.login, us);
  return {
    ours: items.filter(isOurs),
    strangers: items.filter((item) => !isOurs(item) && isLeftover(item.comment.author, item.marked)),
  };
}

function isLeftover(author: Author, marked: Marked): boolean {
  return isInsider(author) || (author.isBot && marked.before === '');
}

/**
 * From what stands and what is to be told to exactly one action.
 *
 * | page | ours | leftover of another account | action |
 * |---|---|---|---|
 * | any | yes, tells the same | any | leave |
 * | any | yes, tells something else | any | rewrite |
 * | clear, leave | no | any | none |
 * | due | no | no | create |
 * | due | no | yes | stop |
 *
 * Of several the oldest is kept, so that runs side by side keep the same one.
 */
export function decideComment(found: FoundComments, page: Told & Pick<Page, 'standing'>): CommentDecision {
  const [kept, ...extras] = found.ours;
  if (kept) {
    const kind = isTold(kept.comment.body, page) ? 'leave' : 'rewrite';
    return { action: { kind, item: kept }, extras };
  }
  if (page.standing !== 'due') return { action: { kind: 'none' }, extras };
  const [stranger] = found.strangers;
  return { action: stranger ? { kind: 'stop', item: stranger } : { kind: 'create' }, extras };
}

/** Whether a comment tells this already. What is wanted there is what fits there; where nothing fits, nothing is better. */
export function isTold(body: string, page: Told): boolean {
  const found = findMarked(body, page.key);
  if (!found) return false;
  return tellsTheSame(found.ours, placeReport(body, page)?.ours ?? found.ours);
}
