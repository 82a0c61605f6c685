import type { Pin } from '../pin.ts';
import type { Seen } from '../seen.ts';
import { aboveOf, dueOfControlPlane, dueOfPool } from './due-versions.ts';
import { noteOn, type PlacedPin, type Wish } from './wish.ts';
import { nextImage, wishImage } from './wish-image.ts';
import { wishVersion } from './wish-version.ts';

/** A value that stands for several, which do not go the same way. */
export interface Conflict {
  readonly text: string;
  /** This pin would go on: the others keep it. */
  readonly isKept: boolean;
  /** Where all of them can go; absent: nowhere. */
  readonly to?: string;
}

export type Conflicts = ReadonlyMap<Pin, Conflict>;

/**
 * What each pin would do: control planes first, then the pools, which are bound by what becomes of these, then the
 * images, which come along with what becomes of the pools.
 */
export function wishAll(
  pins: readonly PlacedPin[],
  seen: Seen,
  conflicts: Conflicts,
): ReadonlyMap<Pin, Wish> {
  const wishes = new Map<Pin, Wish>();
  const take = (wish: Wish) => void wishes.set(wish.pin, settle(wish, conflicts.get(wish.pin)));
  const ofPools = pins.flatMap((each) => (each.pool === undefined ? [] : [{ ...each, pool: each.pool }]));
  for (const each of pins.filter(({ pool }) => pool === undefined)) {
    if (each.pin.field === 'node-image') take(withoutPool(each));
    else take(wishVersion(each, dueOfControlPlane(each.cluster, seen)));
  }
  for (const each of ofPools.filter(({ pin }) => pin.field === 'kubernetes-version')) {
    take(wishVersion(each, dueOfPool(each, aboveOf(each.cluster, pins, wishes, seen), seen)));
  }
  const moving = poolsThatMove([...wishes.values()]);
  for (const each of ofPools.filter(({ pin }) => pin.field === 'node-image')) {
    take(wishImage(each, nextImage(each, moving.has(each.pool.id), seen), seen));
  }
  return wishes;
}

function settle(wish: Wish, conflict: Conflict | undefined): Wish {
  if (conflict === undefined) return wish;
  const move = wish.options.find(({ to }) => to === conflict.to);
  if (move !== undefined) return { ...wish, move };
  return conflict.isKept || wish.move !== undefined ? noteOn(wish.pin, 'conflict', conflict.text) : wish;
}

function poolsThatMove(wishes: readonly Wish[]): ReadonlySet<string> {
  const moves = wishes.flatMap(({ move }) => (move === undefined || move.isCatchingUp ? [] : [move]));
  return new Set(moves.flatMap(({ pool }) => pool?.id ?? []));
}

function withoutPool({ pin }: PlacedPin): Wish {
  return noteOn(pin, 'form', 'A node image belongs to a pool: name it with pool=.');
}
