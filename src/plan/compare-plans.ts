import type { Drift } from '../drift/drift.ts';
import { Failure, failureCodes } from '../failure.ts';
import { shorten } from '../inputs/plain-line.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Agreement, PlanChange, StepState } from './agreement.ts';
import type { ApprovedPlan } from './approved-plan.ts';
import { statesOf } from './approved-states.ts';
import { tellMissing, tellReordered, tellReplaced, tellUnapproved } from './change-words.ts';
import { isSameThing, type Matching, matchSteps } from './match-steps.ts';
import { tellMoved } from './moved-steps.ts';
import { type HashFacts, Places } from './places.ts';
import type { Plan, Step } from './plan.ts';
import { isUpgrading, reportedOf } from './standing.ts';

export interface FreshPlan {
  readonly inventory: Inventory;
  readonly drift: Drift;
  readonly plan: Plan;
}

export interface CompareFacts extends HashFacts {
  /** This job looks at all that the check looked at: what it does not see is not there. */
  readonly isSameScope: boolean;
}

/**
 * How the fresh plan stands to the approved one (contract §6): every fresh step has to be an approved one, with the
 * same target, from where the approved one starts or an approved earlier one ends, in the same order. An approved step
 * that is not due is accounted for, or is a change.
 *
 * While an upgrade runs on a cluster or pool, what Azure reports and offers there is on the move: an approved step of
 * it that looks different then is `running` and judged when the operation has ended. A node image that is being
 * upgraded stays old until the end, so that its step is `due`, with a wait for the busy pool.
 */
export function comparePlans(approved: ApprovedPlan, fresh: FreshPlan, facts: CompareFacts): Agreement {
  const { inventory, plan } = fresh;
  const matching = matchSteps(approved.steps, plan.steps);
  const regions = inventory.unread.filter(({ kind }) => kind === 'region');
  const states = statesOf({
    ...matching,
    approved: approved.steps,
    places: new Places(inventory, facts),
    holds: plan.holds,
    unreadRegions: new Set(regions.map(({ id }) => id.toLowerCase())),
    isSameScope: facts.isSameScope,
  });
  return { states, changes: changesOf(matching, states, facts) };
}

function changesOf(
  { unmatched, reordered }: Matching,
  states: readonly StepState[],
  facts: HashFacts,
): readonly PlanChange[] {
  const missing = states.filter(
    ({ standing, approved }) =>
      standing === 'changed' && ![...unmatched, ...reordered].some((step) => isSameThing(step, approved)),
  );
  return [
    ...unmatched.flatMap((step) => changeOf(step, states, facts)),
    ...reordered.map((step) => tellReordered(step, facts)),
    ...missing.flatMap((state) => tellLost(state, facts)),
  ];
}

function changeOf(step: Step, states: readonly StepState[], facts: HashFacts): readonly PlanChange[] {
  const own = states.filter(({ approved }) => isSameThing(approved, step));
  if (
    own.some((state) => state.standing === 'unread' || (state.standing === 'running' && isUpgrading(state)))
  )
    return [];
  const replaced = own.find(({ standing }) => standing === 'changed');
  if (replaced !== undefined) return [tellReplaced(step, replaced.approved, facts)];
  // The image comes along with the Kubernetes step: what is on offer is judged when that has ended.
  const versions = states.filter(
    ({ approved }) =>
      step.kind === 'node-image' && approved.kind === 'pool-version' && approved.hashedId === step.hashedId,
  );
  if (versions.some(({ standing }) => standing === 'running' || standing === 'unread')) return [];
  const isLaterImage = versions.length > 0 && versions.every(({ standing }) => standing !== 'changed');
  return [tellUnapproved(step, facts, isLaterImage)];
}

function tellLost({ approved, cluster, pool }: StepState, facts: HashFacts): readonly PlanChange[] {
  const where = cluster === undefined ? [] : [{ cluster, ...(pool === undefined ? {} : { pool }) }];
  return where.map((each) => tellMissing(approved, each, reportedOf({ approved, ...each }), facts));
}

/** Lines of one error: more say no more. */
const mostTold = 10;

/**
 * @throws Failure `AKSU-PLAN-CHANGED`: the fresh plan does something that nobody approved, or does no more what was.
 * With `redact` it holds no names.
 */
export function refuseChanges(
  { changes, states }: Agreement,
  { redact }: { readonly redact: boolean },
): void {
  if (changes.length === 0) return;
  const lines = changes.map(
    ({ text, redacted = 'A step.' }) => `- ${shorten(redact ? redacted : text, 400)}`,
  );
  const more = lines.length > mostTold ? [`- and ${lines.length - mostTold} more`] : [];
  const known = new Set(states.map(({ cluster }) => cluster?.id));
  const isForeign = changes.some(({ cluster }) => !known.has(cluster?.id));
  const moved = tellMoved(states, redact);
  const message = [
    'What would be done now is not what was approved:',
    ...lines.slice(0, mostTold),
    ...more,
    ...(moved.length > 0 ? ['Of what was approved, this is not due:', ...moved] : []),
  ];
  const next = `${failureCodes['AKSU-PLAN-CHANGED'].next}${isForeign ? sameScope : ''}`;
  throw new Failure('AKSU-PLAN-CHANGED', message.join('\n'), { next });
}

const sameScope =
  ' The plan knows nothing of some of these clusters: give this job the same scope inputs as the check (`clusters`, `subscription-id`, `resource-group`, `cluster-name`, `cluster-tags`, `node-pools`).';
