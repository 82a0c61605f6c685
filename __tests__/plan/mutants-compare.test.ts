/** Rules of the comparison that a small slip in the code could break unnoticed: each row holds one. */

import { describe, expect, test } from 'vitest';
import { hashId } from '../../src/inputs/hashed-id.ts';
import type { Cluster, NodePool, Unread } from '../../src/inventory/inventory.ts';
import type { PlanChange, StepState } from '../../src/plan/agreement.ts';
import type { ApprovedStep } from '../../src/plan/approved-plan.ts';
import { statesOf } from '../../src/plan/approved-states.ts';
import { comparePlans, refuseChanges } from '../../src/plan/compare-plans.ts';
import { isSameThing, matchSteps } from '../../src/plan/match-steps.ts';
import { Places } from '../../src/plan/places.ts';
import type { Hold, Step } from '../../src/plan/plan.ts';
import {
  type Found,
  isAt,
  isUncertain,
  isUpgrading,
  reportedOf,
  standingOfReached,
} from '../../src/plan/standing.ts';
import { bundledCalendar } from '../../src/releases/calendar.ts';
import { aCluster, anInventory, aPool, image, offers, version } from '../builders/fleet.ts';
import { failureOf } from '../inputs/a-run.ts';
import { facts, sha256 } from './table/row.ts';

const hash = (id: string): string => hashId(sha256, facts.repositoryId, id);
const pool = (cluster: Cluster, name: string, differs: Partial<NodePool> = {}): NodePool =>
  aPool({ name, id: `${cluster.id}/agentpools/${name}`, ...differs });

const bare = aCluster({ name: 'shop', version: version('1.36.2') });
const system = pool(bare, 'system');
const shop: Cluster = { ...bare, pools: [system] };

function approve(
  kind: ApprovedStep['kind'],
  of: { readonly id: string },
  from: string,
  to: string,
): ApprovedStep {
  return { kind, hashedId: hash(of.id), from, to };
}

function stepOf({ kind, hashedId, from, to }: ApprovedStep, cluster: Cluster = shop): Step {
  return { kind, hashedId, from, to, cluster, waits: [] };
}

const sameScope = { ...facts, isSameScope: true };
const approvedFrame = {
  digest: '',
  repositoryId: facts.repositoryId,
  reportKey: 'fleet',
  aim: { upgradeType: 'full', channel: 'stable', minimumReleaseAge: 0, surge: {} },
  madeAt: new Date(0),
  runId: '1',
  runAttempt: '1',
  scopeKey: 's',
} as const;

describe('which approved step a fresh one is', () => {
  const hops = [
    approve('control-plane', shop, '1.33.12', '1.34.8'),
    approve('control-plane', shop, '1.34.8', '1.35.5'),
    approve('control-plane', shop, '1.35.4', '1.36.2'),
  ];
  test.each<[string, string, string, number | undefined]>([
    ['from where it starts', '1.34.8', '1.35.5', 1],
    ['from where one before it ends, be it not the first', '1.35.5', '1.36.2', 2],
    ['from where the very first ends, with one left out', '1.34.8', '1.36.2', 2],
    ['never from where a later one ends', '1.36.2', '1.35.5', undefined],
    ['never from elsewhere', '1.35.0', '1.36.2', undefined],
  ])('%s', (_, from, to, index) => {
    const [only] = hops;
    const fresh = stepOf({ ...(only as ApprovedStep), from, to });
    const { matched, unmatched } = matchSteps(hops, [fresh]);
    expect([...matched.keys()]).toEqual(index === undefined ? [] : [hops[index]]);
    expect(unmatched).toHaveLength(index === undefined ? 1 : 0);
  });

  test('the same thing is of one kind and one id', () => {
    const [hop] = hops as [ApprovedStep];
    expect(isSameThing(hop, stepOf({ ...hop, to: '9.9.9' }))).toBe(true);
    expect(isSameThing(hop, { ...hop, hashedId: hash('other') })).toBe(false);
    expect(isSameThing(hop, { ...hop, kind: 'pool-version' })).toBe(false);
  });
});

