/** `npm run docs`: writes what is generated from action.yml and from the tables of findings and errors. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { findingCodes } from '../src/drift/codes.ts';
import { failureCodes } from '../src/failure.ts';
import { readActionManifest } from './action-manifest.ts';
import {
  fillPlace,
  renderDeclared,
  renderErrors,
  renderFindings,
  renderInputTable,
  renderOutputTable,
} from './documents.ts';

const root = new URL('../', import.meta.url);
const manifest = readActionManifest();

write('src/inputs/declared.ts', renderDeclared(manifest));
write('docs/findings.md', renderFindings(findingCodes));
write('docs/errors.md', renderErrors(failureCodes));
fill('README.md', {
  inputs: renderInputTable(manifest.inputs),
  outputs: renderOutputTable(manifest.outputs),
});

function fill(path: string, places: Readonly<Record<string, string>>): void {
  if (!existsSync(new URL(path, root))) return;
  const before = readFileSync(new URL(path, root), 'utf8');
  const after = Object.entries(places).reduce(
    (page, [name, text]) => fillPlace(page, name, text) ?? page,
    before,
  );
  write(path, after);
}

/** Leaves a file that already says so untouched. */
function write(path: string, text: string): void {
  const laidOut = path.endsWith('.ts') ? format(path, text) : text;
  const file = new URL(path, root);
  if (existsSync(file) && readFileSync(file, 'utf8') === laidOut) return;
  writeFileSync(file, laidOut);
  console.log(`wrote ${path}`);
}

function format(path: string, text: string): string {
  const biome = new URL('node_modules/.bin/biome', root).pathname;
  return execFileSync(biome, ['format', `--stdin-file-path=${path}`], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  });
}
