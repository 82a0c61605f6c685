/** The bundle that keeps one pull request about versions written down, and what it may have changed in a repository. */
import { expect, vi } from 'vitest';
import type { ActionOptions, ActionResult } from '../../simulator/action.ts';
import type { ClusterDescription, Fleet } from '../../simulator/fleet.ts';
import type { GitHubToken } from '../../simulator/github-accounts.ts';
import { commitsAhead, isAncestor } from '../../simulator/github-git-history.ts';
import type { GitMode, StoredCommit } from '../../simulator/github-git-objects.ts';
import { type ChangedPath, changeTree, compareTrees, findEntry } from '../../simulator/github-git-trees.ts';
import type { StoredPull } from '../../simulator/github-pull-state.ts';
import type { StoredComment, StoredIssue } from '../../simulator/github-state.ts';
import { type Warp, warpedClock } from '../../simulator/time-warp.ts';
import type { World } from '../../simulator/world.ts';
import { atGitHub, bot, fleets, issueOf, key, tell, writesOf } from './github-desk.ts';
import type { Inputs, RoadOptions } from './start.ts';

// Limits of the bundle's own pass as much faster as its clock does: a busy machine gets fewer of them at a time.
vi.setConfig({ testTimeout: 180_000, maxConcurrency: 4 });

export const person = 'platform-engineer';
export const branch = `aks-upgrade/${key}`;
export const path = 'infra/shop.tfvars';

const shop: ClusterDescription = {
  name: 'aks-shop',
  resourceGroup: 'rg-shop',
  version: '1.35.4',
  nodeOsChannel: 'NodeImage',
  pools: [{ name: 'system' }, { name: 'apps' }],
};

/** The one cluster that most repositories here speak of; one minor behind unless told otherwise. */
export const shopAt = (version: string, more: ClusterDescription = {}): Fleet =>
  fleets.of({ ...shop, version, ...more });

/** One file in which its version stands. */
export const shopFile = (version: string): string =>
  `# aks-upgrade: rg-shop/aks-shop\nkubernetes_version = "${version}"\nregion             = "westeurope"\n`;

export interface Scene {
  readonly world: World;
  readonly warp: Warp;
}

export interface SceneOptions extends Partial<RoadOptions> {
  /** How many times faster time passes, for the bundle and for GitHub alike; 1: it is left alone. Absent: 6. */
  readonly speed?: number;
}

/** A repository in which the version of `aks-shop` stands, unless the options say otherwise. */
export async function inRepository<T>(
  { speed = 6, ...options }: SceneOptions,
  use: (scene: Scene) => Promise<T>,
): Promise<T> {
  const warp = warpedClock(speed);
  const files = { 'README.md': '# platform\n', [path]: shopFile('1.35.4') };
  const github = { files, ...options.github };
  const given = { fleet: shopAt('1.35.4'), ...options, github, clock: warp.now };
  return await atGitHub(given, async (world) => await use({ world, warp }));
}

/** What a job of a workflow needs for pull requests. */
export function mintToken(world: World, rights: Partial<GitHubToken> = {}): string {
  const token = `ghs_bump_${world.github.state.tokens.size}`;
  const usual = { kind: 'actions', login: bot, issues: 'none', pulls: 'write', contents: 'write' } as const;
  world.github.state.tokens.set(token, { token, ...usual, ...rights });
  return token;
}

/** A run that keeps one pull request under `key`. */
export async function bump(
  { world, warp }: Scene,
  inputs: Inputs = {},
  options: Partial<ActionOptions> = {},
): Promise<ActionResult> {
  const time = warp.speed === 1 ? {} : { warp };
  const job = { githubToken: mintToken(world), ...time, ...options };
  return await tell(world, { 'report-to': 'pull-request', ...inputs }, job);
}

