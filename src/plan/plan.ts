/**
 * What to do, in which order. A plan is a value: printable, comparable, and the same for the same facts.
 * Standing holds keep a step out; passing ones leave it in, marked, outside the digest (contract §6).
 */

import type { Cluster, NodePool } from '../inventory/inventory.ts';

export type StepKind = 'control-plane' | 'pool-version' | 'node-image';

export interface Step {
  readonly kind: StepKind;
  readonly cluster: Cluster;
  /** Absent for a control plane step. */
  readonly pool?: NodePool;
  /** Hash over repository id and resource id (of the pool, or of the cluster for its control plane). */
  readonly hashedId: string;
  readonly from: string;
  readonly to: string;
  /** Passing holds: judged again when acting. */
  readonly waits: readonly Hold[];
}

export type HoldReason =
  | 'auto-upgrade-channel'
  | 'maintenance-window'
  | 'stopped'
  | 'busy'
  | 'failed'
  | 'spot'
  | 'snapshot-pinned'
  | 'zero-nodes'
  | 'node-provisioning'
  | 'automatic'
  | 'image-too-young';

export interface Hold {
  readonly reason: HoldReason;
  readonly standing: boolean;
  /** AKS will do it by itself: information, not blocked. */
  readonly heals: boolean;
  readonly kind: StepKind;
  readonly cluster: Cluster;
  /** For a control plane: the pool, in scope or not, that holds it (failed, or left too far behind); `text` names it. */
  readonly pool?: NodePool;
  readonly from: string;
  readonly to: string;
  /** One plain sentence, escaped whole when shown. */
  readonly text: string;
  /** When it ends, where that is known: a window's opening, an image's coming of age. */
  readonly until?: Date;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** Standing holds, and the passing ones that steps carry as `waits`. */
  readonly holds: readonly Hold[];
  /** The canonical plan as JSON text: what the digest is taken over. */
  readonly canonical: string;
  /** `sha256:` + 64 hex digits. */
  readonly digest: string;
  /** `true`: something is due but kept out of the plan by a standing hold that does not heal by itself. */
  readonly isBlocked: boolean;
  /** One entry a cluster with steps. */
  readonly matrix: readonly { readonly cluster: string; readonly environment: string }[];
}
