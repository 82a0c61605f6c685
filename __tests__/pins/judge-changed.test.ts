import { describe, expect, test } from 'vitest';
import type { Cluster, NodePool } from '../../src/inventory/inventory.ts';
import { judgeChanged } from '../../src/pins/judge/judge-changed.ts';
import type { Pin } from '../../src/pins/pin.ts';
import type { JudgedPin } from '../../src/pins/pins.ts';
import {
  aCluster,
  anInventory,
  aPool,
  image,
  now,
  offers,
  partialRegion,
  version,
} from '../builders/fleet.ts';
import { anImagePin, aPin } from './a-pin.ts';

const older = image('AKSUbuntu-2404gen2containerd-202510.27.0');
const newest = image('AKSUbuntu-2404gen2containerd-202611.16.0');

function pool(runs: string, differs: Partial<NodePool> = {}): NodePool {
  return aPool({
    name: 'system',
    version: version(runs),
    image: older,
    offer: { latestImage: newest, upgrades: undefined },
    ...differs,
  });
}

/** Runs 1.34.8, and may go to 1.35.4, 1.35.5 and the preview 1.36.9. */
function aks(differs: Partial<Cluster> = {}): Cluster {
  return aCluster({
    name: 'aks',
    version: version('1.34.8'),
    pools: [pool('1.34.8')],
    offers: offers('1.35.4', '1.35.5', '1.36.9!'),
    ...differs,
  });
}

const lts = (differs: Partial<Cluster> = {}) =>
  aks({
    supportPlan: 'AKSLongTermSupport',
    version: version('1.31.13'),
    pools: [pool('1.31.13')],
    offers: offers('1.32.11', '1.33.12'),
    ...differs,
  });

function judge(cluster: Cluster, ...pins: readonly Pin[]): readonly JudgedPin[] {
  return judgeChanged(
    pins.map((pin) => ({ pin, was: '1.0' })),
    { inventory: anInventory([cluster]), now },
  );
}

function tell(cluster: Cluster, ...pins: readonly Pin[]): string[] {
  return judge(cluster, ...pins).map(({ verdict, reasons }) => [verdict, ...reasons].join(' | '));
}

const stopped = 'impossible | The cluster is stopped: AKS takes no operation.';
const listUnread = 'The list of versions of westeurope could not be read';
const withoutImage = pool('1.34.8', { offer: undefined });

