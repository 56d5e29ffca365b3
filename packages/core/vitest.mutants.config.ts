// The tests that mutants are tried on: those of the stages that are mutated, and of what shows their outcomes.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/{diff,drift,plan}/**/*.test.ts',
      'src/platforms/bigcommerce/{scopes,formats/formats,preflight/preflight,preflight/scopes}.test.ts',
      'src/validate/{bad-input,scope-review}.test.ts',
    ],
    // Each mutant gets a worker of its own anyway.
    isolate: false,
    setupFiles: ['test/fewer-samples.ts'],
  },
});
