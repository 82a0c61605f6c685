/** A managed cluster, as ARM lists it. */

import { listIn, objectIn, type Parsed, textIn, unparsed, valueIn, wordOf } from './arm-json.ts';
import { type ClusterName, parseClusterId } from './arm-paths.ts';
import { describeProvisioningError, powerIn, runningVersion } from './arm-pool.ts';
import type { Cluster, Network, NodeOsChannel, SupportPlan, UpgradeChannel } from './inventory.ts';

/** What decides whether a cluster is in scope; known even of a cluster whose versions cannot be read. */
export interface ClusterHead extends ClusterName {
  /** ARM id in lower case. */
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly provisioningState: string;
}

/** A cluster before its offers, windows, region and pools are read. */
export type ClusterFacts = Omit<
  Cluster,
  'windows' | 'pools' | 'otherPools' | 'hasUnreadPools' | 'offers' | 'region'
>;

const supportPlans = ['KubernetesOfficial', 'AKSLongTermSupport'] as const;
const upgradeChannels = ['none', 'patch', 'stable', 'rapid', 'node-image'] as const;
const nodeOsChannels = ['None', 'Unmanaged', 'SecurityPatch', 'NodeImage'] as const;

export function parseClusterHead(item: unknown): ClusterHead | undefined {
  const id = textIn(item, 'id');
  const name = id === undefined ? undefined : parseClusterId(id);
  if (id === undefined || name === undefined) return undefined;
  const provisioningState = textIn(objectIn(item, 'properties'), 'provisioningState') ?? 'Unknown';
  const tags = Object.entries(objectIn(item, 'tags')).filter(
    (tag): tag is [string, string] => typeof tag[1] === 'string',
  );
  return {
    ...name,
    name: textIn(item, 'name') ?? name.name,
    id: id.toLowerCase(),
    tags: Object.fromEntries(tags),
    provisioningState,
  };
}

export function parseCluster(item: unknown, head: ClusterHead): Parsed<ClusterFacts> {
  const properties = objectIn(item, 'properties');
  const sku = objectIn(item, 'sku');
  const location = textIn(item, 'location')?.toLowerCase().replaceAll(' ', '');
  if (location === undefined) return unparsed('the answer names no location');
  const requestedVersion = textIn(properties, 'kubernetesVersion');
  const version = runningVersion(textIn(properties, 'currentKubernetesVersion'), requestedVersion);
  if (version === undefined) return unparsed('the answer names no full Kubernetes version');
  const upgradeChannel = upgradeChannelIn(properties);
  if (upgradeChannel === undefined)
    return unparsed('its auto-upgrade channel is not one that this version knows');
  const supportPlan = supportPlanIn(properties);
  if (supportPlan === undefined) return unparsed('its support plan is not one that this version knows');
  const provisioningError = describeProvisioningError(properties);
  return {
    ok: true,
    value: {
      ...head,
      location,
      ...(requestedVersion === undefined ? {} : { requestedVersion }),
      version,
      ...(provisioningError === undefined ? {} : { provisioningError }),
      power: powerIn(properties),
      supportPlan,
      tier: textIn(sku, 'tier') ?? 'Unknown',
      isAutomatic: textIn(sku, 'name')?.toLowerCase() === 'automatic',
      hasNodeProvisioning:
        textIn(objectIn(properties, 'nodeProvisioningProfile'), 'mode')?.toLowerCase() === 'auto',
      upgradeChannel,
      nodeOsChannel: nodeOsChannelIn(properties),
      ...networkIn(properties),
    },
  };
}

/** The pools inside the cluster; undefined when the answer leaves them out, and they must be asked for. */
export function poolsIn(item: unknown): readonly unknown[] | undefined {
  return listIn(objectIn(item, 'properties'), 'agentPoolProfiles');
}

/** Absent is the official one, as before there were others; an unknown plan may end at another time than that. */
function supportPlanIn(properties: unknown): SupportPlan | undefined {
  const value = valueIn(properties, 'supportPlan');
  if (value === undefined || value === null || value === '') return 'KubernetesOfficial';
  return typeof value === 'string' ? wordOf(value, supportPlans) : undefined;
}

/** Absent means none; an unknown channel is no `none`, it may change the cluster under us. */
function upgradeChannelIn(properties: unknown): UpgradeChannel | undefined {
  const value = valueIn(valueIn(properties, 'autoUpgradeProfile'), 'upgradeChannel');
  if (value === undefined || value === null || value === '') return 'none';
  return typeof value === 'string' ? wordOf(value, upgradeChannels) : undefined;
}

function nodeOsChannelIn(properties: unknown): NodeOsChannel {
  const text = textIn(objectIn(properties, 'autoUpgradeProfile'), 'nodeOSUpgradeChannel');
  return wordOf(text, nodeOsChannels) ?? 'unknown';
}

/** Told of, never acted on: what cannot be read is left out. */
function networkIn(properties: unknown): { network?: Network } {
  const profile = objectIn(properties, 'networkProfile');
  const word = (key: string) => {
    const text = textIn(profile, key)?.toLowerCase();
    return text !== undefined && /^[a-z]{1,30}$/.test(text) ? text : undefined;
  };
  const [plugin, policy, sku] = [word('networkPlugin'), word('networkPolicy'), word('loadBalancerSku')];
  const network = {
    ...(plugin === undefined ? {} : { plugin }),
    ...(policy === undefined ? {} : { policy }),
    ...(sku === undefined ? {} : { loadBalancerSku: sku }),
  };
  return Object.keys(network).length === 0 ? {} : { network };
}
