import { githubFaults } from '../../simulator/github-faults.ts';
import type { FetchHooks } from '../../simulator/github-fetch.ts';
import { ancestorsOf, mergeBase } from '../../simulator/github-git-history.ts';
import { signatureOf } from '../../simulator/github-git-state.ts';
import { changeTree, flatTree } from '../../simulator/github-git-trees.ts';
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
import { type Handling, type PeopleWork, watchPeople } from './a-pull-words.ts';

type Choose = (below: number) => number;
type Act = (history: History) => void;

export interface History {
  readonly bench: PullBench;
  readonly choose: Choose;
  readonly seed: number;
  wanted: Wanted;
  /** Commits by people that nobody took off the branch. */
  people: Set<string>;
  /** What people put on the branch and the bases. */
  readonly work: PeopleWork;
  /** What was found wrong since it was last told. */
  readonly wrong: string[];
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

/** A person did something to the branch. */
function withBranch(history: History, what: () => string | undefined, handling: Handling = 'put'): void {
  const { store } = history.bench.github.state.git;
  let made: string | undefined;
  history.work.handle(handling, () => {
    made = what();
  });
  const head = headOf(history);
  const reachable = head === undefined ? new Set<string>() : ancestorsOf(store, head);
  const people = [...history.people, ...(made === undefined ? [] : [made])];
  history.people = new Set(people.filter((sha) => reachable.has(sha)));
}

/** A person's commit that a push of texts cannot make. */
function chmod({ bench, count }: History, name: string, path: string): string {
  const { git, accounts } = bench.github.state;
  const head = git.refs.get(`refs/heads/${name}`) ?? '';
  const last = git.store.commit(head);
  const leaf = flatTree(git.store, last.tree).get(path);
  if (!leaf) throw new Error(`no ${path}`);
  const mode = leaf.mode === '100644' ? '100755' : '100644';
  const tree = changeTree(git.store, last.tree, new Map([[path, { ...leaf, mode }]]));
  const by = signatureOf(accounts, person, bench.time.now());
  const message = `chmod ${count}`;
  const { sha } = git.store.addCommit({ tree, parents: [head], author: by, committer: by, message });
  return bench.github.people.forcePush(name, person, sha);
}

/** The files as they stood before our commits. */
function takeBack(history: History, paths: readonly string[]): string | undefined {
  const { github } = history.bench;
  const { store, refs } = github.state.git;
  const head = headOf(history);
  const shared = head && mergeBase(store, refs.get('refs/heads/main') ?? '', head);
  if (!shared) return undefined;
  const before = flatTree(store, store.commit(shared).tree);
  const texts = paths.flatMap((path) => {
    const leaf = before.get(path);
    return leaf ? [[path, Buffer.from(store.blob(leaf.sha)).toString('utf8')] as const] : [];
  });
  return github.people.push(branch, person, Object.fromEntries(texts));
}

function mergeInto(history: History, into: string, act: () => void, from?: string): void {
  history.wrong.push(...history.work.merge(into, act, from));
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
    if (number !== undefined) act(history, number);
  };

const onHead =
  (act: (history: History) => string | undefined): Act =>
  (history) => {
    if (headOf(history) !== undefined) withBranch(history, () => act(history));
  };

const merging = (method: 'merge' | 'squash' | 'rebase'): Act =>
  onPull((history, number) => {
    const { people, state } = history.bench.github;
    const into = state.pulls.get(number)?.baseRef ?? 'main';
    mergeInto(history, into, () => people.merge(number, person, method));
  });

function updateBranch(history: History, number: number): void {
  const update = (): undefined => void history.bench.github.people.updateBranch(number, person);
  withBranch(history, update, 'update');
}

const pushNote = ({ bench, count }: History, to: string): string =>
  bench.github.people.push(to, person, { [`notes/${count}-${to.length}.md`]: `note ${count}\n` });

/** What waits on the other base comes to the main branch. */
function bringRelease(history: History): void {
  const { github } = history.bench;
  const { number } = github.people.openPull({ title: 'Release', author: person, head: 'release' });
  mergeInto(history, 'main', () => github.people.merge(number, person), 'release');
}

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
  'push another file': onHead((history) => pushNote(history, branch)),
  'take back one file': onHead((history) => takeBack(history, [pick(history.choose, files)])),
  'take back all files': onHead((history) => takeBack(history, files)),
  'take back and update': onPull((history, number) => {
    const { choose, bench, count } = history;
    const paths = choose(2) === 0 ? files : [pick(choose, files)];
    withBranch(history, () => takeBack(history, paths));
    bench.github.people.push('main', person, { 'README.md': `# platform ${count}\n` });
    updateBranch(history, number);
  }),
  chmod: onHead((history) => chmod(history, branch, pick(history.choose, [...files, 'README.md']))),
  rename: onHead((history) => {
    const { github } = history.bench;
    const path = pick(history.choose, files);
    const text = fileOf(github, branch, path);
    return text === undefined
      ? undefined
      : github.people.push(branch, person, { [path]: null, [`${path}.${history.count}`]: text });
  }),
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
    withBranch(
      history,
      () => {
        github.people.forcePush(branch, person, parent);
        return undefined;
      },
      'off',
    );
  },
  'delete the branch': (history) => {
    if (headOf(history) === undefined) return;
    withBranch(
      history,
      () => {
        history.bench.github.people.deleteBranch(branch, person);
        return undefined;
      },
      'off',
    );
  },
  'base: same file': onBase((history, text) => note(history, text, 'bottom')),
  'base: same file, above': onBase((history, text) => note(history, text, 'top')),
  'base: same line': onBase(otherVersion),
  'base: other file': (history) => {
    history.bench.github.people.push('main', person, { 'README.md': `# platform ${history.count}\n` });
  },
  'base: chmod': (history) => void chmod(history, 'main', pick(history.choose, files)),
  'merge a commit': merging('merge'),
  squash: merging('squash'),
  rebase: merging('rebase'),
  close: onPull(({ bench }, number) => bench.github.people.close(number, person)),
  'update branch': onPull(updateBranch),
  retarget: onPull(({ bench }, number) => bench.github.people.retarget(number, person, 'release')),
  'merge elsewhere': onPull((history, number) => {
    const { people } = history.bench.github;
    if (history.choose(3) > 0) withBranch(history, () => pushNote(history, branch));
    people.retarget(number, person, 'release');
    const method = pick(history.choose, ['merge', 'squash', 'rebase'] as const);
    mergeInto(history, 'release', () => people.merge(number, person, method));
  }),
  'release moves': (history) => void pushNote(history, 'release'),
  'release arrives': bringRelease,
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
    work: watchPeople(bench.github),
    wrong: [],
    told: [],
    count: 0,
  };
}

