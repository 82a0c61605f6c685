import { randomBytes } from 'node:crypto';
import {
  actionsIssuer,
  createActionsOidc,
  oidcHost,
  type SimRun,
  subjectOf,
  usualRun,
} from './actions-oidc.ts';
import { checkActions, type SimIdentity } from './azure-access.ts';
import { type Arm, createArm } from './azure-arm.ts';
import { createEntra } from './entra.ts';
import type { SimService } from './exchange.ts';
import type { FaultRule } from './faults.ts';
import { type Fleet, simTenantId } from './fleet.ts';
import { createGitHub, type GitHubOptions, type GitHubSimulator } from './github-rest.ts';
import { createTokenMint } from './jwt.ts';
import { type Network, startNetwork } from './network.ts';
import type { QuirkSwitches } from './quirks.ts';

/** The hosts of one Azure cloud, and the names that its tokens go by. */
export interface SimCloud {
  readonly authority: string;
  /** A second name of the authority: MSAL sends sign-ins of 21Vianet there, whichever of the two it was given. */
  readonly preferredAuthority?: string;
  readonly arm: string;
  /** Resource names that ARM takes as audience besides its own address. */
  readonly audiences: readonly string[];
  /** What a federated credential is made for in this cloud. */
  readonly federationAudience: string;
}

export const clouds = {
  AzureCloud: {
    authority: 'login.microsoftonline.com',
    arm: 'management.azure.com',
    audiences: ['https://management.core.windows.net'],
    federationAudience: 'api://AzureADTokenExchange',
  },
  AzureUSGovernment: {
    authority: 'login.microsoftonline.us',
    arm: 'management.usgovcloudapi.net',
    audiences: ['https://management.core.usgovcloudapi.net'],
    federationAudience: 'api://AzureADTokenExchangeUSGov',
  },
  AzureChinaCloud: {
    authority: 'login.chinacloudapi.cn',
    preferredAuthority: 'login.partner.microsoftonline.cn',
    arm: 'management.chinacloudapi.cn',
    audiences: ['https://management.core.chinacloudapi.cn'],
    federationAudience: 'api://AzureADTokenExchangeChina',
  },
} as const satisfies Record<string, SimCloud>;

export interface WorldOptions {
  readonly fleet: Fleet;
  readonly cloud?: SimCloud;
  /** Absent: one identity that the run's token fits, with the role of check mode on every subscription. */
  readonly identities?: readonly SimIdentity[];
  readonly run?: Partial<SimRun>;
  readonly quirks?: QuirkSwitches;
  /** Repository, tokens and quirks; owner, name and id are the run's. */
  readonly github?: Omit<GitHubOptions, 'owner' | 'name' | 'repositoryId'>;
  /** Further hosts. */
  readonly services?: Readonly<Record<string, SimService>>;
  readonly faults?: readonly FaultRule[];
  /** Milliseconds. */
  readonly latency?: number;
  /** Milliseconds since 1970; absent: the machine's clock. */
  readonly clock?: () => number;
  /** Seconds. */
  readonly tokenLife?: number;
  readonly pageSize?: number;
  readonly nextLinkHost?: string;
}

export interface World {
  readonly network: Network;
  readonly arm: Arm;
  readonly github: GitHubSimulator;
  readonly cloud: SimCloud;
  /** Each may be changed between requests. */
  fleet: Fleet;
  identities: readonly SimIdentity[];
  run: SimRun;
  quirks: QuirkSwitches;
  tokenLife: number;
  /** A job of this run, with what it is given to ask for its identity token. Absent: the world's own run. */
  beginJob(run?: SimRun): { readonly url: string; readonly requestToken: string };
  /** Something to undo when the world closes. */
  atClose(undo: () => void): void;
  close(): Promise<void>;
}

export const simClientId = '33333333-3333-4333-8333-333333333333';

/** An identity that this run's token fits, with the role of check mode on every subscription of the fleet. */
export function usualIdentity(
  fleet: Fleet,
  run: SimRun = usualRun,
  cloud: SimCloud = clouds.AzureCloud,
): SimIdentity {
  return {
    clientId: simClientId,
    objectId: '44444444-4444-4444-8444-444444444444',
    tenantId: fleet.subscriptions[0]?.tenantId ?? simTenantId,
    federatedCredentials: [
      {
        name: 'workflow',
        issuer: actionsIssuer,
        subject: subjectOf(run),
        audience: cloud.federationAudience,
      },
    ],
    roles: fleet.subscriptions.map((one) => ({ actions: checkActions, scope: `/subscriptions/${one.id}` })),
  };
}

interface State {
  fleet: Fleet;
  identities: readonly SimIdentity[];
  run: SimRun;
  quirks: QuirkSwitches;
  tokenLife: number;
}

/** Starts everything that a run of the action talks to, behind one proxy on loopback. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const cloud = options.cloud ?? clouds.AzureCloud;
  const run = { ...usualRun, ...options.run };
  const state: State = {
    fleet: options.fleet,
    identities: options.identities ?? [usualIdentity(options.fleet, run, cloud)],
    run,
    quirks: options.quirks ?? {},
    tokenLife: options.tokenLife ?? 3599,
  };
  const jobs = new Map<string, SimRun>();
  const undoes: (() => void)[] = [];
  const github = createRepository(options, run);
  const { arm, services } = createAzure(options, cloud, state, jobs);
  const network = await startNetwork({
    services: { ...services, [new URL(run.apiUrl).host]: github.service, ...options.services },
    ...(options.latency === undefined ? {} : { latency: options.latency }),
    ...(options.faults === undefined ? {} : { faults: options.faults }),
  });
  return Object.assign(state, {
    network,
    arm,
    github,
    cloud,
    beginJob(job: SimRun = state.run) {
      const requestToken = randomBytes(24).toString('base64url');
      jobs.set(requestToken, job);
      return { url: `https://${oidcHost}/oidc/token?api-version=2.0`, requestToken };
    },
    atClose(undo: () => void) {
      undoes.push(undo);
    },
    async close() {
      await network.close();
      for (const undo of undoes.splice(0)) undo();
    },
  });
}

function createRepository(options: WorldOptions, run: SimRun): GitHubSimulator {
  return createGitHub({
    private: run.visibility !== 'public',
    now: options.clock ?? Date.now,
    ...options.github,
    owner: run.owner,
    name: run.repository,
    repositoryId: Number(run.repositoryId),
  });
}

interface Azure {
  readonly arm: Arm;
  readonly services: Readonly<Record<string, SimService>>;
}

/** Entra and ARM share a mint, as do GitHub's issuer and Entra: each token is read by who must check it. */
function createAzure(
  options: WorldOptions,
  cloud: SimCloud,
  state: State,
  jobs: ReadonlyMap<string, SimRun>,
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
    fleet: () => state.fleet,
    ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
    ...(options.nextLinkHost === undefined ? {} : { nextLinkHost: options.nextLinkHost }),
  });
  const entra = createEntra({
    ...shared,
    assertionMints: [actionsMint],
    tenants: () => [...new Set(state.fleet.subscriptions.map((one) => one.tenantId)), simTenantId],
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
