/** Clusters and pools by name, or the 404 that says whose they are not. */
import { armError, providerError } from './azure-answers.ts';
import type { Shaping } from './azure-cluster.ts';
import { lookUpPool, sameName } from './azure-state.ts';
import type { SimResponse } from './exchange.ts';
import type { SimCluster, SimPool } from './fleet-model.ts';
import { isOn } from './quirks.ts';

export function findCluster(
  world: Shaping,
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

export function findPool(world: Shaping, cluster: SimCluster, name: string): SimPool | SimResponse {
  const pool = lookUpPool(cluster, name);
  if (pool !== undefined) return pool;
  const message = `Could not find agent pool: ${name} in managed cluster: ${cluster.name}.`;
  if (!isOn('bare-not-found', world.switches)) return armError(404, 'NotFound', message);
  return providerError(404, 'NotFound', message, { subcode: 'GetAgentPool_NotFound' });
}

function resourceNotFound(name: string, group: string): SimResponse {
  return armError(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.ContainerService/managedClusters/${name}' under resource group '${group}' was not ` +
      'found. For more details please go to https://aka.ms/ARMResourceNotFoundFix',
  );
}

export function groupNotFound(group: string): SimResponse {
  return armError(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
}
