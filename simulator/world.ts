import { randomBytes } from 'node:crypto';
import { oidcHost, type SimRun, usualRun } from './actions-oidc.ts';
import type { SimIdentity } from './azure-access.ts';
import type { Arm } from './azure-arm.ts';
import { clouds, type SimCloud } from './azure-clouds.ts';
import type { SimFailure } from './azure-failures.ts';
import type { ForeignWrite } from './azure-foreign.ts';
import { usualIdentity } from './azure-identity.ts';
import type { SimOperation } from './azure-operations.ts';
import { type Pace, usualPace } from './azure-pace.ts';
import { type AzureState, createAzure } from './azure-services.ts';
import type { SimService } from './exchange.ts';
import type { FaultRule } from './faults.ts';
import type { Fleet } from './fleet.ts';
import { createGitHub, type GitHubOptions, type GitHubSimulator } from './github-rest.ts';
import { type Network, startNetwork } from './network.ts';
import type { QuirkSwitches } from './quirks.ts';
import { createReleases, type ReleaseOptions, type ReleaseSimulator } from './release-sources.ts';

export { clouds, type SimCloud } from './azure-clouds.ts';
export { simClientId, usualIdentity } from './azure-identity.ts';

export interface WorldOptions {
  readonly fleet: Fleet;
  readonly cloud?: SimCloud;
  /** Absent: one identity that the run's token fits, with `actions` on every subscription. */
  readonly identities?: readonly SimIdentity[];
  /** Absent: the role of check mode; see `imageActions` and `versionActions`. */
  readonly actions?: readonly string[];
  readonly run?: Partial<SimRun>;
  readonly quirks?: QuirkSwitches;
  /** Repository, tokens and quirks; owner, name and id are the run's. */
  readonly github?: Omit<GitHubOptions, 'owner' | 'name' | 'repositoryId'>;
  /** What serves release data, under the hosts of the real ones; absent: nobody does. */
  readonly releases?: true | ReleaseOptions;
  /** Further hosts. */
  readonly services?: Readonly<Record<string, SimService>>;
  readonly faults?: readonly FaultRule[];
  /** Milliseconds. */
  readonly latency?: number;
  /** Milliseconds since 1970; absent: the machine's clock. */
  readonly clock?: () => number;
  /** How long Azure's operations take; absent: as long as they really do. */
  readonly pace?: Pace;
  /** What goes wrong inside AKS. */
  readonly failures?: readonly SimFailure[];
  /** Seconds. */
  readonly tokenLife?: number;
  readonly pageSize?: number;
  readonly nextLinkHost?: string;
}

export interface World {
  readonly network: Network;
  readonly arm: Arm;
  readonly github: GitHubSimulator;
  readonly releases: ReleaseSimulator | undefined;
  readonly cloud: SimCloud;
  /** Each may be changed between requests. The fleet is the one of now: what is over by the clock is done in it. */
  fleet: Fleet;
  identities: readonly SimIdentity[];
  run: SimRun;
  quirks: QuirkSwitches;
  pace: Pace;
  failures: readonly SimFailure[];
  tokenLife: number;
  /** From now on the newest image of its kind in a region, such as `AKSUbuntu-2404gen2containerd-202611.21.0`. */
  publishImage(location: string, image: string): void;
  /** Somebody else starts something, held against no rule. */
  startForeign(write: ForeignWrite): SimOperation;
  /** A job of this run, with what it is given to ask for its identity token. Absent: the world's own run. */
  beginJob(run?: SimRun): { readonly url: string; readonly requestToken: string };
  /** Something to undo when the world closes. */
  atClose(undo: () => void): void;
  close(): Promise<void>;
}

/** Starts everything that a run of the action talks to, behind one proxy on loopback. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const cloud = options.cloud ?? clouds.AzureCloud;
  const run = { ...usualRun, ...options.run };
  const held = { fleet: options.fleet };
  const state: AzureState = {
    get fleet() {
      arm.settle();
      return held.fleet;
    },
    set fleet(fleet) {
      arm.settle();
      held.fleet = fleet;
    },
    identities: options.identities ?? [usualIdentity(options.fleet, run, cloud, options.actions)],
    run,
    quirks: options.quirks ?? {},
    pace: options.pace ?? usualPace,
    failures: options.failures ?? [],
    tokenLife: options.tokenLife ?? 3599,
  };
  const jobs = new Map<string, SimRun>();
  const undoes: (() => void)[] = [];
  const github = createRepository(options, run);
  const { arm, services } = createAzure(options, cloud, { held, state, jobs });
  const apiHost = new URL(run.apiUrl).host;
  const releases = createSources(
    options,
    () => state.fleet,
    apiHost === 'api.github.com' ? github : undefined,
  );
  const network = await startNetwork({
    services: { ...services, [apiHost]: github.service, ...releases?.services, ...options.services },
    ...(options.latency === undefined ? {} : { latency: options.latency }),
    ...(options.faults === undefined ? {} : { faults: options.faults }),
  });
  return Object.assign(state, {
    network,
    arm,
    github,
    releases,
    cloud,
    publishImage: arm.publishImage,
    startForeign: arm.startForeign,
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

function createSources(
  { releases, clock = Date.now }: WorldOptions,
  fleet: () => Fleet,
  github: GitHubSimulator | undefined,
): ReleaseSimulator | undefined {
  if (releases === undefined) return undefined;
  const around = { fleet, clock, ...(github === undefined ? {} : { github }) };
  return createReleases(around, releases === true ? {} : releases);
}
