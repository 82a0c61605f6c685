import { githubFaults } from '../../simulator/github-faults.ts';
import type { FetchHooks } from '../../simulator/github-fetch.ts';
import { ancestorsOf, mergeBase } from '../../simulator/github-git-history.ts';
import { flatTree } from '../../simulator/github-git-trees.ts';
import { seededChoice } from '../../simulator/github-interleaving.ts';
import { Failure } from '../../src/failure.ts';
import { hashBlob } from '../../src/tracking/files/runner-workspace.ts';
import type { Tracked } from '../../src/tracking/tracking.ts';
import {
  aFile,
  aPullBench,
  branch,
  fileOf,
  openPullsOf,
  type PullBench,
  person,
  propose,
  startPull,
  type Wanted,
  writesSince,
} from './a-pull.ts';
import { bot } from './a-telling.ts';

type Choose = (below: number) => number;
type Act = (history: History) => void;

export interface History {
  readonly bench: PullBench;
  readonly choose: Choose;
  readonly seed: number;
  wanted: Wanted;
  /** Commits by people that nobody took off the branch. */
  people: Set<string>;
  /** Blobs that our commits held. */
  readonly own: Set<string>;
  /** What people put on the branch that neither the base nor a commit of ours ever held: blobs by path. */
  foreign: ReadonlyMap<string, string>;
  /** What happened, for the message of a failure. */
  readonly told: string[];
  count: number;
}

const headRef = `refs/heads/${branch}`;
const versions = ['1.32.9', '1.33.4', '1.33.5', '1.34.1'];
const files = ['infra/prod.tf', 'infra/dev.tf'];
const faults = ['500', '502-html', 'reset', 'timeout', 'torn-body', '200-html'] as const;

const headOf = ({ bench }: History): string | undefined => bench.github.state.git.refs.get(headRef);

