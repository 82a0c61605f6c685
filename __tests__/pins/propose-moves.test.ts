import { describe, expect, test } from 'vitest';
import { findDrift } from '../../src/drift/find-drift.ts';
import type { Aim } from '../../src/inputs/inputs.ts';
import type { Cluster, Inventory, NodePool } from '../../src/inventory/inventory.ts';
import { type Proposal, proposeMoves } from '../../src/pins/move/propose-moves.ts';
import type { Pin } from '../../src/pins/pin.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { aCluster, anInventory, aPool, image, now, offers, usualRegion, version } from '../builders/fleet.ts';
import { facts, usualAim } from '../plan/table/row.ts';
import { anImagePin, aPin } from './a-pin.ts';

const older = image('AKSUbuntu-2404gen2containerd-202510.27.0');
const newest = image('AKSUbuntu-2404gen2containerd-202611.16.0');
const between = 'AKSUbuntu-2404gen2containerd-202511.01.0';
const noTarget = `AKS takes no target for a node image: it gives the newest, which is ${newest.text} here.`;

function pool(runs: string, differs: Partial<NodePool> = {}): NodePool {
  return aPool({
    name: 'system',
    version: version(runs),
    image: newest,
    offer: { latestImage: newest, upgrades: undefined },
    ...differs,
  });
}

/** Runs 1.34.8; the plan goes to 1.35.5 and on to 1.36.2. */
function aks(differs: Partial<Cluster> = {}): Cluster {
  return aCluster({
    name: 'aks',
    version: version('1.34.8'),
    pools: [pool('1.34.8')],
    offers: offers('1.35.4', '1.35.5'),
    ...differs,
  });
}

const level = (differs: Partial<Cluster> = {}) =>
  aks({ version: version('1.36.2'), pools: [pool('1.36.2')], offers: [], ...differs });
const imageBehind = (differs: Partial<NodePool> = {}) =>
  level({ pools: [pool('1.36.2', { image: older, ...differs })] });

function propose(
  cluster: Cluster | readonly Cluster[],
  pins: readonly Pin[],
  aim: Partial<Aim> = {},
  differs: Partial<Inventory> = {},
): Proposal {
  const inventory = anInventory([cluster].flat(), differs);
  const whole = { ...usualAim, ...aim };
  const drift = findDrift(inventory, whole, now);
  return proposeMoves(pins, { inventory, drift, plan: makePlan(drift, whole, facts), now });
}

/** `aks 1.33 → 1.34 (1.33.5 → 1.34.8, then 1.36.2)`, or a note's kind and words. */
function tell(
  cluster: Cluster | readonly Cluster[],
  pins: readonly Pin[],
  aim: Partial<Aim> = {},
  differs: Partial<Inventory> = {},
): string[] {
  const { moves, notes } = propose(cluster, pins, aim, differs);
  return [
    ...moves.map(({ pin, from, to, running, target, isCatchingUp, further }) => {
      const rest = isCatchingUp
        ? 'catches up'
        : `${running} → ${target}${further === undefined ? '' : `, then ${further}`}`;
      return `${pin.cluster.name}${pin.pool === undefined ? '' : `#${pin.pool}`} ${from} → ${to} (${rest})`;
    }),
    ...notes.map(({ kind, text }) => `${kind}: ${text}`),
  ];
}

const unheard =
  'No cluster in scope is called gone. Correct the name, or keep marks of other environments quiet with `pin-paths`.';

const stable: Partial<Aim> = {
  channel: 'rapid',
  kubernetesVersion: { kind: 'minor', text: '1.36', major: 1, minor: 36 },
};

