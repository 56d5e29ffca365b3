// The environment variables that commands read, each with what it does; docs/shell.md has them all.

/** In the order in which help lists them. */
export const environmentVariables = {
  FLOWLINK_TOKEN: 'The token for the backend. It is read from here or from .env, never from flowlink.yaml.',
  FLOWLINK_URL: 'Where the backend is, in place of `backend.url`.',
  FLOWLINK_WORKSPACE: 'The workspace, in place of `workspace`.',
  BIGCOMMERCE_API_URL: 'Another address for the API of BigCommerce, such as a sandbox.',
} as const;

export type EnvironmentVariable = keyof typeof environmentVariables;

/** For commands that talk to the backend. */
export const BACKEND: readonly EnvironmentVariable[] = [
  'FLOWLINK_TOKEN',
  'FLOWLINK_URL',
  'FLOWLINK_WORKSPACE',
];

/** For commands that ask the stores. */
export const STORES: readonly EnvironmentVariable[] = ['BIGCOMMERCE_API_URL'];
