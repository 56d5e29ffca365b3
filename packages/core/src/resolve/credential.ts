// What the environment offers to prove who is asking: a token of the backend, or an ID token of CI to exchange for one.
import type { Variables } from '../load/environment.ts';
import { Secret } from './secret.ts';
import { isPrivate } from './service-url.ts';

export type Credential =
  | { readonly kind: 'token'; readonly token: Secret }
  /** CI gave it to the job, once: GitLab through `id_tokens`. */
  | { readonly kind: 'id-token'; readonly idToken: Secret }
  /** GitHub gives them as often as asked, to jobs with the permission. */
  | {
      readonly kind: 'github';
      readonly requestUrl: string;
      readonly requestToken: Secret;
      readonly audience: string;
    };

/** What has to be exchanged first. */
export type IdCredential = Exclude<Credential, { readonly kind: 'token' }>;

/** Variables that hold secrets of this kind, with words for what they hold. */
export const credentialVariables = {
  FLOWLINK_TOKEN: 'the token of the backend',
  FLOWLINK_ID_TOKEN: 'the ID token of CI',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'what GitHub gives ID tokens for',
} as const;

/**
 * FLOWLINK_TOKEN comes before everything else. The names of GitHub's variables are those of its toolkit
 * (https://docs.github.com/en/actions/reference/security/oidc).
 *
 * @param origin of the backend: what ID tokens are for, unless FLOWLINK_OIDC_AUDIENCE says otherwise
 */
export function resolveCredential(variables: Variables, origin: string): Credential | undefined {
  const token = variables.FLOWLINK_TOKEN?.trim();
  if (token) return { kind: 'token', token: new Secret(token) };
  const idToken = variables.FLOWLINK_ID_TOKEN?.trim();
  if (idToken) return { kind: 'id-token', idToken: new Secret(idToken) };
  const { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken } =
    variables;
  if (!requestUrl || !requestToken || !URL.canParse(requestUrl) || !isPrivate(new URL(requestUrl)))
    return undefined;
  return {
    kind: 'github',
    requestUrl,
    requestToken: new Secret(requestToken),
    audience: variables.FLOWLINK_OIDC_AUDIENCE?.trim() || origin,
  };
}

/** What a job of CI lacks to get along without a stored token, in the middle of a sentence; undefined outside CI that has ID tokens. */
export function howToGetIdTokens({ GITHUB_ACTIONS, GITLAB_CI }: Variables): string | undefined {
  if (GITHUB_ACTIONS === 'true') {
    return 'give the job `permissions: { contents: read, id-token: write }`, if the backend trusts the repository. GitHub gives no ID token to pull requests from forks.';
  }
  if (GITLAB_CI === 'true') {
    return 'declare FLOWLINK_ID_TOKEN under `id_tokens` of the job, if the backend trusts the project.';
  }
  return undefined;
}