/** The same, where it has to end well: what was done and what was written, since it began. */
export async function bumpWell(
  scene: Scene,
  inputs: Inputs = {},
  options: Partial<ActionOptions> = {},
): Promise<{
  readonly result: ActionResult;
  readonly operation: string | undefined;
  readonly number: string | undefined;
  readonly writes: readonly string[];
}> {
  scene.world.network.forget();
  const result = await bump(scene, inputs, options);
  expect(result.exitCode, result.log.slice(-1500)).toBe(0);
  const { operation, 'pull-request-number': number } = result.outputs;
  return { result, operation, number, writes: writesOf(scene.world) };
}

/** What a first run writes, one file moved and no label there yet. */
export const firstWrites = [
  'POST /git/blobs',
  'POST /git/trees',
  'POST /git/commits',
  'POST /git/refs',
  'POST /pulls',
  'POST /labels',
  'POST /issues/1/labels',
];

export function headOf(world: World, name = branch): StoredCommit {
  const { refs, store } = world.github.state.git;
  return store.commit(refs.get(`refs/heads/${name}`) ?? `no branch ${name}`);
}

export const hasBranch = (world: World, name = branch): boolean =>
  world.github.state.git.refs.has(`refs/heads/${name}`);

/** A file's bytes on a branch. */
export function bytesOf(world: World, file = path, name = branch): Buffer {
  const { store } = world.github.state.git;
  const leaf = findEntry(store, headOf(world, name).tree, file);
  if (leaf === undefined) throw new Error(`${name} has no ${file}.`);
  return Buffer.from(store.blob(leaf.sha));
}

export const textOf = (world: World, file = path, name = branch): string =>
  bytesOf(world, file, name).toString();

/** What merging our branch would change in the base as it stands. */
export function changesOf(world: World, name = branch, base = 'main'): readonly ChangedPath[] {
  return compareTrees(world.github.state.git.store, headOf(world, base).tree, headOf(world, name).tree);
}

/** Commits on our branch that the base has not, newest first. */
export function aheadOf(world: World, name = branch, base = 'main'): readonly string[] {
  const { store } = world.github.state.git;
  return commitsAhead(store, headOf(world, base).sha, headOf(world, name).sha);
}

export const standsOn = (world: World, older: string, name = branch): boolean =>
  isAncestor(world.github.state.git.store, older, headOf(world, name).sha);

/** A commit straight onto a branch, with modes that the browser does not offer. */
export function plant(
  world: World,
  leaves: Readonly<Record<string, { readonly mode: GitMode; readonly content: string | Uint8Array }>>,
  name = 'main',
): void {
  const { git } = world.github.state;
  const changes = Object.entries(leaves).map(
    ([file, { mode, content }]) => [file, { mode, sha: git.store.addBlob(content) }] as const,
  );
  const { sha, tree, author } = headOf(world, name);
  const planted = changeTree(git.store, tree, new Map(changes));
  const commit = { tree: planted, parents: [sha], author, committer: author, message: 'Plant' };
  git.refs.set(`refs/heads/${name}`, git.store.addCommit(commit).sha);
}

export interface ShownPull extends StoredPull {
  readonly issue: StoredIssue;
}

/** Pull requests from our branch, the oldest first. */
export function pullsOf(world: World, name = branch): readonly ShownPull[] {
  return [...world.github.state.pulls.values()]
    .filter(({ headRef }) => headRef === name)
    .map((pull) => ({ ...pull, issue: issueOf(world, pull.number) }));
}

/** The one that is open; a test that goes on with two would prove nothing. */
export function openPull(world: World, name = branch): ShownPull {
  const open = pullsOf(world, name).filter(({ issue }) => issue.state === 'open');
  const [only] = open;
  if (only === undefined || open.length > 1) throw new Error(`${open.length} pull requests are open.`);
  return only;
}

export const bodyOf = (world: World): string => openPull(world).issue.body ?? '';

/** Comments by us below a pull request. */
export function wordsBelow(world: World, number: number): readonly StoredComment[] {
  return issueOf(world, number).comments.filter(({ author }) => author === bot);
}

export function isForced(world: World): boolean {
  return pullsOf(world).some(({ issue }) =>
    issue.events.some(({ event }) => event === 'head_ref_force_pushed'),
  );
}
