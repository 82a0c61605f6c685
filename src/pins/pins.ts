/** What the versions written down in the repository come to, seen from what runs and what is due. */

import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { Pin, PinTrouble } from './pin.ts';
import type { UnreadFile } from './pin-files.ts';

export interface Pins {
  readonly changed?: ChangedPins;
  readonly proposed?: ProposedPins;
}

/** The pins that the pull request of this run changes. */
export interface ChangedPins {
  readonly judged: readonly JudgedPin[];
  /**
   * As they stood before: pins that nothing after the merge speaks of any more, though their file is still there. Their
   * mark was taken away or is for something else now, or it cannot be followed any more, which `troubles` then tells too.
   */
  readonly lost: readonly Pin[];
  /** Pins found after the merge in the files that it touches, changed or not. */
  readonly count: number;
  readonly troubles: readonly PinTrouble[];
  readonly unread: readonly UnreadFile[];
  /** `false`: GitHub has no test merge of it (conflicts, closed, not made yet), and its own head was judged. */
  readonly isMerged: boolean;
}

/**
 * `level`: it is what runs. `possible`: AKS takes it in one step. `impossible`: AKS would refuse it, or the plan's
 * standing holds do. `unknown`: it names no cluster or pool in scope, or that could not be read.
 */
export type Verdict = 'level' | 'possible' | 'impossible' | 'unknown';

export interface JudgedPin {
  readonly pin: Pin;
  /** What stood there before; absent: the pin is new. */
  readonly was?: string;
  readonly cluster?: Cluster;
  readonly pool?: NodePool;
  /** What runs now. */
  readonly running?: string;
  readonly verdict: Verdict;
  /** Why; plain sentences, escaped whole when shown. Never empty but with `level` and `possible`. */
  readonly reasons: readonly string[];
  /** What else moves along: node image, OS. Plain sentences. */
  readonly alongside: readonly string[];
  /** When the support of what is asked for ends, as a plain sentence. */
  readonly support?: string;
}

/** What our pull request is to hold. */
export interface ProposedPins {
  /** The branch it aims at, and its commit and tree that `edits` were made from. */
  readonly base: { readonly branch: string; readonly commit: string; readonly tree: string };
  readonly moves: readonly PinMove[];
  readonly edits: readonly FileEdit[];
  /** Pins that are not moved though they are not where they should be: ahead, of no known cluster, held. */
  readonly notes: readonly PinNote[];
  /** Every pin found, moved or not. */
  readonly count: number;
  readonly troubles: readonly PinTrouble[];
  readonly unread: readonly UnreadFile[];
}

export interface PinMove {
  readonly pin: Pin;
  readonly cluster: Cluster;
  readonly pool?: NodePool;
  /** As written now and then, in the same form. */
  readonly from: string;
  readonly to: string;
  /** In full: what runs, and what the pin then asks for. */
  readonly running: string;
  readonly target: string;
  /** The cluster runs it already: nothing happens in Azure. */
  readonly isCatchingUp: boolean;
  /** Where the plan ends, when that takes more than this step: the next pull request goes on. */
  readonly further?: string;
}

export interface PinNote {
  readonly pin: Pin;
  readonly kind: 'ahead' | 'unknown' | 'unread' | 'conflict' | 'form' | 'waits';
  /** One plain sentence, escaped whole when shown. */
  readonly text: string;
}

export interface FileEdit {
  readonly path: string;
  readonly mode: string;
  /** Git's name for the bytes before. */
  readonly blob: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}