const older = image('AKSUbuntu-2404gen2containerd-202611.02.0');
const newest = image('AKSUbuntu-2404gen2containerd-202611.09.0');
const ofCluster = (to: string, differs: Partial<Cluster> = {}, from = '1.35.5'): Found => {
  const cluster = { ...shop, ...differs };
  return { approved: approve('control-plane', cluster, from, to), cluster };
};
const ofPool = (
  kind: 'pool-version' | 'node-image',
  to: string,
  differs: Partial<NodePool> = {},
  of = shop,
): Found => {
  const own = { ...system, ...differs };
  return { approved: approve(kind, own, 'before', to), cluster: of, pool: own };
};

describe('a target that is reached', () => {
  test.each<[string, Found, string, string]>([
    ['a control plane', ofCluster('1.36.2'), 'done', 'Azure reports 1.36.2.'],
    [
      'a control plane, and above it',
      ofCluster('1.36.1'),
      'done',
      'Azure reports 1.36.2, which is above the approved 1.36.1.',
    ],
    ['a pool', ofPool('pool-version', '1.36.2'), 'done', 'Azure reports 1.36.2.'],
    ['an image', ofPool('node-image', newest.text), 'done', `Azure reports ${newest.text}.`],
    [
      'an image, and a newer one',
      ofPool('node-image', older.text),
      'done',
      `Azure reports ${newest.text}, which is above the approved ${older.text}.`,
    ],
    [
      'while the cluster is busy',
      ofCluster('1.36.2', { provisioningState: 'Upgrading' }),
      'running',
      'The cluster is in state Upgrading: what becomes of it is not known yet.',
    ],
    [
      'while the pool is busy',
      ofPool('pool-version', '1.36.2', { provisioningState: 'Scaling' }),
      'running',
      'The pool is in state Scaling: what becomes of it is not known yet.',
    ],
    [
      'in a cluster that failed',
      ofCluster('1.36.2', { provisioningState: 'Failed' }),
      'held',
      'Azure shows 1.36.2 there, but the cluster is in state Failed: repair it first.',
    ],
    [
      'in a pool that was canceled',
      ofPool('pool-version', '1.36.2', { provisioningState: 'Canceled' }),
      'held',
      'Azure shows 1.36.2 there, but the pool is in state Canceled: repair it first.',
    ],
  ])('%s', (_, found, standing, text) => {
    expect(standingOfReached(found)).toMatchObject({ standing, text });
  });

  test('what failed is a standing hold of its own, with a pool where there is one', () => {
    const failed = { provisioningState: 'Failed' };
    const common = { reason: 'failed', standing: true, heals: false };
    const hold = standingOfReached(ofCluster('1.36.2', failed))?.hold;
    expect(hold).toMatchObject({ ...common, kind: 'control-plane', from: '1.35.5', to: '1.36.2' });
    expect(hold).not.toHaveProperty('pool');
    expect(standingOfReached(ofPool('pool-version', '1.36.2', failed))?.hold).toMatchObject({
      ...common,
      kind: 'pool-version',
      pool: { name: 'system' },
    });
  });

  test.each<[string, Found]>([
    ['a version below it', ofCluster('1.37.0')],
    ['a target that is no version', ofCluster('newest')],
    ['an older image', ofPool('node-image', 'AKSUbuntu-2404gen2containerd-202612.01.0')],
    ['no image at all', ofPool('node-image', newest.text, { image: undefined })],
    ['an image without a pool', { approved: approve('node-image', system, 'a', 'b'), cluster: shop }],
  ])('not by %s', (_, found) => {
    expect(standingOfReached(found)).toBeUndefined();
  });

  test('where Azure reports no image there is none to tell', () => {
    expect(reportedOf(ofPool('node-image', newest.text, { image: undefined }))).toBe('');
  });
});