describe('the pin of a control plane', () => {
  const waits = 'waits: 1.35.5 is due, but not yet.';
  const rows: readonly (readonly [string, Cluster, string, readonly string[]])[] = [
    [
      'level goes to the next step alone',
      aks(),
      '1.34.8',
      ['aks 1.34.8 → 1.35.5 (1.34.8 → 1.35.5, then 1.36.2)'],
    ],
    ['behind goes there too', aks(), '1.32.1', ['aks 1.32.1 → 1.35.5 (1.34.8 → 1.35.5, then 1.36.2)']],
    ['a minor goes to the next one', aks(), '1.34', ['aks 1.34 → 1.35 (1.34.8 → 1.35.5, then 1.36.2)']],
    ['keeps its v', aks(), 'v1.34', ['aks v1.34 → v1.35 (1.34.8 → 1.35.5, then 1.36.2)']],
    [
      'asking for the next step',
      aks(),
      '1.35.5',
      ['ahead: 1.35.5 is asked for and 1.34.8 runs: it is the next step, and has not been carried out yet.'],
    ],
    [
      'asking for more',
      aks(),
      '1.37',
      [
        'ahead: 1.37 is asked for and 1.34.8 runs: it is left as it is. From 1.34.8 to 1.37.0 it is 3 minors, and AKS takes one at a time: 1.35.5 comes first.',
      ],
    ],
    [
      'a patch above what runs',
      aks(),
      '1.34.9',
      [
        'ahead: 1.34.9 is asked for and 1.34.8 runs: it is left as it is. AKS does not offer 1.34.9 to this control plane, which runs 1.34.8: it offers 1.35.4, 1.35.5.',
      ],
    ],
    [
      'another version that AKS would take',
      aks(),
      '1.35.4',
      ['ahead: 1.35.4 is asked for and 1.34.8 runs: it is left as it is.'],
    ],
    ['level with nothing due', level(), '1.36.2', []],
    ['the minor that runs, nothing due', level(), '1.36', []],
    ['behind with nothing due', level(), '1.35.4', ['aks 1.35.4 → 1.36.2 (catches up)']],
    ['a minor behind with nothing due', level(), '1.35', ['aks 1.35 → 1.36 (catches up)']],
    [
      'a minor does not move for a patch',
      aks({ version: version('1.36.1'), pools: [pool('1.36.1')], offers: offers('1.36.2') }),
      '1.36',
      [],
    ],
    [
      'a minor behind, a patch due',
      aks({ version: version('1.36.1'), pools: [pool('1.36.1')], offers: offers('1.36.2') }),
      '1.35',
      ['aks 1.35 → 1.36 (catches up)'],
    ],
    [
      'a patch',
      aks({ version: version('1.36.1'), pools: [pool('1.36.1')], offers: offers('1.36.2') }),
      '1.36.1',
      ['aks 1.36.1 → 1.36.2 (1.36.1 → 1.36.2)'],
    ],
    [
      'offers unread',
      aks({ offers: undefined }),
      '1.34.8',
      ['unread: What AKS offers cluster aks could not be read: whether it is behind is not known.'],
    ],
    [
      'offers unread, behind',
      aks({ offers: undefined }),
      '1.33.1',
      ['unread: What AKS offers cluster aks could not be read: whether it is behind is not known.'],
    ],
    [
      'held',
      aks({ upgradeChannel: 'patch' }),
      '1.34.8',
      [
        'waits: 1.36.2 is on offer. The cluster channel patch is on, which does not take 1.34.8 to 1.36.2 but keeps others from doing it.',
      ],
    ],
    ['held and behind', aks({ upgradeChannel: 'patch' }), '1.33', ['aks 1.33 → 1.34 (catches up)']],
    [
      'a pool has to go first',
      aks({ pools: [pool('1.31.13')] }),
      '1.34.8',
      [
        `${waits} Pool system runs 1.31.13 and would be more than 3 minors behind 1.35.5: it has to go up first.`,
      ],
    ],
    [
      'a pool has to go first, behind',
      aks({ pools: [pool('1.31.13')] }),
      '1.33.1',
      ['aks 1.33.1 → 1.34.8 (catches up)'],
    ],
    ['no version', aks(), '1.3', ['form: 1.3 is no Kubernetes version of AKS.']],
    [
      'a node image without a pool',
      aks(),
      'image',
      ['form: A node image belongs to a pool: name it with pool=.'],
    ],
  ];

  test.each(rows)('%s', (_what, cluster, value, expected) => {
    const pin = value === 'image' ? anImagePin(newest.text, 'aks') : aPin(value);
    expect(tell(cluster, [pin], stable)).toEqual(expected);
  });

  test('a minor would mean another version than the plan', () => {
    const exact = { kubernetesVersion: { kind: 'exact', text: '1.35.4' } } as const;
    expect(tell(aks(), [aPin('1.34')], exact)).toEqual([
      'form: 1.35 means 1.35.5 for AKS, and the plan goes to 1.35.4: write the version in full.',
    ]);
    expect(tell(aks(), [aPin('1.34.8')], exact)).toEqual(['aks 1.34.8 → 1.35.4 (1.34.8 → 1.35.4)']);
    expect(tell(aks(), [aPin('1.33')], exact)).toEqual(['aks 1.33 → 1.34 (catches up)']);
  });

  test('goes no further than its minor, when that is where the plan ends', () => {
    const aim = { kubernetesVersion: { kind: 'minor', text: '1.35', major: 1, minor: 35 } } as const;
    const cluster = aks({ offers: offers('1.35.4') });
    expect(tell(cluster, [aPin('1.34'), aPin('1.34.8')], aim)).toEqual([
      'aks 1.34 → 1.35 (1.34.8 → 1.35.4)',
      'aks 1.34.8 → 1.35.4 (1.34.8 → 1.35.4, then 1.35.5)',
    ]);
  });

  test('its cluster is not known, or was not read', () => {
    expect(tell(aks(), [aPin('1.34', 'gone')])).toEqual([`unknown: ${unheard}`]);
    const unread = [{ kind: 'subscription', id: 'subscriptions/x', name: 'x', reason: 'no right' }] as const;
    expect(tell(aks(), [aPin('1.34', 'gone')], {}, { unread })).toEqual([
      'unread: Whether there is a cluster gone is not known: subscription x could not be read (no right).',
    ]);
  });
});

