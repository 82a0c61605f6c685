import type { Cluster, NodePool } from '../../inventory/inventory.ts';
import type { Pin } from '../pin.ts';
import type { PinMove, PinNote } from '../pins.ts';

/** A pin whose cluster, and with `pool=` whose pool, has been found. */
export interface PlacedPin {
  readonly pin: Pin;
  readonly cluster: Cluster;
  readonly pool?: NodePool;
}

export interface PlacedPoolPin extends PlacedPin {
  readonly pool: NodePool;
}

/** What is to become of one pin, seen alone: a move, or nothing and perhaps a word on why. */
export interface Wish {
  readonly pin: Pin;
  /** What it could do, the best first. */
  readonly options: readonly PinMove[];
  /** One of these. */
  readonly move?: PinMove;
  readonly note?: PinNote;
}

export function stay(pin: Pin): Wish {
  return { pin, options: [] };
}

export function noteOn(pin: Pin, kind: PinNote['kind'], text: string): Wish {
  return { pin, options: [], note: { pin, kind, text } };
}

export function goTo(pin: Pin, options: readonly PinMove[]): Wish {
  const [move] = options;
  return { pin, options, ...(move === undefined ? {} : { move }) };
}
