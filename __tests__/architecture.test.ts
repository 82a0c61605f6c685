import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkRoad, type Source, stations, touchesOutside } from './house/road-rules.ts';

const root = new URL('../', import.meta.url);

function readSources(): Source[] {
  return readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ path: `src/${file}`, code: readFileSync(new URL(`src/${file}`, root), 'utf8') }));
}

/** Files that the planted ones import. */
const landscape: readonly Source[] = [
  { path: 'src/failure.ts', code: 'export class Failure extends Error {}' },
  { path: 'src/run.ts', code: 'export const run = 1;' },
  { path: 'src/inputs/inputs.ts', code: 'export const inputs = 1;' },
  { path: 'src/inputs/runner-inputs.ts', code: 'export const raw = process.env;' },
  { path: 'src/plan/plan.ts', code: 'export const plan = 1;' },
  { path: 'src/report/report.ts', code: 'export const report = 1;' },
];

function complaintsAbout(path: string, code: string): string[] {
  return checkRoad([...landscape.filter((source) => source.path !== path), { path, code }]);
}

describe('the sources', () => {
  const sources = readSources();

  test('keep the rules of the road', () => {
    expect(checkRoad(sources)).toEqual([]);
  });

  test('are really read: both kinds of file are there', () => {
    expect(sources.filter((source) => touchesOutside(source.path)).length).toBeGreaterThan(3);
    expect(sources.filter((source) => !touchesOutside(source.path)).length).toBeGreaterThan(20);
  });

  test('stand in the stations of ARCHITECTURE.md, in its order', () => {
    const page = readFileSync(new URL('ARCHITECTURE.md', root), 'utf8');
    expect(page).toContain(stations.join(' → '));
  });
});

describe('a planted breach is found', () => {
  const imports: readonly (readonly [string, string, string])[] = [
    [
      'src/plan/a.ts',
      "import { report } from '../report/report.ts';",
      'src/report/report.ts, a station further on',
    ],
    [
      'src/plan/a.ts',
      "import type { R } from '../report/report.ts';",
      'src/report/report.ts, a station further on',
    ],
    [
      'src/plan/a.ts',
      "export { report } from '../report/report.ts';",
      'src/report/report.ts, a station further on',
    ],
    ['src/plan/a.ts', "export * from '../report/report.ts';", 'src/report/report.ts, a station further on'],
    ['src/plan/a.ts', "await import('../report/report.ts');", 'src/report/report.ts, a station further on'],
    [
      'src/plan/a.ts',
      "type R = import('../report/report.ts').R;",
      'src/report/report.ts, a station further on',
    ],
    ['src/plan/deep/a.ts', "import '../../report/report.ts';", 'src/report/report.ts, a station further on'],
    ['src/plan/azure-a.ts', "import '../report/report.ts';", 'src/report/report.ts, a station further on'],
    ['src/plan/a.ts', "import '../run.ts';", 'src/run.ts, which stands above the road'],
    ['src/plan/a.ts', "import '../inputs/gone.ts';", 'src/inputs/gone.ts, which is not there'],
    ['src/plan/a.ts', "import '../inputs/inputs.js';", 'src/inputs/inputs.js, which is not there'],
    ['src/plan/a.ts', 'await import(name);', 'a computed name'],
    ['src/plan/a.ts', "import { createHash } from 'node:crypto';", 'node:crypto from outside'],
    ['src/plan/a.ts', "import { readFileSync } from 'fs';", 'fs from outside'],
    [
      'src/plan/a.ts',
      "import type { ManagedCluster } from '@azure/arm-containerservice';",
      '@azure/arm-containerservice from outside',
    ],
    ['src/run.ts', "import * as core from '@actions/core';", '@actions/core from outside'],
    [
      'src/plan/a.ts',
      "import '../inputs/runner-inputs.ts';",
      'src/inputs/runner-inputs.ts, which touches the outside',
    ],
    ['src/failure.ts', "import './inputs/inputs.ts';", 'may import nothing'],
    ['src/helpers.ts', '', 'stands in no station'],
    ['src/utils/a.ts', '', 'stands in no station'],
  ];
  test.each(imports)('%s: %s', (path, code, complaint) => {
    const complaints = complaintsAbout(path, code);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain(path);
    expect(complaints[0]).toContain(complaint);
  });

  const touches: readonly (readonly [string, string])[] = [
    ['process.env', 'process'],
    ['const { env } = process', 'process'],
    ["globalThis['process']", 'globalThis'],
    ['Date.now()', 'Date.now'],
    ["Date['now']()", 'Date.now'],
    ['[1].map(Date.now)', 'Date.now'],
    ['new Date()', 'new Date()'],
    ['Date()', 'Date()'],
    ['Math.random()', 'Math.random'],
    ['console.log(1)', 'console'],
    ['await fetch(url)', 'fetch'],
    ['setTimeout(f, 1)', 'setTimeout'],
    ['import.meta.url', 'import.meta'],
    ['a.localeCompare(b)', '.localeCompare'],
    ['date.getHours()', '.getHours'],
    ['date.toLocaleDateString()', '.toLocaleDateString'],
  ];
  test.each(touches)('pure code with %s', (code, name) => {
    expect(complaintsAbout('src/plan/a.ts', code)).toEqual([`src/plan/a.ts: is pure and uses ${name}`]);
    expect(complaintsAbout('src/plan/azure-a.ts', code)).toEqual([]);
  });

  test('a file, a function and a road that grew too long', () => {
    expect(complaintsAbout('src/plan/a.ts', '1;\n'.repeat(221))).toEqual([
      'src/plan/a.ts: has 221 lines, more than 220',
    ]);
    expect(complaintsAbout('src/plan/a.ts', `function f() {\n${'1;\n'.repeat(59)}}`)).toEqual([
      'src/plan/a.ts: has a function of 61 lines, more than 60',
    ]);
    expect(complaintsAbout('src/run.ts', '1;\n'.repeat(66))).toEqual([
      'src/run.ts: has 66 lines, more than 65',
    ]);
  });
});

describe('what is allowed is let through', () => {
  const allowed: readonly (readonly [string, string])[] = [
    [
      'src/plan/a.ts',
      "import '../inputs/inputs.ts'; import './plan.ts'; import '../failure.ts'; import 'semver';",
    ],
    ['src/plan/deep/a.ts', "import '../plan.ts';"],
    [
      'src/plan/azure-a.ts',
      "import '../inputs/runner-inputs.ts'; import 'node:fs'; import '@azure/identity';",
    ],
    ['src/run.ts', "import './inputs/runner-inputs.ts'; import './report/report.ts';"],
    ['src/main.ts', "import './run.ts'; process.exitCode = 1;"],
    [
      'src/plan/a.ts',
      "const a = { process: 1 }; a.process; new Date(0).getUTCHours(); Date.parse('x'); // fetch('x')",
    ],
  ];
  test.each(allowed)('%s: %s', (path, code) => {
    expect(complaintsAbout(path, code)).toEqual([]);
  });
});
