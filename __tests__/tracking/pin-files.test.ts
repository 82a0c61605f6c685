import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sidecarPath } from '../../src/pins/pin-files.ts';
import { addCommit, aRepository, asked, type Content, look, pin, textsOf } from './a-repository.ts';

const folders: string[] = [];

function checkOut(files: Readonly<Record<string, string | Uint8Array>>): { readonly workspace: string } {
  const workspace = mkdtempSync(join(tmpdir(), 'pin-files-'));
  folders.push(workspace);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), content);
  }
  return { workspace };
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const mapping = (...files: readonly string[]): string =>
  JSON.stringify({ pins: files.map((file) => ({ file, pointer: '/version', cluster: 'rg/a' })) });

describe('the base branch', () => {
  test('gives the files that hold an annotation, with commit, tree, mode and blob', async () => {
    const repository = aRepository({
      'infra/a.yaml': pin('a'),
      'infra/run.tf': { mode: '100755', content: pin('b') },
      'infra/plain.yaml': 'version: 1\n',
      'README.md': pin('c'),
    });
    const { base, failure, changed } = await look(repository);
    const { store, refs } = repository.github.state.git;
    const commit = store.commit(refs.get('refs/heads/main') ?? '');
    expect({ failure, changed }).toEqual({});
    expect(base).toMatchObject({ branch: 'main', commit: commit.sha, tree: commit.tree, unread: [] });
    expect(textsOf(base?.files)).toEqual({ 'infra/a.yaml': pin('a'), 'infra/run.tf': pin('b') });
    expect(base?.files.map(({ mode, blob }) => [mode, blob])).toEqual([
      ['100644', store.addBlob(pin('a'))],
      ['100755', store.addBlob(pin('b'))],
    ]);
    expect(asked(repository.github)).toEqual([
      '',
      '/git/ref/heads/main',
      `/git/commits/${commit.sha}`,
      `/git/trees/${commit.tree}`,
      ...['infra/a.yaml', 'infra/plain.yaml', 'infra/run.tf'].map((path) => `/contents/${path}`),
    ]);
    expect(repository.github.contract().violations).toEqual([]);
  });

  test('asks who we are of nobody, and nothing at all where no place tells of pins', async () => {
    const repository = aRepository({ 'a.yaml': pin('a') });
    await look(repository, { reportTo: ['pull-request'] });
    expect(asked(repository.github, 'graphql')).toEqual([]);
    const count = repository.github.exchanges.length;
    expect(await look(repository, { reportTo: ['issue'] })).toEqual({});
    expect(await look(repository, { reportTo: ['pr-comment'] })).toEqual({});
    expect(repository.github.exchanges).toHaveLength(count);
  });

  test('`base-branch` names another one, with every sign that a branch may have', async () => {
    const repository = aRepository({ 'a.yaml': pin('a') });
    const branch = 'release/1.0#%25&ä😀';
    const { refs } = repository.github.state.git;
    refs.set(`refs/heads/${branch}`, addCommit(repository.github, { 'b.yaml': pin('b') }));
    const { base, failure } = await look(repository, { pins: { paths: [], baseBranch: branch } });
    expect(failure).toBeUndefined();
    expect(base?.branch).toBe(branch);
    expect(textsOf(base?.files)).toEqual({ 'b.yaml': pin('b') });
    expect(asked(repository.github)[0]).toBe(`/git/ref/heads/${branch}`);
  });

  test('UTF-16, BOM and bytes of no encoding come as they are', async () => {
    const files = {
      'le.yaml': Buffer.from(`\ufeff${pin('a')}`, 'utf16le'),
      'be.yaml': Buffer.from(`\ufeff${pin('b')}`, 'utf16le').swap16(),
      'bom.yaml': Buffer.from(`\ufeff${pin('c')}`),
      'latin.yaml': Buffer.concat([Buffer.from([0xff, 0xe4, 0x00, 0x80]), Buffer.from(pin('d'))]),
    };
    const { base } = await look(aRepository(files));
    expect(base?.unread).toEqual([]);
    expect(
      Object.fromEntries((base?.files ?? []).map(({ path, bytes }) => [path, Buffer.from(bytes)])),
    ).toEqual(files);
  });

  test('names of every kind are read, and none leads elsewhere', async () => {
    const names = [
      ...[
        'a b.yaml',
        'a#b.yaml',
        'a?ref=main.yaml',
        '100%25.yaml',
        '%2e%2e%2fa.yaml',
        '😀/𝒳.yaml',
        'ä/é.yaml',
      ],
      ...[
        'line\nbreak.yaml',
        'back\\slash.yaml',
        '..\\..\\up.yaml',
        '{owner}.yaml',
        ':path.yaml',
        "'()*!.yaml",
        'graphql/graphql.yaml',
      ],
    ];
    const repository = aRepository(
      Object.fromEntries(names.map((name) => [name, pin(name.replace(/\n/, ''))])),
    );
    const { base } = await look(repository);
    expect(base?.unread).toEqual([]);
    expect(new Set(base?.files.map(({ path }) => path))).toEqual(new Set(names));
    expect(repository.github.unserved).toEqual([]);
  });

  test('a tree that git would not make is told, and none of its paths is asked for', async () => {
    const repository = aRepository({ 'a.yaml': pin('a') });
    const { store, refs } = repository.github.state.git;
    const sha = store.addBlob(pin('b'));
    const names = ['..', '.', '.git', 'a/../../b.yaml', '/etc/a.yaml'];
    const inner = store.addTree([{ name: 'b.yaml', mode: '100644', sha }]);
    const tree = store.addTree([
      { name: 'fine', mode: '040000', sha: inner },
      ...names.slice(0, 3).map((name) => ({ name, mode: '040000' as const, sha: inner })),
      ...names.slice(3).map((name) => ({ name, mode: '100644' as const, sha })),
    ]);
    const commit = store.commit(refs.get('refs/heads/main') ?? '');
    refs.set('refs/heads/main', store.addCommit({ ...commit, tree }).sha);
    const { base } = await look(repository);
    expect(textsOf(base?.files)).toEqual({ 'fine/b.yaml': pin('b') });
    expect(base?.unread.map(({ path }) => path).toSorted()).toEqual(
      ['../b.yaml', './b.yaml', '.git/b.yaml', '/etc/a.yaml', 'a/../../b.yaml'].toSorted(),
    );
    expect(asked(repository.github, '/contents/')).toEqual(['/contents/fine/b.yaml']);
  });

  test('links and submodules are not followed, workflows not looked at, large files counted', async () => {
    const files: Readonly<Record<string, Content>> = {
      'link.yaml': { mode: '120000', content: 'a.yaml' },
      'module.yaml': { mode: '160000', content: 'b'.repeat(40) },
      '.github/workflows/a.yaml': pin('a'),
      'large.json': `{"a":"${'x'.repeat(1024 * 1024)}"}`,
      'a.yaml': pin('a'),
    };
    const repository = aRepository(files);
    const { base } = await look(repository);
    expect(base?.unread).toEqual([]);
    expect(Object.keys(textsOf(base?.files))).toEqual(['a.yaml']);
    expect(asked(repository.github, '/contents/')).toEqual(['/contents/a.yaml']);
    expect(repository.log.lines).toContainEqual({
      level: 'info',
      text: 'Files larger than 1 MiB, not looked at for pins: 1.',
    });
    const named = await look(repository, {
      pins: { paths: ['link.yaml', 'module.yaml', 'large.json', 'gone', 'a.yaml'] },
    });
    expect(named.base?.unread).toEqual([
      { path: 'large.json', reason: 'It is larger than 1 MiB.' },
      { path: 'link.yaml', reason: 'It is no file with content of its own, but a symbolic link.' },
      { path: 'module.yaml', reason: 'It is no file with content of its own, but a submodule.' },
      { path: 'gone', reason: 'It stands in `pin-paths` and not in the repository.' },
    ]);
  });
});

