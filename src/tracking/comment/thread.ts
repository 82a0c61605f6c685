import { Failure } from '../../failure.ts';
import type { Refusal } from '../github/rate-limit.ts';
import { describeRefusal } from '../github/refusal.ts';

/** What comments stand below. */
export interface Thread {
  readonly kind: 'issue' | 'pull request';
  readonly number: number;
}

export const pullRequestsLine = 'Give the job `permissions: pull-requests: write`.';

/** Such as `pull request #12`. */
export function nameThread({ kind, number }: Thread): string {
  return `${kind} #${number}`;
}

/** `describeRefusal` with the advice that is right for comments below a pull request. */
export function describeThreadRefusal(thread: Thread, refusal: Refusal, what: string): Failure {
  if (thread.kind === 'issue') return describeRefusal(refusal, what);
  const failure = describeRefusal(refusal, what, pullRequestsLine);
  const advise = (code: Failure['code'], next: string) => new Failure(code, failure.message, { next });
  if (failure.code === 'AKSU-GITHUB-LOCKED') {
    return advise(
      'AKSU-GITHUB-LOCKED',
      'Unlock the conversation of the pull request, or take `pr-comment` out of `report-to`.',
    );
  }
  const isDeleted = refusal.status === 410 && !/disabled|archived/i.test(refusal.message);
  return isDeleted
    ? advise('AKSU-GITHUB', 'The pull request is gone: there is nothing left to comment on.')
    : failure;
}

/** What becomes of a comment that two runs at once made too much. `what` it tells, such as `report`. */
export function writePointer(what: string, keptUrl: string): string {
  return `This ${what} is kept in ${keptUrl}: two runs told it at the same time.`;
}
