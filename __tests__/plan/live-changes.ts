/** Single changes of what Azure reports or offers, by what they are called. */
import type { Cluster, NodePool } from '../../src/inventory/inventory.ts';
import { compareVersions } from '../../src/inventory/kubernetes-version.ts';
import type { Plan, Step } from '../../src/plan/plan.ts';
import { aCluster, aPool, image, offers, version } from '../builders/fleet.ts';
import type { Fleet } from './carried-out.ts';

/** `undefined`: cannot be made of this step. */
type Change = (fleet: Fleet, step: Step, plan: Plan) => Fleet | undefined;

/** Each makes what was approved another thing than what would be done now. */
export const changesThatMatter: Readonly<Record<string, Change>> = {
  'the control plane runs another patch': (fleet, { cluster, kind, to }) => {
    const { major, minor, patch } = cluster.version;
    const other = version(`${major}.${minor}.${patch + 500}`);
    if (kind !== 'control-plane' || compareVersions(other, version(to)) >= 0) return undefined;
    return onCluster(fleet, cluster, { version: other });
  },
  'the pool runs another version': (fleet, step) => {
    const { pool, kind, to } = step;
    if (pool === undefined || kind !== 'pool-version') return undefined;
    const { major, minor, patch } = pool.version;
    const other = version(`${major}.${minor}.${patch + 500}`);
    return compareVersions(other, version(to)) < 0 ? onPool(fleet, step, { version: other }) : undefined;
  },
  'the pool runs another image': (fleet, step) =>
    step.kind === 'node-image'
      ? onPool(fleet, step, { image: image(step.from.replace(/\d{6}\.\d\d\.\d/, '202501.01.0')) })
      : undefined,
  'a newer image is out': (fleet, step) =>
    step.kind === 'node-image' && step.pool?.offer !== undefined
      ? onPool(fleet, step, { offer: { ...step.pool.offer, latestImage: newer(step.to) } })
      : undefined,
  'the image is withdrawn': (fleet, step) =>
    step.kind === 'node-image' && step.pool?.offer !== undefined && step.pool.image !== undefined
      ? onPool(fleet, step, { offer: { ...step.pool.offer, latestImage: step.pool.image } })
      : undefined,
  'the version is withdrawn': (fleet, { cluster, kind, to }) =>
    kind === 'control-plane' ? onCluster(fleet, cluster, without(cluster, to)) : undefined,
  'a newer patch is out': (fleet, step, plan) => {
    const { cluster, kind } = step;
    const last = plan.steps.findLast((each) => each.kind === kind && each.cluster === cluster);
    if (kind !== 'control-plane' || last !== step || fleet.aim.kubernetesVersion?.kind === 'exact')
      return undefined;
    return onCluster(fleet, cluster, withPatch(cluster, step));
  },
  'a pool is new, and behind': (fleet, { cluster }) =>
    isAutomaticHere(cluster) || fleet.aim.upgradeType === 'control-plane-only'
      ? undefined
      : onCluster(fleet, cluster, { pools: [...cluster.pools, oldPool(cluster)] }),
  'a pool has lost what held it': (fleet, { cluster }) => {
    const held = cluster.pools.find((pool) => pool.isSpot && pool.power === 'running');
    if (held === undefined) return undefined;
    return onPool(fleet, { cluster, pool: held }, { isSpot: false });
  },
  'a cluster is new, and behind': (fleet) => {
    if (fleet.aim.upgradeType === 'control-plane-only') return undefined;
    const cluster = aCluster({ name: 'zz-new', upgradeChannel: 'none' });
    return { ...fleet, clusters: [...fleet.clusters, { ...cluster, pools: [oldPool(cluster)] }] };
  },
  'pools have changed their order': (fleet, { cluster }) => {
    const swap = (pool: NodePool): NodePool => ({
      ...pool,
      mode: pool.mode === 'System' ? 'User' : 'System',
    });
    return onCluster(fleet, cluster, { pools: cluster.pools.map(swap) });
  },
};