function pick<Value>(choose: Choose, from: readonly Value[]): Value {
  const value = from[choose(from.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}

/** A person did something to the branch: what is on it then is what must stay. */
function withBranch(history: History, what: () => string | undefined): void {
  const { store } = history.bench.github.state.git;
  const made = what();
  const head = headOf(history);
  const reachable = head === undefined ? new Set<string>() : ancestorsOf(store, head);
  const people = [...history.people, ...(made === undefined ? [] : [made])];
  history.people = new Set(people.filter((sha) => reachable.has(sha)));
  history.foreign = foreignIn(history, head);
}

function foreignIn(history: History, head: string | undefined): ReadonlyMap<string, string> {
  const { git, pulls } = history.bench.github.state;
  const isMerged = [...pulls.values()].some((pull) => pull.merged && pull.headSha === head);
  if (head === undefined || isMerged) return new Map();
  const onBase = blobsOf(history, ancestorsOf(git.store, git.refs.get('refs/heads/main') ?? ''));
  const leaves = [...flatTree(git.store, git.store.commit(head).tree)];
  const isForeign = (sha: string): boolean => !onBase.has(sha) && !history.own.has(sha);
  return new Map(leaves.flatMap(([path, { sha }]) => (isForeign(sha) ? [[path, sha] as const] : [])));
}

function blobsOf({ bench }: History, commits: Iterable<string>): ReadonlySet<string> {
  const { store } = bench.github.state.git;
  return new Set(
    [...commits].flatMap((sha) =>
      [...flatTree(store, store.commit(sha).tree).values()].map((leaf) => leaf.sha),
    ),
  );
}

/** What our commits hold, while they can still be seen: people may take them off. */
function rememberOwn(history: History): void {
  const { store } = history.bench.github.state.git;
  const head = headOf(history);
  const own = [...(head === undefined ? [] : ancestorsOf(store, head))].filter((sha) => {
    const { author, committer } = store.commit(sha);
    return author.name === bot && committer.name === 'GitHub';
  });
  for (const blob of blobsOf(history, own)) history.own.add(blob);
}

const onBranch =
  (edit: (history: History, text: string) => string): Act =>
  (history) => {
    const { github } = history.bench;
    if (headOf(history) === undefined) return;
    const path = pick(history.choose, files);
    const text = fileOf(github, branch, path) ?? aFile('1.0.0');
    withBranch(history, () => github.people.push(branch, person, { [path]: edit(history, text) }));
  };

const version = /version = "[^"]*"/;
const otherVersion = (history: History, text: string): string =>
  text.replace(version, `version = "${pick(history.choose, versions)}"`);
const note = (history: History, text: string, where: 'top' | 'bottom'): string =>
  text.replace(
    where === 'top' ? /^# (?!ours).*$/m : /# [^\n]*\n$/,
    `# note ${history.count}${where === 'top' ? '' : '\n'}`,
  );

function openNumber({ bench }: History): number | undefined {
  return openPullsOf(bench.github)[0];
}

const onPull =
  (act: (history: History, number: number) => void): Act =>
  (history) => {
    const number = openNumber(history);
    if (number === undefined) return;
    withBranch(history, () => {
      act(history, number);
      return undefined;
    });
  };

const onBase =
  (edit: (history: History, text: string) => string): Act =>
  (history) => {
    const { github } = history.bench;
    const path = pick(history.choose, files);
    const text = edit(history, fileOf(github, 'main', path) ?? aFile('1.0.0'));
    github.people.push('main', person, { [path]: text });
  };

export const events: Readonly<Record<string, Act>> = {
  'push a pin': onBranch(otherVersion),
  'push beside a pin': onBranch((history, text) => note(history, text, 'bottom')),
  'push another file': (history) => {
    if (headOf(history) === undefined) return;
    const { people } = history.bench.github;
    withBranch(history, () => people.push(branch, person, { [`notes/${history.count}.md`]: 'note\n' }));
  },
  amend: (history) => {
    if (headOf(history) === undefined) return;
    const { people } = history.bench.github;
    withBranch(history, () => people.amend(branch, person, { 'infra/prod.tf': aFile('1.31.1', 'amended') }));
  },
  'amend the message': (history) => {
    if (headOf(history) === undefined) return;
    const { people } = history.bench.github;
    withBranch(history, () => people.amend(branch, person, {}, { message: `Words ${history.count}` }));
  },
  'amend nothing': (history) => {
    if (headOf(history) === undefined) return;
    withBranch(history, () => history.bench.github.people.amend(branch, person, {}));
  },
  'take commits off': (history) => {
    const { github } = history.bench;
    const head = headOf(history);
    const parent = head === undefined ? undefined : github.state.git.store.commit(head).parents[0];
    if (parent === undefined) return;
    withBranch(history, () => {
      github.people.forcePush(branch, person, parent);
      return undefined;
    });
  },
  'delete the branch': (history) => {
    if (headOf(history) === undefined) return;
    withBranch(history, () => {
      history.bench.github.people.deleteBranch(branch, person);
      return undefined;
    });
  },
  'base: same file': onBase((history, text) => note(history, text, 'bottom')),
  'base: same file, above': onBase((history, text) => note(history, text, 'top')),
  'base: same line': onBase(otherVersion),
  'base: other file': (history) => {
    history.bench.github.people.push('main', person, { 'README.md': `# platform ${history.count}\n` });
  },
  'merge a commit': onPull(({ bench }, number) => bench.github.people.merge(number, person, 'merge')),
  squash: onPull(({ bench }, number) => bench.github.people.merge(number, person, 'squash')),
  rebase: onPull(({ bench }, number) => bench.github.people.merge(number, person, 'rebase')),
  close: onPull(({ bench }, number) => bench.github.people.close(number, person)),
  'update branch': onPull(({ bench, own, foreign }, number) => {
    const { github } = bench;
    const { store } = github.state.git;
    const head = github.people.updateBranch(number, person);
    // What GitHub merges by itself is nobody's work, but where a person's hand was in it before.
    const leaves = flatTree(store, store.commit(head).tree);
    for (const [path, { sha }] of leaves) if (!foreign.has(path)) own.add(sha);
  }),
  retarget: onPull(({ bench }, number) => bench.github.people.retarget(number, person, 'release')),
  'write around': onPull(({ bench }, number) =>
    bench.github.people.editBody(number, (body) => `Mine.\n\n${body}\n\nMine too.`),
  ),
  'another target': (history) => {
    const { choose } = history;
    const path = pick(choose, files);
    history.wanted = { ...history.wanted, [path]: pick(choose, versions) };
  },
  'other targets': (history) => {
    const { choose } = history;
    history.wanted = Object.fromEntries(files.map((path) => [path, pick(choose, versions)]));
  },
  'nothing to move': (history) => {
    const { github } = history.bench;
    history.wanted = Object.fromEntries(
      files.map((path) => [path, /version = "([^"]*)"/.exec(fileOf(github, 'main', path) ?? '')?.[1] ?? '']),
    );
  },
};

/** What ends or changes little is rare, so that histories stay eventful. */
const rare = new Set(['close', 'retarget', 'nothing to move', 'write around', 'delete the branch', 'amend']);
const names = Object.keys(events).flatMap((name) => (rare.has(name) ? [name] : [name, name, name]));

export function beginHistory(seed: number): History {
  const bench = aPullBench({ latencyMs: 0 });
  bench.github.people.createBranch('release', person, 'main');
  return {
    bench,
    seed,
    choose: seededChoice(seed),
    wanted: { 'infra/prod.tf': '1.33.5', 'infra/dev.tf': '1.33.5' },
    people: new Set(),
    own: new Set(),
    foreign: new Map(),
    told: [],
    count: 0,
  };
}

/** One thing that people do; what GitHub would not let happen does not happen. */
export function happen(history: History, name = pick(history.choose, names)): void {
  history.count += 1;
  rememberOwn(history);
  history.told.push(name);
  try {
    events[name]?.(history);
  } catch (error) {
    history.told.push(`(${error instanceof Error ? error.message : String(error)})`);
  }
}

export interface Ended {
  readonly ends: readonly PromiseSettledResult<Tracked>[];
  readonly writes: readonly string[];
}

/** `trouble`: what befalls the run. */
export async function run(
  history: History,
  trouble: 'none' | 'lost answer' | 'meanwhile' | 'two',
): Promise<Ended> {
  const { bench, choose, wanted } = history;
  const { github, time } = bench;
  history.told.push(`run: ${trouble}`);
  const since = github.exchanges.length;
  const hooks = (): FetchHooks => troubleHooks(history, trouble);
  const starts = trouble === 'two' ? [0, choose(400)] : [0];
  const ends = await time.run(
    Promise.allSettled(
      starts.map(async (wait) => {
        const proposed = propose(github, wanted);
        await time.pause(wait);
        return await startPull(bench, wanted, { hooks: hooks(), proposed });
      }),
    ),
  );
  history.told.push(
    ends.map((end) => (end.status === 'fulfilled' ? end.value.operation : String(end.reason))).join(', '),
  );
  return { ends, writes: writesSince(github, since) };
}

function troubleHooks(history: History, trouble: string): FetchHooks {
  const { choose, bench } = history;
  const at = choose(14);
  if (trouble === 'lost answer') {
    const answer = githubFaults[pick(choose, faults)];
    const point = choose(2) === 0 ? 'before' : 'committed';
    return { fault: ({ index }) => (index === at ? { point, answer } : undefined) };
  }
  let index = 0;
  return {
    before: async () => {
      if (trouble === 'two') await bench.time.pause(choose(300));
      if (trouble === 'meanwhile' && index === at) happen(history);
      index += 1;
    },
  };
}

/** Complaints about what must hold whatever happened. */
export function complain(history: History, { ends }: Ended, trouble: string): readonly string[] {
  const { github } = history.bench;
  const { store } = github.state.git;
  const head = headOf(history);
  const reachable = head === undefined ? new Set<string>() : ancestorsOf(store, head);
  const lost = [...history.people].filter((sha) => !reachable.has(sha));
  const open = openPullsOf(github);
  const failures = ends.flatMap((end) => {
    if (end.status === 'fulfilled') return [];
    const { reason } = end;
    if (!(reason instanceof Failure)) return [`threw ${String(reason)}`];
    if (trouble === 'lost answer' || trouble === 'meanwhile' || isForeign(history)) return [];
    return [`failed: ${reason.code} ${reason.message}`];
  });
  return [
    ...lost.map((sha) => `lost ${sha}`),
    ...undone(history, head),
    ...(open.length > 1 ? [`open: ${open.join(', ')}`] : []),
    ...failures,
    // What moved in the midst of a run is for the next one.
    ...(trouble === 'none' ? checkContent(history) : []),
  ];
}

/** What people put there and does not stand there any more, though nobody merged it. */
function undone({ bench, foreign }: History, head: string | undefined): readonly string[] {
  const { git, pulls } = bench.github.state;
  const isMerged = [...pulls.values()].some((pull) => pull.merged !== null);
  const stands = head === undefined ? new Map() : flatTree(git.store, git.store.commit(head).tree);
  return [...foreign]
    .filter(([path, sha]) => !isMerged && stands.get(path)?.sha !== sha)
    .map(([path]) => `undone ${path}`);
}

/** A branch with commits by people and no open pull request of ours: refused, and said so. */
function isForeign(history: History): boolean {
  return openNumber(history) === undefined && history.people.size > 0;
}

/** Whether merging the open pull request brings exactly what is wanted, unless people have a hand in it. */
function checkContent(history: History): readonly string[] {
  const { github } = history.bench;
  const { store, refs } = github.state.git;
  const [head, main] = [headOf(history), refs.get('refs/heads/main')];
  const number = openNumber(history);
  if (number === undefined || head === undefined || main === undefined || history.people.size > 0) return [];
  if (github.state.pulls.get(number)?.baseRef !== 'main') return [];
  const shared = mergeBase(store, main, head);
  if (shared === undefined) return ['no common history'];
  const [before, after] = [shared, head].map((sha) => flatTree(store, store.commit(sha).tree));
  if (isHeld(history)) {
    // A merge of the base whose outcome we neither wrote nor want any more could be a person's: that is asked about.
    return history.told.includes('update branch') ? [] : ['held without reason'];
  }
  const { edits } = propose(github, history.wanted);
  const wanted = new Map(edits.map((edit) => [edit.path, hashBlob(edit.after)]));
  const paths = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? []), ...wanted.keys()]);
  return [...paths].flatMap((path) => {
    const stands = after?.get(path)?.sha;
    const asWanted = wanted.get(path) ?? before?.get(path)?.sha;
    return stands === asWanted ? [] : [`${path} is not as wanted`];
  });
}