describe('a number in YAML', () => {
  const bare = (value: string) => aPin(value, 'aks', { isBareNumber: true });
  const at139 = (runs: string, differs: Partial<Cluster> = {}) =>
    aks({
      version: version(runs),
      pools: [pool(runs, { osSku: undefined })],
      region: undefined,
      offers: [],
      ...differs,
    });

  test('is not written', () => {
    const aim = { kubernetesVersion: { kind: 'minor', text: '1.40', major: 1, minor: 40 } } as const;
    const cluster = at139('1.39.1', {
      region: { ...usualRegion, isPartial: true, patches: [] },
      offers: offers('1.40.0'),
    });
    const words =
      'form: Without quotes YAML reads 1.40 as the number 1.4: put the value in quotes, then it is moved.';
    expect(tell(cluster, [bare('1.39')], aim)).toEqual([words]);
    expect(tell(cluster, [aPin('1.39')], aim)).toEqual(['aks 1.39 → 1.40 (1.39.1 → 1.40.0)']);
    expect(tell(cluster, [bare('1.38')], aim)).toEqual(['aks 1.38 → 1.39 (catches up)']);
    expect(tell(cluster, [bare('1.39.1')], aim)).toEqual(['aks 1.39.1 → 1.40.0 (1.39.1 → 1.40.0)']);
    expect(tell(cluster, [bare('v1.39')], aim)).toEqual(['aks v1.39 → v1.40 (1.39.1 → 1.40.0)']);
    expect(tell(at139('1.40.1'), [bare('1.39')])).toEqual([words]);
  });

  test('is not taken for what it looks like', () => {
    const words =
      'form: Without quotes YAML reads 1.30 as the number 1.3: put the value in quotes, then it is moved.';
    expect(tell(aks(), [bare('1.30')])).toEqual([words]);
    expect(tell(aks(), [aPin('1.30')])).toEqual(['aks 1.30 → 1.35 (1.34.8 → 1.35.5, then 1.36.2)']);
  });
});

