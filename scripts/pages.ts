/** Puts generated text into files of this repository; a file that already says so stays untouched. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fillPlace } from './documents.ts';

const root = new URL('../', import.meta.url);

/** Fills the places of a page that it has; a page or place that is not there is left alone. */
export function fillPage(path: string, places: Readonly<Record<string, string>>): void {
  const file = new URL(path, root);
  if (!existsSync(file)) return;
  const before = readFileSync(file, 'utf8');
  writePage(
    path,
    Object.entries(places).reduce((page, [name, text]) => fillPlace(page, name, text) ?? page, before),
  );
}

export function writePage(path: string, text: string): void {
  const file = new URL(path, root);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeFileSync(file, text);
  console.log(`wrote ${path}`);
}

/** TypeScript laid out as Biome wants it. */
export function layOut(path: string, text: string): string {
  const biome = fileURLToPath(new URL('node_modules/.bin/biome', root));
  return execFileSync(biome, ['format', `--stdin-file-path=${path}`], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  });
}
