/** Runs of the bundle that ask for release data, and what of their reports comes from where. */
import { afterAll } from 'vitest';
import type { ActionOptions, ActionResult } from '../../simulator/action.ts';
import type { ExchangeRecord } from '../../simulator/exchange.ts';
import { type ClusterDescription, describeFleet, type Fleet } from '../../simulator/fleet.ts';
import { releaseHosts } from '../../simulator/release-sources.ts';
import type { World } from '../../simulator/world.ts';
import { releaseHeading } from '../oracles/release-links.ts';
import { check, complainOfEnding, type Inputs, readsOf } from './start.ts';

/** A Sunday on which nothing changes; the newest image that is noted is two days old and not yet offered. */
export const sunday = '2026-11-22T09:00:00Z';

export const behind: ClusterDescription = {
  name: 'aks-behind',
  version: '1.35.4',
  pools: [
    { name: 'system', imageDaysBehind: 14 },
    { name: 'win', os: 'Windows', imageDaysBehind: 35 },
  ],
};

export const releaseFleet = (now = new Date(sunday)): Fleet =>
  describeFleet({ now, clusters: [behind, { name: 'aks-old', version: '1.34.2' }] });

/** The section under a heading, without it; empty: there is none. */
export function sectionOf(markdown: string, heading: string): string {
  const [, rest = ''] = markdown.split(`\n### ${heading}\n`);
  return rest.split(/\n(?:### |---\n|\[AKS\d{3}\]: )/)[0] ?? '';
}

/** What of the sources the end of a report says was not plainly read, by source. */
export function troublesOf(markdown: string): readonly string[] {
  const lines = markdown.split('\n').filter((line) => line.startsWith('Release data: '));
  if (lines.length > 1) throw new Error(`${lines.length} lines about release data.`);
  return (lines[0] ?? '')
    .replace(/^Release data: |\.$/g, '')
    .split(/; (?=(?:support calendar|node image notes|AKS scan of node images|AKS release notes): )/)
    .filter((part) => part !== '')
    .toSorted();
}

/** A report without what came from release data and without its time of reading: what Azure alone has to say. */
export function azurePart(markdown: string): string {
  let isOfReleases = false;
  const kept = markdown.split('\n').filter((line) => {
    const [, heading] = /^### (.*)$/.exec(line) ?? [];
    if (heading !== undefined) isOfReleases = releaseHeading.test(heading);
    if (/^(?:\[AKS\d{3}\]: .*|---)$/.test(line)) isOfReleases = false;
    return (
      !isOfReleases &&
      !/^(?:> \*\*What it brings\*\*|> Support dates are of|Release data: |Read on )/.test(line)
    );
  });
  return kept
    .join('\n')
    .replace(/as of (?:\d{4}-\d\d-\d\d|\d{1,2} \w{3} \d{4})/g, 'as of then')
    .replace(/(?:\n>)+(?=\n\n)/g, '')
    .replace(/\n{2,}/g, '\n\n')
    .trim();
}

/** Requests to the hosts that only release data asks, and those for it to GitHub's API. */
export const releaseRequests = (world: World): readonly ExchangeRecord[] => world.releases?.exchanges ?? [];

/** Whatever was sent to one of the three hosts, by whomever. */
export function sentToSources(world: World): readonly ExchangeRecord[] {
  return world.network.exchanges.filter(({ request }) =>
    (releaseHosts as readonly string[]).includes(request.host),
  );
}

export interface Timed extends ActionResult {
  /** Milliseconds between the last answer of Azure and the end of the process. */
  readonly afterAzure: number;
}

/** A run that tells nobody on GitHub, ends well formed, and how long it went on after Azure. */
export async function readTimed(
  world: World,
  inputs: Inputs = {},
  options: Partial<ActionOptions> = {},
): Promise<Timed> {
  const result = await check(world, inputs, options);
  const afterAzure = Date.now() - (readsOf(world).at(-1)?.at ?? 0);
  const complaints = [...complainOfEnding(world, result), ...(result.exitCode === 0 ? [] : ['exit 1'])];
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  return { ...result, afterAzure };
}

/** Outputs that programs act on: not the paths of this run, nor the plan's text, which holds its time. */
export function decided({ outputs }: ActionResult): Readonly<Record<string, string | undefined>> {
  const { 'plan-file': _file, 'report-file': _report, plan: _plan, ...others } = outputs;
  return others;
}

/** One line at the end of a file. */
export function tellAtEnd(tell: () => string): void {
  afterAll(() => console.log(tell()));
}
