/**
 * Stryker's settings for one station: `STATION=plan npm run mutants`. Only that station's tests run against its mutants;
 * what is done at import time is tried with all of them, so that a few slow tests would make it hours.
 */
import { mutantStation } from './mutants.vitest.ts';

const mutate = {
  plan: ['src/plan/**/*.ts'],
  upgrade: ['src/upgrade/**/*.ts'],
  tracking: [
    'src/tracking/{issue/{decide,recognise-items},github/{refusal,rate-limit,fit-body},ending/conclude}.ts',
  ],
} as const;

const station = mutantStation();
const folder = `tmp/mutants/${station}`;

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'scripts/mutants.vitest.ts', related: false },
  mutate: [...mutate[station], '!src/**/runner-*.ts'],
  // Stryker rewrites this file with the compiler's API, which TypeScript 7 has no more. Nothing here needs it.
  tsconfigFile: 'none',
  coverageAnalysis: 'perTest',
  concurrency: 1,
  tempDirName: `${folder}/sandbox`,
  ignorePatterns: ['/dist', '/lib', '/tmp', '/coverage'],
  reporters: ['clear-text', 'json', 'html'],
  jsonReporter: { fileName: `${folder}/report.json` },
  htmlReporter: { fileName: `${folder}/report.html` },
  clearTextReporter: { logTests: false, allowColor: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
