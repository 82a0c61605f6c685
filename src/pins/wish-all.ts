import { aboveOf, dueOfControlPlane, dueOfPool } from './due-versions.ts';
import type { Pin } from './pin.ts';
import type { Seen } from './seen.ts';
import { noteOn, type PlacedPin, type Wish } from './wish.ts';
import { wishImage } from './wish-image.ts';
import { wishVersion } from './wish-version.ts';

/** Takes the move off a pin that has to stay. */
export type Settle = (wish: Wish) => Wish;

/**
 * What each pin would do: control planes first, then the pools, which are bound by what becomes of these, then the
 * images, which come along with what becomes of the pools.
 */
export function wishAll(pins: readonly PlacedPin[], seen: Seen, settle: Settle): ReadonlyMap<Pin, Wish> {
  const wishes = new Map<Pin, Wish>();
  const take = (wish: Wish) => void wishes.set(wish.pin, settle(wish));
  const ofPools = pins.flatMap((each) => (each.pool === undefined ? [] : [{ ...each, pool: each.pool }]));
  for (const each of pins.filter(({ pool }) => pool === undefined)) {
    const isImage = each.pin.field === 'node-image';
    take(isImage ? withoutPool(each) : wishVersion(each, dueOfControlPlane(each.cluster, seen)));
  }
  for (const each of ofPools.filter(({ pin }) => pin.field === 'kubernetes-version')) {
    take(wishVersion(each, dueOfPool(each, aboveOf(each.cluster, pins, wishes, seen), seen)));
  }
  const moving = new Set(
    [...wishes.values()].flatMap(({ move }) =>
      move?.pool === undefined || move.isCatchingUp ? [] : [move.pool.id],
    ),
  );
  for (const each of ofPools.filter(({ pin }) => pin.field === 'node-image')) {
    take(wishImage(each, moving.has(each.pool.id), seen));
  }
  return wishes;
}

function withoutPool({ pin }: PlacedPin): Wish {
  return noteOn(pin, 'form', 'A node image belongs to a pool: name it with pool=.');
}
