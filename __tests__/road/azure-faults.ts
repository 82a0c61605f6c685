/** What Azure answers instead of what was asked for, and the exchanges that it can happen to. */
import { oidcHost } from '../../simulator/actions-oidc.ts';
import { badGatewayPage, gatewayTimeout, runtimeErrorPage } from '../../simulator/azure-answers.ts';
import type { SimResponse } from '../../simulator/exchange.ts';
import type { FaultMatch, FaultRule } from '../../simulator/faults.ts';
import { describeFleet, simSubscriptionId } from '../../simulator/fleet.ts';
import { clouds } from '../../simulator/world.ts';

export interface Fault {
  readonly name: string;
  /** Worth asking again: met once, it must leave no trace in the report. */
  readonly passes: boolean;
  readonly response?: SimResponse;
  readonly broken?: FaultRule['broken'];
}

const arm = (status: number, code: string): SimResponse => ({
  status,
  body: { error: { code, message: `Azure says ${code}.` } },
});
const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Proxy</body></html>';
const throttled = { code: 'Throttled', details: null, message: 'Throttled.', subcode: '' };

export const faults: readonly Fault[] = [
  { name: '500', passes: true, response: arm(500, 'InternalServerError') },
  { name: '500 page', passes: true, response: runtimeErrorPage },
  { name: '502 page', passes: true, response: badGatewayPage },
  { name: '503', passes: true, response: arm(503, 'ServiceUnavailable') },
  { name: '504', passes: true, response: gatewayTimeout },
  { name: '408', passes: true, response: arm(408, 'RequestTimeout') },
  {
    name: '429 with Retry-After',
    passes: true,
    response: { status: 429, headers: { 'retry-after': '1' }, body: throttled },
  },
  { name: '429 without', passes: true, response: { status: 429, body: throttled } },
  { name: 'reset', passes: true },
  { name: 'truncated', passes: true, broken: 'truncate' },
  {
    name: 'page with 200',
    passes: true,
    response: { status: 200, headers: { 'content-type': 'text/html' }, body: page },
  },
  { name: 'nothing with 200', passes: true, response: { status: 200, body: '' } },
  {
    name: 'broken JSON',
    passes: true,
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"value": [' },
  },
  { name: '400', passes: false, response: arm(400, 'BadRequest') },
  { name: '401', passes: true, response: arm(401, 'InvalidAuthenticationToken') },
  { name: '403', passes: false, response: arm(403, 'AuthorizationFailed') },
  { name: '404', passes: false, response: arm(404, 'ResourceNotFound') },
  { name: '409', passes: false, response: arm(409, 'Conflict') },
  { name: '410', passes: false, response: arm(410, 'Gone') },
  {
    name: 'redirect',
    passes: false,
    response: { status: 302, headers: { location: 'https://elsewhere.example/' }, body: '' },
  },
  // Fields that each exchange would look for, none of them what it should be.
  {
    name: 'wrong shape',
    passes: false,
    response: { status: 200, body: { value: 7, values: 'x', properties: [1] } },
  },
  { name: 'other JSON', passes: true, response: { status: 200, body: ['a', 1] } },
];

export const foreignLink: Fault = {
  name: 'nextLink to a stranger',
  passes: false,
  response: {
    status: 200,
    body: { value: [], nextLink: 'https://elsewhere.example/subscriptions?api-version=1' },
  },
};

export interface Exchange {
  readonly name: string;
  readonly match: FaultMatch;
  readonly isList?: boolean;
  /** The cluster, pool or region whose row in the report must tell it. */
  readonly unread: string;
}

const host = clouds.AzureCloud.arm;
const of = (cluster: string, rest: string): FaultMatch => ({
  host,
  path: new RegExp(`/managedClusters/${cluster}${rest}$`, 'i'),
});

/** Where a fault that passes elsewhere may end the sign-in: shown by runs of their own. */
export const lastAtOidc: readonly string[] = ['401', 'truncated'];
export const lastAtEntra: readonly string[] = [
  '401',
  '429 without',
  'truncated',
  'page with 200',
  'nothing with 200',
  'broken JSON',
  'other JSON',
];

/** Each meets a cluster of its own, so that one run shows them all. */
export const clusterExchanges: readonly Exchange[] = [
  { name: 'cluster', match: of('c-cluster', ''), unread: 'rg-aks/c-cluster' },
  {
    name: 'cluster upgrade profile',
    match: of('c-profile', '/upgradeProfiles/default'),
    unread: 'rg-aks/c-profile',
  },
  {
    name: 'pool upgrade profile',
    match: of('c-pool', '/agentPools/system/upgradeProfiles/default'),
    unread: 'rg-aks/c-pool/system',
  },
  {
    name: 'maintenance configurations',
    match: of('c-window', '/maintenanceConfigurations'),
    isList: true,
    unread: 'rg-aks/c-window',
  },
  { name: 'agent pools', match: of('c-pools', '/agentPools'), isList: true, unread: 'rg-aks/c-pools' },
  {
    name: 'region versions',
    match: { host, path: /locations\/uksouth\/kubernetesVersions$/i },
    unread: 'uksouth',
  },
  {
    name: 'available pool versions',
    match: of('c-available', '/availableAgentPoolVersions'),
    unread: 'rg-aks/c-available',
  },
];

/** Before any cluster is known: each needs a run of its own. */
export const firstExchanges: readonly Exchange[] = [
  { name: 'OIDC token', match: { host: oidcHost }, unread: '' },
  { name: 'Entra token', match: { host: clouds.AzureCloud.authority, method: 'POST' }, unread: '' },
  {
    name: 'subscriptions',
    match: { host, path: '/subscriptions' },
    isList: true,
    unread: 'further subscriptions',
  },
  {
    name: 'clusters',
    match: {
      host,
      path: `/subscriptions/${simSubscriptionId}/providers/Microsoft.ContainerService/managedClusters`,
    },
    isList: true,
    unread: 'subscription',
  },
];

const behind = { version: '1.35.4', pools: [{ name: 'system', imageDaysBehind: 20 }] } as const;
/** Each cluster in a region of its own, since a 429 slows its whole region down. */
const regionOf: Readonly<Record<string, string>> = {
  'c-bystander': 'westeurope',
  'c-cluster': 'northeurope',
  'c-profile': 'westus2',
  'c-pool': 'japaneast',
  'c-window': 'swedencentral',
  'c-pools': 'australiaeast',
  'c-region': 'uksouth',
  'c-available': 'eastus',
};

export const faultFleet = describeFleet({
  now: new Date(),
  clusters: Object.entries(regionOf).map(([name, location]) => ({ ...behind, name, location })),
});

/** As `clusters`: then each is read by itself, too. */
export const allClusters = Object.keys(regionOf)
  .map(
    (name) =>
      `/subscriptions/${simSubscriptionId}/resourceGroups/rg-aks/providers/Microsoft.ContainerService/managedClusters/${name}`,
  )
  .join('\n');

/** The one region whose list this identity may not read, so that the clusters' own stand in. */
export const closedRegion: FaultRule = {
  name: 'closed',
  match: { host, path: /locations\/eastus\/kubernetesVersions$/i },
  kind: 'before',
  response: arm(403, 'AuthorizationFailed'),
};

/** Entra and the runner's token service have error bodies of their own. */
function bodyFor(exchange: Exchange, response: SimResponse): SimResponse {
  if (exchange.unread !== '') return response;
  if (response.status === 200)
    return typeof response.body === 'string' ? response : { status: 200, body: { count: 0 } };
  if (response.headers?.['content-type'] !== undefined) return response;
  const body = {
    error: 'temporarily_unavailable',
    error_description: 'AADSTS90033: A transient error has occurred.',
  };
  return { ...response, body };
}

export function ruleOf(fault: Fault, exchange: Exchange, nth?: number): FaultRule {
  return {
    name: `${fault.name} at ${exchange.name}`,
    match: exchange.match,
    ...(nth === undefined ? {} : { nth }),
    kind: fault.broken === 'truncate' ? 'lost' : 'before',
    ...(fault.response === undefined ? {} : { response: bodyFor(exchange, fault.response) }),
    ...(fault.broken === undefined ? {} : { broken: fault.broken }),
  };
}
