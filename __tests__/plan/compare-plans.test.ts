import { describe, expect, test } from 'vitest';
import { hashId } from '../../src/inputs/hashed-id.ts';
import type { Cluster, Inventory, NodePool, Unread } from '../../src/inventory/inventory.ts';
import type { Agreement, StepStanding } from '../../src/plan/agreement.ts';
import type { ApprovedPlan } from '../../src/plan/approved-plan.ts';
import { comparePlans, refuseChanges } from '../../src/plan/compare-plans.ts';
import { aCluster, aPool, image, offers, region, subscriptionId, version } from '../builders/fleet.ts';
import { failureOf } from '../inputs/a-run.ts';
import { approve, planOf } from './carried-out.ts';
import { facts, sha256, usualAim } from './table/row.ts';

const now = new Date('2026-11-22T06:00:00Z');
const old = image('AKSUbuntu-2404gen2containerd-202611.02.0');
const newest = image('AKSUbuntu-2404gen2containerd-202611.09.0');
const newer = image('AKSUbuntu-2404gen2containerd-202611.16.0');
const clusterId = `/subscriptions/${subscriptionId}/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/shop`;

function pool(name: string, differs: Partial<NodePool> = {}): NodePool {
  const usual = {
    image: old,
    offer: { latestImage: newest, upgrades: undefined },
    version: version('1.34.8'),
  };
  return aPool({ name, id: `${clusterId}/agentpools/${name}`, ...usual, ...differs });
}

const system = pool('system');
/** Above the aim of its control plane: only its image is behind. */
const images = pool('user', { mode: 'User', version: version('1.36.2') });
const shop = aCluster({
  name: 'shop',
  version: version('1.34.8'),
  offers: offers('1.35.5'),
  region: region({ '1.34.8': ['1.35.5'], '1.35.5': ['1.36.2'], '1.36.2': [], '1.37.0': [] }),
  pools: [system, images],
});
const fleet = { clusters: [shop], aim: usualAim, now };
const approved = approve(planOf(fleet).plan, now);
const hop = shop.version.text;

interface Live {
  readonly cluster?: Partial<Cluster>;
  readonly system?: Partial<NodePool>;
  readonly user?: Partial<NodePool>;
  readonly clusters?: readonly Cluster[];
  readonly unread?: readonly Unread[];
  readonly isSameScope?: boolean;
}

function compare(live: Live, plan: ApprovedPlan = approved): Agreement {
  const pools = [
    { ...system, ...live.system },
    { ...images, ...live.user },
  ];
  const clusters = live.clusters ?? [{ ...shop, pools, ...live.cluster }];
  const differs: Partial<Inventory> = { unread: live.unread ?? [] };
  return comparePlans(plan, planOf({ ...fleet, clusters }, differs), {
    ...facts,
    isSameScope: live.isSameScope ?? true,
  });
}

const reached = { version: version('1.36.2'), offers: [] };
const allDone: Live = {
  cluster: reached,
  system: { version: version('1.36.2'), image: newest },
  user: { image: newest },
};

function unread(kind: Unread['kind'], id: string, reason = 'Azure refused (403)'): Unread {
  return { kind, id, name: id, reason };
}

test('a step starts where an approved one before it ends, whatever it says itself', () => {
  const [first, second, ...rest] = approved.steps;
  if (first === undefined || second === undefined) throw new Error('no hops');
  const plan = { ...approved, steps: [first, { ...second, from: '1.35.4' }, ...rest] };
  const live = { cluster: { version: version('1.35.5'), offers: offers('1.36.2') } };
  expect(compare(live, plan).states.map(({ standing }) => standing)).toEqual(['done', 'due', 'due', 'due']);
  const other = { cluster: { version: version('1.35.2'), offers: offers('1.36.2') } };
  expect(
    compare(other, plan)
      .states.map(({ standing }) => standing)
      .slice(0, 2),
  ).toEqual(['changed', 'changed']);
});

