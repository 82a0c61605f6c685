/** What Azure's words mean: cause, what to do, and whether running again is safe. Pure, by the tables. */

import type { Cluster } from '../../inventory/inventory.ts';
import type { StepKind } from '../../plan/plan.ts';
import type { Aftermath, Problem } from '../door/door.ts';
import type { Trouble } from '../outcome.ts';
import type { Explanation, KnownFailure, Sign } from './failure-table.ts';
import { generalFailures } from './general-failures.ts';
import { specialFailures } from './special-failures.ts';

/** AKS keeps the versions that a node pool can go back to for a week (documentation of the node pool rollback). */
const rollbackTime = 7 * 86_400_000;

export interface FailureFacts {
  /** `undefined`: nothing was answered, the resource alone shows that it failed. */
  readonly problem?: Problem | undefined;
  readonly kind: StepKind;
  readonly cluster: Pick<Cluster, 'upgradeChannel'>;
  readonly wasStarted: boolean;
  /** `undefined`: by another run, or not at all. */
  readonly startedAt: Date | undefined;
  /** What was read of the resource afterwards; absent where nothing was started, or nothing could be read. */
  readonly aftermath?: Aftermath | undefined;
  readonly isCanceled?: boolean;
}

export function explainFailure(facts: FailureFacts): Trouble {
  const problems = [facts.problem, facts.aftermath?.problem].filter((each) => each !== undefined);
  const known = find(problems, specialFailures, true) ?? find(problems, generalFailures, false);
  const problem = known?.problem ?? problems[0];
  const { cause, advice, rerun } = known?.explanation ?? explainUnknown(facts);
  const code = codeOf(problem);
  const rollbackUntil = findRollback(facts);
  return {
    ...(code === undefined ? {} : { code }),
    message: problem?.message ?? '',
    cause,
    advice: `${adviseRight(advice, problem)}${adviseRepeat(facts, rerun)}`,
    rerun,
    ...(rollbackUntil === undefined ? {} : { rollbackUntil }),
  };
}

/** The special before the general, so that a wrapper's code does not hide what it wraps. */
function find(
  problems: readonly Problem[],
  table: readonly KnownFailure[],
  isNamedInText: boolean,
): { readonly problem: Problem; readonly explanation: Explanation } | undefined {
  for (const problem of problems) {
    const known = table.find(({ signs }) => signs.some((sign) => fits(sign, problem, isNamedInText)));
    if (known !== undefined) return { problem, explanation: known.explanation };
  }
  return undefined;
}

/** AKS also writes the code of what it wraps into the text, as in `Code="SubnetIsFull"`. */
function fits(sign: Sign, problem: Problem, isNamedInText: boolean): boolean {
  const { code, words } = sign;
  if (words?.test(problem.message) === false) return false;
  if (code === undefined) return true;
  const named = [problem.code, problem.subcode].some((each) => each?.toLowerCase() === code.toLowerCase());
  return named || (isNamedInText && new RegExp(`\\b${code}\\b`, 'i').test(problem.message));
}

function codeOf(problem: Problem | undefined): string | undefined {
  if (problem?.subcode === undefined || problem.subcode === problem.code) return problem?.code;
  return problem.code === undefined ? problem.subcode : `${problem.code} (${problem.subcode})`;
}

/** What AKS leaves in the state Failed is held by every later run, so that running again alone never helps. */
function adviseRepeat({ kind, wasStarted }: FailureFacts, rerun: Trouble['rerun']): string {
  if (!wasStarted || rerun === 'safe') return '';
  return ` If Azure shows Failed, every run holds it: repeat it by hand with the same target (${repeats[kind]}) until Azure shows Succeeded, then run a new check.`;
}

const repeats: Readonly<Record<StepKind, string>> = {
  'control-plane': 'az aks upgrade --control-plane-only',
  'pool-version': 'az aks nodepool upgrade --kubernetes-version',
  'node-image': 'az aks nodepool upgrade --node-image-only',
};

function adviseRight(advice: string, problem: Problem | undefined): string {
  const action = problem?.missingAction ?? '';
  if (!/^[A-Za-z0-9.]{1,60}(?:\/[A-Za-z0-9.*]{1,60}){1,5}$/.test(action)) return advice;
  return `Give the identity a role with ${action}. ${advice}`;
}

function explainUnknown({ isCanceled, wasStarted }: FailureFacts): Explanation {
  if (isCanceled === true) {
    return {
      cause: 'The operation was cancelled, by a person or by Azure. AKS takes nothing back.',
      advice:
        'Ask the activity log who cancelled it. Some nodes can be on the new version and others on the old one.',
      rerun: 'after-repair',
    };
  }
  return wasStarted
    ? {
        cause: 'The operation failed, for a reason that this action does not know.',
        advice:
          "Read Azure's own words and the activity log of the cluster, and look at its nodes. Repair it before anything else is upgraded.",
        rerun: 'unsafe',
      }
    : {
        cause: 'Azure refused it, for a reason that this action does not know. Nothing was started.',
        advice: "Read Azure's own words, put right what they name, and run again.",
        rerun: 'after-repair',
      };
}

/** One step back, within a week, and only while no channel moves the pool forward again. */
function findRollback({ kind, cluster, startedAt, aftermath }: FailureFacts): Date | undefined {
  const isPossible =
    kind !== 'control-plane' && aftermath?.canRollBack === true && cluster.upgradeChannel === 'none';
  if (!isPossible || startedAt === undefined) return undefined;
  return new Date(startedAt.getTime() + rollbackTime);
}
