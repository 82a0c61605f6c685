import { countDrift } from '../../drift/count-drift.ts';
import type { Drift } from '../../drift/drift.ts';
import type { DeclaredOutput } from '../../inputs/declared.ts';
import type { Inventory, Unread } from '../../inventory/inventory.ts';
import type { Pins } from '../../pins/pins.ts';
import type { ApprovedPlan } from '../../plan/approved-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Outcome } from '../../upgrade/outcome.ts';
import type { Tracked } from '../tracking.ts';

export type OutputName = DeclaredOutput;

/** What a check came to know. */
export interface CheckFacts {
  readonly inventory: Inventory;
  readonly drift: Drift;
  readonly plan: Plan;
  /** Versions written down in the repository; absent: they were not looked at. */
  readonly pins?: Pins;
}

/** The same as numbers, as outputs and `fail-on` count them. */
export interface CheckCounts {
  readonly drift: number;
  /** Clusters on a Kubernetes version out of support. */
  readonly unsupported: number;
  /** Things due that a standing hold keeps out of the plan, and pins that ask for what AKS would refuse. */
  readonly blocked: number;
  /** Those pins alone. */
  readonly pins: number;
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

/** What an upgrade adds to it. */
export interface UpgradeFacts {
  readonly outcome: Outcome;
  readonly approved: Pick<ApprovedPlan, 'digest'>;
}

export interface Told extends CheckFacts {
  readonly tracked: Tracked;
  readonly kept: Kept;
  /** There exactly in `mode: upgrade`; the rest is then what was read afterwards. */
  readonly upgrade?: UpgradeFacts;
  /** Azure has moved since it was read, and was not read again. */
  readonly isStale?: boolean;
}

export function countCheck({ inventory, drift, plan, pins }: CheckFacts): CheckCounts {
  const { controlPlanes, pools, images } = countDrift(drift);
  const holding = plan.holds.filter(({ standing, heals }) => standing && !heals).length;
  const impossible = pins?.changed?.judged.filter(({ verdict }) => verdict === 'impossible').length ?? 0;
  return {
    drift: controlPlanes + pools + images,
    unsupported: drift.clusters.filter(({ isUnsupported }) => isUnsupported).length,
    blocked: (plan.isBlocked ? Math.max(1, holding) : 0) + impossible,
    pins: impossible,
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
  const { tracked, kept, upgrade } = told;
  return {
    ...describeReading(told),
    ...describePlan(told),
    'issue-number': tracked.issueNumber === undefined ? '' : String(tracked.issueNumber),
    'issue-url': tracked.issueUrl ?? '',
    'pull-request-number': tracked.pullRequestNumber === undefined ? '' : String(tracked.pullRequestNumber),
    'pull-request-url': tracked.pullRequestUrl ?? '',
    'comment-url': tracked.commentUrl ?? '',
    operation: tracked.operation,
    'report-file': kept.reportFile ?? '',
    result: upgrade?.outcome.result ?? '',
  };
}

type Reading = 'upgrade-available' | 'drift' | 'unsupported' | 'blocked' | 'unread';

/** Empty where nobody has looked since things moved: a number would be one of before. */
function describeReading(told: Told): Pick<Record<OutputName, string>, Reading> {
  if (told.isStale) return { 'upgrade-available': '', drift: '', unsupported: '', blocked: '', unread: '' };
  const counts = countCheck(told);
  return {
    'upgrade-available': String(told.plan.steps.length > 0),
    drift: String(counts.drift),
    unsupported: String(counts.unsupported > 0),
    blocked: String(told.plan.isBlocked),
    unread: String(counts.unread),
  };
}

/** An upgrade makes no plan that could be approved: it names the one that was. */
function describePlan({
  plan,
  kept,
  upgrade,
}: Told): Pick<Record<OutputName, string>, 'plan' | 'plan-file' | 'plan-digest' | 'matrix'> {
  if (upgrade !== undefined) {
    return { plan: '', 'plan-file': '', 'plan-digest': upgrade.approved.digest, matrix: writeMatrix([]) };
  }
  return {
    plan: kept.planText,
    'plan-file': kept.planFile ?? '',
    'plan-digest': plan.digest,
    matrix: writeMatrix(plan.matrix),
  };
}

function writeMatrix(entries: Plan['matrix']): string {
  return JSON.stringify({ include: entries.map(({ cluster, environment }) => ({ cluster, environment })) });
}
