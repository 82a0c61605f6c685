/** What a report is written from, by hand: a test states only what differs. */

import type { ClusterDrift, Finding, PoolDrift } from '../../src/drift/drift.ts';
import { findDrift } from '../../src/drift/find-drift.ts';
import { hashId } from '../../src/inputs/hashed-id.ts';
import type { Aim, FailOn } from '../../src/inputs/inputs.ts';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import type { ReportTarget } from '../../src/inputs/telling.ts';
import type { Cluster, Inventory, NodePool } from '../../src/inventory/inventory.ts';
import type { Pins } from '../../src/pins/pins.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Hold, Plan, Step } from '../../src/plan/plan.ts';
import { bundledCalendar } from '../../src/releases/calendar.ts';
import type { Told } from '../../src/report/told.ts';
import { anInventory, image, now, version } from './fleet.ts';

export const repositoryId = '424242';

export const context: Told['context'] = {
  serverUrl: 'https://github.com',
  owner: 'contoso',
  repository: 'platform',
  repositoryId,
  runId: '9000000001',
  isPrivate: true,
};

export const anAim: Aim = { upgradeType: 'full', channel: 'stable', minimumReleaseAge: 0, surge: {} };

export interface ToldParts {
  readonly clusters?: readonly Cluster[];
  readonly inventory?: Partial<Inventory>;
  readonly drifts?: readonly ClusterDrift[];
  readonly findings?: readonly Finding[];
  readonly steps?: readonly Step[];
  readonly holds?: readonly Hold[];
  readonly aim?: Partial<Aim>;
  readonly redact?: boolean;
  readonly reportKey?: string;
  readonly context?: Partial<Told['context']>;
  readonly now?: Date;
  readonly reportTo?: readonly ReportTarget[];
  readonly failOn?: readonly FailOn[];
  readonly pins?: Pins;
}

export function aTold(parts: ToldParts = {}): Told {
  const { clusters = [], drifts = [], findings = [], steps = [], holds = [] } = parts;
  return {
    inventory: anInventory(clusters, parts.inventory),
    drift: { findings, clusters: drifts, calendar: bundledCalendar },
    plan: aPlan(steps, holds),
    inputs: {
      aim: { ...anAim, ...parts.aim },
      failOn: parts.failOn ?? [],
      telling: {
        reportKey: parts.reportKey ?? 'fleet',
        reportTo: parts.reportTo ?? ['issue'],
        redact: parts.redact ?? false,
      },
    },
    context: { ...context, ...parts.context },
    now: parts.now ?? now,
    sha256,
    ...(parts.pins === undefined ? {} : { pins: parts.pins }),
  };
}

/** What the road hands to the report: drift and plan as they are made. */
export function travel(inventory: Inventory, aim: Aim, now: Date): Told {
  const told = aTold({ now });
  const drift = findDrift(inventory, aim, now);
  const facts = { repositoryId, reportKey: 'fleet', now, sha256 };
  const plan = makePlan(drift, aim, facts);
  return { ...told, inventory: { ...inventory, takenAt: now }, drift, plan, inputs: { ...told.inputs, aim } };
}

export function aPlan(steps: readonly Step[], holds: readonly Hold[] = []): Plan {
  const canonical = JSON.stringify(steps.map((step) => [step.kind, step.hashedId, step.from, step.to]));
  return {
    steps,
    holds: [...holds, ...steps.flatMap((step) => step.waits)],
    canonical,
    digest: `sha256:${sha256(canonical)}`,
    isBlocked: holds.some((hold) => hold.standing && !hold.heals),
    matrix: [],
  };
}

export function aDrift(cluster: Cluster, differs: Partial<ClusterDrift> = {}): ClusterDrift {
  return { cluster, pools: [], isUnsupported: false, ...differs };
}

export function aControlPlaneDrift(
  ...hops: readonly [string, ...string[]]
): Pick<ClusterDrift, 'controlPlane'> {
  return { controlPlane: { to: version(hops.at(-1) ?? hops[0]), hops: hops.map(version) } };
}

export function anImageDrift(pool: NodePool, to: string, days?: number): PoolDrift {
  return { pool, image: { from: pool.image ?? image(''), to: image(to), days } };
}

export function aFinding(cluster: Cluster, differs: Partial<Finding> = {}): Finding {
  return {
    code: 'AKS001',
    severity: 'recommended',
    cluster,
    text: `The control plane runs ${cluster.version.text}; 1.36.9 is on offer.`,
    ...differs,
  };
}

export function aStep(cluster: Cluster, differs: Partial<Step> = {}): Step {
  const id = differs.pool?.id ?? cluster.id;
  return {
    kind: 'control-plane',
    cluster,
    hashedId: hashId(sha256, repositoryId, id),
    from: cluster.version.text,
    to: '1.36.9',
    waits: [],
    ...differs,
  };
}

export function aHold(cluster: Cluster, differs: Partial<Hold> = {}): Hold {
  return {
    reason: 'failed',
    standing: true,
    heals: false,
    kind: 'control-plane',
    cluster,
    from: cluster.version.text,
    to: '1.36.9',
    text: 'The cluster is in a failed state.',
    ...differs,
  };
}
