// The story of everything that writes configuration: it is read, changed as text, and checked before it is written.
import type { ConnectionConfig } from '@flowlink/schema';
import { type Diagnostic, diagnostic, hasErrors, type Outcome } from './diagnostics/diagnostic.ts';
import type { Sources } from './diagnostics/source-file.ts';
import { type CredentialVariables, writeCredentials } from './edit/credential-variables.ts';
import { withFile } from './edit/edited-files.ts';
import { type Addition, addConnection, type ConnectionDetails, nameProblems } from './edit/new-connection.ts';
import { plainField } from './edit/plain-field.ts';
import { rotateCredentials } from './edit/rotation.ts';
import type { Credentials } from './platforms/platform.ts';
import { platforms } from './platforms/registry.ts';
import { Secret } from './resolve/secret.ts';
import { substitute } from './resolve/substitute.ts';
import type { DeclaredConnection } from './validate/declared-connection.ts';
import { type Ports, type Report, type ValidConfiguration, validate } from './workspace.ts';

type LocalPorts = Pick<Ports, 'files' | 'environment'>;

/** Credentials and the project they are for. */
export interface Enrolment {
  readonly platform: ConnectionConfig['platform'];
  readonly credentials: Credentials;
  /** The address that the store always has. */
  readonly permanentUrl: string;
  /** The actions to choose from, each with what it does. */
  readonly actions: Readonly<Record<string, string>>;
  /** What is wrong with an answer, if it is; for questions at a terminal. */
  readonly checkStoreUrl: (text: string) => string | undefined;
  readonly checkName: (text: string) => string | undefined;
  /** The connection that the store has already. */
  readonly existing?: string;
  readonly valid: ValidConfiguration;
  readonly sources: Sources;
}

/** Reads a file of credentials, and the project that its connection is to be part of. */
export async function openCredentials(ports: LocalPorts, text: string): Promise<Report<Enrolment>> {
  const read = readCredentials(text);
  const report = await validate(ports);
  const { sources } = report;
  const diagnostics = [
    ...read.diagnostics,
    ...report.diagnostics.filter(({ severity }) => severity === 'error'),
  ];
  if (!read.value || !report.value) return { diagnostics, sources };
  const { platform, credentials } = read.value;
  const { configuration, variables } = report.value;
  const existing = configuration.connections.find(
    (connection) => hashOf(connection, variables) === credentials.storeHash,
  );
  return {
    value: {
      platform,
      credentials,
      permanentUrl: platforms[platform].permanentUrl(credentials.storeHash),
      actions: platforms[platform].actions,
      checkStoreUrl: (text) => plainField(platform, 'store_url', text).diagnostics[0]?.detail,
      checkName: (text) => nameProblems(text, configuration.connections)[0]?.detail,
      ...(existing ? { existing: existing.name } : {}),
      valid: report.value,
      sources,
    },
    diagnostics,
    sources,
  };
}

/** The first platform that knows the text; if none does, what the first says about it. */
function readCredentials(
  text: string,
): Outcome<{ platform: ConnectionConfig['platform']; credentials: Credentials }> {
  const diagnostics: Diagnostic[] = [];
  for (const [name, { readCredentials: read }] of Object.entries(platforms)) {
    const { value, diagnostics: problems } = read(text, (token) => new Secret(token));
    const platform = name as ConnectionConfig['platform'];
    if (value) return { value: { platform, credentials: value }, diagnostics: problems };
    if (diagnostics.length === 0) diagnostics.push(...problems);
  }
  return { diagnostics };
}

function hashOf({ declared }: DeclaredConnection, variables: Readonly<Record<string, string | undefined>>) {
  return substitute(declared.store_hash, (name) => variables[name]).value;
}

/** What is to be written for credentials. Paths are relative to the project's root. */
export interface Writing {
  readonly connection: string;
  readonly variables: CredentialVariables;
  /** The new text of .env, unless the values are to go elsewhere. */
  readonly env?: string;
  readonly config?: { readonly file: string; readonly text: string; readonly isNewFile: boolean };
  /** The scopes that were derived, for a new connection. */
  readonly scopes?: readonly string[];
}

