import { isFailed } from '../drift/health.ts';
import { isImageRenewed } from '../drift/node-image.ts';
import { newestMinor } from '../drift/target.ts';
import type { ImageVersion } from '../inventory/image-version.ts';
import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { isSameMinor } from '../inventory/kubernetes-version.ts';
import type { Hold, HoldReason } from './plan.ts';

/** One thing that is due. */
export type Due =
  | {
      readonly kind: 'control-plane';
      readonly cluster: Cluster;
      readonly pool?: never;
      readonly from: KubernetesVersion;
      readonly to: KubernetesVersion;
    }
  | {
      readonly kind: 'pool-version';
      readonly cluster: Cluster;
      readonly pool: NodePool;
      readonly from: KubernetesVersion;
      readonly to: KubernetesVersion;
    }
  | {
      readonly kind: 'node-image';
      readonly cluster: Cluster;
      readonly pool: NodePool;
      readonly from: ImageVersion;
      readonly to: ImageVersion;
    };

interface Verdict {
  readonly reason: HoldReason;
  readonly heals: boolean;
  readonly text: string;
  readonly until?: Date;
  /** Of a control plane: the pool that holds it. */
  readonly pool?: NodePool;
}

const dayMilliseconds = 86_400_000;

/**
 * The standing hold that keeps something out of the plan: the first that applies, what stands in the way of AKS itself
 * (stopped, failed) before what AKS does by itself. `undefined`: it may become a step.
 */
export function standingHold(due: Due, minimumReleaseAge: number, now: Date): Hold | undefined {
  const verdict =
    ofState(due) ??
    ofCluster(due, now) ??
    (due.pool === undefined ? undefined : ofPool(due.pool)) ??
    (due.kind === 'node-image' ? ofAge(due.to, minimumReleaseAge, now) : undefined);
  return verdict === undefined ? undefined : toHold(due, verdict, true);
}

export function toHold(due: Due, verdict: Verdict, standing: boolean): Hold {
  const { reason, heals, text, until } = verdict;
  const pool = due.pool ?? verdict.pool;
  return {
    reason,
    standing,
    heals,
    kind: due.kind,
    cluster: due.cluster,
    ...(pool === undefined ? {} : { pool }),
    from: due.from.text,
    to: due.to.text,
    text,
    ...(until === undefined ? {} : { until }),
  };
}

function ofState(due: Due): Verdict | undefined {
  const { cluster, pool } = due;
  if (cluster.power === 'stopped')
    return blocked('stopped', 'The cluster is stopped: AKS takes no operation.');
  if (pool?.power === 'stopped') {
    return blocked('stopped', 'The pool is stopped: an upgrade would show its faults only when it starts.');
  }
  if (isFailed(cluster.provisioningState)) {
    return blocked('failed', `The cluster is in state ${cluster.provisioningState}: repair it first.`);
  }
  if (pool === undefined) return ofFailedPool(cluster);
  return isFailed(pool.provisioningState)
    ? blocked('failed', `The pool is in state ${pool.provisioningState}: repair it first.`)
    : undefined;
}

/** A failed pool, in scope or not, is half way through something: the control plane does not move over it. */
function ofFailedPool(cluster: Cluster): Verdict | undefined {
  const isBad = (pool: Omit<NodePool, 'offer'>) => isFailed(pool.provisioningState);
  const own = cluster.pools.find(isBad);
  const other = cluster.otherPools.find(isBad);
  const pool = own ?? (other === undefined ? undefined : { ...other, offer: undefined });
  if (pool === undefined) return undefined;
  const where = own === undefined ? ', outside the scope of this check,' : '';
  const text = `Pool ${pool.name}${where} is in state ${pool.provisioningState}: repair it before the control plane moves.`;
  return { ...blocked('failed', text), pool };
}

function ofCluster(due: Due, now: Date): Verdict | undefined {
  const { cluster, pool } = due;
  if (cluster.isAutomatic)
    return healing('automatic', 'AKS Automatic does this by itself within its window.');
  if (pool !== undefined && isProvisioned(cluster, pool)) {
    return healing('node-provisioning', 'Node auto-provisioning replaces these nodes by itself.');
  }
  if (pool?.snapshotId !== undefined) {
    return blocked('snapshot-pinned', 'The pool is pinned to a snapshot: an upgrade would take it off.');
  }
  if (due.kind === 'node-image') {
    return isImageRenewed(cluster)
      ? healing(
          'auto-upgrade-channel',
          'The channel NodeImage brings new images by itself within its window.',
        )
      : undefined;
  }
  return cluster.upgradeChannel === 'none' ? undefined : ofChannel(due, now);
}

/** With any cluster channel on AKS refuses to move the control plane without its pools. */
function ofChannel(due: Exclude<Due, { kind: 'node-image' }>, now: Date): Verdict {
  const channel = due.cluster.upgradeChannel;
  return healsByChannel(due, now)
    ? healing('auto-upgrade-channel', `The cluster channel ${channel} does this by itself within its window.`)
    : blocked(
        'auto-upgrade-channel',
        `The cluster channel ${channel} is on, which does not take ${due.from.text} to ${due.to.text} but keeps others from doing it.`,
      );
}

/** What AKS's channel of that name will do: LTS clusters stay on their minor whatever the channel. */
function healsByChannel(due: Exclude<Due, { kind: 'node-image' }>, now: Date): boolean {
  const { upgradeChannel, supportPlan } = due.cluster;
  if (upgradeChannel === 'node-image' || upgradeChannel === 'none') return false;
  if (isSameMinor(due.from, due.to)) return true;
  if (upgradeChannel === 'patch' || supportPlan === 'AKSLongTermSupport') return false;
  const newest = newestMinor(due.cluster, now);
  const reach = upgradeChannel === 'rapid' ? newest.minor : newest.minor - 1;
  return due.to.major === newest.major && due.to.minor <= reach;
}

function ofPool(pool: NodePool): Verdict | undefined {
  if (pool.isSpot) {
    return blocked(
      'spot',
      'The pool runs on spot nodes, which Azure can take away in the middle of an upgrade.',
    );
  }
  if (pool.count === 0) {
    return blocked('zero-nodes', 'The pool has no nodes: nothing would show whether an upgrade works.');
  }
  return undefined;
}

/** An image without a date in its name counts as too young while an age is asked for. */
function ofAge(image: ImageVersion, minimumReleaseAge: number, now: Date): Verdict | undefined {
  if (minimumReleaseAge <= 0) return undefined;
  if (image.date === undefined) {
    return blocked('image-too-young', `The name ${image.text} gives no date, so that its age is not known.`);
  }
  const until = new Date(Date.parse(image.date) + minimumReleaseAge * dayMilliseconds);
  if (until.getTime() <= now.getTime()) return undefined;
  const text = `The image is of ${image.date}; minimum-release-age asks for ${minimumReleaseAge} days.`;
  return { ...blocked('image-too-young', text), until };
}

function isProvisioned(cluster: Cluster, pool: NodePool): boolean {
  return (cluster.hasNodeProvisioning && pool.kind === 'VirtualMachines') || /^aksmanagedap/i.test(pool.name);
}

function blocked(reason: HoldReason, text: string): Verdict {
  return { reason, heals: false, text };
}

function healing(reason: HoldReason, text: string): Verdict {
  return { reason, heals: true, text };
}