describe('a control plane', () => {
  const rows: readonly (readonly [string, Cluster, string, string])[] = [
    ['what runs', aks(), '1.34.8', 'level'],
    ['what runs, with a v', aks(), 'v1.34.8', 'level'],
    ['the minor that runs', aks(), '1.34', 'level'],
    ['a minor further', aks(), '1.35.5', 'possible'],
    ['a minor further, any patch', aks(), 'v1.35', 'possible'],
    ['a minor of which an older patch is offered', aks({ offers: offers('1.35.4') }), '1.35', 'possible'],
    ['a lower patch', aks(), '1.34.7', 'impossible | 1.34.8 runs, and AKS never goes back to 1.34.7.'],
    ['a lower minor', aks(), '1.33', 'impossible | 1.34.8 runs, and AKS never goes back to 1.33.'],
    [
      'two minors at once',
      aks(),
      '1.36.2',
      'impossible | From 1.34.8 to 1.36.2 it is 2 minors, and AKS takes one at a time: 1.35.5 comes first.',
    ],
    [
      'three minors, nothing on the way',
      aks({ offers: [] }),
      '1.37',
      'impossible | From 1.34.8 to 1.37.0 it is 3 minors, and AKS takes one at a time: it offers this cluster none on the way.',
    ],
    [
      'four minors with long-term support',
      lts(),
      '1.35.5',
      'impossible | From 1.31.13 to 1.35.5 it is 4 minors, and AKS takes at most 3 at a time with long-term support: 1.33.12 comes first. | Pool system runs 1.31.13 and would be more than 3 minors behind 1.35.5: it has to go up first.',
    ],
    ['two minors with long-term support', lts(), '1.33', 'possible'],
    [
      'long-term support alone',
      lts({ supportPlan: 'KubernetesOfficial' }),
      '1.32.11',
      'impossible | westeurope lists 1.32.11 under the support plan AKSLongTermSupport (long-term support, Premium tier) alone; the cluster has KubernetesOfficial.',
    ],
    [
      'what the region does not have',
      aks(),
      '1.35.99',
      'impossible | AKS does not offer 1.35.99 to this control plane, which runs 1.34.8: it offers 1.35.4, 1.35.5.',
    ],
    [
      'a minor that the region does not have',
      aks({ version: version('1.38.0'), pools: [] }),
      '1.39',
      'impossible | AKS does not have 1.39 in westeurope.',
    ],
    [
      'what AKS does not have at all, further away and with pools that could not follow',
      aks({ pools: [pool('1.31.13'), pool('1.30.1', { name: 'user', id: 'user' })] }),
      '1.99.0',
      'impossible | AKS does not have 1.99.0 in westeurope.',
    ],
    [
      'a patch that AKS does not have, two minors further',
      aks(),
      '1.36.99',
      'impossible | AKS does not have 1.36.99 in westeurope.',
    ],
    [
      'what nobody could say that AKS does not have',
      aks({ region: partialRegion(['1.35.5']) }),
      '1.99.0',
      'impossible | From 1.34.8 to 1.99.0 it is 65 minors, and AKS takes one at a time: 1.35.5 comes first. | Pool system runs 1.34.8 and would be more than 3 minors behind 1.99.0: it has to go up first.',
    ],
    [
      'more than two reasons',
      aks({
        power: 'stopped',
        pools: ['a', 'b', 'c'].map((name) => pool('1.31.13', { name, id: name })),
      }),
      '1.35.5',
      'impossible | Pool a runs 1.31.13 and would be more than 3 minors behind 1.35.5: it has to go up first. | Pool b runs 1.31.13 and would be more than 3 minors behind 1.35.5: it has to go up first.',
    ],
    [
      'nothing higher',
      aks({ offers: [] }),
      '1.35.5',
      'impossible | AKS does not offer 1.35.5 to this control plane, which runs 1.34.8: it offers nothing higher.',
    ],
    [
      'a preview',
      aks({ version: version('1.37.0'), pools: [], offers: offers('1.38.0!') }),
      '1.38',
      'impossible | 1.38.0 is a preview in westeurope, which is for no production cluster.',
    ],
    ['no version at all', aks(), '1.3', 'impossible | 1.3 is no Kubernetes version of AKS.'],
    [
      'a pool left behind',
      aks({ pools: [pool('1.31.13')] }),
      '1.35.5',
      'impossible | Pool system runs 1.31.13 and would be more than 3 minors behind 1.35.5: it has to go up first.',
    ],
    [
      'an OS SKU that ends',
      aks({
        version: version('1.36.2'),
        pools: [pool('1.36.2', { osSku: 'Ubuntu2204' })],
        offers: offers('1.37.0'),
      }),
      '1.37.0',
      'impossible | Pool system has OS SKU Ubuntu2204, supported up to Kubernetes 1.36 (as of 2026-08-21): it needs another OS SKU first.',
    ],
    ['a stopped cluster', aks({ power: 'stopped' }), '1.35.5', stopped],
    [
      'a channel',
      aks({ upgradeChannel: 'stable' }),
      '1.35.5',
      'impossible | The cluster channel stable is on: AKS then refuses to move the control plane without all its pools.',
    ],
    [
      'its own list unread',
      aks({ offers: undefined }),
      '1.35.5',
      'unknown | What AKS offers this control plane could not be read: whether it takes 1.35.5 is not known.',
    ],
    [
      'its own list unread, going down all the same',
      aks({ offers: undefined }),
      '1.33.1',
      'impossible | 1.34.8 runs, and AKS never goes back to 1.33.1.',
    ],
    [
      'the region unread',
      aks({ region: undefined }),
      '1.35',
      `possible | ${listUnread}: judged by the cluster's own list.`,
    ],
    [
      'the region unread, past community support',
      aks({ version: version('1.32.1'), pools: [], region: undefined, offers: offers('1.33.12') }),
      '1.33.12',
      `unknown | ${listUnread}: whether 1.33.12 is covered by the support plan KubernetesOfficial is not known. Community support of Kubernetes 1.33 ended on 2026-07-31 (as of 2026-08-05).`,
    ],
    [
      'the region from a stand-in',
      aks({ region: partialRegion(['1.35.5']) }),
      '1.35',
      `possible | ${listUnread}: judged by the cluster's own list.`,
    ],
    [
      'pools unread',
      aks({ hasUnreadPools: true }),
      '1.35.5',
      'unknown | Not all pools of this cluster could be read: whether they allow 1.35.5 is not known.',
    ],
    [
      'a failed pool',
      aks({ pools: [pool('1.34.8', { provisioningState: 'Failed' })] }),
      '1.35.5',
      'possible | Pool system is in state Failed: repair it before the control plane moves.',
    ],
  ];

  test.each(rows)('%s', (_what, cluster, value, expected) => {
    expect(tell(cluster, aPin(value))).toEqual([expected]);
  });

  test('pools unread bind no patch', () => {
    const cluster = aks({
      version: version('1.34.7'),
      pools: [pool('1.34.7')],
      offers: offers('1.34.8'),
      hasUnreadPools: true,
    });
    expect(tell(cluster, aPin('1.34.8'))).toEqual(['possible']);
  });
});

