/**
 * What runs, and what AKS offers. No SDK words: what `azure-*` read has been narrowed here.
 * Strings of Azure (names, tags, messages) are data: they are escaped where they are shown.
 */

import type { ImageVersion } from './image-version.ts';
import type { KubernetesVersion } from './kubernetes-version.ts';
import type { MaintenanceWindow } from './maintenance-window.ts';

export interface Inventory {
  readonly takenAt: Date;
  /** Sorted by subscription, resource group and name, so that the same fleet gives the same bytes. */
  readonly clusters: readonly Cluster[];
  readonly unread: readonly Unread[];
  /** Subscriptions that were looked at, whether or not they held a cluster. */
  readonly subscriptionIds: readonly string[];
}

/** Something in scope that could not be read: never taken for up to date. */
export interface Unread {
  readonly kind: 'subscription' | 'cluster' | 'pool' | 'region';
  /** ARM id in lower case, or `subscriptions/…`; for a region `subscription/location`. */
  readonly id: string;
  /** What to call it: subscription id, `group/cluster`, `group/cluster/pool`, location. */
  readonly name: string;
  readonly reason: string;
  /** The role action whose absence caused it, when Azure said so. */
  readonly missingAction?: string;
}

export interface Cluster {
  /** ARM id in lower case: the only form in which ids are compared and hashed. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  /** Lower case without blanks, as ARM's location names. */
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What was asked for, may be an alias such as `1.33`. */
  readonly requestedVersion?: string;
  readonly version: KubernetesVersion;
  readonly provisioningState: string;
  readonly provisioningError?: string;
  readonly power: Power;
  readonly supportPlan: SupportPlan;
  readonly tier: string;
  readonly isAutomatic: boolean;
  /** Node auto-provisioning: nodes that are in no agent pool and that ARM does not show. */
  readonly hasNodeProvisioning: boolean;
  readonly upgradeChannel: UpgradeChannel;
  readonly nodeOsChannel: NodeOsChannel;
  /** Absent: ARM says nothing of it. */
  readonly network?: Network;
  /** `undefined`: could not be read; the reason stands in `unread`. */
  readonly windows: readonly MaintenanceWindow[] | undefined;
  /** Only the pools in scope. */
  readonly pools: readonly NodePool[];
  /** The pools outside `node-pools`: skew, OS SKU and state bind the control plane all the same. */
  readonly otherPools: readonly Omit<NodePool, 'offer'>[];
  /** Pools that are there, or may be, and of which nothing is known: nobody can say what binds the control plane. */
  readonly hasUnreadPools: boolean;
  /** The server's own list of what this control plane may take next. `undefined`: unread. */
  readonly offers: readonly VersionOffer[] | undefined;
  /** The region's version list for this subscription. `undefined`: unread. */
  readonly region: RegionVersions | undefined;
}

/** As ARM spells it, in lower case; absent is what ARM does not say. */
export interface Network {
  readonly plugin?: string;
  readonly policy?: string;
  readonly loadBalancerSku?: string;
}

export interface NodePool {
  /** ARM id in lower case. */
  readonly id: string;
  readonly name: string;
  readonly requestedVersion?: string;
  readonly version: KubernetesVersion;
  /** `undefined`: ARM gives none (null on some old pools); in scope the reason stands in `unread`. */
  readonly image: ImageVersion | undefined;
  readonly mode: 'System' | 'User' | 'Gateway' | 'other';
  readonly os: 'Linux' | 'Windows';
  readonly osSku: string | undefined;
  readonly kind: 'VirtualMachineScaleSets' | 'AvailabilitySet' | 'VirtualMachines' | 'other';
  readonly count: number;
  readonly isSpot: boolean;
  readonly power: Power;
  readonly provisioningState: string;
  readonly provisioningError?: string;
  readonly upgradeSettings: UpgradeSettings;
  /** `creationData.sourceResourceId`: the pool is pinned to a snapshot. */
  readonly snapshotId?: string;
  /** `undefined`: unread; the reason stands in `unread`. */
  readonly offer: PoolOffer | undefined;
}

export interface UpgradeSettings {
  readonly maxSurge?: string;
  readonly maxUnavailable?: string;
  /** Minutes. */
  readonly drainTimeout?: number;
  readonly nodeSoakDuration?: number;
  readonly undrainableNodeBehavior?: string;
}

export interface PoolOffer {
  /** `undefined`: AKS names no image for this pool; the reason stands in `unread`. */
  readonly latestImage: ImageVersion | undefined;
  /** `undefined`: AKS gave no list, which it does when the pool is level with its control plane. */
  readonly upgrades: readonly VersionOffer[] | undefined;
}

export interface VersionOffer {
  readonly version: KubernetesVersion;
  readonly isPreview: boolean;
}

/** The region's list as AKS gives it to this subscription. */
export interface RegionVersions {
  /** A stand-in from the cluster's own lists: it says nothing of the minors beyond those that it names. */
  readonly isPartial: boolean;
  readonly patches: readonly RegionPatch[];
  /** The minor that AKS gives when none is asked for. */
  readonly defaultMinor: KubernetesVersion | undefined;
}

export interface RegionPatch {
  readonly version: KubernetesVersion;
  readonly isPreview: boolean;
  readonly supportPlans: readonly SupportPlan[];
  readonly upgrades: readonly KubernetesVersion[];
}

export type Power = 'running' | 'stopped' | 'unknown';
export type SupportPlan = 'KubernetesOfficial' | 'AKSLongTermSupport';
export type UpgradeChannel = 'none' | 'patch' | 'stable' | 'rapid' | 'node-image';
export type NodeOsChannel = 'None' | 'Unmanaged' | 'SecurityPatch' | 'NodeImage' | 'unknown';
