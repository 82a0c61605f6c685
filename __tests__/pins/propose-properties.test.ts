import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { findDrift } from '../../src/drift/find-drift.ts';
import { compareImages, parseImageVersion } from '../../src/inventory/image-version.ts';
import type { Cluster } from '../../src/inventory/inventory.ts';
import { compareVersions } from '../../src/inventory/kubernetes-version.ts';
import { judgeChanged } from '../../src/pins/judge/judge-changed.ts';
import { type Proposal, proposeMoves } from '../../src/pins/move/propose-moves.ts';
import type { Pin } from '../../src/pins/pin.ts';
import type { PinMove } from '../../src/pins/pins.ts';
import type { Seen } from '../../src/pins/seen.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { anInventory, version } from '../builders/fleet.ts';
import { AksCluster } from '../oracles/aks-legality.ts';
import { drawFleet, type RandomFleet } from '../plan/random-fleet.ts';
import { facts } from '../plan/table/row.ts';
import { drawPins } from './random-pins.ts';

const fleets = Number(process.env['FLEETS'] ?? 600);
const seed = Number(process.env['FLEET_SEED'] ?? Date.now() % 2_147_483_647);
const counted = new Map<string, number>();

interface Outcome {
  readonly fleet: RandomFleet;
  readonly seen: Seen;
  readonly pins: readonly Pin[];
  readonly proposal: Proposal;
}

const outcomes = new Map<number, Outcome>();

function outcomeOf(number: number): Outcome {
  const known = outcomes.get(number);
  if (known !== undefined) return known;
  const fleet = drawFleet(number);
  const seen = look(fleet);
  const pins = drawPins(number, fleet);
  const outcome = { fleet, seen, pins, proposal: proposeMoves(pins, seen) };
  outcomes.set(number, outcome);
  return outcome;
}

function look({ clusters, aim, now }: RandomFleet): Seen {
  const inventory = anInventory(clusters);
  const drift = findDrift(inventory, aim, now);
  return { inventory, drift, plan: makePlan(drift, aim, { ...facts, now }), now };
}

function carryOut(pins: readonly Pin[], moves: readonly PinMove[]): readonly Pin[] {
  const written = new Map(moves.map((move) => [move.pin.start, move.to]));
  return pins.map((pin) => ({ ...pin, value: written.get(pin.start) ?? pin.value }));
}

function count(what: string): void {
  counted.set(what, (counted.get(what) ?? 0) + 1);
}