describe('a node pool', () => {
  const behind = (differs: Partial<NodePool> = {}) => aks({ pools: [pool('1.32.11', differs)] });
  const list = (...texts: readonly string[]) => ({
    offer: { latestImage: newest, upgrades: offers(...texts) },
  });
  const rows: readonly (readonly [string, Cluster, string, string])[] = [
    ['what runs', behind(), '1.32.11', 'level'],
    ['up to its control plane', behind(), '1.34.8', 'possible'],
    ['its minor', behind(), '1.34', 'possible'],
    [
      'its minor, nothing else known',
      aks({ region: undefined, offers: undefined, pools: [pool('1.32.11')] }),
      '1.34',
      'possible',
    ],
    ['down', behind(), '1.31', 'impossible | 1.32.11 runs, and AKS never takes a node pool back to 1.31.'],
    [
      'above',
      behind(),
      '1.35.5',
      'impossible | A node pool cannot be above its control plane: the pool is to have 1.35.5, the control plane runs 1.34.8.',
    ],
    ['above, and nowhere at all', behind(), '1.99', 'impossible | AKS does not have 1.99 in westeurope.'],
    ['part of the way', behind(), '1.34.7', 'possible'],
    [
      'part of the way, under another plan',
      behind(),
      '1.33.12',
      'impossible | westeurope lists 1.33.12 under the support plan AKSLongTermSupport (long-term support, Premium tier) alone; the cluster has KubernetesOfficial.',
    ],
    [
      'what the region does not have',
      behind(),
      '1.34.1',
      'impossible | AKS does not have 1.34.1 in westeurope.',
    ],
    ['its own list', behind(list('1.33.12', '1.34.8')), '1.33.12', 'possible'],
    [
      'not in its list',
      behind(list('1.33.12', '1.34.8!')),
      '1.34.7',
      'impossible | AKS does not offer 1.34.7 to this pool, which runs 1.32.11: it offers 1.33.12.',
    ],
    [
      'an empty list',
      behind(list()),
      '1.34.8',
      'impossible | AKS does not offer 1.34.8 to this pool, which runs 1.32.11: it offers nothing higher.',
    ],
    [
      'a preview in its list',
      behind(list('1.34.8!')),
      '1.34.8',
      'impossible | AKS offers 1.34.8 to this pool as a preview alone.',
    ],
    [
      'no list at all',
      aks({ region: undefined, pools: [pool('1.32.11')] }),
      '1.33.12',
      'unknown | Neither a list of this pool nor that of westeurope could be read: whether AKS has 1.33.12 is not known.',
    ],
    [
      'a minor whose newest patch is above the control plane',
      aks({ version: version('1.34.7'), pools: [pool('1.32.11')] }),
      '1.34',
      'unknown | 1.34 means its newest patch, 1.34.8, and the control plane runs 1.34.7: whether AKS takes a lower patch then is not known. Write the patch, or move the control plane first.',
    ],
    [
      'an OS SKU that ends',
      aks({ version: version('1.33.12'), pools: [pool('1.32.11', { osSku: 'Windows2019' })] }),
      '1.33.12',
      'impossible | OS SKU Windows2019 is supported up to Kubernetes 1.32 (as of 2026-08-21): the pool needs another OS SKU first.',
    ],
    [
      'an availability set',
      behind({ kind: 'AvailabilitySet' }),
      '1.34.8',
      'impossible | An availability set moves with its control plane and never by itself.',
    ],
    ['a stopped cluster', aks({ power: 'stopped', pools: [pool('1.32.11')] }), '1.34.8', stopped],
    [
      'a channel',
      aks({ upgradeChannel: 'patch', pools: [pool('1.32.11')] }),
      '1.34.8',
      'possible | The cluster channel patch is on and moves node pools by itself too.',
    ],
    [
      'a snapshot',
      behind({ snapshotId: 's' }),
      '1.34.8',
      'possible | The pool is pinned to a snapshot: an upgrade would take it off.',
    ],
  ];

  test.each(rows)('%s', (_what, cluster, value, expected) => {
    expect(tell(cluster, aPin(value, 'aks#system'))).toEqual([expected]);
  });
});

