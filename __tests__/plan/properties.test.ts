import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { ClusterDrift, Drift } from '../../src/drift/drift.ts';
import { findDrift } from '../../src/drift/find-drift.ts';
import type { Cluster } from '../../src/inventory/inventory.ts';
import { digestOf, writeCanonical } from '../../src/plan/canonical.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Hold, Plan, Step } from '../../src/plan/plan.ts';
import { anInventory } from '../builders/fleet.ts';
import type { Order } from '../oracles/aks-legality.ts';
import { AksCluster, isBusyFor } from '../oracles/aks-legality.ts';
import type { RandomFleet } from './random-fleet.ts';
import { drawFleet } from './random-fleet.ts';
import { facts, sha256 } from './table/row.ts';

const fleets = Number(process.env['FLEETS'] ?? 6000);
const seed = Number(process.env['FLEET_SEED'] ?? Date.now() % 2_147_483_647);
const seen = new Map<string, number>();

interface Outcome {
  readonly fleet: RandomFleet;
  readonly drift: Drift;
  readonly plan: Plan;
}

/** Every property looks at the same fleets, so that each is planned once. */
const outcomes = new Map<number, Outcome>();

function outcomeOf(number: number): Outcome {
  const known = outcomes.get(number);
  if (known !== undefined) return known;
  const fleet = drawFleet(number);
  const outcome = { fleet, ...carryThrough(fleet) };
  outcomes.set(number, outcome);
  return outcome;
}

function carryThrough({ clusters, aim, now }: RandomFleet): { drift: Drift; plan: Plan } {
  const drift = findDrift(anInventory(clusters), aim, now);
  return { drift, plan: makePlan(drift, aim, { ...facts, now, environmentTag: 'environment' }) };
}

function orderOf(step: Step | Hold): Order {
  const pool = step.pool === undefined ? {} : { poolName: step.pool.name };
  return { kind: step.kind, clusterId: step.cluster.id, ...pool, from: step.from, to: step.to };
}

function stepsOf(cluster: Cluster, plan: Plan): readonly Step[] {
  return plan.steps.filter((step) => step.cluster === cluster);
}

function failedPools(cluster: Cluster): readonly string[] {
  const bad = (pool: { readonly provisioningState: string }) =>
    ['Failed', 'Canceled'].includes(pool.provisioningState);
  return [...cluster.pools, ...cluster.otherPools].filter(bad).map((pool) => pool.name);
}

function note(what: string): void {
  seen.set(what, (seen.get(what) ?? 0) + 1);
}

describe(`properties over ${fleets} random fleets, seed ${seed}`, () => {
  test('AKS would refuse no step of any plan, in its order', () => {
    check(({ fleet, plan }) => {
      for (const cluster of fleet.clusters) {
        const service = new AksCluster(cluster);
        for (const step of stepsOf(cluster, plan)) {
          note(`step ${step.kind}`);
          if (step.kind === 'control-plane') expect(failedPools(cluster)).toEqual([]);
          expect(service.take(orderOf(step)), `${step.kind} ${step.from} → ${step.to}`).toBeUndefined();
          const waitsForBusy = step.waits.some((hold) => hold.reason === 'busy');
          expect(waitsForBusy).toBe(isBusyFor(orderOf(step), cluster));
        }
        note(`hops ${stepsOf(cluster, plan).filter((step) => step.kind === 'control-plane').length}`);
      }
    });
  });

  test('what is behind ends as a step or as a standing hold: nothing lost, nothing twice', () => {
    check(({ drift, plan }) => {
      for (const each of drift.clusters) accountFor(each, plan);
      for (const hold of plan.holds) note(`hold ${hold.reason}`);
      for (const finding of drift.findings) note(finding.code);
    });
  });

  test('control plane first, system pools before user pools, images last; no image goes back', () => {
    check(({ fleet, plan }) => {
      for (const cluster of fleet.clusters) {
        const steps = stepsOf(cluster, plan);
        const lastHop = steps.findLastIndex((step) => step.kind === 'control-plane');
        // What comes before the last hop is there for the skew, in the order that the skew asks for.
        const tail = steps.slice(lastHop + 1).map(placeOf);
        expect(tail).toEqual([...tail].sort((a, b) => a - b));
        for (const { kind, from, to } of steps)
          if (kind === 'node-image') expect(isOlderImage(from, to)).toBe(false);
      }
    });
  });

  test('a standing hold keeps its pool or control plane out of the plan, and only for what it names', () => {
    check(({ plan }) => {
      for (const hold of plan.holds.filter((each) => each.standing)) {
        const reached = plan.steps.filter(
          (step) => step.kind === hold.kind && step.cluster === hold.cluster && isSameThing(step, hold),
        );
        if (hold.kind === 'control-plane') expect(reached.at(-1)?.to ?? hold.from).toBe(hold.from);
        else expect(reached).toEqual([]);
      }
      expect(plan.isBlocked).toBe(plan.holds.some((hold) => hold.standing && !hold.heals));
      const waits = plan.steps.flatMap((step) => step.waits);
      expect(plan.holds.filter((hold) => !hold.standing)).toEqual(waits);
    });
  });

  test('same input, same bytes; neither time nor passing holds nor the order of offers change the digest', () => {
    check(({ fleet, drift, plan }) => {
      expect(JSON.stringify(carryThrough(fleet).plan)).toBe(JSON.stringify(plan));
      const idle = fleet.clusters.map((cluster) => ({
        ...cluster,
        windows: [],
        provisioningState: settled(cluster.provisioningState),
        offers: cluster.offers?.toReversed(),
        pools: cluster.pools.map(settle),
        otherPools: cluster.otherPools.map(settle),
      }));
      const calm = carryThrough({ ...fleet, clusters: idle }).plan;
      expect(calm.canonical).toBe(plan.canonical);
      expect(calm.holds.filter((hold) => !hold.standing)).toEqual([]);
      if (fleet.aim.minimumReleaseAge > 0) return;
      const later = new Date(fleet.now.getTime() + 5 * 3_600_000);
      expect(makePlan(drift, fleet.aim, { ...facts, now: later }).digest).toBe(plan.digest);
    });
  });

  test('any single field of any step, the aim or the scope changes the digest', () => {
    check(({ fleet, plan }) => {
      const digests = new Set([plan.digest]);
      const changes = changedPlans(plan.steps, fleet);
      for (const canonical of changes) digests.add(digestOf(canonical, sha256));
      expect(digests.size).toBe(changes.length + 1);
      expect(plan.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(plan.matrix.length).toBe(new Set(plan.steps.map((step) => step.cluster)).size);
    });
  });

  afterAll(() => {
    const told = [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, times]) => `${what}×${times}`);
    console.log(`seed ${seed}, ${fleets} fleets: ${told.join(', ')}`);
  });
});

