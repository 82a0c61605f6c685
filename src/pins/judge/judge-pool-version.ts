import { fitsOsSku } from '../../drift/node-pool.ts';
import { regionListOf } from '../../drift/region-list.ts';
import { coverOf } from '../../drift/target.ts';
import type { VersionAim } from '../../inputs/version-aim.ts';
import type { Cluster, NodePool } from '../../inventory/inventory.ts';
import type { KubernetesVersion } from '../../inventory/kubernetes-version.ts';
import { compareVersions, isSameMinor } from '../../inventory/kubernetes-version.ts';
import { standingHold } from '../../plan/holds.ts';
import { newestMinorFor, osChangeOf, retirementsAsOf } from '../../releases/retirements.ts';
import { comparePinned, inFull } from '../pinned-version.ts';
import { isUnheardOf, judgeCover, tellUnheardOf } from './judge-cover.ts';
import {
  conclude,
  type Judgement,
  lacking,
  level,
  listed,
  noObjection,
  notKnown,
  type Objections,
  refused,
  refusing,
  remarking,
} from './judgement.ts';

/** What the control plane has when the pool moves: what the same change takes it to, else what runs. */
export interface Above {
  readonly version: KubernetesVersion;
  /** Said of it where it binds. */
  readonly text: string;
  /** `false`: it may be higher, which could not be found out. */
  readonly isSure: boolean;
}

/** Whether AKS takes a node pool from what runs to what is asked for. */
export function judgePoolVersion(
  wanted: VersionAim,
  cluster: Cluster,
  pool: NodePool,
  above: Above,
  now: Date,
): Judgement {
  const order = comparePinned(wanted, pool.version);
  if (order === 0) return level;
  if (order < 0)
    return refused(`${pool.version.text} runs, and AKS never takes a node pool back to ${wanted.text}.`);
  if (comparePinned(wanted, above.version) > 0) {
    if (isUnheardOf(wanted, cluster, pool)) return refused(tellUnheardOf(wanted, cluster));
    const text = `A node pool cannot be above its control plane: the pool is to have ${wanted.text}, ${above.text}.`;
    return above.isSure ? refused(text) : notKnown(text);
  }
  const to = poolVersionFor(wanted, cluster, pool, above, now);
  const objections = [
    judgeNewestPatch(wanted, to, above),
    judgeLists(to, cluster, pool, above, now),
    judgeSku(to, pool),
    judgeState(to, cluster, pool, above, now),
  ];
  return conclude(objections, to, tellNodes(to, pool));
}

/**
 * A minor means its newest patch, of all that is known of this cluster. What its control plane runs is one of them,
 * covered or not: a pool may always be level with it.
 */
export function poolVersionFor(
  wanted: VersionAim,
  cluster: Cluster,
  pool: NodePool,
  above: Above,
  now: Date,
): KubernetesVersion {
  if (wanted.kind === 'exact') return inFull(wanted);
  const minor = inFull(wanted);
  const offers = [...(cluster.offers ?? []), ...(pool.offer?.upgrades ?? [])];
  const known = [
    ...(cluster.region?.patches ?? []).map((patch) => patch.version),
    ...offers.filter((offer) => !offer.isPreview).map((offer) => offer.version),
  ].filter((version) => coverOf(version, cluster, now) === 'covered');
  return [...known, cluster.version, above.version]
    .filter((version) => isSameMinor(version, minor))
    .reduce((newest, each) => (compareVersions(each, newest) > 0 ? each : newest), minor);
}

/** AKS takes a minor as its newest patch and no pool above its control plane: which of the two wins is written nowhere. */
function judgeNewestPatch(wanted: VersionAim, to: KubernetesVersion, above: Above): Objections {
  if (wanted.kind === 'exact' || compareVersions(to, above.version) <= 0) return noObjection;
  return lacking(
    `${wanted.text} means its newest patch, ${to.text}, and ${above.text}: whether AKS takes a lower patch then is not known. Write the patch, or move the control plane first.`,
  );
}

