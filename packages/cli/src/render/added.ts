// What was written for credentials, and what is left to do: hand the values to CI, check, apply, delete the file.
import type { Writing } from '@flowlink/core';
import { clean, cleanProse } from './clean.ts';
import { wrap } from './layout.ts';
import { shellWord } from './shell-word.ts';
import type { Style } from './style.ts';

const MAX_WIDTH = 100;

export interface Added {
  readonly writing: Writing;
  readonly rotated: boolean;
  /** The file of credentials, unless they came from standard input. */
  readonly source?: string;
  readonly deleted?: boolean;
}

export function renderAdded({ writing, rotated, source, deleted }: Added, style: Style): string {
  const { paint, signs } = style;
  const { connection, variables, config, env, scopes } = writing;
  const names = [variables.clientId.env, variables.accessToken.env];
  const done = (text: string) => `${paint.add(signs.done)} ${cleanProse(text, style)}`;
  const written = [
    ...(config ? [done(configNote(connection, config, rotated))] : []),
    ...(env === undefined
      ? [`${paint.warning('!')} Set ${names.join(' and ')} yourself: --no-env writes the values nowhere.`]
      : [done(`.env ${rotated ? 'has the new' : 'holds'} ${names.join(' and ')}, readable for you only.`)]),
    ...(deleted ? [done(`${source} is deleted.`)] : []),
  ];
  return [
    ...written,
    ...(scopes ? ['', ...scopesNote(connection, scopes, style)] : []),
    '',
    'For CI, without a value on the command line:',
    ...ciCommands(variables, env !== undefined).map((line) => paint.hint(`  ${line}`)),
    '',
    'Next:',
    ...[`flowlink verify ${connection}`, 'flowlink plan'].map((line) => paint.hint(`  ${line}`)),
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
  return wrap(cleanProse(text, style), Math.min(style.width, MAX_WIDTH));
}

/** Values go from .env through a pipe, or are typed when asked for; a shell's history never sees them. */
function ciCommands({ clientId, accessToken }: Writing['variables'], inEnv: boolean): string[] {
  const client = shellWord(clientId.env);
  const token = shellWord(accessToken.env);
  const from = (name: string) => (inEnv ? `sed -n 's/^${name}=//p' .env | tr -d '\\n' | ` : '');
  return [
    '# GitHub',
    `${from(client)}gh variable set ${client}`,
    `${from(token)}gh secret set ${token}`,
    '# GitLab',
    `${from(client)}glab variable set ${client}`,
    `${from(token)}glab variable set ${token} --masked --raw`,
  ];
}

function reminder(source: string | undefined, deleted: boolean | undefined, style: Style): string[] {
  if (deleted) return [];
  const what =
    source === undefined ? 'the file that the credentials came from, if there is one' : clean(source, style);
  const text = `Delete ${what}: it holds the access token and the client secret, and BigCommerce’s control panel shows neither again.`;
  return ['', ...wrap(cleanProse(text, style), Math.min(style.width, MAX_WIDTH)).map(style.paint.warning)];
}