test('the approved plan has two hops, a pool that follows and an image', () => {
  expect(approved.steps.map(({ kind, from, to }) => `${kind} ${from} → ${to}`)).toEqual([
    `control-plane ${hop} → 1.35.5`,
    'control-plane 1.35.5 → 1.36.2',
    'pool-version 1.34.8 → 1.36.2',
    `node-image ${old.text} → ${newest.text}`,
  ]);
});

type Standings = readonly [StepStanding, StepStanding, StepStanding, StepStanding];

/** Standings of the two hops, the pool's version and the other pool's image; then what is different. */
const rows: readonly (readonly [string, Live, Standings, ...RegExp[]])[] = [
  ['nothing happened', {}, ['due', 'due', 'due', 'due']],
  ['all of it happened', allDone, ['done', 'done', 'done', 'done']],
  [
    'the first hop happened',
    { cluster: { version: version('1.35.5'), offers: offers('1.36.2') } },
    ['done', 'due', 'due', 'due'],
  ],
  [
    'the control plane is above',
    {
      ...allDone,
      cluster: { version: version('1.36.9'), offers: [] },
      system: { version: version('1.36.9'), image: newest },
    },
    ['done', 'done', 'done', 'done'],
    /Pool user of rg\/shop: 1\.36\.2 → 1\.36\.9 is due now, and nobody approved it/,
  ],
  [
    'a pool is above',
    { ...allDone, system: { version: version('1.37.0'), image: newest }, user: { image: newer } },
    ['done', 'done', 'done', 'done'],
  ],
  [
    'the second hop runs: Azure shows its target',
    { cluster: { ...reached, provisioningState: 'Upgrading' } },
    ['running', 'running', 'due', 'due'],
  ],
  [
    'the first hop runs, and the list of offers is still the old one',
    { cluster: { version: version('1.35.5'), offers: offers('1.35.5'), provisioningState: 'upgrading' } },
    ['running', 'running', 'running', 'due'],
  ],
  [
    'the pool runs: Azure shows its target, and the old image',
    { cluster: reached, system: { version: version('1.36.2'), provisioningState: 'Upgrading' } },
    ['done', 'done', 'running', 'due'],
  ],
  [
    'the image runs',
    { cluster: reached, user: { provisioningState: 'UpgradingNodeImageVersion' } },
    ['done', 'done', 'due', 'due'],
  ],
  [
    'the image runs, and a newer one is out',
    {
      user: {
        provisioningState: 'UpgradingNodeImageVersion',
        offer: { latestImage: newer, upgrades: undefined },
      },
    },
    ['due', 'due', 'due', 'running'],
  ],
  [
    'a newer image is out while something else runs on its pool',
    { user: { provisioningState: 'Scaling', offer: { latestImage: newer, upgrades: undefined } } },
    ['due', 'due', 'due', 'changed'],
    /Pool user of rg\/shop: .*202611\.09\.0 was approved, and .*202611\.16\.0 is due now/,
  ],
  [
    'the cluster is busy with something else after all of it',
    { ...allDone, cluster: { ...reached, provisioningState: 'Updating' } },
    ['running', 'running', 'running', 'running'],
  ],
  [
    'a pool is busy after all of it',
    { ...allDone, system: { ...allDone.system, provisioningState: 'Scaling' } },
    ['done', 'done', 'running', 'done'],
  ],
  [
    'the control plane failed on its second hop',
    { cluster: { ...reached, provisioningState: 'Failed' } },
    ['held', 'held', 'held', 'held'],
  ],
  [
    'the control plane failed on its first hop',
    { cluster: { version: version('1.35.5'), offers: offers('1.36.2'), provisioningState: 'Canceled' } },
    ['held', 'held', 'held', 'held'],
  ],
  [
    'the pool failed',
    { cluster: reached, system: { version: version('1.36.2'), provisioningState: 'Failed' } },
    ['done', 'done', 'held', 'due'],
  ],
  ['the pool failed before', { system: { provisioningState: 'Failed' } }, ['held', 'held', 'held', 'due']],
  ['the cluster is stopped', { cluster: { power: 'stopped' } }, ['held', 'held', 'held', 'held']],
  ['the pool is spot now', { user: { isSpot: true } }, ['due', 'due', 'due', 'held']],
  [
    'a channel was switched on',
    { cluster: { upgradeChannel: 'patch' } },
    ['held', 'held', 'held', 'due'],
    /later node image/,
  ],
  [
    'the image is held, and another one than approved',
    { user: { isSpot: true, offer: { latestImage: newer, upgrades: undefined } } },
    ['due', 'due', 'due', 'changed'],
    /was approved, and is no longer due; Azure reports AKSUbuntu-2404gen2containerd-202611\.02\.0/,
  ],
  [
    'the pool is held, and from another version',
    { cluster: reached, system: { isSpot: true, version: version('1.35.5') } },
    ['done', 'done', 'changed', 'due'],
    /1\.34\.8 → 1\.36\.2 was approved, and is no longer due; Azure reports 1\.35\.5/,
  ],
  [
    'the first hop is withdrawn',
    { cluster: { offers: [] } },
    ['changed', 'changed', 'changed', 'due'],
    /1\.34\.8 → 1\.35\.5 was approved, and is no longer due/,
    /1\.35\.5 → 1\.36\.2 was approved/,
    /Pool system .*1\.34\.8 → 1\.36\.2 was approved/,
    /later node image|nobody approved it/,
  ],
];

