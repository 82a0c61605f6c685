/** Every address that is read, with the token bucket that AKS counts it in. */

import type { JsonObject } from './arm-json.ts';

/** API version of Microsoft.ContainerService: the newest stable one. */
export const aksApiVersion = '2026-06-01';
export const subscriptionsApiVersion = '2022-12-01';

export interface ClusterName {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

export interface ArmRequest {
  /** Path under the ARM endpoint, or a `nextLink` that has been checked. */
  readonly path: string;
  /** Absent on a `nextLink`, which carries its own. */
  readonly apiVersion?: string;
  /** Empty for what belongs to no subscription. */
  readonly subscriptionId: string;
  /** Name of AKS's token bucket; absent where AKS counts per cluster, which a single read cannot empty. */
  readonly bucket?: string;
  /** Calls that the bucket allows at once. */
  readonly burst: number;
  /** Calls a second that it allows after that; one when absent. */
  readonly perSecond?: number;
  /** The role action that the call needs. */
  readonly action: string;
}

/** What changes something in Azure. `AzureConnection.send` alone carries it. */
export interface ArmMutation extends ArmRequest {
  readonly method: 'PUT' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
}

const provider = 'providers/Microsoft.ContainerService';
const managedClusters = 'Microsoft.ContainerService/managedClusters';

export function parseClusterId(id: string): ClusterName | undefined {
  const pattern =
    /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/microsoft\.containerservice\/managedclusters\/([^/]+)$/i;
  const [, subscriptionId, resourceGroup, name] = pattern.exec(id) ?? [];
  if (subscriptionId === undefined || resourceGroup === undefined || name === undefined) return undefined;
  return { subscriptionId: subscriptionId.toLowerCase(), resourceGroup, name };
}

export function subscriptionsRequest(): ArmRequest {
  return {
    path: '/subscriptions',
    apiVersion: subscriptionsApiVersion,
    subscriptionId: '',
    burst: 0,
    action: 'Microsoft.Resources/subscriptions/read',
  };
}

/** LIST has buckets of its own: 500 a subscription, 60 a resource group. */
export function clustersRequest(subscriptionId: string, resourceGroup?: string): ArmRequest {
  const action = `${managedClusters}/read`;
  const list = `${provider}/managedClusters`;
  if (resourceGroup === undefined) {
    const path = `${subscriptionPath(subscriptionId)}/${list}`;
    return { ...aksRequest(subscriptionId, path, action), bucket: 'list', burst: 500 };
  }
  const path = `${subscriptionPath(subscriptionId)}/resourceGroups/${encodeSegment(resourceGroup)}/${list}`;
  return {
    ...aksRequest(subscriptionId, path, action),
    bucket: `list ${resourceGroup.toLowerCase()}`,
    burst: 60,
  };
}

export function clusterRequest(cluster: ClusterName): ArmRequest {
  return aksRequest(cluster.subscriptionId, clusterPath(cluster), `${managedClusters}/read`);
}

/** Everything else shares one bucket a subscription and region: 60 at once, then one a second. */
export const regionalReads = {
  clusterOffers: (cluster: ClusterName, location: string) =>
    regional(cluster, location, '/upgradeProfiles/default', 'upgradeProfiles/read'),
  pools: (cluster: ClusterName, location: string) =>
    regional(cluster, location, '/agentPools', 'agentPools/read'),
  poolOffer: (cluster: ClusterName, location: string, pool: string) =>
    regional(
      cluster,
      location,
      `/agentPools/${encodeSegment(pool)}/upgradeProfiles/default`,
      'agentPools/upgradeProfiles/read',
    ),
  maintenance: (cluster: ClusterName, location: string) =>
    regional(cluster, location, '/maintenanceConfigurations', 'maintenanceConfigurations/read'),
  availableVersions: (cluster: ClusterName, location: string) =>
    regional(cluster, location, '/availableAgentPoolVersions', 'availableAgentPoolVersions/read'),
  versions: (subscriptionId: string, location: string): ArmRequest => ({
    ...aksRequest(
      subscriptionId,
      `${subscriptionPath(subscriptionId)}/${provider}/locations/${encodeSegment(location)}/kubernetesVersions`,
      'Microsoft.ContainerService/locations/kubernetesversions/read',
    ),
    bucket: location,
    burst: 60,
  }),
} as const;

/** A call in the bucket that almost all of a subscription and region share. */
export function regional(cluster: ClusterName, location: string, rest: string, action: string): ArmRequest {
  const request = aksRequest(
    cluster.subscriptionId,
    `${clusterPath(cluster)}${rest}`,
    `${managedClusters}/${action}`,
  );
  return { ...request, bucket: location, burst: 60 };
}

function aksRequest(subscriptionId: string, path: string, action: string): ArmRequest {
  return { path, apiVersion: aksApiVersion, subscriptionId, burst: 0, action };
}

/** Half a surrogate pair, which `encodeURIComponent` throws at, becomes a name that is not there. */
export function encodeSegment(name: string): string {
  return encodeURIComponent(name.toWellFormed());
}

function subscriptionPath(subscriptionId: string): string {
  return `/subscriptions/${encodeSegment(subscriptionId)}`;
}

export function clusterPath(cluster: ClusterName): string {
  const group = encodeSegment(cluster.resourceGroup);
  const name = encodeSegment(cluster.name);
  return `${subscriptionPath(cluster.subscriptionId)}/resourceGroups/${group}/${provider}/managedClusters/${name}`;
}
