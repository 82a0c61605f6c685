import { setTimeout as sleep } from 'node:timers/promises';
import type { ExchangeRecord, SimRequest, SimResponse, SimService } from './exchange.ts';
import type { Fleet } from './fleet.ts';
import type { GitHubToken } from './github-accounts.ts';
import { GitHubLimits } from './github-limits.ts';
import { switchGitHubQuirks } from './github-quirks.ts';
import type { GitHubSimulator } from './github-rest.ts';
import { gatewayDown, rawNotFound, rawThrottled, scanNotFound } from './release-answers.ts';
import { answerGitHub, fileOf, type ReleaseDesk } from './release-github.ts';
import { prunes, scanNameOf } from './release-kinds.ts';
import { hexOf } from './release-movement.ts';
import { type ReleaseOptions, type ReleaseSource, sourceOf } from './release-options.ts';
import { type HasReleaseQuirk, releaseQuirks } from './release-quirks.ts';
import { listScans, writeScan } from './release-scans.ts';
import { floodOfIds, spoiledIds } from './release-spoiled.ts';
import { notedAt } from './release-store.ts';

export { askedOf, type ReleaseOptions, type ReleaseSource, sourceOf } from './release-options.ts';

const githubHost = 'api.github.com';
const rawHost = 'raw.githubusercontent.com';
const scanHost = 'cve-api.prod-aks.azure.com';
export const releaseHosts = [githubHost, rawHost, scanHost] as const;

export interface ReleaseSimulator {
  readonly services: Readonly<Record<string, SimService>>;
  /** May be changed while the world runs. */
  options: ReleaseOptions;
  /** Of github.com: the run's own limits where the run is there. */
  readonly limits: GitHubLimits;
  readonly exchanges: readonly (ExchangeRecord & { readonly source: ReleaseSource | undefined })[];
  /** What was sent as `Authorization`, by host: to the last two never anything. */
  authorizations(): Readonly<Record<(typeof releaseHosts)[number], readonly string[]>>;
  /** How often each source was asked. */
  counts(): Readonly<Record<ReleaseSource, number>>;
  /** Requests that the real hosts would serve or refuse and that are not known here. */
  readonly unserved: readonly string[];
  forget(): void;
}

export interface ReleaseSurroundings {
  readonly fleet: () => Fleet;
  readonly clock: () => number;
  /** The simulated GitHub of the run, where that is github.com. */
  readonly github?: GitHubSimulator;
}

/** A token that github.com takes in worlds whose own GitHub is another one. */
export const githubComToken: GitHubToken = {
  token: 'ghp_github_com',
  kind: 'personal',
  login: 'platform-engineer',
  issues: 'none',
};

/** The hosts that say what an upgrade brings, from nothing but the fleet. */
export function createReleases(around: ReleaseSurroundings, given: ReleaseOptions): ReleaseSimulator {
  const limits = around.github?.limits ?? new GitHubLimits(around.clock, switchGitHubQuirks({}));
  const exchanges: (ExchangeRecord & { source: ReleaseSource | undefined })[] = [];
  const held = { options: given, raw: 0 };
  const has: HasReleaseQuirk = (quirk) => held.options.quirks?.[quirk] ?? releaseQuirks[quirk].on;
  const unserved: string[] = [];
  const desk: ReleaseDesk = {
    fleet: around.fleet,
    options: () => held.options,
    has,
    limits: () => limits,
    tokenOf: (token) =>
      around.github?.state.tokens.get(token) ??
      [...(held.options.tokens ?? []), githubComToken].find((one) => one.token === token),
    unserved,
  };
  const served =
    (answer: (request: SimRequest) => SimResponse): SimService =>
    async (request) => {
      const source = sourceOf(request);
      const { down = [], slow = {} } = held.options;
      const late = source === undefined ? undefined : slow[source];
      if (late !== undefined) await sleep(late, undefined, { ref: false });
      const response = source !== undefined && down.includes(source) ? gatewayDown : answer(request);
      exchanges.push({ at: around.clock(), request, response, source });
      return response;
    };
  const github = served((request) => answerGitHub(desk, request));
  return {
    services: {
      [githubHost]: (request) =>
        around.github !== undefined && sourceOf(request) === undefined
          ? around.github.service(request)
          : github(request),
      [rawHost]: served((request) => answerRaw(desk, request, () => (held.raw += 1))),
      [scanHost]: served((request) => answerScan(desk, request)),
    },
    get options() {
      return held.options;
    },
    set options(options) {
      held.options = options;
    },
    limits,
    exchanges,
    authorizations: () => authorizationsOf(exchanges),
    counts: () => countsOf(exchanges),
    unserved,
    forget() {
      exchanges.length = 0;
      unserved.length = 0;
    },
  };
}

