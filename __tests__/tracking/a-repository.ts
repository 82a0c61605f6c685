import { type FetchHooks, fetchFrom } from '../../simulator/github-fetch.ts';
import type { GitMode } from '../../simulator/github-git-objects.ts';
import { changeTree, type Leaf } from '../../simulator/github-git-trees.ts';
import { createGitHub, type GitHubOptions, type GitHubSimulator } from '../../simulator/github-rest.ts';
import type { PinScope } from '../../src/inputs/inputs.ts';
import type { RunContext } from '../../src/inputs/run-context.ts';
import type { ReportTarget } from '../../src/inputs/telling.ts';
import type { PinFiles, RepositoryFile } from '../../src/pins/pin-files.ts';
import { readPinFiles } from '../../src/tracking/files/github-pin-files.ts';
import { aContext, aTelling, type KeptLog, keepLog } from './a-telling.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** A file that holds one pin. */
export const pin = (cluster: string, version = '1.33.5'): string =>
  `version: "${version}" # aks-upgrade: ${cluster}\n`;

export type Content = string | Uint8Array | { readonly mode: GitMode; readonly content: string };

export interface Repository {
  readonly github: GitHubSimulator;
  readonly time: VirtualTime;
  readonly log: KeptLog;
}

export function aRepository(
  files: Readonly<Record<string, Content>>,
  options: Omit<GitHubOptions, 'files'> = {},
): Repository {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now, ...options, files: {} });
  const { git } = github.state;
  const branch = git.defaultBranch;
  if (Object.keys(files).length > 0) git.refs.set(`refs/heads/${branch}`, addCommit(github, files));
  return { github, time, log: keepLog() };
}

const founder = { name: 'engineer', email: 'engineer@example.com', at: Date.parse('2026-01-06T08:00:00Z') };

/** A commit with these changes to its first parent; `null` takes a file away. */
export function addCommit(
  github: GitHubSimulator,
  files: Readonly<Record<string, Content | null>>,
  parents: readonly string[] = [],
): string {
  const { store } = github.state.git;
  const leafOf = (content: Content): Leaf => {
    const isPlain = typeof content === 'string' || content instanceof Uint8Array;
    const { mode, content: inside } = isPlain ? { mode: '100644' as const, content } : content;
    return { mode, sha: mode === '160000' && typeof inside === 'string' ? inside : store.addBlob(inside) };
  };
  const changes = Object.entries(files).map(
    ([path, content]) => [path, content === null ? undefined : leafOf(content)] as const,
  );
  const [first] = parents;
  const base = first === undefined ? undefined : store.commit(first).tree;
  const tree = changeTree(store, base, new Map(changes));
  return store.addCommit({ tree, parents, author: founder, committer: founder, message: 'Work' }).sha;
}

export interface Look {
  readonly reportTo?: readonly ReportTarget[];
  readonly pins?: PinScope;
  readonly context?: Partial<RunContext>;
  readonly token?: string;
  readonly hooks?: FetchHooks;
}

export async function look({ github, time, log }: Repository, asked: Look = {}): Promise<PinFiles> {
  const { reportTo = ['pull-request'], pins = { paths: [] }, token = 'ghs_actions', hooks = {} } = asked;
  const telling = aTelling({ reportTo, githubToken: token });
  const { clock, deadline } = time;
  const ports = { log, clock, deadline, fetch: fetchFrom(github.service, hooks) };
  return await time.run(readPinFiles({ telling, pins }, { ...aContext, ...asked.context }, ports));
}

export const textsOf = (files: readonly RepositoryFile[] | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries((files ?? []).map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));

/** What was asked, below the repository. */
export function asked(github: GitHubSimulator, part = ''): readonly string[] {
  return github.exchanges
    .map(({ request }) => decodeURIComponent(request.path.replace('/repos/contoso/platform', '')))
    .filter((path) => path.includes(part));
}
