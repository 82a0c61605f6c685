import { Failure } from '../../failure.ts';
import type { Refusal } from '../github/rate-limit.ts';
import { describeRefusal } from '../github/refusal.ts';

export const pullsLine = 'Give the job `permissions: contents: write` and `pull-requests: write`.';

/** A refusal that only says that the branch is not any more what it was when we looked. */
export function isBranchMoved({ status, message }: Refusal): boolean {
  return status === 422 && /fast.forward|reference already exists|reference does not exist/i.test(message);
}

/** What a refusal of git objects or of the branch means. `us`: the account that rules have to let through. */
export function describeBranchRefusal(refusal: Refusal, what: string, us: string): Failure {
  const { status, message } = refusal;
  const said = `GitHub did not let ${us} ${what}: ${status} ${message}`;
  if (/workflow/i.test(message) && /permission|scope/i.test(message)) {
    return new Failure('AKSU-GITHUB-BRANCH', said, {
      next: 'The base holds workflow files that this token may not put on a branch: run again, or pass the token of a GitHub App with `workflows: write`.',
    });
  }
  if (/signature|signed/i.test(message)) {
    return new Failure('AKSU-GITHUB-BRANCH', said, {
      next: "Use the job's own token or the token of a GitHub App: GitHub signs their commits, and not those of a personal token.",
    });
  }
  const isArchived = /archived/i.test(message);
  const isRule = /rule violation|protected|restricted|cannot (create|update) ref/i.test(message);
  if (!isArchived && (isRule || status === 422)) return new Failure('AKSU-GITHUB-BRANCH', said);
  return describeRefusal(refusal, what, pullsLine);
}

/** What a refusal of the pull request means. */
export function describePullRefusal(refusal: Refusal, what: string): Failure {
  const { status, message } = refusal;
  const said = `GitHub refused to ${what}: ${status} ${message}`;
  if (status === 403 && /not permitted to create or approve pull requests/i.test(message)) {
    return new Failure('AKSU-GITHUB-PULLS-OFF', said);
  }
  if (status === 422 && /"field":"base"/.test(message)) {
    return new Failure('AKSU-GITHUB-BRANCH', said, {
      next: 'Name a branch that exists in `base-branch`.',
    });
  }
  const failure = describeRefusal(refusal, what, pullsLine);
  if (failure.code !== 'AKSU-GITHUB-LOCKED') return failure;
  return new Failure(failure.code, failure.message, { next: 'Unlock the conversation of the pull request.' });
}
