import type { Pin } from './pin.ts';
import type { PinMove, PinNote } from './pins.ts';
import { namePinned, resolvePin } from './resolve-pin.ts';
import type { Seen } from './seen.ts';
import { noteOn, type PlacedPin, type Wish } from './wish.ts';
import { wishAll } from './wish-all.ts';

export interface Proposal {
  /** In the order of the pins. */
  readonly moves: readonly PinMove[];
  readonly notes: readonly PinNote[];
}

/** Why a value cannot move, by the pin that would move it. */
type Conflicts = ReadonlyMap<Pin, string>;

/**
 * Which pins move where, all in one change that AKS takes as it is. A value that stands for several clusters or pools
 * moves only if all of them go to the same; where they do not, what hangs on it is thought over again.
 */
export function proposeMoves(pins: readonly Pin[], seen: Seen): Proposal {
  const places = pins.map((pin) => ({ pin, place: resolvePin(pin, seen.inventory) }));
  const lost = places.flatMap(({ pin, place }) =>
    place.kind === 'found' ? [] : [noteOn(pin, place.kind, place.text)],
  );
  const placed = places.flatMap(({ pin, place }): PlacedPin[] =>
    place.kind === 'found' ? [{ pin, ...place }] : [],
  );
  const settled = settle(placed, lost, seen, new Map());
  const inOrder = pins.flatMap((pin) => settled.get(pin) ?? []);
  return {
    moves: inOrder.flatMap(({ move }) => move ?? []),
    notes: inOrder.flatMap(({ note }) => note ?? []),
  };
}

/** Ends: each round takes the moves of at least one more value away. */
function settle(
  placed: readonly PlacedPin[],
  lost: readonly Wish[],
  seen: Seen,
  known: Conflicts,
): ReadonlyMap<Pin, Wish> {
  const wishes = new Map([
    ...lost.map((wish) => [wish.pin, wish] as const),
    ...wishAll(placed, seen, (wish) => withoutConflict(wish, known)),
  ]);
  const conflicts = findConflicts([...wishes.values()]);
  return conflicts.size === 0 ? wishes : settle(placed, lost, seen, new Map([...known, ...conflicts]));
}

function withoutConflict(wish: Wish, conflicts: Conflicts): Wish {
  const text = conflicts.get(wish.pin);
  return wish.move === undefined || text === undefined ? wish : noteOn(wish.pin, 'conflict', text);
}

/** The values that some of their pins would move, and not all of them to the same. */
function findConflicts(wishes: readonly Wish[]): Conflicts {
  const values = Map.groupBy(wishes, ({ pin }) => JSON.stringify([pin.file, pin.start, pin.end]));
  const conflicts = [...values.values()].flatMap((own) =>
    own.every((wish) => wish.move?.to === own[0]?.move?.to)
      ? []
      : own.map((wish) => [wish.pin, tellConflict(wish, own)] as const),
  );
  return new Map(conflicts);
}

function tellConflict(wish: Wish, own: readonly Wish[]): string {
  const other = own.find((each) => each.move?.to !== wish.move?.to);
  const mine = wish.move === undefined ? 'stays' : `would go to ${wish.move.to}`;
  if (other === undefined) return '';
  const theirs = other.move === undefined ? `stays at ${other.pin.value}` : `would go to ${other.move.to}`;
  const why = other.note === undefined ? '' : ` ${other.note.text}`;
  return `One value stands for several: ${namePinned(wish.pin)} ${mine}, ${namePinned(other.pin)} ${theirs}.${why}`;
}
