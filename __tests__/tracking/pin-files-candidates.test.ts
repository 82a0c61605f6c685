import { describe, expect, test } from 'vitest';
import { largestFile } from '../../src/pins/find/file-text.ts';
import { accept, mentionsUs, selectCandidates } from '../../src/tracking/files/candidates.ts';
import {
  type FileEntry,
  parseBranch,
  parseCommit,
  parseContent,
  parsePull,
  parseTouched,
  parseTree,
  type TreeEntry,
} from '../../src/tracking/files/tree.ts';

const sha = 'a'.repeat(40);
const file = (path: string, size = 1): FileEntry => ({ kind: 'file', path, mode: '100644', blob: sha, size });
const other = (path: string, kind: Exclude<TreeEntry['kind'], 'file'>): TreeEntry => ({ kind, path, sha });
const chosen = (paths: readonly string[], ...names: readonly string[]): readonly string[] =>
  selectCandidates(
    names.map((name) => file(name)),
    paths,
  ).files.map(({ path }) => path);

describe('candidates', () => {
  const endings = [
    ...['a.tf', 'a.tfvars', 'a.tofu', 'a.hcl', 'a.bicep', 'a.bicepparam', 'a.yaml', 'a.yml', 'a.json'],
    ...[
      'a.jsonc',
      'a.toml',
      'a.xml',
      'a.env',
      'a.properties',
      'a.ini',
      '.env',
      'prod.env',
      'A.TF',
      'x/y.Yaml',
    ],
  ];
  test.each(endings)('%s counts', (path) => expect(chosen([], path)).toEqual([path]));

  const passed = [
    ...['a.md', 'a.tf.bak', 'tf', 'atf', 'a.yaml/b', 'Dockerfile', '.envrc', '.github/workflows/a.yaml'],
    ...['node_modules/a.json', 'x/node_modules/y/a.json', '.terraform/modules/a.tf', 'a/vendor/b.yaml'],
  ];
  test.each(passed)('%s does not', (path) => expect(chosen([], path)).toEqual([]));

  const alike = [
    'my_node_modules/a.json',
    'vendors/a.yaml',
    'x.terraform/a.tf',
    '.github/workflows.yaml',
    'a/.github/workflows/b.yaml',
  ];
  test.each(alike)('%s only looks like what does not', (path) => expect(chosen([], path)).toEqual([path]));

  test('`pin-paths`: folders by their whole name, files whatever they are called', () => {
    const names = [
      'infra/a.tf',
      'infra/b.md',
      'infra2/a.tf',
      'infra',
      'Infra/a.tf',
      'Makefile',
      'x/infra/a.tf',
    ];
    expect(chosen(['infra', 'Makefile'], ...names)).toEqual(['infra/a.tf', 'infra', 'Makefile']);
    expect(
      chosen(
        ['vendor/azure', 'x/vendor/z.txt'],
        'vendor/azure/a.tf',
        'vendor/b.tf',
        'vendor/azure/vendor/c.tf',
        'x/vendor/z.txt',
      ),
    ).toEqual(['vendor/azure/a.tf', 'x/vendor/z.txt']);
    expect(chosen(['.github'], '.github/a.yaml', '.github/workflows/b.yaml')).toEqual(['.github/a.yaml']);
  });

  test('what is too large is counted, and told where somebody named it', () => {
    const entries = [
      file('a.json', largestFile),
      file('b.json', largestFile + 1),
      file('c.json', largestFile + 1),
    ];
    expect(selectCandidates(entries, [])).toMatchObject({
      files: [{ path: 'a.json' }],
      unread: [],
      passedOver: 2,
    });
    const unread = [{ path: 'b.json', reason: 'It is larger than 1 MiB.' }];
    expect(selectCandidates(entries, ['b.json'])).toMatchObject({ files: [], unread, passedOver: 0 });
  });

  test('links and submodules are passed over, and told where somebody named them', () => {
    const entries = [other('a.tf', 'symbolic link'), other('infra', 'submodule'), other('b.tf', 'folder')];
    expect(selectCandidates(entries, [])).toEqual({ files: [], unread: [], passedOver: 0 });
    expect(selectCandidates(entries, ['a.tf', 'infra', 'b.tf']).unread).toEqual([
      { path: 'a.tf', reason: 'It is no file with content of its own, but a symbolic link.' },
      { path: 'infra', reason: 'It is no file with content of its own, but a submodule.' },
    ]);
  });

  const hostile = [
    '../a.tf',
    '/etc/a.tf',
    'a/../b.tf',
    './a.tf',
    'a//b.tf',
    '.git/a.ini',
    'x/.GIT/a.ini',
    'a\0.tf',
    '\ud800.tf',
  ];
  test.each(hostile)('%j is none of git and is never asked for', (path) => {
    expect(selectCandidates([file(path)], [])).toEqual({
      files: [],
      unread: [{ path, reason: 'Its path is none that git allows.' }],
      passedOver: 0,
    });
  });

  test.each(['a\nb.tf', 'a\\..\\b.tf', '😀#?%2e%2e.tf', '..a/b.tf', ' .tf', 'a{x}.tf'])(
    '%j is a name like others',
    (path) => expect(chosen([], path)).toEqual([path]),
  );

  test('workflow files are not read even where the mapping names them', () => {
    expect(accept(file('.github/workflows/a.yaml'))).toBe('Files of workflows are not looked at.');
  });
});

