/** Where the things of an approved plan are: it knows them by the hash of their ids alone. */

import { hashId } from '../inputs/hashed-id.ts';
import type { Sha256 } from '../inputs/run-context.ts';
import type { Cluster, Inventory, NodePool, Unread } from '../inventory/inventory.ts';
import { isNotFound } from '../inventory/not-found.ts';
import type { ApprovedStep } from './approved-plan.ts';

export interface HashFacts {
  readonly repositoryId: string;
  readonly sha256: Sha256;
}

/** `pool`: there exactly for the steps of pools. */
export type Place =
  | { readonly kind: 'in-scope'; readonly cluster: Cluster; readonly pool?: NodePool }
  /** A pool that `node-pools` leaves out. */
  | { readonly kind: 'out-of-scope'; readonly cluster: Cluster }
  | { readonly kind: 'absent' };

/** Finds the cluster of a control plane step, the cluster and pool of any other. */
export class Places {
  readonly #clusters = new Map<string, Cluster>();
  readonly #pools = new Map<string, Place>();
  readonly #inventory: Inventory;
  /** Of ids that are looked up for every step. */
  readonly #hashes = new Map<string, string>();
  readonly #facts: HashFacts;

  constructor(inventory: Inventory, facts: HashFacts) {
    this.#inventory = inventory;
    this.#facts = facts;
    for (const cluster of inventory.clusters) {
      this.#clusters.set(this.#hash(cluster.id), cluster);
      for (const pool of cluster.pools)
        this.#pools.set(this.#hash(pool.id), { kind: 'in-scope', cluster, pool });
      for (const { id } of cluster.otherPools)
        this.#pools.set(this.#hash(id), { kind: 'out-of-scope', cluster });
    }
  }

  find({ kind, hashedId }: ApprovedStep): Place {
    if (kind !== 'control-plane') return this.#pools.get(hashedId) ?? { kind: 'absent' };
    const cluster = this.#clusters.get(hashedId);
    return cluster === undefined ? { kind: 'absent' } : { kind: 'in-scope', cluster };
  }

  /** It was asked for by name or id, and Azure says that there is none. */
  isToldAbsent({ hashedId }: ApprovedStep): boolean {
    return this.#inventory.unread.some((unread) => isAbsence(unread) && this.#isNamed(unread, hashedId));
  }

  /** Whether something that was not found may be among what could not be read. */
  mayBeUnread(step: ApprovedStep): boolean {
    const isPool = step.kind !== 'control-plane';
    const { unread, clusters } = this.#inventory;
    if (isPool && clusters.some((cluster) => this.#mayHide(cluster, step))) return true;
    return unread.some((each) => !isAbsence(each) && this.#mayHold(each, step));
  }

  #mayHold(unread: Unread, { kind, hashedId }: ApprovedStep): boolean {
    if (unread.kind === 'subscription') return true;
    if (unread.kind !== 'cluster') return false;
    if (this.#clusters.has(this.#hash(unread.id))) return false;
    // A pool's id is not known before its cluster is read; of a cluster that is named by its id, its own is.
    return kind !== 'control-plane' || !isWholeId(unread) || this.#isNamed(unread, hashedId);
  }

  /** A pool that could not be read is known by its id, unless not even the list of pools could be. */
  #mayHide(cluster: Cluster, { hashedId }: ApprovedStep): boolean {
    if (!cluster.hasUnreadPools) return false;
    const entries = this.#inventory.unread.filter(
      ({ kind, id }) =>
        kind === 'pool' && id.startsWith(`${cluster.id}/`) && !this.#pools.has(this.#hash(id)),
    );
    const areNamed = entries.length > 0 && entries.every(({ id }) => /\/agentpools\/[a-z\d]+$/.test(id));
    return !areNamed || entries.some((entry) => this.#isNamed(entry, hashedId));
  }

  #hash(id: string): string {
    const { sha256, repositoryId } = this.#facts;
    const hash = this.#hashes.get(id) ?? hashId(sha256, repositoryId, id);
    this.#hashes.set(id, hash);
    return hash;
  }

  #isNamed({ id }: Unread, hashedId: string): boolean {
    return id === hashedId || this.#hash(id) === hashedId;
  }
}

/** A subscription that is not found hides all that it holds. */
function isAbsence(unread: Unread): boolean {
  return unread.kind === 'cluster' && isNotFound(unread) && !unread.reason.includes('SubscriptionNotFound');
}

function isWholeId({ id }: Unread): boolean {
  return /\/managedclusters\/[^/]+$/.test(id) || /^[0-9a-f]{16}$/.test(id);
}
