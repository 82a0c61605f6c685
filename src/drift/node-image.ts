import { compareImages } from '../inventory/image-version.ts';
import type { Cluster, NodePool } from '../inventory/inventory.ts';
import { daysBetween, inDays } from '../releases/dates.ts';
import type { Finding, PoolDrift } from './drift.ts';

export type ImageDrift = NonNullable<PoolDrift['image']>;

/**
 * A newer image on offer, or one of another kind, which cannot be ordered by name but is what AKS would give now. An
 * offer that is older is none, whichever way its age is known.
 */
function findNewer(pool: NodePool): ImageDrift | undefined {
  const offered = pool.offer?.latestImage;
  if (pool.image === undefined || offered === undefined) return undefined;
  const comparison = compareImages(pool.image, offered);
  if (comparison === 'same' || comparison === 'older') return undefined;
  if (comparison === 'different' && (isSameText(pool) || isOlderByDate(pool))) return undefined;
  return { from: pool.image, to: offered, days: daysApart(pool) };
}

/** The newer image that the pool can take on its own, which an availability set never can. */
export function findImageDrift(pool: NodePool): ImageDrift | undefined {
  return pool.kind === 'AvailabilitySet' ? undefined : findNewer(pool);
}

export function explainImage(cluster: Cluster, pool: NodePool): Finding[] {
  const drift = findNewer(pool);
  if (drift !== undefined) return [behind(cluster, pool, drift), ...otherKind(cluster, pool, drift)];
  const offered = pool.offer?.latestImage;
  if (pool.image === undefined || offered === undefined || isSameText(pool)) return [];
  const isOlder = compareImages(pool.image, offered) === 'older' || isOlderByDate(pool);
  if (!isOlder) return [];
  const text = `${pool.image.text} runs; ${offered.text}, which is on offer, is older and no step.`;
  return [{ code: 'AKS019', severity: 'information', cluster, pool, text }];
}

/** A channel replaces the images by itself. */
export function isImageRenewed(cluster: Cluster): boolean {
  return (
    cluster.isAutomatic || cluster.nodeOsChannel === 'NodeImage' || cluster.upgradeChannel === 'node-image'
  );
}

function behind(cluster: Cluster, pool: NodePool, drift: ImageDrift): Finding {
  const urgency = pool.os === 'Windows' ? 'required' : 'recommended';
  const age = drift.days === undefined || drift.days < 1 ? '' : `, ${inDays(drift.days)} newer`;
  const windows =
    pool.os === 'Windows' ? ' Windows nodes get their security fixes with the image alone.' : '';
  const isBound = pool.kind === 'AvailabilitySet';
  const bound = isBound ? '; an availability set gets it with a Kubernetes upgrade alone' : '';
  const text = `${drift.from.text} runs; ${drift.to.text} is on offer${age}${bound}.${windows} New nodes of a scale-up come with the old image too.`;
  const isRenewed = isImageRenewed(cluster) && !isBound;
  return { code: 'AKS006', severity: isRenewed ? 'information' : urgency, cluster, pool, text };
}

function otherKind(cluster: Cluster, pool: NodePool, drift: ImageDrift): Finding[] {
  if (compareImages(drift.from, drift.to) !== 'different') return [];
  const text = `${drift.from.text} runs; ${drift.to.text}, which is on offer, is of another kind: which is newer cannot be told by name.`;
  return [{ code: 'AKS023', severity: 'information', cluster, pool, text }];
}

function isSameText(pool: NodePool): boolean {
  return pool.image?.text.toLowerCase() === pool.offer?.latestImage?.text.toLowerCase();
}

function isOlderByDate(pool: NodePool): boolean {
  const days = daysApart(pool);
  return days !== undefined && days < 0;
}

function daysApart(pool: NodePool): number | undefined {
  const from = pool.image?.date;
  const to = pool.offer?.latestImage?.date;
  return from === undefined || to === undefined ? undefined : daysBetween(from, to);
}