describe('standings', () => {
  const cases = rows.map(([name, live, standings, ...changes]) => ({ name, live, standings, changes }));
  test.each(cases)('$name', ({ live, standings, changes }) => {
    const agreement = compare(live);
    expect(agreement.states.map(({ standing }) => standing)).toEqual(standings);
    expect(agreement.states.map(({ approved: step }) => step)).toEqual(approved.steps);
    const told = agreement.changes.map(({ text }) => text).sort();
    expect(told.length, told.join('\n')).toBe(changes.length);
    for (const change of changes)
      expect(
        told.some((text) => change.test(text)),
        told.join('\n'),
      ).toBe(true);
    for (const state of agreement.states) {
      expect('step' in state).toBe(state.standing === 'due');
      expect('hold' in state).toBe(state.standing === 'held');
      expect(state.text === '').toBe(state.standing === 'due');
      expect(state.cluster?.id).toBe(clusterId);
    }
  });
});

describe('what could not be read', () => {
  const place = `${subscriptionId}/westeurope`;
  test.each<readonly [string, Live, Standings]>([
    ['the offers of the cluster', { cluster: { offers: undefined } }, ['unread', 'unread', 'unread', 'due']],
    [
      'the offers of the cluster, a pool being behind it',
      { cluster: { version: version('1.35.5'), offers: undefined } },
      ['done', 'unread', 'unread', 'due'],
    ],
    [
      'the list of the region',
      { cluster: { region: undefined }, unread: [unread('region', place)] },
      ['due', 'unread', 'unread', 'due'],
    ],
    [
      'some pool of the cluster',
      { cluster: { hasUnreadPools: true } },
      ['unread', 'unread', 'unread', 'due'],
    ],
    ['the image of the pool', { user: { image: undefined } }, ['due', 'due', 'due', 'unread']],
    ['the offer of the pool', { user: { offer: undefined } }, ['due', 'due', 'due', 'unread']],
    [
      'the newest image',
      { user: { offer: { latestImage: undefined, upgrades: undefined } } },
      ['due', 'due', 'due', 'unread'],
    ],
  ])('%s', (_, live, standings) => {
    const { states, changes } = compare(live);
    expect(states.map(({ standing }) => standing)).toEqual(standings);
    expect(changes.map(({ text }) => text)).toEqual([]);
  });

  test('what was read all the same, and is another thing, is a change', () => {
    const lists = region({ '1.34.8': ['1.35.5'], '1.35.5': ['1.36.9'], '1.36.9': [], '1.37.0': [] });
    const { states } = compare({ cluster: { region: lists }, unread: [unread('region', place)] });
    expect(states.map(({ standing }) => standing)).toEqual(['due', 'changed', 'changed', 'due']);
    const gone = compare({ cluster: { offers: [] }, unread: [unread('region', place)] });
    expect(gone.states[0]?.standing).toBe('changed');
  });

  test('a pool whose own list was not read goes all the way, which is no change', () => {
    const lagging = { ...shop, version: version('1.36.2'), offers: [] };
    const own = pool('system', { offer: { latestImage: newest, upgrades: offers('1.35.5') } });
    const before = { ...fleet, clusters: [{ ...lagging, pools: [own] }] };
    const plan = approve(planOf(before).plan, now);
    expect(plan.steps.map(({ to }) => to)).toEqual(['1.35.5']);
    const look = (differs: Partial<NodePool>): Agreement =>
      compare({ clusters: [{ ...lagging, pools: [{ ...own, ...differs }] }] }, plan);
    expect(look({ offer: undefined })).toMatchObject({ states: [{ standing: 'unread' }], changes: [] });
    const from = look({ offer: undefined, version: version('1.34.2') });
    expect(from.states[0]?.standing).toBe('changed');
    expect(from.changes).toHaveLength(1);
  });
});