describe('the mapping file', () => {
  test('brings what it names, whatever it is called and wherever it stands', async () => {
    const repository = aRepository({
      [sidecarPath]: mapping(
        'vendor/a.bin',
        'infra/b.json',
        'gone.json',
        'link',
        '../up.json',
        '.github/workflows/c.json',
      ),
      'vendor/a.bin': '{"version":"1.33"}',
      'infra/b.json': '{"version":"1.33"}',
      '.github/workflows/c.json': '{"version":"1.33"}',
      'infra/c.json': '{"version":"1.33"}',
      link: { mode: '120000', content: 'infra/b.json' },
    });
    const { base } = await look(repository, { pins: { paths: ['infra'] } });
    expect(Object.keys(textsOf(base?.files))).toEqual([sidecarPath, 'vendor/a.bin', 'infra/b.json']);
    expect(base?.unread).toEqual([
      { path: 'link', reason: 'It is no file with content of its own, but a symbolic link.' },
    ]);
    expect(asked(repository.github, 'workflows')).toEqual([]);
  });

  test('may be broken: it is given, for somebody to say so', async () => {
    const { base } = await look(aRepository({ [sidecarPath]: '{"pins":[' }));
    expect(textsOf(base?.files)).toEqual({ [sidecarPath]: '{"pins":[' });
  });

  test('may itself be unreadable', async () => {
    const { base } = await look(aRepository({ [sidecarPath]: { mode: '120000', content: 'a.json' } }));
    expect(base?.unread).toMatchObject([{ path: sidecarPath }]);
  });
});

