/** `npm run build`: src → lib (tsc) → dist (ncc), the same bytes on every machine. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listBundledPackages } from './bundled-packages.ts';
import { renderWeights } from './documents.ts';
import { renderNotices } from './notices.ts';
import { fillPage } from './pages.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'tmp', 'dist');
const stats = join(tmpdir(), `aks-upgrade-stats-${process.pid}.json`);

/**
 * Files that ncc lays beside the bundle and that nothing here can reach: xdg-open is for the browser sign-in of
 * `@azure/identity`, which is not one of our ways to sign in.
 */
const unreachable = ['xdg-open'];

// Aside first and put in place at the end: whoever runs the bundle meanwhile finds the old one whole.
rmSync(join(root, 'lib'), { recursive: true, force: true });
rmSync(dist, { recursive: true, force: true });
run('typescript/bin/tsc', '-p', 'tsconfig.build.json');
// The newest target that ncc knows. TypeScript wrote the modules already: it only sets webpack's own runtime code.
run(
  '@vercel/ncc/dist/ncc/cli.js',
  ...[
    'build',
    'lib/main.js',
    '--out',
    'tmp/dist',
    '--target',
    'es2022',
    '--no-cache',
    '--quiet',
    '--stats-out',
    stats,
  ],
);
settleFiles();
const packages = listBundledPackages(JSON.parse(readFileSync(stats, 'utf8')), root);
rmSync(stats);
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES'), renderNotices(packages));
fillPage('docs/dependencies.md', { weights: renderWeights(packages) });
const place = join(root, 'dist');
rmSync(place, { recursive: true, force: true });
renameSync(dist, place);
console.log(`dist/ holds ${packages.length} packages in ${readdirSync(place).length} files`);

function run(script: string, ...words: string[]): void {
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...words], {
    cwd: root,
    stdio: 'inherit',
  });
}

/** @throws at a file whose place in the bundle nobody has judged. */
function settleFiles(): void {
  for (const file of readdirSync(dist)) {
    const path = join(dist, file);
    if (unreachable.includes(file)) rmSync(path);
    else if (file.endsWith('.js')) useLineFeeds(path);
    else if (file !== 'package.json')
      throw new Error(`ncc wrote dist/${file}: decide in scripts/build.ts what it is for`);
  }
}

/** Git would store line feeds anyway (.gitattributes), and the bundle must be what was built, byte for byte. */
function useLineFeeds(path: string): void {
  const text = readFileSync(path, 'utf8');
  if (text.includes('\r\n')) writeFileSync(path, text.replaceAll('\r\n', '\n'));
}
