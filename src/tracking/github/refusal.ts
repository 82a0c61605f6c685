import { Failure } from '../../failure.ts';
import type { Refusal } from './rate-limit.ts';

const issuesLine = 'Give the job `permissions: issues: write`.';

/**
 * What a refusal means and what to do about it. `what` names the request, such as `create the issue in o/r`;
 * `permissionLine` says which permission it takes.
 */
export function describeRefusal(
  { status, message }: Refusal,
  what: string,
  permissionLine: string = issuesLine,
): Failure {
  const said = `GitHub refused to ${what}: ${status} ${message}`;
  if (status === 401) {
    return new Failure('AKSU-GITHUB-PERMISSION', said, {
      next: `Pass a token that is still good in \`github-token\`; by default it is the job's own. ${permissionLine}`,
    });
  }
  if (/archived/i.test(message)) return refuseArchived(said);
  if (status === 410 || /issues are disabled|issues has been disabled/i.test(message)) {
    return new Failure('AKSU-GITHUB-ISSUES-OFF', said);
  }
  if (status === 403 && /\blocked\b/i.test(message)) return new Failure('AKSU-GITHUB-LOCKED', said);
  if (status === 403) return new Failure('AKSU-GITHUB-PERMISSION', said, { next: permissionLine });
  if (status === 404) {
    return new Failure('AKSU-GITHUB-PERMISSION', said, {
      next: `${permissionLine} A token of your own must be able to see this repository.`,
    });
  }
  if (status === 301 || status === 307 || status === 308) {
    return new Failure('AKSU-GITHUB', said, {
      next: 'The repository was renamed or moved during the run: run again.',
    });
  }
  return new Failure('AKSU-GITHUB', said);
}

export function refuseArchived(message: string): Failure {
  const next = 'Unarchive the repository, run the workflow in another one, or use `report-to: none`.';
  return new Failure('AKSU-GITHUB-ISSUES-OFF', message, { next });
}

/** Answers for an issue that was deleted or went to another repository. */
export function isGone(status: number): boolean {
  return status === 404 || status === 410 || (status >= 300 && status < 400);
}
