import { fetchFrom } from '../../simulator/github-fetch.ts';
import { createGitHub, type GitHubOptions, type GitHubSimulator } from '../../simulator/github-rest.ts';
import type { Telling } from '../../src/inputs/inputs.ts';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import type { Cluster } from '../../src/inventory/inventory.ts';
import { openProgressBoard, type ProgressBoard } from '../../src/tracking/progress/github-progress.ts';
import type { ClusterProgress, StepProgress } from '../../src/upgrade/outcome.ts';
import { aCluster } from '../builders/fleet.ts';
import { anApprovedStep } from '../builders/upgrade-told.ts';
import { aContext, aReport, aTelling, type Bench, bot, type KeptLog, keepLog, key } from './a-telling.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

export const shop = aCluster({ name: 'aks-shop', resourceGroup: 'rg-shop' });
export const blog = aCluster({ name: 'aks-blog', resourceGroup: 'rg-blog' });

export const minute = 60_000;

export function aProgress(
  state: StepProgress['state'],
  differs: { readonly cluster?: Cluster; readonly isOver?: boolean; readonly text?: string } = {},
): ClusterProgress {
  const { cluster = shop, isOver = false, text = '' } = differs;
  return { cluster, steps: [{ approved: anApprovedStep(), state, text }], isOver };
}

export interface Stage extends Bench {
  readonly github: GitHubSimulator;
  readonly time: VirtualTime;
  readonly log: KeptLog;
}

/** A repository with our issue #1, and everything that a board needs. */
export function aStage(options: Partial<GitHubOptions> = {}, hasIssue = true): Stage {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now, pause: time.pause, latencyMs: 40, ...options });
  if (hasIssue) {
    const { title, body } = aReport('x');
    github.people.open({ title, body, author: bot, labels: ['aks-upgrade'] });
  }
  return { github, time, log: keepLog() };
}

export function openBoard(stage: Stage, changes: Partial<Telling> = {}): ProgressBoard {
  const { github, time, log, hooks = {} } = stage;
  const fetch = stage.fetch ?? fetchFrom(github.service, hooks);
  const { clock, deadline } = time;
  return openProgressBoard(
    { telling: aTelling(changes), context: aContext, sha256 },
    { log, clock, deadline, fetch },
  );
}

export function progressComments(github: GitHubSimulator): readonly string[] {
  return [...github.state.comments.values()].flatMap(({ body }) =>
    body.startsWith(`<!-- aks-upgrade progress key=${key} cluster=`) ? [body] : [],
  );
}

/** When comments were written, in minutes from the start. */
export function writeTimes({ github }: Stage, start: number): readonly string[] {
  return github.exchanges
    .filter(({ request }) => request.method !== 'GET' && /comments/.test(request.path))
    .map(({ at, request }) => `${request.method} ${Math.floor((at - start) / minute)}`);
}
