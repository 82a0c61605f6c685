/**
 * What AKS itself would say to a step: the simulator's refusal rules applied to what was read, one step after the
 * other, and harsher where a step would do more than it says.
 */

import type { RefusalCode, RuledCluster, RuledPool } from '../../simulator/azure-rules.ts';
import {
  minorsBetween,
  refuseControlPlane,
  refuseImage,
  refusePoolVersion,
  refuseStopped,
} from '../../simulator/azure-rules.ts';
import type { Cluster, NodePool } from '../../src/inventory/inventory.ts';

export interface Order {
  readonly kind: 'control-plane' | 'pool-version' | 'node-image';
  readonly clusterId: string;
  readonly poolName?: string;
  readonly from: string;
  readonly to: string;
}

export interface Refusal {
  readonly code: RefusalCode | 'MovesAllPools' | 'NobodyKnows' | 'StaleFrom';
  readonly message: string;
}

interface PoolState {
  readonly pool: NodePool;
  version: string;
  image: string;
}

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
    const stopped = refuseStopped({ isStopped: this.#cluster.power === 'stopped' });
    if (stopped !== undefined) return stopped;
    if (order.kind === 'control-plane') return this.#takeControlPlane(order);
    const state = this.#pools.find((each) => each.pool.name === order.poolName);
    if (state === undefined) return refuse('NotFound', `no agent pool ${order.poolName ?? ''}`);
    return order.kind === 'pool-version' ? this.#takePool(order, state) : this.#takeImage(order, state);
  }

  #takeControlPlane(order: Order): Refusal | undefined {
    if (order.from !== this.#controlPlane) return refuse('StaleFrom', `runs ${this.#controlPlane}`);
    const refusal = this.#binding(order) ?? refuseControlPlane(this.#ruled(), order.to);
    if (refusal === undefined) this.#controlPlane = order.to;
    return refusal;
  }

  /**
   * Harsher than AKS, which takes the order and does more than it says: with an availability set all pools move along.
   * Of a pool that nobody read, the worst is taken: three minors behind, with an OS SKU that ends here.
   */
  #binding(order: Order): Refusal | undefined {
    const { pools, otherPools, hasUnreadPools, upgradeChannel } = this.#cluster;
    if (upgradeChannel !== 'none') return undefined;
    for (const { kind, name } of [...pools, ...otherPools]) {
      if (kind === 'AvailabilitySet') return refuse('MovesAllPools', `${name} is an availability set`);
    }
    return hasUnreadPools && minorsBetween(order.from, order.to) !== 0
      ? refuse('NobodyKnows', 'a pool that was not read may run anything')
      : undefined;
  }

  #takePool(order: Order, state: PoolState): Refusal | undefined {
    if (order.from !== state.version) return refuse('StaleFrom', `runs ${state.version}`);
    const refusal = refusePoolVersion(this.#controlPlane, this.#ruledPool(state), order.to);
    if (refusal !== undefined) return refusal;
    state.version = order.to;
    state.image = state.pool.offer?.latestImage?.text ?? state.image;
    return undefined;
  }

  #takeImage(order: Order, state: PoolState): Refusal | undefined {
    if (order.from !== state.image) return refuse('StaleFrom', `runs ${state.image}`);
    const refusal = refuseImage(this.#ruledPool(state));
    if (refusal !== undefined) return refusal;
    const latest = state.pool.offer?.latestImage?.text;
    // AKS takes no wish: it would put its newest, which is not what the order says.
    if (order.to !== latest) {
      return refuse('NodeImageVersionNotAccepted', `only ${latest ?? 'none'} can be had`);
    }
    state.image = order.to;
    return undefined;
  }

  #ruled(): RuledCluster {
    const { region, offers, power, upgradeChannel, supportPlan, otherPools } = this.#cluster;
    const previews = (offers ?? []).filter((offer) => offer.isPreview).map((offer) => offer.version.text);
    return {
      version: this.#controlPlane,
      isStopped: power === 'stopped',
      upgradeChannel,
      supportPlan,
      pools: [
        ...this.#pools.map((state) => this.#ruledPool(state)),
        ...otherPools.map(({ name, kind, osSku, version }) => ({ name, kind, osSku, version: version.text })),
      ],
      offers: this.#offers(),
      patchOf(version) {
        const listed = region?.patches.find((patch) => patch.version.text === version);
        if (previews.includes(version)) return { isPreview: true, supportPlans: [] };
        return listed;
      },
    };
  }

  #ruledPool({ pool, version }: PoolState): RuledPool {
    const isAsRead = version === pool.version.text && this.#controlPlane === this.#cluster.version.text;
    const listed = isAsRead ? pool.offer?.upgrades : undefined;
    return {
      name: pool.name,
      version,
      kind: pool.kind,
      osSku: pool.osSku,
      offers: listed?.filter((offer) => !offer.isPreview).map((offer) => offer.version.text),
    };
  }

  /** The server's own list for what was read; from then on the region's list for what runs. */
  #offers(): readonly string[] {
    const { version, offers, region } = this.#cluster;
    if (this.#controlPlane === version.text) return (offers ?? []).map((offer) => offer.version.text);
    const entry = region?.patches.find((patch) => patch.version.text === this.#controlPlane);
    return (entry?.upgrades ?? []).map((each) => each.text);
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

function refuse(code: Refusal['code'], message: string): Refusal {
  return { code, message };
}