describe('the pin of a pool', () => {
  test('goes with its control plane in one change, and no further', () => {
    expect(tell(aks(), [aPin('1.34.8'), aPin('1.34.8', 'aks#system')], stable)).toEqual([
      'aks 1.34.8 → 1.35.5 (1.34.8 → 1.35.5, then 1.36.2)',
      'aks#system 1.34.8 → 1.35.5 (1.34.8 → 1.35.5, then 1.36.2)',
    ]);
    expect(tell(aks(), [aPin('1.34', 'aks#system'), aPin('1.34')], stable)).toEqual([
      'aks#system 1.34 → 1.35 (1.34.8 → 1.35.5, then 1.36.2)',
      'aks 1.34 → 1.35 (1.34.8 → 1.35.5, then 1.36.2)',
    ]);
  });

  test('waits for a control plane that is not pinned, or whose pin stays', () => {
    const words = 'waits: The plan takes pool system to 1.36.2 after its control plane, which runs 1.34.8.';
    expect(tell(aks(), [aPin('1.34.8', 'aks#system')], stable)).toEqual([words]);
    expect(
      tell(aks(), [aPin('1.30', 'aks', { isBareNumber: true }), aPin('1.34.8', 'aks#system')], stable)[1],
    ).toBe(words);
    expect(tell(aks(), [aPin('1.35.5'), aPin('1.34.8', 'aks#system')], stable)[1]).toBe(words);
    expect(tell(aks(), [aPin('1.34.8'), aPin('1.35.5'), aPin('1.34.8', 'aks#system')], stable).at(-1)).toBe(
      words,
    );
  });

  test('waits while its control plane is on its way', () => {
    const pins = [aPin('1.35.5'), aPin('1.33.12', 'aks#system')];
    expect(tell(aks({ pools: [pool('1.33.12')] }), pins, stable)[1]).toBe(
      'waits: The plan takes pool system to 1.36.2 after its control plane, which runs 1.34.8.',
    );
  });

  test('goes to what the control plane runs', () => {
    const cluster = aks({ pools: [pool('1.33.12')] });
    expect(tell(cluster, [aPin('1.33', 'aks#system')], stable)).toEqual([
      'aks#system 1.33 → 1.34 (1.33.12 → 1.34.8, then 1.36.2)',
    ]);
    expect(tell(cluster, [aPin('1.32.1', 'aks#system')], { upgradeType: 'node-image-only' })).toEqual([
      'aks#system 1.32.1 → 1.33.12 (catches up)',
    ]);
  });

  test('goes up alone where the control plane waits for it', () => {
    const pins = [aPin('1.34.8'), aPin('1.31.13', 'aks#system')];
    expect(tell(aks({ pools: [pool('1.31.13')] }), pins, stable)).toEqual([
      'aks#system 1.31.13 → 1.34.8 (1.31.13 → 1.34.8, then 1.36.2)',
      'waits: 1.35.5 is due, but not yet. Pool system runs 1.31.13 and would be more than 3 minors behind 1.35.5: it has to go up first.',
    ]);
  });

  test('is not held back by a control plane that asks for what AKS refuses', () => {
    const pins = [aPin('1.37.0'), aPin('1.33.12', 'aks#system')];
    expect(tell(aks({ pools: [pool('1.33.12')] }), pins, stable)[0]).toBe(
      'aks#system 1.33.12 → 1.34.8 (1.33.12 → 1.34.8, then 1.36.2)',
    );
  });

  test('that stands for a minor whose newest patch is above the control plane', () => {
    const cluster = aks({ version: version('1.34.7'), pools: [pool('1.33.12')], offers: offers('1.34.8') });
    expect(tell(cluster, [aPin('1.33', 'aks#system')])[0]).toMatch(
      /^waits: 1\.34\.7 is due, but not yet\. 1\.34 means its newest patch, 1\.34\.8, /,
    );
  });

  test('is held', () => {
    const cluster = aks({ pools: [pool('1.33.12', { isSpot: true })] });
    expect(tell(cluster, [aPin('1.33.12', 'aks#system')], stable)).toEqual([
      'waits: 1.36.2 is on offer. The pool runs on spot nodes, which Azure can take away in the middle of an upgrade.',
    ]);
  });

  test('is not known', () => {
    expect(tell(aks(), [aPin('1.34.8', 'aks#gpu')])).toEqual([
      'unknown: Cluster aks has no pool gpu: it has system.',
    ]);
    expect(tell(aks({ hasUnreadPools: true }), [aPin('1.34.8', 'aks#gpu')])[0]).toMatch(
      /^unread: Pool gpu of aks could not be read/,
    );
  });
});

