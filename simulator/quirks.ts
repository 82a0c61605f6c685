import { writeQuirks } from './azure-write-quirks.ts';

/**
 * What the real services do that nobody expects. Each is as `on` says unless a world switches it, and each cites where
 * it was seen: a recording of real traffic, or a document. Of some it is not known which way the service goes: those
 * can be played both ways. A test fails for each one that is gone.
 */
export interface Quirk {
  readonly on: boolean;
  /** A public recording of real traffic (a test of the Azure CLI and when it ran), an issue, or a document. */
  readonly source: string;
  readonly says: string;
}

export const quirks = {
  ...writeQuirks,
  'null-agent-pool-profiles': {
    on: true,
    source:
      'azure-cli-extensions test_aks_get_upgrades (Jun 2024); Azure/azure-rest-api-specs#45310 (Aug 2026)',
    says: "A cluster's upgrade profile has `agentPoolProfiles: null` instead of a list.",
  },
  'unsorted-upgrades': {
    on: true,
    source: 'azure-cli test_aks_create_service_no_wait (Feb 2024): 1.28.3 before 1.28.0',
    says: 'Upgrades come in no order.',
  },
  'unsorted-version-list': {
    on: true,
    source: 'azure-cli-extensions test_get_version (Jun 2023): 1.25, 1.26, 1.27, 1.24',
    says: "A region's versions, and the upgrades of each, come in no order.",
  },
  'false-flags-absent': {
    on: true,
    source: 'azure-cli test_aks_get_version_table (Feb 2024)',
    says: '`isDefault` and `isPreview` are there only when true.',
  },
  'trailing-empty-page': {
    on: true,
    source: 'azure-cli test_aks_create_default_service_msi (Jul 2024)',
    says: 'A list has a `nextLink` after its last item, which leads to `{"value":[]}`.',
  },
  'lower-case-resource-groups': {
    on: true,
    source: 'azure-cli test_aks_create_default_service_msi (Jul 2024), and every other recording',
    says: 'Ids come back with `/resourcegroups/` in lower case, whatever was asked for.',
  },
  'pascal-case-cluster-type': {
    on: true,
    source: 'azure-cli test_aks_create_default_service_msi (Jul 2024)',
    says: "A cluster's type reads `Microsoft.ContainerService/ManagedClusters`, in lists and alone.",
  },
  'lower-case-profile-id': {
    on: true,
    source: 'azure-cli-extensions test_aks_get_upgrades (Jun 2024)',
    says: "Id and type of a cluster's upgrade profile end in `upgradeprofiles`, those of a pool's in `upgradeProfiles`.",
  },
  'level-pool-has-no-upgrades': {
    on: true,
    source: 'azure-cli-extensions test_aks_get_upgrades (Jun 2024), and every other recorded pool profile',
    says: 'A pool that is level with its control plane has no `upgrades` key.',
  },
  'alias-versions': {
    on: true,
    source: 'azure-cli test_aks_create_default_service_msi (Jul 2024): asked 1.28, runs 1.28.10',
    says: 'About half of the clusters and pools carry the minor that was asked for, beside the version that runs.',
  },
  'requested-version-absent': {
    on: true,
    source: 'older azure-cli recordings; `orchestratorVersion` is what was asked for, which may be nothing',
    says: 'About one pool in five has no `orchestratorVersion`, only `currentOrchestratorVersion`.',
  },
  'null-node-image': {
    on: true,
    source: 'older azure-cli recordings of pools without a node image',
    says: 'A pool of which AKS knows no image has `nodeImageVersion: null` rather than no key.',
  },
  'empty-upgrade-settings': {
    on: true,
    source: 'azure-cli test_aks_nodepool_create_scale_delete (Jun 2023)',
    says: 'A pool without surge settings has `upgradeSettings: {}`.',
  },
  'etag-comes-and-goes': {
    on: true,
    source:
      'azure-cli-extensions test_aks_upgrade_upgrade_settings (Apr 2024); AKS release notes 2025-08-29, 2025-09-21',
    says: 'About one cluster in three, with its pools, has no `eTag`.',
  },
  'no-etag': {
    on: false,
    source: 'AKS release notes 2025-08-29 and 2025-09-21: stable API versions had no eTag before',
    says: 'No cluster and no pool has an `eTag`.',
  },
  'channel-absent-when-none': {
    on: true,
    source: 'azure-cli test_aks_create_default_service_msi (Jul 2024)',
    says: '`upgradeChannel` is left out when there is none, and the whole profile when no node OS channel was ever set.',
  },
  'support-plan-absent': {
    on: true,
    source: '9 of 86 clusters in recordings of azure-cli',
    says: 'About one cluster in five on the usual plan has no `supportPlan`.',
  },
  'bare-not-found': {
    on: true,
    source: 'azure-cli test_aks_create_scale_with_custom_nodepool_name_msi (Jun 2023)',
    says: "The resource provider's own 404 is bare `{code,details,message,subcode}`, ARM's stands in `error`.",
  },
  'token-buckets': {
    on: true,
    source: 'AKS documentation, quotas-skus-regions, throttling limits on AKS resource provider APIs',
    says: 'Reads are throttled per subscription and region: 60 in a burst, then one a second; lists 500 and one a second.',
  },
  'arm-read-bucket': {
    on: true,
    source: 'Azure documentation, request-limits-and-throttling: 250 reads, then 25 a second',
    says: 'Azure Resource Manager throttles the reads of one principal in one subscription, before AKS sees them.',
  },
  'retry-after-when-throttled': {
    on: true,
    source:
      'AKS documentation, quotas-skus-regions; azure-cli-extensions recording of 4 Sep 2024 has a 429 without',
    says: 'The 429 of a bucket names the seconds to wait in `Retry-After`.',
  },
  'case-sensitive-federation': {
    on: true,
    source: 'Microsoft Entra breaking changes, 2025; Azure/login#517',
    says: 'A federated subject that differs in case alone is refused, with a code of its own (7002138).',
  },
  'short-assertions': {
    on: true,
    source: 'Azure/azure-cli#28708; GitHub OIDC tokens live about five minutes',
    says: 'An assertion older than its five minutes is refused (AADSTS700024).',
  },
  'masked-outputs-dropped': {
    on: true,
    source: 'actions/runner, job outputs: "Skip output since it may contain secret"',
    says: 'An output whose value holds a masked value does not leave the job.',
  },
} as const satisfies Record<string, Quirk>;

export type QuirkName = keyof typeof quirks;
export type QuirkSwitches = Readonly<Partial<Record<QuirkName, boolean>>>;

export function isOn(name: QuirkName, switches: QuirkSwitches): boolean {
  return switches[name] ?? quirks[name].on;
}

/** A number that depends on the text alone: who gets a quirk must not change from run to run. */
export function stableNumber(text: string): number {
  let hash = 2166136261;
  for (const character of text.toLowerCase()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  }
  // Finish as MurmurHash3 does: without it, texts that differ in the last letter stay in order.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** In an order that is neither rising nor random; two or more never come in the order given. */
export function unsorted(rising: readonly string[]): readonly string[] {
  const mixed = rising.toSorted((a, b) => stableNumber(a) - stableNumber(b));
  return mixed.length > 1 && mixed.every((one, at) => one === rising[at]) ? mixed.toReversed() : mixed;
}
