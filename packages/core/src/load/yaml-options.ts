// How YAML is read, wherever it is read: by the core schema of YAML 1.2, with every problem as data.

export const yamlOptions = {
  version: '1.2',
  schema: 'core',
  prettyErrors: false,
  logLevel: 'error',
} as const;

/** How many nodes aliases may expand to. */
export const MAX_ALIAS_COUNT = 1000;
