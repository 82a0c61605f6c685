/** What is unexpected when the simulated Azure is changed; part of the list in `quirks.ts`. */
export const writeQuirks = {
  'put-resolves-aliases': {
    on: true,
    source:
      'azure-cli test_aks_upgrade_upgrade_settings (Jan 2024): 1.27 became 1.27.7; the same in aks-preview (Apr 2024) kept 1.28',
    says: 'After a PUT, the version asked for is a full one, though a minor was asked for or nothing.',
  },
  'rule-refusals-conflict': {
    on: false,
    source: 'rancher/dashboard#11884 shows the body of a refused version, not its status',
    says: 'What AKS refuses by `OperationNotAllowed` for good comes with 409, as what it refuses for now.',
  },
  'busy-before-stale': {
    on: true,
    source: 'not known; AKS documentation, use-etags, says nothing of a running operation',
    says: 'A stale `If-Match` during an operation is answered 409, not 412.',
  },
  'reconciles-after-success': {
    on: true,
    source: 'Azure/telescope#1213: a pool that just succeeded answers 409',
    says: 'AKS starts operations of its own: for some seconds all is `Succeeded`, and writes are answered 409.',
  },
  'failed-pool-fails-cluster': {
    on: true,
    source: 'AKS documentation, upgrade-aks-node-pools-rolling; Azure/AKS#4783',
    says: 'A pool that failed leaves its cluster `Failed`.',
  },
  'operation-results-no-content': {
    on: true,
    source: 'azure-cli test_aks_nodepool_snapshot (Nov 2022), and all 103 recorded ones',
    says: 'The `Location` of a POST ends in 204 without a body.',
  },
  'signed-operation-url': {
    on: true,
    source: 'azure-cli-extensions test_aks_nodepool_rollback (Oct 2025)',
    says: "An operation's address carries a signature of some 3.5 KB over its query, api-version 2025-03-01 included.",
  },
  'swapped-operation-name': {
    on: true,
    source: 'azure-cli test_aks_nodepool_abort (Jun 2023); no longer so in Oct 2025',
    says: "An operation's `name` is its GUID with the bytes of the first three groups swapped.",
  },
  'error-beside-status': {
    on: true,
    source: 'azure-cli test_aks_api_server_authorized_ip_ranges (Apr 2024): NotLatestOperation',
    says: 'An operation has an `error` beside `InProgress`, and one in two beside `Succeeded`.',
  },
  'end-time-beside-progress': {
    on: true,
    source: 'azure-cli-extensions test_aks_create_with_azuremonitorappmonitoring (Apr 2024)',
    says: 'An operation has an `endTime` while it is still `InProgress`.',
  },
  'operations-need-right': {
    on: true,
    source:
      'Azure documentation, permissions/containers: locations/operations/read; whether polls are held to it is not known',
    says: "Polling an operation takes the right to read the location's operations.",
  },
  'image-upgrade-is-write': {
    on: false,
    source:
      'Azure documentation, permissions/containers, lists upgradeNodeImageVersion with /write and with /action',
    says: 'The POST for a node image takes `upgradeNodeImageVersion/write` instead of `/action`.',
  },
  'permissions-readable': {
    on: true,
    source:
      'Azure documentation, permissions list for resource; whether it takes a right of its own is not known',
    says: 'Whoever has a role may ask for their own permissions on a resource.',
  },
  'current-image-accepted': {
    on: true,
    source: 'azure-cli-extensions test_aks_nodepool_rollback (Oct 2025): Updating, 20 s',
    says: 'A PUT with the `nodeImageVersion` that already runs is taken as no wish.',
  },
  'tags-are-replaced': {
    on: true,
    source: 'ARM: a PUT replaces the tags of a resource',
    says: "A cluster's PUT without `tags` takes them away.",
  },
  'write-buckets': {
    on: true,
    source: 'AKS documentation, quotas-skus-regions: PUT 20 in a burst, then one a minute',
    says: 'Writes are throttled: 20 PUTs at once for each cluster and each pool, then one a minute.',
  },
} as const;

export type WriteQuirkName = keyof typeof writeQuirks;
