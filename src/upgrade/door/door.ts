/** The one door through which anything in Azure is changed, as the pure part of this station sees it. */

import type { SurgeSettings } from '../../inputs/inputs.ts';
import type { Cluster } from '../../inventory/inventory.ts';
import type { Step } from '../../plan/plan.ts';

/** What ARM or AKS said when it did not do what was asked. */
export interface Problem {
  readonly status?: number;
  readonly code?: string;
  /** Only AKS's bare envelope carries it. */
  readonly subcode?: string;
  /** On one line, without ids and tokens. */
  readonly message: string;
  /** The role action that the identity lacks, when ARM named it. */
  readonly missingAction?: string;
}

/** How an attempt to start a step ended. The mutation went over the wire at most once. */
export type Begun =
  /** Taken. Without an operation there is only the resource to look at. */
  | { readonly kind: 'started'; readonly operation?: Operation }
  /** Nothing was sent: what was read right before is not what the step starts from. Look again. */
  | { readonly kind: 'changed'; readonly text: string }
  /** Nothing was sent: `mayStart` said no at the last moment. */
  | { readonly kind: 'not-sent' }
  /** Nothing was sent: what has to be read first could not be read. */
  | { readonly kind: 'unreadable'; readonly problem: Problem }
  /** Sent and refused for now (409 busy, 429, 503 with a time): nothing was started. */
  | { readonly kind: 'busy'; readonly problem: Problem; readonly waitMilliseconds?: number }
  /** Sent and refused because the resource changed since it was read (412): nothing was started. */
  | { readonly kind: 'stale'; readonly problem: Problem }
  /** Sent and refused for good: nothing was started. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** Sent, and no usable answer came (5xx, 408, reset, timeout): whether it was taken must be looked up. */
  | { readonly kind: 'unclear'; readonly problem: Problem };

/** A long operation. Opaque: the address is signed and is never logged or stored. */
export interface Operation {
  readonly poll: () => Promise<Polled>;
}

export type Polled =
  | { readonly kind: 'running' }
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed' | 'canceled'; readonly problem: Problem }
  /** No usable answer: ask again. `waitMilliseconds` as the answer asks for. */
  | { readonly kind: 'unclear'; readonly problem: Problem; readonly waitMilliseconds?: number }
  /** Azure does not know the operation (any more), or will not say: only the resource can tell. */
  | { readonly kind: 'lost'; readonly problem: Problem };

/** One cheap look at what runs on a cluster: states alone. */
export type Peek =
  | {
      readonly kind: 'state';
      readonly provisioningState: string;
      readonly pools: readonly { readonly name: string; readonly provisioningState: string }[];
    }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unread'; readonly problem: Problem };

export interface UpgradeDoor {
  /**
   * Reads the resource raw, checks that it is what the step starts from (and, for an image, that the newest is still
   * the approved one), asks `mayStart` and sends one mutation, once.
   * @throws Failure when signing in fails; then nothing was sent.
   */
  begin(step: Step, surge: SurgeSettings, mayStart: () => boolean): Promise<Begun>;
  peek(cluster: Cluster): Promise<Peek>;
  /** What AKS says of the failure on the resource itself (`status.provisioningError`), and the pool's rollback versions. */
  explain(step: Step): Promise<Aftermath>;
  /** Role actions that these steps need and the identity lacks; `undefined`: could not be read. Sends GETs alone. */
  missingRights(cluster: Cluster, steps: readonly Step[]): Promise<readonly string[] | undefined>;
}

export interface Aftermath {
  readonly problem?: Problem;
  /** `true`: AKS lists versions that the pool can be rolled back to. */
  readonly canRollBack: boolean;
}
