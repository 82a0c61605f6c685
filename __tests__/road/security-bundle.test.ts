/** What the bundle is made of: no shell and no evaluated text of ours, and nobody else's but what is named here. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const sources = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, code: withoutComments(read(`src/${file}`)) }));

function withoutComments(code: string): string {
  return code.replace(/^\s*(?:\/\*[\s\S]*?\*\/|\/\/.*)$/gm, '');
}

interface Line {
  readonly module: string;
  readonly text: string;
}

/** The lines of the bundle, each with the module that webpack's comments say it came from. */
function bundleLines(): readonly Line[] {
  const chunks = readdirSync(new URL('dist', root)).filter((file) => file.endsWith('.js'));
  return chunks.flatMap((file) => {
    let module = file;
    return read(`dist/${file}`)
      .split('\n')
      .map((text) => {
        module = /^;\/\/ CONCATENATED MODULE: (.*)$/.exec(text)?.[1] ?? module;
        const numbered = /^\/\*\*\*\/ (\d+):$/.exec(text)?.[1];
        if (numbered !== undefined) module = `${file} ${numbered}`;
        return { module, text };
      });
  });
}

const lines = bundleLines();

/** Connections of ours, to hosts of a fixed list: what goes through them is held by `__tests__/releases`. */
const tunnels = ['releases/runner-download.ts', 'releases/runner-tunnel.ts'];

describe('our code', () => {
  test('is in the bundle under its own name', () => {
    const ours = new Set(lines.map(({ module }) => module).filter((module) => module.startsWith('./lib/')));
    expect(ours.size).toBeGreaterThan(60);
    expect(sources.length).toBeGreaterThan(80);
  });

  test.each([
    ['starts no program', /child_process|\bspawn\w*\(|\bexec\w*Sync\(|\bfork\(/],
    ['evaluates no text', /\beval\b|\bnew Function\b|\bFunction\(|node:vm\b|\bsetTimeout\(\s*['"`]/],
    ['requires nothing at run time', /\brequire\b|createRequire/],
    [
      'opens no socket but the way to release data',
      /node:(?:net|tls|dgram|http2?|dns)\b|\bfetch\(|WebSocket/,
      tunnels,
    ],
  ])('%s', (_, forbidden, allowed: readonly string[] = []) => {
    const found = sources.filter(({ code }) => forbidden.test(code)).map(({ file }) => file);
    const bundled = lines.filter(
      ({ module, text }) => module.startsWith('./lib/') && !/^\s*(?:\/?\*|\/\/)/.test(text),
    );
    expect(found.toSorted()).toEqual(allowed);
    expect(
      bundled.filter(({ text }) => forbidden.test(text)).map(({ module, text }) => `${module}: ${text}`),
    ).toEqual([]);
  });

  test('imports modules by name, those of Node and seven packages', () => {
    const imported = new Set(
      sources.flatMap(({ code }) =>
        [...code.matchAll(/(?:from|import\() ?'([^'.\s][^'\s]*)'/g)].map(([, name]) => name ?? ''),
      ),
    );
    const packages = [...imported].filter((name) => !name.startsWith('node:'));
    const direct = new Set(
      packages.map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    );
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect([...direct].toSorted()).toEqual(Object.keys(dependencies).toSorted());
    // Each has its reason in docs/dependencies.md.
    expect(direct.size).toBeLessThanOrEqual(7);
    const builtin = [...imported].filter((name) => name.startsWith('node:')).toSorted();
    expect(builtin).toEqual([
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:http',
      'node:https',
      'node:net',
      'node:path',
      'node:stream',
      'node:timers/promises',
      'node:zlib',
    ]);
    expect(sources.filter(({ code }) => /import\((?!')/.test(code))).toEqual([]);
  });

  test('names no host but the clouds’ own and where its documents are', () => {
    const named = new Set(
      sources.flatMap(({ code }) =>
        [...code.matchAll(/https?:\/\/([\w.-]+\.[a-z]+)/g)].map(([, host]) => host),
      ),
    );
    expect([...named].toSorted()).toEqual(
      [
        ...['login.microsoftonline.com', 'management.azure.com'],
        ...['login.microsoftonline.us', 'management.usgovcloudapi.net'],
        ...['login.partner.microsoftonline.cn', 'management.chinacloudapi.cn'],
        // Addresses of documents, and an example in an error.
        ...['github.com', 'redirect.github.com', 'management.example.com'],
        // Which GitHub the job runs on decides whether its token may go there.
        'api.github.com',
      ].toSorted(),
    );
  });
});

describe('what others bring along', () => {
  const spawning = /\bchild_process\b|\bexecFile\w*\(|\.spawn(?:Sync)?\(|\bexecSync\(/;
  const isCode = ({ text }: Line): boolean => !/^\s*(?:\/?\*|\/\/)/.test(text);
  const packageOf = (module: string): string =>
    /\.\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module)?.[1] ?? module;

  test('starts programs in these packages alone', () => {
    const found = new Set(
      lines.filter((line) => isCode(line) && spawning.test(line.text)).map(({ module }) => packageOf(module)),
    );
    // `az` for `auth: azure-cli` (core-process, identity). @actions/core brings @actions/exec for functions that we do
    // not call; the rest opens a browser for a way to sign in that is none of ours.
    const browser = [
      'open',
      'wsl-utils',
      'powershell-utils',
      'default-browser',
      'default-browser-id',
      'run-applescript',
    ];
    const known = ['@actions/exec', '@azure/core-process', '@azure/identity', ...browser];
    const external = [...found].filter((name) => !/^external |^[\w.]+\.js /.test(name));
    expect(external.filter((name) => !known.includes(name))).toEqual([]);
    expect(external).toContain('@azure/identity');
  });

  test('evaluates no text but two requires of ncc that find nothing', () => {
    const found = lines
      .filter((line) => isCode(line) && /\beval\(|\bnew Function\(/.test(line.text))
      .map(({ text }) => text.trim());
    expect(found.toSorted()).toEqual([
      'module.exports = eval("require")("kerberos");',
      'module.exports = eval("require")("supports-color");',
    ]);
  });

  test('has no credential that we do not name', () => {
    const code = sources.map((source) => source.code).join('\n');
    const named = [...new Set(code.match(/\b\w+Credential\b(?=\()/g) ?? [])].toSorted();
    const made = named.filter((name) => /^[A-Z]/.test(name));
    expect(made).toEqual([
      'AzureCliCredential',
      'ClientAssertionCredential',
      'ClientSecretCredential',
      'ManagedIdentityCredential',
    ]);
  });
});
