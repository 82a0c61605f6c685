import type { Pin } from '../pin.ts';
import { nameCluster } from '../resolve-pin.ts';

export interface PinChange {
  readonly pin: Pin;
  /** The value before; absent: the pin is new. */
  readonly was?: string;
}

/**
 * The pins that are new or have another value than before. A pin is known by its file, by what it is for, and by its
 * place among those that are for the same; what is the same at both ends of these is taken for unchanged, so that one
 * more at the top does not make all the others look changed.
 */
export function pairPins(before: readonly Pin[], after: readonly Pin[]): readonly PinChange[] {
  const known = Map.groupBy(before, identityOf);
  const pairs = [...Map.groupBy(after, identityOf)].flatMap(([identity, pins]) => {
    const { old, fresh } = compare(known.get(identity) ?? [], pins);
    return fresh.flatMap((pin, index) => toChange(pin, old[index]));
  });
  const changes = new Map(pairs.map((change) => [change.pin, change]));
  return after.flatMap((pin) => changes.get(pin) ?? []);
}

/** Pins of before that no pin of after takes the place of. */
export function findLost(before: readonly Pin[], after: readonly Pin[]): readonly Pin[] {
  const known = Map.groupBy(after, identityOf);
  const lost = [...Map.groupBy(before, identityOf)].flatMap(([identity, pins]) => {
    const { old, fresh } = compare(pins, known.get(identity) ?? []);
    return old.slice(fresh.length);
  });
  const isLost = new Set(lost);
  return before.filter((pin) => isLost.has(pin));
}

/** Of pins for the same thing those between what is the same at both ends. */
function compare(before: readonly Pin[], after: readonly Pin[]) {
  const isSame = (a: Pin | undefined, b: Pin | undefined) => a !== undefined && a.value === b?.value;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (head + tail < most && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  return { old: before.slice(head, before.length - tail), fresh: after.slice(head, after.length - tail) };
}

function toChange(pin: Pin, old: Pin | undefined): PinChange[] {
  if (old === undefined) return [{ pin }];
  return old.value === pin.value ? [] : [{ pin, was: old.value }];
}

function identityOf({ file, cluster, pool, field }: Pin): string {
  const names = [nameCluster(cluster), pool ?? '', field].map((name) => name.toLowerCase());
  return JSON.stringify([file, ...names]);
}
