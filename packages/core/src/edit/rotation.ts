// Works out what new credentials for an existing connection write: the variables behind them, and nothing else if it can be helped.
import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { replaceableRange } from '../load/nodes.ts';
import { parseYaml } from '../load/yaml-file.ts';
import type { Credentials } from '../platforms/platform.ts';
import { type DeclaredConnection, layerAt, placeOf } from '../validate/declared-connection.ts';
import { parseReferences } from '../validate/references.ts';
import { variablePrefix } from '../validate/variable-prefix.ts';
import type { CredentialVariables } from './credential-variables.ts';
import { sharedVariables } from './shared-variables.ts';
import { applyEdits } from './text-edit.ts';
import { printScalar } from './yaml/print-scalar.ts';

/** What is to be written. */
export interface Rotation {
  readonly connection: string;
  readonly variables: CredentialVariables;
  /** Those of the variables that held the old credentials. */
  readonly replaced: readonly string[];
  /** The file with the client ID as a reference, if it stood there literally. */
  readonly edited?: { readonly file: string; readonly text: string };
}

/** @param connections all of the project: variables that another store uses too are not touched */
export function rotateCredentials(
  connection: DeclaredConnection,
  credentials: Credentials,
  connections: readonly DeclaredConnection[],
): Outcome<Rotation> {
  const { name, file, declared } = connection;
  const token = soleVariable(declared.access_token);
  const client = soleVariable(declared.client_id);
  if (token === undefined) return { diagnostics: [composed(connection, 'access_token')] };
  const variables: CredentialVariables = {
    clientId: { env: client ?? `${variablePrefix(name)}_CLIENT_ID`, value: credentials.clientId },
    accessToken: { env: token, value: credentials.accessToken },
  };
  const { env } = variables.clientId;
  const others = connections.filter((other) => other.declared.store_hash !== declared.store_hash);
  const diagnostics = [
    ...sharedVariables(variables, others, 'Give one of them variables of its own first.'),
    ...(env === token ? [oneForBoth(connection, token)] : []),
  ];
  if (diagnostics.length > 0) return { diagnostics };
  if (client !== undefined) {
    return { value: { connection: name, variables, replaced: [env, token] }, diagnostics };
  }
  const layer = layerAt(connection, ['client_id']);
  // What a profile says is not this connection's alone.
  const range = layer.profile === undefined ? replaceableRange(file.document, layer.path) : undefined;
  if (!range || String(declared.client_id).includes('${')) {
    return { diagnostics: [composed(connection, 'client_id')] };
  }
  // Between braces the reference has to be quoted; elsewhere it reads better without.
  const text = (['block', 'flow'] as const)
    .map((context) => applyEdits(file.text, [{ range, text: printScalar(`\${env:${env}}`, context) }]))
    .find((edited) => parseYaml(file.path, edited).diagnostics.length === 0);
  if (text === undefined) return { diagnostics: [composed(connection, 'client_id')] };
  const edited = { file: file.path, text };
  return { value: { connection: name, variables, replaced: [token], edited }, diagnostics };
}

function oneForBoth(connection: DeclaredConnection, env: string): Diagnostic {
  return diagnostic('variable-taken', {
    ...placeOf(connection, ['access_token']),
    connection: connection.name,
    detail: `${env} would have to hold both the client ID and the access token.`,
    fix: 'Let `access_token` name a variable of its own.',
  });
}

/** The variable of a value that is one reference and nothing else. */
function soleVariable(value: unknown): string | undefined {
  const segments = parseReferences(String(value)) ?? [];
  const [segment] = segments;
  return segments.length === 1 && segment && 'env' in segment ? segment.env : undefined;
}

function composed(connection: DeclaredConnection, field: string): Diagnostic {
  return diagnostic('not-appendable', {
    ...placeOf(connection, [field]),
    connection: connection.name,
    detail: `“${field}” is not one reference and not plain text on one line, so it is not clear what to replace.`,
    fix: 'Make it a single reference, or replace the credentials by hand.',
  });
}
