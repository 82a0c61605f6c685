import type { SimIdentity } from './azure-access.ts';
import { armError, providerError } from './azure-answers.ts';
import { type Body, clusterBody, clusterId, poolBody, type Shaping } from './azure-cluster.ts';
import { findCluster, findPool, groupNotFound } from './azure-lookup.ts';
import {
  availablePoolVersions,
  clusterUpgradeProfile,
  poolUpgradeProfile,
  versionList,
} from './azure-offers.ts';
import { operationAnswer, resultAnswer } from './azure-operation-answers.ts';
import type { Operations } from './azure-operations.ts';
import { permissionsOf } from './azure-permissions.ts';
import type { ArmQuestion, ArmRoute } from './azure-routes.ts';
import { lookUpCluster, lookUpPool, sameName } from './azure-state.ts';
import type { SimRequest, SimResponse } from './exchange.ts';
import type { Fleet, SimCluster, SimMaintenance } from './fleet-model.ts';
import { isOn, stableNumber } from './quirks.ts';

/** The world as one authorised read sees it. */
export interface ReadWorld extends Shaping {
  readonly fleet: Fleet;
  readonly pageSize: number;
  readonly nextLinkHost: string | undefined;
  readonly identity: SimIdentity;
  readonly operations: Operations;
  readonly now: number;
  readonly armHost: string;
}

export function answerRead(world: ReadWorld, request: SimRequest, route: ArmRoute): SimResponse {
  const { question } = route;
  if (question.kind === 'clusters') return clusterList(world, request, question.group);
  if (question.kind === 'version-list') return regionVersions(world, request, question.location);
  if (question.kind === 'operation' || question.kind === 'operation-result') {
    return answerOperation(world, request, question);
  }
  if (!('cluster' in question)) return armError(404, 'NotFound', `No route for ${request.path}.`);
  const cluster = findCluster(world, question);
  if ('status' in cluster) return cluster;
  if (question.kind === 'pool' || question.kind === 'pool-profile')
    return answerPool(world, cluster, question);
  return answerCluster(world, request, cluster, route);
}

function answerCluster(
  world: ReadWorld,
  request: SimRequest,
  cluster: SimCluster,
  route: ArmRoute,
): SimResponse {
  const { question } = route;
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
    case 'permissions':
      return page(
        world,
        request,
        permissionsOf(world.identity, route.scope.replace(/\/providers\/[^/]+\/permissions$/i, '')),
      );
    default:
      return armError(404, 'NotFound', `No route for ${request.path}.`);
  }
}

function answerOperation(
  world: ReadWorld,
  request: SimRequest,
  question: Extract<ArmQuestion, { kind: 'operation' | 'operation-result' }>,
): SimResponse {
  const operation = world.operations.find(question.id);
  if (question.kind === 'operation') return operationAnswer(world, request, operation);
  return resultAnswer(world, request, operation, () => {
    const cluster = lookUpCluster(world.fleet, operation?.plan.key ?? nobody);
    const pool = lookUpPool(cluster, operation?.plan.pool ?? '');
    if (cluster === undefined) return {};
    return pool === undefined ? clusterBody(world, cluster) : poolBody(world, cluster, pool);
  });
}

const nobody = { subscriptionId: '', group: '', cluster: '' };

function answerPool(
  world: ReadWorld,
  cluster: SimCluster,
  question: Extract<ArmQuestion, { kind: 'pool' | 'pool-profile' }>,
): SimResponse {
  const pool = findPool(world, cluster, question.pool);
  if ('status' in pool) return pool;
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

function ok(body: Body): SimResponse {
  return { status: 200, headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' }, body };
}
