// Every test of what clients see runs on both databases; the others once.
import { defineConfig } from 'vitest/config';

/** About processes, connections, files of the embedded database, and pure functions. */
const once = [
  'test/process.test.ts',
  'test/keys-process.test.ts',
  'test/trust.test.ts',
  'test/migrations.test.ts',
  'test/group-commit.test.ts',
  'test/wire.test.ts',
  'test/stopping.test.ts',
  'src/**/*.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
          exclude: ['test/instances.test.ts', 'test/postgres-*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['test/**/*.test.ts'],
          exclude: once,
          globalSetup: 'test/postgres-server.ts',
        },
      },
    ],
  },
});
