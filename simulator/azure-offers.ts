import semver from 'semver';
import { type Body, clusterId, type Shaping } from './azure-cluster.ts';
import type { Fleet, SimCluster, SimPool, SimRegion } from './fleet-model.ts';
import { isOn, type QuirkSwitches, unsorted } from './quirks.ts';
import { minorOfVersion, type SimPatch } from './version-world.ts';

/** What AKS offers: upgrade profiles of clusters and pools, and the version list of a region. */

interface Offer {
  readonly version: string;
  readonly isPreview: boolean;
}

/**
 * What this control plane may take next. From a version that is in no list any more, AKS lets the whole cluster jump
 * to the oldest one in support (AKS documentation, supported-kubernetes-versions).
 */
export function clusterOffers(region: SimRegion, cluster: SimCluster): readonly Offer[] {
  if (cluster.offers !== undefined) return cluster.offers.map(readOffer);
  const own = region.patches.find((patch) => patch.version === cluster.version);
  const reach = own?.upgrades ?? recovery(region, cluster);
  return reach.map((version) => ({ version, isPreview: isPreview(region, version) }));
}

function recovery(region: SimRegion, cluster: SimCluster): readonly string[] {
  const newer = region.patches.filter((patch) => semver.gt(patch.version, cluster.version));
  const sameMinor = newer.filter(
    (patch) => minorOfVersion(patch.version) === minorOfVersion(cluster.version),
  );
  if (sameMinor.length > 0) return newestPerMinor(newer).slice(0, 2);
  const covered = newer.filter((patch) => patch.supportPlans.includes(cluster.supportPlan));
  return newestPerMinor(covered).slice(0, 1);
}

function newestPerMinor(patches: readonly SimPatch[]): readonly string[] {
  const newest = new Map<string, string>();
  for (const { version } of patches.toSorted((a, b) => semver.compare(a.version, b.version))) {
    newest.set(minorOfVersion(version), version);
  }
  return [...newest.values()];
}

/** A pool may go as far as its control plane, over patches that the region has. */
export function poolOffers(region: SimRegion, cluster: SimCluster, pool: SimPool): readonly Offer[] {
  if (pool.offers !== undefined) return pool.offers.map(readOffer);
  const listed = region.patches.map((patch) => patch.version);
  return [...new Set([...listed, cluster.version])]
    .filter((version) => semver.gt(version, pool.version) && semver.lte(version, cluster.version))
    .map((version) => ({ version, isPreview: isPreview(region, version) }));
}

function readOffer(text: string): Offer {
  return { version: text.replace('!', ''), isPreview: text.endsWith('!') };
}

function isPreview(region: SimRegion, version: string): boolean {
  return region.patches.some((patch) => patch.version === version && patch.isPreview);
}

export function clusterUpgradeProfile(shaping: Shaping, fleet: Fleet, cluster: SimCluster): Body {
  const { switches } = shaping;
  const region = regionOf(fleet, cluster.location);
  const profiles = isOn('lower-case-profile-id', switches) ? 'upgradeprofiles' : 'upgradeProfiles';
  return {
    id: `${clusterId(shaping, cluster)}/${profiles}/default`,
    name: 'default',
    type: `Microsoft.ContainerService/managedClusters/${profiles}`,
    properties: {
      controlPlaneProfile: {
        kubernetesVersion: cluster.version,
        osType: 'Linux',
        ...upgrades(switches, clusterOffers(region, cluster), false),
      },
      agentPoolProfiles: isOn('null-agent-pool-profiles', switches)
        ? null
        : cluster.pools.map((pool) => ({
            kubernetesVersion: pool.version,
            name: pool.name,
            osType: pool.os,
            ...upgrades(switches, poolOffers(region, cluster, pool), true),
          })),
    },
  };
}

export function poolUpgradeProfile(shaping: Shaping, fleet: Fleet, cluster: SimCluster, pool: SimPool): Body {
  const { switches } = shaping;
  const region = regionOf(fleet, cluster.location);
  const latest = pool.latestImage === undefined ? region.images[pool.imageKind] : pool.latestImage;
  return {
    id: `${clusterId(shaping, cluster)}/agentPools/${pool.name}/upgradeProfiles/default`,
    name: 'default',
    type: 'Microsoft.ContainerService/managedClusters/agentPools/upgradeProfiles',
    properties: {
      kubernetesVersion: pool.version,
      osType: pool.os,
      ...(latest === undefined || latest === null ? {} : { latestNodeImageVersion: latest }),
      ...upgrades(switches, poolOffers(region, cluster, pool), isOn('level-pool-has-no-upgrades', switches)),
      ...recentlyUsed(pool),
    },
  };
}

