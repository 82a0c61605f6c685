import { overlay } from './azure-difference.ts';
import { guidOf } from './azure-guid.ts';
import type { SimCluster, SimPool, SimSubscription } from './fleet-model.ts';
import { isOn, type QuirkName, type QuirkSwitches, stableNumber } from './quirks.ts';
import { minorOfVersion } from './version-world.ts';

/** Bodies of managed clusters and agent pools, in the shape of the recordings and of API version 2026-06-01. */

export interface Shaping {
  readonly switches: QuirkSwitches;
  readonly subscription: SimSubscription;
}

export type Body = Readonly<Record<string, unknown>>;

export function clusterId(shaping: Shaping, cluster: SimCluster): string {
  const groups = isOn('lower-case-resource-groups', shaping.switches) ? 'resourcegroups' : 'resourceGroups';
  return (
    `/subscriptions/${shaping.subscription.id}/${groups}/${cluster.resourceGroup}` +
    `/providers/Microsoft.ContainerService/managedClusters/${cluster.name}`
  );
}

export function clusterBody(shaping: Shaping, cluster: SimCluster): Body {
  const id = clusterId(shaping, cluster);
  const pascal = isOn('pascal-case-cluster-type', shaping.switches);
  return {
    id,
    location: cluster.location,
    name: cluster.name,
    ...(cluster.tags === undefined ? {} : { tags: cluster.tags }),
    type: `Microsoft.ContainerService/${pascal ? 'ManagedClusters' : 'managedClusters'}`,
    kind: 'Base',
    properties: overlay(clusterProperties(shaping, cluster, id), cluster.extra),
    identity: {
      type: 'SystemAssigned',
      principalId: guidOf(`principal ${id}`),
      tenantId: shaping.subscription.tenantId,
    },
    sku: { name: cluster.sku, tier: cluster.tier },
    ...etag(shaping, id, cluster.generation, id),
  };
}

function clusterProperties(shaping: Shaping, cluster: SimCluster, id: string): Body {
  const { switches, subscription } = shaping;
  const dns = `${cluster.name}-${stableNumber(id).toString(36)}`;
  const group = `MC_${cluster.resourceGroup}_${cluster.name}_${cluster.location}`;
  return {
    provisioningState: cluster.provisioningState,
    powerState: { code: cluster.power },
    kubernetesVersion: requested(switches, cluster, id),
    currentKubernetesVersion: cluster.version,
    dnsPrefix: dns,
    fqdn: `${dns}.hcp.${cluster.location}.azmk8s.io`,
    azurePortalFQDN: `${dns}.portal.hcp.${cluster.location}.azmk8s.io`,
    agentPoolProfiles: cluster.pools.map((pool) => ({
      name: pool.name,
      ...overlay(poolProperties(shaping, pool, id), pool.extra),
    })),
    linuxProfile: { adminUsername: 'azureuser', ssh: { publicKeys: [{ keyData: 'ssh-rsa AAAA' }] } },
    servicePrincipalProfile: { clientId: 'msi' },
    nodeResourceGroup: group,
    enableRBAC: true,
    ...supportPlan(switches, cluster, id),
    networkProfile: network(subscription.id, group),
    maxAgentPools: 100,
    identityProfile: { kubeletidentity: kubeletIdentity(subscription.id, group, cluster.name) },
    ...channels(switches, cluster),
    disableLocalAccounts: false,
    securityProfile: {},
    storageProfile: {
      diskCSIDriver: { enabled: true },
      fileCSIDriver: { enabled: true },
      snapshotController: { enabled: true },
    },
    oidcIssuerProfile: { enabled: false },
    workloadAutoScalerProfile: {},
    resourceUID: guidOf(`uid ${id}`).replaceAll('-', '').slice(0, 24),
    metricsProfile: { costAnalysis: { enabled: false } },
    nodeProvisioningProfile: { mode: cluster.nodeProvisioning, defaultNodePools: 'Auto' },
    bootstrapProfile: { artifactSource: 'Direct' },
    ...(cluster.provisioningError === undefined
      ? {}
      : { status: { provisioningError: cluster.provisioningError } }),
  };
}

export function poolBody(shaping: Shaping, cluster: SimCluster, pool: SimPool): Body {
  const id = clusterId(shaping, cluster);
  return {
    id: `${id}/agentPools/${pool.name}`,
    name: pool.name,
    type: 'Microsoft.ContainerService/managedClusters/agentPools',
    properties: overlay(poolProperties(shaping, pool, id), pool.extra),
  };
}

