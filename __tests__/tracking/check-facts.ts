/** A check that found nothing unless told otherwise. */

import type { ClusterDrift, Finding } from '../../src/drift/drift.ts';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import type { Cluster, Unread } from '../../src/inventory/inventory.ts';
import type { Hold, Plan, Step } from '../../src/plan/plan.ts';
import { bundledCalendar } from '../../src/releases/calendar.ts';
import type { CheckFacts } from '../../src/tracking/ending/outputs.ts';
import { aCluster, anInventory } from '../builders/fleet.ts';

export const cluster = aCluster({ name: 'aks-secretname', resourceGroup: 'rg-secretname' });

export function aStep(differs: Partial<Step> = {}): Step {
  return {
    kind: 'control-plane',
    cluster,
    hashedId: '00112233445566ff',
    from: '1.35.5',
    to: '1.36.2',
    waits: [],
    ...differs,
  };
}

export function aHold(differs: Partial<Hold> = {}): Hold {
  return {
    reason: 'spot',
    standing: true,
    heals: false,
    kind: 'node-image',
    cluster,
    from: 'a',
    to: 'b',
    text: 'It is a spot pool.',
    ...differs,
  };
}

export function aPlan(differs: Partial<Plan> = {}): Plan {
  const canonical = JSON.stringify({
    schema: 1,
    steps: (differs.steps ?? []).map(({ hashedId, to }) => [hashedId, to]),
  });
  return {
    steps: [],
    holds: [],
    canonical,
    digest: `sha256:${sha256(canonical)}`,
    isBlocked: false,
    matrix: [],
    ...differs,
  };
}

export function anUnread(kind: Unread['kind'], id: string, differs: Partial<Unread> = {}): Unread {
  return { kind, id, name: id, reason: 'Azure said 403 (AuthorizationFailed)', ...differs };
}

export function facts(
  differs: {
    readonly clusters?: readonly Cluster[];
    readonly unread?: readonly Unread[];
    readonly drift?: readonly ClusterDrift[];
    readonly findings?: readonly Finding[];
    readonly plan?: Partial<Plan>;
  } = {},
): CheckFacts {
  return {
    inventory: anInventory(differs.clusters ?? [cluster], { unread: differs.unread ?? [] }),
    drift: { findings: differs.findings ?? [], clusters: differs.drift ?? [], calendar: bundledCalendar },
    plan: aPlan(differs.plan),
  };
}
