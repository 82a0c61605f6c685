/** The last column of a cluster's table, over what drift and plan really say: nothing is up to date that was not judged. */
import { describe, expect, it } from 'vitest';
import type { Aim } from '../../src/inputs/inputs.ts';
import type { Cluster, NodePool } from '../../src/inventory/inventory.ts';
import { hasNewDue } from '../../src/report/due.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { aCluster, anInventory, aPool, image, now, offers, version } from '../builders/fleet.ts';
import { anAim, travel } from '../builders/told.ts';

const newest = image('AKSUbuntu-2404gen2containerd-202611.09.0');
const old = image('AKSUbuntu-2404gen2containerd-202510.19.1');
/** Keeps its cluster in the report whatever else is judged. */
const failing = aPool({ name: 'failing', provisioningState: 'Failed' });

function report(cluster: Partial<Cluster>, aim: Partial<Aim> = {}) {
  return writeReport(
    travel(anInventory([aCluster({ name: 'orders', ...cluster })]), { ...anAim, ...aim }, now),
  );
}

/** Version cell and state of the control plane, or of the pool of that name. */
function rowOf(body: string, name?: string): readonly [string | undefined, string | undefined] {
  const start = name === undefined ? '| **Control plane** |' : `| \`${name}\` `;
  const cells = body
    .split('\n')
    .find((line) => line.startsWith(start))
    ?.split(' | ');
  return [cells?.[1], cells?.at(-1)?.replace(/ \|$/, '')];
}

describe('a control plane', () => {
  const behind = { version: version('1.35.4'), offers: offers('1.35.5', '1.36.2') };
  const pools = [aPool({ name: 'a', version: version('1.35.4') }), failing];
  it.each<[string, Partial<Cluster>, Partial<Aim>, string]>([
    ['with nothing higher', {}, {}, 'up to date'],
    ['outside of the aim', { ...behind, pools }, { upgradeType: 'node-pools-only' }, 'not in the aim'],
    [
      'outside of the aim of images',
      { ...behind, pools },
      { upgradeType: 'node-image-only' },
      'not in the aim',
    ],
    ['whose offers were not read', { offers: undefined }, {}, 'offers not read'],
    [
      'out of support without a way',
      { version: version('1.33.11'), region: undefined, offers: offers('1.34.8') },
      { channel: 'patch' },
      'out of support, no way up within the aim',
    ],
    [
      'out of support with nothing on offer',
      { version: version('1.32.11'), region: undefined },
      {},
      'out of support, no supported version on offer',
    ],
    [
      'out of support and outside of the aim',
      { version: version('1.32.11'), pools: [failing] },
      { upgradeType: 'node-pools-only' },
      'out of support, not in the aim',
    ],
    [
      'with a higher version that its pools keep it from',
      {
        version: version('1.35.5'),
        offers: offers('1.36.2'),
        pools: [aPool({ name: 'a', version: version('1.32.11') })],
      },
      { upgradeType: 'control-plane-only' },
      'higher version on offer, no way to it',
    ],
    [
      'with an aim out of reach',
      {},
      { kubernetesVersion: { kind: 'minor', major: 1, minor: 41, text: '1.41' } },
      'version aimed for out of reach',
    ],
  ])('%s', (_, cluster, aim, state) => {
    const { body } = report({ pools: [failing], ...cluster }, aim);
    expect(rowOf(body)[1]).toBe(state);
  });
});

