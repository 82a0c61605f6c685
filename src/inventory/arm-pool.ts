/** A node pool, as it stands in a cluster's `agentPoolProfiles` or in its list of agent pools. */

import { plainSentence } from './arm-errors.ts';
import {
  type JsonObject,
  listIn,
  numberIn,
  objectIn,
  type Parsed,
  textIn,
  unparsed,
  valueIn,
  wordOf,
} from './arm-json.ts';
import { parseImageVersion } from './image-version.ts';
import type { NodePool, Power, UpgradeSettings } from './inventory.ts';
import { type KubernetesVersion, parseKubernetesVersion } from './kubernetes-version.ts';

/** A pool before its offer is read. */
export type PoolFacts = Omit<NodePool, 'offer'>;

/** An entry of the agent pool list has its facts one level down; the kind is `type` in both raw forms. */
export function flattenPool(item: unknown): JsonObject {
  return { ...objectIn(item, 'properties'), name: valueIn(item, 'name') };
}

export function parsePool(profile: unknown, clusterId: string): Parsed<PoolFacts> {
  const name = textIn(profile, 'name');
  if (name === undefined) return unparsed('the answer has no name');
  const requestedVersion = textIn(profile, 'orchestratorVersion');
  const version = runningVersion(textIn(profile, 'currentOrchestratorVersion'), requestedVersion);
  if (version === undefined) return unparsed('the answer names no full Kubernetes version');
  const count = nodeCount(profile);
  if (count === undefined) return unparsed('the answer has no node count');
  const image = textIn(profile, 'nodeImageVersion');
  const snapshotId = textIn(objectIn(profile, 'creationData'), 'sourceResourceId');
  const provisioningError = describeProvisioningError(profile);
  return {
    ok: true,
    value: {
      id: `${clusterId}/agentpools/${name.toLowerCase()}`,
      name,
      ...(requestedVersion === undefined ? {} : { requestedVersion }),
      version,
      image: image === undefined ? undefined : parseImageVersion(image),
      mode: wordOf(textIn(profile, 'mode'), ['System', 'User', 'Gateway']) ?? 'other',
      os: wordOf(textIn(profile, 'osType'), ['Linux', 'Windows']) ?? 'Linux',
      osSku: textIn(profile, 'osSKU'),
      kind: wordOf(textIn(profile, 'type'), poolKinds) ?? 'other',
      count,
      isSpot: textIn(profile, 'scaleSetPriority')?.toLowerCase() === 'spot',
      power: powerIn(profile),
      provisioningState: textIn(profile, 'provisioningState') ?? 'Unknown',
      ...(provisioningError === undefined ? {} : { provisioningError }),
      upgradeSettings: parseUpgradeSettings(objectIn(profile, 'upgradeSettings')),
      ...(snapshotId === undefined ? {} : { snapshotId }),
    },
  };
}

const poolKinds = ['VirtualMachineScaleSets', 'AvailabilitySet', 'VirtualMachines'] as const;

/** What runs; what was asked for only stands in where nothing else is said, and then not as an alias such as `1.33`. */
export function runningVersion(current?: string, requested?: string): KubernetesVersion | undefined {
  return parseKubernetesVersion(current ?? '') ?? parseKubernetesVersion(requested ?? '');
}

export function powerIn(from: unknown): Power {
  const code = wordOf(textIn(objectIn(from, 'powerState'), 'code'), ['Running', 'Stopped']);
  return code === undefined ? 'unknown' : code === 'Running' ? 'running' : 'stopped';
}

/** `status.provisioningError`, code before message. */
export function describeProvisioningError(from: unknown): string | undefined {
  const error = objectIn(objectIn(from, 'status'), 'provisioningError');
  const parts = [textIn(error, 'code'), textIn(error, 'message')].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : plainSentence(parts.join(': '));
}

/** Pools of single virtual machines may count per size instead. */
function nodeCount(profile: unknown): number | undefined {
  const bySize = listIn(profile, 'virtualMachineNodesStatus')?.map((size) => numberIn(size, 'count') ?? 0);
  return numberIn(profile, 'count') ?? bySize?.reduce((sum, count) => sum + count, 0);
}

function parseUpgradeSettings(settings: unknown): UpgradeSettings {
  const maxSurge = textIn(settings, 'maxSurge') ?? numberIn(settings, 'maxSurge')?.toString();
  const maxUnavailable =
    textIn(settings, 'maxUnavailable') ?? numberIn(settings, 'maxUnavailable')?.toString();
  const drainTimeout = numberIn(settings, 'drainTimeoutInMinutes');
  const nodeSoakDuration = numberIn(settings, 'nodeSoakDurationInMinutes');
  const undrainableNodeBehavior = textIn(settings, 'undrainableNodeBehavior');
  return {
    ...(maxSurge === undefined ? {} : { maxSurge }),
    ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
    ...(drainTimeout === undefined ? {} : { drainTimeout }),
    ...(nodeSoakDuration === undefined ? {} : { nodeSoakDuration }),
    ...(undrainableNodeBehavior === undefined ? {} : { undrainableNodeBehavior }),
  };
}
