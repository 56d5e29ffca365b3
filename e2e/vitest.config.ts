// Two kinds of tests: what the programs do, and what becomes of them when things go wrong again and again.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['src/contract/every-test.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'e2e', include: ['test/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
      },
      {
        extends: true,
        // At its full extent a suite takes minutes, and one after the other, for each keeps both cores busy.
        test: {
          name: 'faults',
          include: ['faults/**/*.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          disableConsoleIntercept: true,
        },
      },
    ],
  },
});
