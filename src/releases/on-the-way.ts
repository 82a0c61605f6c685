/** What comes with the minors between what a cluster runs and where it would go. */

import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import removals from './data/api-removals.json' with { type: 'json' };
import told from './data/behaviors.json' with { type: 'json' };
import components from './data/components.json' with { type: 'json' };
import { type OsChange, osChangeOf, osChanges, type Sourced } from './retirements.ts';
import type { FleetMember } from './time-left.ts';

export interface OnTheWay {
  /** `1.35` */
  readonly minor: string;
  readonly kind: 'api-removal' | 'component' | 'behavior' | 'operating-system';
  /** One plain sentence of ours, or facts: `name v1.2 → v1.3`. */
  readonly text: string;
  readonly clusters: number;
  readonly asOf: string;
  readonly source: string;
  /** Sources that say otherwise: shown, not settled. */
  readonly others: readonly { readonly text: string; readonly asOf: string; readonly source: string }[];
}

interface Change extends Sourced {
  readonly minor: number;
  readonly kind: OnTheWay['kind'];
  readonly text: string;
  readonly others: OnTheWay['others'];
  /** Whether a member that crosses the minor is concerned. */
  readonly concerns: (member: FleetMember) => boolean;
}

/** A change of behaviour in our words; `os`: it concerns clusters with such pools alone. */
interface Behavior extends Sourced {
  readonly minor: number;
  readonly text: string;
  readonly os?: string;
  readonly others: OnTheWay['others'];
}

interface Component {
  readonly name: string;
  /** Absent: the source names no version before. */
  readonly from?: string;
  readonly to: string;
}

const behaviors: readonly Behavior[] = told.behaviors;
const breaking: readonly {
  readonly minor: number;
  /** Where it is not that of the file: the source no longer lists the minor. */
  readonly asOf?: string;
  readonly breaking: readonly Component[];
}[] = components.minors;

/**
 * Components that only some clusters have, as far as their settings show it. Add-ons do not show here: they are told
 * to everybody.
 */
const traits: readonly (readonly [name: RegExp, hasIt: (cluster: Cluster) => boolean])[] = [
  [/windows/, (cluster) => hasPool(cluster, ({ os }) => os === 'Windows')],
  [/^kube-egress-gateway/, (cluster) => hasPool(cluster, ({ mode }) => mode === 'Gateway')],
  [/^karpenter/, ({ hasNodeProvisioning }) => hasNodeProvisioning],
  [/^(tigera|calico)/, ({ network }) => network === undefined || network.policy === 'calico'],
];

/** By minor; then what can break a workload before what changes around it. */
export function listOnTheWay(fleet: readonly FleetMember[]): readonly OnTheWay[] {
  const changes = [...listRemovals(), ...listSystems(), ...listBehaviors(), ...listComponents()];
  return changes
    .flatMap(({ minor, concerns, kind, text, asOf, source, others }) => {
      const clusters = fleet.filter(concerns).length;
      return clusters === 0 ? [] : [{ minor, kind, text, clusters, asOf, source, others }];
    })
    .sort((a, b) => a.minor - b.minor)
    .map((entry) => ({ ...entry, minor: `1.${entry.minor}` }));
}

function listRemovals(): readonly Change[] {
  const { asOf, source } = removals;
  return removals.removals.map(({ minor, api, kinds }) => {
    const text = `${api} is no longer served: ${kinds.join(', ')}.`;
    return { minor, kind: 'api-removal', text, asOf, source, others: [], concerns: crosses(minor) };
  });
}

function listBehaviors(): readonly Change[] {
  return behaviors.map(({ os, ...behavior }) => ({
    ...behavior,
    kind: 'behavior',
    concerns: (member) =>
      crosses(behavior.minor)(member) &&
      (os === undefined || hasPool(member.cluster, (pool) => pool.os === os)),
  }));
}

function listComponents(): readonly Change[] {
  const { source } = components;
  return breaking.flatMap(({ minor, asOf = components.asOf, breaking: changed }) =>
    changed.map(({ name, from, to }): Change => {
      const text = from === undefined ? `${name} ${to}` : `${name} ${from} → ${to}`;
      const needed = traits.filter(([pattern]) => pattern.test(name.toLowerCase()));
      const concerns = (member: FleetMember) =>
        crosses(minor)(member) && needed.every(([, hasIt]) => hasIt(member.cluster));
      return { minor, kind: 'component', text, asOf, source, others: [], concerns };
    }),
  );
}

/** Sources may name several minors for one change: the first is told, unless only another lies on the way. */
function listSystems(): readonly Change[] {
  return osChanges.flatMap((change) => {
    const claims = [change, ...change.others].map(({ at, asOf, source }) => ({
      at,
      asOf,
      source,
      text: `OS SKU ${change.osSku} changes from ${change.from} to ${change.to} at Kubernetes 1.${at}.`,
    }));
    return claims.map(({ at, ...said }, index): Change => {
      const others = claims
        .filter((_, other) => other !== index)
        .map(({ text, asOf, source }) => ({ text, asOf, source }));
      const concerns = ({ cluster, to }: FleetMember) =>
        cluster.pools.some((pool) => {
          const crossed = (claim: number) => isOnWay(claim, pool.version, to);
          const isFirst = !claims.slice(0, index).some((claim) => crossed(claim.at));
          // A pool past the first claim that still shows the old system bears the other one out.
          const isKnown = index === 0 || pool.image !== undefined;
          return changes(pool, change) && crossed(at) && isFirst && isKnown;
        });
      return { minor: at, kind: 'operating-system', ...said, others, concerns };
    });
  });
}

/** The system that takes the place of a pool's own on its way; by one source alone is enough. `undefined`: it stays. */
export function newSystemOf(pool: NodePool, to: KubernetesVersion | undefined): string | undefined {
  const change = osChangeOf(pool);
  const claims = change === undefined ? [] : [change, ...change.others];
  return claims.some(({ at }) => isOnWay(at, pool.version, to)) ? change?.to : undefined;
}

function changes(pool: NodePool, change: OsChange): boolean {
  return osChangeOf(pool)?.osSku === change.osSku;
}

function crosses(minor: number): (member: FleetMember) => boolean {
  return ({ cluster, to }) => isOnWay(minor, cluster.version, to);
}

function isOnWay(minor: number, from: KubernetesVersion, to: KubernetesVersion | undefined): boolean {
  return to?.major === 1 && from.major === 1 && from.minor < minor && minor <= to.minor;
}

/** Pools outside the scope move along with what the control plane brings; unread ones may be of any kind. */
function hasPool(cluster: Cluster, test: (pool: Pick<NodePool, 'os' | 'mode'>) => boolean): boolean {
  return cluster.hasUnreadPools || [...cluster.pools, ...cluster.otherPools].some(test);
}
