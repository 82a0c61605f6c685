/** What differs from the approved plan, in one sentence each: with names, and with short ids for them. */

import { hashId } from '../inputs/hashed-id.ts';
import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { PlanChange } from './agreement.ts';
import type { ApprovedStep } from './approved-plan.ts';
import type { HashFacts } from './places.ts';
import type { Step } from './plan.ts';

type Where = { readonly cluster: Cluster; readonly pool?: NodePool };

export function tellUnapproved(step: Step, facts: HashFacts, isLaterImage: boolean): PlanChange {
  const what = isLaterImage ? 'a later node image is on offer, which nobody approved' : 'nobody approved it';
  return describe(step, facts, `${move(step)} is due now, and ${what}`, isLaterImage);
}

export function tellReplaced(step: Step, approved: ApprovedStep, facts: HashFacts): PlanChange {
  return describe(step, facts, `${move(approved)} was approved, and ${move(step)} is due now`);
}

export function tellReordered(step: Step, facts: HashFacts): PlanChange {
  return describe(step, facts, `${move(step)} is due now in another order than approved`);
}

/** Not due any more, and nothing says why. `runs`: the version or image that Azure reports. */
export function tellMissing(
  approved: ApprovedStep,
  where: Where,
  runs: string,
  facts: HashFacts,
): PlanChange {
  return describe(
    where,
    facts,
    `${move(approved)} was approved, and is no longer due; Azure reports ${runs} and offers no such way`,
  );
}

function describe(where: Where, facts: HashFacts, what: string, isLaterImage = false): PlanChange {
  const { cluster, pool } = where;
  const named = `${cluster.resourceGroup}/${cluster.name}`;
  const short = (kind: string, id: string): string =>
    `${kind}-${hashId(facts.sha256, facts.repositoryId, id).slice(0, 8)}`;
  const tell = (clusterName: string, poolName: string | undefined): string =>
    `${poolName === undefined ? 'The control plane' : `Pool ${poolName}`} of ${clusterName}: ${what}.`;
  return {
    cluster,
    ...(pool === undefined ? {} : { pool }),
    text: tell(named, pool?.name),
    redacted: tell(short('cluster', cluster.id), pool === undefined ? undefined : short('pool', pool.id)),
    isLaterImage,
  };
}

function move({ from, to }: Pick<Step, 'from' | 'to'>): string {
  return `${from} → ${to}`;
}
