/** The bundle in front of a simulated repository, and the manners that every one of its runs must show there. */
import { afterAll, expect } from 'vitest';
import type { ActionOptions, ActionResult } from '../../simulator/action.ts';
import type { ExchangeRecord } from '../../simulator/exchange.ts';
import { type ClusterDescription, describeFleet, type Fleet } from '../../simulator/fleet.ts';
import type { GitHubToken } from '../../simulator/github-accounts.ts';
import type { StoredIssue } from '../../simulator/github-state.ts';
import type { World } from '../../simulator/world.ts';
import { writeMarked } from '../../src/report/marker.ts';
import { check, complainOfEnding, fileOf, type Inputs, inWorld, type RoadOptions } from './start.ts';

export const bot = 'github-actions[bot]';
export const key = 'road';

const healthyCluster: ClusterDescription = { nodeOsChannel: 'NodeImage' };
const behindCluster: ClusterDescription = { ...healthyCluster, name: 'aks-behind', version: '1.35.4' };
const fleetOf = (...clusters: readonly ClusterDescription[]): Fleet =>
  describeFleet({ now: new Date(), clusters });

export const fleets = {
  /** Nothing to do. */
  healthy: () => fleetOf(healthyCluster),
  /** One cluster, a minor behind. */
  behind: () => fleetOf(behindCluster),
  /** Another state than `behind`, with more due. */
  further: () => fleetOf(behindCluster, { ...behindCluster, name: 'aks-second', version: '1.35.3' }),
  of: fleetOf,
};

const seen = { worlds: 0, runs: 0, requests: 0, writes: 0, described: 0, unchecked: 0 };
let smallestGap = Number.POSITIVE_INFINITY;

/** Prints at the end of the file what the runs in it sent. */
export function tellManners(file: string): void {
  afterAll(() => {
    const { worlds, runs, requests, writes, described, unchecked } = seen;
    const slice = unchecked > 0 ? `not at hand in ${unchecked} worlds` : `held by ${described} exchanges`;
    const gap = Number.isFinite(smallestGap) ? `${smallestGap} ms` : 'none';
    console.log(
      `${file}: ${worlds} worlds, ${runs} runs of the bundle, ${requests} requests to GitHub, ${writes} writes; ` +
        `smallest gap between writes ${gap}, parallel 0; GitHub's description ${slice}, 0 violations`,
    );
  });
}

/** A world whose GitHub was spoken to as its description says: one write at a time, a second apart. */
export async function atGitHub<T>(
  options: Partial<RoadOptions>,
  use: (world: World) => Promise<T>,
): Promise<T> {
  return await inWorld({ fleet: fleets.behind(), ...options }, async (world) => {
    const result = await use(world);
    expectManners(world);
    return result;
  });
}

function expectManners(world: World): void {
  const { isChecking, exchanges, violations } = world.github.contract();
  const manners = [...world.github.politeness().values()];
  expect({ violations, unserved: world.github.unserved }).toEqual({ violations: [], unserved: [] });
  expect(manners.filter(({ tooSoon, parallel }) => tooSoon + parallel > 0)).toEqual([]);
  expect(world.github.limits.early).toEqual([]);
  expect(requestsOf(world).filter(({ request }) => /\/search\b/.test(request.path))).toEqual([]);
  smallestGap = Math.min(smallestGap, ...manners.flatMap(({ minimumGapMs }) => minimumGapMs ?? []));
  seen.worlds += 1;
  seen.requests += world.github.exchanges.length;
  seen.writes += manners.reduce((sum, { writes }) => sum + writes, 0);
  seen.described += exchanges;
  seen.unchecked += isChecking ? 0 : 1;
}

/** A job's own token: every run writes as the same account, each with a token of its own. */
export function mintJobToken(world: World, issues: GitHubToken['issues'] = 'write'): string {
  const token = `ghs_job_${world.github.state.tokens.size}`;
  world.github.state.tokens.set(token, { token, kind: 'actions', login: bot, issues });
  return token;
}

/** A run that tells one issue under `key`; whatever it ends with, it must end well formed. */
export async function tell(
  world: World,
  inputs: Inputs = {},
  options: Partial<ActionOptions> = {},
): Promise<ActionResult> {
  seen.runs += 1;
  const job = { githubToken: mintJobToken(world), ...options };
  const result = await check(world, { 'report-to': 'issue', 'report-key': key, ...inputs }, job);
  expect(complainOfEnding(world, result)).toEqual([]);
  expect(result.runnerWarnings).toEqual([]);
  return result;
}

/** The report lies in the summary and in the file, and the outputs say what was found, whatever GitHub said. */
export function expectReportKept(result: ActionResult, drift = '1'): void {
  expect(result.summary).toMatch(/^## AKS: .*attention/);
  expect(result.summary.startsWith(fileOf(result, 'report-file').trim())).toBe(true);
  expect(result.summary).toContain('aks-behind');
  const { drift: counted, plan, matrix, 'plan-digest': digest } = result.outputs;
  expect({ drift: counted, hasPlan: plan?.startsWith('aksu1.') }).toEqual({ drift, hasPlan: true });
  expect(JSON.parse(matrix ?? '')).toMatchObject({ include: [{ environment: '' }] });
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
}

export function requestsOf(world: World): readonly ExchangeRecord[] {
  const host = new URL(world.run.apiUrl).host;
  return world.network.exchanges.filter(({ request }) => request.host === host);
}

export function writesOf(world: World): readonly string[] {
  return requestsOf(world)
    .filter(({ request }) => request.method !== 'GET' && !request.path.endsWith('/graphql'))
    .map(({ request }) => `${request.method} ${request.path.replace(/^.*\/repos\/[^/]+\/[^/]+/, '')}`);
}

/** Everything that holds our key's opening marker in its first line and was written by the account of the token. */
export function oursOf(world: World, author = bot): readonly StoredIssue[] {
  return [...world.github.state.issues.values()].filter(
    (issue) => issue.author === author && issue.body?.startsWith(`<!-- aks-upgrade v1 key=${key} `),
  );
}

export function openOnes(world: World): readonly StoredIssue[] {
  return oursOf(world).filter(({ state }) => state === 'open');
}

export function issueOf(world: World, number = 1): StoredIssue {
  const issue = world.github.state.issues.get(number);
  if (issue === undefined) throw new Error(`There is no issue #${number}.`);
  return issue;
}

/** What an earlier run could have left: our issue with another text. */
export function openOlder(world: World, text = 'Something older.'): StoredIssue {
  const body = writeMarked(key, '0'.repeat(32), text);
  return world.github.people.open({ title: 'AKS: older', body, author: bot, labels: ['aks-upgrade'] });
}