function check(property: (outcome: Outcome) => void): void {
  const numbers = fc.nat({ max: 0x7fffffff });
  // Synchronous properties are checked at once; the type allows for others.
  void fc.assert(
    fc.property(numbers, (number) => property(outcomeOf(number))),
    { seed, numRuns: fleets, endOnFailure: true },
  );
}

function placeOf(step: Step): number {
  return (step.kind === 'pool-version' ? 0 : 2) + (step.pool?.mode === 'System' ? 0 : 1);
}

/** The random images differ by a release of fixed width, so that text tells their order. */
function isOlderImage(from: string, to: string): boolean {
  const [kind, release] = [from.slice(0, -11), from.slice(-11)];
  return to.startsWith(kind) && to.slice(-11) < release;
}

function settle<T extends { readonly provisioningState: string }>(pool: T): T {
  return { ...pool, provisioningState: settled(pool.provisioningState) };
}

function settled(state: string): string {
  return ['Failed', 'Canceled'].includes(state) ? state : 'Succeeded';
}

function isSameThing(step: Step, hold: Hold): boolean {
  return hold.kind === 'control-plane' || step.pool === hold.pool;
}

function accountFor({ cluster, controlPlane, pools }: ClusterDrift, plan: Plan): void {
  const steps = stepsOf(cluster, plan);
  const holds = plan.holds.filter((hold) => hold.cluster === cluster && hold.standing);
  const own = [...steps, ...holds].filter((each) => each.kind === 'control-plane');
  // From what runs to the target, each piece beginning where the one before ends: no gap, no overlap.
  const chain = own.reduce((at, each) => (each.from === at ? each.to : `gap at ${at}`), cluster.version.text);
  expect(chain).toBe(controlPlane?.to.text ?? cluster.version.text);
  for (const { pool, kubernetes, image } of pools) {
    const ofPool = <T extends Step | Hold>(all: readonly T[], kind: Step['kind']) =>
      all.filter((each) => each.kind === kind && each.pool === pool);
    const moves = ofPool(steps, 'pool-version');
    if (kubernetes !== undefined) {
      expect(Math.min(moves.length, 1) + ofPool(holds, 'pool-version').length).toBe(1);
    }
    if (image === undefined) continue;
    const renewals = ofPool(steps, 'node-image').length + ofPool(holds, 'node-image').length;
    expect(Math.min(moves.length, 1) + renewals).toBe(1);
  }
}

/** Every plan that differs from the given one in exactly one place. */
function changedPlans(steps: readonly Step[], { aim }: RandomFleet): readonly string[] {
  const write = (changed: readonly Step[]) => writeCanonical(changed, aim, facts);
  const single = steps.flatMap((step, index) =>
    [
      { ...step, from: `${step.from}x` },
      { ...step, to: `${step.to}x` },
      { ...step, hashedId: `${step.hashedId.slice(1)}g` },
      { ...step, kind: step.kind === 'node-image' ? ('pool-version' as const) : ('node-image' as const) },
    ].map((changed) => write(steps.with(index, changed))),
  );
  const shorter = steps.length > 0 ? [write(steps.slice(1))] : [];
  const swapped = steps.length > 1 ? [write(steps.toReversed())] : [];
  return [
    ...single,
    ...shorter,
    ...swapped,
    writeCanonical(steps, { ...aim, surge: { ...aim.surge, drainTimeout: 77 } }, facts),
    writeCanonical(steps, { ...aim, minimumReleaseAge: 99 }, facts),
    writeCanonical(steps, aim, { ...facts, reportKey: 'other' }),
    writeCanonical(steps, aim, { ...facts, repositoryId: '4712' }),
  ];
}