/** One thing that people do; what GitHub would not let happen does not happen. */
export function happen(history: History, name = pick(history.choose, names)): void {
  history.count += 1;
  history.wrong.push(...history.work.look());
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
    ...history.wrong.splice(0),
    ...history.work.look(),
    ...(open.length > 1 ? [`open: ${open.join(', ')}`] : []),
    ...failures,
    // What moved in the midst of a run is for the next one.
    ...(trouble === 'none' ? checkContent(history) : []),
  ];
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
  const merged = [...mergeAtLast(history), ...tryAtLast(history, () => bringRelease(history))];
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
  if (number === undefined) return [];
  if (people.size > 0 || isHeld(history) || github.state.pulls.get(number)?.baseRef !== 'main') {
    return tryAtLast(history, () => merging('merge')(history));
  }
  const { edits } = propose(github, wanted);
  const method = pick(choose, ['merge', 'squash', 'rebase'] as const);
  const { git } = github.state;
  const before = flatTree(git.store, git.store.commit(git.refs.get('refs/heads/main') ?? '').tree);
  try {
    mergeInto(history, 'main', () => github.people.merge(number, person, method));
  } catch (error) {
    // Commits of different targets may conflict one by one: GitHub then offers the other ways.
    return method === 'rebase' ? [] : [`${method}: ${String(error)}`];
  }
  const after = flatTree(git.store, git.store.commit(git.refs.get('refs/heads/main') ?? '').tree);
  const asWanted = new Map(edits.map((edit) => [edit.path, hashBlob(edit.after)]));
  const others = [...before].flatMap(([path, { sha }]) =>
    after.get(path)?.sha === (asWanted.get(path) ?? sha) ? [] : [`${method}: ${path} is not as wanted`],
  );
  return [...others, ...history.wrong.splice(0)];
}

/** What conflicts is for people to solve. */
function tryAtLast(history: History, act: () => void): readonly string[] {
  try {
    act();
  } catch (error) {
    history.told.push(`(${error instanceof Error ? error.message : String(error)})`);
  }
  return history.wrong.splice(0);
}
