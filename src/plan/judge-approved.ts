import { Failure } from '../failure.ts';
import type { Gate } from '../inputs/inputs.ts';
import type { RunContext } from '../inputs/run-context.ts';
import type { ApprovedPlan } from './approved-plan.ts';
import { refuseEmptyPlan, refusePlan } from './plan-envelope.ts';

export interface ApprovedFacts {
  readonly context: Pick<RunContext, 'repositoryId' | 'runId'>;
  readonly gate: Gate['kind'];
  /** Hours. */
  readonly maximumPlanAge: number;
  readonly now: Date;
}

const hourMilliseconds = 3_600_000;

/** What the clocks of two runners may differ by. */
const skewMilliseconds = 5 * 60_000;

/**
 * Whether the plan may be acted on here and now.
 *
 * @throws Failure `AKSU-PLAN-EMPTY`, `AKSU-PLAN-REPOSITORY`, `AKSU-PLAN-RUN`, `AKSU-PLAN-OLD`, or
 * `AKSU-PLAN-MALFORMED` when it comes from the future.
 */
export function judgeApproved(approved: ApprovedPlan, facts: ApprovedFacts): void {
  if (approved.steps.length === 0) throw refuseEmptyPlan('it holds no step: the check found nothing to do');
  judgeOrigin(approved, facts);
  judgeAge(approved, facts);
}

/** A re-run of the upgrade job alone keeps the run's id and counts a new attempt, which GitHub has approved anew. */
function judgeOrigin({ repositoryId, runId }: ApprovedPlan, { context, gate }: ApprovedFacts): void {
  if (repositoryId !== context.repositoryId) {
    throw new Failure(
      'AKSU-PLAN-REPOSITORY',
      `plan: it was made for the repository with the id ${repositoryId}; this one has ${context.repositoryId}.`,
    );
  }
  if (gate === 'environment' && runId !== context.runId) {
    throw new Failure(
      'AKSU-PLAN-RUN',
      `plan: it was made by the run ${runId}; this is the run ${context.runId}.`,
    );
  }
}

function judgeAge({ madeAt }: ApprovedPlan, { now, maximumPlanAge }: ApprovedFacts): void {
  const age = now.getTime() - madeAt.getTime();
  if (age < -skewMilliseconds)
    throw refusePlan(`it was made at ${madeAt.toISOString()}, which is still to come`);
  if (age <= maximumPlanAge * hourMilliseconds) return;
  const hours = Math.ceil(age / hourMilliseconds);
  throw new Failure(
    'AKSU-PLAN-OLD',
    `plan: it was made at ${madeAt.toISOString()}, ${hours} hours ago; \`maximum-plan-age\` allows ${maximumPlanAge}.`,
  );
}