describe('the pin of a node image', () => {
  const other = image('AKSUbuntu-2204gen2containerd-202611.01.0');
  const step = `${older.text} → ${newest.text}`;
  const rows: readonly (readonly [string, Cluster, string, readonly string[]])[] = [
    [
      'level goes to the newest',
      imageBehind(),
      older.text,
      [`aks#system ${older.text} → ${newest.text} (${step})`],
    ],
    [
      'behind goes there too',
      imageBehind(),
      'AKSUbuntu-2404gen2containerd-202509.01.0',
      [`aks#system AKSUbuntu-2404gen2containerd-202509.01.0 → ${newest.text} (${step})`],
    ],
    [
      'asking for the newest',
      imageBehind(),
      newest.text,
      [`ahead: ${newest.text} is asked for and ${older.text} runs: it is left as it is.`],
    ],
    [
      'asking for what AKS no longer gives',
      imageBehind(),
      between,
      [`ahead: ${between} is asked for and ${older.text} runs: it is left as it is. ${noTarget}`],
    ],
    ['level with nothing newer', level(), newest.text, []],
    [
      'behind with nothing newer',
      level(),
      older.text,
      [`aks#system ${older.text} → ${newest.text} (catches up)`],
    ],
    [
      'another kind, older',
      level({ pools: [pool('1.36.2', { image: newest })] }),
      other.text,
      [`aks#system ${other.text} → ${newest.text} (catches up)`],
    ],
    [
      'another kind, newer',
      imageBehind({ image: other }),
      newest.text,
      [`ahead: ${newest.text} is asked for and ${other.text} runs: it is left as it is.`],
    ],
    [
      'another kind, newer by date',
      imageBehind(),
      other.text,
      [`ahead: ${other.text} is asked for and ${older.text} runs: it is left as it is. ${noTarget}`],
    ],
    [
      'no name that can be ordered',
      imageBehind(),
      'unheard-of',
      [`form: unheard-of is asked for and ${older.text} runs: which is newer cannot be told by name.`],
    ],
    [
      'what runs is not known',
      imageBehind({ image: undefined }),
      older.text,
      ['unread: Which image pool system runs could not be read.'],
    ],
    [
      'what is on offer is not known',
      imageBehind({ offer: undefined }),
      older.text,
      ['unread: Which node image AKS offers pool system could not be read.'],
    ],
    [
      'held',
      imageBehind({ count: 0 }),
      older.text,
      [
        `waits: ${newest.text} is on offer. The pool has no nodes: nothing would show whether an upgrade works.`,
      ],
    ],
    [
      'held and behind',
      imageBehind({ count: 0 }),
      'AKSUbuntu-2404gen2containerd-202509.01.0',
      [`aks#system AKSUbuntu-2404gen2containerd-202509.01.0 → ${older.text} (catches up)`],
    ],
    [
      'the pool moves later',
      aks({ pools: [pool('1.34.8', { image: older })] }),
      older.text,
      [`waits: ${newest.text} comes along with the Kubernetes step of the pool.`],
    ],
  ];

  test.each(rows)('%s', (_what, cluster, value, expected) => {
    expect(tell(cluster, [anImagePin(value)], stable)).toEqual(expected);
  });

  test('does not come along where the version of its pool only catches up', () => {
    const cluster = aks({ pools: [pool('1.34.8', { image: older })] });
    expect(tell(cluster, [anImagePin(older.text), aPin('1.33', 'aks#system')], stable)).toEqual([
      'aks#system 1.33 → 1.34 (catches up)',
      `waits: ${newest.text} comes along with the Kubernetes step of the pool.`,
    ]);
  });

  test('comes along with the version of its pool', () => {
    const cluster = aks({
      version: version('1.36.2'),
      pools: [pool('1.35.5', { image: older })],
      offers: [],
    });
    expect(tell(cluster, [anImagePin(older.text), aPin('1.35.5', 'aks#system')])).toEqual([
      `aks#system ${older.text} → ${newest.text} (${step})`,
      'aks#system 1.35.5 → 1.36.2 (1.35.5 → 1.36.2)',
    ]);
  });
});

