/** A fleet after steps of its plan: what AKS then reports and offers, as far as plans depend on it. */
import { findDrift } from '../../src/drift/find-drift.ts';
import { reachOf } from '../../src/drift/node-pool.ts';
import type { Aim } from '../../src/inputs/inputs.ts';
import type { Cluster, Inventory, NodePool, VersionOffer } from '../../src/inventory/inventory.ts';
import { compareVersions } from '../../src/inventory/kubernetes-version.ts';
import { aimUnder } from '../../src/plan/approved-aim.ts';
import { type ApprovedPlan, parseApprovedPlan } from '../../src/plan/approved-plan.ts';
import type { FreshPlan } from '../../src/plan/compare-plans.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Plan, Step } from '../../src/plan/plan.ts';
import { sealPlan } from '../../src/plan/plan-envelope.ts';
import { anInventory, image, version } from '../builders/fleet.ts';
import { facts } from './table/row.ts';

export interface Fleet {
  readonly clusters: readonly Cluster[];
  readonly aim: Aim;
  readonly now: Date;
}

export type Phase = 'over' | 'running' | 'failed';

/** Under an approved plan, or with nobody's approval. */
export function planOf(
  { clusters, aim, now }: Fleet,
  differs: Partial<Inventory> = {},
  approved?: ApprovedPlan,
): FreshPlan {
  const inventory = anInventory(clusters, differs);
  const aimOf = approved === undefined ? undefined : aimUnder(approved, facts);
  const drift = findDrift(inventory, aim, now, aimOf);
  return { inventory, drift, plan: makePlan(drift, aim, { ...facts, now }) };
}

export function approve(plan: Plan, madeAt: Date): ApprovedPlan {
  const run = {
    runId: '99',
    runAttempt: '1',
    repositoryId: facts.repositoryId,
    scopeKey: 'scope-0123456789',
  };
  return parseApprovedPlan(sealPlan(plan, run, madeAt));
}

/** Nothing runs, and AKS lists no pool version above the control plane, as the service does. */
export function calm(fleet: Fleet): Fleet {
  return {
    ...fleet,
    clusters: fleet.clusters.map((cluster) => ({
      ...cluster,
      provisioningState: settled(cluster.provisioningState),
      pools: cluster.pools.map((pool) => prune(cluster, settle(pool))),
      otherPools: cluster.otherPools.map(settle),
    })),
  };
}

/** The first `count` steps of the plan carried out, the last of them in this phase. */
export function afterSteps(
  fleet: Fleet,
  steps: readonly Step[],
  count: number,
  phase: Phase = 'over',
): Fleet {
  return steps
    .slice(0, count)
    .reduce((done, step, index) => afterStep(done, step, index === count - 1 ? phase : 'over'), fleet);
}

function afterStep(fleet: Fleet, step: Step, phase: Phase): Fleet {
  const clusters = fleet.clusters.map((cluster) => {
    if (cluster.id !== step.cluster.id) return cluster;
    if (step.pool === undefined) return moveControlPlane(cluster, step, phase);
    const pools = cluster.pools.map((pool) =>
      pool.id === step.pool?.id ? movePool(pool, step, phase) : pool,
    );
    return { ...cluster, pools };
  });
  return { ...fleet, clusters };
}

/** From the first second of an upgrade the current version is the target; only the state tells. */
function moveControlPlane(cluster: Cluster, step: Step, phase: Phase): Cluster {
  const to = version(step.to);
  const pools = cluster.pools.map((pool) => (reachOf(cluster, pool).follows ? listFor(pool, to) : pool));
  const provisioningState = { over: 'Succeeded', running: 'Upgrading', failed: 'Failed' }[phase];
  return { ...cluster, version: to, offers: offersAt(cluster, step.to), provisioningState, pools };
}

function offersAt(cluster: Cluster, at: string): VersionOffer[] {
  const marked = new Set(
    cluster.offers?.filter((offer) => offer.isPreview).map((offer) => offer.version.text),
  );
  const patches = cluster.region?.patches ?? [];
  const next = patches.find((patch) => patch.version.text === at)?.upgrades ?? [];
  const isPreview = (text: string): boolean =>
    marked.has(text) || patches.some((patch) => patch.version.text === text && patch.isPreview);
  return [...new Set([...next.map(({ text }) => text), ...marked])].map((text) => ({
    version: version(text),
    isPreview: isPreview(text),
  }));
}

/** Where AKS gives a list of its own to a pool that could get level, the control plane's new version comes onto it. */
function listFor(pool: NodePool, to: Cluster['version']): NodePool {
  const upgrades = pool.offer?.upgrades;
  if (pool.offer === undefined || upgrades === undefined) return pool;
  return { ...pool, offer: { ...pool.offer, upgrades: [...upgrades, { version: to, isPreview: false }] } };
}

/** The image stays the old one until an upgrade has ended. */
function movePool(pool: NodePool, step: Step, phase: Phase): NodePool {
  const isImage = step.kind === 'node-image';
  const busy = isImage ? 'UpgradingNodeImageVersion' : 'Upgrading';
  const provisioningState = { over: 'Succeeded', running: busy, failed: 'Failed' }[phase];
  const newest = isImage ? image(step.to) : (pool.offer?.latestImage ?? pool.image);
  return {
    ...pool,
    provisioningState,
    ...(isImage ? {} : { version: version(step.to) }),
    ...(phase === 'over' ? { image: newest } : {}),
  };
}

function prune(cluster: Cluster, pool: NodePool): NodePool {
  const upgrades = pool.offer?.upgrades?.filter(
    (offer) => compareVersions(offer.version, cluster.version) <= 0,
  );
  return pool.offer === undefined ? pool : { ...pool, offer: { ...pool.offer, upgrades } };
}

function settle<T extends { readonly provisioningState: string }>(pool: T): T {
  return { ...pool, provisioningState: settled(pool.provisioningState) };
}

function settled(state: string): string {
  return ['Failed', 'Canceled'].includes(state) ? state : 'Succeeded';
}
