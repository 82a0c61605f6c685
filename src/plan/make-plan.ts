import type { Drift } from '../drift/drift.ts';
import { hashId } from '../inputs/hashed-id.ts';
import type { Aim } from '../inputs/inputs.ts';
import type { Sha256 } from '../inputs/run-context.ts';
import type { Cluster } from '../inventory/inventory.ts';
import { digestOf, writeCanonical } from './canonical.ts';
import type { Due } from './holds.ts';
import { orderCluster } from './order.ts';
import type { Hold, Plan, Step } from './plan.ts';
import { waitsOf } from './waits.ts';

export interface PlanFacts {
  readonly repositoryId: string;
  readonly reportKey: string;
  /** Name of the Azure tag whose value says which GitHub Environment a cluster belongs to. */
  readonly environmentTag?: string;
  readonly now: Date;
  readonly sha256: Sha256;
}

/**
 * The plan for a drift: everything that is behind becomes a step or is held for a listed reason, nothing twice.
 * Clusters keep the order of the inventory. Same drift and facts, same bytes; `now` decides passing holds and an
 * image's coming of age alone.
 */
export function makePlan(drift: Drift, aim: Aim, facts: PlanFacts): Plan {
  const planned = drift.clusters.map((each) => planCluster(each, aim, facts));
  const steps = planned.flatMap((each) => each.steps);
  const holds = planned.flatMap((each) => [...each.holds, ...each.steps.flatMap((step) => step.waits)]);
  const canonical = writeCanonical(steps, aim, facts);
  return {
    steps,
    holds,
    canonical,
    digest: digestOf(canonical, facts.sha256),
    isBlocked: holds.some((hold) => hold.standing && !hold.heals),
    matrix: planned
      .filter((each) => each.steps.length > 0)
      .map(({ cluster }) => ({
        cluster: hashId(facts.sha256, facts.repositoryId, cluster.id),
        environment: environmentOf(cluster, facts.environmentTag),
      })),
  };
}

interface Planned {
  readonly cluster: Cluster;
  readonly steps: readonly Step[];
  readonly holds: readonly Hold[];
}

function planCluster(drift: Drift['clusters'][number], aim: Aim, facts: PlanFacts): Planned {
  const { due, holds } = orderCluster(drift, aim, facts.now);
  return { cluster: drift.cluster, steps: due.map((each) => toStep(each, facts)), holds };
}

function toStep(due: Due, facts: PlanFacts): Step {
  const { kind, cluster, pool } = due;
  return {
    kind,
    cluster,
    ...(pool === undefined ? {} : { pool }),
    hashedId: hashId(facts.sha256, facts.repositoryId, (pool ?? cluster).id),
    from: due.from.text,
    to: due.to.text,
    waits: waitsOf(due, facts.now),
  };
}

/** Azure compares the names of tags without regard to case. */
function environmentOf(cluster: Cluster, tag: string | undefined): string {
  if (tag === undefined) return '';
  const found = Object.entries(cluster.tags).find(([name]) => name.toLowerCase() === tag.toLowerCase());
  return found?.[1] ?? '';
}
