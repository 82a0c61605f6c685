/**
 * The body of a PUT, out of the body just read: raw JSON, because the SDK's models drop every field that they do not
 * know. The version is changed, what cannot be set is left out, and nothing else.
 */

import type { SurgeSettings } from '../../inputs/inputs.ts';
import { isObject, type JsonObject, listIn, objectIn, textIn } from '../../inventory/arm-json.ts';
import { readOnlyInCluster, readOnlyInPool, withoutFields } from './arm-read-only.ts';

/** `Microsoft.ContainerService`'s word for "a managed identity, no service principal". */
const noPrincipal = 'msi';

/** Moves the control plane alone. */
export function buildClusterPut(raw: JsonObject, to: string): JsonObject {
  const body = withoutFields(raw, readOnlyInCluster);
  const properties = withoutPrincipal({ ...objectIn(body, 'properties'), kubernetesVersion: to });
  return { ...body, properties: withEvenPools(properties) };
}

/** `surge`: what was asked for is laid over the pool's own settings. */
export function buildPoolPut(raw: JsonObject, to: string, surge: SurgeSettings): JsonObject {
  const body = withoutFields(raw, readOnlyInPool);
  const properties = objectIn(body, 'properties');
  const asked = toUpgradeSettings(surge);
  const upgradeSettings = { ...objectIn(properties, 'upgradeSettings'), ...asked };
  return {
    ...body,
    properties: {
      ...properties,
      orchestratorVersion: to,
      ...(Object.keys(asked).length === 0 ? {} : { upgradeSettings }),
    },
  };
}

function toUpgradeSettings(surge: SurgeSettings): JsonObject {
  const { maxSurge, drainTimeout, nodeSoakDuration, undrainableNodeBehavior } = surge;
  return {
    ...(maxSurge === undefined ? {} : { maxSurge }),
    ...(drainTimeout === undefined ? {} : { drainTimeoutInMinutes: drainTimeout }),
    ...(nodeSoakDuration === undefined ? {} : { nodeSoakDurationInMinutes: nodeSoakDuration }),
    ...(undrainableNodeBehavior === undefined ? {} : { undrainableNodeBehavior }),
  };
}

/** A principal without its secret, which no GET gives, does not pass AKS's validation; azure-cli leaves it out as well. */
function withoutPrincipal(properties: JsonObject): JsonObject {
  const principal = objectIn(properties, 'servicePrincipalProfile');
  const isWhole = textIn(principal, 'secret') !== undefined || isObject(principal['keyVaultSecretRef']);
  if (isWhole || textIn(principal, 'clientId')?.toLowerCase() === noPrincipal) return properties;
  const { servicePrincipalProfile: _, ...rest } = properties;
  return rest;
}

/** AKS takes the pools' versions all as they are, or none (NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged). */
function withEvenPools(properties: JsonObject): JsonObject {
  const pools = listIn(properties, 'agentPoolProfiles');
  const isEven = pools?.every((pool) => textIn(pool, 'orchestratorVersion') !== undefined) ?? true;
  if (isEven || pools === undefined) return properties;
  const agentPoolProfiles = pools.map((pool) => {
    if (!isObject(pool)) return pool;
    const { orchestratorVersion: _, ...rest } = pool;
    return rest;
  });
  return { ...properties, agentPoolProfiles };
}
