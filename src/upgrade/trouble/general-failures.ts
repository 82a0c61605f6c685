/** Failures whose code says little, or wraps another. */

import type { KnownFailure } from './failure-table.ts';

/** Codes that say little, or wrap another: by code alone, after all others. */
export const generalFailures: readonly KnownFailure[] = [
  {
    signs: [
      { code: 'EtagMismatch' },
      { code: 'PreconditionFailed' },
      { code: 'OperationNotAllowed', words: /another .{0,40}operation|in progress/i },
      { code: 'OperationPreempted' },
    ],
    explanation: {
      cause: 'Somebody or something else was changing the cluster at the same time.',
      advice: 'Run again when that is over: it looks first.',
      rerun: 'safe',
    },
  },
  {
    signs: [
      { code: 'OperationNotAllowed', words: /stopped|power state/i },
      { words: /managed cluster is .{0,40}\bstopped\b|power state\s*\(stopped\)/i },
    ],
    explanation: {
      cause: 'The cluster is stopped, and AKS takes no operation on it.',
      advice: 'Start the cluster, then run the check again.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [{ code: 'OperationNotAllowed', words: /upgrading kubernetes version|available upgrades/i }],
    explanation: {
      cause: 'AKS does not offer that step from what runs now.',
      advice: 'Run the check again: what AKS offers, or what runs, has changed since the plan was made.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [{ code: 'OperationNotAllowed' }],
    explanation: {
      cause: 'AKS does not allow it in the state that the cluster is in.',
      advice: "Read Azure's own words, put right what they name, and run the check again.",
      rerun: 'after-repair',
    },
  },
  {
    signs: [{ code: 'LinkedAuthorizationFailed' }],
    explanation: {
      cause:
        'The identity may change the cluster, but not use something that the cluster is tied to, such as its subnet.',
      advice:
        'Give the identity the right that the text names, at the resource that it names; docs/azure-access.md has the roles.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [{ code: 'AuthorizationFailed' }, { code: 'AuthorizationPermissionMismatch' }],
    explanation: {
      cause: 'The identity has no right to do this.',
      advice:
        'docs/azure-access.md has the role for upgrades. A new role can take some minutes until it counts. Then run again.',
      rerun: 'after-repair',
    },
  },
  {
    signs: [{ code: 'TooManyRequests' }, { code: 'Throttled' }, { code: 'SubscriptionRequestsThrottled' }],
    explanation: {
      cause: 'Azure takes no more requests for a while.',
      advice: 'Run again in some minutes.',
      rerun: 'safe',
    },
  },
  {
    signs: [{ code: 'UpgradeFailed' }],
    explanation: {
      cause: 'AKS reports that the upgrade failed part of the way.',
      advice:
        "Read Azure's own words for the node and the pod. Nodes can be on both versions and some cordoned.",
      rerun: 'after-repair',
    },
  },
  {
    signs: [
      { code: 'InvalidParameter' },
      { code: 'BadRequest' },
      { code: 'ValidationError' },
      { code: 'InvalidTemplateDeployment' },
    ],
    explanation: {
      cause: 'AKS does not accept what the request, or the cluster as it stands, asks for.',
      advice:
        "Read which field Azure's own words name. It may be a setting of the cluster that the new version no longer takes. Put it right, then run the check again.",
      rerun: 'after-repair',
    },
  },
  {
    signs: [
      { code: 'InternalServerError' },
      { code: 'InternalOperationError' },
      { code: 'ServiceUnavailable' },
      { code: 'ControlPlaneNotReady' },
    ],
    explanation: {
      cause: 'Azure itself had a fault.',
      advice: 'See whether Azure reports an incident, and run again later.',
      rerun: 'after-repair',
    },
  },
];
