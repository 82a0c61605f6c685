/** What an operation does to the fleet, and what it is called. */
import type { ClusterKey } from './azure-state.ts';
import type { Fleet, SimPool } from './fleet-model.ts';

export type StartedKind =
  | 'control-plane'
  /** Pools in a cluster's PUT, with its control plane or alone. */
  | 'cluster'
  | 'pool-version'
  | 'node-image'
  | 'rollback'
  /** What a failed or canceled upgrade left, taken up by a PUT. */
  | 'resume'
  /** No version changed. */
  | 'update'
  | 'create'
  | 'abort';

export interface OperationPlan {
  readonly kind: StartedKind;
  readonly key: ClusterKey;
  /** Of a pool's own operation. */
  readonly pool: string | undefined;
  readonly resourceId: string;
  readonly location: string;
  /** As `provisioningState` shows it. */
  readonly state: string;
  /** Pools whose nodes are touched; a cluster's operation shows its state on all of them. */
  readonly pools: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly seconds: number;
  /** At the start, before anybody sees it. */
  readonly begin: (fleet: Fleet) => Fleet;
  /** Of each touched pool when all went well. */
  readonly finish: (pool: SimPool, at: Date) => SimPool;
  /** Of each touched pool when it stopped on the way. */
  readonly stop: (pool: SimPool) => SimPool;
}
