/**
 * What AKS says no to: its server rules over a state, without HTTP. Written from what is known of the service, without
 * a line of the planner, so that it can judge it. Codes are AKS's where one is known.
 */

export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}

export type RefusalCode =
  | 'OperationNotAllowed'
  | 'NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged'
  | 'AgentPoolUpgradeVersionNotAllowed'
  | 'NodePoolMcVersionIncompatible'
  | 'K8sVersionNotSupported'
  | 'UnsupportedOsSku'
  | 'NodeImageVersionNotAccepted'
  | 'PropertyChangeNotAllowed'
  | 'InvalidParameter'
  | 'NotFound';

export interface RuledCluster {
  readonly version: string;
  readonly isStopped: boolean;
  /** `none`: no cluster auto-upgrade. */
  readonly upgradeChannel: string;
  readonly supportPlan: string;
  readonly pools: readonly RuledPool[];
  /** What its upgrade profile offers, previews without a mark. */
  readonly offers: readonly string[];
  /** `undefined`: not in the region's list. */
  readonly patchOf: (version: string) => RuledPatch | undefined;
}

export interface RuledPatch {
  readonly isPreview: boolean;
  readonly supportPlans: readonly string[];
}

export interface RuledPool {
  readonly name: string;
  readonly version: string;
  readonly kind: string;
  /** `null`: an old pool, of which AKS does not say. */
  readonly osSku: string | null | undefined;
  readonly isSpot?: boolean;
  /** What its own profile offers; `undefined`: no list. */
  readonly offers?: readonly string[] | undefined;
}

type Numbers = readonly [number, number, number];

/** OS SKU, and the last Kubernetes minor that takes it. */
const lastMinor = [
  ['Windows2019', 32],
  ['Windows2022', 36],
  ['Ubuntu2204', 36],
  ['AzureLinux3', 36],
  ['Ubuntu2404', 38],
] as const;

const maximumSkew = 3;
const longTerm = 'AKSLongTermSupport';

/** Of everything that starts an operation: nothing runs on a cluster that is switched off. */
export function refuseStopped(cluster: Pick<RuledCluster, 'isStopped'>): Refusal | undefined {
  if (!cluster.isStopped) return undefined;
  return refuse(
    'OperationNotAllowed',
    'Operation is not allowed: managed cluster is in Provisioning State(Succeeded) and Power State(Stopped). ' +
      'Please start the cluster and try again.',
  );
}

/** A control plane to a full version, its pools left where they are. */
export function refuseControlPlane(cluster: RuledCluster, to: string): Refusal | undefined {
  if (cluster.upgradeChannel !== 'none') return notAllUnchanged;
  return (
    refuseVersion(cluster, to, cluster.supportPlan === longTerm) ??
    refuseSkew(
      cluster.pools.map((pool) => pool.version),
      to,
    ) ??
    refuseSkus(cluster, to)
  );
}

/** Control plane and pools in one operation (AKS documentation, spot-node-pool: not with spot pools). */
export function refuseWholeCluster(cluster: RuledCluster, to: string): Refusal | undefined {
  const spot = cluster.pools.find((pool) => pool.isSpot === true);
  if (spot !== undefined) {
    return refuse(
      'OperationNotAllowed',
      `Upgrading the control plane and node pool ${spot.name} together is not allowed: it is a spot node pool.`,
    );
  }
  // From a version that is in no list any more the whole cluster may jump, its control plane alone may not.
  const mayJump = cluster.supportPlan === longTerm || cluster.patchOf(cluster.version) === undefined;
  return refuseVersion(cluster, to, mayJump) ?? refuseSkus(cluster, to);
}

/** Up, offered, a minor at a time unless it may jump, and covered by the plan. */
function refuseVersion(cluster: RuledCluster, to: string, mayJump: boolean): Refusal | undefined {
  const { version: from, offers } = cluster;
  if (rank(to) <= rank(from)) {
    return refuse('OperationNotAllowed', `Downgrading Kubernetes version ${from} to ${to} is not allowed.`);
  }
  if (!offers.includes(to) || (!mayJump && minorsBetween(from, to) > 1)) {
    return refuse(
      'OperationNotAllowed',
      `Upgrading Kubernetes version ${from} to ${to} is not allowed. Available upgrades: [${offers.join(' ')}]. ` +
        'Please see https://aka.ms/aks-supported-k8s-ver for version details.',
    );
  }
  return refuseSupport(cluster, to);
}