function judgeLists(
  to: KubernetesVersion,
  cluster: Cluster,
  pool: NodePool,
  above: Above,
  now: Date,
): Objections {
  const listing = pool.offer?.upgrades;
  const entry = listing?.find((offer) => compareVersions(offer.version, to) === 0);
  if (entry?.isPreview === true) return refusing(`AKS offers ${to.text} to this pool as a preview alone.`);
  if (entry !== undefined) return noObjection;
  const isNow = compareVersions(to, cluster.version);
  // AKS made its list for the control plane that runs: it says nothing of what that one takes later.
  if (listing !== undefined && isNow <= 0) return refusing(tellListing(to, listing, pool));
  if (isNow === 0 || compareVersions(to, above.version) >= 0) return noObjection;
  if (regionListOf(cluster) === undefined) {
    return lacking(
      `Neither a list of this pool nor that of ${cluster.location} could be read: whether AKS has ${to.text} is not known.`,
    );
  }
  const isListed = cluster.region?.patches.some((patch) => compareVersions(patch.version, to) === 0) === true;
  return isListed ? judgeCover(to, cluster, now) : refusing(tellUnheardOf(to, cluster));
}

function tellListing(
  to: KubernetesVersion,
  listing: readonly { readonly version: KubernetesVersion; readonly isPreview: boolean }[],
  pool: NodePool,
): string {
  const higher = listing
    .filter((offer) => !offer.isPreview && compareVersions(offer.version, pool.version) > 0)
    .map((offer) => offer.version)
    .sort(compareVersions);
  const instead = higher.length === 0 ? 'nothing higher' : listed(higher.map((version) => version.text));
  return `AKS does not offer ${to.text} to this pool, which runs ${pool.version.text}: it offers ${instead}.`;
}

function judgeSku(to: KubernetesVersion, pool: NodePool): Objections {
  if (fitsOsSku(pool, to)) return noObjection;
  return refusing(
    `OS SKU ${pool.osSku ?? ''} is supported up to Kubernetes 1.${newestMinorFor(pool) ?? ''} (as of ${retirementsAsOf}): the pool needs another OS SKU first.`,
  );
}

function judgeState(
  to: KubernetesVersion,
  cluster: Cluster,
  pool: NodePool,
  above: Above,
  now: Date,
): Objections {
  if (cluster.power === 'stopped') return refusing('The cluster is stopped: AKS takes no operation.');
  const isTakenAlong =
    compareVersions(above.version, cluster.version) > 0 && compareVersions(above.version, to) === 0;
  if (pool.kind === 'AvailabilitySet' && !isTakenAlong) {
    return refusing('An availability set moves with its control plane and never by itself.');
  }
  const hold = standingHold({ kind: 'pool-version', cluster, pool, from: pool.version, to }, 0, now);
  if (hold === undefined) return noObjection;
  return hold.reason === 'auto-upgrade-channel'
    ? remarking(`The cluster channel ${cluster.upgradeChannel} is on and moves node pools by itself too.`)
    : remarking(hold.text);
}

function tellNodes(to: KubernetesVersion, pool: NodePool): string[] {
  const latest = pool.offer?.latestImage;
  const isNewer = latest !== undefined && latest.text.toLowerCase() !== pool.image?.text.toLowerCase();
  const which = isNewer
    ? `: ${latest.text}${pool.image === undefined ? '' : ` in place of ${pool.image.text}`}`
    : '';
  const change = osChangeOf(pool);
  const isCrossing =
    change !== undefined && to.major === 1 && pool.version.minor < change.at && to.minor >= change.at;
  return [
    `The newest node image comes along${which}.`,
    ...(isCrossing
      ? [
          `OS SKU ${pool.osSku ?? ''} changes from ${change.from} to ${change.to} at Kubernetes 1.${change.at}.`,
        ]
      : []),
  ];
}
