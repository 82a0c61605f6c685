/** How an approved step stands that is not due: its thing was found, and the fresh plan does not hold it. */

import { isFailed } from '../drift/health.ts';
import { compareImages, parseImageVersion } from '../inventory/image-version.ts';
import type { Cluster, NodePool } from '../inventory/inventory.ts';
import { compareVersions, isSameMinor, parseKubernetesVersion } from '../inventory/kubernetes-version.ts';
import type { StepState } from './agreement.ts';
import type { ApprovedStep } from './approved-plan.ts';
import type { Hold } from './plan.ts';
import { isBusy } from './waits.ts';

export interface Found {
  readonly approved: ApprovedStep;
  readonly cluster: Cluster;
  readonly pool?: NodePool;
}

export type Standing = Pick<StepState, 'standing' | 'hold' | 'text'>;

/** `undefined`: the target is not reached. */
export function standingOfReached(found: Found): Standing | undefined {
  const { approved } = found;
  const reached = reachedIn(found);
  if (reached === 'no') return undefined;
  const failed = failureOf(found);
  if (failed !== undefined) return { standing: 'held', hold: failed, text: failed.text };
  // From its first second on an upgrade shows the target as the current version: only the state tells.
  const operation = operationOf(found);
  if (operation !== undefined) return { standing: 'running', text: operation };
  const runs = reportedOf(found);
  return reached === 'exact'
    ? { standing: 'done', text: `Azure reports ${runs}.` }
    : { standing: 'done', text: `Azure reports ${runs}, which is above the approved ${approved.to}.` };
}

/** The version or image that Azure reports; empty: none. */
export function reportedOf({ approved, cluster, pool }: Found): string {
  if (pool === undefined) return cluster.version.text;
  return approved.kind === 'node-image' ? (pool.image?.text ?? '') : pool.version.text;
}

/** What runs on the cluster or the pool; `undefined`: nothing. */
export function operationOf({ cluster, pool }: Found): string | undefined {
  if (isBusy(cluster.provisioningState)) return tellOperation('cluster', cluster.provisioningState);
  return pool !== undefined && isBusy(pool.provisioningState)
    ? tellOperation('pool', pool.provisioningState)
    : undefined;
}

/** An upgrade runs: what Azure reports and offers there is on the move, and says nothing yet. */
export function isUpgrading({ cluster, pool }: Pick<StepState, 'cluster' | 'pool'>): boolean {
  return [cluster, pool].some((each) => /^upgrading/i.test(each?.provisioningState ?? ''));
}

/**
 * Something that the step was planned from could not be read, so that its absence means nothing.
 * `isRegionUnread`: the region's version list stands among what could not be read.
 */
export function isUncertain(found: Found, isRegionUnread: boolean): boolean {
  const { approved, cluster, pool } = found;
  if (pool === undefined) return isWayUncertain(found, isRegionUnread);
  if (approved.kind === 'node-image')
    return pool.image === undefined || pool.offer?.latestImage === undefined;
  return pool.offer === undefined || (!isAt(cluster, approved.to) && isWayUncertain(found, isRegionUnread));
}

function isWayUncertain({ approved, cluster, pool }: Found, isRegionUnread: boolean): boolean {
  const { offers, version } = cluster;
  const { from, to } = approved;
  if (offers === undefined) return true;
  // Where not all pools are known, the plan for the control plane stays with patches.
  const wanted = parseKubernetesVersion(to);
  if (cluster.hasUnreadPools && wanted !== undefined && !isSameMinor(wanted, version)) return true;
  // The first hop is in the cluster's own list, which was read.
  const isFirst = pool === undefined && from === version.text;
  return isRegionUnread && (!isFirst || offers.some((offer) => offer.version.text === to));
}

/** The control plane runs that version or a higher one. */
export function isAt(cluster: Cluster, version: string): boolean {
  const wanted = parseKubernetesVersion(version);
  return wanted !== undefined && compareVersions(cluster.version, wanted) >= 0;
}

function reachedIn({ approved, cluster, pool }: Found): 'no' | 'exact' | 'beyond' {
  if (approved.kind === 'node-image') return imageReached(pool, approved.to);
  const wanted = parseKubernetesVersion(approved.to);
  const above = wanted === undefined ? -1 : compareVersions((pool ?? cluster).version, wanted);
  if (above < 0) return 'no';
  return above === 0 ? 'exact' : 'beyond';
}

function imageReached(pool: NodePool | undefined, to: string): 'no' | 'exact' | 'beyond' {
  if (pool?.image === undefined) return 'no';
  const comparison = compareImages(pool.image, parseImageVersion(to));
  if (comparison === 'same') return 'exact';
  return comparison === 'older' ? 'beyond' : 'no';
}

function failureOf({ approved, cluster, pool }: Found): Hold | undefined {
  const { kind, from, to } = approved;
  const ofPool =
    pool !== undefined && isFailed(pool.provisioningState)
      ? `pool is in state ${pool.provisioningState}`
      : undefined;
  const state = isFailed(cluster.provisioningState)
    ? `cluster is in state ${cluster.provisioningState}`
    : ofPool;
  if (state === undefined) return undefined;
  return {
    reason: 'failed',
    standing: true,
    heals: false,
    kind,
    cluster,
    ...(pool === undefined ? {} : { pool }),
    from,
    to,
    text: `Azure shows ${to} there, but the ${state}: repair it first.`,
  };
}

function tellOperation(what: string, state: string): string {
  return `The ${what} is in state ${state}: what becomes of it is not known yet.`;
}
