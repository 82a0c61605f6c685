import { describe, expect, it } from 'vitest';
import { ObjectStore } from '../../simulator/github-git-objects.ts';
import { changeFiles, walkTree } from '../../simulator/github-git-trees.ts';
import { field, startAsking } from './github-asking.ts';

const person = 'platform-engineer';
const files = { 'infra/prod.yaml': 'v: 1\n', '.github/workflows/ci.yml': 'on: push\n' };
const nowhere = '0'.repeat(40);
const ours = 'ghs_pulls';

function startRepository(options: Parameters<typeof startAsking>[0] = {}) {
  const asking = startAsking({ files, ...options });
  const { git } = asking.github.state;
  const main = git.refs.get('refs/heads/main') ?? '';
  return { ...asking, git, main, people: asking.github.people, tree: git.store.findCommit(main)?.tree };
}

describe("git's objects", () => {
  // Made with git: hash-object, mktree and commit-tree of the same content.
  it('have the names that git gives them', () => {
    const store = new ObjectStore();
    expect(store.addBlob('')).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
    expect(store.addTree([])).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
    const tree = changeFiles(store, undefined, { 'a/b': 'x', 'a-b': 'y', 'a.b/c': 'z' });
    const at = { name: 'A B', email: 'a@example.com', at: 1_700_000_000_999 };
    const commit = store.addCommit({ tree, parents: [], author: at, committer: at, message: 'Hello\n' });
    expect([tree, commit.sha]).toEqual([
      'fee641ad0c358d2d6f6f6daed4b51bc50031da42',
      '97a4d62cbcda0b09e4cf32c4f0838bd8f2f8e477',
    ]);
    expect(walkTree(store, tree).map(({ path }) => path)).toEqual(['a-b', 'a.b', 'a.b/c', 'a', 'a/b']);
  });
});

describe('what GitHub refuses', () => {
  const { ask, people, main, tree, git, github } = startRepository({
    protections: [
      { pattern: 'kept', blocksUpdate: true, blocksDeletion: true },
      { pattern: 'old/*', isClassic: true, blocksCreation: true },
      { pattern: 'reviewed', isClassic: true, requiresPullRequest: true },
      { pattern: 'signed', requiresSignatures: true },
    ],
  });
  for (const branch of ['kept', 'reviewed', 'signed', 'moved']) people.createBranch(branch, person);
  const next = people.push('next', person, { 'infra/prod.yaml': 'v: 2\n' });
  people.push('moved', person, { 'other.yaml': 'x\n' });
  people.createBranch('same', person);
  people.openPull({ title: 'T', author: person, head: 'next' });
  people.openPull({ title: 'T', author: person, head: 'moved' });
  people.merge(2, person);
  const violation = (words: string): string => `Repository rule violations found\n\n${words}\n\n`;
  const pull = { title: 'T', head: 'next', base: 'main' };

  it.each<[string, object | undefined, string, number, string]>([
    ['POST /git/refs', { ref: 'refs/heads/next', sha: main }, ours, 422, 'Reference already exists'],
    ['POST /git/refs', { ref: 'refs/heads/next/x', sha: main }, ours, 422, 'Reference update failed'],
    ['POST /git/refs', { ref: 'heads/x', sha: main }, ours, 422, 'heads/x is not a valid ref name.'],
    ['POST /git/refs', { ref: 'refs/heads/x', sha: nowhere }, ours, 422, 'Object does not exist'],
    ['POST /git/refs', { ref: 'refs/heads/x', sha: main }, 'ghs_actions', 403, 'Resource not accessible by'],
    ['POST /git/refs', { ref: 'refs/heads/x', sha: main }, 'ghp_outsider', 404, 'Not Found'],
    ['POST /git/refs', { ref: 'refs/heads/old/x', sha: main }, ours, 422, 'Reference update failed'],
    ['PATCH /git/refs/heads/moved', { sha: next }, ours, 422, 'Update is not a fast forward'],
    ['PATCH /git/refs/heads/gone', { sha: next }, ours, 422, 'Reference does not exist'],
    ['PATCH /git/refs/heads/same', { sha: nowhere }, ours, 422, 'Object does not exist'],
    ['PATCH /git/refs/heads/kept', { sha: next }, ours, 422, violation('Cannot update this protected ref.')],
    ['PATCH /git/refs/heads/reviewed', { sha: next }, ours, 422, 'Changes must be made through a pull'],
    [
      'PATCH /git/refs/heads/signed',
      { sha: next },
      ours,
      422,
      violation('Commits must have verified signatures.'),
    ],
    ['DELETE /git/refs/heads/gone', undefined, ours, 422, 'Reference does not exist'],
    ['DELETE /git/refs/heads/kept', undefined, ours, 422, violation('Cannot delete this protected ref.')],
    ['GET /git/ref/heads%2Fgone', undefined, ours, 404, 'Not Found'],
    ['POST /git/blobs', { content: 'a!', encoding: 'base64' }, ours, 422, 'content is not valid Base64'],
    ['POST /git/commits', { message: 'M', tree: nowhere }, ours, 422, 'Tree SHA does not exist'],
    ['POST /git/commits', { message: 'M', tree, parents: [nowhere] }, ours, 422, 'Parent SHA does not exist'],
    ['GET /git/commits/abc1234', undefined, ours, 422, 'exactly 40 characters'],
    ['POST /git/trees', { tree: [] }, ours, 422, 'Invalid tree info'],
    ['GET /contents/gone.yaml', undefined, ours, 404, 'Not Found'],
    ['GET /contents/infra%2Fprod.yaml?ref=gone', undefined, ours, 404, 'No commit found for the ref gone'],
    ['GET /branches/gone', undefined, ours, 404, 'Not Found'],
    ['POST /pulls', { ...pull, head: 'same' }, ours, 422, 'No commits between main and same'],
    ['POST /pulls', { ...pull, head: 'gone' }, ours, 422, '"field":"head","code":"invalid"'],
    ['POST /pulls', { ...pull, base: 'gone' }, ours, 422, '"field":"base","code":"invalid"'],
    ['POST /pulls', pull, ours, 422, 'A pull request already exists for contoso:next.'],
    ['POST /pulls', pull, 'ghs_actions_read', 403, 'Resource not accessible by integration'],
    ['PATCH /pulls/2', { state: 'open' }, ours, 422, 'state cannot be changed.'],
    ['PATCH /issues/2', { state: 'open' }, ours, 422, 'state cannot be changed.'],
    ['PATCH /pulls/1', { base: 'gone' }, ours, 422, '"field":"base","code":"invalid"'],
    ['GET /pulls/3', undefined, ours, 404, 'Not Found'],
  ])('%s %j by %s: %i %s', async (request, body, token, status, words) => {
    const before = [...git.refs];
    const answer = await ask(request, body, token);
    expect(answer.status).toBe(status);
    expect(answer.text.replaceAll('\\n', '\n')).toContain(words);
    expect([...git.refs]).toEqual(before);
    expect(github.contract().violations).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['an unknown blob', { mode: '100644', sha: nowhere }, `tree.sha ${nowhere} is not a valid blob`],
    ['a path that is not there, to go', { mode: '100644', sha: null }, 'GitRPC::BadObjectState'],
    ['a path out of the repository', { path: '../x', mode: '100644', content: '' }, 'malformed path'],
    ['a workflow', { path: '.github/workflows/x.yml', mode: '100644', content: '' }, 'not accessible by'],
  ])('a tree with %s', async (_, entry, words) => {
    const body = { base_tree: tree, tree: [{ path: 'gone', type: 'blob', ...entry }] };
    expect((await ask('POST /git/trees', body, ours)).text).toContain(words);
  });
});

