import { type Author, parseAuthor, parseComment, parseEach } from '../github/issue.ts';

/** A comment with its place. */
export interface PlacedComment {
  readonly id: number;
  readonly url: string;
  readonly author: Author;
  readonly body: string;
}

export function parsePlacedComment(data: unknown): PlacedComment | undefined {
  const comment = parseComment(data);
  if (comment === undefined || typeof data !== 'object' || data === null) return undefined;
  const [id, url]: unknown[] = [Reflect.get(data, 'id'), Reflect.get(data, 'html_url')];
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || typeof url !== 'string') return undefined;
  return { id, url, author: parseAuthor(data), body: comment.body };
}

export function parsePlacedComments(data: unknown): readonly PlacedComment[] | undefined {
  return parseEach(data, parsePlacedComment);
}

/** The oldest is kept, whoever looks: ids grow. */
export function oldestFirst(left: PlacedComment, right: PlacedComment): number {
  return left.id - right.id;
}
