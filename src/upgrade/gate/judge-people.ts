/** Who counts as somebody else, and what a missing answer means: shared by both gates. */

import { Failure } from '../../failure.ts';
import type { UpgradeAsk } from '../../inputs/inputs.ts';
import { toPlainLine } from '../../inputs/plain-line.ts';
import type { RunContext } from '../../inputs/run-context.ts';
import type { ApprovedPlan } from '../../plan/approved-plan.ts';
import type { GateRead } from './gate.ts';

/** What the gate is judged for. */
export interface GateCase {
  readonly ask: Pick<UpgradeAsk, 'gate' | 'allowsSelfApproval' | 'maximumPlanAge'>;
  readonly approved: Pick<ApprovedPlan, 'digest'>;
  readonly context: Pick<
    RunContext,
    | 'owner'
    | 'repository'
    | 'repositoryId'
    | 'isPrivate'
    | 'runId'
    | 'runAttempt'
    | 'actor'
    | 'triggeringActor'
    | 'serverUrl'
    | 'eventName'
  >;
  readonly now: Date;
}

/**
 * Logins and environment names keep their case and are compared without it (docs.github.com, "Environment names are not
 * case sensitive"). ASCII letters alone are folded: whatever GitHub folds besides, a name that only looks alike is
 * never taken for the same.
 */
export function isSameOnGitHub(left: string, right: string): boolean {
  return foldAscii(left) === foldAscii(right);
}

function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Whether the run was started by this account, first or again. */
export function hasStarted(login: string, { actor, triggeringActor }: GateCase['context']): boolean {
  return isSameOnGitHub(login, actor) || isSameOnGitHub(login, triggeringActor);
}

/** How a run comes by its actor, where that is not obvious. */
export function explainActor({ eventName }: GateCase['context']): string {
  return eventName === 'schedule'
    ? ' For a scheduled run GitHub names as actor who last changed the schedule in the workflow.'
    : '';
}

/** Names, each once, in the order of their coming. */
export function listLogins(logins: readonly string[]): readonly string[] {
  return [...new Map(logins.map((login) => [foldAscii(login), toPlainLine(login)])).values()];
}

/** For what could not be read. `what` reads as "the environment `production`". */
export function refuseUnread(
  read: Exclude<GateRead<unknown>, { kind: 'read' }>,
  what: string,
  permission: string,
): Failure {
  switch (read.kind) {
    case 'missing':
      return new Failure(
        'AKSU-GATE-UNREADABLE',
        `GitHub does not know ${what}, or the token may not see it.`,
        {
          next: `Give the job \`permissions: ${permission}\`. A token of your own in \`github-token\` must be able to see this repository.`,
        },
      );
    case 'forbidden':
      return new Failure(
        'AKSU-GATE-UNREADABLE',
        `The token may not read ${what}: ${toPlainLine(read.reason)}.`,
        {
          next: `Give the job \`permissions: ${permission}\`, beside those that it has.`,
        },
      );
    case 'unclear':
      return new Failure(
        'AKSU-GATE-UNREADABLE',
        `${sentence(what)} could not be read: ${toPlainLine(read.reason)}.`,
        {
          next: 'Run again; if it stays, look at www.githubstatus.com.',
        },
      );
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
