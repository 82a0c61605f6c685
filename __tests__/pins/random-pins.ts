/** Pins that a repository might hold for a fleet: of all forms, behind, level and ahead, stacked and for nobody. */
import type { Cluster, NodePool } from '../../src/inventory/inventory.ts';
import { minorOf } from '../../src/inventory/kubernetes-version.ts';
import type { Pin } from '../../src/pins/pin.ts';
import type { RandomFleet } from '../plan/random-fleet.ts';
import { aPin } from './a-pin.ts';

interface Thing {
  readonly cluster: Cluster;
  readonly pool?: NodePool;
}

/** One number and one fleet, the same pins. */
export function drawPins(seed: number, { clusters }: RandomFleet): readonly Pin[] {
  const upTo = drawing(seed);
  const oneIn = (times: number) => upTo(times - 1) === 0;
  const things: readonly Thing[] = clusters.flatMap((cluster) => [
    { cluster },
    ...cluster.pools.map((pool) => ({ cluster, pool })),
  ]);
  const pick = <T>(values: readonly T[]) => values[upTo(values.length - 1)] as T;
  return Array.from({ length: things.length + upTo(4) }, (_, index) => {
    const thing = things[index] ?? pick(things);
    return oneIn(4) ? drawImage(thing, pick, oneIn) : drawVersion(thing, things, pick, oneIn);
  }).flat();
}

type Pick = <T>(values: readonly T[]) => T;
type OneIn = (times: number) => boolean;

function drawVersion(thing: Thing, things: readonly Thing[], pick: Pick, oneIn: OneIn): Pin[] {
  const { cluster, pool } = thing;
  const { major, minor, patch } = (pool ?? cluster).version;
  const behind = pick([0, 0, 0, 1, 1, 2, -1]);
  const text = `${major}.${minor - behind}.${behind === 0 ? Math.max(0, patch - pick([0, 0, 1, -1])) : pick([0, 1, 9])}`;
  const form = oneIn(3) ? minorOf({ major, minor: minor - behind }) : text;
  const value = `${oneIn(6) ? 'v' : ''}${form}`;
  const first = aPin(value, nameOf(thing, oneIn), { isBareNumber: oneIn(5) });
  if (!oneIn(4)) return [first];
  const others = oneIn(2)
    ? things.filter((each) => each.cluster === cluster && each !== thing)
    : [pick(things)];
  return [first, ...others.map((other) => standingAt(aPin(value, nameOf(other, oneIn)), first))];
}

function drawImage({ cluster, pool = cluster.pools[0] }: Thing, pick: Pick, oneIn: OneIn): Pin[] {
  if (pool === undefined) return [];
  const kind = pick(['AKSUbuntu-2404gen2containerd', 'AKSUbuntu-2204gen2containerd']);
  const release = pick(['202608.10.0', '202609.01.0', '202611.09.0', '202611.16.0', '202612.01.0']);
  const value = oneIn(3) ? (pool.image?.text ?? 'unheard-of') : `${kind}-${release}`;
  return [aPin(value, nameOf({ cluster, pool }, oneIn), { field: 'node-image' })];
}

function nameOf({ cluster, pool }: Thing, oneIn: OneIn): string {
  const name = oneIn(30) ? 'gone' : cluster.name;
  const called = oneIn(2) ? name.toUpperCase() : `${cluster.resourceGroup}/${name}`;
  return pool === undefined ? called : `${called}#${oneIn(30) ? 'gone' : pool.name}`;
}

function standingAt(pin: Pin, { file, line, start, end, isBareNumber }: Pin): Pin {
  return { ...pin, file, line, start, end, isBareNumber };
}

function drawing(seed: number): (most: number) => number {
  let state = (seed ^ 0x5bd1e995) >>> 0;
  return (most) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return Math.floor((((state ^ (state >>> 13)) >>> 0) / 0x1_0000_0000) * (most + 1));
  };
}
