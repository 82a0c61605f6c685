/** What AKS computes and a PUT cannot set: the `readonly` fields of the SDK's models, of API version 2026-06-01. */

import { isObject, type JsonObject, listIn } from '../../inventory/arm-json.ts';

export interface ReadOnlyField {
  /** Names from the top of the body; `*`: every entry of a list or map. */
  readonly path: readonly string[];
  readonly reason: string;
}

const identity = 'which resource this is; the address says it';
const state = 'what AKS is doing or has done';
const running = 'what runs, beside what is asked for';
const address = 'an address that AKS gives';
const computed = 'what AKS made out of what was asked for';
const principal = 'ids of an identity, beside its resource id';

/** The same in a pool of its own and in one inside a cluster. */
const poolFields: readonly ReadOnlyField[] = [
  { path: ['eTag'], reason: 'goes into If-Match' },
  { path: ['provisioningState'], reason: state },
  { path: ['currentOrchestratorVersion'], reason: running },
  { path: ['status'], reason: state },
  { path: ['localDNSProfile', 'state'], reason: state },
  // Writable since API version 2026-04-01, where it means: roll back to this image.
  { path: ['nodeImageVersion'], reason: 'would pin the old image' },
];

export const readOnlyInPool: readonly ReadOnlyField[] = [
  { path: ['id'], reason: identity },
  { path: ['name'], reason: identity },
  { path: ['type'], reason: identity },
  { path: ['systemData'], reason: state },
  { path: ['eTag'], reason: 'goes into If-Match' },
  ...under(['properties'], poolFields),
];

export const readOnlyInCluster: readonly ReadOnlyField[] = [
  { path: ['id'], reason: identity },
  { path: ['name'], reason: identity },
  { path: ['type'], reason: identity },
  { path: ['systemData'], reason: state },
  { path: ['eTag'], reason: 'goes into If-Match' },
  { path: ['identity', 'principalId'], reason: principal },
  { path: ['identity', 'tenantId'], reason: principal },
  { path: ['identity', 'userAssignedIdentities', '*', 'principalId'], reason: principal },
  { path: ['identity', 'userAssignedIdentities', '*', 'clientId'], reason: principal },
  ...under(
    ['properties'],
    [
      { path: ['provisioningState'], reason: state },
      // A pool's is writable and stays; the cluster's is not.
      { path: ['powerState'], reason: state },
      { path: ['status'], reason: state },
      { path: ['currentKubernetesVersion'], reason: running },
      { path: ['maxAgentPools'], reason: computed },
      { path: ['fqdn'], reason: address },
      { path: ['privateFQDN'], reason: address },
      { path: ['azurePortalFQDN'], reason: address },
      { path: ['resourceUID'], reason: identity },
      { path: ['oidcIssuerProfile', 'issuerURL'], reason: address },
      { path: ['networkProfile', 'loadBalancerProfile', 'effectiveOutboundIPs'], reason: computed },
      { path: ['networkProfile', 'natGatewayProfile', 'effectiveOutboundIPs'], reason: computed },
      { path: ['addonProfiles', '*', 'identity'], reason: principal },
      { path: ['ingressProfile', 'webAppRouting', 'identity'], reason: principal },
      { path: ['podIdentityProfile', 'userAssignedIdentities', '*', 'provisioningState'], reason: state },
      { path: ['podIdentityProfile', 'userAssignedIdentities', '*', 'provisioningInfo'], reason: state },
      { path: ['privateLinkResources', '*', 'privateLinkServiceID'], reason: computed },
      ...under(['agentPoolProfiles', '*'], poolFields),
    ],
  ),
];

/**
 * The body without these fields, in whatever case they are written (`eTag` was `etag` once); everything else as it came,
 * whether anybody knows it or not.
 */
export function withoutFields(body: JsonObject, fields: readonly ReadOnlyField[]): JsonObject {
  return fields.reduce<JsonObject>((left, { path }) => {
    const stripped = without(left, path);
    return isObject(stripped) ? stripped : left;
  }, body);
}

function under(path: readonly string[], fields: readonly ReadOnlyField[]): readonly ReadOnlyField[] {
  return fields.map((field) => ({ ...field, path: [...path, ...field.path] }));
}

function without(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const list = listIn({ value }, 'value');
  if (list !== undefined) return name === '*' ? list.map((entry) => without(entry, rest)) : value;
  if (!isObject(value)) return value;
  const isMeant = (key: string) => name === '*' || key.toLowerCase() === name.toLowerCase();
  const entries = Object.entries(value);
  if (!entries.some(([key]) => isMeant(key))) return value;
  const kept = rest.length === 0 ? entries.filter(([key]) => !isMeant(key)) : entries;
  return Object.fromEntries(kept.map(([key, entry]) => [key, isMeant(key) ? without(entry, rest) : entry]));
}
