import { createActionsOidc, oidcHost, type SimRun } from './actions-oidc.ts';
import type { SimIdentity } from './azure-access.ts';
import { type Arm, createArm } from './azure-arm.ts';
import type { SimCloud } from './azure-clouds.ts';
import type { SimFailure } from './azure-failures.ts';
import type { Pace } from './azure-pace.ts';
import { createEntra } from './entra.ts';
import type { SimService } from './exchange.ts';
import { type Fleet, simTenantId } from './fleet.ts';
import { createTokenMint } from './jwt.ts';
import type { QuirkSwitches } from './quirks.ts';

/** What may change while a world runs. */
export interface AzureState {
  fleet: Fleet;
  identities: readonly SimIdentity[];
  run: SimRun;
  quirks: QuirkSwitches;
  pace: Pace;
  failures: readonly SimFailure[];
  tokenLife: number;
}

export interface AzureOptions {
  readonly clock?: () => number;
  readonly pageSize?: number;
  readonly nextLinkHost?: string;
}

export interface AzureInside {
  /** The fleet as it was left: only ARM brings it to now. */
  readonly held: { fleet: Fleet };
  readonly state: AzureState;
  readonly jobs: ReadonlyMap<string, SimRun>;
}

export interface Azure {
  readonly arm: Arm;
  readonly services: Readonly<Record<string, SimService>>;
}

/** Entra and ARM share a mint, as do GitHub's issuer and Entra: each token is read by who must check it. */
export function createAzure(
  options: AzureOptions,
  cloud: SimCloud,
  { held, state, jobs }: AzureInside,
): Azure {
  const [accessMint, actionsMint] = [createTokenMint(), createTokenMint()];
  const audiences = [`https://${cloud.arm}`, ...cloud.audiences];
  const shared = {
    mint: accessMint,
    identities: () => state.identities,
    clock: options.clock ?? Date.now,
    switches: () => state.quirks,
  };
  const arm = createArm({
    ...shared,
    audiences,
    authority: cloud.authority,
    fleet: () => held.fleet,
    setFleet: (fleet) => {
      held.fleet = fleet;
    },
    pace: () => state.pace,
    failures: () => state.failures,
    ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
    ...(options.nextLinkHost === undefined ? {} : { nextLinkHost: options.nextLinkHost }),
  });
  const entra = createEntra({
    ...shared,
    assertionMints: [actionsMint],
    tenants: () => [...new Set(held.fleet.subscriptions.map((one) => one.tenantId)), simTenantId],
    tokenLife: () => state.tokenLife,
    resources: audiences,
  });
  const oidc = createActionsOidc({
    mint: actionsMint,
    runOf: (token) => jobs.get(token),
    clock: shared.clock,
  });
  const authorities = [cloud.authority, cloud.preferredAuthority ?? cloud.authority];
  const entras = Object.fromEntries(authorities.map((host) => [host, entra]));
  return { arm, services: { [cloud.arm]: arm.service, ...entras, [oidcHost]: oidc } };
}
