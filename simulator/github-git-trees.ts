import { type GitMode, isFolder, type ObjectStore, type TreeEntry } from './github-git-objects.ts';

/** A file of a tree, or another thing with a name of its own in it: link, submodule. */
export interface Leaf {
  readonly mode: GitMode;
  readonly sha: string;
}

export interface WalkedEntry extends Leaf {
  readonly path: string;
}

/** Folders before what is in them, in git's order: as the recursive listing has it. */
export function walkTree(store: ObjectStore, sha: string, below = ''): readonly WalkedEntry[] {
  return store.tree(sha).flatMap((entry) => {
    const path = `${below}${entry.name}`;
    const own = { path, mode: entry.mode, sha: entry.sha };
    return isFolder(entry) ? [own, ...walkTree(store, entry.sha, `${path}/`)] : [own];
  });
}

/** All but the folders, by path. */
export function flatTree(store: ObjectStore, sha: string): ReadonlyMap<string, Leaf> {
  const leaves = walkTree(store, sha).filter((entry) => !isFolder(entry));
  return new Map(leaves.map(({ path, mode, sha: leaf }) => [path, { mode, sha: leaf }]));
}

export function findEntry(store: ObjectStore, tree: string, path: string): Leaf | undefined {
  const steps = path.split('/').filter((step) => step !== '');
  let at: Leaf | undefined = { mode: '040000', sha: tree };
  for (const step of steps) {
    if (at === undefined || !isFolder(at)) return undefined;
    at = store.tree(at.sha).find(({ name }) => name === step);
  }
  return at;
}

/** `undefined` takes an entry away; folders that are empty then go too. */
export function changeTree(
  store: ObjectStore,
  base: string | undefined,
  changes: ReadonlyMap<string, Leaf | undefined>,
): string {
  const entries = new Map((base === undefined ? [] : store.tree(base)).map((entry) => [entry.name, entry]));
  const deeper = new Map<string, Map<string, Leaf | undefined>>();
  for (const [path, leaf] of changes) {
    const [name = '', rest] = path.split(/\/(.*)/s);
    if (rest === undefined) setEntry(entries, name, leaf);
    else {
      const inside = deeper.get(name) ?? new Map<string, Leaf | undefined>();
      deeper.set(name, inside.set(rest, leaf));
    }
  }
  for (const [name, inside] of deeper) {
    const known = entries.get(name);
    const sha = changeTree(store, known && isFolder(known) ? known.sha : undefined, inside);
    setEntry(entries, name, store.tree(sha).length === 0 ? undefined : { mode: '040000', sha });
  }
  return store.addTree([...entries.values()]);
}

function setEntry(entries: Map<string, TreeEntry>, name: string, leaf: Leaf | undefined): void {
  if (leaf === undefined) entries.delete(name);
  else entries.set(name, { name, ...leaf });
}

/** Files as a person writes them; `null` takes one away. */
export type FileChanges = Readonly<Record<string, string | Uint8Array | null>>;

export function changeFiles(store: ObjectStore, base: string | undefined, files: FileChanges): string {
  const before = base === undefined ? new Map<string, Leaf>() : flatTree(store, base);
  const changes = Object.entries(files).map(([path, content]) => {
    const mode = before.get(path)?.mode ?? '100644';
    return [path, content === null ? undefined : { mode, sha: store.addBlob(content) }] as const;
  });
  return changeTree(store, base, new Map(changes));
}

const isSame = (left: Leaf | undefined, right: Leaf | undefined): boolean =>
  left?.sha === right?.sha && left?.mode === right?.mode;

export interface ChangedPath {
  readonly path: string;
  readonly before: Leaf | undefined;
  readonly after: Leaf | undefined;
}

/** What differs between two trees, by path. */
export function compareTrees(store: ObjectStore, before: string, after: string): readonly ChangedPath[] {
  if (before === after) return [];
  const [old, fresh] = [flatTree(store, before), flatTree(store, after)];
  const paths = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return paths
    .map((path) => ({ path, before: old.get(path), after: fresh.get(path) }))
    .filter((change) => !isSame(change.before, change.after));
}

export { isSame as isSameLeaf };
