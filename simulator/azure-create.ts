/**
 * A PUT where nothing stands: AKS makes it. Who puts back what was deleted meanwhile gets it again, unless `If-Match`
 * says that something has to be there.
 */

import { isObject, type Json } from './azure-difference.ts';
import { regionOf } from './azure-offers.ts';
import type { OperationPlan } from './azure-operation-plan.ts';
import type { Pace } from './azure-pace.ts';
import { located } from './azure-plans.ts';
import { type ClusterKey, sameName, withCluster } from './azure-state.ts';
import { resolveVersion } from './azure-versions.ts';
import { describeCluster, describePool } from './fleet-defaults.ts';
import type { ClusterDescription, Fleet, PoolDescription, SimCluster } from './fleet-model.ts';

interface Place {
  readonly fleet: Fleet;
  readonly pace: Pace;
}

export function planNewPool(
  { fleet, pace }: Place,
  target: { readonly key: ClusterKey; readonly cluster: SimCluster },
  made: { readonly name: string; readonly properties: Json },
): OperationPlan {
  const { cluster, key } = target;
  const region = regionOf(fleet, cluster.location);
  const version = resolveVersion(region, made.properties['orchestratorVersion'], cluster.version);
  const description = {
    ...poolFields(made.properties),
    name: made.name,
    version: version ?? cluster.version,
  };
  const pool = describePool(description, cluster.pools.length, cluster.version, region);
  return {
    ...making(target, version ?? cluster.version),
    ...located(target, pool),
    pools: [pool.name],
    seconds: pace.pool + pace.node * pool.count,
    begin: (before) => withCluster(before, key, (one) => ({ ...one, pools: [...one.pools, pool] })),
  };
}

export function planNewCluster({ fleet, pace }: Place, key: ClusterKey, sent: Json): OperationPlan {
  const properties = isObject(sent['properties']) ? sent['properties'] : {};
  const location = String(sent['location']).toLowerCase();
  const sentPools = properties['agentPoolProfiles'];
  const description: ClusterDescription = {
    name: key.cluster,
    resourceGroup: key.group,
    location,
    ...versionOf(properties['kubernetesVersion'], (asked) =>
      resolveVersion(regionOf(fleet, location), asked, ''),
    ),
    pools: (Array.isArray(sentPools) ? sentPools.filter(isObject) : []).map((one) => ({
      ...poolFields(one),
      name: String(one['name']),
    })),
  };
  const cluster = describeCluster(description, 0, fleet.regions);
  const target = { key, cluster };
  return {
    ...making(target, cluster.version),
    ...located(target, undefined),
    pools: cluster.pools.map((pool) => pool.name),
    seconds: pace.controlPlane,
    begin: (before) => ({
      ...before,
      subscriptions: before.subscriptions.map((one) =>
        sameName(one.id, key.subscriptionId) ? { ...one, clusters: [...one.clusters, cluster] } : one,
      ),
    }),
  };
}

function making({ key }: { readonly key: ClusterKey }, to: string) {
  return {
    kind: 'create',
    key,
    state: 'Creating',
    from: '',
    to,
    finish: (pool) => pool,
    stop: (pool) => pool,
  } as const satisfies Partial<OperationPlan>;
}

function versionOf(asked: unknown, resolve: (asked: unknown) => string | undefined) {
  const version = resolve(asked);
  return version === undefined || version === '' ? {} : { version };
}

function poolFields(properties: Json): PoolDescription {
  const { count, mode, osType } = properties;
  return {
    ...(typeof count === 'number' ? { count } : {}),
    ...(mode === 'System' || mode === 'User' ? { mode } : {}),
    ...(osType === 'Windows' ? { os: osType } : {}),
  };
}
