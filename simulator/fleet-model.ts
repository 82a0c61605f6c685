import type { SimPatch, SimSupportPlan, VersionWorld } from './version-world.ts';

/** A world of clusters as the simulated Azure holds it. `describeFleet` fills what a description leaves out. */
export interface Fleet {
  readonly now: Date;
  readonly subscriptions: readonly SimSubscription[];
  /** By location name, such as `westeurope`. */
  readonly regions: Readonly<Record<string, SimRegion>>;
}

export interface SimSubscription {
  readonly id: string;
  readonly name: string;
  readonly state: 'Enabled' | 'Disabled' | 'Warned' | 'PastDue' | 'Deleted';
  readonly tenantId: string;
  readonly clusters: readonly SimCluster[];
}

export interface SimRegion {
  readonly patches: readonly SimPatch[];
  readonly defaultMinor: string;
  /** The day on which this region's newest images were built. */
  readonly imagesBuilt: Date;
  /** The newest image of each kind that this region has. */
  readonly images: Readonly<Record<string, string>>;
}

export interface SimCluster {
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly version: string;
  /** What was asked for; `undefined` leaves it to the `alias-versions` quirk. */
  readonly requestedVersion: string | undefined;
  readonly provisioningState: string;
  readonly provisioningError: { readonly code: string; readonly message: string } | undefined;
  readonly power: 'Running' | 'Stopped';
  readonly supportPlan: SimSupportPlan;
  readonly tier: 'Free' | 'Standard' | 'Premium';
  readonly sku: 'Base' | 'Automatic';
  readonly nodeProvisioning: 'Manual' | 'Auto';
  readonly upgradeChannel: 'none' | 'patch' | 'stable' | 'rapid' | 'node-image';
  /** `unset`: an old cluster, made before there was such a channel. */
  readonly nodeOsChannel: 'None' | 'Unmanaged' | 'SecurityPatch' | 'NodeImage' | 'unset';
  readonly windows: readonly SimMaintenance[];
  readonly pools: readonly SimPool[];
  /** Instead of what the region's list allows from `version`; a trailing `!` marks a preview. */
  readonly offers: readonly string[] | undefined;
  /** Still in ARM's index, no longer at the resource provider: listed, but every read of it says 404. */
  readonly vanished: boolean;
  /** A lock of ARM's: `ReadOnly` refuses every write. */
  readonly lock: 'ReadOnly' | undefined;
  /** Further properties of the body, by name: what the simulator has no word for, and what PUTs have set. */
  readonly extra: Extra;
  /** Rises with every change: what the eTag is made of. */
  readonly generation: number;
}

export type Extra = Readonly<Record<string, unknown>>;

export interface SimPool {
  readonly name: string;
  readonly version: string;
  readonly requestedVersion: string | undefined;
  readonly imageKind: string;
  /** `null`: AKS names none. */
  readonly image: string | null;
  /** Instead of the region's newest of the kind; `null`: the profile names none. */
  readonly latestImage: string | null | undefined;
  readonly mode: 'System' | 'User' | 'Gateway';
  readonly os: 'Linux' | 'Windows';
  /** `null`: an old pool, of which AKS does not say. */
  readonly osSku: string | null;
  readonly kind: 'VirtualMachineScaleSets' | 'AvailabilitySet' | 'VirtualMachines';
  readonly vmSize: string;
  readonly count: number;
  readonly spot: boolean;
  readonly power: 'Running' | 'Stopped';
  readonly provisioningState: string;
  readonly provisioningError: { readonly code: string; readonly message: string } | undefined;
  /** As ARM names them: `maxSurge`, `drainTimeoutInMinutes` and so on. */
  readonly upgradeSettings: Readonly<Record<string, string | number>> | undefined;
  readonly snapshotId: string | undefined;
  readonly offers: readonly string[] | undefined;
  readonly extra: Extra;
  readonly generation: number;
  /** What an upgrade that failed or was canceled left undone: any later PUT takes it up again. */
  readonly unfinished: { readonly image: string | null } | undefined;
  /** What it ran before, newest last: what AKS would roll it back to for seven days. */
  readonly recentlyUsed: readonly RecentlyUsed[];
}

export interface RecentlyUsed {
  readonly version: string;
  readonly image: string;
  readonly at: Date;
}

/** A maintenance configuration: its name and ARM's `properties`, word for word. */
export interface SimMaintenance {
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export type PoolDescription = Partial<SimPool> & {
  /** Days that the running image is older than the region's newest. */
  readonly imageDaysBehind?: number;
};
export type ClusterDescription = Partial<Omit<SimCluster, 'pools'>> & {
  readonly pools?: readonly PoolDescription[];
};
export type SubscriptionDescription = Partial<Omit<SimSubscription, 'clusters'>> & {
  readonly clusters?: readonly ClusterDescription[];
};
export interface RegionDescription {
  readonly versions?: VersionWorld;
  /** Days since the newest image of every kind was built: new images take weeks to reach all regions. */
  readonly imageDaysOld?: number;
  readonly images?: Readonly<Record<string, string>>;
}
export interface FleetDescription {
  readonly now: Date;
  readonly subscriptions?: readonly SubscriptionDescription[];
  /** Shorthand for one subscription. */
  readonly clusters?: readonly ClusterDescription[];
  readonly regions?: Readonly<Record<string, RegionDescription>>;
}