describe('a node pool and its control plane in one change', () => {
  test('both go up', () => {
    const pins = [aPin('1.35.5', 'aks#system'), aPin('1.35.5')];
    expect(tell(aks(), ...pins)).toEqual(['possible', 'possible']);
    expect(tell(aks(), aPin('1.35', 'aks#system'), aPin('1.35'))).toEqual(['possible', 'possible']);
  });

  test('the pool above where the control plane goes', () => {
    expect(tell(aks(), aPin('1.35.5', 'aks#system'), aPin('1.35.4'))).toEqual([
      'impossible | A node pool cannot be above its control plane: the pool is to have 1.35.5, the control plane goes to 1.35.4 with this change.',
      'possible',
    ]);
  });

  test('the list of the pool speaks of the control plane that runs', () => {
    const listing = { latestImage: newest, upgrades: offers('1.34.8') };
    const cluster = aks({ pools: [pool('1.33.12', { offer: listing })] });
    expect(tell(cluster, aPin('1.35.5'), aPin('1.35.5', 'aks#system'))).toEqual(['possible', 'possible']);
    expect(tell(cluster, aPin('1.35.5'), aPin('1.34.7', 'aks#system'))[1]).toMatch(
      /^impossible .* it offers 1\.34\.8\.$/,
    );
  });

  test('the pool may go to what the control plane leaves', () => {
    const cluster = aks({ version: version('1.33.12'), pools: [pool('1.32.11')], offers: offers('1.34.8') });
    expect(tell(cluster, aPin('1.34.8'), aPin('1.33.12', 'aks#system'))).toEqual(['possible', 'possible']);
    // By its minor too, though the region covers no patch of it for this cluster any more.
    expect(tell(cluster, aPin('1.34.8'), aPin('1.33', 'aks#system'))).toEqual(['possible', 'possible']);
  });

  test('of two versions for the control plane the lower one binds', () => {
    expect(tell(aks(), aPin('1.35.5'), aPin('1.35.4'), aPin('1.35.5', 'aks#system'))[2]).toMatch(
      /goes to 1\.35\.4/,
    );
    expect(tell(aks(), aPin('1.35.4'), aPin('1.35.5'), aPin('1.35.5', 'aks#system'))[2]).toMatch(
      /^impossible .*goes to 1\.35\.4/,
    );
  });

  test('the control plane cannot go there', () => {
    expect(tell(aks(), aPin('1.36.2', 'aks#system'), aPin('1.36.2'))[0]).toBe(
      'impossible | A node pool cannot be above its control plane: the pool is to have 1.36.2, the control plane runs 1.34.8, and what this change asks of it is impossible.',
    );
  });

  test('nobody knows whether the control plane can go there', () => {
    expect(tell(aks({ offers: undefined }), aPin('1.35.5', 'aks#system'), aPin('1.35.5'))[0]).toBe(
      'unknown | A node pool cannot be above its control plane: the pool is to have 1.35.5, the control plane runs 1.34.8, and what this change asks of it is not known to be possible.',
    );
  });

  test('all together is what AKS takes while a channel is on', () => {
    const cluster = aks({
      upgradeChannel: 'patch',
      pools: [pool('1.34.8'), pool('1.34.8', { name: 'user', id: 'user' })],
    });
    const [system, user] = [aPin('1.35.5', 'aks#system'), aPin('v1.35.5', 'aks#user')];
    expect(tell(cluster, aPin('1.35.5'), system, user)[0]).toBe(
      'possible | The cluster channel patch is on: AKS takes this as one operation over control plane and pools alone.',
    );
    expect(tell(cluster, aPin('1.35.5'), system)[0]).toMatch(/^impossible/);
    expect(tell(cluster, aPin('1.35.4'), system, user)[0]).toMatch(/^impossible/);
  });

  test('an availability set goes along', () => {
    const cluster = aks({ pools: [pool('1.34.8', { kind: 'AvailabilitySet' })] });
    const [controlPlane, set] = judge(cluster, aPin('1.35.5'), aPin('1.35.5', 'aks#system'));
    expect([controlPlane?.verdict, set?.verdict]).toEqual(['possible', 'possible']);
    expect(controlPlane?.alongside).toEqual([
      'With an availability set in the cluster AKS moves all node pools along, and they get the newest node image.',
    ]);
  });
});