/** What the pool can be rolled back to; the field came with API version 2026-04-01. */
function recentlyUsed(pool: SimPool): Body {
  if (pool.recentlyUsed.length === 0) return {};
  return {
    recentlyUsedVersions: pool.recentlyUsed.map(({ version, image, at }) => ({
      orchestratorVersion: version,
      nodeImageVersion: image,
      timestamp: at.toISOString(),
    })),
  };
}

function upgrades(switches: QuirkSwitches, offers: readonly Offer[], absentWhenNone: boolean): Body {
  if (offers.length === 0 && absentWhenNone) return {};
  const sorted = offers.map((offer) => offer.version).toSorted(semver.compare);
  const order = isOn('unsorted-upgrades', switches) ? unsorted(sorted) : sorted;
  const previews = new Set(offers.filter((offer) => offer.isPreview).map((offer) => offer.version));
  return {
    upgrades: order.map((version) => ({
      kubernetesVersion: version,
      ...flag(switches, 'isPreview', previews.has(version)),
    })),
  };
}

function flag(switches: QuirkSwitches, name: string, value: boolean): Body {
  return value || !isOn('false-flags-absent', switches) ? { [name]: value } : {};
}

/** `GET …/locations/{location}/kubernetesVersions`: one entry a minor. */
export function versionList(switches: QuirkSwitches, region: SimRegion): Body {
  const minors = [...new Set(region.patches.map((patch) => minorOfVersion(patch.version)))];
  const mixed = isOn('unsorted-version-list', switches);
  const sorted = minors.toSorted((a, b) => semver.compare(`${a}.0`, `${b}.0`));
  return {
    values: (mixed ? unsorted(sorted) : sorted).map((minor) => {
      const own = region.patches.filter((patch) => minorOfVersion(patch.version) === minor);
      const versions = own.map((patch) => patch.version).toSorted(semver.compare);
      return {
        version: minor,
        ...flag(switches, 'isDefault', minor === region.defaultMinor),
        ...flag(
          switches,
          'isPreview',
          own.some((patch) => patch.isPreview),
        ),
        capabilities: { supportPlan: [...new Set(own.flatMap((patch) => patch.supportPlans))] },
        patchVersions: Object.fromEntries(
          // As text: 1.26.10 before 1.26.6 in the recording of Feb 2024.
          (mixed ? versions.toSorted() : versions).map((version) => {
            const to = (own.find((patch) => patch.version === version)?.upgrades ?? []).toSorted(
              semver.compare,
            );
            return [version, { upgrades: mixed ? unsorted(to) : to }];
          }),
        ),
      };
    }),
  };
}

/** `GET …/availableAgentPoolVersions`: what a new pool of this cluster may run. */
export function availablePoolVersions(shaping: Shaping, fleet: Fleet, cluster: SimCluster): Body {
  const { switches } = shaping;
  const region = regionOf(fleet, cluster.location);
  const minor = Number(minorOfVersion(cluster.version).split('.')[1]);
  const near = region.patches
    .map((patch) => patch.version)
    .filter((version) => semver.lte(version, cluster.version) && semver.minor(version) >= minor - 3)
    .toSorted(semver.compare);
  return {
    id: `${clusterId(shaping, cluster)}/availableAgentPoolVersions`,
    name: 'default',
    type: 'Microsoft.ContainerService/managedClusters/availableAgentPoolVersions',
    properties: {
      agentPoolVersions: (isOn('unsorted-version-list', switches) ? unsorted(near) : near).map((version) => ({
        ...flag(switches, 'default', version === cluster.version),
        kubernetesVersion: version,
        ...flag(switches, 'isPreview', isPreview(region, version)),
      })),
    },
  };
}

export function regionOf(fleet: Fleet, location: string): SimRegion {
  const region = fleet.regions[location];
  if (region === undefined) throw new Error(`The fleet has no region ${location}.`);
  return region;
}