describe('a pool', () => {
  const below = {
    version: version('1.35.5'),
    offer: { latestImage: newest, upgrades: [] },
  };
  const availabilitySet = { kind: 'AvailabilitySet', image: old } as const;
  const frozen = image('AKSAzureLinux-V2gen2-202512.06.0');
  it.each<[string, Partial<NodePool>, Partial<Aim>, string]>([
    ['as it should be', {}, {}, 'up to date'],
    ['outside of the aim', { image: old }, { upgradeType: 'control-plane-only' }, 'not in the aim'],
    [
      'with its image alone in the aim',
      {},
      { upgradeType: 'node-image-only' },
      'image up to date, version not in the aim',
    ],
    ['below without a way', below, {}, 'below its control plane, no way up offered'],
    [
      'below and outside of the aim',
      below,
      { upgradeType: 'control-plane-only' },
      'below its control plane, not in the aim',
    ],
    [
      'below with its image alone in the aim',
      below,
      { upgradeType: 'node-image-only' },
      'below its control plane, version not in the aim',
    ],
    [
      'of an availability set',
      { ...availabilitySet, offer: { latestImage: newest, upgrades: undefined } },
      {},
      'pool kind retired, newer image on offer, comes with a Kubernetes upgrade only',
    ],
    [
      'on a retired image',
      { image: frozen, osSku: 'AzureLinux', offer: { latestImage: frozen, upgrades: undefined } },
      {},
      'image retired',
    ],
    ['whose offers were not read', { offer: undefined }, {}, 'offers not read'],
    ['of an unknown image', { image: undefined }, {}, 'image not judged'],
    [
      'for which AKS names no image',
      { offer: { latestImage: undefined, upgrades: undefined } },
      {},
      'image not judged',
    ],
  ])('%s', (_, pool, aim, state) => {
    const { body } = report({ pools: [aPool({ name: 'a', ...pool }), failing] }, aim);
    expect(rowOf(body, 'a')[1]).toBe(state);
  });

  it.each(['full', 'control-plane-only', 'node-pools-only', 'node-image-only'] as const)(
    'below its control plane is shown as that with %s',
    (upgradeType) => {
      const { body } = report({ pools: [aPool({ name: 'a', ...below }), failing] }, { upgradeType });
      expect(rowOf(body, 'a')[0]).toBe('`1.35.5` (below `1.36.2`)');
    },
  );

  it('out of support without a way says so, at the version of its control plane', () => {
    const version132 = version('1.32.11');
    const { body } = report({
      version: version132,
      region: undefined,
      pools: [aPool({ name: 'a', version: version132 })],
    });
    expect(rowOf(body, 'a')[1]).toBe('out of support, no supported version on offer');
  });

  it('level with a control plane that is held is not up to date', () => {
    const held = { version: version('1.35.4'), offers: offers('1.35.5'), provisioningState: 'Failed' };
    const { body } = report({ ...held, pools: [aPool({ name: 'a', version: version('1.35.4') })] });
    expect(rowOf(body)[1]).toBe('held: failed state, `Failed`');
    expect(rowOf(body, 'a')[1]).toBe('level with its control plane');
  });
});

describe('a control plane that a pool holds', () => {
  const batch = aPool({ name: 'batch', version: version('1.32.11'), isSpot: true, mode: 'User', image: old });
  const system = aPool({ name: 'system', version: version('1.34.7') });
  const cluster = { version: version('1.34.7'), offers: offers('1.35.5'), pools: [system, batch] };
  const { body } = report(cluster);

  it('is told as such, not as the move of the pool', () => {
    expect(rowOf(body)[1]).toBe('step 1, then held: spot pool');
    expect(rowOf(body, 'batch')[1]).toBe('held: spot pool');
    expect(body).toContain(
      '- Control plane: Kubernetes `1.35.5` → `1.36.2`: **spot pool**: Pool batch stays at',
    );
    expect(body).not.toContain('Pool `batch`: Kubernetes `1.35.5`');
  });

  it('names the pool where the words of Azure are left out', () => {
    const told = travel(anInventory([aCluster({ name: 'orders', ...cluster })]), anAim, now);
    const redacted = {
      ...told,
      inputs: { ...told.inputs, telling: { ...told.inputs.telling, redact: true } },
    };
    expect(writeReport(redacted).body).toMatch(
      /- Control plane: Kubernetes .*: \*\*spot pool\*\* \(`pool-[0-9a-f]{8}`\)/,
    );
  });

  it('takes one line for a pool whose version and image are held alike', () => {
    expect(body).toContain(
      '- Pool `batch`: Kubernetes `1.32.11` → `1.35.5` and node image `AKSUbuntu-2404gen2containerd-202510.19.1` → `AKSUbuntu-2404gen2containerd-202611.09.0`: **spot pool**: ',
    );
  });
});