describe('files', () => {
  it('come by folder, by path with slashes as they are, and as bytes', async () => {
    const bytes = Uint8Array.from({ length: 100 }, (_, index) => 255 - index);
    const { ask, github } = startRepository({ files: { 'deep/er/raw.bin': bytes }, private: true });
    const folder = await ask('GET /contents/deep');
    expect(folder.data).toMatchObject([{ type: 'dir', path: 'deep/er', size: 0 }]);
    const [encoded, plain] = [
      await ask('GET /contents/deep%2Fer%2Fraw.bin'),
      await ask('GET /contents/deep/er/raw.bin?ref=refs%2Fheads%2Fmain'),
    ];
    const content = String(field(plain, 'content'));
    expect(field(encoded, 'content')).toBe(content);
    expect(content.split('\n').map(({ length }) => length)).toEqual([60, 60, 16, 0]);
    expect(Uint8Array.from(Buffer.from(content, 'base64'))).toEqual(bytes);
    expect(github.contract().violations).toEqual([]);
  });

  it('of an empty repository are not there', async () => {
    const { ask } = startRepository({ files: {} });
    expect((await ask('GET /git/ref/heads/main')).status).toBe(409);
    expect((await ask('GET /contents/x')).text).toContain('This repository is empty.');
  });

  it('of a private repository are for tokens that may read them', async () => {
    const read = { kind: 'actions', login: 'github-actions[bot]', issues: 'write' } as const;
    const tokens = [
      { token: 'ghs_none', ...read, contents: 'none', pulls: 'none' },
      { token: 'ghp_none', kind: 'personal', login: 'reader', issues: 'none' },
      { token: 'ghs_read', ...read },
    ] as const;
    const { ask } = startRepository({ private: true, tokens: tokens.map((each) => ({ ...each })) });
    const statuses = async (request: string): Promise<readonly number[]> =>
      await Promise.all(tokens.map(async ({ token }) => (await ask(request, undefined, token)).status));
    expect(await statuses('GET /contents/infra')).toEqual([403, 200, 200]);
    expect(await statuses('GET /pulls')).toEqual([403, 404, 200]);
  });
});
