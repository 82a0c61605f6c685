import { Failure } from '../../failure.ts';
import type { Log } from '../../inputs/log.ts';
import type { FoundComments, MarkedComment } from './decide-comment.ts';
import type { PlacedComment } from './placed-comment.ts';
import { nameThread, type Thread } from './thread.ts';

interface Speaker {
  readonly log: Log;
  readonly us: { readonly login: string };
}

export function warnOfIdentity(desk: Speaker, thread: Thread, made: PlacedComment): void {
  desk.log.warning(
    'Unsure who we are',
    `GitHub did not tell which account the token belongs to; the comment on ${nameThread(thread)} was written as ` +
      `${made.author.login}. The next run cannot recognise it as ours and will stop.`,
  );
}

/** Told nothing new, an earlier run's comment would stand for good. */
export function noteStrangers(desk: Speaker, { strangers }: FoundComments): void {
  for (const { comment } of strangers) {
    desk.log.notice(
      'Not ours to rewrite',
      `The comment ${comment.url} holds an earlier report; it was written by ${comment.author.login}, we are ` +
        `${desk.us.login} now, and it is left as it is.`,
    );
  }
}

export function strangerFailure(desk: Speaker, thread: Thread, { comment }: MarkedComment): Failure {
  const { url, author } = comment;
  return new Failure(
    'AKSU-GITHUB-IDENTITY',
    `A comment on ${nameThread(thread)} (${url}) holds this report and was written by ${author.login}; we are ` +
      `${desk.us.login} now. A second comment would be a duplicate.`,
    { next: `Pass the token of ${author.login} in \`github-token\`, or delete that comment to start anew.` },
  );
}
