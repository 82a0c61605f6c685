import { countDrift } from '../drift/count-drift.ts';
import type { Drift } from '../drift/drift.ts';
import type { DeclaredOutput } from '../inputs/declared.ts';
import type { Inventory, Unread } from '../inventory/inventory.ts';
import type { Plan } from '../plan/plan.ts';
import type { Tracked } from './tracking.ts';

export type OutputName = DeclaredOutput;

/** What a check came to know. */
export interface CheckFacts {
  readonly inventory: Inventory;
  readonly drift: Drift;
  readonly plan: Plan;
}

/** The same as numbers, as outputs and `fail-on` count them. */
export interface CheckCounts {
  readonly drift: number;
  /** Clusters on a Kubernetes version out of support. */
  readonly unsupported: number;
  /** Things due that a standing hold keeps out of the plan. */
  readonly blocked: number;
  readonly unread: number;
}

/** What lies on the runner, whatever GitHub says later. */
export interface Kept {
  /** Paths; absent: not written. */
  readonly reportFile?: string;
  readonly planFile?: string;
  /** The packed plan; empty when there is nothing to do, or too much for an output. */
  readonly planText: string;
}

export interface Told extends CheckFacts {
  readonly tracked: Tracked;
  readonly kept: Kept;
}

export function countCheck({ inventory, drift, plan }: CheckFacts): CheckCounts {
  const { controlPlanes, pools, images } = countDrift(drift);
  const holding = plan.holds.filter(({ standing, heals }) => standing && !heals).length;
  return {
    drift: controlPlanes + pools + images,
    unsupported: drift.clusters.filter(({ isUnsupported }) => isUnsupported).length,
    blocked: plan.isBlocked ? Math.max(1, holding) : 0,
    unread: countUnread(inventory.unread),
  };
}

/**
 * Clusters and pools, each once however many of its reads failed. A subscription that cannot be read hides clusters
 * nobody can count: it counts one, so that it never passes for nothing. A region's version list is no cluster.
 */
function countUnread(unread: readonly Unread[]): number {
  return new Set(unread.filter(({ kind }) => kind !== 'region').map(({ kind, id }) => `${kind} ${id}`)).size;
}

/** Every output of action.yml. No subscription, tenant, name or token: the runner drops an output that it would mask. */
export function describeOutputs(told: Told): Readonly<Record<OutputName, string>> {
  const { plan, tracked, kept } = told;
  const counts = countCheck(told);
  return {
    'upgrade-available': String(plan.steps.length > 0),
    drift: String(counts.drift),
    unsupported: String(counts.unsupported > 0),
    blocked: String(plan.isBlocked),
    unread: String(counts.unread),
    plan: kept.planText,
    'plan-file': kept.planFile ?? '',
    'plan-digest': plan.digest,
    matrix: JSON.stringify({
      include: plan.matrix.map(({ cluster, environment }) => ({ cluster, environment })),
    }),
    'issue-number': tracked.issueNumber === undefined ? '' : String(tracked.issueNumber),
    'issue-url': tracked.issueUrl ?? '',
    'pull-request-number': '',
    'pull-request-url': '',
    'comment-url': '',
    operation: tracked.operation,
    'report-file': kept.reportFile ?? '',
    result: '',
  };
}