describe('states on the way', () => {
  test.each<[string, Pick<StepState, 'cluster' | 'pool'>, boolean]>([
    ['an upgrade', { cluster: { ...shop, provisioningState: 'Upgrading' } }, true],
    [
      "the image's",
      { cluster: shop, pool: { ...system, provisioningState: 'UpgradingNodeImageVersion' } },
      true,
    ],
    ['something else', { cluster: { ...shop, provisioningState: 'Updating' } }, false],
    ['the end of one', { cluster: { ...shop, provisioningState: 'AfterUpgrading' } }, false],
    ['a cluster that was not found', {}, false],
  ])('%s', (_, where, expected) => {
    expect(isUpgrading(where)).toBe(expected);
  });

  test.each([
    ['1.36.2', true],
    ['1.36.1', true],
    ['1.37.0', false],
    ['newest', false],
  ])('at %s: %s', (wanted, expected) => {
    expect(isAt(shop, wanted)).toBe(expected);
  });
});

describe('what its absence from the fresh plan says nothing about', () => {
  const open = { offers: offers('1.37.0') };
  const reachedBelow = (differs: Partial<NodePool> = {}, of: Partial<Cluster> = {}) =>
    ofPool('pool-version', '1.37.0', differs, { ...shop, ...of });
  test.each<[string, Found, boolean, boolean]>([
    ['all was read', ofCluster('1.37.0', open, '1.36.2'), false, false],
    ['the offers were not', ofCluster('1.37.0', { offers: undefined }, '1.36.2'), false, true],
    [
      'not all pools were, and it leads to another minor',
      ofCluster('1.37.0', { ...open, hasUnreadPools: true }, '1.36.2'),
      false,
      true,
    ],
    [
      'not all pools were, and it is a patch',
      ofCluster('1.36.9', { ...open, hasUnreadPools: true }, '1.36.2'),
      false,
      false,
    ],
    [
      'not all pools were, and its target is no version',
      ofCluster('newest', { ...open, hasUnreadPools: true }),
      false,
      false,
    ],
    [
      "the region's list was not, and it is the first hop, still on offer",
      ofCluster('1.37.0', open, '1.36.2'),
      true,
      true,
    ],
    [
      "the region's list was not, and it is the first hop, withdrawn",
      ofCluster('1.37.0', { offers: offers('1.36.9') }, '1.36.2'),
      true,
      false,
    ],
    ["the region's list was not, and it is a later hop", ofCluster('1.38.0', open, '1.37.0'), true, true],
    ['a pool at its control plane, the region unread', ofPool('pool-version', '1.36.2'), true, false],
    ['a pool that waits for its control plane, the region unread', reachedBelow(), true, true],
    ['a pool that waits, all read', reachedBelow({}, open), false, false],
    ['a pool without its offer', ofPool('pool-version', '1.36.2', { offer: undefined }), false, true],
    ['an image, the region unread', ofPool('node-image', 'x'), true, false],
    ['an image that Azure does not report', ofPool('node-image', 'x', { image: undefined }), false, true],
    ['an image without an offer', ofPool('node-image', 'x', { offer: undefined }), false, true],
    [
      'no newest image',
      ofPool('node-image', 'x', { offer: { latestImage: undefined, upgrades: undefined } }),
      false,
      true,
    ],
  ])('%s', (_, found, isRegionUnread, expected) => {
    expect(isUncertain(found, isRegionUnread)).toBe(expected);
  });
});

