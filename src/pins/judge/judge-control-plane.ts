import { findHops, isJump } from '../../drift/hops.ts';
import { isWithinSkew, skewLimit } from '../../drift/node-pool.ts';
import { fitsPools, movesAsWhole } from '../../drift/pool-bounds.ts';
import { coverOf, versionsMeant } from '../../drift/target.ts';
import type { VersionAim } from '../../inputs/version-aim.ts';
import type { Cluster } from '../../inventory/inventory.ts';
import type { KubernetesVersion } from '../../inventory/kubernetes-version.ts';
import { compareVersions, isSameMinor, minorsBetween } from '../../inventory/kubernetes-version.ts';
import { standingHold } from '../../plan/holds.ts';
import { newestMinorFor, retirementsAsOf } from '../../releases/retirements.ts';
import { comparePinned, inFull } from '../pinned-version.ts';
import { isUnheardOf, judgeCover, tellUnheardOf } from './judge-cover.ts';
import {
  conclude,
  type Judgement,
  lacking,
  level,
  listed,
  noObjection,
  type Objections,
  refused,
  refusing,
  remarking,
} from './judgement.ts';

/** What goes on around the control plane in the same change. */
export interface Company {
  /** All node pools are asked to go to the same version, so that one operation may take the cluster as a whole. */
  readonly takesAllPools: boolean;
  /** Ids of the pools whose own version is changed too. */
  readonly moving: ReadonlySet<string>;
}

/** Whether AKS takes a control plane from what runs to what is asked for, in one step and with its pools where they are. */
export function judgeControlPlane(
  wanted: VersionAim,
  cluster: Cluster,
  company: Company,
  now: Date,
): Judgement {
  const { version: running } = cluster;
  const order = comparePinned(wanted, running);
  if (order === 0) return level;
  if (order < 0) return refused(`${running.text} runs, and AKS never goes back to ${wanted.text}.`);
  const to = versionFor(wanted, cluster, now);
  // A patch that is missing among others of the next minor is told with what AKS offers instead.
  const isBeyond = coverOf(to, cluster, now) === 'not-listed' || isJump(cluster, running, to);
  if (isBeyond && isUnheardOf(wanted, cluster)) return refused(tellUnheardOf(wanted, cluster));
  const objections = [
    judgeHop(to, cluster, now),
    judgeOffers(wanted, to, cluster, now),
    judgePools(to, cluster),
    judgeState(to, cluster, company, now),
  ];
  return conclude(objections, to, tellPools(cluster, company));
}

/**
 * A minor means its newest patch that AKS offers this control plane. Where it offers none, the version that tells best
 * why: one that the support plan covers before any other, the newest of them.
 */
export function versionFor(wanted: VersionAim, cluster: Cluster, now: Date): KubernetesVersion {
  if (wanted.kind === 'exact') return inFull(wanted);
  const isCovered = (version: KubernetesVersion) => coverOf(version, cluster, now) === 'covered';
  const known = [...versionsMeant(wanted, cluster)].sort((a, b) => compareVersions(b, a));
  return (
    known.find((version) => isCovered(version) && isOffered(version, cluster)) ??
    known.find(isCovered) ??
    known[0] ??
    inFull(wanted)
  );
}

/** Of covered versions, which no preview is. */
function isOffered(version: KubernetesVersion, { offers }: Cluster): boolean {
  return (offers ?? []).some((offer) => compareVersions(offer.version, version) === 0);
}

function judgeHop(to: KubernetesVersion, cluster: Cluster, now: Date): Objections {
  const { version: running, supportPlan } = cluster;
  if (!isJump(cluster, running, to)) return noObjection;
  const [first] = findHops(
    cluster,
    (version) =>
      compareVersions(version, to) < 0 &&
      coverOf(version, cluster, now) === 'covered' &&
      fitsPools(version, cluster),
  );
  const isLongTerm = supportPlan === 'AKSLongTermSupport';
  const rule = isLongTerm ? `at most ${skewLimit} at a time with long-term support` : 'one at a time';
  const way = first === undefined ? 'it offers this cluster none on the way' : `${first.text} comes first`;
  const distance = `From ${running.text} to ${to.text} it is ${minorsBetween(running, to)} minors`;
  return refusing(`${distance}, and AKS takes ${rule}: ${way}.`);
}

