import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { minorOf } from '../inventory/kubernetes-version.ts';
import { daysUntil } from '../releases/dates.ts';
import {
  availabilitySetsEnd,
  newestMinorFor,
  noteOf,
  osChangeOf,
  retirementOf,
  retirementsAsOf,
} from '../releases/retirements.ts';
import type { Finding } from './drift.ts';
import { fitsOsSku } from './node-pool.ts';

/** Days before the end of support: a retirement is told from the first, and is a deadline from the second. */
const noticeDays = 365;
const dueDays = 180;

/** The pool's operating system and kind. `goal`: where the control plane runs, or would go if no OS SKU stopped it. */
export function findOperatingSystem(
  cluster: Cluster,
  pool: NodePool,
  goal: KubernetesVersion,
  now: Date,
): Finding[] {
  return [
    ...retired(cluster, pool, now),
    ...retiredKind(cluster, pool, now),
    ...silentChange(cluster, pool, goal),
    ...blockedBySku(cluster, pool, goal),
  ];
}

function retired(cluster: Cluster, pool: NodePool, now: Date): Finding[] {
  const retirement = retirementOf(pool);
  if (retirement === undefined) return [];
  const { what, end, imagesRemoved } = retirement;
  const days = daysUntil(end, now);
  const note = noteOf(retirement, pool);
  const source = `(as of ${retirementsAsOf})`;
  if (days < 0) {
    const text = `Support of ${what} ended on ${end}${imagesText(imagesRemoved, now)} ${source}.${note}`;
    return [{ code: 'AKS011', severity: 'required', cluster, pool, text, due: end }];
  }
  if (days > noticeDays) return [];
  const text = `Support of ${what} ends on ${end}${imagesText(imagesRemoved, now)} ${source}.${note}`;
  const due = days > dueDays ? {} : { due: end };
  return [{ code: 'AKS012', severity: 'recommended', cluster, pool, text, ...due }];
}

function imagesText(removed: string | undefined, now: Date): string {
  if (removed === undefined) return '';
  return daysUntil(removed, now) < 0
    ? `; its images were removed on ${removed}, so that scaling and repair fail`
    : `; its images will be removed on ${removed}`;
}

function retiredKind(cluster: Cluster, pool: NodePool, now: Date): Finding[] {
  if (pool.kind !== 'AvailabilitySet') return [];
  const text = `Support of availability sets ended on ${availabilitySetsEnd} (as of ${retirementsAsOf}); their node image changes with a Kubernetes upgrade alone.`;
  return daysUntil(availabilitySetsEnd, now) < 0
    ? [{ code: 'AKS011', severity: 'required', cluster, pool, text, due: availabilitySetsEnd }]
    : [];
}

function silentChange(cluster: Cluster, pool: NodePool, goal: KubernetesVersion): Finding[] {
  const change = osChangeOf(pool);
  if (change === undefined || pool.version.major !== 1 || pool.version.minor >= change.at) return [];
  const isCrossing = goal.major === 1 && goal.minor >= change.at;
  if (!isCrossing && pool.version.minor + 1 < change.at) return [];
  const when = isCrossing ? `on the way to ${goal.text}` : 'with the next minor';
  const text = `OS SKU ${pool.osSku ?? ''} changes from ${change.from} to ${change.to} at Kubernetes 1.${change.at}: the pool runs ${pool.version.text} and crosses that line ${when}.`;
  return [{ code: 'AKS013', severity: 'recommended', cluster, pool, text }];
}

function blockedBySku(cluster: Cluster, pool: NodePool, goal: KubernetesVersion): Finding[] {
  const newest = newestMinorFor(pool);
  if (newest === undefined || fitsOsSku(pool, goal)) return [];
  const text = `OS SKU ${pool.osSku ?? ''} is supported up to Kubernetes 1.${newest}, the way leads to ${minorOf(goal)} (as of ${retirementsAsOf}); the pool runs ${pool.version.text} and needs another OS SKU first.`;
  return [{ code: 'AKS025', severity: 'required', cluster, pool, text }];
}
