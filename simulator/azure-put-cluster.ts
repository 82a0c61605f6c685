/** What a PUT of a managed cluster comes to. */
import type { FieldChange, Json } from './azure-difference.ts';
import { isObject, nest, overlay } from './azure-difference.ts';
import { regionOf } from './azure-offers.ts';
import { planCluster } from './azure-plans.ts';
import type { Put } from './azure-put-pool.ts';
import {
  imageWish,
  isReadOnly,
  refuseImmutable,
  requestedAfter,
  unknownVersion,
  withPoolChanges,
} from './azure-put-pool.ts';
import { ruledCluster, ruledPool } from './azure-ruled.ts';
import {
  notAllUnchanged,
  type Refusal,
  refuse,
  refuseControlPlane,
  refusePoolVersion,
  refuseWholeCluster,
} from './azure-rules.ts';
import { type ClusterKey, sameName } from './azure-state.ts';
import { isUnasked, resolveVersion } from './azure-versions.ts';
import type { Wish, WriteWorld } from './azure-write-world.ts';
import type { SimCluster, SimPool } from './fleet-model.ts';
import { isOn } from './quirks.ts';

export function wishCluster(
  world: WriteWorld,
  target: { readonly key: ClusterKey; readonly cluster: SimCluster },
  put: Put,
): Wish {
  const { cluster } = target;
  const properties = isObject(put.sent['properties']) ? put.sent['properties'] : {};
  const asked = properties['kubernetesVersion'];
  const to = resolveVersion(regionOf(world.fleet, cluster.location), asked, cluster.version);
  if (to === undefined) return unknownVersion(asked);
  const sentPools = readPools(cluster, properties['agentPoolProfiles']);
  if ('code' in sentPools) return sentPools;
  const moved = movedPools(world, cluster, to, sentPools.pools);
  if ('code' in moved) return moved;
  const refused =
    refuseImages(world, cluster, put, sentPools.pools) ??
    refuseChanges(put.changes) ??
    refuseMove(world, cluster, to, moved.names);
  if (refused !== undefined) return refused;
  const settings = (one: SimCluster): SimCluster => ({
    ...withClusterChanges(world, one, put),
    requestedVersion: requestedAfter(world, asked, to, one.requestedVersion),
  });
  return planCluster(world, target, { to, moved: moved.names, settings });
}

interface SentPool {
  readonly pool: SimPool;
  readonly sent: Json;
}

/** Left out: the pools stay as they are. Given: all of them, and no others. */
function readPools(cluster: SimCluster, sent: unknown): { readonly pools: readonly SentPool[] } | Refusal {
  if (sent === undefined || sent === null) return { pools: [] };
  const list = Array.isArray(sent) ? sent.filter(isObject) : [];
  const named = (pool: SimPool) => list.find((one) => sameName(String(one['name']), pool.name));
  const pools = cluster.pools.flatMap((pool) => {
    const found = named(pool);
    return found === undefined ? [] : [{ pool, sent: found }];
  });
  if (pools.length === cluster.pools.length && list.length === pools.length) return { pools };
  return refuse(
    'InvalidParameter',
    'Using managed cluster api, agent pools can be neither added nor removed: agentPoolProfiles must name them all.',
  );
}

/** All versions or none; those given are what runs, or the control plane's target. */
function movedPools(
  world: WriteWorld,
  cluster: SimCluster,
  to: string,
  pools: readonly SentPool[],
): { readonly names: readonly string[] } | Refusal {
  const given = pools.filter(({ sent }) => !isUnasked(sent['orchestratorVersion']));
  if (given.length === 0) return { names: legacyPools(cluster, to) };
  if (given.length !== pools.length) return notAllUnchanged;
  const region = regionOf(world.fleet, cluster.location);
  const versions = given.map(({ pool, sent }) => ({
    pool,
    version: resolveVersion(region, sent['orchestratorVersion'], pool.version),
  }));
  if (versions.some(({ pool, version }) => version !== pool.version && version !== to))
    return notAllUnchanged;
  const names = versions.filter(({ pool, version }) => version !== pool.version).map(({ pool }) => pool.name);
  return { names: names.length === 0 ? legacyPools(cluster, to) : names };
}