const troubles = ['none', 'none', 'lost answer', 'meanwhile', 'two'] as const;

/** One history: people do things, a run that may be troubled, a calm run, and one that finds nothing to do. */
export async function live(seed: number): Promise<readonly string[]> {
  const history = beginHistory(seed);
  await run(history, 'none');
  for (let round = 2 + history.choose(2); round > 0; round--) {
    for (let count = history.choose(3); count >= 0; count--) happen(history);
    const trouble = pick(history.choose, troubles);
    const troubled = complain(history, await run(history, trouble), trouble);
    const calm = complain(history, await run(history, 'none'), 'none');
    const { writes } = await run(history, 'none');
    const found = [...troubled, ...calm, ...writes.map((write) => `not calm: ${write}`)];
    if (found.length > 0) return [`seed ${seed}`, ...found, ...history.told];
  }
  const merged = mergeAtLast(history);
  if (merged.length > 0) return [`seed ${seed}`, ...merged, ...history.told];
  const { violations } = history.bench.github.contract();
  return violations.map((violation) => `seed ${seed}: ${JSON.stringify(violation)}`);
}

function isHeld({ bench }: History): boolean {
  const number = openPullsOf(bench.github)[0];
  const comments = [...bench.github.state.comments.values()].filter(({ issue }) => issue === number);
  return comments.some(({ body }) => body.includes('holds commits that aks-upgrade did not make'));
}

