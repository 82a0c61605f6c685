/** Every shape that a report has, for the preview and for tests that must hold for all of them. */
import type { Cluster } from '../../src/inventory/inventory.ts';
import type { Told } from '../../src/report/told.ts';
import { aCluster, anInventory, aPool, image, now, offers, subscriptionId, version } from './fleet.ts';
import {
  aControlPlaneDrift,
  aDrift,
  aFinding,
  aHold,
  anAim,
  anImageDrift,
  aStep,
  aTold,
  type ToldParts,
  travel,
} from './told.ts';

const oldImage = image('AKSUbuntu-2404gen2containerd-202510.19.1');
const newImage = 'AKSUbuntu-2404gen2containerd-202611.09.0';

function id(group: string, cluster: string, pool?: string): string {
  const path = `/subscriptions/${subscriptionId}/resourcegroups/${group}/providers/microsoft.containerservice/managedclusters/${cluster}`;
  return pool === undefined ? path : `${path}/agentpools/${pool}`;
}

/** Out of support, several hops, a window that the first step waits for, a held pool. */
export function anUrgentCluster(name = 'orders'): ToldParts {
  const group = 'rg-production';
  const system = aPool({
    id: id(group, name, 'system'),
    name: 'system',
    version: version('1.33.11'),
    image: oldImage,
  });
  const batch = aPool({
    id: id(group, name, 'batch'),
    name: 'batch',
    version: version('1.33.11'),
    image: oldImage,
    mode: 'User',
    isSpot: true,
    count: 12,
  });
  const cluster = aCluster({
    name,
    resourceGroup: group,
    version: version('1.33.11'),
    pools: [system, batch],
  });
  const opens = aHold(cluster, {
    reason: 'maintenance-window',
    standing: false,
    text: 'The maintenance window is closed.',
    to: '1.34.8',
    until: new Date('2026-11-24T02:00:00Z'),
  });
  return {
    clusters: [cluster],
    drifts: [
      aDrift(cluster, {
        ...aControlPlaneDrift('1.34.8', '1.35.5'),
        pools: [anImageDrift(system, newImage, 386), anImageDrift(batch, newImage, 386)],
        isUnsupported: true,
      }),
    ],
    findings: [
      aFinding(cluster, {
        code: 'AKS007',
        severity: 'required',
        text: 'Community support of Kubernetes 1.33 ended on 2026-07-31 (as of 2026-08-05); 1.33.11 runs.',
        due: '2026-07-31',
      }),
      aFinding(cluster, { code: 'AKS015', pool: system, text: 'The pool sets no maxSurge.' }),
      aFinding(cluster, { code: 'AKS018', severity: 'information', text: 'Reboots are yours.' }),
    ],
    steps: [
      aStep(cluster, { to: '1.34.8', waits: [opens] }),
      aStep(cluster, { from: '1.34.8', to: '1.35.5' }),
      aStep(cluster, { kind: 'pool-version', pool: system, from: '1.33.11', to: '1.35.5' }),
    ],
    holds: (['pool-version', 'node-image'] as const).map((kind) =>
      aHold(cluster, {
        reason: 'spot',
        kind,
        pool: batch,
        from: kind === 'node-image' ? oldImage.text : '1.33.11',
        to: kind === 'node-image' ? newImage : '1.35.5',
        text: 'Spot nodes take no surge; replace the pool instead.',
      }),
    ),
  };
}

/** Only images are behind. */
export function aDueCluster(name = 'web'): ToldParts {
  const group = 'rg-staging';
  const pool = aPool({ id: id(group, name, 'system'), name: 'system', image: oldImage });
  const cluster = aCluster({ name, resourceGroup: group, pools: [pool] });
  return {
    clusters: [cluster],
    drifts: [aDrift(cluster, { pools: [anImageDrift(pool, newImage, 386)] })],
    findings: [
      aFinding(cluster, { code: 'AKS006', pool, text: `${oldImage.text} runs; ${newImage} is on offer.` }),
    ],
    steps: [aStep(cluster, { kind: 'node-image', pool, from: oldImage.text, to: newImage })],
  };
}

/** Something is due but held, with no step left. */
export function aBlockedCluster(name = 'ledger'): ToldParts {
  const cluster = aCluster({
    name,
    resourceGroup: 'rg-production',
    provisioningState: 'Failed',
    version: version('1.35.4'),
    pools: [aPool({ name: 'system', version: version('1.35.4') })],
  });
  return {
    clusters: [cluster],
    drifts: [aDrift(cluster, aControlPlaneDrift('1.35.5'))],
    holds: [aHold(cluster, { to: '1.35.5', text: 'The last operation failed.' })],
  };
}