describe('a mention of us', () => {
  const text = 'x: 1 # aks-upgrade: a\n';
  const bytes: Readonly<Record<string, Uint8Array>> = {
    'UTF-8': Buffer.from(text),
    'UTF-8 with BOM': Buffer.from(`\ufeff${text}`),
    'UTF-16 LE': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'UTF-16 BE': Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    Latin1: Buffer.concat([Buffer.from([0xe4, 0xff, 0x80]), Buffer.from(text)]),
    'upper case': Buffer.from(text.toUpperCase()),
  };
  test.each(Object.entries(bytes))('in %s', (_, content) => expect(mentionsUs(content)).toBe(true));
  test.each(['aks-upgrade rg/a', 'AKS_Upgrad: a', 'aksupgrade: a', 'aks upgrade rg/a'])(
    'near %j',
    (content) => {
      expect(mentionsUs(Buffer.from(content))).toBe(true);
      expect(mentionsUs(Buffer.from(`\ufeff${content}`, 'utf16le'))).toBe(true);
    },
  );
  test.each(['', 'aks', 'upgrade: aks', 'aks--upgrade', 'aks-upgra\0'])('not in %j', (content) =>
    expect(mentionsUs(Buffer.from(content))).toBe(false),
  );
});

describe('what GitHub sends', () => {
  const entry = { path: 'a.tf', mode: '100644', type: 'blob', sha, size: 3 };

  test('trees of every kind of entry', () => {
    const modes = ['100644', '100755', '040000', '120000', '160000', '100664'];
    const tree = modes.map((mode, index) => ({ ...entry, path: ` ${index}`, mode }));
    const kinds = ['file', 'file', 'folder', 'symbolic link', 'submodule', 'file of an unusual mode'];
    const parsed = parseTree({ sha, tree, truncated: true }, 'infra/');
    expect(parsed?.isTruncated).toBe(true);
    expect(parsed?.entries.map(({ kind }) => kind)).toEqual(kinds);
    expect(parsed?.entries.map(({ path }) => path)).toEqual(modes.map((_, index) => `infra/ ${index}`));
  });

  const broken: readonly unknown[] = [
    ...[undefined, null, '<html>', [], {}, { tree: {} }, { tree: [null] }],
    ...[
      { ...entry, path: '' },
      { ...entry, path: 7 },
      { ...entry, sha: 'abc' },
      { ...entry, size: -1 },
    ].map((one) => ({ tree: [entry, one] })),
    { tree: [{ path: 'a', mode: '100644', sha }] },
    { tree: [{ path: 'a', sha, size: 1 }] },
  ];
  test.each(broken)('%j is no tree', (data) => expect(parseTree(data)).toBeUndefined());

  test('branches: the very one', () => {
    const answer = (ref: string, type = 'commit') => ({ ref, object: { type, sha } });
    expect(parseBranch(answer('refs/heads/main'), 'main')).toBe(sha);
    expect(parseBranch(answer('refs/heads/main2'), 'main')).toBeUndefined();
    expect(parseBranch(answer('refs/heads/main', 'tag'), 'main')).toBeUndefined();
    expect(parseBranch([answer('refs/heads/main2')], 'main')).toBe('missing');
  });

  test('commits, pull requests, content', () => {
    expect(parseCommit({ sha, tree: { sha }, parents: [{ sha }] })).toEqual({
      sha,
      tree: sha,
      parents: [sha],
    });
    expect(parseCommit({ sha, tree: { sha } })).toBeUndefined();
    expect(parseCommit({ sha, tree: { sha }, parents: [{}] })).toBeUndefined();
    const pull = { state: 'open', head: { sha }, base: { sha }, mergeable: null, merge_commit_sha: null };
    expect(parsePull(pull)).toMatchObject({ isMergeable: undefined, testMerge: undefined });
    expect(parsePull({ ...pull, state: 'merged' })).toBeUndefined();
    expect(parsePull({ ...pull, head: null })).toBeUndefined();
    expect(parseTouched([{ filename: 'a' }, { filename: 'b', previous_filename: 'c' }])).toEqual([
      ['a'],
      ['b', 'c'],
    ]);
    expect(parseTouched([{}])).toBeUndefined();
    expect(parseContent({ type: 'file', encoding: 'base64', content: 'YQ==\n' })).toEqual({
      base64: 'YQ==\n',
    });
    expect(parseContent({ type: 'file', encoding: 'none', content: '' })).toBe('none');
    expect(parseContent({ type: 'symlink', encoding: 'base64', content: '' })).toBeUndefined();
    expect(parseContent([])).toBeUndefined();
  });
});
