/** The judge must refuse what AKS refuses, or its silence over our plans says nothing. */
import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../src/inventory/inventory.ts';
import { aCluster, aPool, image, offers, region, version } from '../builders/fleet.ts';
import type { Order, Refusal } from './aks-legality.ts';
import { AksCluster, isBusyFor } from './aks-legality.ts';

const old = { version: version('1.34.8'), offers: offers('1.35.4', '1.35.5', '1.36.2', '1.37.0!') };
const newest = image('AKSUbuntu-2404gen2containerd-202611.16.0');
const running = 'AKSUbuntu-2404gen2containerd-202611.09.0';
const controlPlane = (from: string, to: string): Order => ({
  kind: 'control-plane',
  clusterId: 'c',
  from,
  to,
});
const pool = (from: string, to: string, poolName = 'system'): Order => ({
  kind: 'pool-version',
  clusterId: 'c',
  poolName,
  from,
  to,
});
const nodeImage = (from: string, to: string): Order => ({
  kind: 'node-image',
  clusterId: 'c',
  poolName: 'system',
  from,
  to,
});
const system = (text: string, differs = {}) => aPool({ name: 'system', version: version(text), ...differs });

/** name, cluster, orders of which all but the last are taken, the code of the last. */
const planted: readonly (readonly [string, Cluster, readonly Order[], Refusal['code']])[] = [
  ['two minors at once', aCluster(old), [controlPlane('1.34.8', '1.36.2')], 'OperationNotAllowed'],
  ['not in the list', aCluster(old), [controlPlane('1.34.8', '1.35.9')], 'OperationNotAllowed'],
  [
    'down',
    aCluster({ ...old, offers: offers('1.34.7') }),
    [controlPlane('1.34.8', '1.34.7')],
    'OperationNotAllowed',
  ],
  [
    'a second hop that the region does not list',
    aCluster(old),
    [controlPlane('1.34.8', '1.35.5'), controlPlane('1.35.5', '1.36.9')],
    'OperationNotAllowed',
  ],
  [
    'a preview',
    aCluster({ offers: offers('1.37.0!') }),
    [controlPlane('1.36.2', '1.37.0')],
    'K8sVersionNotSupported',
  ],
  [
    'a preview by the region',
    aCluster({ version: version('1.37.0'), offers: offers('1.38.0') }),
    [controlPlane('1.37.0', '1.38.0')],
    'K8sVersionNotSupported',
  ],
  [
    'LTS alone',
    aCluster({ version: version('1.32.11'), offers: offers('1.33.12') }),
    [controlPlane('1.32.11', '1.33.12')],
    'K8sVersionNotSupported',
  ],
  [
    'a channel is on',
    aCluster({ ...old, upgradeChannel: 'patch' }),
    [controlPlane('1.34.8', '1.35.5')],
    'NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged',
  ],
  [
    'a pool four minors behind',
    aCluster({ offers: offers('1.37.0'), pools: [system('1.33.12')] }),
    [controlPlane('1.36.2', '1.37.0')],
    'NodePoolMcVersionIncompatible',
  ],
  [
    'a pool out of scope four minors behind',
    aCluster({ offers: offers('1.37.0'), otherPools: [aPool({ version: version('1.33.12') })] }),
    [controlPlane('1.36.2', '1.37.0')],
    'NodePoolMcVersionIncompatible',
  ],
  [
    'an OS SKU that ends before',
    aCluster({ offers: offers('1.37.0'), pools: [system('1.36.2', { osSku: 'Ubuntu2204' })] }),
    [controlPlane('1.36.2', '1.37.0')],
    'UnsupportedOsSku',
  ],
  [
    'an OS SKU out of scope that ends before',
    aCluster({
      offers: offers('1.37.0'),
      otherPools: [aPool({ version: version('1.36.2'), osSku: 'AzureLinux3' })],
    }),
    [controlPlane('1.36.2', '1.37.0')],
    'UnsupportedOsSku',
  ],
  [
    'an availability set in scope, even for a patch',
    aCluster({ offers: offers('1.36.3'), pools: [system('1.36.2', { kind: 'AvailabilitySet' })] }),
    [controlPlane('1.36.2', '1.36.3')],
    'MovesAllPools',
  ],
  [
    'an availability set out of scope',
    aCluster({ offers: offers('1.36.3'), otherPools: [aPool({ kind: 'AvailabilitySet' })] }),
    [controlPlane('1.36.2', '1.36.3')],
    'MovesAllPools',
  ],
  [
    'a minor where a pool was not read, after its patch',
    aCluster({ hasUnreadPools: true, offers: offers('1.36.3'), region: region({ '1.36.3': ['1.37.0'] }) }),
    [controlPlane('1.36.2', '1.36.3'), controlPlane('1.36.3', '1.37.0')],
    'NobodyKnows',
  ],
  [
    'stopped',
    aCluster({ ...old, power: 'stopped' }),
    [controlPlane('1.34.8', '1.35.5')],
    'OperationNotAllowed',
  ],
  [
    'a pool above its control plane',
    aCluster({ ...old, pools: [system('1.34.8')] }),
    [pool('1.34.8', '1.35.5')],
    'NodePoolMcVersionIncompatible',
  ],
  [
    'a pool before its control plane',
    aCluster({ ...old, pools: [system('1.34.8')] }),
    [controlPlane('1.34.8', '1.35.5'), pool('1.34.8', '1.36.2')],
    'NodePoolMcVersionIncompatible',
  ],
  ['a pool down', aCluster(), [pool('1.36.2', '1.36.1')], 'AgentPoolUpgradeVersionNotAllowed'],
  [
    'a pool twice',
    aCluster({ pools: [system('1.35.5')] }),
    [pool('1.35.5', '1.36.2'), pool('1.36.2', '1.36.2')],
    'AgentPoolUpgradeVersionNotAllowed',
  ],
  [
    "not in the pool's own list",
    aCluster({ pools: [system('1.34.8', { offer: { latestImage: newest, upgrades: offers('1.35.5') } })] }),
    [pool('1.34.8', '1.36.2')],
    'OperationNotAllowed',
  ],
  ['a pool that is not there', aCluster(), [pool('1.36.2', '1.36.3', 'none')], 'NotFound'],
  [
    'a Windows pool beyond its end',
    aCluster({ pools: [system('1.32.11', { osSku: 'Windows2019' })] }),
    [pool('1.32.11', '1.36.2')],
    'UnsupportedOsSku',
  ],
  [
    'an image that is not the newest',
    aCluster({ pools: [system('1.36.2', { offer: { latestImage: newest, upgrades: undefined } })] }),
    [nodeImage(running, 'AKSUbuntu-2404gen2containerd-202611.12.0')],
    'NodeImageVersionNotAccepted',
  ],
  [
    'an image after a Kubernetes step that brought it',
    aCluster({ pools: [system('1.35.5', { offer: { latestImage: newest, upgrades: undefined } })] }),
    [pool('1.35.5', '1.36.2'), nodeImage(running, newest.text)],
    'StaleFrom',
  ],
  ['a step from what does not run', aCluster(old), [controlPlane('1.34.7', '1.35.5')], 'StaleFrom'],
];