describe('where a thing may be', () => {
  const unread = (kind: Unread['kind'], id: string, reason = 'Azure refused (403)'): Unread => ({
    kind,
    id,
    name: id,
    reason,
  });
  const places = (entries: readonly Unread[], clusters: readonly Cluster[] = [shop]) =>
    new Places(anInventory(clusters, { unread: entries }), facts);
  const gone = pool(shop, 'gone');
  const poolStep = approve('pool-version', gone, 'a', 'b');
  const other = aCluster({ name: 'other' });
  const clusterStep = approve('control-plane', other, 'a', 'b');
  const hiding = (...clusters: readonly Cluster[]) =>
    clusters.map((each) => ({ ...each, hasUnreadPools: true }));

  test.each<[string, ApprovedStep, readonly Unread[], readonly Cluster[], boolean]>([
    ['a pool, all read', poolStep, [], [shop], false],
    ['a pool, its list unread', poolStep, [], hiding(shop), true],
    ['a pool, one of two lists unread', poolStep, [], [other, ...hiding(shop)], true],
    [
      'a pool, another one unread by name',
      poolStep,
      [unread('pool', `${shop.id}/agentpools/more`)],
      hiding(shop),
      false,
    ],
    [
      'a pool, itself among others',
      poolStep,
      [unread('pool', `${shop.id}/agentpools/more`), unread('pool', gone.id)],
      hiding(shop),
      true,
    ],
    [
      'a pool, one of the unread without a name',
      poolStep,
      [unread('pool', `${shop.id}/agentpools/more`), unread('pool', `${shop.id}/agentpools/no name`)],
      hiding(shop),
      true,
    ],
    [
      "a pool, another cluster's unread: nothing says which of this one",
      poolStep,
      [unread('pool', `${other.id}/agentpools/more`)],
      hiding(shop),
      true,
    ],
    [
      'a pool, something else of this cluster unread',
      poolStep,
      [unread('region', `${shop.id}/agentpools/more`)],
      hiding(shop),
      true,
    ],
    ['a control plane, lists of pools unread', clusterStep, [], hiding(shop), false],
    ['a control plane, its cluster unread', clusterStep, [unread('cluster', other.id)], [shop], true],
    [
      'a control plane, another cluster unread',
      clusterStep,
      [unread('cluster', `${other.id}2`)],
      [shop],
      false,
    ],
    [
      'a control plane, something below a cluster unread',
      clusterStep,
      [unread('cluster', `${other.id}2/extra`)],
      [shop],
      true,
    ],
    [
      'a control plane, another hash unread',
      clusterStep,
      [unread('cluster', '00112233445566ff')],
      [shop],
      false,
    ],
    [
      'a control plane, a name of hex digits unread',
      clusterStep,
      [unread('cluster', '00112233445566ff0')],
      [shop],
      true,
    ],
    [
      'a control plane, a name that ends in hex digits unread',
      clusterStep,
      [unread('cluster', 'x00112233445566ff')],
      [shop],
      true,
    ],
    ['a control plane, a pool of something unread', clusterStep, [unread('pool', other.id)], [shop], false],
    [
      'a subscription that is not there hides what it holds',
      clusterStep,
      [unread('subscription', 's', 'not found (404)')],
      [shop],
      true,
    ],
  ])('%s', (_, step, entries, clusters, expected) => {
    expect(places(entries, clusters).mayBeUnread(step)).toBe(expected);
  });

  test('what is nowhere is absent, of each kind', () => {
    expect([clusterStep, poolStep].map((step) => places([]).find(step))).toEqual([
      { kind: 'absent' },
      { kind: 'absent' },
    ]);
  });
});

