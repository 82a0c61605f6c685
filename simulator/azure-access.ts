import { armError } from './azure-answers.ts';
import type { SimRequest, SimResponse } from './exchange.ts';
import { type Claims, type TokenMint, textClaim, timeClaim } from './jwt.ts';

/** Who asks, and whether a role of theirs grants it. */

export interface SimIdentity {
  readonly clientId: string;
  readonly objectId: string;
  readonly tenantId: string;
  readonly federatedCredentials: readonly FederatedCredential[];
  readonly secret?: string;
  readonly roles: readonly RoleAssignment[];
}

export interface FederatedCredential {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

export interface RoleAssignment {
  /** As in a role definition; `*` stands for any text. */
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
  /** `/subscriptions/{id}`, or with `/resourceGroups/{name}` and deeper. */
  readonly scope: string;
}

/** What the role of check mode holds: reads, and nothing that changes Azure or hands out credentials. */
export const checkActions: readonly string[] = [
  'Microsoft.ContainerService/managedClusters/read',
  'Microsoft.ContainerService/managedClusters/upgradeProfiles/read',
  'Microsoft.ContainerService/managedClusters/agentPools/read',
  'Microsoft.ContainerService/managedClusters/agentPools/upgradeProfiles/read',
  'Microsoft.ContainerService/managedClusters/availableAgentPoolVersions/read',
  'Microsoft.ContainerService/managedClusters/maintenanceConfigurations/read',
  'Microsoft.ContainerService/locations/kubernetesversions/read',
];

/** What a job that upgrades node images holds besides. */
export const imageActions: readonly string[] = [
  ...checkActions,
  'Microsoft.ContainerService/managedClusters/agentPools/upgradeNodeImageVersion/action',
  'Microsoft.ContainerService/locations/operations/read',
  'Microsoft.ContainerService/locations/operationresults/read',
];

/** What a job that upgrades Kubernetes versions holds on top of that. */
export const versionActions: readonly string[] = [
  ...imageActions,
  'Microsoft.ContainerService/managedClusters/agentPools/write',
  'Microsoft.ContainerService/managedClusters/write',
];

export function grants(identity: SimIdentity, action: string, scope: string): boolean {
  return identity.roles.some(
    (role) =>
      covers(role.scope, scope) &&
      role.actions.some((pattern) => matches(pattern, action)) &&
      role.notActions?.some((pattern) => matches(pattern, action)) !== true,
  );
}

/** A role at any scope inside makes a subscription visible in the list of subscriptions. */
export function seesSubscription(identity: SimIdentity, subscriptionId: string): boolean {
  return identity.roles.some((role) => covers(`/subscriptions/${subscriptionId}`, role.scope));
}

export function covers(outer: string, inner: string): boolean {
  const [a, b] = [outer.toLowerCase().replace(/\/$/, ''), inner.toLowerCase()];
  return a === '' || a === b || b.startsWith(`${a}/`);
}

function matches(pattern: string, action: string): boolean {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}$`, 'i').test(action);
}

export interface Caller {
  readonly identity: SimIdentity;
  readonly claims: Claims;
}

export interface AccessWorld {
  readonly mint: TokenMint;
  readonly identities: () => readonly SimIdentity[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Audiences that this endpoint takes, without a trailing slash. */
  readonly audiences: readonly string[];
  readonly authority: string;
}

export function authenticate(world: AccessWorld, request: SimRequest): Caller | SimResponse {
  const header = request.headers['authorization'];
  if (header === undefined || header === '') {
    return unauthorized(
      world,
      'AuthenticationFailed',
      "Authentication failed. The 'Authorization' header is missing.",
    );
  }
  const token = /^Bearer (\S+)$/i.exec(header)?.[1];
  const claims = token === undefined ? undefined : world.mint.read(token);
  if (claims === undefined)
    return unauthorized(world, 'InvalidAuthenticationToken', 'The access token is invalid.');
  const now = world.clock() / 1000;
  if (timeClaim(claims, 'exp') <= now) {
    const expiry = new Date(timeClaim(claims, 'exp') * 1000).toISOString();
    const message = `The access token expiry UTC time '${expiry}' is earlier than current UTC time '${new Date(now * 1000).toISOString()}'.`;
    return unauthorized(world, 'ExpiredAuthenticationToken', message);
  }
  const audience = textClaim(claims, 'aud').replace(/\/$/, '');
  if (!world.audiences.includes(audience)) {
    const message = `The access token has been obtained for wrong audience or resource '${audience}'. It should exactly match with one of the allowed audiences '${world.audiences.join("','")}'.`;
    return unauthorized(world, 'InvalidAuthenticationTokenAudience', message);
  }
  const identity = world
    .identities()
    .find((one) => one.clientId === textClaim(claims, 'appid') && one.tenantId === textClaim(claims, 'tid'));
  if (identity === undefined)
    return unauthorized(world, 'InvalidAuthenticationToken', 'The access token is invalid.');
  return { identity, claims };
}

/** ARM names the authority to ask in `WWW-Authenticate`. */
function unauthorized(world: AccessWorld, code: string, message: string): SimResponse {
  const challenge = `Bearer authorization_uri="https://${world.authority}/", error="invalid_token", error_description="${message}"`;
  return armError(401, code, message, { 'www-authenticate': challenge });
}
