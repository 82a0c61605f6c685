import type { SimService } from '../../simulator/exchange.ts';
import { fetchFrom } from '../../simulator/github-fetch.ts';
import { createGitHub, type GitHubOptions, type GitHubSimulator } from '../../simulator/github-rest.ts';
import type { StoredComment } from '../../simulator/github-state.ts';
import type { Telling } from '../../src/inputs/inputs.ts';
import type { RunContext } from '../../src/inputs/run-context.ts';
import { findMarked } from '../../src/report/marker.ts';
import type { Page } from '../../src/report/report.ts';
import { trackComment } from '../../src/tracking/comment/github-sticky.ts';
import type { Tracked } from '../../src/tracking/tracking.ts';
import { aContext, aReport, aTelling, type Bench, bot, keepLog, key } from './a-telling.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** The number of the pull request in every repository of `aRepository`. */
export const pull = 2;

export const pullContext: RunContext = {
  ...aContext,
  eventName: 'pull_request',
  pullRequest: { number: pull, baseSha: '1'.repeat(40), headSha: '2'.repeat(40) },
};

/** Our issue #1 with the same key, and the pull request #2 of a person. */
export function aRepository(options: Partial<GitHubOptions> = {}): {
  readonly github: GitHubSimulator;
  readonly time: VirtualTime;
} {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now, pause: time.pause, ...options });
  seedPull(github);
  return { github, time };
}

export function seedPull(github: GitHubSimulator): void {
  const { title, body } = aReport('The issue of the same key');
  github.people.open({ title, body, author: bot, labels: ['aks-upgrade'] });
  github.people.open({ title: 'Raise the version', author: 'platform-engineer', isPull: true });
}

/** One run of the tracking station against the simulator, in virtual time. */
export async function comment(
  bench: Bench,
  page: Page,
  changes: Partial<Telling> = {},
  context: RunContext = pullContext,
): Promise<Tracked> {
  const { github, time, log = keepLog(), hooks = {} } = bench;
  const fetch = bench.fetch ?? fetchFrom(github.service, hooks);
  const { clock, deadline } = time;
  const telling = aTelling({ reportTo: ['pr-comment'], ...changes });
  return await time.run(trackComment(page, telling, context, { log, clock, deadline, fetch }));
}

export function commentsOf(github: GitHubSimulator): readonly StoredComment[] {
  return github.state.issues.get(pull)?.comments ?? [];
}

/** The comments by this account that hold our marker and key. */
export function liveOnes(github: GitHubSimulator, by: string = bot): readonly StoredComment[] {
  return commentsOf(github).filter(
    ({ author, body }) => author === by && findMarked(body, key) !== undefined,
  );
}

/** Somebody deletes a comment in the browser. */
export function deleteComment(github: GitHubSimulator, id: number): void {
  const comments = github.state.issues.get(pull)?.comments ?? [];
  const at = comments.findIndex((each) => each.id === id);
  if (at >= 0) comments.splice(at, 1);
  github.state.comments.delete(id);
}

/** A service whose list shows comments only so many milliseconds after they were made. */
export function lagging(github: GitHubSimulator, lag: number): SimService {
  if (lag === 0) return github.service;
  return async (request) => {
    const response = await github.service(request);
    if (request.method !== 'GET' || !/issues\/\d+\/comments$/.test(request.path)) return response;
    if (!Array.isArray(response.body)) return response;
    const isShown = (entry: { id: number }) =>
      (github.state.comments.get(entry.id)?.createdAt ?? 0) + lag <= github.state.now();
    return { ...response, body: response.body.filter(isShown) };
  };
}

export const isComment = (path: string): boolean => path.includes('/comments');
