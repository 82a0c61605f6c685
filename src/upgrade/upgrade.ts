/** From what was approved and what stands now to what became of it: compares, refuses, and hands over to `carryOut`. */

import type { Drift } from '../drift/drift.ts';
import { Failure } from '../failure.ts';
import type { Aim, Inputs, UpgradeAsk } from '../inputs/inputs.ts';
import type { RunContext, Sha256 } from '../inputs/run-context.ts';
import { plainSentence } from '../inventory/arm-errors.ts';
import type { Cluster, Inventory, Unread } from '../inventory/inventory.ts';
import type { Agreement } from '../plan/agreement.ts';
import { aimUnder } from '../plan/approved-aim.ts';
import type { ApprovedPlan } from '../plan/approved-plan.ts';
import { comparePlans, refuseChanges } from '../plan/compare-plans.ts';
import type { Plan } from '../plan/plan.ts';
import { carryOut } from './carry-out.ts';
import type { GateProof } from './gate/gate.ts';
import type { Outcome } from './outcome.ts';
import type { Look, UpgradePorts } from './ports.ts';
import { tellBeginning, tellEnding } from './run-log.ts';

/** One reading of Azure, worked out to a plan. */
export interface Seen {
  readonly inventory: Inventory;
  readonly drift: Drift;
  readonly plan: Plan;
  readonly now: Date;
}

/** How Azure is looked at: read, all or one cluster of it, and then worked out to a plan. */
export interface Eyes {
  readonly read: (only?: Cluster) => Promise<Inventory>;
  /** `aimOf`: of single clusters, where it is another than everybody's. */
  readonly judge: (inventory: Inventory, aimOf?: (cluster: Cluster) => Aim) => Seen;
}

/** What was approved, and the proof of it. */
export interface Approval {
  readonly approved: ApprovedPlan;
  readonly proof: GateProof;
  readonly ask: UpgradeAsk;
}

/** What stands in the end, and in `mode: upgrade` what was done for it. */
export interface Acted extends Seen {
  readonly upgrade?: Approval & { readonly outcome: Outcome };
  /** Azure has moved since it was read, and could not or should not be read again: nothing but the outcome is to be told. */
  readonly isStale: boolean;
}

export interface ActingFacts {
  readonly inputs: Inputs;
  readonly context: RunContext;
  readonly sha256: Sha256;
  /** The deadline counts from here. */
  readonly startedAt: Date;
}

/** Milliseconds after the deadline at which what stands in the end is left unread. */
const lastReading = 180_000;

/**
 * @throws Failure before anything is sent: AKSU-PLAN-CHANGED, when what would be done now is not what was approved;
 * AKSU-SCOPE, when there is nothing to look at.
 * Once something may have been sent nothing is thrown: every trouble is in the outcome.
 */
export async function upgradeApproved(
  approval: Approval,
  facts: ActingFacts,
  inventory: Inventory,
  { read, judge }: Eyes,
  tools: Omit<UpgradePorts, 'look'>,
): Promise<Acted> {
  const { approved, ask } = approval;
  const { sha256 } = facts;
  const { repositoryId } = facts.context;
  const isSameScope = ask.scopeKey === approved.scopeKey;
  const aimOf = aimUnder(approved, { repositoryId, sha256 });
  const seen = judge(inventory, aimOf);
  const agreement = comparePlans(approved, seen, { repositoryId, sha256, isSameScope });
  refuseChanges(agreement, { redact: facts.inputs.telling.redact });
  refuseEmptyScope(agreement, seen, facts.inputs.telling.redact);
  tools.log.info(tellBeginning(approved, agreement.states, approval.proof));
  const look = async (cluster: Cluster): Promise<Look> => {
    const states = agreement.states.filter((state) => state.cluster?.id === cluster.id);
    const steps = states.map((state) => state.approved);
    const fresh = judge(await read(cluster), aimOf);
    // It was asked for by its id: what is not there then is gone, not elsewhere.
    const asked = { repositoryId, sha256, isSameScope: true };
    const found = fresh.inventory.clusters.find(({ id }) => id === cluster.id);
    return {
      at: fresh.now,
      agreement: comparePlans({ ...approved, steps }, fresh, asked),
      unread: fresh.inventory.unread,
      ...(found === undefined ? {} : { cluster: found }),
    };
  };
  const order = { approved, agreement, ask, startedAt: facts.startedAt };
  const outcome = await carryOut(order, { ...tools, look });
  tools.log.info(tellEnding(outcome));
  const latest = new Date(facts.startedAt.getTime() + ask.deadline * 60_000 + lastReading);
  return await seeAgain({ ...approval, outcome }, inventory, { read, judge, latest }, tools);
}

/** "Nothing to do" is what jobs of later stages go on by: it is not said by who has looked at nothing. */
function refuseEmptyScope({ states }: Agreement, { inventory }: Seen, redact: boolean): void {
  const hasLooked = inventory.clusters.length > 0 || states.some(({ standing }) => standing !== 'elsewhere');
  if (hasLooked) return;
  throw new Failure(
    'AKSU-SCOPE',
    `No cluster is in the scope of this job, so that nothing of the approved plan was looked at.${tellUnread(inventory.unread, redact)}`,
    {
      next: 'Correct the scope inputs of this job (`clusters`, `subscription-id`, `resource-group`, `cluster-name`, `cluster-tags`): they have to hold what the check planned for. `az aks list -o table` lists the clusters that an identity sees.',
    },
  );
}

/** Lines of one error: more say no more. */
const mostTold = 10;

/** A name that is mistyped is among these. With `redact` they are counted alone. */
function tellUnread(unread: readonly Unread[], redact: boolean): string {
  if (unread.length === 0) return '';
  const many = unread.length === 1 ? '1 entry' : `${unread.length} entries`;
  if (redact) return ` ${many} of the scope could not be read.`;
  const lines = unread
    .slice(0, mostTold)
    .map(({ name, reason }) => `- ${plainSentence(`${name}: ${reason}`)}`);
  const more = unread.length > mostTold ? [`- and ${unread.length - mostTold} more`] : [];
  return ['\nNot found, or not readable:', ...lines, ...more].join('\n');
}

/** What was done is told whatever becomes of the last look, and in time. */
async function seeAgain(
  upgrade: Approval & { readonly outcome: Outcome },
  inventory: Inventory,
  { read, judge, latest }: Eyes & { readonly latest: Date },
  { log, halt, clock }: Pick<UpgradePorts, 'log' | 'halt' | 'clock'>,
): Promise<Acted> {
  const { hasMoved } = upgrade.outcome;
  const before = { ...judge(inventory), upgrade, isStale: hasMoved };
  if (!hasMoved || halt.isAsked) return before;
  const early = new AbortController();
  try {
    const time = clock.pause(latest.getTime() - clock.now().getTime(), early.signal);
    const again = await Promise.race([read(), time, halt.asked]);
    if (again !== undefined) return { ...judge(again), upgrade, isStale: false };
    log.warning('Not read again', 'There was no time left to read what is due after the upgrade.');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warning('Not read again', `What is due now could not be read after the upgrade: ${reason}`);
  } finally {
    early.abort();
  }
  return before;
}
