/** What each kind of operation does to the fleet: what is seen at once, and what only at its end. */
import type { OperationPlan, StartedKind } from './azure-operation-plan.ts';
import type { Pace } from './azure-pace.ts';
import type { ClusterKey } from './azure-state.ts';
import { latestImage, lookUpCluster, lookUpPool, withCluster, withPool } from './azure-state.ts';
import type { Fleet, SimCluster, SimPool } from './fleet-model.ts';

export interface PlanWorld {
  readonly fleet: Fleet;
  readonly pace: Pace;
}

interface Target {
  readonly key: ClusterKey;
  readonly cluster: SimCluster;
}

/** A cluster's PUT: its control plane to `to`, and those pools with it. `settings` is what else the PUT changes. */
export function planCluster(
  world: PlanWorld,
  target: Target,
  wish: {
    readonly to: string;
    readonly moved: readonly string[];
    readonly settings?: (cluster: SimCluster) => SimCluster;
  },
): OperationPlan {
  const { cluster, key } = target;
  const settings = wish.settings ?? ((one: SimCluster) => one);
  const isUp = wish.to !== cluster.version;
  const resumed = cluster.pools.filter((pool) => pool.unfinished !== undefined).map((pool) => pool.name);
  const pools = [...new Set([...wish.moved, ...resumed])];
  const kind = clusterKind(isUp, wish.moved, resumed);
  return {
    kind,
    ...located(target, undefined),
    state: kind === 'update' ? 'Updating' : 'Upgrading',
    pools,
    from: cluster.version,
    to: wish.to,
    seconds: clusterSeconds(world, cluster, { isUp, pools }),
    begin: (fleet) =>
      withCluster(fleet, key, (one) => {
        const set = settings(one);
        return {
          ...set,
          ...(isUp ? { version: wish.to, offers: undefined } : {}),
          pools: set.pools.map((pool) =>
            wish.moved.includes(pool.name) ? atVersion(world.fleet, cluster, pool, wish.to) : pool,
          ),
        };
      }),
    finish: (pool, at) => finished(pool, before(cluster, pool), newest(world.fleet, cluster, pool), at),
    stop: (pool) => stopped(pool, newest(world.fleet, cluster, pool)),
  };
}

function clusterKind(isUp: boolean, moved: readonly string[], resumed: readonly string[]): StartedKind {
  if (moved.length > 0) return 'cluster';
  if (isUp) return 'control-plane';
  return resumed.length > 0 ? 'resume' : 'update';
}

function clusterSeconds(
  { pace }: PlanWorld,
  cluster: SimCluster,
  { isUp, pools }: { readonly isUp: boolean; readonly pools: readonly string[] },
): number {
  const nodes = cluster.pools.filter((pool) => pools.includes(pool.name));
  const poolSeconds = nodes.reduce((sum, pool) => sum + pace.pool + pace.node * pool.count, 0);
  return isUp || pools.length > 0 ? (isUp ? pace.controlPlane : 0) + poolSeconds : pace.update;
}

/** A pool's PUT. Where a version moves, the newest image of this moment comes along. */
export function planPool(
  world: PlanWorld,
  target: Target,
  wish: { readonly pool: SimPool; readonly to: string; readonly settings?: (pool: SimPool) => SimPool },
): OperationPlan {
  const { cluster, key } = target;
  const { pool, to } = wish;
  const isUp = to !== pool.version;
  const kind = isUp ? 'pool-version' : pool.unfinished === undefined ? 'update' : 'resume';
  const settings = wish.settings ?? ((one: SimPool) => one);
  const image = newest(world.fleet, cluster, pool);
  return {
    kind,
    ...located(target, pool),
    state: kind === 'update' ? 'Updating' : 'Upgrading',
    pools: kind === 'update' ? [] : [pool.name],
    from: pool.version,
    to,
    seconds: kind === 'update' ? world.pace.update : world.pace.pool + world.pace.node * pool.count,
    begin: (fleet) =>
      withPool(fleet, { ...key, pool: pool.name }, (one) => {
        const set = settings(one);
        return isUp ? atVersion(world.fleet, cluster, set, to) : set;
      }),
    finish: (one, at) => finished(one, pool, image, at),
    stop: (one) => stopped(one, image),
  };
}

