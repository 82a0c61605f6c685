/** What people last put on our branch and on the bases, and whether it stands. */

import { ancestorsOf, mergeBase } from '../../simulator/github-git-history.ts';
import { flatTree, isSameLeaf, type Leaf } from '../../simulator/github-git-trees.ts';
import type { GitHubSimulator } from '../../simulator/github-rest.ts';
import { branch } from './a-pull.ts';

type Leaves = ReadonlyMap<string, Leaf>;
/** `undefined`: they took the file away. */
type Words = ReadonlyMap<string, Leaf | undefined>;

interface Standing {
  readonly words: Words;
  /** What the branch would hold without people. */
  readonly ours: Leaves;
}

/** `off`: the branch went back to an older commit. `update`: GitHub merged the base into it. */
export type Handling = 'put' | 'off' | 'update';

export interface PeopleWork {
  /** What people put on the branch, as it stands now. */
  words(): Words;
  /** Complaints about commits that stand there since the last look. */
  look(): readonly string[];
  /** A person does something to the branch. */
  handle(handling: Handling, act: () => void): void;
  /** A person merges the branch, or `release`, into a base: complaints about what is not there then. */
  merge(into: string, act: () => void, from?: string): readonly string[];
}

export function watchPeople(github: GitHubSimulator): PeopleWork {
  const { git, pulls } = github.state;
  const { store } = git;
  const known = new Map<string, Standing>();
  const headOf = (name: string): string | undefined => git.refs.get(`refs/heads/${name}`);
  const leavesOf = (sha: string | undefined): Leaves =>
    sha === undefined ? new Map() : flatTree(store, store.commit(sha).tree);

  /** All that it holds came to the main branch, and was looked at then. */
  const isSettled = (sha: string): boolean =>
    ancestorsOf(store, headOf('main') ?? '').has(sha) ||
    [...pulls.values()].some((pull) => pull.merged && pull.baseRef === 'main' && pull.headSha === sha);

  const standingAt = (sha: string): Standing | undefined =>
    isSettled(sha) ? { words: new Map(), ours: leavesOf(sha) } : known.get(sha);

  const findLast = (head: string): Standing | undefined => {
    for (let sha: string | undefined = head; sha !== undefined; sha = store.commit(sha).parents[0]) {
      const standing = standingAt(sha);
      if (standing) return standing;
    }
    return undefined;
  };

  const look = (): readonly string[] => {
    const head = headOf(branch);
    if (head === undefined || known.has(head)) return [];
    const { words } = findLast(head) ?? { words: new Map() };
    const leaves = leavesOf(head);
    known.set(head, { words, ours: leaves });
    return lostOf(words, leaves).map((path) => `undone ${path}`);
  };

  const handle = (handling: Handling, act: () => void): void => {
    const before = headOf(branch);
    const standing = before === undefined ? undefined : standingAt(before);
    act();
    const after = headOf(branch);
    if (after === undefined || after === before || (handling === 'off' && known.has(after))) return;
    const leaves = leavesOf(after);
    if (handling === 'off' || !standing) {
      known.set(after, { words: new Map(), ours: leaves });
      return;
    }
    const { words, ours } = standing;
    if (handling === 'update') {
      const kept = new Map([...words.keys()].map((path) => [path, leaves.get(path)]));
      const others = [...leaves].filter(([path]) => !words.has(path));
      const under = [...ours].filter(([path]) => words.has(path));
      known.set(after, { words: kept, ours: new Map([...others, ...under]) });
      return;
    }
    const old = leavesOf(before);
    const touched = [...new Set([...pathsOf(old, leaves), ...words.keys()])].filter(
      (path) => words.has(path) || !isSameLeaf(old.get(path), leaves.get(path)),
    );
    const theirs = touched.filter((path) => !isSameLeaf(ours.get(path), leaves.get(path)));
    known.set(after, { words: new Map(theirs.map((path) => [path, leaves.get(path)])), ours });
  };

  const merge = (into: string, act: () => void, from = branch): readonly string[] => {
    const [base, head] = [headOf(into), headOf(from)];
    const words = (from === branch && head !== undefined && standingAt(head)?.words) || new Map();
    const shared = leavesOf(base && head && mergeBase(store, base, head));
    const [before, theirs] = [leavesOf(base), leavesOf(head)];
    act();
    const after = leavesOf(headOf(into));
    const paths = pathsOf(before, after).concat([...words.keys()].filter((path) => !after.has(path)));
    const isKept = (path: string): boolean => {
      const [old, stands] = [before.get(path), after.get(path)];
      if (words.has(path)) {
        // Both changed it: GitHub merged line by line.
        return isSameLeaf(stands, words.get(path)) || !isSameLeaf(old, shared.get(path));
      }
      if (isSameLeaf(old, stands)) return true;
      // What waits in another base brings more than our lines.
      if (into !== 'main' || from !== branch) return !isNote(path) || old === undefined;
      return old !== undefined && stands?.mode === old.mode && rest(stands) === rest(old);
    };
    const waiting = from === branch ? [] : [...theirs.keys()].filter(isNote);
    return [
      ...[...new Set(paths)].filter((path) => !isKept(path)),
      ...waiting.filter((path) => !isSameLeaf(after.get(path), theirs.get(path))),
    ].map((path) => `merged into ${into}, without what people have in ${path}`);
  };

  const rest = ({ sha }: Leaf): string =>
    Buffer.from(store.blob(sha))
      .toString('utf8')
      .replace(/version = "[^"]*"/, '');

  return {
    words: () => {
      const head = headOf(branch);
      return (head === undefined ? undefined : standingAt(head)?.words) ?? new Map();
    },
    look,
    handle,
    merge,
  };
}

/** Files that a person makes once and that nobody touches again. */
const isNote = (path: string): boolean => path.startsWith('notes/');

const pathsOf = (left: Leaves, right: Leaves): string[] => [...new Set([...left.keys(), ...right.keys()])];

const lostOf = (words: Words, leaves: Leaves): readonly string[] =>
  [...words].flatMap(([path, leaf]) => (isSameLeaf(leaf, leaves.get(path)) ? [] : [path]));
