/** One row: a fleet, and exactly what is said and planned for it. */
import { createHash } from 'node:crypto';
import type { Drift, Finding } from '../../../src/drift/drift.ts';
import { findDrift } from '../../../src/drift/find-drift.ts';
import type { Aim } from '../../../src/inputs/inputs.ts';
import type { Sha256 } from '../../../src/inputs/run-context.ts';
import type { Cluster } from '../../../src/inventory/inventory.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import type { Hold, Plan, Step } from '../../../src/plan/plan.ts';
import type { Calendar } from '../../../src/releases/calendar.ts';
import { anInventory, now } from '../../builders/fleet.ts';

export interface Row {
  readonly name: string;
  readonly clusters: readonly Cluster[];
  readonly aim?: Partial<Aim>;
  readonly at?: Date;
  /** What the docs say; absent: what the action knows. */
  readonly told?: Calendar;
  readonly steps: readonly string[];
  readonly holds: readonly string[];
  /** All of them but AKS017, which the builders' healthy cluster has. Order does not matter. */
  readonly findings: readonly string[];
  /** Each must be found in some finding's or hold's text. */
  readonly says?: readonly string[];
  /** None may be found in any of them. */
  readonly silent?: readonly string[];
  readonly blocked?: boolean;
  readonly unsupported?: boolean;
}

export interface Outcome {
  readonly drift: Drift;
  readonly plan: Plan;
}

export const sha256: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

export const usualAim: Aim = { upgradeType: 'full', channel: 'stable', minimumReleaseAge: 0, surge: {} };

export const facts = { repositoryId: '4711', reportKey: 'fleet', now, sha256 };

export function carryThrough(row: Row): Outcome {
  const aim = { ...usualAim, ...row.aim };
  const at = row.at ?? now;
  const drift = findDrift(anInventory(row.clusters), aim, at, undefined, row.told);
  return { drift, plan: makePlan(drift, aim, { ...facts, now: at }) };
}

/** `pool-version user 1.34.8 → 1.36.2 (waits: busy)` */
export function tellStep(step: Step): string {
  const waits = step.waits.map((hold) => hold.reason).join(', ');
  return `${tellMove(step)}${waits === '' ? '' : ` (waits: ${waits})`}`;
}

/** `standing spot: pool-version user 1.34.8 → 1.36.2`, with `, heals` where AKS does it. */
export function tellHold(hold: Hold): string {
  const until = hold.until === undefined ? '' : ` until ${hold.until.toISOString().slice(0, 16)}`;
  return `${hold.standing ? 'standing' : 'passing'} ${hold.reason}: ${tellMove(hold)}${hold.heals ? ', heals' : ''}${until}`;
}

/** `AKS006 recommended user` */
export function tellFinding(finding: Finding): string {
  return [
    finding.code,
    finding.severity,
    finding.pool?.name ?? '',
    finding.due === undefined ? '' : `due ${finding.due}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function tellMove(move: Step | Hold): string {
  const pool = move.pool === undefined ? '' : ` ${move.pool.name}`;
  return `${move.kind}${pool} ${short(move.from)} → ${short(move.to)}`;
}

/** Images by their release alone. */
function short(version: string): string {
  return version.slice(version.lastIndexOf('-') + 1);
}
