import type { Outcome } from '../github/github-client.ts';
import type { Desk } from '../github/github-desk.ts';
import type { Request } from '../github/github-exchange.ts';
import { readPages } from '../github/github-pages.ts';
import { type PlacedComment, parsePlacedComment, parsePlacedComments } from './placed-comment.ts';
import type { Thread } from './thread.ts';

/** GitHub takes 2,500 comments below an issue or pull request: 25 pages. */
const maximumPages = 30;

/** All comments of a thread. Those below a pull request have the routes of an issue's. */
export async function listComments(desk: Desk, thread: Thread): Promise<Outcome<readonly PlacedComment[]>> {
  const list = {
    route: 'GET /issues/{issue_number}/comments',
    parameters: { issue_number: thread.number },
  };
  return await readPages(desk, list, parsePlacedComments, maximumPages);
}

/** Sent once: GitHub knows no uniqueness of comments, so that an `unclear` one is looked for and never sent blindly again. */
export async function postComment(desk: Desk, thread: Thread, body: string): Promise<Outcome<PlacedComment>> {
  const request = desk.ask('POST /issues/{issue_number}/comments', { issue_number: thread.number, body });
  const outcome = await desk.client.write(async () => request, parsePlacedComment);
  return outcome ?? { kind: 'unclear', reason: '' };
}

export async function readComment(desk: Desk, id: number): Promise<Outcome<PlacedComment>> {
  const request = desk.ask('GET /issues/comments/{comment_id}', { comment_id: id });
  return await desk.client.read(request, parsePlacedComment);
}

export function askToEdit(desk: Desk, id: number, body: string): Request {
  return desk.ask('PATCH /issues/comments/{comment_id}', { comment_id: id, body });
}
