/** Upgrades of which every string is somebody else's, in every end and every proof. */
import type { Gate } from '../../src/inputs/inputs.ts';
import type { Cluster } from '../../src/inventory/inventory.ts';
import type { UpgradeTold } from '../../src/report/told.ts';
import { stepEnds } from '../../src/report/upgrade-words.ts';
import type { GateProof } from '../../src/upgrade/gate/gate.ts';
import type { ClusterProgress, Outcome, StepOutcome, StepProgress } from '../../src/upgrade/outcome.ts';
import { anApprovedPlan, anOutcome, anUpgrade, times } from './upgrade-told.ts';
import type { Wild } from './wild-told.ts';

const results = ['upgraded', 'nothing-to-do', 'refused', 'failed', 'handed-over', 'dry-run'] as const;
const kinds = ['control-plane', 'pool-version', 'node-image'] as const;
const reruns = ['safe', 'after-repair', 'unsafe'] as const;
const halts = ['deadline', 'signal', 'failures'] as const;
const at = new Date('2026-11-24T02:00:00Z');

export function aWildUpgrade(wild: Wild, clusters: readonly Cluster[]): UpgradeTold {
  const { text, draw } = wild;
  const pick = <T>(all: readonly [T, ...T[]]): T => all[draw(all.length)] ?? all[0];
  const steps = clusters.flatMap((cluster) =>
    stepEnds.map((end, index) => aWildStep(wild, cluster, end, index)),
  );
  const halt = draw(2) === 0 ? {} : { haltedBy: pick(halts) };
  const outcome: Outcome = {
    result: pick(results),
    steps,
    ...halt,
    notes: [text(), text()],
    hasMoved: draw(2) === 0,
    rights: clusters.map((cluster) => ({
      cluster,
      missing: draw(3) === 0 ? undefined : [text(), text()].slice(draw(3)),
    })),
  };
  return anUpgrade(outcome, {
    proof: aWildProof(wild),
    approved: anApprovedPlan({ steps: steps.map(({ approved }) => approved), runId: text() }),
    ask: {
      gate: pick<Gate>([
        { kind: 'environment', environment: text() },
        { kind: 'issue-approval', approvers: [text()] },
        { kind: 'none' },
      ]),
      allowsSelfApproval: draw(2) === 0,
      maximumPlanAge: 72,
      respectsWindows: true,
    },
  });
}

export function aWildProgress({ text, draw }: Wild, cluster: Cluster): ClusterProgress {
  const states: readonly StepProgress['state'][] = ['waiting', 'starting', ...stepEnds];
  const steps = states.map((state, index) => ({
    approved: { kind: kinds[draw(3)] ?? 'node-image', hashedId: text(), from: text(), to: text() },
    ...(cluster.pools[index] ? { pool: cluster.pools[index] } : {}),
    state,
    ...(draw(2) === 0 ? {} : { since: at }),
    text: text(),
  }));
  return { cluster, steps, isOver: draw(2) === 0 };
}

function aWildProof({ text, draw }: Wild): GateProof {
  const approvedBy = [text(), text()];
  const isSelfApproved = draw(2) === 0;
  const canAdminsBypass = [true, false, undefined][draw(3)];
  const proofs: readonly GateProof[] = [
    { kind: 'environment', environment: text(), approvedBy, isSelfApproved, canAdminsBypass },
    { kind: 'issue-approval', approvedBy, isSelfApproved, approvedAt: at, url: text() },
    { kind: 'none' },
  ];
  return proofs[draw(3)] ?? { kind: 'none' };
}

function aWildStep(
  { text, draw }: Wild,
  cluster: Cluster,
  end: StepOutcome['end'],
  index: number,
): StepOutcome {
  const pool = cluster.pools[index % (cluster.pools.length + 1)];
  const isFound = draw(5) > 0;
  const trouble = {
    code: text(),
    message: text(),
    cause: text(),
    advice: text(),
    rerun: reruns[draw(3)] ?? 'unsafe',
    rollbackUntil: at,
  };
  return anOutcome(isFound ? cluster : undefined, {
    approved: { kind: kinds[draw(3)] ?? 'node-image', hashedId: text(), from: text(), to: text() },
    ...(pool && isFound ? { pool } : {}),
    ...(draw(2) === 0 ? {} : times),
    end,
    text: text(),
    reported: text(),
    reportedImage: text(),
    ...(draw(2) === 0 ? {} : { deviation: text() }),
    ...(end === 'failed' || draw(4) === 0 ? { trouble } : {}),
    ...(draw(2) === 0 ? {} : { until: at }),
  });
}
