// Works out what new credentials for an existing connection write: the variables behind them, and nothing else if it can be helped.
import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import type { Credentials } from '../platforms/platform.ts';
import { type DeclaredConnection, placeOf } from '../validate/declared-connection.ts';
import { parseReferences } from '../validate/references.ts';
import type { CredentialVariables } from './new-connection.ts';
import { applyEdits } from './text-edit.ts';
import { variablePrefix } from './variable-prefix.ts';

/** What is to be written. */
export interface Rotation {
  readonly connection: string;
  readonly variables: CredentialVariables;
  /** The file with the client ID as a reference, if it stood there literally. */
  readonly edited?: { readonly file: string; readonly text: string };
}

export function rotateCredentials(
  connection: DeclaredConnection,
  credentials: Credentials,
): Outcome<Rotation> {
  const { name, file, declared } = connection;
  const token = soleVariable(declared.access_token);
  const client = soleVariable(declared.client_id);
  if (token === undefined) return { diagnostics: [composed(connection, 'access_token')] };
  const clientEnv = client ?? `${variablePrefix(name)}_CLIENT_ID`;
  const variables: CredentialVariables = {
    clientId: { env: clientEnv, value: credentials.clientId },
    accessToken: { env: token, value: credentials.accessToken },
  };
  if (client !== undefined) return { value: { connection: name, variables }, diagnostics: [] };
  if (String(declared.client_id).includes('${')) return { diagnostics: [composed(connection, 'client_id')] };
  const { range } = placeOf(connection, ['client_id']);
  const text = applyEdits(file.text, [{ range, text: `\${env:${clientEnv}}` }]);
  return { value: { connection: name, variables, edited: { file: file.path, text } }, diagnostics: [] };
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
    detail: `“${field}” is put together from several parts, so there is no one variable to set.`,
    fix: 'Make it a single reference, or set its variables by hand.',
  });
}
