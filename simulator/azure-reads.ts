import { armError, providerError } from './azure-answers.ts';
import { type Body, clusterBody, clusterId, poolBody, type Shaping } from './azure-cluster.ts';
import {
  availablePoolVersions,
  clusterUpgradeProfile,
  poolUpgradeProfile,
  versionList,
} from './azure-offers.ts';
import type { ArmQuestion, ArmRoute } from './azure-routes.ts';
import type { SimRequest, SimResponse } from './exchange.ts';
import type { Fleet, SimCluster, SimMaintenance } from './fleet.ts';
import { isOn, stableNumber } from './quirks.ts';

/** The world as one authorised read sees it. */
export interface ReadWorld extends Shaping {
  readonly fleet: Fleet;
  readonly pageSize: number;
  readonly nextLinkHost: string | undefined;
}

export function answerRead(world: ReadWorld, request: SimRequest, route: ArmRoute): SimResponse {
  const { question } = route;
  if (question.kind === 'clusters') return clusterList(world, request, question.group);
  if (question.kind === 'version-list') return regionVersions(world, request, question.location);
  if (!('cluster' in question)) return armError(404, 'NotFound', `No route for ${request.path}.`);
  const cluster = findCluster(world, question);
  if ('status' in cluster) return cluster;
  if ('pool' in question) return answerPool(world, cluster, question);
  return answerCluster(world, request, cluster, question);
}

function answerCluster(
  world: ReadWorld,
  request: SimRequest,
  cluster: SimCluster,
  question: ArmQuestion,
): SimResponse {
  switch (question.kind) {
    case 'cluster':
      return ok(clusterBody(world, cluster));
    case 'cluster-profile':
      return ok(clusterUpgradeProfile(world, world.fleet, cluster));
    case 'pools':
      return page(
        world,
        request,
        cluster.pools.map((pool) => poolBody(world, cluster, pool)),
      );
    case 'pool-versions':
      return ok(availablePoolVersions(world, world.fleet, cluster));
    case 'maintenance-list':
      return ok({ value: cluster.windows.map((window) => maintenanceBody(world, cluster, window)) });
    case 'maintenance':
      return maintenance(world, cluster, question.name);
    default:
      return armError(404, 'NotFound', `No route for ${request.path}.`);
  }
}

function answerPool(
  world: ReadWorld,
  cluster: SimCluster,
  question: Extract<ArmQuestion, { pool: string }>,
): SimResponse {
  const pool = cluster.pools.find((one) => sameName(one.name, question.pool));
  if (pool === undefined) return poolNotFound(world, cluster, question.pool);
  return ok(
    question.kind === 'pool'
      ? poolBody(world, cluster, pool)
      : poolUpgradeProfile(world, world.fleet, cluster, pool),
  );
}

function clusterList(world: ReadWorld, request: SimRequest, group: string | undefined): SimResponse {
  const { clusters } = world.subscription;
  const inGroup = clusters.filter((one) => group === undefined || sameName(one.resourceGroup, group));
  if (group !== undefined && inGroup.length === 0) return groupNotFound(group);
  // In the order of nobody's choosing: by a number that the name gives.
  const order = inGroup.toSorted((a, b) => stableNumber(a.name) - stableNumber(b.name));
  return page(
    world,
    request,
    order.map((cluster) => clusterBody(world, cluster)),
  );
}

/** A page of a list; the token in the link is a number, as recorded, and goes round under both of its names. */
function page(world: ReadWorld, request: SimRequest, items: readonly Body[]): SimResponse {
  const token = request.query.get('$skipToken') ?? request.query.get('skipToken');
  const start = token === null ? 0 : Number(token) - tokenBase;
  if (!Number.isInteger(start) || start < 0 || start > items.length) {
    return providerError(400, 'InvalidParameter', `The skip token '${token}' is not valid.`);
  }
  const end = start + world.pageSize;
  const value = items.slice(start, end);
  const more = end < items.length || (value.length > 0 && isOn('trailing-empty-page', world.switches));
  if (!more) return ok({ value });
  const version = encodeURIComponent(request.query.get('api-version') ?? '');
  const next = tokenBase + Math.min(end, items.length);
  const query = `%24skipToken=${next}&api-version=${version}&skipToken=${next}`;
  return ok({ value, nextLink: `https://${world.nextLinkHost ?? request.host}${request.path}?${query}` });
}

const tokenBase = 2_837_000;

function regionVersions(world: ReadWorld, request: SimRequest, location: string): SimResponse {
  const region = world.fleet.regions[location.toLowerCase()];
  if (region !== undefined) return ok(versionList(world.switches, region));
  const version = request.query.get('api-version') ?? '';
  return armError(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for location '${location}' and API version '${version}' for type ` +
      `'locations/kubernetesVersions'. The supported locations are '${Object.keys(world.fleet.regions).join(', ')}'.`,
  );
}

function findCluster(
  world: ReadWorld,
  wanted: { readonly group: string; readonly cluster: string },
): SimCluster | SimResponse {
  const found = world.subscription.clusters.find(
    (one) => sameName(one.resourceGroup, wanted.group) && sameName(one.name, wanted.cluster),
  );
  if (found === undefined) {
    const known = world.subscription.clusters.some((one) => sameName(one.resourceGroup, wanted.group));
    return known ? resourceNotFound(wanted.cluster, wanted.group) : groupNotFound(wanted.group);
  }
  if (!found.vanished) return found;
  if (!isOn('bare-not-found', world.switches)) return resourceNotFound(wanted.cluster, wanted.group);
  return providerError(
    404,
    'NotFound',
    `Could not find managed cluster resource: ${found.name} in subscription: ${world.subscription.id}, ` +
      `resourceGroup: ${found.resourceGroup}.`,
    {
      subcode: 'GetManagedCluster_NotFound',
      details: [
        { code: 'Unspecified', message: 'rpc error: code = NotFound desc = Managed Cluster not found' },
      ],
    },
  );
}

function resourceNotFound(name: string, group: string): SimResponse {
  return armError(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.ContainerService/managedClusters/${name}' under resource group '${group}' was not ` +
      'found. For more details please go to https://aka.ms/ARMResourceNotFoundFix',
  );
}

function groupNotFound(group: string): SimResponse {
  return armError(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
}

function poolNotFound(world: ReadWorld, cluster: SimCluster, pool: string): SimResponse {
  const message = `Could not find agent pool: ${pool} in managed cluster: ${cluster.name}.`;
  if (!isOn('bare-not-found', world.switches)) return armError(404, 'NotFound', message);
  return providerError(404, 'NotFound', message, { subcode: 'GetAgentPool_NotFound' });
}

function maintenance(world: ReadWorld, cluster: SimCluster, name: string): SimResponse {
  const found = cluster.windows.find((one) => sameName(one.name, name));
  if (found !== undefined) return ok(maintenanceBody(world, cluster, found));
  return providerError(404, 'NotFound', `Could not find maintenance configuration: ${name}.`);
}

/** The one id that keeps `resourceGroups` as it was written (azure-cli test_aks_maintenancewindow, Jul 2023). */
function maintenanceBody(world: ReadWorld, cluster: SimCluster, window: SimMaintenance): Body {
  const id = clusterId(world, cluster).replace('/resourcegroups/', '/resourceGroups/');
  return {
    id: `${id}/maintenanceConfigurations/${window.name}`,
    name: window.name,
    properties: window.properties,
  };
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function ok(body: Body): SimResponse {
  return { status: 200, headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' }, body };
}
