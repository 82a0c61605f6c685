/**
 * The bundle with the frozen calendar in place of its own: its docs are simulated for days of November 2026, and a page
 * older than the calendar that came with the bundle is not told. Nothing else of the bundle is another.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

let made: string | undefined;

afterAll(() => {
  if (made !== undefined) rmSync(dirname(made), { recursive: true, force: true });
});

/** Its main file: made once for a test file, and gone after it. */
export function frozenBundle(): string {
  made ??= makeBundle();
  return made;
}

function makeBundle(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aks-upgrade-frozen-'));
  cpSync(fileURLToPath(new URL('../../dist', import.meta.url)), folder, { recursive: true });
  const [own, frozen] = [literalOf('../../src/releases/data/'), literalOf('./')];
  const chunks = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const places = chunks.flatMap((file) => {
    const path = join(folder, file);
    const parts = readFileSync(path, 'utf8').split(own);
    if (parts.length > 1) writeFileSync(path, parts.join(frozen));
    return parts.slice(1);
  });
  if (places.length !== 1)
    throw new Error(`dist/ holds the calendar of src/ ${places.length} times, not once: build it anew.`);
  return join(folder, 'index.js');
}

/** As webpack writes a file of JSON. */
function literalOf(folder: string): string {
  const text = readFileSync(new URL(`${folder}calendar.json`, import.meta.url), 'utf8');
  return `JSON.parse('${JSON.stringify(JSON.parse(text))}')`;
}