function authorizationsOf(exchanges: readonly ExchangeRecord[]) {
  const sentTo = (host: string): string[] =>
    exchanges.flatMap(({ request: { host: asked, headers } }) =>
      asked === host && headers['authorization'] !== undefined ? [headers['authorization']] : [],
    );
  return {
    [githubHost]: sentTo(githubHost),
    [rawHost]: sentTo(rawHost),
    [scanHost]: sentTo(scanHost),
  } as const;
}

function countsOf(exchanges: readonly { readonly source: ReleaseSource | undefined }[]) {
  const of = (source: ReleaseSource): number => exchanges.filter((one) => one.source === source).length;
  return {
    'image-notes': of('image-notes'),
    'release-notes': of('release-notes'),
    calendar: of('calendar'),
    cves: of('cves'),
  };
}

/** `/owner/name/ref/path`, or with `refs/heads/` before the branch. */
function answerRaw(desk: ReleaseDesk, request: SimRequest, count: () => number): SimResponse {
  const limit = desk.options().rawLimit;
  if (limit !== undefined && count() > limit) return rawThrottled;
  if (request.headers['authorization'] !== undefined && desk.has('raw-refuses-tokens')) return rawNotFound;
  const path = decodeURIComponent(request.path);
  const [, repository = '', ref = '', below = ''] =
    /^\/([^/]+\/[^/]+)\/(?:refs\/heads\/)?([^/]+)\/(.+)$/.exec(path) ?? [];
  const { text } = request.method === 'GET' ? fileOf(desk, repository, ref, below) : {};
  if (text === undefined) return rawNotFound;
  return {
    status: 200,
    compresses: true,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'max-age=300',
      etag: `W/"${hexOf(`${path} ${text.length}`)}"`,
      'x-content-type-options': 'nosniff',
    },
    body: text,
  };
}

const indexPath = '/api/v1/vhd-releases/_index';

function answerScan(desk: ReleaseDesk, request: SimRequest): SimResponse {
  const options = desk.options();
  const fleet = desk.fleet();
  // Kinds that are not built any more were scanned as well.
  const refs = ['main', prunes[0]?.commit ?? ''].toReversed();
  const published = new Map(refs.flatMap((ref) => [...(notedAt(ref, fleet, options) ?? [])]));
  const common = { status: 200, chunked: true, compresses: true };
  const time = fleet.now.getTime();
  if (request.path === indexPath) {
    const report_time = new Date(time).toISOString().replace('Z', '056129Z');
    return { ...common, body: { vhd_release_versions: listScans(published), report_time } };
  }
  const [, name, version = ''] =
    /^\/api\/v1\/vhd-releases\/([^/]+)\/([^/]+)\/scan-reports$/.exec(request.path) ?? [];
  const directory = [...published.keys()].find((one) => scanNameOf(one) === name);
  const versions = directory === undefined ? [] : (published.get(directory) ?? []);
  if (directory === undefined || !versions.includes(version) || request.method !== 'GET') return scanNotFound;
  const report = writeScan(directory, version, versions[versions.indexOf(version) - 1], time);
  const [first, ...others] = report.os_package_targets;
  // One system's scans cannot be true, the other's can be read and are far too long.
  const ids = directory.startsWith('AKSUbuntu') ? spoiledIds : floodOfIds(version);
  const spoiled = { ...report, os_package_targets: [{ ...first, active_cves: ids }, ...others] };
  const told = options.hostile === true ? spoiled : report;
  return { ...common, body: options.alter?.scan ? options.alter.scan(report) : told };
}
