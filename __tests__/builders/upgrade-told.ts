/** What an upgrade left behind, by hand: a test states only what differs. */
import { hashId } from '../../src/inputs/hashed-id.ts';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import type { Cluster, NodePool } from '../../src/inventory/inventory.ts';
import type { ApprovedPlan, ApprovedStep } from '../../src/plan/approved-plan.ts';
import type { UpgradeTold } from '../../src/report/told.ts';
import type { Outcome, StepOutcome, Trouble } from '../../src/upgrade/outcome.ts';
import { anAim, repositoryId } from './told.ts';

export const digest = `sha256:1a2b3c4d5e6f${'0'.repeat(52)}`;

export const times = {
  startedAt: new Date('2026-11-22T06:00:00Z'),
  endedAt: new Date('2026-11-22T06:12:00Z'),
};

export function anApprovedStep(differs: Partial<ApprovedStep> = {}): ApprovedStep {
  return { kind: 'control-plane', hashedId: '00112233445566ff', from: '1.35.5', to: '1.36.2', ...differs };
}

/** A control plane's step; with a pool the pool's. */
export function anOutcome(
  cluster: Cluster | undefined,
  differs: Omit<Partial<StepOutcome>, 'approved'> & { readonly approved?: Partial<ApprovedStep> } = {},
): StepOutcome {
  const { approved, ...rest } = differs;
  const pool: NodePool | undefined = rest.pool;
  const id = (pool ?? cluster)?.id;
  const hashed = id === undefined ? {} : { hashedId: hashId(sha256, repositoryId, id) };
  const kind = pool === undefined ? 'control-plane' : 'pool-version';
  return {
    end: 'done',
    text: '',
    ...(cluster ? { cluster } : {}),
    ...rest,
    approved: anApprovedStep({ kind, ...hashed, ...approved }),
  };
}

export function aTrouble(differs: Partial<Trouble> = {}): Trouble {
  return {
    code: 'PodDrainFailure',
    message: 'Drain of node aks-system-1 did not finish: pod shop/cart-0 would violate its budget.',
    cause: 'A node could not be drained: a pod disruption budget lets no pod go.',
    advice: 'Loosen the budget or add a replica, then run again.',
    rerun: 'after-repair',
    ...differs,
  };
}

export function anApprovedPlan(differs: Partial<ApprovedPlan> = {}): ApprovedPlan {
  return {
    digest,
    repositoryId,
    reportKey: 'fleet',
    aim: anAim,
    steps: [],
    madeAt: new Date('2026-11-22T05:00:00Z'),
    runId: '9000000001',
    runAttempt: '1',
    scopeKey: 'fleet',
    ...differs,
  };
}

/** Approved by one person for an environment that nobody can get round. */
export function anUpgrade(
  outcome: Partial<Outcome> = {},
  differs: Partial<Omit<UpgradeTold, 'outcome'>> = {},
): UpgradeTold {
  const steps = outcome.steps ?? [];
  return {
    outcome: { result: 'upgraded', notes: [], hasMoved: false, ...outcome, steps },
    proof: {
      kind: 'environment',
      environment: 'production',
      approvedBy: ['platform-lead'],
      isSelfApproved: false,
      canAdminsBypass: false,
    },
    approved: anApprovedPlan({ steps: steps.map(({ approved }) => approved) }),
    ask: {
      gate: { kind: 'environment', environment: 'production' },
      allowsSelfApproval: false,
      maximumPlanAge: 72,
      respectsWindows: true,
    },
    ...differs,
  };
}