describe('one value for several', () => {
  const stack = (value: string, ...of: readonly string[]) => {
    const [first = aPin(value), ...rest] = of.map((each) => aPin(value, each));
    return [first, ...rest.map((pin) => ({ ...pin, start: first.start, end: first.end, line: first.line }))];
  };
  const b = (differs: Partial<Cluster> = {}) => aks({ name: 'b', ...differs });

  test('moves when all go to the same', () => {
    expect(tell(aks(), stack('1.34.8', 'aks', 'aks#system'), stable)).toEqual([
      'aks 1.34.8 → 1.35.5 (1.34.8 → 1.35.5, then 1.36.2)',
      'aks#system 1.34.8 → 1.35.5 (1.34.8 → 1.35.5, then 1.36.2)',
    ]);
    const elsewhere = b({ version: version('1.35.5'), pools: [pool('1.35.5')], offers: [] });
    expect(tell([aks(), elsewhere], stack('1.34', 'aks', 'b'), stable)).toEqual([
      'aks 1.34 → 1.35 (1.34.8 → 1.35.5, then 1.36.2)',
      'b 1.34 → 1.35 (catches up)',
    ]);
  });

  test('stays when one of them stays, and what hangs on it stays too', () => {
    const held = b({ upgradeChannel: 'patch' });
    const pins = [...stack('1.34.8', 'aks', 'b'), aPin('1.34.8', 'aks#system')];
    expect(tell([aks(), held], pins, stable)).toEqual([
      'conflict: One value stands for several: aks would go to 1.35.5, b stays at 1.34.8. 1.36.2 is on offer. The cluster channel patch is on, which does not take 1.34.8 to 1.36.2 but keeps others from doing it. Give each a value of its own.',
      'waits: 1.36.2 is on offer. The cluster channel patch is on, which does not take 1.34.8 to 1.36.2 but keeps others from doing it.',
      'waits: The plan takes pool system to 1.36.2 after its control plane, which runs 1.34.8.',
    ]);
  });

  test('goes to what runs where that is all they agree on', () => {
    expect(tell([aks(), b({ offers: [] })], stack('1.33', 'aks', 'b'), stable)).toEqual([
      'aks 1.33 → 1.34 (catches up)',
      'b 1.33 → 1.34 (catches up)',
    ]);
  });

  test('stays when they go different ways', () => {
    const elsewhere = b({ version: version('1.36.1'), pools: [pool('1.36.1')], offers: offers('1.36.2') });
    expect(tell([aks(), elsewhere], stack('1.33', 'aks', 'b'), stable)).toEqual([
      'conflict: One value stands for several: aks would go to 1.35, b would go to 1.36. Give each a value of its own.',
      'conflict: One value stands for several: b would go to 1.36, aks would go to 1.35. Give each a value of its own.',
    ]);
  });

  test('stays when one of them is not known', () => {
    expect(tell(aks(), stack('1.33', 'aks', 'gone'), stable)).toEqual([
      `conflict: One value stands for several: aks would go to 1.35, gone stays at 1.33. ${unheard}`,
      `unknown: ${unheard}`,
    ]);
  });

  test('says once what is the same of all', () => {
    expect(tell(aks(), stack('1.33', 'gone', 'gone#system'), stable)).toEqual([`unknown: ${unheard}`]);
    expect(tell(aks(), [aPin('1.33', 'gone'), aPin('1.33', 'gone')], stable)).toHaveLength(2);
  });

  test('is one by file and place', () => {
    const [first = aPin('1.33'), second = aPin('1.33')] = stack('1.33', 'aks', 'gone');
    const moved = tell(aks(), [first, { ...second, file: 'other.tf' }], stable);
    expect(moved[0]).toBe('aks 1.33 → 1.35 (1.34.8 → 1.35.5, then 1.36.2)');
  });
});
