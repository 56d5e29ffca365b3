// Mutation testing of what decides what happens to a connection: surviving mutants are tests that are missing.
export default {
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutants.config.ts', related: false },
  mutate: [
    'src/{diff,plan}/**/*.ts',
    'src/validate/scope-review.ts',
    'src/platforms/bigcommerce/{scopes,scope-advice,scope-findings}.ts',
    'src/platforms/bigcommerce/{formats/scope,preflight/scopes}.ts',
    '!**/*.test.ts',
  ],
  // Stryker would rewrite the paths in them with the compiler's library, which TypeScript 7 does not have; no test needs them.
  ignorePatterns: ['dist', 'tsconfig*.json'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 85 },
  reporters: ['clear-text', 'json'],
  clearTextReporter: { reportTests: false, logTests: false, allowEmojis: false },
  jsonReporter: { fileName: '.mutants/report.json' },
  incrementalFile: '.mutants/incremental.json',
  tempDirName: '.mutants/sandbox',
};