function refuseSupport(cluster: RuledCluster, to: string): Refusal | undefined {
  const patch = cluster.patchOf(to);
  if (patch === undefined) return undefined;
  if (patch.isPreview) return refuse('K8sVersionNotSupported', `Version ${to} is in preview.`);
  if (patch.supportPlans.includes(cluster.supportPlan)) return undefined;
  return refuse(
    'K8sVersionNotSupported',
    `Managed cluster is on version ${to}, which is not supported in plan ${cluster.supportPlan}.`,
  );
}

function refuseSkew(poolVersions: readonly string[], to: string): Refusal | undefined {
  const left = poolVersions.find((version) => minorsBetween(version, to) > maximumSkew);
  return left === undefined ? undefined : incompatible(left, to);
}

function refuseSkus(cluster: RuledCluster, to: string): Refusal | undefined {
  if (minorsBetween(cluster.version, to) === 0) return undefined;
  const blocking = cluster.pools.find((pool) => !takesMinor(pool, to));
  return blocking === undefined ? undefined : unsupportedSku(blocking, to);
}

/** A pool to a full version: up, never above its control plane, and offered. */
export function refusePoolVersion(controlPlane: string, pool: RuledPool, to: string): Refusal | undefined {
  if (rank(to) <= rank(pool.version)) {
    return refuse(
      'AgentPoolUpgradeVersionNotAllowed',
      `Upgrade agent pool version from ${pool.version} to ${to} is not allowed, you can only upgrade one minor ` +
        'version at a time. Please use [az aks get-upgrades] command to get the supported upgrades.',
    );
  }
  if (rank(to) > rank(controlPlane)) return incompatible(to, controlPlane);
  if (pool.offers !== undefined && !pool.offers.includes(to)) {
    return refuse(
      'OperationNotAllowed',
      `Upgrading agent pool version ${pool.version} to ${to} is not allowed. Available upgrades: [${pool.offers.join(' ')}].`,
    );
  }
  return takesMinor(pool, to) ? undefined : unsupportedSku(pool, to);
}

export function refuseImage(pool: RuledPool): Refusal | undefined {
  if (pool.kind !== 'AvailabilitySet') return undefined;
  return refuse(
    'OperationNotAllowed',
    `Node image upgrade of agent pool ${pool.name} is not allowed: it is an availability set.`,
  );
}

/** azurerm issue 23436, word for word. */
export const notAllUnchanged: Refusal = {
  code: 'NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged',
  message:
    "Using managed cluster api, all Agent pools' OrchestratorVersion must be all specified or all unspecified. If all " +
    'specified, they must be stay unchanged or the same with control plane. For agent pool specific change, please ' +
    'use per agent pool operations: https://aka.ms/agent-pool-rest-api',
};

function incompatible(pool: string, controlPlane: string): Refusal {
  const [, poolMinor] = numbers(pool);
  const [, minor] = numbers(controlPlane);
  const side = poolMinor > minor ? 'bigger' : 'smaller';
  return refuse(
    'NodePoolMcVersionIncompatible',
    `Node pool version ${pool} and control plane version ${controlPlane} are incompatible. Minor version of node pool ` +
      `version ${poolMinor} is ${side} than control plane version ${minor}. For more information, please check ` +
      'https://aka.ms/version-skew-policy',
  );
}

function unsupportedSku(pool: RuledPool, to: string): Refusal {
  return refuse(
    'UnsupportedOsSku',
    `Agent pool ${pool.name} runs OS SKU ${pool.osSku ?? ''}, which Kubernetes version ${to} does not take.`,
  );
}

function takesMinor(pool: Pick<RuledPool, 'osSku' | 'version'>, to: string): boolean {
  const [, minor] = numbers(to);
  const last = lastMinor.find(([sku]) => sku === pool.osSku)?.[1];
  // What AKS runs already, it takes a patch of.
  return last === undefined || minor <= last || minor === numbers(pool.version)[1];
}

export function numbers(text: string): Numbers {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map((part) => Number.parseInt(part, 10));
  return [major, minor, patch];
}

export function rank(text: string): number {
  const [major, minor, patch] = numbers(text);
  return (major * 1000 + minor) * 10_000 + patch;
}

export function minorsBetween(from: string, to: string): number {
  const [a, b] = [numbers(from), numbers(to)];
  return (b[0] - a[0]) * 1000 + b[1] - a[1];
}

export function refuse(code: RefusalCode, message: string): Refusal {
  return { code, message };
}