describe(`moves of pins over ${fleets} random fleets, seed ${seed}`, () => {
  test('AKS would refuse no move, all of them taken in one go', () => {
    check(({ fleet, proposal }) => {
      for (const cluster of fleet.clusters) {
        const service = new AksCluster(cluster);
        for (const order of ordersOf(proposal.moves, cluster)) {
          count(`order ${order.kind}`);
          expect(service.take(order), JSON.stringify(order)).toBeUndefined();
        }
      }
    });
  });

  test('the judge of changed pins finds every move level or possible', () => {
    check(({ proposal, seen }) => {
      const moved = new Map(proposal.moves.map((move) => [{ ...move.pin, value: move.to }, move]));
      const changes = [...moved].map(([pin, { from }]) => ({ pin, was: from }));
      for (const { pin, verdict, reasons } of judgeChanged(changes, seen)) {
        const move = moved.get(pin);
        count(`judged ${verdict}`);
        expect(verdict, `${pin.value} ${reasons.join(' ')}`).toBe(
          move?.isCatchingUp === true ? 'level' : 'possible',
        );
      }
    });
  });

  test('no pin asks for less than what runs, and none that is ahead is touched', () => {
    check(({ proposal }) => {
      for (const { pin, cluster, pool, target, running, isCatchingUp } of proposal.moves) {
        if (pin.field === 'node-image') {
          expect(running).toBe(pool?.image?.text);
          expect(compareImages(parseImageVersion(running), parseImageVersion(target))).not.toBe('older');
        } else {
          expect(running).toBe((pool ?? cluster).version.text);
          expect(compareVersions(version(target), version(running))).toBeGreaterThanOrEqual(0);
        }
        expect(isCatchingUp).toBe(target.toLowerCase() === running.toLowerCase());
      }
    });
  });

  test('the form stays, and no move gives YAML a number', () => {
    check(({ proposal }) => {
      for (const { pin, from, to, target } of proposal.moves) {
        expect(from).toBe(pin.value);
        expect(to).not.toBe(from);
        if (pin.field === 'node-image') continue;
        expect(to.split('.').length).toBe(from.split('.').length);
        expect(to.startsWith('v')).toBe(from.startsWith('v'));
        expect(`${target}.`).toContain(`${to.replace('v', '')}.`);
        if (pin.isBareNumber) expect(to).not.toMatch(/^\d+\.\d*0$/);
      }
    });
  });

  test('one value goes to one version, or stays', () => {
    check(({ pins, proposal }) => {
      for (const stacked of Map.groupBy(pins, (pin) => pin.start).values()) {
        const moves = proposal.moves.filter((move) => stacked.includes(move.pin));
        if (stacked.length > 1) count(moves.length > 0 ? 'stack moved' : 'stack stays');
        expect(new Set(moves.map((move) => move.to)).size).toBeLessThanOrEqual(1);
        expect([0, stacked.length]).toContain(moves.length);
      }
    });
  });

  test('what has been moved is not moved again, nor anything else', () => {
    check(({ pins, proposal, seen }) => {
      const again = proposeMoves(carryOut(pins, proposal.moves), seen);
      expect(tell({ moves: again.moves, notes: [] })).toEqual([]);
    });
  });

  test('the order of the fleet and of the files does not matter', () => {
    check(({ fleet, pins, proposal, seen }) => {
      const turned = look({ ...fleet, clusters: fleet.clusters.toReversed() });
      expect(tell(proposeMoves(pins, turned))).toEqual(tell(proposal));
      // Of several that disagree the words name the first.
      const { moves } = proposeMoves(pins.toReversed(), seen);
      expect(tell({ moves: moves.toReversed(), notes: [] })).toEqual(tell({ ...proposal, notes: [] }));
    });
  });

  test('a pin has a move or a note, never both, and none has two', () => {
    check(({ pins, proposal }) => {
      const told = [...proposal.moves, ...proposal.notes].map(({ pin }) => pin);
      expect(new Set(told).size).toBe(told.length);
      expect(told.every((pin) => pins.includes(pin))).toBe(true);
      for (const { kind, text } of proposal.notes) {
        count(`note ${kind}`);
        expect(text).toMatch(/^\S.*[.]$/);
        expect(text).not.toContain('undefined');
      }
    });
  });

  // A property that never meets what it speaks of would hold of anything.
  afterAll(() => {
    for (const what of [
      'order control-plane',
      'order pool-version',
      'order node-image',
      'judged level',
      'judged possible',
      'stack moved',
      'stack stays',
      'note ahead',
      'note unknown',
      'note unread',
      'note conflict',
      'note form',
      'note waits',
    ]) {
      expect(counted.get(what) ?? 0, what).toBeGreaterThan(fleets / 200);
    }
    if (process.env['FLEET_COUNTS'] !== undefined) console.log(Object.fromEntries(counted));
  });
});

function tell({ moves, notes }: Proposal): string[] {
  return [
    ...moves.map(({ pin, cluster, pool, ...rest }) => JSON.stringify([pin, cluster.id, pool?.id, rest])),
    ...notes.map((note) => JSON.stringify(note)),
  ];
}

/** Control plane, then pools, then images: what changes nothing in Azure and what comes along is no order. */
function ordersOf(moves: readonly PinMove[], cluster: Cluster) {
  const own = moves.filter((move) => move.cluster.id === cluster.id && !move.isCatchingUp);
  const orders = own.map(({ pin, pool, running, target }) => ({
    kind:
      pin.field === 'node-image'
        ? ('node-image' as const)
        : pool === undefined
          ? ('control-plane' as const)
          : ('pool-version' as const),
    clusterId: cluster.id,
    ...(pool === undefined ? {} : { poolName: pool.name }),
    from: running,
    to: target,
  }));
  const versions = orders.filter((order) => order.kind === 'pool-version');
  const all = [
    ...orders.filter((order) => order.kind === 'control-plane'),
    ...versions,
    ...orders.filter(
      (order) => order.kind === 'node-image' && !versions.some((each) => each.poolName === order.poolName),
    ),
  ];
  return [...new Map(all.map((order) => [JSON.stringify(order), order])).values()];
}

function check(property: (outcome: Outcome) => void): void {
  const number = fc.integer({ min: 0, max: 0xffff_ffff });
  void fc.assert(
    fc.property(number, (each) => property(outcomeOf(each))),
    { numRuns: fleets, seed },
  );
}
