import { type FetchHooks, fetchFrom } from '../../simulator/github-fetch.ts';
import { flatTree } from '../../simulator/github-git-trees.ts';
import { createGitHub, type GitHubOptions, type GitHubSimulator } from '../../simulator/github-rest.ts';
import type { Telling } from '../../src/inputs/inputs.ts';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import type { FileEdit, PinMove, ProposedPins } from '../../src/pins/pins.ts';
import { writeMarked } from '../../src/report/marker.ts';
import type { Page } from '../../src/report/report.ts';
import { trackPullRequest } from '../../src/tracking/pull/github-pull.ts';
import type { Tracked } from '../../src/tracking/tracking.ts';
import { aMove } from '../builders/pins.ts';
import { aContext, aTelling, type KeptLog, keepLog, key } from './a-telling.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

export const branch = `aks-upgrade/${key}`;
export const person = 'platform-engineer';

/** A file with one pin on its third line, and room for people above and below. */
export function aFile(version: string, top = 'top', bottom = 'bottom'): string {
  return ['# ours', `# ${top}`, '', '', '', `version = "${version}"`, '', '', '', `# ${bottom}`, ''].join(
    '\n',
  );
}

export const startFiles = {
  'infra/prod.tf': aFile('1.32.5'),
  'infra/dev.tf': aFile('1.32.5'),
  'README.md': '# platform\n',
};

/** What is to stand in which file. */
export type Wanted = Readonly<Record<string, string>>;

export interface PullBench {
  readonly github: GitHubSimulator;
  readonly time: VirtualTime;
  readonly log: KeptLog;
}

export function aPullBench(options: Partial<GitHubOptions> = {}): PullBench {
  const time = createVirtualTime();
  const github = createGitHub({
    now: time.now,
    pause: time.pause,
    latencyMs: 40,
    files: startFiles,
    ...options,
  });
  return { github, time, log: keepLog() };
}

export function fileOf(github: GitHubSimulator, ref: string, path: string): string | undefined {
  const { store, refs } = github.state.git;
  const sha = refs.get(`refs/heads/${ref}`);
  const leaf = sha === undefined ? undefined : flatTree(store, store.commit(sha).tree).get(path);
  return leaf && Buffer.from(store.blob(leaf.sha)).toString('utf8');
}

const line = /version = "([^"]*)"/;

/** As the pins station would propose it, from the base as it is now. */
export function propose(github: GitHubSimulator, wanted: Wanted, base = 'main'): ProposedPins {
  const { store, refs } = github.state.git;
  const commit = store.commit(refs.get(`refs/heads/${base}`) ?? '');
  const files = flatTree(store, commit.tree);
  const moved = Object.entries(wanted).flatMap(([path, to]): { edit: FileEdit; move: PinMove }[] => {
    const leaf = files.get(path);
    const text = fileOf(github, base, path) ?? '';
    const from = line.exec(text)?.[1];
    if (!leaf || from === undefined || from === to) return [];
    const after = Buffer.from(text.replace(line, `version = "${to}"`));
    const edit = { path, mode: leaf.mode, blob: leaf.sha, before: store.blob(leaf.sha), after };
    const move = aMove({ from, to });
    const number = text.split('\n').findIndex((each) => line.test(each)) + 1;
    return [{ edit, move: { ...move, pin: { ...move.pin, file: path, line: number } } }];
  });
  return {
    base: { branch: base, commit: commit.sha, tree: commit.tree },
    moves: moved.map(({ move }) => move),
    edits: moved.map(({ edit }) => edit),
    notes: [],
    count: Object.keys(wanted).length,
    troubles: [],
    unread: [],
  };
}

export function aPage(proposed: ProposedPins, standing?: Page['standing']): Page {
  const told = proposed.moves.map(({ pin, from, to }) => `${pin.file} ${from} ${to}`);
  const fingerprint = sha256(told.join('\n')).slice(0, 16);
  const due = proposed.moves.map(({ pin, to }) => ` ${sha256(`${pin.file} ${to}`).slice(0, 6)}`);
  const head = `<!-- due${due.sort().join('')} -->\n\n## What moves`;
  const text = [head, ...told, 'Read on 22 Nov 2026, 06:00 UTC.'].join('\n\n');
  return {
    key,
    title: `AKS: move ${told.length} versions`,
    body: writeMarked(key, fingerprint, text),
    fingerprint,
    standing: standing ?? (proposed.edits.length > 0 ? 'due' : 'clear'),
    closing: 'Nothing is to be moved any more.',
  };
}

export interface RunOptions {
  readonly telling?: Partial<Telling>;
  readonly hooks?: FetchHooks;
  readonly base?: string;
  readonly standing?: Page['standing'];
  readonly clock?: PullBench['time']['clock'];
  readonly proposed?: ProposedPins;
}

/** One run, not yet waited for. */
export function startPull(bench: PullBench, wanted: Wanted, options: RunOptions = {}): Promise<Tracked> {
  const { github, time, log } = bench;
  const proposed = options.proposed ?? propose(github, wanted, options.base);
  const telling = aTelling({ githubToken: 'ghs_pulls', reportTo: ['pull-request'], ...options.telling });
  const ports = {
    log,
    clock: options.clock ?? time.clock,
    deadline: time.deadline,
    fetch: fetchFrom(github.service, options.hooks ?? {}),
  };
  return trackPullRequest(aPage(proposed, options.standing), proposed, telling, aContext, ports);
}

export async function trackPull(
  bench: PullBench,
  wanted: Wanted,
  options: RunOptions = {},
): Promise<Tracked> {
  return await bench.time.run(startPull(bench, wanted, options));
}

export function openPullsOf(github: GitHubSimulator): readonly number[] {
  return [...github.state.issues.values()]
    .filter(({ isPull, state, body }) => isPull && state === 'open' && body?.includes(`key=${key} `))
    .map(({ number }) => number);
}

/** Writes other than GraphQL's question, as `METHOD /path` below the repository, from exchange `since` on. */
export function writesSince(github: GitHubSimulator, since: number): readonly string[] {
  return github.exchanges
    .slice(since)
    .filter(({ request }) => request.method !== 'GET' && request.path !== '/graphql')
    .map(({ request }) => `${request.method} ${request.path.replace('/repos/contoso/platform', '')}`);
}