function judgeOffers(wanted: VersionAim, to: KubernetesVersion, cluster: Cluster, now: Date): Objections {
  const cover = judgeCover(to, cluster, now);
  if (cover.refusals.length > 0 || isJump(cluster, cluster.version, to)) return { ...cover, remarks: [] };
  if (cluster.offers === undefined) {
    return lacking(
      `What AKS offers this control plane could not be read: whether it takes ${wanted.text} is not known.`,
    );
  }
  if (isOffered(to, cluster)) return cover;
  const higher = cluster.offers
    .filter((offer) => !offer.isPreview && compareVersions(offer.version, cluster.version) > 0)
    .map((offer) => offer.version)
    .sort(compareVersions);
  const instead = higher.length === 0 ? 'nothing higher' : listed(higher.map((version) => version.text));
  return refusing(
    `AKS does not offer ${to.text} to this control plane, which runs ${cluster.version.text}: it offers ${instead}.`,
  );
}

/** Pools stay where they are while the control plane moves: those that are to move up have to go first. */
function judgePools(to: KubernetesVersion, cluster: Cluster): Objections {
  const pools = [...cluster.pools, ...cluster.otherPools];
  const left = pools
    .filter((pool) => !isWithinSkew(pool.version, to))
    .map(
      (pool) =>
        `Pool ${pool.name} runs ${pool.version.text} and would be more than ${skewLimit} minors behind ${to.text}: it has to go up first.`,
    );
  const unfit = pools
    .filter((pool) => !fitsPools(to, { ...cluster, pools: [], otherPools: [pool] }))
    .map(
      (pool) =>
        `Pool ${pool.name} has OS SKU ${pool.osSku ?? ''}, supported up to Kubernetes 1.${newestMinorFor(pool) ?? ''} (as of ${retirementsAsOf}): it needs another OS SKU first.`,
    );
  const gaps =
    cluster.hasUnreadPools && !isSameMinor(to, cluster.version)
      ? [`Not all pools of this cluster could be read: whether they allow ${to.text} is not known.`]
      : [];
  return { refusals: [...left, ...unfit], gaps, remarks: [] };
}

function judgeState(to: KubernetesVersion, cluster: Cluster, company: Company, now: Date): Objections {
  const { upgradeChannel: channel, version: from } = cluster;
  if (cluster.power === 'stopped') return refusing('The cluster is stopped: AKS takes no operation.');
  // With any channel on AKS refuses the control plane alone (AKS docs, auto-upgrade-cluster; azurerm issue 23436).
  if (channel !== 'none') {
    return company.takesAllPools
      ? remarking(
          `The cluster channel ${channel} is on: AKS takes this as one operation over control plane and pools alone.`,
        )
      : refusing(
          `The cluster channel ${channel} is on: AKS then refuses to move the control plane without all its pools.`,
        );
  }
  const hold = standingHold({ kind: 'control-plane', cluster, from, to }, 0, now);
  return hold === undefined ? noObjection : remarking(hold.text);
}

function tellPools(cluster: Cluster, { moving }: Company): string[] {
  if (movesAsWhole(cluster)) {
    return [
      'With an availability set in the cluster AKS moves all node pools along, and they get the newest node image.',
    ];
  }
  const staying = [...cluster.pools, ...cluster.otherPools].filter((pool) => !moving.has(pool.id));
  if (staying.length === 0) return [];
  const names = listed(staying.map((pool) => `${pool.name} at ${pool.version.text}`));
  return [`Node pools stay where they are until they are moved too: ${names}.`];
}
