/** How each approved step stands in the fresh plan. */

import { compareVersions, parseKubernetesVersion } from '../inventory/kubernetes-version.ts';
import type { StepState } from './agreement.ts';
import type { ApprovedStep } from './approved-plan.ts';
import { isSameThing, type Matching } from './match-steps.ts';
import type { Place, Places } from './places.ts';
import type { Hold, Step } from './plan.ts';
import {
  type Found,
  isAt,
  isUncertain,
  isUpgrading,
  operationOf,
  type Standing,
  standingOfReached,
} from './standing.ts';

export interface Comparison extends Matching {
  readonly approved: readonly ApprovedStep[];
  readonly places: Places;
  /** Of the fresh plan. */
  readonly holds: readonly Hold[];
  /** `subscription/location`, in lower case: where the region's version list could not be read. */
  readonly unreadRegions: ReadonlySet<string>;
  /** This job looks at all that the check looked at. */
  readonly isSameScope: boolean;
}

/** One per approved step, in the approved order. */
export function statesOf(comparison: Comparison): readonly StepState[] {
  const states: StepState[] = [];
  for (const step of comparison.approved) states.push(stateOf(step, comparison, states));
  return states;
}

function stateOf(approved: ApprovedStep, comparison: Comparison, before: readonly StepState[]): StepState {
  const place = comparison.places.find(approved);
  if (place.kind !== 'in-scope') return { approved, ...standingOfAbsent(approved, place, comparison) };
  const { cluster, pool } = place;
  const found: Found = { approved, cluster, ...(pool === undefined ? {} : { pool }) };
  const step = comparison.matched.get(approved);
  if (step !== undefined) return { ...found, standing: 'due', step, text: '' };
  return { ...found, ...(standingOfReached(found) ?? standingOfOpen(found, comparison, before)) };
}

function standingOfAbsent(
  approved: ApprovedStep,
  place: Place,
  { places, isSameScope }: Comparison,
): Standing {
  if (place.kind === 'out-of-scope')
    return { standing: 'elsewhere', text: 'The node pools that this job looks at do not hold it.' };
  if (places.mayBeUnread(approved))
    return { standing: 'unread', text: 'It was not found, and may be among what could not be read.' };
  return isSameScope || places.isToldAbsent(approved)
    ? { standing: 'gone', text: 'It is no more: all that the check looks at was read, and does not hold it.' }
    : { standing: 'elsewhere', text: 'The clusters that this job looks at do not hold it.' };
}

/** Neither due nor reached. */
function standingOfOpen(found: Found, comparison: Comparison, before: readonly StepState[]): Standing {
  const { approved, cluster } = found;
  const isUnread = isUncertain(
    found,
    comparison.unreadRegions.has(`${cluster.subscriptionId}/${cluster.location}`.toLowerCase()),
  );
  const operation = operationOf(found);
  const replaced = [...comparison.unmatched, ...comparison.reordered].find((step) =>
    isSameThing(step, approved),
  );
  if (replaced !== undefined) {
    if (operation !== undefined && isUpgrading(found)) return { standing: 'running', text: operation };
    return isUnread && isForWantOfReading(replaced, found) ? unread : changed;
  }
  const hold = holdOf(found, comparison);
  if (hold !== undefined) return { standing: 'held', hold, text: hold.text };
  const leader = leaderOf(found, before);
  if (leader !== undefined) return leader;
  if (operation !== undefined) return { standing: 'running', text: operation };
  return isUnread ? unread : changed;
}

const unread: Standing = {
  standing: 'unread',
  text: 'What it was planned from could not be read this time.',
};

const changed: Standing = { standing: 'changed', text: 'What would be done now is not what was approved.' };

/** Where less is known a plan goes less far; without its offer a pool goes all the way to its control plane. */
function isForWantOfReading({ from, to }: Step, { approved, pool }: Found): boolean {
  if (from !== approved.from) return false;
  if (pool !== undefined && pool.offer === undefined) return true;
  const [fresh, wanted] = [parseKubernetesVersion(to), parseKubernetesVersion(approved.to)];
  return fresh !== undefined && wanted !== undefined && compareVersions(fresh, wanted) < 0;
}

/** A standing hold of the fresh plan that keeps out what was approved, and not something else. */
function holdOf({ approved, cluster, pool }: Found, { approved: all, holds }: Comparison): Hold | undefined {
  const own = all.filter((each) => isSameThing(each, approved));
  const ends = own.map(({ to }) => to);
  const starts = own.map(({ from }) => from);
  return holds
    .filter((hold) => hold.standing && hold.kind === approved.kind)
    .filter((hold) => (pool === undefined ? hold.cluster.id === cluster.id : hold.pool?.id === pool.id))
    .find(({ from, to }) => ends.includes(to) && (starts.includes(from) || ends.includes(from)));
}

/** A pool cannot go above its control plane: it stands as the step that it waits for. */
function leaderOf({ approved, cluster }: Found, before: readonly StepState[]): Standing | undefined {
  if (approved.kind !== 'pool-version' || isAt(cluster, approved.to)) return undefined;
  const leader = before.findLast(
    (state) =>
      state.approved.kind === 'control-plane' &&
      state.cluster?.id === cluster.id &&
      ['held', 'running', 'unread'].includes(state.standing),
  );
  if (leader === undefined) return undefined;
  const { standing, hold, text } = leader;
  const why = `It waits for the control plane. ${text}`;
  return { standing, ...(hold === undefined ? {} : { hold }), text: why };
}
