// What an export wrote, and what is left to do.
import type { ExportedProject } from '@flowlink/core';
import { count } from './count.ts';
import { commands, done, prose } from './message.ts';
import { shellWord } from './shell-word.ts';
import type { Style } from './style.ts';

/** @param out the folder as it was given */
export function renderExported(
  { connections, imports, variables }: ExportedProject,
  out: string,
  style: Style,
): string {
  const folder = out.replace(/\/+$/, '');
  const inFolder = (file: string) => shellWord(`${folder}/${file}`);
  const byHand = `${imports.length === connections ? 'All' : imports.length} of them ${imports.length === 1 ? 'was' : 'were'} made by hand: the first apply imports them as they are.`;
  return [
    ...done(`${folder} holds flowlink.yaml, ${count(connections, 'connection')} and .env.example.`, style),
    ...(imports.length > 0 ? ['', ...prose(byHand, style)] : []),
    ...(variables.length > 0
      ? [
          '',
          ...prose(
            `Set ${count(variables.length, 'variable')} to the tokens that the backend has; .env.example names them. What nobody kept cannot be read back: make a new API account, and \`flowlink add FILE --rotate\`.`,
            style,
          ),
        ]
      : []),
    '',
    'Next:',
    ...commands(
      [
        `install -m 600 ${inFolder('.env.example')} ${inFolder('.env')}   # and fill it in`,
        `flowlink plan -C ${shellWord(folder)}`,
      ],
      style,
    ),
    '',
  ].join('\n');
}
