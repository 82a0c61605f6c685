import { isSameName, parseComment, parseEach } from '../github/issue.ts';

/** A comment with its place. */
export interface PlacedComment {
  readonly id: number;
  readonly url: string;
  readonly author: string;
  readonly body: string;
}

export function parsePlacedComment(data: unknown): PlacedComment | undefined {
  const comment = parseComment(data);
  if (comment === undefined || typeof data !== 'object' || data === null) return undefined;
  const [id, url]: unknown[] = [Reflect.get(data, 'id'), Reflect.get(data, 'html_url')];
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || typeof url !== 'string') return undefined;
  return { ...comment, id, url };
}

export function parsePlacedComments(data: unknown): readonly PlacedComment[] | undefined {
  return parseEach(data, parsePlacedComment);
}

/** Ours: this marker as the first line, and written by the account that we are. The oldest first: it is kept. */
export function recogniseProgress(
  comments: readonly PlacedComment[],
  marker: string,
  us: string,
): readonly PlacedComment[] {
  return comments
    .filter(({ author, body }) => isSameName(author, us) && firstLine(body) === marker)
    .toSorted((left, right) => left.id - right.id);
}

function firstLine(body: string): string {
  return (body.split('\n', 1)[0] ?? '').replace(/\r$/, '');
}