describe('how what is open stands', () => {
  const low = { ...aCluster({ name: 'low', version: version('1.35.5'), offers: offers('1.36.2') }) };
  const lagging = pool(low, 'lagging', { version: version('1.35.5') });
  const cluster: Cluster = { ...low, pools: [lagging] };
  const far = aCluster({ name: 'far', version: version('1.35.5'), provisioningState: 'Updating' });
  const hop = approve('control-plane', cluster, '1.35.5', '1.36.2');
  const follows = approve('pool-version', lagging, '1.35.5', '1.36.2');

  function hold(differs: Partial<Hold>): Hold {
    const common = { reason: 'stopped', standing: true, heals: false, text: 'It is held.' } as const;
    return { ...common, kind: 'control-plane', cluster, from: '1.35.5', to: '1.36.2', ...differs };
  }

  function stand(
    approved: readonly ApprovedStep[],
    holds: readonly Hold[] = [],
    clusters: readonly Cluster[] = [cluster],
  ): readonly StepState[] {
    const places = new Places(anInventory(clusters), facts);
    const none = { matched: new Map(), unmatched: [], reordered: [] };
    return statesOf({ ...none, approved, places, holds, unreadRegions: new Set(), isSameScope: true });
  }
  const tell = (states: readonly StepState[]) => states.map(({ standing }) => standing);

  test.each<[string, Hold, string]>([
    ['its own hold', hold({}), 'held'],
    ['a hold of the rest of its way', hold({ from: '1.36.2' }), 'held'],
    ['a passing one', hold({ standing: false }), 'changed'],
    ['of another kind', hold({ kind: 'node-image' }), 'changed'],
    ['of another cluster', hold({ cluster: far }), 'changed'],
    ['to another target', hold({ to: '1.36.9' }), 'changed'],
    ['from elsewhere', hold({ from: '1.35.4' }), 'changed'],
  ])('a control plane with %s', (_, given, standing) => {
    expect(tell(stand([hop], [given]))).toEqual([standing]);
  });

  test.each<[string, Hold, string]>([
    ['its own hold', hold({ kind: 'pool-version', pool: lagging }), 'held'],
    ['one of another pool', hold({ kind: 'pool-version', pool: pool(low, 'next') }), 'changed'],
    ['one that names no pool', hold({ kind: 'pool-version' }), 'changed'],
  ])('a pool with %s', (_, given, standing) => {
    expect(tell(stand([follows], [given]))).toEqual([standing]);
  });

  test('a pool waits as its own control plane does, and says so', () => {
    const [, waiting] = stand([hop, follows], [hold({})]);
    expect(waiting).toMatchObject({ standing: 'held', text: 'It waits for the control plane. It is held.' });
    expect(waiting?.hold).toBeDefined();
    const busy = { ...cluster, provisioningState: 'Updating' };
    const [first, second] = stand([hop, follows], [], [busy]);
    expect([first?.standing, second?.standing]).toEqual(['running', 'running']);
    expect(second).not.toHaveProperty('hold');
    expect(second?.text).toMatch(/^It waits for the control plane\. The cluster is in state Updating/);
    const blind = { ...cluster, offers: undefined };
    expect(stand([hop, follows], [], [blind])[1]).toMatchObject({
      standing: 'unread',
      text: 'It waits for the control plane. What it was planned from could not be read this time.',
    });
  });

  test("not for another cluster's, nor for a step of another kind", () => {
    const elsewhere = approve('control-plane', far, '1.35.5', '1.36.2');
    expect(tell(stand([elsewhere, follows], [], [far, cluster]))).toEqual(['running', 'changed']);
    const absent = approve('control-plane', aCluster({ name: 'absent' }), '1.35.5', '1.36.2');
    expect(tell(stand([absent, follows]))).toEqual(['gone', 'changed']);
    const beside = pool(low, 'beside', { version: version('1.35.5') });
    const two = { ...cluster, pools: [lagging, beside] };
    const own = approve('pool-version', beside, '1.35.5', '1.36.2');
    const held = hold({ kind: 'pool-version', pool: beside });
    expect(tell(stand([own, follows], [held], [two]))).toEqual(['held', 'changed']);
  });

  test('an image waits for no control plane', () => {
    const behind = { ...cluster, provisioningState: 'Failed' };
    const renewal = approve('node-image', lagging, 'a', 'b');
    const failed = hold({ reason: 'failed', cluster: behind });
    expect(tell(stand([hop, renewal], [failed], [behind]))).toEqual(['held', 'changed']);
  });

  test('what another job looks at is said to be elsewhere', () => {
    const { offer: _, ...outside } = lagging;
    const [state] = stand([follows], [], [{ ...cluster, pools: [], otherPools: [outside] }]);
    expect(state).toMatchObject({
      standing: 'elsewhere',
      text: 'The node pools that this job looks at do not hold it.',
    });
  });
});