/** With an availability set, AKS moves every pool with the control plane (azure-cli, `az aks upgrade`). */
function legacyPools(cluster: SimCluster, to: string): readonly string[] {
  if (to === cluster.version || !cluster.pools.some((pool) => pool.kind === 'AvailabilitySet')) return [];
  return cluster.pools.map((pool) => pool.name);
}

function refuseMove(
  world: WriteWorld,
  cluster: SimCluster,
  to: string,
  moved: readonly string[],
): Refusal | undefined {
  const ruled = ruledCluster(world, cluster);
  if (to !== cluster.version) {
    if (moved.length === 0) return refuseControlPlane(ruled, to);
    if (moved.length < cluster.pools.length && cluster.upgradeChannel !== 'none') return notAllUnchanged;
    return refuseWholeCluster(ruled, to);
  }
  return cluster.pools
    .filter((pool) => moved.includes(pool.name))
    .map((pool) => refusePoolVersion(cluster.version, ruledPool(world, cluster, pool), to))
    .find((refusal) => refusal !== undefined);
}

function refuseImages(
  world: WriteWorld,
  _cluster: SimCluster,
  put: Put,
  pools: readonly SentPool[],
): Refusal | undefined {
  for (const { pool, sent } of pools) {
    const wish = imageWish(world, pool, { ...put, sent });
    if (wish === 'rollback') {
      return refuse('InvalidParameter', 'A rollback is per agent pool: https://aka.ms/agent-pool-rest-api');
    }
    if (typeof wish === 'object') return wish;
  }
  return undefined;
}

const ofPool = /^properties\.agentPoolProfiles\[([^\]]+)\]\.(.+)$/;
const immutable = /^properties\.(dnsPrefix|fqdnSubdomain|nodeResourceGroup|linuxProfile\.adminUsername)$/;

function refuseChanges(changes: readonly FieldChange[]): Refusal | undefined {
  const changed = changes.find((one) => immutable.test(one.path));
  if (changed !== undefined) {
    return refuse('PropertyChangeNotAllowed', `Changing property '${changed.path}' is not allowed.`);
  }
  return refuseImmutable(
    changes.flatMap((one) => {
      const [, , path] = ofPool.exec(one.path) ?? [];
      return path === undefined ? [] : [{ ...one, path }];
    }),
  );
}

function withClusterChanges(world: WriteWorld, cluster: SimCluster, put: Put): SimCluster {
  const start: SimCluster = {
    ...cluster,
    tags: tagsAfter(world, cluster, put.sent),
    pools: cluster.pools.map((pool) =>
      withPoolChanges(
        pool,
        put.changes.flatMap((one) => {
          const [, name, path] = ofPool.exec(one.path) ?? [];
          return path !== undefined && sameName(name ?? '', pool.name) ? [{ ...one, path }] : [];
        }),
      ),
    ),
  };
  return put.changes.reduce(withClusterChange, start);
}

function withClusterChange(cluster: SimCluster, { path, to }: FieldChange): SimCluster {
  if (path === 'sku.tier') return { ...cluster, tier: to as SimCluster['tier'] };
  if (!path.startsWith('properties.') || ofPool.test(path)) return cluster;
  const inner = path.slice('properties.'.length);
  switch (inner) {
    case 'autoUpgradeProfile.upgradeChannel':
      return { ...cluster, upgradeChannel: (to ?? 'none') as SimCluster['upgradeChannel'] };
    case 'autoUpgradeProfile.nodeOSUpgradeChannel':
      return { ...cluster, nodeOsChannel: (to ?? 'unset') as SimCluster['nodeOsChannel'] };
    case 'supportPlan':
      return { ...cluster, supportPlan: to as SimCluster['supportPlan'] };
    default:
      return isReadOnly(inner)
        ? cluster
        : { ...cluster, extra: overlay(cluster.extra, nest(inner.split('.'), to)) };
  }
}

function tagsAfter(world: WriteWorld, cluster: SimCluster, sent: Json): SimCluster['tags'] {
  const tags = sent['tags'];
  if (isObject(tags)) return tags as SimCluster['tags'];
  return isOn('tags-are-replaced', world.switches) ? undefined : cluster.tags;
}