/** The newest image of the moment of the POST; the old one shows until it is done. */
export function planImage(world: PlanWorld, target: Target, pool: SimPool): OperationPlan {
  const image = newest(world.fleet, target.cluster, pool);
  const isThere = image === pool.image && pool.unfinished === undefined;
  return {
    kind: 'node-image',
    ...located(target, pool),
    state: 'UpgradingNodeImageVersion',
    pools: [pool.name],
    from: pool.image ?? '',
    to: image ?? '',
    seconds: isThere ? world.pace.update : world.pace.image,
    begin: (fleet) => fleet,
    finish: (one, at) => finished(one, pool, image, at),
    stop: (one) => stopped(one, image),
  };
}

/** Back to what the pool ran before: a PUT with its version and image. */
export function planRollback(
  world: PlanWorld,
  target: Target,
  wish: { readonly pool: SimPool; readonly version: string; readonly image: string },
): OperationPlan {
  const { pool, version, image } = wish;
  return {
    kind: 'rollback',
    ...located(target, pool),
    state: 'Updating',
    pools: [pool.name],
    from: `${pool.version} ${pool.image ?? ''}`,
    to: `${version} ${image}`,
    seconds: world.pace.pool + world.pace.node * pool.count,
    begin: (fleet) =>
      withPool(fleet, { ...target.key, pool: pool.name }, (one) => ({
        ...one,
        version,
        requestedVersion: version,
        offers: undefined,
      })),
    finish: (one) => ({ ...one, image, unfinished: undefined }),
    stop: (one) => stopped(one, image),
  };
}

export function planAbort(world: PlanWorld, target: Target, pool: SimPool | undefined): OperationPlan {
  return {
    kind: 'abort',
    ...located(target, pool),
    state: '',
    pools: [],
    from: '',
    to: '',
    seconds: world.pace.abort,
    begin: (fleet) => fleet,
    finish: (one) => one,
    stop: (one) => one,
  };
}

/** Where an operation stands; `pool`: of a pool's own. */
export function located({ key, cluster }: Target, pool: SimPool | undefined) {
  const clusterId =
    `/subscriptions/${key.subscriptionId}/resourcegroups/${cluster.resourceGroup}` +
    `/providers/Microsoft.ContainerService/managedClusters/${cluster.name}`;
  return {
    key,
    location: cluster.location,
    pool: pool?.name,
    resourceId: pool === undefined ? clusterId : `${clusterId}/agentPools/${pool.name}`,
  };
}

/** As AKS shows it from the first second: the new version, the old image. */
function atVersion(fleet: Fleet, cluster: SimCluster, pool: SimPool, version: string): SimPool {
  const image = newest(fleet, cluster, pool);
  return { ...pool, version, requestedVersion: version, offers: undefined, unfinished: { image } };
}

function finished(pool: SimPool, was: SimPool, image: string | null, at: Date): SimPool {
  const isNew = was.version !== pool.version || was.image !== image;
  const used = { version: was.version, image: was.image ?? '', at };
  return {
    ...pool,
    image,
    unfinished: undefined,
    recentlyUsed: isNew ? [...pool.recentlyUsed, used].slice(-1) : pool.recentlyUsed,
  };
}

function stopped(pool: SimPool, image: string | null): SimPool {
  return { ...pool, unfinished: { image } };
}

/** A pool that is pinned to a snapshot keeps the snapshot's image. */
function newest(fleet: Fleet, cluster: SimCluster, pool: SimPool): string | null {
  return pool.snapshotId === undefined ? (latestImage(fleet, cluster, pool) ?? pool.image) : pool.image;
}

function before(cluster: SimCluster, pool: SimPool): SimPool {
  return lookUpPool(cluster, pool.name) ?? pool;
}

/** The target of a plan, by its key. Throws when there is no such cluster: a mistake in a test. */
export function targetOf(fleet: Fleet, key: ClusterKey): Target {
  const cluster = lookUpCluster(fleet, key);
  if (cluster === undefined) throw new Error(`The fleet has no cluster ${key.group}/${key.cluster}.`);
  return { key, cluster };
}
