/** Azure Resource Manager without a network: a fleet, an identity and questions. */
import {
  checkActions,
  type RoleAssignment,
  type SimIdentity,
  versionActions,
} from '../../simulator/azure-access.ts';
import { type Arm, createArm } from '../../simulator/azure-arm.ts';
import type { SimFailure } from '../../simulator/azure-failures.ts';
import type { SimRequest, SimResponse } from '../../simulator/exchange.ts';
import {
  describeFleet,
  type Fleet,
  type FleetDescription,
  simSubscriptionId,
  simTenantId,
} from '../../simulator/fleet.ts';
import { type Claims, createTokenMint } from '../../simulator/jwt.ts';
import type { QuirkSwitches } from '../../simulator/quirks.ts';

export const day = new Date('2026-11-22T06:00:00Z');
export const subscription = `/subscriptions/${simSubscriptionId}`;
export const clusters = `${subscription}/providers/Microsoft.ContainerService/managedClusters`;
export const cluster = `${subscription}/resourceGroups/rg-aks/providers/Microsoft.ContainerService/managedClusters/aks-1`;
export const versions = `${subscription}/providers/Microsoft.ContainerService/locations/westeurope/kubernetesVersions`;

export interface Desk {
  readonly arm: Arm;
  /** As it stands now. */
  fleet: Fleet;
  /** Milliseconds since 1970; tests turn it. */
  now: number;
  failures: readonly SimFailure[];
  token(claims?: Claims): string;
  request(target: string, options?: AskOptions): SimRequest;
  ask(target: string, options?: AskOptions): SimResponse;
}

export interface AskOptions {
  readonly method?: string;
  readonly host?: string;
  /** Instead of a bearer token, or with one (`more`). */
  readonly headers?: Readonly<Record<string, string>>;
  readonly more?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface DeskOptions extends Partial<FleetDescription> {
  readonly roles?: readonly RoleAssignment[];
  readonly quirks?: QuirkSwitches;
  readonly failures?: readonly SimFailure[];
  readonly pageSize?: number;
  readonly nextLinkHost?: string;
}

export function openDesk(options: DeskOptions = {}): Desk {
  const { roles, quirks = {}, failures = [], pageSize, nextLinkHost, ...description } = options;
  const fleet = describeFleet({ now: day, clusters: [{}], ...description });
  const mint = createTokenMint();
  const identity: SimIdentity = {
    clientId: '33333333-3333-4333-8333-333333333333',
    objectId: '44444444-4444-4444-8444-444444444444',
    tenantId: simTenantId,
    federatedCredentials: [],
    roles:
      roles ??
      fleet.subscriptions.map(({ id }) => ({ actions: checkActions, scope: `/subscriptions/${id}` })),
  };
  const arm = createArm({
    mint,
    identities: () => [identity],
    clock: () => desk.now,
    audiences: ['https://management.azure.com', 'https://management.core.windows.net'],
    authority: 'login.microsoftonline.com',
    fleet: () => desk.fleet,
    setFleet: (changed) => {
      desk.fleet = changed;
    },
    switches: () => quirks,
    failures: () => desk.failures,
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(nextLinkHost === undefined ? {} : { nextLinkHost }),
  });
  const desk: Desk = {
    arm,
    fleet,
    now: day.getTime(),
    failures,
    token: (claims) =>
      mint.mint({
        aud: 'https://management.azure.com',
        appid: identity.clientId,
        tid: identity.tenantId,
        exp: desk.now / 1000 + 3600,
        ...claims,
      }),
    request: (target, asked = {}) => requestFor(target, { authorization: `Bearer ${desk.token()}` }, asked),
    ask: (target, asked) => arm.service(desk.request(target, asked)) as SimResponse,
  };
  return desk;
}

function requestFor(target: string, usual: Readonly<Record<string, string>>, asked: AskOptions): SimRequest {
  const url = new URL(target, 'https://management.azure.com');
  const hasVersion = url.searchParams.has('api-version') || /[?&]none$/.test(target);
  if (!hasVersion) url.searchParams.set('api-version', '2026-06-01');
  return {
    method: asked.method ?? 'GET',
    host: asked.host ?? url.host,
    path: url.pathname,
    query: url.searchParams,
    headers: { ...(asked.headers ?? usual), ...asked.more },
    body: asked.body ?? '',
  };
}

/** A value inside an answer's body; `undefined` where there is none. */
export function at(body: unknown, ...path: readonly (string | number)[]): unknown {
  let value = body;
  for (const step of path) value = (value as Record<string | number, unknown> | null | undefined)?.[step];
  return value;
}

export function list(body: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const value = at(body, ...path);
  return Array.isArray(value) ? value : [];
}

/** A role that may start every upgrade of the subscription. */
export const writer: readonly RoleAssignment[] = [{ actions: versionActions, scope: subscription }];

/** What stands at a path now, with one property of it set: what a careful client sends. */
export function edited(desk: Desk, target: string, change: Readonly<Record<string, unknown>>): string {
  const body = structuredClone(desk.ask(target).body) as { properties: Record<string, unknown> };
  const { properties } = body;
  const pools = (properties['agentPoolProfiles'] ?? []) as Record<string, unknown>[];
  for (const one of [properties, ...pools]) delete one['nodeImageVersion'];
  return JSON.stringify({ ...body, properties: { ...properties, ...change } });
}

/** Reads, changes one property and puts. */
export function putEdited(
  desk: Desk,
  target: string,
  change: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, string>> = {},
): SimResponse {
  return desk.ask(target, { method: 'PUT', body: edited(desk, target, change), more });
}
