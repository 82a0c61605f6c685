import { defineConfig } from 'vitest/config';

/** The tests that `npm run mutants` runs against each mutant: pure, fast and the same each time. */
export default defineConfig({
  test: {
    include: ['__tests__/{plan,tracking,upgrade}/*.test.ts'],
    exclude: [
      // Random fleets: other ones each time, and seconds each time.
      '__tests__/plan/properties.test.ts',
      // Whole conversations with the simulated GitHub: what they decide has tests of its own.
      '__tests__/tracking/{issue-*,progress-*,gate-*,outputs-runner}.test.ts',
    ],
  },
});