describe('what is not found', () => {
  const other = aCluster({ name: 'other', ...reached, pools: [] });
  const hash = hashId(sha256, facts.repositoryId, clusterId);
  const absent = 'not found (404 ResourceNotFound)';
  const gone: Standings = ['gone', 'gone', 'gone', 'gone'];
  const elsewhere: Standings = ['elsewhere', 'elsewhere', 'elsewhere', 'elsewhere'];
  const none: Standings = ['unread', 'unread', 'unread', 'unread'];

  test.each<readonly [string, Live, Standings]>([
    ['in the scope of the check', {}, gone],
    ['in another scope', { isSameScope: false }, elsewhere],
    ['named by its id, which is not there', { unread: [unread('cluster', clusterId, absent)] }, gone],
    [
      'named by its id in another scope: of pools nothing is known',
      { isSameScope: false, unread: [unread('cluster', clusterId, absent)] },
      ['gone', 'gone', 'elsewhere', 'elsewhere'],
    ],
    [
      'named by its hash in another scope',
      { isSameScope: false, unread: [unread('cluster', hash, 'not found: no cluster')] },
      ['gone', 'gone', 'elsewhere', 'elsewhere'],
    ],
    ['its subscription unread', { unread: [unread('subscription', 'subscriptions/x')] }, none],
    [
      'its subscription not found',
      { unread: [unread('cluster', clusterId, 'not found (404 SubscriptionNotFound)')] },
      none,
    ],
    ['itself unread', { isSameScope: false, unread: [unread('cluster', clusterId)] }, none],
    ['named, and unread', { unread: [unread('cluster', 'rg/shop')] }, none],
    [
      'another cluster unread, which is known by its id',
      { unread: [unread('cluster', `${clusterId}2`)] },
      ['gone', 'gone', 'unread', 'unread'],
    ],
    [
      'another cluster unread, which is known by its hash',
      { unread: [unread('cluster', '00112233445566ff')] },
      ['gone', 'gone', 'unread', 'unread'],
    ],
    ['windows of another cluster unread', { unread: [unread('cluster', other.id)] }, gone],
    ['the list of a region unread', { unread: [unread('region', `${subscriptionId}/westeurope`)] }, gone],
  ])('a cluster %s', (_, live, standings) => {
    const { states, changes } = compare({ clusters: [other], ...live });
    expect(states.map(({ standing }) => standing)).toEqual(standings);
    expect(states.every(({ cluster, text }) => cluster === undefined && text !== '')).toBe(true);
    expect(changes).toEqual([]);
  });

  test.each<readonly [string, Live, StepStanding]>([
    ['in the scope of the check', {}, 'gone'],
    ['in another scope', { isSameScope: false }, 'elsewhere'],
    ['among those that could not be read', { unread: [unread('pool', images.id)] }, 'unread'],
    ['in a list that could not be read', { unread: [unread('cluster', clusterId)] }, 'unread'],
    ['or has no name', { unread: [unread('pool', `${clusterId}/agentpools/without a name`)] }, 'unread'],
    ['and another is unread', { unread: [unread('pool', `${clusterId}/agentpools/more`)] }, 'gone'],
    [
      'and the offer of another is unread: the list of pools may be, too',
      { unread: [unread('pool', system.id)] },
      'unread',
    ],
  ])('a pool that is %s', (_, live, standing) => {
    const hasUnreadPools = (live.unread ?? []).length > 0;
    const cluster = {
      ...shop,
      ...reached,
      pools: [{ ...system, version: version('1.36.2') }],
      hasUnreadPools,
    };
    const { states } = compare({ clusters: [cluster], ...live });
    expect(states[3]?.standing).toBe(standing);
  });

  test('a pool out of scope is elsewhere, whatever else is unread', () => {
    const { offer, ...facts } = images;
    expect(offer).toBeDefined();
    const cluster = { ...shop, pools: [system], otherPools: [facts] };
    const { states } = compare({ clusters: [cluster], unread: [unread('subscription', 'subscriptions/x')] });
    expect(states[3]).toMatchObject({ standing: 'elsewhere' });
    expect(states[3]).not.toHaveProperty('cluster');
  });
});