/** @param intoEnv whether the values go into .env */
export async function planNewConnection(
  ports: LocalPorts,
  { platform, credentials, valid, sources }: Enrolment,
  details: ConnectionDetails,
  intoEnv: boolean,
): Promise<Report<Writing>> {
  const added = addConnection(valid.configuration, platform, credentials, details);
  if (!added.value) return { diagnostics: added.diagnostics, sources };
  const { connection, file, text, isNewFile, scopes, variables } = added.value;
  const checked = await checkEdited(ports, added.value);
  const env = intoEnv ? await environmentFile(ports, variables, []) : { diagnostics: [] };
  const diagnostics = [...added.diagnostics, ...checked.diagnostics, ...env.diagnostics];
  if (hasErrors(diagnostics)) return { diagnostics, sources: checked.sources };
  return {
    value: {
      connection,
      variables,
      scopes,
      config: { file, text, isNewFile },
      ...(env.value === undefined ? {} : { env: env.value }),
    },
    diagnostics,
    sources: checked.sources,
  };
}

/** The project must be valid with the new text, and the connection must be part of it. */
async function checkEdited(
  { files, environment }: LocalPorts,
  {
    file,
    text,
    connection,
    isNewFile = false,
  }: Pick<Addition, 'file' | 'text' | 'connection'> & Partial<Addition>,
): Promise<Report<never>> {
  const present = isNewFile ? await files.read(file) : undefined;
  if (present && !('failure' in present && present.failure === 'missing')) {
    const detail = `${file} exists and is not part of the project. It is left as it is.`;
    const fix = 'Add it to `include` first, or name another file with --file.';
    return { diagnostics: [diagnostic('not-included', { detail, fix })], sources: new Map() };
  }
  const { value, diagnostics, sources } = await validate({ files: withFile(files, file, text), environment });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const isIncluded = value?.configuration.connections.some(({ name }) => name === connection);
  if (errors.length > 0 || isIncluded) return { diagnostics: errors, sources };
  const detail = `${file} is neither flowlink.yaml nor matched by its \`include\`, so the connection would not be part of the project.`;
  const fix = 'Name another file with --file, or add this one to `include`.';
  return { diagnostics: [diagnostic('not-included', { detail, fix })], sources };
}

/** New credentials for the connection that the store has already. */
export async function planRotation(
  ports: LocalPorts,
  { credentials, existing, valid, sources }: Enrolment,
  intoEnv: boolean,
): Promise<Report<Writing>> {
  const connection = valid.configuration.connections.find(({ name }) => name === existing);
  if (!connection) throw new Error('the store has no connection to rotate');
  const rotated = rotateCredentials(connection, credentials, valid.configuration.connections);
  if (!rotated.value) return { diagnostics: rotated.diagnostics, sources };
  const { variables, replaced, edited } = rotated.value;
  const checked = edited
    ? await checkEdited(ports, { ...edited, connection: connection.name })
    : { diagnostics: [], sources };
  if (hasErrors(checked.diagnostics)) return { diagnostics: checked.diagnostics, sources: checked.sources };
  const env = intoEnv ? await environmentFile(ports, variables, replaced) : { diagnostics: [] };
  if (hasErrors(env.diagnostics)) return { diagnostics: env.diagnostics, sources };
  return {
    value: {
      connection: connection.name,
      variables,
      ...(edited ? { config: { ...edited, isNewFile: false } } : {}),
      ...(env.value === undefined ? {} : { env: env.value }),
    },
    diagnostics: env.diagnostics,
    sources,
  };
}

async function environmentFile(
  { files, environment }: LocalPorts,
  variables: CredentialVariables,
  replaced: readonly string[],
): Promise<Outcome<string>> {
  const text = async (path: string) => {
    const content = await files.read(path);
    return 'text' in content ? content.text : '';
  };
  const layers = { real: environment, env: await text('.env'), envLocal: await text('.env.local') };
  return writeCredentials(variables, layers, replaced);
}
