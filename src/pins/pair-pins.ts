import type { Pin } from './pin.ts';
import { nameCluster } from './resolve-pin.ts';

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
  const pairs = [...Map.groupBy(after, identityOf)].flatMap(([identity, pins]) =>
    pair(known.get(identity) ?? [], pins),
  );
  const changes = new Map(pairs.map((change) => [change.pin, change]));
  return after.flatMap((pin) => changes.get(pin) ?? []);
}

function pair(before: readonly Pin[], after: readonly Pin[]): PinChange[] {
  const isSame = (a: Pin | undefined, b: Pin | undefined) => a !== undefined && a.value === b?.value;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (head + tail < most && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  const old = before.slice(head, before.length - tail);
  return after.slice(head, after.length - tail).flatMap((pin, index): PinChange[] => {
    const was = old[index]?.value;
    if (was === pin.value) return [];
    return [was === undefined ? { pin } : { pin, was }];
  });
}

function identityOf({ file, cluster, pool, field }: Pin): string {
  const names = [nameCluster(cluster), pool ?? '', field].map((name) => name.toLowerCase());
  return JSON.stringify([file, ...names]);
}
