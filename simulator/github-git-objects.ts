import { createHash } from 'node:crypto';

export type GitMode = '100644' | '100755' | '040000' | '120000' | '160000';

export interface TreeEntry {
  readonly name: string;
  readonly mode: GitMode;
  readonly sha: string;
}

export interface GitSignature {
  readonly name: string;
  readonly email: string;
  /** Milliseconds; git keeps whole seconds. */
  readonly at: number;
}

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: GitSignature;
  readonly committer: GitSignature;
  readonly message: string;
  /** GitHub's own signature: the commit is verified. */
  readonly isSigned?: boolean;
}

export interface StoredCommit extends NewCommit {
  readonly sha: string;
  /** The commit as git has it, without the signature. */
  readonly payload: string;
  readonly signature: string | null;
}

/** git's name of an object: sha1 of its kind, its length and its bytes. */
export function gitSha(kind: 'blob' | 'tree' | 'commit', bytes: Uint8Array): string {
  return createHash('sha1').update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex');
}

export const isFolder = ({ mode }: { readonly mode: GitMode }): boolean => mode === '040000';

/** As git sorts: bytewise, a folder as if its name ended in a slash. */
function inGitOrder(left: TreeEntry, right: TreeEntry): number {
  const key = (entry: TreeEntry): Buffer => Buffer.from(isFolder(entry) ? `${entry.name}/` : entry.name);
  return Buffer.compare(key(left), key(right));
}

function treeBytes(entries: readonly TreeEntry[]): Buffer {
  return Buffer.concat(
    entries.flatMap(({ mode, name, sha }) => [
      Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`),
      Buffer.from(sha, 'hex'),
    ]),
  );
}

function stamp({ name, email, at }: GitSignature): string {
  return `${name} <${email}> ${Math.floor(at / 1000)} +0000`;
}

function commitLines(commit: NewCommit, signature: string | null): string {
  return [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${stamp(commit.author)}`,
    `committer ${stamp(commit.committer)}`,
    // A header of several lines: each further one begins with a blank.
    ...(signature === null ? [] : [`gpgsig ${signature.replaceAll('\n', '\n ')}`]),
    '',
    commit.message,
  ].join('\n');
}

/** No real key: the letters stand where GitHub's signature would, and change the commit's name as it would. */
function sign(payload: string): string {
  const digest = createHash('sha256').update(payload).digest('base64');
  return `-----BEGIN PGP SIGNATURE-----\n\n${digest}\n-----END PGP SIGNATURE-----\n`;
}

/** Everything that was ever written; nothing is collected. Forks share it, as on GitHub. */
export class ObjectStore {
  readonly #blobs = new Map<string, Uint8Array>();
  readonly #trees = new Map<string, readonly TreeEntry[]>();
  readonly #commits = new Map<string, StoredCommit>();

  addBlob(content: string | Uint8Array): string {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const sha = gitSha('blob', bytes);
    if (!this.#blobs.has(sha)) this.#blobs.set(sha, Uint8Array.from(bytes));
    return sha;
  }

  addTree(entries: readonly TreeEntry[]): string {
    const sorted = entries.toSorted(inGitOrder);
    const sha = gitSha('tree', treeBytes(sorted));
    this.#trees.set(sha, sorted);
    return sha;
  }

  addCommit(commit: NewCommit): StoredCommit {
    const payload = commitLines(commit, null);
    const signature = commit.isSigned === true ? sign(payload) : null;
    const sha = gitSha('commit', Buffer.from(commitLines(commit, signature)));
    const known = this.#commits.get(sha);
    if (known) return known;
    const stored = { ...commit, sha, payload, signature };
    this.#commits.set(sha, stored);
    return stored;
  }

  findBlob(sha: string): Uint8Array | undefined {
    return this.#blobs.get(sha);
  }

  findTree(sha: string): readonly TreeEntry[] | undefined {
    return this.#trees.get(sha);
  }

  findCommit(sha: string): StoredCommit | undefined {
    return this.#commits.get(sha);
  }

  blob(sha: string): Uint8Array {
    return required(this.#blobs.get(sha), 'blob', sha);
  }

  tree(sha: string): readonly TreeEntry[] {
    return required(this.#trees.get(sha), 'tree', sha);
  }

  commit(sha: string): StoredCommit {
    return required(this.#commits.get(sha), 'commit', sha);
  }
}

function required<Found>(found: Found | undefined, kind: string, sha: string): Found {
  if (found === undefined) throw new Error(`There is no ${kind} ${sha} in the simulated repository.`);
  return found;
}