describe('a later image', () => {
  const late = { latestImage: newer, upgrades: undefined };

  test('on a pool that an approved Kubernetes step has moved is a change, and no danger', () => {
    const { states, changes } = compare({ ...allDone, system: { ...allDone.system, offer: late } });
    expect(states.every(({ standing }) => standing === 'done')).toBe(true);
    expect(changes).toMatchObject([{ isLaterImage: true, pool: { name: 'system' } }]);
    expect(changes[0]?.text).toContain('a later node image is on offer, which nobody approved');
  });

  test('on a pool whose approved step is an image is like any other change', () => {
    const { states, changes } = compare({ ...allDone, user: { image: newest, offer: late } });
    expect(states[3]?.standing).toBe('done');
    expect(changes).toMatchObject([{ isLaterImage: false, pool: { name: 'user' } }]);
  });

  test('runs already: done, and told', () => {
    const { states, changes } = compare({ ...allDone, user: { image: newer, offer: late } });
    expect(states[3]).toMatchObject({
      standing: 'done',
      text: `Azure reports ${newer.text}, which is above the approved ${newest.text}.`,
    });
    expect(changes).toEqual([]);
  });

  test('of another kind cannot be ordered: it is not what was approved', () => {
    const azureLinux = image('AKSAzureLinux-V3gen2-202611.16.0');
    const { states } = compare({
      user: { image: azureLinux, offer: { latestImage: azureLinux, upgrades: undefined } },
    });
    expect(states[3]?.standing).toBe('changed');
  });
});

