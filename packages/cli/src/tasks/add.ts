// Adds a connection from a file of credentials, or rotates the credentials of the one that is there.
import { join } from 'node:path';
import {
  type Diagnostic,
  diagnostic,
  type Enrolment,
  openCredentials,
  type Ports,
  planNewConnection,
  planRotation,
  type Report,
  type Writing,
} from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { deleteCredentialsFile, readCredentialsInput } from '../edge/credentials-input.ts';
import { whyNotIgnored } from '../edge/git.ts';
import { PRIVATE_FILE_MODE, writeProjectFile, writeWhole } from '../edge/output-file.ts';
import { withPorts } from '../edge/ports.ts';
import { renderAdded } from '../render/added.ts';
import { noticed, printDiagnostics, printDocument, printFailure } from '../report.ts';
import { askDetails, detailsFrom, isRotationWanted } from './add-questions.ts';

export interface AddOptions {
  readonly directory: string;
  /** The file of credentials; `-` is standard input. */
  readonly source: string;
  readonly name: string | undefined;
  readonly storeUrl: string | undefined;
  readonly actions: readonly string[] | undefined;
  /** The configuration file to write into. */
  readonly file: string | undefined;
  readonly intoEnv: boolean;
  readonly rotate: boolean;
  readonly deleteSource: boolean;
}

/** @returns the exit code */
export function addCredentials(console: Console, options: AddOptions): Promise<number> {
  return withPorts(options.directory, async (ports) => {
    // Whoever pipes the credentials in has no standard input left to answer with.
    const asking = console.isInteractive && !console.json && options.source !== '-';
    const planned = await planWriting(ports, options, asking);
    if (planned === 'cancelled') {
      console.print('\nCancelled. Nothing was changed.\n');
      return 1;
    }
    const { value: writing, ...things } = planned;
    if (!writing) return printFailure(console, things);
    if (asking) console.print('\n');
    const problem = await write(writing, options.directory);
    if (problem) return printFailure(console, noticed(...things.diagnostics, problem));
    const fromFile = options.source !== '-';
    const undeleted = fromFile && options.deleteSource ? await remove(options.source) : undefined;
    const diagnostics = [...things.diagnostics, ...(undeleted ? [undeleted] : [])];
    const summary = {
      writing,
      rotated: writing.scopes === undefined,
      ...(fromFile ? { source: options.source, deleted: options.deleteSource && !undeleted } : {}),
    };
    if (console.json) {
      printDocument(console, { ...things, diagnostics }, asDocument(summary));
    } else {
      printDiagnostics(console, { ...things, diagnostics });
      console.print(renderAdded({ ...summary, directory: options.directory }, console.style));
    }
    return undeleted ? 1 : 0;
  });
}

/** Everything is read, asked and checked before anything is written. */
async function planWriting(
  ports: Ports,
  options: AddOptions,
  asking: boolean,
): Promise<Report<Writing> | 'cancelled'> {
  const content = await readCredentialsInput(options.source);
  if (!('text' in content)) {
    const what = options.source === '-' ? 'Standard input' : options.source;
    return noticed(
      diagnostic('credentials-unreadable', { detail: `${what} cannot be read: ${content.reason}.` }),
    );
  }
  const opened = await openCredentials(ports, content.text);
  if (!opened.value) return { diagnostics: opened.diagnostics, sources: opened.sources };
  const exposed = options.intoEnv ? await whyNotIgnored(options.directory, '.env') : undefined;
  if (exposed !== undefined) return noticed(envNotIgnored(exposed));
  return opened.value.existing === undefined
    ? planNew(ports, opened.value, options, asking)
    : planExisting(ports, opened.value, opened.value.existing, options, asking);
}

async function planNew(
  ports: Ports,
  enrolment: Enrolment,
  options: AddOptions,
  asking: boolean,
): Promise<Report<Writing> | 'cancelled'> {
  if (options.rotate) {
    const detail = `No connection of this project has the store hash ${enrolment.credentials.storeHash}, so there is nothing to rotate.`;
    return noticed(diagnostic('usage', { detail, fix: 'Leave out --rotate to add a connection.' }));
  }
  const obtained = asking ? await askDetails(enrolment, options) : detailsFrom(enrolment, options);
  if (obtained === 'cancelled') return obtained;
  if ('problem' in obtained) return noticed(obtained.problem);
  return planNewConnection(ports, enrolment, obtained.details, options.intoEnv);
}

async function planExisting(
  ports: Ports,
  enrolment: Enrolment,
  existing: string,
  { rotate, intoEnv, name, storeUrl, actions, file }: AddOptions,
  asking: boolean,
): Promise<Report<Writing> | 'cancelled'> {
  if ([name, storeUrl, actions, file].some((value) => value !== undefined)) {
    const detail = `The store has a connection already, “${existing}”. Only its credentials can be replaced, so --name, --store-url, --actions and --file do not go with it.`;
    return noticed(
      diagnostic('usage', { detail, fix: 'Give --rotate alone, or edit the connection in its file.' }),
    );
  }
  if (!rotate && asking && !(await isRotationWanted(existing))) return 'cancelled';
  if (!rotate && !asking) {
    const detail = `The store has a connection already, “${existing}”. Nothing was changed.`;
    const fix = 'With --rotate its client ID and access token are replaced by those in the file.';
    return noticed(diagnostic('connection-exists', { connection: existing, detail, fix }));
  }
  return planRotation(ports, enrolment, intoEnv);
}

/** The variables first: YAML that names them would be useless without. */
async function write({ env, config }: Writing, directory: string): Promise<Diagnostic | undefined> {
  if (env !== undefined) {
    const failure = await writeWhole(join(directory, '.env'), env, PRIVATE_FILE_MODE);
    if (failure !== undefined) return unwritable('.env', failure);
  }
  if (!config) return undefined;
  const failure = await writeProjectFile(join(directory, config.file), config.text);
  return failure === undefined ? undefined : unwritable(config.file, failure);
}

function unwritable(file: string, failure: string): Diagnostic {
  return diagnostic('unwritable-file', {
    detail: `${file} cannot be written: ${failure}.`,
    fix: 'Run the command again afterwards: what is there already is kept.',
  });
}

async function remove(source: string): Promise<Diagnostic | undefined> {
  const failure = await deleteCredentialsFile(source);
  if (failure === undefined) return undefined;
  return diagnostic('unwritable-file', {
    detail: `All is written, but ${source} could not be deleted: ${failure}.`,
    fix: 'Delete it by hand: it holds the access token and the client secret.',
  });
}

function envNotIgnored(reason: string): Diagnostic {
  return diagnostic('env-not-ignored', {
    detail: `The access token is to go into .env, and ${reason}. Nothing was written.`,
    fix: 'Add a line `.env` to .gitignore of the repository (and `git rm --cached .env` if it was committed); or give --no-env to put the values elsewhere yourself.',
  });
}

/** Names only: no value of a variable is in it. */
function asDocument({
  writing,
  rotated,
  ...source
}: {
  readonly writing: Writing;
  readonly rotated: boolean;
  readonly source?: string;
  readonly deleted?: boolean;
}): object {
  const { connection, variables, config, env, scopes } = writing;
  return {
    connection,
    rotated,
    ...(config ? { file: config.file } : {}),
    variables: { client_id: variables.clientId.env, access_token: variables.accessToken.env },
    env_written: env !== undefined,
    ...(scopes ? { scopes } : {}),
    ...source,
  };
}
