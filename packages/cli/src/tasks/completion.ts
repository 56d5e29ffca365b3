// Prints the completion script of a shell.
import { basename } from 'node:path';
import { diagnostic } from '@flowlink/core';
import { completionFiles, isShell, shells } from '../completion/shells.ts';
import { processShell, readCompletionFile } from '../edge/completion-file.ts';
import type { Console } from '../edge/console.ts';
import { noticed, printDocument, printFailure } from '../report.ts';

/** @param named the shell; without one it is the user's own @returns the exit code */
export async function provideCompletion(console: Console, named: string | undefined): Promise<number> {
  const shell = named ?? basename(processShell() ?? '');
  if (!isShell(shell)) {
    const detail =
      shell === ''
        ? 'The variable SHELL does not say which shell is used.'
        : `There is no completion for ${shell}, which the variable SHELL names.`;
    const fix = `Name one of ${shells.join(', ')}, as in \`flowlink completion ${shells[0]}\`.`;
    return printFailure(console, noticed(diagnostic('usage', { detail, fix })));
  }
  const script = await readCompletionFile(completionFiles[shell]);
  if (console.json) printDocument(console, noticed(), { shell, script });
  else console.print(script);
  return 0;
}