describe('a refusal', () => {
  const many = Array.from({ length: 12 }, (_, index) =>
    pool(`more${index}`, { mode: 'User', version: version('1.36.2') }),
  );

  test('there is none without a change', () => {
    expect(() => refuseChanges(compare({}), { redact: false })).not.toThrow();
  });

  test('names every change, up to ten', () => {
    const failure = failureOf(() =>
      refuseChanges(compare({ cluster: { pools: [system, images, ...many] } }), { redact: false }),
    );
    expect(failure.code).toBe('AKSU-PLAN-CHANGED');
    const lines = failure.message.split('\n');
    expect(lines).toHaveLength(12);
    expect(lines[1]).toMatch(
      /^- Pool more0 of rg\/shop: AKS.* → AKS.* is due now, and nobody approved it\.$/,
    );
    expect(lines[11]).toBe('- and 2 more');
    expect(failure.next).toContain('Re-run all jobs');
    expect(failure.next).not.toContain('scope');
  });

  test('with `redact` it holds no names, but the short ids of the report', () => {
    const agreement = compare({ cluster: { offers: [], pools: [system, images, ...many.slice(0, 2)] } });
    const { message } = failureOf(() => refuseChanges(agreement, { redact: true }));
    expect(message).not.toMatch(/shop|rg\/|system|user|more\d/);
    const short = hashId(sha256, facts.repositoryId, clusterId).slice(0, 8);
    expect(message).toContain(`The control plane of cluster-${short}: 1.34.8 → 1.35.5 was approved`);
    expect(message).toMatch(/Pool pool-[0-9a-f]{8} of cluster-/);
    const silent = { ...agreement, changes: [{ text: 'shop', isLaterImage: false }] };
    expect(failureOf(() => refuseChanges(silent, { redact: true })).message).not.toContain('shop');
  });

  test('a cluster that the plan knows nothing of: the scope is advised', () => {
    const foreign = aCluster({ name: 'foreign', pools: [pool('x', { version: version('1.36.2') })] });
    const agreement = compare({ clusters: [shop, foreign] });
    expect(agreement.states.every(({ standing }) => standing === 'due')).toBe(true);
    expect(failureOf(() => refuseChanges(agreement, { redact: false })).next).toContain(
      'the same scope inputs as the check',
    );
  });

  test('names of Azure write no line of their own', () => {
    const hostile = aCluster({ name: 'a\n- ::error::b', pools: [pool('x', { version: version('1.36.2') })] });
    const { message } = failureOf(() =>
      refuseChanges(compare({ clusters: [shop, hostile] }), { redact: false }),
    );
    expect(message.split('\n')).toHaveLength(2);
  });

  test('names what is not due any more, for a run that was killed tells nobody what it did', () => {
    const offer = { latestImage: newest, upgrades: undefined };
    const besides = 'Of what was approved, this is not due:\n';
    const tell = (live: Live, redact = false) =>
      failureOf(() => refuseChanges(compare({ cluster: { offers: [] }, ...live }), { redact })).message.split(
        besides,
      )[1];
    expect(tell({ user: { image: newer, offer } })).toBe(
      `- Pool user of rg/shop: Azure reports ${newer.text}, which is above the approved ${newest.text}.`,
    );
    expect(tell({ user: { image: newest, offer } })).toBe(
      `- Pool user of rg/shop: Azure reports ${newest.text}.`,
    );
    expect(tell({ user: { provisioningState: 'UpgradingNodeImageVersion' } }, true)).toMatch(
      /^- pool-[0-9a-f]{8}: The pool is in state UpgradingNodeImageVersion: what becomes of it is not known yet\.$/,
    );
    expect(tell({})).toBeUndefined();
  });

  test('names the image that a Kubernetes step brought, once for all hops of a control plane', () => {
    const offer = { latestImage: newer, upgrades: undefined };
    const level = { version: version('1.36.2'), image: newest, offer };
    const live = { cluster: { version: version('1.36.2') }, system: level };
    const told = failureOf(() => refuseChanges(compare(live), { redact: false })).message;
    expect(told).toContain(
      `\n- Pool system of rg/shop: Azure reports 1.36.2. It has the node image ${newest.text}.`,
    );
    expect(told.match(/- The control plane/g)).toHaveLength(1);
    expect(told).toContain('- The control plane of rg/shop: Azure reports 1.36.2.');
  });

  test('another order is told as such', () => {
    const swapped = { ...approved, steps: approved.steps.toReversed() };
    const { states, changes } = compare({}, swapped);
    expect(states.filter(({ standing }) => standing === 'changed').length).toBeGreaterThan(0);
    expect(changes.map(({ text }) => text).join('\n')).toContain('is due now in another order than approved');
  });

  test('a step whose target differs is told with both', () => {
    const lists = region({ '1.34.8': ['1.35.5'], '1.35.5': ['1.36.9'], '1.36.9': [], '1.37.0': [] });
    const told = compare({ cluster: { region: lists } }).changes.map(({ text }) => text);
    expect(told).toEqual([
      'The control plane of rg/shop: 1.35.5 → 1.36.2 was approved, and 1.35.5 → 1.36.9 is due now.',
      'Pool system of rg/shop: 1.34.8 → 1.36.2 was approved, and 1.34.8 → 1.36.9 is due now.',
    ]);
  });
});
