import { defineConfig } from 'vitest/config';
import { frozenReleaseData } from './__tests__/frozen-data/serve-frozen.ts';

export default defineConfig({
  plugins: [frozenReleaseData],
  test: {
    include: ['__tests__/**/*.test.ts'],
    // The bundle is started as a process of its own in many tests: a busy machine needs room.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Many tests wait for a bundle that waits for a server: more of them than cores keep the machine busy.
    maxWorkers: 3,
    // The file is what `.ci/run` counts from.
    reporters: ['default', ['json', { outputFile: 'tmp/test-results.json' }]],
    coverage: { include: ['src/**'] },
  },
});
