import { oldestFirst, type PlacedComment } from '../comment/placed-comment.ts';
import { isSameName } from '../github/issue.ts';

/** Ours: this marker as the first line, and written by the account that we are. The oldest first: it is kept. */
export function recogniseProgress(
  comments: readonly PlacedComment[],
  marker: string,
  us: string,
): readonly PlacedComment[] {
  return comments
    .filter(({ author, body }) => isSameName(author.login, us) && firstLine(body) === marker)
    .toSorted(oldestFirst);
}

function firstLine(body: string): string {
  return (body.split('\n', 1)[0] ?? '').replace(/\r$/, '');
}