describe('the workspace', () => {
  const files = { 'a.yaml': pin('a'), 'b.yaml': pin('b'), 'c.yaml': 'version: 1\n' };

  test('spares GitHub whatever it holds as the commit has it', async () => {
    const repository = aRepository(files);
    const { base } = await look(repository, { context: checkOut(files) });
    expect(textsOf(base?.files)).toEqual({ 'a.yaml': pin('a'), 'b.yaml': pin('b') });
    expect(repository.github.exchanges).toHaveLength(4);
  });

  test('is not believed: what was changed there comes from GitHub', async () => {
    const repository = aRepository(files);
    const context = checkOut({
      ...files,
      'a.yaml': pin('a', '1.99.9'),
      'c.yaml': pin('c'),
      'd.yaml': pin('d'),
    });
    const { base } = await look(repository, { context });
    expect(textsOf(base?.files)).toEqual({ 'a.yaml': pin('a'), 'b.yaml': pin('b') });
    expect(asked(repository.github, '/contents/')).toEqual(['/contents/a.yaml', '/contents/c.yaml']);
  });

  test('with line ends of Windows holds the same bytes after all', async () => {
    const repository = aRepository({ ...files, 'dos.yaml': pin('d').replaceAll('\n', '\r\n') });
    const turned = Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]);
    const context = checkOut({ ...Object.fromEntries(turned), 'dos.yaml': pin('d') });
    const { base } = await look(repository, { context });
    expect(textsOf(base?.files)).toMatchObject({
      'a.yaml': pin('a'),
      'dos.yaml': pin('d').replaceAll('\n', '\r\n'),
    });
    expect(asked(repository.github, '/contents/')).toEqual(['/contents/dos.yaml']);
  });
});