/** None of them is part of what was approved. */
export const changesThatDoNot: Readonly<Record<string, Change>> = {
  tags: (fleet, { cluster }) => onCluster(fleet, cluster, { tags: { Environment: 'elsewhere', cost: '7' } }),
  'the node count': (fleet, step) => onPool(fleet, step, { count: (step.pool?.count ?? 0) + 40 }),
  'the settings of upgrades': (fleet, step) =>
    onPool(fleet, step, { upgradeSettings: { maxSurge: '50%', drainTimeout: 7 } }),
  'the order of pools': (fleet, { cluster }) =>
    onCluster(fleet, cluster, { pools: cluster.pools.toReversed() }),
  'the order of offers': (fleet, { cluster }) =>
    onCluster(fleet, cluster, {
      offers: cluster.offers?.toReversed(),
      ...(cluster.region === undefined
        ? {}
        : { region: { ...cluster.region, patches: cluster.region.patches.toReversed() } }),
    }),
  'the tier': (fleet, { cluster }) => onCluster(fleet, cluster, { tier: 'Premium' }),
  'the version that was asked for': (fleet, { cluster }) =>
    onCluster(fleet, cluster, { requestedVersion: '1.30' }),
  windows: (fleet, { cluster }) => onCluster(fleet, cluster, { windows: undefined }),
  'the channel of security patches': (fleet, { cluster }) =>
    cluster.nodeOsChannel === 'NodeImage'
      ? undefined
      : onCluster(fleet, cluster, { nodeOsChannel: 'SecurityPatch' }),
  'an old error text': (fleet, step) => onPool(fleet, step, { provisioningError: 'Drain failed.' }),
  'a later run of the clock': (fleet) =>
    fleet.aim.minimumReleaseAge > 0
      ? undefined
      : { ...fleet, now: new Date(fleet.now.getTime() + 7_200_000) },
};

function onCluster(fleet: Fleet, { id }: Cluster, differs: Partial<Cluster>): Fleet {
  const change = (each: Cluster): Cluster => (each.id === id ? { ...each, ...differs } : each);
  return { ...fleet, clusters: fleet.clusters.map(change) };
}

function onPool(
  fleet: Fleet,
  { cluster, pool }: Pick<Step, 'cluster' | 'pool'>,
  differs: Partial<NodePool>,
): Fleet | undefined {
  if (pool === undefined) return undefined;
  const pools = cluster.pools.map((each) => (each.id === pool.id ? { ...each, ...differs } : each));
  return onCluster(fleet, cluster, { pools });
}

function newer(text: string): ReturnType<typeof image> {
  return image(text.replace(/\d{6}\.\d\d\.\d/, '202612.01.0'));
}

function without(cluster: Cluster, text: string): Partial<Cluster> {
  const isOther = (each: { readonly text: string }): boolean => each.text !== text;
  const { region } = cluster;
  const patches = region?.patches
    .filter((patch) => isOther(patch.version))
    .map((patch) => ({ ...patch, upgrades: patch.upgrades.filter(isOther) }));
  return {
    offers: cluster.offers?.filter((offer) => isOther(offer.version)),
    ...(region === undefined || patches === undefined ? {} : { region: { ...region, patches } }),
  };
}

/** Offered wherever the target of the step is. */
function withPatch(cluster: Cluster, step: Step): Partial<Cluster> {
  const { major, minor, patch } = version(step.to);
  const next = version(`${major}.${minor}.${patch + 500}`);
  const { region } = cluster;
  const add = (list: readonly { readonly text: string }[] | undefined): boolean =>
    list?.some(({ text }) => text === step.to) === true;
  const target = region?.patches.find((each) => each.version.text === step.to);
  const patches = region?.patches.map((each) =>
    add(each.upgrades) ? { ...each, upgrades: [...each.upgrades, next] } : each,
  );
  return {
    ...(add(cluster.offers?.map((offer) => offer.version))
      ? { offers: [...(cluster.offers ?? []), ...offers(next.text)] }
      : {}),
    ...(region === undefined || patches === undefined || target === undefined
      ? {}
      : { region: { ...region, patches: [...patches, { ...target, version: next, upgrades: [] }] } }),
  };
}

/** AKS renews these nodes by itself, or takes no operation. */
function isAutomaticHere(cluster: Cluster): boolean {
  return (
    cluster.isAutomatic ||
    cluster.power === 'stopped' ||
    cluster.nodeOsChannel === 'NodeImage' ||
    cluster.upgradeChannel === 'node-image'
  );
}

function oldPool(cluster: Cluster): NodePool {
  const running = image('AKSUbuntu-2404gen2containerd-202601.01.0');
  const latestImage = image('AKSUbuntu-2404gen2containerd-202602.01.0');
  const pool = aPool({ name: 'zznew', version: cluster.version, image: running, osSku: 'Ubuntu' });
  return { ...pool, id: `${cluster.id}/agentpools/zznew`, offer: { latestImage, upgrades: undefined } };
}
