/** What AKS offers: upgrade profiles and version lists as ARM gives them, unsorted and with absent fields. */

import {
  isObject,
  isTrueIn,
  listIn,
  objectIn,
  type Parsed,
  textIn,
  unparsed,
  valueIn,
  wordOf,
} from './arm-json.ts';
import { parseImageVersion } from './image-version.ts';
import type { PoolOffer, RegionPatch, RegionVersions, SupportPlan, VersionOffer } from './inventory.ts';
import {
  compareVersions,
  type KubernetesVersion,
  minorOf,
  parseKubernetesVersion,
} from './kubernetes-version.ts';

const supportPlans = ['KubernetesOfficial', 'AKSLongTermSupport'] as const;

/** A cluster's upgrade profile. Its `agentPoolProfiles` is null on real clusters and is not looked at. */
export function parseClusterOffers(body: unknown): Parsed<readonly VersionOffer[]> {
  const profile = valueIn(valueIn(body, 'properties'), 'controlPlaneProfile');
  if (!isObject(profile)) return unparsed('the upgrade profile says nothing about the control plane');
  return { ok: true, value: parseUpgrades(profile) ?? [] };
}

export function parsePoolOffer(body: unknown): Parsed<PoolOffer> {
  const properties = valueIn(body, 'properties');
  if (!isObject(properties)) return unparsed('the upgrade profile of the node pool is empty');
  const latest = textIn(properties, 'latestNodeImageVersion');
  const latestImage = latest === undefined ? undefined : parseImageVersion(latest);
  return { ok: true, value: { latestImage, upgrades: parseUpgrades(properties) } };
}

/** `locations/{l}/kubernetesVersions`: flags are absent when false, `values` is not paged. */
export function parseRegionVersions(body: unknown): Parsed<RegionVersions> {
  const values = listIn(body, 'values');
  if (values === undefined) return unparsed("the region's version list has no values");
  const patches = values.flatMap(parseMinor).sort((a, b) => compareVersions(a.version, b.version));
  if (patches.length === 0) return unparsed("the region's version list names no version");
  const defaults = values
    .filter((value) => isTrueIn(value, 'isDefault'))
    .map((value) => textIn(value, 'version'));
  const defaultMinor = patches.findLast((patch) => defaults.includes(minorOf(patch.version)));
  return { ok: true, value: { isPartial: false, patches, defaultMinor: defaultMinor?.version } };
}

/**
 * `availableAgentPoolVersions` in place of the region's list: it knows default and preview alone, and no version above
 * the control plane. So the cluster's own offers are laid over it, and the list counts for the cluster's support plan.
 */
export function parseAvailableVersions(
  body: unknown,
  cluster: { readonly supportPlan: SupportPlan; readonly offers: readonly VersionOffer[] },
): Parsed<RegionVersions> {
  const listed = listIn(objectIn(body, 'properties'), 'agentPoolVersions');
  if (listed === undefined) return unparsed('the list of available node pool versions is empty');
  const offers = [...listed.flatMap(offerIn), ...cluster.offers];
  const byVersion = new Map(offers.map((offer) => [offer.version.text, offer]));
  const patches = [...byVersion.values()]
    .map((offer): RegionPatch => ({ ...offer, supportPlans: [cluster.supportPlan], upgrades: [] }))
    .sort((a, b) => compareVersions(a.version, b.version));
  const defaultMinor = listed.filter((entry) => isTrueIn(entry, 'default')).flatMap(offerIn)[0]?.version;
  return { ok: true, value: { isPartial: true, patches, defaultMinor } };
}

function parseMinor(value: unknown): readonly RegionPatch[] {
  const capabilities = valueIn(value, 'capabilities');
  const plans = listIn(capabilities, 'supportPlan')?.flatMap((plan) =>
    typeof plan === 'string' ? (wordOf(plan, supportPlans) ?? []) : [],
  );
  return Object.entries(objectIn(value, 'patchVersions')).flatMap(([text, patch]) => {
    const version = parseKubernetesVersion(text);
    if (version === undefined) return [];
    return {
      version,
      isPreview: isTrueIn(value, 'isPreview'),
      // Lists from before long-term support name no plan: all there was is the official one.
      supportPlans: plans ?? ['KubernetesOfficial' as const],
      upgrades: (listIn(patch, 'upgrades') ?? []).flatMap((upgrade) => versionOf(upgrade) ?? []),
    };
  });
}

function parseUpgrades(profile: unknown): readonly VersionOffer[] | undefined {
  return listIn(profile, 'upgrades')
    ?.flatMap(offerIn)
    .sort((a, b) => compareVersions(a.version, b.version));
}

function offerIn(entry: unknown): readonly VersionOffer[] {
  const version = versionOf(valueIn(entry, 'kubernetesVersion'));
  return version === undefined ? [] : [{ version, isPreview: isTrueIn(entry, 'isPreview') }];
}

function versionOf(text: unknown): KubernetesVersion | undefined {
  return typeof text === 'string' ? parseKubernetesVersion(text) : undefined;
}