describe('a node image', () => {
  const gone = 'impossible | An availability set gets a new image with a Kubernetes upgrade alone.';
  const other = image('AKSUbuntu-2204gen2containerd-202611.16.0');
  const rows: readonly (readonly [string, Cluster, string, string])[] = [
    ['what runs', aks(), older.text, 'level'],
    ['what runs, in other letters', aks(), older.text.toLowerCase(), 'level'],
    ['the newest', aks(), newest.text, 'possible'],
    [
      'in between',
      aks(),
      'AKSUbuntu-2404gen2containerd-202511.01.0',
      `impossible | AKS takes no target for a node image: it gives the newest, which is ${newest.text} here.`,
    ],
    [
      'older',
      aks(),
      'AKSUbuntu-2404gen2containerd-202509.01.0',
      `impossible | ${older.text} runs, and AKS never goes back to an older image.`,
    ],
    [
      'unread',
      aks({ pools: [withoutImage] }),
      newest.text,
      'unknown | Which node image AKS offers this pool could not be read.',
    ],
    ['what runs, offer unread', aks({ pools: [withoutImage] }), older.text, 'level'],
    [
      'of another kind',
      aks({ pools: [pool('1.34.8', { image: other })] }),
      newest.text,
      `possible | ${other.text} runs; ${newest.text} is of another kind: which is newer cannot be told by name.`,
    ],
    [
      'nobody knows what runs',
      aks({ pools: [pool('1.34.8', { image: undefined })] }),
      newest.text,
      'possible',
    ],
    ['an availability set', aks({ pools: [pool('1.34.8', { kind: 'AvailabilitySet' })] }), newest.text, gone],
    ['a stopped cluster', aks({ power: 'stopped' }), newest.text, stopped],
    [
      'a channel',
      aks({ nodeOsChannel: 'NodeImage' }),
      newest.text,
      'possible | The channel NodeImage brings new images by itself within its window.',
    ],
  ];

  test.each(rows)('%s', (_what, cluster, value, expected) => {
    expect(tell(cluster, anImagePin(value))).toEqual([expected]);
  });

  test('without a pool', () => {
    expect(tell(aks(), anImagePin(newest.text, 'aks'))).toEqual([
      'impossible | A node image belongs to a pool.',
    ]);
  });
});

