// Which workspace on which backend the configuration is for, and what to prove there who is asking.
import { isName, NAME_RULE } from '@flowlink/schema';
import { type Diagnostic, diagnostic, type Outcome, type Place } from '../diagnostics/diagnostic.ts';
import type { Variables } from '../load/environment.ts';
import { latePlace, valueRange } from '../load/nodes.ts';
import type { Configuration } from '../validate/configuration.ts';
import { type Credential, howToGetIdTokens, resolveCredential } from './credential.ts';
import { isPlainSecret } from './plain-secret.ts';
import { serviceUrlProblem } from './service-url.ts';
import { substitute } from './substitute.ts';

/** Where to read and write. */
export interface Target {
  readonly workspace: string;
  /** Without a trailing slash. */
  readonly backendUrl: string;
  readonly credential: Credential;
  /** Where the project names them, unless variables do. */
  readonly places: { readonly url?: Place; readonly workspace?: Place };
}

/** The environment variables FLOWLINK_WORKSPACE, FLOWLINK_URL take precedence; tokens come from the environment only. */
export function resolveTarget(
  configuration: Pick<Configuration, 'root' | 'workspace' | 'backendUrl'>,
  variables: Variables,
): Outcome<Target> {
  const diagnostics: Diagnostic[] = [];
  const { root } = configuration;
  const at = (path: string[]) => latePlace(root.path, () => valueRange(root, path));
  const resolved = (text: string | undefined, path: string[]): string | undefined => {
    const { value, unset } = substitute(text, (name) => variables[name]);
    for (const { env } of unset) {
      diagnostics.push(
        diagnostic('unset-variable', {
          ...at(path),
          detail: `The environment variable ${env} is not set.`,
          fix: `Set ${env}.`,
        }),
      );
    }
    return unset.length > 0 ? '' : (value as string | undefined);
  };

  const workspace = variables.FLOWLINK_WORKSPACE || resolved(configuration.workspace, ['workspace']);
  const named = variables.FLOWLINK_WORKSPACE ? 'FLOWLINK_WORKSPACE' : '`workspace`';
  const workspacePlace = variables.FLOWLINK_WORKSPACE ? {} : at(['workspace']);
  if (workspace === undefined) {
    const fix = 'Add `workspace: <name>` to flowlink.yaml, or set FLOWLINK_WORKSPACE.';
    diagnostics.push(
      diagnostic('missing-workspace', {
        detail: 'Neither flowlink.yaml nor FLOWLINK_WORKSPACE names a workspace.',
        fix,
      }),
    );
  } else if (workspace !== '' && !isName(workspace)) {
    const detail = `“${workspace}”, from ${named}, cannot be a workspace: ${NAME_RULE}.`;
    diagnostics.push(diagnostic('invalid-name', { ...workspacePlace, detail }));
  }

  const urlPlace = variables.FLOWLINK_URL ? {} : at(['backend', 'url']);
  const url = variables.FLOWLINK_URL || resolved(configuration.backendUrl, ['backend', 'url']);
  if (url === undefined) {
    const fix = 'Add `backend: { url: https://… }` to flowlink.yaml, or set FLOWLINK_URL.';
    diagnostics.push(
      diagnostic('missing-backend', {
        detail: 'Neither flowlink.yaml nor FLOWLINK_URL names a backend.',
        fix,
      }),
    );
  } else if (url !== '') {
    const problem = serviceUrlProblem(url);
    if (problem) {
      const { insecure, ...words } = problem;
      diagnostics.push(
        diagnostic(insecure ? 'insecure-backend' : 'invalid-value', { ...urlPlace, ...words }),
      );
    }
  }

  const credential = resolveCredential(variables, originOf(url));
  if (!credential) {
    const make =
      'Set FLOWLINK_TOKEN to a token of this workspace; whoever runs the backend creates one with `flowlink-backend token create`.';
    const fix = [make, howToGetIdTokens(variables)].filter(Boolean).join(' Or ');
    diagnostics.push(
      diagnostic('missing-token', {
        detail: 'The backend wants a token, and it comes only from the environment variable FLOWLINK_TOKEN.',
        fix,
      }),
    );
  } else if (credential.kind === 'token' && !isPlainSecret(credential.token.reveal())) {
    diagnostics.push(
      diagnostic('malformed-secret', {
        detail:
          'The environment variable FLOWLINK_TOKEN holds white space or a character that no token has, as when it was copied from a formatted text.',
        fix: 'Set FLOWLINK_TOKEN to the token exactly as it was issued.',
      }),
    );
  }
  if (diagnostics.length > 0 || !workspace || !url || !credential) return { diagnostics };
  const places = {
    ...(variables.FLOWLINK_URL ? {} : { url: at(['backend', 'url']) }),
    ...(variables.FLOWLINK_WORKSPACE ? {} : { workspace: at(['workspace']) }),
  };
  const value = { workspace, backendUrl: url.replace(/\/+$/, ''), credential, places };
  return { value, diagnostics };
}

function originOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : '';
}