describe('an image on a pool that was to take a Kubernetes step', () => {
  const low = aCluster({ name: 'low', version: version('1.36.2'), offers: [] });
  const at = (text: string): NodePool => pool(low, 'lagging', { version: version(text) });
  const first = approve('pool-version', at('1.34.8'), '1.34.8', '1.35.5');
  const second = approve('pool-version', at('1.34.8'), '1.35.5', '1.36.2');

  test.each<[string, string, readonly string[], boolean]>([
    ['both steps done: a later image, and no danger', '1.36.2', ['done', 'done'], true],
    ['one of them changed: like any other change', '1.35.5', ['done', 'changed'], false],
    ['both changed: the same', '1.34.8', ['changed', 'changed'], false],
  ])('%s', (_, running, standings, isLaterImage) => {
    const lagging = at(running);
    const cluster = { ...low, pools: [lagging] };
    const renewal = { ...stepOf(approve('node-image', lagging, 'a', 'b'), cluster), pool: lagging };
    const plan = { steps: [renewal], holds: [], canonical: '', digest: '', isBlocked: false, matrix: [] };
    const drift = { findings: [], clusters: [], calendar: bundledCalendar };
    const fresh = { inventory: anInventory([cluster]), drift, plan };
    const { states, changes } = comparePlans({ ...approvedFrame, steps: [first, second] }, fresh, sameScope);
    expect(states.map(({ standing }) => standing)).toEqual(standings);
    expect(changes.find(({ text }) => text.includes('a → b'))?.isLaterImage).toBe(isLaterImage);
  });
});

describe('a refusal', () => {
  const change = (differs: Partial<PlanChange> = {}): PlanChange => ({
    cluster: shop,
    text: 'Something.',
    isLaterImage: false,
    ...differs,
  });
  const known: StepState = {
    approved: approve('control-plane', shop, '1.35.5', '1.36.2'),
    standing: 'due',
    cluster: shop,
    text: '',
  };
  const refuse = (changes: readonly PlanChange[], redact = false) =>
    failureOf(() => refuseChanges({ states: [known], changes }, { redact }));

  test('of ten changes names ten, and of no more', () => {
    const ten = Array.from({ length: 10 }, () => change());
    expect(refuse(ten).message).toBe(
      ['What would be done now is not what was approved:', ...ten.map(() => '- Something.')].join('\n'),
    );
    expect(refuse([...ten, change()]).message).toContain('\n- and 1 more');
  });

  test('advises the scope when one cluster among others is foreign, and only then', () => {
    const advice = 'give this job the same scope inputs';
    expect(refuse([change()]).next).toBe(
      'Re-run all jobs: a new check makes a new plan, which has to be approved.',
    );
    expect(refuse([change(), change({ cluster: aCluster() })]).next).toContain(advice);
  });

  test('keeps back a sentence that has no form without names', () => {
    expect(refuse([change({ text: 'Of shop.' })], true).message).toContain('\n- A step.');
  });

  test('whatever else could not be read: only a region withholds a version list', () => {
    const plan = { steps: [], holds: [], canonical: '', digest: '', isBlocked: false, matrix: [] };
    const at = `${bare.subscriptionId}/${bare.location}`;
    const look = (kind: Unread['kind']) => {
      const inventory = anInventory([shop], { unread: [{ kind, id: at, name: at, reason: 'refused' }] });
      const drift = { findings: [], clusters: [], calendar: bundledCalendar };
      const hops = [approve('control-plane', shop, '1.37.0', '1.38.0')];
      const approved = { ...approvedFrame, steps: hops };
      const { states } = comparePlans(approved, { inventory, drift, plan }, sameScope);
      return states[0]?.standing;
    };
    expect([look('region'), look('pool')]).toEqual(['unread', 'changed']);
  });
});
