/** Every address that an upgrade asks beyond those of the check, with the token bucket that AKS counts it in. */

import type { JsonObject } from '../../inventory/arm-json.ts';
import {
  type ArmMutation,
  type ArmRequest,
  aksApiVersion,
  type ClusterName,
  clusterPath,
  encodeSegment,
  regional,
} from '../../inventory/arm-paths.ts';

export const permissionsApiVersion = '2022-04-01';

export type Place = ClusterName & { readonly location: string };

/** The role actions that mutations need; docs/azure-access.md grants exactly these to the upgrader. */
export const upgradeActions = {
  cluster: 'Microsoft.ContainerService/managedClusters/write',
  pool: 'Microsoft.ContainerService/managedClusters/agentPools/write',
  image: 'Microsoft.ContainerService/managedClusters/agentPools/upgradeNodeImageVersion/action',
} as const;

/** AKS lets 20 PUTs of one cluster or pool through at once, then one a minute. */
const putBucket = { burst: 20, perSecond: 1 / 60 } as const;

export function poolRequest(cluster: Place, pool: string): ArmRequest {
  return regional(cluster, cluster.location, poolRest(pool), 'agentPools/read');
}

/** What the caller may do on the cluster, whichever scope it was granted at. Counted by ARM alone. */
export function permissionsRequest(cluster: ClusterName): ArmRequest {
  return {
    path: `${clusterPath(cluster)}/providers/Microsoft.Authorization/permissions`,
    apiVersion: permissionsApiVersion,
    subscriptionId: cluster.subscriptionId,
    burst: 0,
    action: 'Microsoft.Authorization/permissions/read',
  };
}

/** The status of an operation at the address that Azure gave, to the letter: it is signed and carries its own version. */
export function statusRequest(cluster: ClusterName, address: string): ArmRequest {
  return {
    path: address,
    subscriptionId: cluster.subscriptionId,
    bucket: 'operations',
    burst: 200,
    perSecond: 2,
    action: 'Microsoft.ContainerService/locations/operations/read',
  };
}

export function clusterPut(cluster: ClusterName, body: JsonObject, eTag: string | undefined): ArmMutation {
  const path = clusterPath(cluster);
  return put({ path, subscriptionId: cluster.subscriptionId, action: upgradeActions.cluster }, body, eTag);
}

export function poolPut(
  cluster: ClusterName,
  pool: string,
  body: JsonObject,
  eTag: string | undefined,
): ArmMutation {
  const path = `${clusterPath(cluster)}${poolRest(pool)}`;
  return put({ path, subscriptionId: cluster.subscriptionId, action: upgradeActions.pool }, body, eTag);
}

/** Takes no `If-Match` and no version: it brings whatever image is the newest when it arrives. */
export function imagePost(cluster: Place, pool: string): ArmMutation {
  const rest = `${poolRest(pool)}/upgradeNodeImageVersion`;
  const request = regional(cluster, cluster.location, rest, '');
  return { ...request, action: upgradeActions.image, method: 'POST' };
}

function put(
  request: Pick<ArmRequest, 'path' | 'subscriptionId' | 'action'>,
  body: JsonObject,
  eTag: string | undefined,
): ArmMutation {
  return {
    ...request,
    ...putBucket,
    apiVersion: aksApiVersion,
    bucket: `put ${request.path.toLowerCase()}`,
    method: 'PUT',
    body,
    ...(eTag === undefined ? {} : { headers: { 'if-match': eTag } }),
  };
}

function poolRest(pool: string): string {
  return `/agentPools/${encodeSegment(pool)}`;
}
