// The environment variables that commands read, each with what it does; docs/shell.md has them all.

/** In the order in which help lists them. */
export const environmentVariables = {
  FLOWLINK_TOKEN: 'The token for the backend. It is read from here or from .env, never from flowlink.yaml.',
  FLOWLINK_URL: 'Where the backend is, in place of `backend.url`.',
  FLOWLINK_WORKSPACE: 'The workspace, in place of `workspace`.',
  FLOWLINK_ID_TOKEN: 'An ID token of CI, exchanged for a token if FLOWLINK_TOKEN is not set.',
  FLOWLINK_OIDC_AUDIENCE: 'Whom ID tokens of GitHub Actions are for, in place of the address of the backend.',
  BIGCOMMERCE_API_URL: 'Another address for the API of BigCommerce, such as a sandbox.',
} as const;

export type EnvironmentVariable = keyof typeof environmentVariables;

/** For commands that talk to the backend. */
export const BACKEND: readonly EnvironmentVariable[] = [
  'FLOWLINK_TOKEN',
  'FLOWLINK_URL',
  'FLOWLINK_WORKSPACE',
];

/** For commands about the tokens of CI. */
export const CI_TOKENS: readonly EnvironmentVariable[] = ['FLOWLINK_ID_TOKEN', 'FLOWLINK_OIDC_AUDIENCE'];

/** For commands that ask the stores. */
export const STORES: readonly EnvironmentVariable[] = ['BIGCOMMERCE_API_URL'];
