import type { Pin } from '../pin.ts';
import type { PinMove, PinNote } from '../pins.ts';
import { namePinned, resolvePin } from '../resolve-pin.ts';
import type { Seen } from '../seen.ts';
import { noteOn, type PlacedPin, type Wish } from './wish.ts';
import { type Conflict, type Conflicts, wishAll } from './wish-all.ts';

export interface Proposal {
  /** In the order of the pins. */
  readonly moves: readonly PinMove[];
  readonly notes: readonly PinNote[];
}

/**
 * Which pins move where, all in one change that AKS takes as it is. A value that stands for several clusters or pools
 * moves only if all of them go to the same; where they do not, it goes as far as all of them can, and what hangs on it is
 * thought over again.
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
    notes: distinct(inOrder.flatMap(({ note }) => note ?? [])),
  };
}

/** What is said of several marks of one value in the same words is said once. */
function distinct(notes: readonly PinNote[]): readonly PinNote[] {
  const groups = Map.groupBy(notes, ({ pin, kind, text }) =>
    JSON.stringify([pin.file, pin.start, kind, text]),
  );
  return [...groups.values()].flatMap(([first]) => first ?? []);
}

/** Ends: each round settles one more value on what all of its pins can do, or on staying. */
function settle(
  placed: readonly PlacedPin[],
  lost: readonly Wish[],
  seen: Seen,
  known: Conflicts,
): ReadonlyMap<Pin, Wish> {
  const wishes = new Map([...lost.map((wish) => [wish.pin, wish] as const), ...wishAll(placed, seen, known)]);
  const conflicts = findConflicts([...wishes.values()], known);
  return conflicts.size === 0 ? wishes : settle(placed, lost, seen, new Map([...known, ...conflicts]));
}

/** The values that some of their pins would move, and not all of them to the same. */
function findConflicts(wishes: readonly Wish[], known: Conflicts): Conflicts {
  const values = Map.groupBy(wishes, ({ pin }) => JSON.stringify([pin.file, pin.start, pin.end]));
  const conflicts = [...values.values()].flatMap((own) =>
    own.every((wish) => wish.move?.to === own[0]?.move?.to)
      ? []
      : own.map((wish) => [wish.pin, toConflict(wish, own, known.get(wish.pin))] as const),
  );
  return new Map(conflicts);
}

/** What has been settled once and does not hold any more stays altogether. */
function toConflict(wish: Wish, own: readonly Wish[], known: Conflict | undefined): Conflict {
  const isKept = wish.move !== undefined;
  if (known !== undefined) return { text: known.text, isKept: known.isKept || isKept };
  const common = own[0]?.options.find(({ to }) =>
    own.every((each) => each.options.some((option) => option.to === to)),
  );
  return { text: tellConflict(wish, own), isKept, ...(common === undefined ? {} : { to: common.to }) };
}

function tellConflict(wish: Wish, own: readonly Wish[]): string {
  const other = own.find((each) => each.move?.to !== wish.move?.to);
  const mine = wish.move === undefined ? 'stays' : `would go to ${wish.move.to}`;
  if (other === undefined) return '';
  const theirs = other.move === undefined ? `stays at ${other.pin.value}` : `would go to ${other.move.to}`;
  const why = other.note === undefined ? '' : ` ${other.note.text}`;
  // Of names the note says itself what to do.
  const next = other.note?.kind === 'unknown' ? '' : ' Give each a value of its own.';
  return `One value stands for several: ${namePinned(wish.pin)} ${mine}, ${namePinned(other.pin)} ${theirs}.${why}${next}`;
}