describe('the judge of legality', () => {
  test.each(planted)('refuses: %s', (_, cluster, orders, code) => {
    const service = new AksCluster(cluster);
    const answers = orders.map((order) => service.take(order));
    expect(answers.slice(0, -1)).toEqual(orders.slice(1).map(() => undefined));
    expect(answers.at(-1)?.code).toBe(code);
  });

  test('takes a legal way up', () => {
    const cluster = aCluster({
      ...old,
      pools: [system('1.34.8', { offer: { latestImage: newest, upgrades: undefined } })],
    });
    const service = new AksCluster(cluster);
    const orders = [
      controlPlane('1.34.8', '1.35.5'),
      controlPlane('1.35.5', '1.36.2'),
      pool('1.34.8', '1.36.2'),
    ];
    expect(orders.map((order) => service.take(order))).toEqual([undefined, undefined, undefined]);
  });

  test('an LTS cluster may jump', () => {
    const cluster = aCluster({
      version: version('1.31.13'),
      supportPlan: 'AKSLongTermSupport',
      offers: offers('1.33.12'),
      pools: [system('1.31.13')],
    });
    expect(new AksCluster(cluster).take(controlPlane('1.31.13', '1.33.12'))).toBeUndefined();
  });

  test('a control plane waits for every pool, a pool for itself and the cluster', () => {
    const busyPool = aCluster({
      pools: [system('1.36.2'), aPool({ name: 'b', provisioningState: 'Scaling' })],
    });
    expect(isBusyFor(controlPlane('1.36.2', '1.37.0'), busyPool)).toBe(true);
    expect(isBusyFor(pool('1.36.2', '1.37.0'), busyPool)).toBe(false);
    const busyOther = aCluster({ otherPools: [aPool({ provisioningState: 'Scaling' })] });
    expect(isBusyFor(controlPlane('1.36.2', '1.37.0'), busyOther)).toBe(true);
    expect(isBusyFor(pool('1.36.2', '1.37.0'), busyOther)).toBe(false);
    expect(isBusyFor(pool('1.36.2', '1.37.0'), aCluster({ provisioningState: 'Updating' }))).toBe(true);
  });
});
