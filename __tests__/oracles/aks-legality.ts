/**
 * What AKS itself would say to a step: its server rules applied to a state, one step after the other. Written from the
 * facts about the service, without a line of the planner, so that it can judge it. Codes are AKS's where one is known.
 */
import type { Cluster, NodePool } from '../../src/inventory/inventory.ts';

export interface Order {
  readonly kind: 'control-plane' | 'pool-version' | 'node-image';
  readonly clusterId: string;
  readonly poolName?: string;
  readonly from: string;
  readonly to: string;
}

export interface Refusal {
  readonly code:
    | 'OperationNotAllowed'
    | 'NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged'
    | 'AgentPoolUpgradeVersionNotAllowed'
    | 'NodePoolMcVersionIncompatible'
    | 'K8sVersionNotSupported'
    | 'UnsupportedOsSku'
    | 'MovesAllPools'
    | 'NobodyKnows'
    | 'NodeImageVersionNotAccepted'
    | 'NotFound'
    | 'StaleFrom';
  readonly message: string;
}

interface PoolState {
  readonly pool: NodePool;
  version: string;
  image: string;
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

/** One cluster as the service sees it; `take` carries an order out or says why not. */
export class AksCluster {
  readonly #cluster: Cluster;
  #controlPlane: string;
  readonly #pools: readonly PoolState[];

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#controlPlane = cluster.version.text;
    this.#pools = cluster.pools.map((pool) => ({
      pool,
      version: pool.version.text,
      image: pool.image?.text ?? '',
    }));
  }

  take(order: Order): Refusal | undefined {
    if (this.#cluster.power === 'stopped') {
      return refuse('OperationNotAllowed', 'the managed cluster is in Power State(Stopped)');
    }
    if (order.kind === 'control-plane') return this.#takeControlPlane(order);
    const state = this.#pools.find((each) => each.pool.name === order.poolName);
    if (state === undefined) return refuse('NotFound', `no agent pool ${order.poolName ?? ''}`);
    return order.kind === 'pool-version' ? this.#takePool(order, state) : this.#takeImage(order, state);
  }

  #takeControlPlane(order: Order): Refusal | undefined {
    if (order.from !== this.#controlPlane) return refuse('StaleFrom', `runs ${this.#controlPlane}`);
    if (this.#cluster.upgradeChannel !== 'none') {
      return refuse(
        'NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged',
        'an auto-upgrade channel is on',
      );
    }
    const from = numbers(this.#controlPlane);
    const to = numbers(order.to);
    const binding = this.#binding(from, to);
    if (binding !== undefined) return binding;
    if (rank(to) <= rank(from)) return refuse('OperationNotAllowed', 'downgrade');
    const available = this.#available();
    if (!available.includes(order.to)) {
      return refuse(
        'OperationNotAllowed',
        `Upgrading Kubernetes version ${order.from} to ${order.to} is not allowed. Available upgrades: [${available.join(' ')}]`,
      );
    }
    const isLts = this.#cluster.supportPlan === 'AKSLongTermSupport';
    if (!isLts && minors(from, to) > 1) return refuse('OperationNotAllowed', 'one minor at a time');
    const support = this.#support(order.to);
    if (support !== undefined) return support;
    const versions = [
      ...this.#pools.map((state) => state.version),
      ...this.#cluster.otherPools.map((pool) => pool.version.text),
    ];
    const left = versions.find((version) => minors(numbers(version), to) > maximumSkew);
    if (left !== undefined) return refuse('NodePoolMcVersionIncompatible', `a pool runs ${left}`);
    const everyPool = [...this.#cluster.pools, ...this.#cluster.otherPools];
    const blocking = minors(from, to) > 0 ? everyPool.find((pool) => !takes(pool, to)) : undefined;
    if (blocking !== undefined) return refuse('UnsupportedOsSku', `${blocking.osSku ?? ''} on ${order.to}`);
    this.#controlPlane = order.to;
    return undefined;
  }

  /**
   * Harsher than AKS, which takes the order and does more than it says: with an availability set all pools move along.
   * Of a pool that nobody read, the worst is taken: three minors behind, with an OS SKU that ends here.
   */
  #binding(from: Numbers, to: Numbers): Refusal | undefined {
    const { pools, otherPools, hasUnreadPools } = this.#cluster;
    for (const { kind, name } of [...pools, ...otherPools]) {
      if (kind === 'AvailabilitySet') return refuse('MovesAllPools', `${name} is an availability set`);
    }
    return hasUnreadPools && minors(from, to) !== 0
      ? refuse('NobodyKnows', 'a pool that was not read may run anything')
      : undefined;
  }

  #takePool(order: Order, state: PoolState): Refusal | undefined {
    if (order.from !== state.version) return refuse('StaleFrom', `runs ${state.version}`);
    const to = numbers(order.to);
    if (rank(to) <= rank(numbers(state.version)))
      return refuse('AgentPoolUpgradeVersionNotAllowed', 'downgrade');
    if (rank(to) > rank(numbers(this.#controlPlane))) {
      return refuse('NodePoolMcVersionIncompatible', `the control plane runs ${this.#controlPlane}`);
    }
    const listed = state.pool.offer?.upgrades;
    const isAsRead =
      state.version === state.pool.version.text && this.#controlPlane === this.#cluster.version.text;
    if (isAsRead && listed !== undefined) {
      const allowed = listed.filter((offer) => !offer.isPreview).map((offer) => offer.version.text);
      if (!allowed.includes(order.to))
        return refuse('OperationNotAllowed', `Available upgrades: [${allowed.join(' ')}]`);
    }
    if (!takes(state.pool, to)) return refuse('UnsupportedOsSku', `${state.pool.osSku ?? ''} on ${order.to}`);
    state.version = order.to;
    state.image = state.pool.offer?.latestImage?.text ?? state.image;
    return undefined;
  }

  #takeImage(order: Order, state: PoolState): Refusal | undefined {
    if (order.from !== state.image) return refuse('StaleFrom', `runs ${state.image}`);
    const latest = state.pool.offer?.latestImage?.text;
    if (order.to !== latest || state.pool.kind === 'AvailabilitySet') {
      return refuse('NodeImageVersionNotAccepted', `only ${latest ?? 'none'} can be had`);
    }
    state.image = order.to;
    return undefined;
  }

  /** The server's own list for what was read; from then on the region's list for what runs. */
  #available(): readonly string[] {
    const { version, offers, region } = this.#cluster;
    if (this.#controlPlane === version.text) return (offers ?? []).map((offer) => offer.version.text);
    const entry = region?.patches.find((patch) => patch.version.text === this.#controlPlane);
    return (entry?.upgrades ?? []).map((each) => each.text);
  }

  #support(to: string): Refusal | undefined {
    const { offers, region, supportPlan } = this.#cluster;
    if (offers?.some((offer) => offer.version.text === to && offer.isPreview) === true) {
      return refuse('K8sVersionNotSupported', `${to} is a preview`);
    }
    const entry = region?.patches.find((patch) => patch.version.text === to);
    if (entry === undefined) return undefined;
    if (entry.isPreview) return refuse('K8sVersionNotSupported', `${to} is a preview`);
    return entry.supportPlans.includes(supportPlan)
      ? undefined
      : refuse('K8sVersionNotSupported', `${to} is not in ${supportPlan}`);
  }
}

