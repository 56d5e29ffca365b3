// Works out what adding a connection writes: YAML with references, and the variables they name.

import { type ConnectionConfig, isName, NAME_RULE } from '@flowlink/schema';
import { type Diagnostic, diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts';
import type { Credentials } from '../platforms/platform.ts';
import type { Configuration } from '../validate/configuration.ts';
import type { DeclaredConnection } from '../validate/declared-connection.ts';
import { draftConnection } from './connection-draft.ts';
import type { CredentialVariables } from './credential-variables.ts';
import { insertConnection } from './insert-connection.ts';
import { sharedVariables } from './shared-variables.ts';
import { fileForConnection } from './target-file.ts';

/** What the credentials do not say. */
export interface ConnectionDetails {
  readonly name: string;
  readonly storeUrl: string;
  readonly actions: readonly string[];
  /** Which file to write into, if not the one that the project's layout suggests. */
  readonly file: string | undefined;
}

/** What is to be written. */
export interface Addition {
  readonly connection: string;
  /** Path relative to the project's root. */
  readonly file: string;
  readonly text: string;
  readonly isNewFile: boolean;
  readonly scopes: readonly string[];
  /** The variables behind the credentials, with the values that are to go into .env. */
  readonly variables: CredentialVariables;
}

/** @param configuration as it is */
export function addConnection(
  { root, included, connections }: Configuration,
  platform: ConnectionConfig['platform'],
  credentials: Credentials,
  { name, storeUrl, actions, file: wanted }: ConnectionDetails,
): Outcome<Addition> {
  const { storeHash } = credentials;
  const draft = draftConnection({ platform, name, storeUrl, storeHash, actions });
  const diagnostics: Diagnostic[] = [...nameProblems(name, connections), ...draft.diagnostics];
  const path = wanted?.replace(/^(\.\/)+/, '') ?? fileForConnection(root, name);
  const present = [root, ...included].find((file) => file.path === path);
  if (!isPlainPath(path)) diagnostics.push(indirectPath(path));
  if (hasErrors(diagnostics) || !draft.value) return { diagnostics };

  const { connection, scopes } = draft.value;
  const { clientId, accessToken } = draft.value.variables;
  const variables: CredentialVariables = {
    clientId: { env: clientId, value: credentials.clientId },
    accessToken: { env: accessToken, value: credentials.accessToken },
  };
  const shared = sharedVariables(variables, connections, 'Give the new connection another name with --name.');
  if (shared.length > 0) return { diagnostics: shared };
  const inserted = insertConnection(present?.text ?? '', connection);
  if ('problem' in inserted) {
    const range = { start: 0, end: 0 };
    return { diagnostics: [diagnostic('not-appendable', { file: path, range, detail: inserted.problem })] };
  }
  return {
    value: {
      connection: name,
      file: path,
      text: inserted.text,
      isNewFile: !present,
      scopes,
      variables,
    },
    diagnostics,
  };
}

/** Two ways to write one file's path would make the same file look like two. */
function isPlainPath(path: string): boolean {
  return !/\\|\0/.test(path) && path.split('/').every((segment) => !['', '.', '..'].includes(segment));
}

function indirectPath(path: string): Diagnostic {
  const detail = `“${path}” is not a plain path below the project’s root.`;
  const fix = 'Give the path without a leading slash, and without . and .. in it.';
  return diagnostic('not-appendable', { detail, fix });
}

/** Why a connection cannot be called so. */
export function nameProblems(name: string, connections: readonly DeclaredConnection[]): Diagnostic[] {
  if (!isName(name)) {
    const detail = `“${name}” cannot be a name: ${NAME_RULE}, and start with a letter or a digit.`;
    return [diagnostic('invalid-name', { detail, fix: 'Give another one with --name.' })];
  }
  const taken = connections.find((connection) => connection.name === name);
  if (!taken) return [];
  const detail = `There is a connection “${name}” in ${taken.file.path} already, for another store.`;
  return [diagnostic('connection-exists', { detail, fix: 'Give another name with --name.' })];
}
