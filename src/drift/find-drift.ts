import type { Aim } from '../inputs/inputs.ts';
import type { Cluster, Inventory, NodePool } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { bundledCalendar, type Calendar, isCalendarOld } from '../releases/calendar.ts';
import { checkAim } from './aim-check.ts';
import { explainControlPlane, findControlPlaneDrift, findGoal, findWay } from './control-plane.ts';
import type { ClusterDrift, Drift, Finding, PoolDrift } from './drift.ts';
import { findFailure, findSurge } from './health.ts';
import { explainImage, findImageDrift } from './node-image.ts';
import { findPoolVersion, findSkew, reachOf } from './node-pool.ts';
import { findOperatingSystem } from './operating-system.ts';
import { findPatching, findPoolPatching } from './patching.ts';
import { regionListOf } from './region-list.ts';
import { findSupport, isUnsupported } from './support.ts';

interface Judged {
  readonly drift: ClusterDrift;
  readonly findings: readonly Finding[];
}

/**
 * What is behind within the aim, judged on the day `now`. `upgradeType` narrows what counts as behind; findings that
 * inform (support, retirement, patching, failures) are given in every type. Unread parts give no drift: they stand in
 * the inventory's `unread`. `aimOf`: of single clusters, where it is another than everybody's. `calendar` is
 * what dates are told by; findings and targets hang on the bundled one alone.
 */
export function findDrift(
  inventory: Inventory,
  aim: Aim,
  now: Date,
  aimOf: (cluster: Cluster) => Aim = () => aim,
  calendar: Calendar = bundledCalendar,
): Drift {
  const judged = inventory.clusters.map((cluster) => judgeCluster(cluster, aimOf(cluster), now, calendar));
  return {
    findings: judged.flatMap((each) => each.findings),
    clusters: judged.map((each) => each.drift),
    calendar,
    calendarIsOld: isCalendarOld(calendar, now),
  };
}

function judgeCluster(cluster: Cluster, aim: Aim, now: Date, calendar: Calendar): Judged {
  const movesControlPlane = aim.upgradeType === 'full' || aim.upgradeType === 'control-plane-only';
  const way = movesControlPlane ? findWay(cluster, aim, now) : undefined;
  const controlPlane = findControlPlaneDrift(cluster, way);
  const support = findSupport(cluster, now, calendar);
  const isControlPlaneOut = isUnsupported(support.filter((finding) => finding.pool === undefined));
  const goal = movesControlPlane ? findGoal(cluster, aim, now) : cluster.version;
  const findings = [
    ...findFailure(cluster),
    ...support,
    ...(movesControlPlane ? explainControlPlane(cluster, aim, now, way, isControlPlaneOut) : []),
    ...(movesControlPlane ? checkAim(cluster, aim, now, controlPlane) : []),
    ...unreadRegion(cluster),
    ...findPatching(cluster),
    ...findSkew(cluster),
    ...cluster.pools.flatMap((pool) =>
      explainPool(cluster, pool, aim, goal, now, controlPlane !== undefined),
    ),
  ];
  const pools = cluster.pools.map((pool) => poolDrift(cluster, pool, aim)).filter(isBehind);
  return {
    drift: {
      cluster,
      pools,
      isUnsupported: isUnsupported(support),
      ...(controlPlane === undefined ? {} : { controlPlane }),
    },
    findings,
  };
}

function poolDrift(cluster: Cluster, pool: NodePool, aim: Aim): PoolDrift {
  if (aim.upgradeType === 'control-plane-only') return { pool };
  const to = aim.upgradeType === 'node-image-only' ? undefined : reachOf(cluster, pool).now;
  const image = findImageDrift(pool);
  return {
    pool,
    ...(to === undefined ? {} : { kubernetes: { from: pool.version, to } }),
    ...(image === undefined ? {} : { image }),
  };
}

function isBehind(drift: PoolDrift): boolean {
  return drift.kubernetes !== undefined || drift.image !== undefined;
}

function explainPool(
  cluster: Cluster,
  pool: NodePool,
  aim: Aim,
  goal: KubernetesVersion,
  now: Date,
  controlPlaneMoves: boolean,
): Finding[] {
  const judgesVersion = aim.upgradeType === 'full' || aim.upgradeType === 'node-pools-only';
  const judgesImage = aim.upgradeType !== 'control-plane-only';
  return [
    ...findFailure(cluster, pool),
    ...(judgesVersion ? findPoolVersion(cluster, pool, reachOf(cluster, pool), controlPlaneMoves) : []),
    ...(judgesImage ? explainImage(cluster, pool) : []),
    ...findOperatingSystem(cluster, pool, goal, now),
    ...findPoolPatching(cluster, pool),
    ...findSurge(cluster, pool),
  ];
}

function unreadRegion(cluster: Cluster): Finding[] {
  if (regionListOf(cluster) !== undefined) return [];
  const text = `The list of Kubernetes versions of ${cluster.location} could not be read: judged by the cluster's own upgrade list and the calendar as of ${bundledCalendar.asOf}; steps after the first hop cannot be foreseen.`;
  return [{ code: 'AKS020', severity: 'information', cluster, text }];
}