/** 409 now: an operation is under way on what the order touches. A control plane needs every pool idle. */
export function isBusyFor(order: Order, cluster: Cluster): boolean {
  const idle = ['Succeeded', 'Failed', 'Canceled'];
  const touched =
    order.poolName === undefined
      ? cluster.pools.concat(cluster.otherPools.map((pool) => ({ ...pool, offer: undefined })))
      : cluster.pools.filter((pool) => pool.name === order.poolName);
  return (
    !idle.includes(cluster.provisioningState) ||
    touched.some((pool) => !idle.includes(pool.provisioningState))
  );
}

function takes(pool: Pick<NodePool, 'osSku' | 'version'>, [, minor]: Numbers): boolean {
  const last = lastMinor.find(([sku]) => sku === pool.osSku)?.[1];
  // What AKS runs already, it takes a patch of.
  return last === undefined || minor <= last || minor === pool.version.minor;
}

function numbers(text: string): Numbers {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map((part) => Number.parseInt(part, 10));
  return [major, minor, patch];
}

function rank([major, minor, patch]: Numbers): number {
  return (major * 1000 + minor) * 10_000 + patch;
}

function minors(from: Numbers, to: Numbers): number {
  return (to[0] - from[0]) * 1000 + to[1] - from[1];
}

function refuse(code: Refusal['code'], message: string): Refusal {
  return { code, message };
}
