import { type FetchHooks, fetchFrom } from '../../simulator/github-fetch.ts';
import type { GitHubSimulator } from '../../simulator/github-rest.ts';
import type { Telling } from '../../src/inputs/inputs.ts';
import type { Log } from '../../src/inputs/log.ts';
import type { RunContext } from '../../src/inputs/run-context.ts';
import { writeMarked } from '../../src/report/marker.ts';
import type { Report } from '../../src/report/report.ts';
import { trackIssue } from '../../src/tracking/issue/github-issue.ts';
import type { Tracked } from '../../src/tracking/tracking.ts';
import type { VirtualTime } from './virtual-time.ts';

export const key = 'a1b2c3d4';
export const bot = 'github-actions[bot]';

/** A report whose text and fingerprint follow from `what`. */
export function aReport(what: string, standing: Report['standing'] = 'due', at = '06:00'): Report {
  const fingerprint = Buffer.from(what).toString('hex');
  const text = `## ${what}\n\nFirst do this.\n\nRead on 22 Nov 2026, ${at} UTC.`;
  return {
    key,
    title: `AKS: ${what}`,
    body: writeMarked(key, fingerprint, text),
    summary: text,
    fingerprint,
    standing,
    closing: 'Nothing is due any more.',
    annotations: [],
  };
}

export function aTelling(changes: Partial<Telling> = {}): Telling {
  return {
    reportTo: ['issue'],
    reportKey: key,
    labels: ['aks-upgrade'],
    assignees: [],
    onClosed: 'respect',
    redact: false,
    githubToken: 'ghs_actions',
    ...changes,
  };
}

export const aContext: RunContext = {
  owner: 'contoso',
  repository: 'platform',
  repositoryId: '700000123',
  isPrivate: false,
  eventName: 'schedule',
  runId: '42',
  runAttempt: '1',
  actor: 'platform-engineer',
  triggeringActor: 'platform-engineer',
  serverUrl: 'https://github.com',
  apiUrl: 'https://api.github.com',
  graphqlUrl: 'https://api.github.com/graphql',
  runnerTemp: '/tmp',
  workflow: 'AKS check',
  isUntrustedPullRequest: false,
};

export interface KeptLog extends Log {
  readonly lines: readonly { readonly level: string; readonly text: string }[];
}

export function keepLog(): KeptLog {
  const lines: { level: string; text: string }[] = [];
  const keep = (level: string) => (first: string, second?: string) => {
    lines.push({ level, text: second === undefined ? first : `${first}: ${second}` });
  };
  return {
    lines,
    info: keep('info'),
    debug: keep('debug'),
    notice: keep('notice'),
    warning: keep('warning'),
    error: keep('error'),
    mask() {},
  };
}

export interface Bench {
  readonly github: GitHubSimulator;
  readonly time: VirtualTime;
  readonly log?: Log;
  readonly hooks?: FetchHooks;
  readonly fetch?: typeof fetch;
}

/** One run of the tracking station against the simulator, in virtual time. */
export async function track(bench: Bench, report: Report, changes: Partial<Telling> = {}): Promise<Tracked> {
  const { github, time, log = keepLog(), hooks = {} } = bench;
  const fetch = bench.fetch ?? fetchFrom(github.service, hooks);
  const { clock, deadline } = time;
  return await time.run(trackIssue(report, aTelling(changes), aContext, { log, clock, deadline, fetch }));
}

export function writesOf(github: GitHubSimulator): readonly string[] {
  return github.exchanges
    .filter(({ request }) => request.method !== 'GET' && request.path !== '/graphql')
    .map(({ request }) => `${request.method} ${request.path}`);
}

export function openOnes(github: GitHubSimulator): readonly number[] {
  return [...github.state.issues.values()]
    .filter((issue) => !issue.isPull && issue.state === 'open' && issue.body?.includes(`key=${key} `))
    .map((issue) => issue.number);
}
