/** Failures with a cause of their own, from the documentation and the change log of AKS. */

import type { KnownFailure } from './failure-table.ts';

const force = 'AKS has a force upgrade that can cut off the workload; this action never uses it.';

/** These codes mean one thing, wherever they stand: they are looked for in the text too. The first that fits counts. */
export const specialFailures: readonly KnownFailure[] = [
  {
    signs: [{ code: 'UpgradeBlockedOnDeprecatedAPIUsage' }],
    explanation: {
      cause: 'AKS saw calls of an API that the target version no longer has, within the last 12 hours.',
      advice: `Find the callers (in the portal under "Diagnose and solve problems", or in the API server's metrics), move them to the newer API and wait 12 hours. AKS can be told to go on all the same by force upgrade; this action never does.`,
      rerun: 'after-repair',
    },
  },
  {
    signs: [{ code: 'UnsatisfiablePDB' }],
    explanation: {
      cause: 'A PodDisruptionBudget allows no pod to be moved, so that AKS did not begin to drain.',
      advice: `Let the budget allow a disruption (maxUnavailable of 1, or more replicas than minAvailable), then run again. ${force}`,
      rerun: 'after-repair',
    },
  },
  {
    signs: [
      { code: 'PodDrainFailure' },
      { words: /drain node|evict(?:ing)? pod|PDB debug info|too many requests.{0,80}disruption budget/i },
    ],
    explanation: {
      cause: 'A node could not be drained in time: a pod would not go, most often for a PodDisruptionBudget.',
      advice: `See which pod the text names, let its budget allow a disruption or give it more replicas, or raise drain-timeout. Nodes can stay cordoned. ${force}`,
      rerun: 'after-repair',
    },
  },
  {
    signs: [{ code: 'InsufficientSubnetSize' }, { code: 'SubnetIsFull' }],
    explanation: {
      cause: 'The subnet has no addresses left for the extra nodes of the upgrade.',
      advice:
        'Free addresses, give the pool a larger subnet, or lower max-surge (1 is the least that works without maxUnavailable), then run again.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [
      { code: 'ErrCode_InsufficientVCPUQuota' },
      { code: 'InsufficientVCPUQuota' },
      { code: 'QuotaExceeded' },
      { words: /exceed\w*.{0,60}\bquota\b|\bquota\b.{0,60}exceed/i },
    ],
    explanation: {
      cause: 'The quota of the subscription in this region has no room for the extra nodes of the upgrade.',
      advice: 'Ask for more quota of that machine family, or lower max-surge, then run again.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [{ code: 'PublicIPCountLimitReached' }],
    explanation: {
      cause: 'The subscription may hold no more public addresses, and nodes of this pool each take one.',
      advice: 'Free public addresses or ask for a higher limit, then run again.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [
      { code: 'OverconstrainedAllocationRequest' },
      { code: 'OverconstrainedZonalAllocationRequest' },
      { code: 'AllocationFailed' },
      { code: 'ZonalAllocationFailed' },
    ],
    explanation: {
      cause: 'Azure has no machines of this size free in the region or zone just now.',
      advice: 'Run again at another time, or lower max-surge; if it stays so, move to another size or zone.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [{ code: 'SKUNotAvailable' }, { code: 'SkuNotAvailable' }],
    explanation: {
      cause: 'This machine size is not offered to the subscription in the region or zone.',
      advice: 'Move the workload to a pool of a size that is offered there.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [{ code: 'NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged' }],
    explanation: {
      cause:
        'AKS does not let the control plane move alone here, which it says also while an auto-upgrade channel is on.',
      advice:
        'Turn the cluster channel off, or leave the upgrade to it; then run the check again for a new plan.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [{ code: 'NodePoolMcVersionIncompatible' }],
    explanation: {
      cause:
        'The version asked for does not go with that of the control plane: a pool must not be above it, nor too far below.',
      advice: 'Run the check again: the versions have moved since the plan was made.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [{ code: 'AgentPoolUpgradeVersionNotAllowed' }],
    explanation: {
      cause: 'AKS does not let the pool go to that version; it never goes down.',
      advice: 'Run the check again: what AKS offers, or what runs, has changed since the plan was made.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [
      { code: 'RequestDisallowedByPolicy' },
      { code: 'ScopeLocked' },
      { words: /\bscope is locked\b|because following scope\(s\) are locked/i },
    ],
    explanation: {
      cause: 'A policy or a lock of the subscription forbids the change.',
      advice:
        'Read which one in the text. Take the lock off, also on the node resource group, or ask the owner of the policy, then run again.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [
      { code: 'ServicePrincipalValidationClientError' },
      { code: 'ExpiredServicePrincipal' },
      { words: /AADSTS7000222|AADSTS7000215|client secret.{0,40}expired|expired.{0,40}service principal/i },
    ],
    explanation: {
      cause: 'The service principal that the cluster itself runs with has expired or is not valid.',
      advice:
        'Renew it (az aks update-credentials), or move the cluster to a managed identity, then run again.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [
      { code: 'K8sAPIServerDNSLookupFailVMExtensionError' },
      { code: 'K8sAPIServerConnFailVMExtensionError' },
    ],
    explanation: {
      cause: 'New nodes could not reach the API server of the cluster, by name or at all.',
      advice:
        'Check DNS, firewall, route table and authorized ranges of the cluster network, then run again.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [
      { code: 'OutboundConnFailVMExtensionError' },
      { code: 'ImagePullTimeoutVMExtensionError' },
      { code: 'VMExtensionProvisioningError' },
    ],
    explanation: {
      cause: 'New nodes could not be set up, most often because they do not reach what they download from.',
      advice: 'Check the outbound rules that AKS asks for, and the firewall, then run again.',
      rerun: 'after-repair',
    },
  },
];
