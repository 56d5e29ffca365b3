// What was written for credentials, and what is left to do: hand the values to CI, check, apply, delete the file.
import type { Writing } from '@flowlink/core';
import { commands, done, item, prose } from './message.ts';
import { githubCommand, gitlabCommand, TYPED } from './set-variable.ts';
import { shellWord } from './shell-word.ts';
import type { Style } from './style.ts';

export interface Added {
  readonly writing: Writing;
  readonly rotated: boolean;
  /** The project's folder as it was given; commands to copy have to name it. */
  readonly directory?: string;
  /** The file of credentials, unless they came from standard input. */
  readonly source?: string;
  readonly deleted?: boolean;
}

export function renderAdded(
  { writing, rotated, directory = '.', source, deleted }: Added,
  style: Style,
): string {
  const elsewhere = directory === '.' ? '' : ` -C ${shellWord(directory)}`;
  const envFile = directory === '.' ? '.env' : shellWord(`${directory.replace(/\/+$/, '')}/.env`);
  const { paint } = style;
  const { connection, variables, config, env, scopes } = writing;
  const names = [variables.clientId.env, variables.accessToken.env];
  const written = [
    ...(config ? done(configNote(connection, config, rotated), style) : []),
    ...(env === undefined
      ? item(
          paint.warning('!'),
          1,
          `Set ${names.join(' and ')} yourself: --no-env writes the values nowhere.`,
          style,
        )
      : done(
          `.env ${rotated ? 'has the new' : 'holds'} ${names.join(' and ')}, readable for you only.`,
          style,
        )),
    ...(deleted ? done(`${source} is deleted.`, style) : []),
  ];
  return [
    ...written,
    ...(scopes ? ['', ...scopesNote(connection, scopes, style)] : []),
    '',
    'For CI, without a value on the command line:',
    ...commands(ciCommands(writing, rotated, envFile), style),
    '',
    'Next:',
    ...commands([`flowlink verify ${shellWord(connection)}${elsewhere}`, `flowlink plan${elsewhere}`], style),
    ...reminder(source, deleted, style),
    '',
  ].join('\n');
}

function configNote(
  connection: string,
  { file, isNewFile }: NonNullable<Writing['config']>,
  rotated: boolean,
): string {
  if (rotated) return `${file}: client_id of “${connection}” is a reference now.`;
  return isNewFile ? `${file} is new, with “${connection}”.` : `${file} has “${connection}” at its end.`;
}

function scopesNote(connection: string, scopes: readonly string[], style: Style): string[] {
  const text = `The scopes follow from the actions: ${scopes.join(', ')}. If the API account was made with others, \`flowlink verify ${connection}\` tells.`;
  return prose(text, style);
}

/** Values go from .env through a pipe, or are typed when asked for; a shell's history never sees them. */
function ciCommands({ variables, env, config }: Writing, rotated: boolean, envFile: string): string[] {
  const client = variables.clientId.env;
  const token = variables.accessToken.env;
  const fromFile = (name: string) => (env === undefined ? '' : `${reading(name, env, envFile)} | `);
  const typed = (name: string) => fromFile(name) || TYPED;
  // A rotation that touches the configuration gives the client ID a variable it never had.
  const clientVerb = rotated && !config ? 'update' : 'set';
  return [
    '# GitHub',
    `${fromFile(client)}${githubCommand(client, false)}`,
    `${fromFile(token)}${githubCommand(token, true)}`,
    '# GitLab',
    `${typed(client)}${gitlabCommand(clientVerb, client, false)}`,
    `${typed(token)}${gitlabCommand(rotated ? 'update' : 'set', token, true)}`,
  ];
}

/** A command that prints the value. Whatever sed could misread, such as `export`, is left to node. */
function reading(name: string, env: string, envFile: string): string {
  const start = `${name}=`;
  const [line = '', ...others] = env.split('\n').filter((each) => each.includes(name));
  const isPlain = others.length === 0 && line.startsWith(start) && /^[\w.-]+$/.test(line.slice(start.length));
  const command = isPlain
    ? `sed -n 's/^${start}//p' ${envFile}`
    : `env -u ${shellWord(name)} node --env-file=${envFile} -p process.env.${name}`;
  return `${command} | tr -d '\\n'`;
}

function reminder(source: string | undefined, deleted: boolean | undefined, style: Style): string[] {
  if (deleted) return [];
  const what = source === undefined ? 'the file that the credentials came from, if there is one' : source;
  const text = `Delete ${what}: it holds the access token and the client secret, and whoever finds it can use them.`;
  return ['', ...prose(text, style).map(style.paint.warning)];
}