function poolProperties(shaping: Shaping, pool: SimPool, cluster: string): Body {
  const { switches } = shaping;
  const id = `${cluster}/agentPools/${pool.name}`;
  return {
    count: pool.count,
    vmSize: pool.vmSize,
    osDiskSizeGB: 128,
    osDiskType: 'Managed',
    kubeletDiskType: 'OS',
    maxPods: 110,
    type: pool.kind,
    enableAutoScaling: false,
    scaleDownMode: 'Delete',
    provisioningState: pool.provisioningState,
    powerState: { code: pool.power },
    ...requestedPoolVersion(switches, pool, id),
    currentOrchestratorVersion: pool.version,
    enableNodePublicIP: false,
    mode: pool.mode,
    enableEncryptionAtHost: false,
    enableUltraSSD: false,
    osType: pool.os,
    ...(pool.osSku === null ? {} : { osSKU: pool.osSku }),
    ...nodeImage(switches, pool),
    ...(pool.spot ? { scaleSetPriority: 'Spot', scaleSetEvictionPolicy: 'Delete', spotMaxPrice: -1 } : {}),
    ...(pool.snapshotId === undefined ? {} : { creationData: { sourceResourceId: pool.snapshotId } }),
    upgradeSettings: upgradeSettings(switches, pool),
    enableFIPS: pool.imageKind.includes('fips'),
    networkProfile: {},
    securityProfile: { sshAccess: 'LocalUser', enableVTPM: false, enableSecureBoot: false },
    ...(pool.provisioningError === undefined
      ? {}
      : { status: { provisioningError: pool.provisioningError } }),
    ...etag(shaping, id, pool.generation, cluster),
  };
}

/** Whoever asked for a minor keeps reading the minor: AKS calls it an alias. */
function requested(
  switches: QuirkSwitches,
  one: { readonly version: string; readonly requestedVersion: string | undefined },
  id: string,
): string {
  if (one.requestedVersion !== undefined) return one.requestedVersion;
  return hits('alias-versions', switches, id, 2) ? minorOfVersion(one.version) : one.version;
}

function requestedPoolVersion(switches: QuirkSwitches, pool: SimPool, id: string): Body {
  const left = pool.requestedVersion === undefined && hits('requested-version-absent', switches, id, 5);
  return left ? {} : { orchestratorVersion: requested(switches, pool, id) };
}

function nodeImage(switches: QuirkSwitches, pool: SimPool): Body {
  if (pool.image !== null) return { nodeImageVersion: pool.image };
  return isOn('null-node-image', switches) ? { nodeImageVersion: null } : {};
}

function upgradeSettings(switches: QuirkSwitches, pool: SimPool): Body {
  if (pool.upgradeSettings !== undefined) return pool.upgradeSettings;
  return isOn('empty-upgrade-settings', switches) ? {} : { maxSurge: '10%', maxUnavailable: '0' };
}

function supportPlan(switches: QuirkSwitches, cluster: SimCluster, id: string): Body {
  const usual = cluster.supportPlan === 'KubernetesOfficial';
  return usual && hits('support-plan-absent', switches, id, 5) ? {} : { supportPlan: cluster.supportPlan };
}

function channels(switches: QuirkSwitches, cluster: SimCluster): Body {
  const unset = cluster.nodeOsChannel === 'unset';
  const nodeOs = unset ? {} : { nodeOSUpgradeChannel: cluster.nodeOsChannel };
  const absent = isOn('channel-absent-when-none', switches);
  if (!absent || cluster.upgradeChannel !== 'none') {
    return { autoUpgradeProfile: { upgradeChannel: cluster.upgradeChannel, ...nodeOs } };
  }
  return unset ? {} : { autoUpgradeProfile: nodeOs };
}

function etag(shaping: Shaping, id: string, generation: number, cluster: string): Body {
  if (isOn('no-etag', shaping.switches) || hits('etag-comes-and-goes', shaping.switches, cluster, 3))
    return {};
  return { eTag: guidOf(`etag ${id}${generation === 0 ? '' : ` ${generation}`}`) };
}

/** Whether this resource is one of those that a quirk meets: one in `of`, always the same ones. */
function hits(quirk: QuirkName, switches: QuirkSwitches, id: string, of: number): boolean {
  return isOn(quirk, switches) && stableNumber(`${quirk} ${id}`) % of === 0;
}

function network(subscriptionId: string, group: string): Body {
  const address = `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.Network/publicIPAddresses`;
  return {
    networkPlugin: 'azure',
    networkPluginMode: 'overlay',
    loadBalancerSku: 'standard',
    loadBalancerProfile: {
      managedOutboundIPs: { count: 1 },
      effectiveOutboundIPs: [{ id: `${address}/${guidOf(group)}` }],
      backendPoolType: 'nodeIPConfiguration',
    },
    podCidr: '10.244.0.0/16',
    serviceCidr: '10.0.0.0/16',
    dnsServiceIP: '10.0.0.10',
    outboundType: 'loadBalancer',
    podCidrs: ['10.244.0.0/16'],
    serviceCidrs: ['10.0.0.0/16'],
    ipFamilies: ['IPv4'],
  };
}

function kubeletIdentity(subscriptionId: string, group: string, name: string): Body {
  const owner = `/subscriptions/${subscriptionId}/resourcegroups/${group}/providers`;
  return {
    resourceId: `${owner}/Microsoft.ManagedIdentity/userAssignedIdentities/${name}-agentpool`,
    clientId: guidOf(`kubelet client ${group}`),
    objectId: guidOf(`kubelet object ${group}`),
  };
}