/** Nothing due; AKS renews the images by itself. */
export function aHealthyCluster(name = 'dev'): ToldParts {
  const group = 'rg-dev';
  const pool = aPool({ id: id(group, name, 'system'), name: 'system', image: oldImage });
  const cluster = aCluster({ name, resourceGroup: group, nodeOsChannel: 'NodeImage', pools: [pool] });
  return {
    clusters: [cluster],
    drifts: [aDrift(cluster)],
    holds: [
      aHold(cluster, {
        reason: 'auto-upgrade-channel',
        heals: true,
        kind: 'node-image',
        pool,
        from: oldImage.text,
        to: newImage,
        text: 'The node OS channel NodeImage does this within its window.',
      }),
    ],
  };
}

/** What neither steps nor waits: a pool that holds its control plane, one without a way up, two dead ends. */
export function aFleetWithoutWays(): Told {
  const at = (text: string) => ({ version: version(text) });
  const clusters = [
    aCluster({
      ...at('1.34.7'),
      name: 'skewed',
      offers: offers('1.35.5'),
      pools: [
        aPool({ ...at('1.34.7'), name: 'system' }),
        aPool({ ...at('1.32.11'), name: 'spot', isSpot: true, mode: 'User', image: oldImage }),
      ],
    }),
    aCluster({
      name: 'below',
      pools: [aPool({ ...at('1.35.5'), offer: { latestImage: image(newImage), upgrades: [] } })],
    }),
    aCluster({
      ...at('1.32.11'),
      name: 'long-term',
      offers: offers('1.33.12'),
      pools: [aPool(at('1.32.11'))],
    }),
    aCluster({
      ...at('1.35.5'),
      name: 'whole',
      offers: offers('1.36.2'),
      pools: [aPool({ ...at('1.35.5'), kind: 'AvailabilitySet', image: oldImage })],
    }),
  ];
  return travel(anInventory(clusters), anAim, now);
}

export function join(...parts: readonly ToldParts[]): ToldParts {
  const all = <T>(of: (part: ToldParts) => readonly T[] | undefined) =>
    parts.flatMap((part) => of(part) ?? []);
  return {
    clusters: all((part) => part.clusters),
    drifts: all((part) => part.drifts),
    findings: all((part) => part.findings),
    steps: all((part) => part.steps),
    holds: all((part) => part.holds),
  };
}

export const unreadThings = [
  {
    kind: 'cluster',
    id: id('rg-locked', 'vault'),
    name: 'rg-locked/vault',
    reason: `The client '99999999-8888-4777-8666-555555555555' does not have authorization to perform action 'Microsoft.ContainerService/managedClusters/read' over scope '${id('rg-locked', 'vault')}'.`,
    missingAction: 'Microsoft.ContainerService/managedClusters/read',
  },
  {
    kind: 'subscription',
    id: `subscriptions/${subscriptionId}`,
    name: subscriptionId,
    reason: 'Azure answered 503 four times.',
  },
] as const;

/** `n` clusters, urgent, blocked, due and healthy in turn. */
export function aFleet(n: number): ToldParts {
  const kinds = [anUrgentCluster, aDueCluster, aBlockedCluster, aHealthyCluster];
  return join(
    ...Array.from({ length: n }, (_, at) =>
      (kinds[at % kinds.length] ?? aDueCluster)(`aks-${String(at).padStart(4, '0')}`),
    ),
  );
}

const mixed = join(anUrgentCluster(), aBlockedCluster(), aDueCluster(), aHealthyCluster());

export const reportShapes: Readonly<Record<string, () => Told>> = {
  'no-cluster': () => aTold(),
  'nothing-due': () => aTold(aHealthyCluster()),
  'one-due': () => aTold(aDueCluster()),
  'one-urgent': () => aTold(anUrgentCluster()),
  'one-blocked': () => aTold(aBlockedCluster()),
  mixed: () => aTold(mixed),
  'no-ways': aFleetWithoutWays,
  unread: () => aTold({ ...mixed, inventory: { unread: unreadThings } }),
  'nothing-read': () => aTold({ inventory: { unread: unreadThings } }),
  redacted: () => aTold({ ...mixed, inventory: { unread: unreadThings }, redact: true }),
  'surge-settings': () =>
    aTold({
      ...anUrgentCluster(),
      aim: {
        surge: { maxSurge: '33%', drainTimeout: 45, nodeSoakDuration: 5, undrainableNodeBehavior: 'Cordon' },
      },
    }),
  'clusters-40': () => aTold(aFleet(40)),
  'clusters-400': () => aTold(aFleet(400)),
  'clusters-2000': () => aTold(aFleet(2000)),
};

export function namesOf(clusters: readonly Cluster[]): readonly string[] {
  return clusters.flatMap(({ name, resourceGroup, pools }) => [
    name,
    resourceGroup,
    ...pools.map((pool) => pool.name),
  ]);
}
