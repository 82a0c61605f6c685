/** Fleets in which every string that Azure gives is somebody else's: `text` is asked for each one of them. */
import { findingCodes } from '../../src/drift/codes.ts';
import type { Inventory, Unread } from '../../src/inventory/inventory.ts';
import type { HoldReason, StepKind } from '../../src/plan/plan.ts';
import { aCluster, aPool, image, offers, subscriptionId, version } from './fleet.ts';
import { join } from './report-shapes.ts';
import { aDrift, aFinding, aHold, anImageDrift, aStep, type ToldParts } from './told.ts';

const codes = Object.keys(findingCodes) as (keyof typeof findingCodes)[];
const reasons: readonly HoldReason[] = [
  'auto-upgrade-channel',
  'maintenance-window',
  'spot',
  'failed',
  'busy',
];
const kinds: readonly Unread['kind'][] = ['subscription', 'cluster', 'pool', 'region'];

export interface Wild {
  /** The next hostile string. */
  readonly text: () => string;
  /** A whole number from 0 to below `n`. */
  readonly draw: (n: number) => number;
}

/** Numbers that look random and are the same for the same seed. */
export function drawFrom(seed: number): Wild['draw'] {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % n;
  };
}

export function aWildFleet(wild: Wild, clusters: number, pools: number): ToldParts {
  const all = join(...Array.from({ length: clusters }, (_, at) => aWildCluster(wild, at, pools)));
  return { ...all, inventory: aWildInventory(wild, clusters) };
}

function aWildInventory({ text, draw }: Wild, most: number): Partial<Inventory> {
  const unread = Array.from({ length: draw(Math.min(most, 300) + 1) }, (_, at): Unread => {
    const kind = kinds[draw(kinds.length)] ?? 'cluster';
    const missing = draw(2) === 0 ? {} : { missingAction: text() };
    return {
      kind,
      id: `/subscriptions/${subscriptionId}/unread/${at}`,
      name: text(),
      reason: text(),
      ...missing,
    };
  });
  return { unread };
}

function aWildCluster({ text, draw }: Wild, at: number, pools: number): ToldParts {
  const id = `/subscriptions/${subscriptionId}/resourcegroups/g/providers/microsoft.containerservice/managedclusters/c${at}`;
  const nodePools = Array.from({ length: pools }, (_, index) =>
    aPool({
      id: `${id}/agentpools/p${index}`,
      name: text(),
      image: image(text()),
      osSku: text(),
      provisioningState: text(),
      provisioningError: text(),
    }),
  );
  const cluster = aCluster({
    id,
    name: text(),
    resourceGroup: text(),
    location: text(),
    tier: text(),
    tags: { [text()]: text() },
    provisioningState: text(),
    provisioningError: text(),
    offers: offers('1.36.9'),
    pools: nodePools,
  });
  const kindsOfStep: readonly StepKind[] = ['control-plane', 'pool-version', 'node-image'];
  const severities = ['required', 'recommended', 'information'] as const;
  const some = <T>(make: (index: number) => T) =>
    Array.from({ length: draw(pools + 2) }, (_, index) => make(index));
  const where = (index: number) => {
    const pool = nodePools[index];
    return pool === undefined ? {} : { pool };
  };
  const holds = some((index) =>
    aHold(cluster, {
      ...where(index),
      reason: reasons[draw(reasons.length)] ?? 'spot',
      kind: kindsOfStep[draw(3)] ?? 'node-image',
      standing: draw(3) > 0,
      heals: draw(3) === 0,
      from: text(),
      to: text(),
      text: text(),
    }),
  );
  return {
    clusters: [cluster],
    drifts: [
      aDrift(cluster, {
        ...(draw(2) === 0 ? {} : { controlPlane: { to: version('1.36.9'), hops: [version('1.36.9')] } }),
        pools: nodePools.map((pool) => anImageDrift(pool, text(), draw(400))),
        isUnsupported: draw(4) === 0,
      }),
    ],
    findings: some((index) =>
      aFinding(cluster, {
        ...where(index),
        code: codes[draw(codes.length)] ?? 'AKS001',
        severity: severities[draw(3)] ?? 'required',
        text: text(),
        ...(draw(2) === 0 ? {} : { due: '2026-11-30' }),
      }),
    ),
    steps: some((index) =>
      aStep(cluster, {
        ...where(index),
        kind: index < pools ? 'node-image' : 'control-plane',
        from: text(),
        to: text(),
        waits: holds.filter((hold) => !hold.standing).slice(0, 1),
      }),
    ),
    holds,
  };
}
