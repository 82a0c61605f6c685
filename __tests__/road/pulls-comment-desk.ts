/** The bundle in front of a pull request that changes versions, started as GitHub starts it there. */
import type { ActionOptions, ActionResult } from '../../simulator/action.ts';
import type { GitHubToken } from '../../simulator/github-accounts.ts';
import type { FileChanges } from '../../simulator/github-git-state.ts';
import type { StoredComment } from '../../simulator/github-state.ts';
import { type PullRequestEvent, pullRequestRun } from '../../simulator/runner-pull-request.ts';
import type { World } from '../../simulator/world.ts';
import { findMarked, writeMarked } from '../../src/report/marker.ts';
import { atGitHub, bot, issueOf, key, requestsOf, tell } from './github-desk.ts';
import type { Inputs, RoadOptions } from './start.ts';

export const person = 'platform-engineer';

/** The repository before any pull request: both clusters of `fleets.further()` have their versions here. */
export const files = {
  'README.md': 'Clusters of Contoso.\n',
  'infra/behind.tfvars': '# aks-upgrade: rg-aks/aks-behind\nkubernetes_version = "1.35.4"\n',
  'infra/second.tfvars': 'kubernetes_version = "1.35.3" # aks-upgrade: rg-aks/aks-second\n',
} as const;

/** The version of `aks-behind` written down, and nothing else changed. */
export const moveTo = (version: string): FileChanges => ({
  'infra/behind.tfvars': files['infra/behind.tfvars'].replace('1.35.4', version),
});

/** What is allowed in the job of a workflow that comments, as the docs have it. */
const jobRights: Pick<GitHubToken, 'issues' | 'pulls' | 'contents'> = {
  issues: 'none',
  pulls: 'write',
  contents: 'read',
};

export function mintPullToken(world: World, rights: Partial<typeof jobRights> = {}): string {
  const token = `ghs_pull_${world.github.state.tokens.size}`;
  const minted = { token, kind: 'actions', login: bot, ...jobRights, ...rights } as const;
  world.github.state.tokens.set(token, minted);
  return token;
}

/** A world in which every run is that of a pull request, so that the identity trusts it. */
export async function atPullRequests<T>(
  options: Partial<RoadOptions>,
  use: (world: World) => Promise<T>,
): Promise<T> {
  const run = { eventName: 'pull_request', ...options.run };
  return await atGitHub({ ...options, run, github: { files, ...options.github } }, use);
}

/** A person's branch `topic` with these files, and the pull request of it. */
export function propose(world: World, changes: FileChanges, branch = 'topic'): number {
  const { people } = world.github;
  people.push(branch, person, changes);
  return people.openPull({ head: branch, title: 'Change versions', author: person, body: '' }).number;
}

interface PullOptions extends Partial<ActionOptions> {
  readonly start?: PullRequestEvent;
}

/** A run for the pull request as it stands now, with the rights that the docs name. */
export async function tellPull(
  world: World,
  number: number,
  inputs: Inputs = {},
  { start, run, ...options }: PullOptions = {},
): Promise<ActionResult> {
  return await tell(
    world,
    { 'report-to': 'auto', ...inputs },
    {
      githubToken: mintPullToken(world),
      ...options,
      run: { ...pullRequestRun(world.github, number, start), ...run },
    },
  );
}

export function commentsOf(world: World, number: number): readonly StoredComment[] {
  return issueOf(world, number).comments;
}

/** Comments that hold our marker and were written by the account of the token. */
export function liveOnes(world: World, number: number): readonly StoredComment[] {
  return commentsOf(world, number).filter(
    ({ author, body }) => author === bot && findMarked(body, key) !== undefined,
  );
}

/** The text of the one live comment. */
export function told(world: World, number: number): string {
  const [only, ...others] = liveOnes(world, number);
  if (only === undefined || others.length > 0)
    throw new Error(`${others.length} comments besides ${only?.id}`);
  return only.body;
}

export function urlOf(world: World, comment: StoredComment | undefined): string {
  return `${world.run.serverUrl}/contoso/platform/pull/${comment?.issue}#issuecomment-${comment?.id}`;
}

/** Paths and commits of the files that were fetched from GitHub. */
export function fetchedOf(world: World): readonly { readonly path: string; readonly ref: string | null }[] {
  return requestsOf(world).flatMap(({ request }) => {
    const [, path] = /\/contents\/(.+)$/.exec(request.path) ?? [];
    return path === undefined ? [] : [{ path: decodeURIComponent(path), ref: request.query.get('ref') }];
  });
}

/** What a reader sees of each pin: the verdict and what is asked for, by file and line. */
export function verdictsOf(body: string): Readonly<Record<string, string>> {
  const rows = body.matchAll(
    /^\| \S+\u00a0\**([a-z ]+?)\** \| \[?`([^`]+)`[^|]*\| ([^|]*) \| ([^|]*) \| \*\*`([^`]+)`\*\* \|$/gmu,
  );
  return Object.fromEntries([...rows].map(([, verdict, place, , , asked]) => [place, `${verdict} ${asked}`]));
}

/** Errors and warnings on a file and line, as the runner shows them in "Files changed". */
export function marksOf(result: ActionResult): readonly string[] {
  return result.commands.flatMap(({ name, properties }) =>
    properties['file'] === undefined ? [] : [`${name} ${properties['file']}:${properties['line']}`],
  );
}

/** What an earlier run could have left there. */
export function commentOlder(world: World, number: number, text = 'Something older.'): StoredComment {
  return world.github.people.comment(number, bot, writeMarked(key, '0'.repeat(32), text));
}
