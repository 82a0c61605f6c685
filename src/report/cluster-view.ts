/** Everything that is told of one cluster, gathered from inventory, drift and plan, and how urgent it is. */

import type { ClusterDrift, Finding } from '../drift/drift.ts';
import type { Cluster, NodePool, Unread } from '../inventory/inventory.ts';
import type { Hold, Step } from '../plan/plan.ts';
import { nameCluster } from './names.ts';
import type { Told } from './told.ts';

/**
 * Most urgent first. `stuck`: behind without a step or a hold, or the version aimed for is out of reach. `unread`:
 * nothing is due by what could be read, but not all could be.
 */
export const urgencies = ['required', 'blocked', 'due', 'stuck', 'unread', 'none'] as const;
export type Urgency = (typeof urgencies)[number];

export interface ClusterView {
  readonly cluster: Cluster;
  readonly drift: ClusterDrift | undefined;
  /** In the plan's order. */
  readonly steps: readonly Step[];
  /** Standing ones only: passing ones are told with their steps. */
  readonly holds: readonly Hold[];
  /** Required first. */
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
  readonly urgency: Urgency;
  /** Earliest `YYYY-MM-DD` of the findings that call for action. */
  readonly due: string | undefined;
}

/** Most urgent first; the same facts in any order give the same list. */
export function viewClusters(told: Told): readonly ClusterView[] {
  const drifts = new Map(told.drift.clusters.map((drift) => [drift.cluster.id, drift]));
  const steps = Map.groupBy(told.plan.steps, (step) => step.cluster.id);
  const holds = Map.groupBy(told.plan.holds, (hold) => hold.cluster.id);
  const findings = Map.groupBy(told.drift.findings, (finding) => finding.cluster.id);
  const unread = Map.groupBy(told.inventory.unread, (entry) => clusterIdOf(entry.id));
  return told.inventory.clusters
    .map((cluster) => {
      const view = {
        cluster,
        drift: drifts.get(cluster.id),
        steps: steps.get(cluster.id) ?? [],
        holds: (holds.get(cluster.id) ?? []).filter((hold) => hold.standing).sort(byText(keyOfHold)),
        findings: [...(findings.get(cluster.id) ?? [])].sort(byText(keyOfFinding)),
        unread: unread.get(cluster.id) ?? [],
      };
      return { ...view, urgency: judgeUrgency(view), due: findDue(view.findings) };
    })
    .sort(byText((view) => keyOfView(told, view)));
}

export function isBlocking(hold: Hold): boolean {
  return hold.standing && !hold.heals;
}

const wholeOnly: ReadonlySet<string> = new Set(['AKS030']);

/** A move belongs to a pool, or to the control plane, whose hold may name the pool that causes it. */
export function isMoveOf(move: Pick<Step, 'kind' | 'pool'>, pool: NodePool | undefined): boolean {
  return move.kind === 'control-plane' ? pool === undefined : pool !== undefined && move.pool?.id === pool.id;
}

/**
 * What is behind, and no step moves and no hold keeps: pools below their control plane that AKS offers no way up,
 * clusters that move as a whole alone.
 */
export function findStuck(view: Pick<ClusterView, 'findings' | 'steps' | 'holds'>): readonly Finding[] {
  const moved = new Set(
    [...view.steps, ...view.holds].flatMap(({ kind, pool }) => (kind === 'pool-version' ? [pool?.id] : [])),
  );
  return view.findings.filter(
    ({ code, pool }) => (code === 'AKS003' && !moved.has(pool?.id)) || wholeOnly.has(code),
  );
}

/** In an order of our own, as Azure's answers come in any. */
export function sortUnread(told: Told): readonly Unread[] {
  return told.inventory.unread.toSorted(byText((entry) => [entry.kind, entry.id, entry.reason].join('\n')));
}

/** Sorts by code units: the same in every locale. */
export function byText<T>(keyOf: (value: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}

function judgeUrgency(view: Omit<ClusterView, 'urgency' | 'due'>): Urgency {
  if (view.drift?.isUnsupported || view.findings.some((finding) => finding.severity === 'required')) {
    return 'required';
  }
  if (view.holds.some(isBlocking)) return 'blocked';
  if (view.steps.length > 0) return 'due';
  if (findStuck(view).length > 0 || view.findings.some(({ code }) => code === 'AKS021')) return 'stuck';
  return view.unread.length > 0 ? 'unread' : 'none';
}

function findDue(findings: readonly Finding[]): string | undefined {
  return findings
    .filter((finding) => finding.severity !== 'information')
    .flatMap((finding) => finding.due ?? [])
    .sort()[0];
}

function keyOfView(told: Told, view: ClusterView): string {
  const { cluster } = view;
  return [urgencies.indexOf(view.urgency), view.due ?? '9', nameCluster(told, cluster), cluster.id].join(
    '\n',
  );
}

function keyOfFinding(finding: Finding): string {
  const severity = { required: 0, recommended: 1, information: 2 }[finding.severity];
  return [severity, finding.due ?? '9', finding.code, finding.pool?.name ?? '', finding.text].join('\n');
}

function keyOfHold(hold: Hold): string {
  const place = hold.kind === 'control-plane' ? '' : (hold.pool?.name ?? '');
  return [hold.heals ? 1 : 0, place, hold.kind, hold.pool?.name ?? '', hold.reason, hold.to, hold.text].join(
    '\n',
  );
}

/** `/subscriptions/…/managedclusters/name` of an id in or below a cluster. */
function clusterIdOf(id: string): string {
  return id.split('/').slice(0, 9).join('/');
}
