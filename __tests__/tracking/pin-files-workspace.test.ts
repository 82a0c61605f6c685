import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hashBlob, openWorkspace } from '../../src/tracking/files/runner-workspace.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const folders: string[] = [];
const maximum = 2 * 1024 * 1024;

function makeWorkspace(files: Readonly<Record<string, string | Uint8Array>>): string {
  const around = mkdtempSync(join(tmpdir(), 'pin-files-'));
  folders.push(around);
  const root = join(around, 'workspace');
  mkdirSync(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const pin = 'version: "1.33" # aks-upgrade: a\n';
const blob = hashBlob(encode(pin));

describe('the name of bytes', () => {
  test.each(['', 'test content\n', 'ä\r\n€𝒳'])('is the one that git gives: %j', (text) => {
    const named = execFileSync('git', ['hash-object', '--stdin', '--no-filters'], {
      input: text,
      encoding: 'utf8',
    });
    expect(hashBlob(encode(text))).toBe(named.trim());
  });

  test('the empty blob and a known one', () => {
    expect(hashBlob(encode(''))).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
    expect(hashBlob(encode('test content\n'))).toBe('d670460b4b4aece5915caf5c68d12f560a9fe3e4');
  });
});

describe('the workspace', () => {
  test('gives bytes that git calls so', async () => {
    const names = ['infra/a.yaml', 'a b/#?%25 😀.tf', 'line\nbreak.yaml', '-rf', '..a/b', 'a..b'];
    const workspace = openWorkspace(
      makeWorkspace(Object.fromEntries(names.map((name) => [name, pin]))),
      maximum,
    );
    for (const name of names) expect(await workspace.read(name, blob)).toEqual(Buffer.from(pin));
  });

  test('gives nothing that was changed on the runner, or is not there', async () => {
    const workspace = openWorkspace(makeWorkspace({ 'a.yaml': pin.replace('33', '34'), b: '' }), maximum);
    expect(await workspace.read('a.yaml', blob)).toBeUndefined();
    expect(await workspace.read('gone/a.yaml', blob)).toBeUndefined();
    expect(await workspace.read('b/c.yaml', blob)).toBeUndefined();
  });

  test('undoes the line ends that git makes on Windows, and nothing else', async () => {
    const text = 'a\nb # aks-upgrade: a\n';
    const mixed = 'a\r\nb\n';
    const root = makeWorkspace({
      turned: text.replaceAll('\n', '\r\n'),
      edited: `${text.replaceAll('\n', '\r\n')} `,
      mixed: mixed.replaceAll(/\r?\n/g, '\r\n'),
      bare: 'a\rb',
    });
    const workspace = openWorkspace(root, maximum);
    const read = async (path: string, was: string) => {
      const bytes = await workspace.read(path, hashBlob(encode(was)));
      return bytes && new TextDecoder().decode(bytes);
    };
    expect(await read('turned', text)).toBe(text);
    expect(await read('edited', text)).toBeUndefined();
    expect(await read('mixed', mixed)).toBeUndefined();
    expect(await read('bare', 'a\rb')).toBe('a\rb');
    expect(await read('bare', 'ab')).toBeUndefined();
  });

  const leaving = [
    '../outside.yaml',
    'infra/../../outside.yaml',
    '/etc/hostname',
    '..',
    '.',
    '',
    'infra//a.yaml',
    './infra/a.yaml',
    'infra/./a.yaml',
    'infra\\a.yaml',
    '..\\outside.yaml',
    'C:outside.yaml',
    'infra/a.yaml\0.txt',
  ];
  test.each(leaving)('does not look at %j', async (path) => {
    const root = makeWorkspace({ 'infra/a.yaml': pin });
    writeFileSync(join(root, '..', 'outside.yaml'), pin);
    expect(await openWorkspace(root, maximum).read('infra/a.yaml', blob)).toBeDefined();
    expect(await openWorkspace(root, maximum).read(path, blob)).toBeUndefined();
  });

  test('follows no link, neither of a file nor of a folder, though the bytes are right', async () => {
    const root = makeWorkspace({ 'infra/a.yaml': pin });
    writeFileSync(join(root, '..', 'outside.yaml'), pin);
    symlinkSync('../outside.yaml', join(root, 'link.yaml'));
    symlinkSync('infra/a.yaml', join(root, 'inner.yaml'));
    symlinkSync('infra', join(root, 'folder'));
    symlinkSync('..', join(root, 'up'));
    const workspace = openWorkspace(root, maximum);
    for (const path of [
      'link.yaml',
      'inner.yaml',
      'folder/a.yaml',
      'up/outside.yaml',
      'up/workspace/infra/a.yaml',
    ])
      expect(await workspace.read(path, blob), path).toBeUndefined();
    expect(await workspace.read('infra/a.yaml', blob)).toBeDefined();
  });

  test('may itself be reached by a link', async () => {
    const root = makeWorkspace({ 'a.yaml': pin });
    symlinkSync(root, join(root, '..', 'work'));
    const workspace = openWorkspace(join(root, '..', 'work'), maximum);
    expect(await workspace.read('a.yaml', blob)).toBeDefined();
    expect(realpathSync(join(root, '..', 'work'))).toBe(realpathSync(root));
  });

  test('neither waits for a pipe nor reads a folder or what is too large', async () => {
    const root = makeWorkspace({ 'infra/a.yaml': pin, large: new Uint8Array(100) });
    execFileSync('mkfifo', [join(root, 'pipe.yaml')]);
    const workspace = openWorkspace(root, 99);
    expect(await workspace.read('pipe.yaml', blob)).toBeUndefined();
    expect(await workspace.read('infra', blob)).toBeUndefined();
    expect(await workspace.read('large', hashBlob(new Uint8Array(100)))).toBeUndefined();
  });

  test.each([undefined, '/nonexistent/workspace', ''])('is not there: %j', async (root) => {
    expect(await openWorkspace(root, maximum).read('package.json', blob)).toBeUndefined();
  });
});
