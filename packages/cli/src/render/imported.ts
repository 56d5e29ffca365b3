// What an import wrote, and what is left to do.
import type { Import } from '@flowlink/core';
import { commands, done, prose } from './message.ts';
import { shellWord } from './shell-word.ts';
import type { Style } from './style.ts';

/** One line for each file. */
export function renderImported({ files }: Import, style: Style): string {
  const lines = files.flatMap(({ file, isNew }) =>
    done(isNew ? `${file} is new.` : `${file} has what is imported; all else is as before.`, style),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** @param directory the project's folder as it was given: commands to copy have to name it */
export function renderImportNext({ variables, pending }: Import, directory: string, style: Style): string {
  const names = variables.flatMap((own) => own.names);
  const elsewhere = directory === '.' ? '' : ` -C ${shellWord(directory)}`;
  const tokens = names.length === 1 ? 'the token' : 'the tokens';
  return [
    ...(names.length === 0
      ? []
      : [
          '',
          ...prose(
            `Set ${names.join(', ')} to ${tokens} that the backend has. What nobody kept cannot be read back: make a new API account, and \`flowlink add FILE --rotate\`.`,
            style,
          ),
        ]),
    ...(pending.length === 0
      ? []
      : ['', ...prose(`The next apply takes over ${pending.join(', ')}.`, style)]),
    '',
    'Next:',
    ...commands([`flowlink plan${elsewhere}`], style),
    '',
  ].join('\n');
}
