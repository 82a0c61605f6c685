import { defineConfig } from 'vitest/config';
import { frozenReleaseData } from '../__tests__/frozen-data/serve-frozen.ts';

const stations = ['plan', 'tracking', 'upgrade'] as const;

export function mutantStation(): (typeof stations)[number] {
  const wanted = process.env['STATION'];
  const station = stations.find((each) => each === wanted);
  if (station === undefined) throw new Error(`Set STATION to one of ${stations.join(', ')}.`);
  return station;
}

/** The tests that `npm run mutants` runs against each mutant: fast, and the same each time. */
export default defineConfig({
  plugins: [frozenReleaseData],
  test: {
    include: [`__tests__/${mutantStation()}/*.test.ts`],
    exclude: [
      // Thousands of random fleets: seconds for each mutant.
      '__tests__/{plan,upgrade}/{properties,*-properties,bound-to-the-plan}.test.ts',
      // Whole conversations with the simulated GitHub: what they decide has tests of its own.
      '__tests__/tracking/{issue-*,progress-*,gate-*,outputs-runner}.test.ts',
    ],
    testTimeout: 60_000,
  },
});
