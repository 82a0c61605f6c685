import { mergeLines } from './github-git-lines.ts';
import type { ObjectStore } from './github-git-objects.ts';
import { changeTree, flatTree, isSameLeaf, type Leaf } from './github-git-trees.ts';

/** The commit and all before it. */
export function ancestorsOf(store: ObjectStore, sha: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [sha];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...store.commit(next).parents);
  }
  return seen;
}

export function isAncestor(store: ObjectStore, older: string, newer: string): boolean {
  return ancestorsOf(store, newer).has(older);
}

/** Commits of `head` that `base` has not, as three dots show them; the newest first. */
export function commitsAhead(store: ObjectStore, base: string, head: string): readonly string[] {
  const known = ancestorsOf(store, base);
  return [...ancestorsOf(store, head)].filter((sha) => !known.has(sha));
}

/** The common ancestor that is no ancestor of another one; of several the newest. `undefined`: unrelated. */
export function mergeBase(store: ObjectStore, left: string, right: string): string | undefined {
  const mine = ancestorsOf(store, left);
  const common = [...ancestorsOf(store, right)].filter((sha) => mine.has(sha));
  const older = new Set(common.flatMap((sha) => store.commit(sha).parents));
  const best = common.filter((sha) => !older.has(sha));
  best.sort((a, b) => store.commit(b).committer.at - store.commit(a).committer.at);
  return best[0];
}

/** The tree of both, or `undefined` where they conflict. */
export function mergeTrees(
  store: ObjectStore,
  base: string,
  ours: string,
  theirs: string,
): string | undefined {
  const [old, mine, others] = [flatTree(store, base), flatTree(store, ours), flatTree(store, theirs)];
  const changes = new Map<string, Leaf | undefined>();
  for (const path of new Set([...old.keys(), ...mine.keys(), ...others.keys()])) {
    const [before, own, other] = [old.get(path), mine.get(path), others.get(path)];
    if (isSameLeaf(own, other) || isSameLeaf(before, other)) continue;
    if (isSameLeaf(before, own)) {
      changes.set(path, other);
      continue;
    }
    const merged = mergeFiles(store, before, own, other);
    if (merged === undefined) return undefined;
    changes.set(path, merged);
  }
  return changeTree(store, ours, changes);
}

function mergeFiles(
  store: ObjectStore,
  before: Leaf | undefined,
  own: Leaf | undefined,
  other: Leaf | undefined,
): Leaf | undefined {
  if (!before || !own || !other || own.mode !== other.mode) return undefined;
  const [base, ours, theirs] = [before, own, other].map(({ sha }) => Buffer.from(store.blob(sha)));
  if (!base || !ours || !theirs || [base, ours, theirs].some((bytes) => bytes.includes(0))) return undefined;
  // Byte by byte, whatever the encoding.
  const merged = mergeLines(base.toString('latin1'), ours.toString('latin1'), theirs.toString('latin1'));
  return merged === undefined
    ? undefined
    : { mode: own.mode, sha: store.addBlob(Buffer.from(merged, 'latin1')) };
}