/** However our pull request is merged, the base then holds what is wanted, and all else as it was. */
function mergeAtLast(history: History): readonly string[] {
  const { bench, choose, people, wanted } = history;
  const { github } = bench;
  const number = openNumber(history);
  if (number === undefined || people.size > 0 || isHeld(history)) return [];
  if (github.state.pulls.get(number)?.baseRef !== 'main') return [];
  const { edits } = propose(github, wanted);
  const method = pick(choose, ['merge', 'squash', 'rebase'] as const);
  const { git } = github.state;
  const before = flatTree(git.store, git.store.commit(git.refs.get('refs/heads/main') ?? '').tree);
  try {
    github.people.merge(number, person, method);
  } catch (error) {
    // Commits of different targets may conflict one by one: GitHub then offers the other ways.
    return method === 'rebase' ? [] : [`${method}: ${String(error)}`];
  }
  const after = flatTree(git.store, git.store.commit(git.refs.get('refs/heads/main') ?? '').tree);
  const asWanted = new Map(edits.map((edit) => [edit.path, hashBlob(edit.after)]));
  return [...before].flatMap(([path, { sha }]) =>
    after.get(path)?.sha === (asWanted.get(path) ?? sha) ? [] : [`${method}: ${path} is not as wanted`],
  );
}