describe('many files', () => {
  const many = (count: number): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`infra/${index}/main.tf`, `${pin(`c${index}`)}`]),
    );

  test('200 are fetched, the rest is told with what to do; the mapping file comes first', async () => {
    const repository = aRepository({
      ...many(1000),
      [sidecarPath]: mapping('z/last.json'),
      'z/last.json': '{}',
    });
    const { base, failure } = await look(repository);
    expect(failure).toBeUndefined();
    expect(asked(repository.github, '/contents/')).toHaveLength(200);
    expect(Object.keys(textsOf(base?.files)).slice(0, 2)).toEqual([sidecarPath, 'z/last.json']);
    expect(base?.files).toHaveLength(200);
    expect(base?.unread).toHaveLength(802);
    expect(new Set(base?.unread.map(({ reason }) => reason)).size).toBe(1);
    expect(base?.unread[0]?.reason).toMatch(/actions\/checkout.*`pin-paths`/);
  });

  test('1200 in the workspace cost four requests', async () => {
    const files = many(1200);
    const repository = aRepository(files);
    const { base } = await look(repository, { context: checkOut(files) });
    expect(base?.files).toHaveLength(1200);
    expect(base?.unread).toEqual([]);
    expect(repository.github.exchanges).toHaveLength(4);
  });

  test('the same content is fetched once', async () => {
    const repository = aRepository(
      Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}.yaml`, pin('a')])),
    );
    expect((await look(repository)).base?.files).toHaveLength(50);
    expect(asked(repository.github, '/contents/')).toHaveLength(1);
  });

  test('a tree that is cut off: told, or its folders of `pin-paths` one by one', async () => {
    const files = {
      ...many(30),
      [sidecarPath]: mapping('z/last.json'),
      'z/last.json': '{}',
      'z/a.yaml': pin('z'),
    };
    const repository = aRepository(files, { treeLimit: 20 });
    const whole = await look(repository);
    expect(whole.base?.unread).toMatchObject([{ path: '.', reason: expect.stringContaining('`pin-paths`') }]);
    expect(Object.keys(textsOf(whole.base?.files)).slice(0, 2)).toEqual([sidecarPath, 'z/last.json']);
    const count = repository.github.exchanges.length;
    const paths = ['z', 'infra/29', 'infra/7/main.tf', 'infra/gone', 'z/a.yaml/b'];
    const narrowed = await look(repository, { pins: { paths } });
    expect(narrowed.base?.unread).toEqual(
      ['infra/gone', 'z/a.yaml/b'].map((path) => ({
        path,
        reason: 'It stands in `pin-paths` and not in the repository.',
      })),
    );
    expect(Object.keys(textsOf(narrowed.base?.files))).toEqual([
      ...[sidecarPath, 'z/last.json', 'z/a.yaml', 'infra/29/main.tf', 'infra/7/main.tf'],
    ]);
    expect(repository.github.exchanges.length - count).toBeLessThan(20);
    const infra = await look(repository, { pins: { paths: ['infra'] } });
    expect(infra.base?.unread).toMatchObject([
      { path: 'infra', reason: expect.stringContaining('`pin-paths`') },
    ]);
  });

  test('a mapping that names a hundred folders of it, and a folder that is cut off itself', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `m/${index}/a.bin`);
    const files = {
      ...Object.fromEntries(names.map((name) => [name, name])),
      [sidecarPath]: mapping(...names),
    };
    const { base } = await look(aRepository(files, { treeLimit: 1 }), { pins: { paths: ['m/0'] } });
    // The root, `.github` and `m` are three of the hundred; `m/0` stands in the list of `pin-paths`.
    expect(base?.files).toHaveLength(1 + 1 + 97);
    expect(base?.unread).toHaveLength(22);
    expect(base?.unread[0]).toEqual({
      path: 'm/98/a.bin',
      reason: 'Too many folders would have to be listed one by one.',
    });
    const body = { sha: 'a'.repeat(40), tree: [], truncated: true };
    const hooks = {
      fault: ({ request }: { request: { path: string } }) =>
        request.path.includes('/git/trees/')
          ? ({ point: 'committed', answer: { status: 200, body } } as const)
          : undefined,
    };
    const cut = await look(aRepository(files), { pins: { paths: ['m'] }, hooks });
    expect(cut.base?.unread).toMatchObject([
      { path: 'm', reason: expect.stringContaining('more files than GitHub lists') },
      { path: sidecarPath, reason: expect.stringContaining('more files than GitHub lists') },
    ]);
  });
});