describe('what is said besides', () => {
  test('what runs, what stood there, and where', () => {
    const cluster = aks();
    const [found, lost, nowhere] = judge(
      cluster,
      aPin('1.35.5', 'aks#system'),
      aPin('1.35.5', 'aks#gpu'),
      aPin('1.35.5', 'gone'),
    );
    expect(found).toMatchObject({ was: '1.0', cluster, pool: cluster.pools[0], running: '1.34.8' });
    expect(lost).toMatchObject({
      verdict: 'unknown',
      cluster,
      reasons: ['Cluster aks has no pool gpu: it has system.'],
    });
    expect(nowhere).toMatchObject({
      verdict: 'unknown',
      reasons: [expect.stringMatching(/^No cluster in scope is called gone\. Correct the name/)],
    });
    expect(nowhere).not.toHaveProperty('cluster');
    expect(judge(cluster, anImagePin(newest.text))[0]?.running).toBe(older.text);
  });

  test('a pin that is new has no value before', () => {
    const [judged] = judgeChanged([{ pin: aPin('1.34.8') }], { inventory: anInventory([aks()]), now });
    expect(judged).not.toHaveProperty('was');
  });

  test('when support ends', () => {
    const support = (cluster: Cluster, value: string) => judge(cluster, aPin(value))[0]?.support;
    expect(support(aks(), '1.35.5')).toBe(
      'Community support of Kubernetes 1.35 ends on 2027-03-31 (as of 2026-08-05).',
    );
    expect(support(aks(), '1.33')).toBe(
      'Community support of Kubernetes 1.33 ended on 2026-07-31 (as of 2026-08-05).',
    );
    expect(support(lts(), '1.33')).toBe(
      'Long-term support of Kubernetes 1.33 ends on 2027-07-31 (as of 2026-08-05).',
    );
    expect(support(aks(), '1.27.3')).toBe(
      'Community support of Kubernetes 1.27 had ended before 2026-08-05.',
    );
    expect(support(aks(), '1.38')).toBeUndefined();
    expect(judge(aks(), anImagePin(newest.text))[0]).not.toHaveProperty('support');
  });

  test('the pools that stay behind, but those that move too', () => {
    const { offer: _, ...outside } = pool('1.33.12', { name: 'outside', id: 'outside' });
    const cluster = aks({
      pools: [pool('1.34.8'), pool('1.32.11', { name: 'user', id: 'user' })],
      otherPools: [outside],
    });
    expect(judge(cluster, aPin('1.35.5'))[0]?.alongside).toEqual([
      'Node pools stay where they are until they are moved too: system at 1.34.8, user at 1.32.11, outside at 1.33.12.',
    ]);
    expect(judge(cluster, aPin('1.35.5'), aPin('1.34.8', 'aks#user'))[0]?.alongside).toEqual([
      'Node pools stay where they are until they are moved too: system at 1.34.8, outside at 1.33.12.',
    ]);
    expect(judge(aks(), aPin('1.35.5'), aPin('1.35.5', 'aks#system'))[0]?.alongside).toEqual([]);
  });

  test('many pools are not all named', () => {
    const pools = Array.from({ length: 12 }, (_, index) =>
      pool('1.34.8', { name: `p${index}`, id: `p${index}` }),
    );
    expect(judge(aks({ pools }), aPin('1.35.5'))[0]?.alongside[0]).toMatch(/p6 at 1\.34\.8 and 5 more\.$/);
  });

  test('the node image that comes along, and another OS', () => {
    const ubuntu = pool('1.34.8', { image: image('AKSUbuntu-2204gen2containerd-202510.27.0') });
    const [judged] = judge(
      aks({ version: version('1.35.5'), pools: [ubuntu] }),
      aPin('1.35.5', 'aks#system'),
    );
    expect(judged?.alongside).toEqual([
      `The newest node image comes along: ${newest.text} in place of AKSUbuntu-2204gen2containerd-202510.27.0.`,
      'OS SKU Ubuntu changes from Ubuntu 22.04 to Ubuntu 24.04 at Kubernetes 1.35.',
    ]);
    const azureLinux = pool('1.31.13', { osSku: 'AzureLinux', image: undefined });
    const [second] = judge(aks({ pools: [azureLinux] }), aPin('1.34.8', 'aks#system'));
    expect(second?.alongside).toEqual([
      `The newest node image comes along: ${newest.text}.`,
      'OS SKU AzureLinux changes from Azure Linux 2.0 to Azure Linux 3.0 at Kubernetes 1.32.',
    ]);
    const [third] = judge(aks({ pools: [pool('1.34.7', { image: newest })] }), aPin('1.34.8', 'aks#system'));
    expect(third?.alongside).toEqual(['The newest node image comes along.']);
  });

  test('nothing comes along with what is level or impossible', () => {
    expect(judge(aks(), aPin('1.34.8'))[0]?.alongside).toEqual([]);
    expect(judge(aks(), aPin('1.36.2'))[0]?.alongside).toEqual([]);
  });
});
