import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { Finding } from './drift.ts';
import { isImageRenewed } from './node-image.ts';

/**
 * Who patches the nodes of this cluster, and what the channels in force do and do not do
 * (AKS docs on node OS and cluster auto-upgrade).
 */
export function findPatching(cluster: Cluster): Finding[] {
  return [...nodeOs(cluster), ...clusterChannel(cluster), ...nodeProvisioning(cluster)];
}

/** Windows has no nightly updates, and AKS does not support SecurityPatch there: both leave it to nobody. */
export function findPoolPatching(cluster: Cluster, pool: NodePool): Finding[] {
  const { nodeOsChannel } = cluster;
  const isForLinux = nodeOsChannel === 'Unmanaged' || nodeOsChannel === 'SecurityPatch';
  if (pool.os !== 'Windows' || !isForLinux || isImageRenewed(cluster)) return [];
  const text = `The node OS channel ${nodeOsChannel} does nothing on Windows: security fixes come with a new node image alone, which somebody has to order.`;
  return [{ code: 'AKS016', severity: 'recommended', cluster, pool, text }];
}

function nodeOs(cluster: Cluster): Finding[] {
  if (cluster.isAutomatic) {
    return [
      information(
        cluster,
        'AKS Automatic upgrades Kubernetes and the node images by itself, within its maintenance window.',
      ),
    ];
  }
  if (cluster.nodeOsChannel === 'NodeImage' || cluster.upgradeChannel === 'node-image') {
    return [
      information(
        cluster,
        'The channel NodeImage brings new node images about every week within its window; it does not touch the Kubernetes version.',
      ),
    ];
  }
  switch (cluster.nodeOsChannel) {
    case 'SecurityPatch':
      return hasLinux(cluster)
        ? [
            information(
              cluster,
              'The node OS channel SecurityPatch brings tested security fixes to Linux nodes, with a reimage only where one is needed; it brings no other fixes of the image and no Kubernetes version.',
            ),
          ]
        : [];
    case 'Unmanaged':
      return hasLinux(cluster)
        ? [
            {
              code: 'AKS017',
              severity: 'information',
              cluster,
              text: 'The node OS channel is Unmanaged: Linux nodes install security updates nightly around 06:00 UTC, but nobody reboots them unless kured or the like runs.',
            },
          ]
        : [];
    case 'None':
      return [
        {
          code: 'AKS016',
          severity: 'recommended',
          cluster,
          text: 'The node OS channel is None: no security update reaches the nodes but with a new node image.',
        },
      ];
    case 'unknown':
      return [
        {
          code: 'AKS016',
          severity: 'information',
          cluster,
          text: 'Azure names no node OS channel that this version knows: who patches the nodes cannot be told.',
        },
      ];
  }
}

function clusterChannel(cluster: Cluster): Finding[] {
  if (cluster.isAutomatic) return [];
  switch (cluster.upgradeChannel) {
    case 'patch':
      return [
        information(
          cluster,
          'The cluster channel patch brings new patches of the running minor to control plane and pools; it never changes the minor.',
        ),
      ];
    case 'stable':
      return [
        information(
          cluster,
          'The cluster channel stable takes control plane and pools to the newest patch of minor N-1.',
        ),
      ];
    case 'rapid':
      return [
        information(
          cluster,
          'The cluster channel rapid takes control plane and pools to the newest patch of the newest minor.',
        ),
      ];
    case 'node-image':
    case 'none':
      return [];
  }
}

function nodeProvisioning(cluster: Cluster): Finding[] {
  if (!cluster.hasNodeProvisioning) return [];
  const text =
    'Node auto-provisioning is on: its nodes are in no agent pool and were not looked at; it replaces them by itself when Kubernetes or the image moves.';
  return [{ code: 'AKS024', severity: 'information', cluster, text }];
}

function hasLinux(cluster: Cluster): boolean {
  return cluster.pools.some((pool) => pool.os === 'Linux');
}

function information(cluster: Cluster, text: string): Finding {
  return { code: 'AKS018', severity: 'information', cluster, text };
}