describe('a cluster with something behind that nothing moves and nothing holds', () => {
  const stuck = aPool({
    name: 'a',
    version: version('1.35.5'),
    offer: { latestImage: newest, upgrades: [] },
  });
  const told = report({ pools: [stuck] });

  it('is not green', () => {
    expect(told.title).toBe('AKS: 1 cluster needs attention');
    expect(told.standing).toBe('due');
    expect(told.body).toContain("> **1 cluster needs attention.** 1 pool's version behind.");
    expect(told.body).toContain('### 🟡 `rg/orders`');
    expect(told.body).not.toContain('nothing due');
  });

  it('counts as something new that is due', () => {
    expect(hasNewDue(report({ pools: [failing] }).body, report({ pools: [failing, stuck] }).body)).toBe(true);
  });
});

describe('kubernetes-version out of reach', () => {
  const aim = { kubernetesVersion: { kind: 'minor', major: 1, minor: 41, text: '1.41' } } as const;
  const told = report({}, aim);

  it('warns on the run', () => {
    expect(told.annotations).toContainEqual({
      level: 'warning',
      title: 'Version aimed for out of reach: 1 cluster',
      text: expect.stringMatching(/^rg\/orders\. kubernetes-version asks for 1\.41: /),
    });
  });

  it('stands open in a section of the cluster, and keeps no issue open: nothing is due', () => {
    const open = told.body.slice(told.body.indexOf('**Findings**'));
    expect(open.indexOf('[AKS021]')).toBeLessThan(open.indexOf('<details>'));
    expect(told.body).toContain('### 🟡 `rg/orders`');
    expect(told.standing).toBe('clear');
  });
});

describe('a cluster that no plan can move', () => {
  it('shows the command for the support plan where that alone goes on', () => {
    const { body } = report({
      version: version('1.32.11'),
      offers: offers('1.33.12'),
      pools: [aPool({ name: 'a', version: version('1.32.11') })],
    });
    expect(rowOf(body)[1]).toBe('out of support, no supported version on offer');
    expect(rowOf(body, 'a')[1]).toBe('out of support, no supported version on offer');
    expect(body).toContain(
      '# This changes the support plan and the price of the cluster, no version: the next check plans from there.\naz aks update --subscription "$SUBSCRIPTION_ID" --resource-group rg --name orders --tier premium --k8s-support-plan AKSLongTermSupport\n',
    );
  });

  it('counts images that come with a Kubernetes upgrade only', () => {
    const set = aPool({
      name: 'a',
      kind: 'AvailabilitySet',
      image: old,
      offer: { latestImage: newest, upgrades: [] },
    });
    const { body } = report({ pools: [set, aPool({ name: 'b' }), failing] });
    expect(body).toContain(' 1 node image behind.');
  });

  it('has level pools, which are not up to date', () => {
    const set = aPool({ name: 'a', version: version('1.35.5'), kind: 'AvailabilitySet' });
    const level = aPool({ name: 'b', version: version('1.35.5') });
    const { body } = report({
      version: version('1.35.5'),
      offers: offers('1.36.2'),
      pools: [level],
      otherPools: [set],
    });
    expect(rowOf(body, 'b')[1]).toBe('level with its control plane');
  });

  it('is behind where it moves as a whole alone', () => {
    const set = aPool({ name: 'a', version: version('1.35.5'), kind: 'AvailabilitySet' });
    const cluster = { version: version('1.35.5'), offers: offers('1.36.2'), pools: [], otherPools: [set] };
    const { body, standing } = report(cluster);
    expect(rowOf(body)[1]).toBe('only the whole cluster at once');
    expect(body).toContain('> **1 cluster needs attention.** 1 control plane behind.');
    expect(body).toContain(' --resource-group rg --name orders --kubernetes-version 1.36.2\n');
    expect(standing).toBe('due');
  });
});
