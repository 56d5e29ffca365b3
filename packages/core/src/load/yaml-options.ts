// How YAML is read, wherever it is read: by the core schema of YAML 1.2, with every problem as data.

export const yamlOptions = {
  version: '1.2',
  schema: 'core',
  prettyErrors: false,
  logLevel: 'error',
  // See duplicate-keys.ts, which takes no longer for a large map than for many small ones.
  uniqueKeys: false,
} as const;

/** How many nodes aliases may expand to. */
export const MAX_ALIAS_COUNT = 1000;
