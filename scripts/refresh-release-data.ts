/** `npm run refresh`: brings src/releases/data to what its sources say today. Ends with 1 when anything was left. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { layOut } from './pages.ts';
import { type Refreshed, refreshAll, type Standing } from './release-refresh.ts';
import { openSources } from './release-sources.ts';

const root = new URL('../', import.meta.url);
const ajv = new Ajv();

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8'));
}

function write({ name, data }: Refreshed): string {
  const path = `src/releases/data/${name}.json`;
  if (data === undefined) return 'left as it was';
  const validate = ajv.compile(read(`src/releases/data/schemas/${name}.json`) as object);
  if (!validate(data)) {
    process.exitCode = 1;
    return `left as it was: ${ajv.errorsText(validate.errors)}`;
  }
  const text = layOut(path, JSON.stringify(data));
  if (readFileSync(new URL(path, root), 'utf8') === text) return 'unchanged';
  writeFileSync(new URL(path, root), text);
  return 'changed';
}

const names = ['calendar', 'components', 'os-skus', 'retirements', 'api-removals'] as const;
const standing = Object.fromEntries(names.map((name) => [name, read(`src/releases/data/${name}.json`)]));
const sources = openSources(fetch, process.env['GITHUB_TOKEN']);
for (const refreshed of await refreshAll(standing as unknown as Standing, sources, new Date())) {
  const lines = [...refreshed.troubles.map((trouble) => `not taken: ${trouble}`), ...refreshed.hints];
  console.log([`${refreshed.name}: ${write(refreshed)}`, ...lines.map((line) => `  ${line}`)].join('\n'));
  if (refreshed.troubles.length > 0) process.exitCode = 1;
}
