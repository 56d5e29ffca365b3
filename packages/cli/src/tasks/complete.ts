// Answers a completion script. It must never be in the way: whatever fails, fails silently.
import { homedir } from 'node:os';
import { declaredNames } from '@flowlink/core/declared-names';
import { readLine } from '../completion/command-line.ts';
import { complete, type FindValues } from '../completion/complete.ts';
import { answerFor, isShell } from '../completion/shells.ts';
import { nodeProjectFiles } from '../edge/node-project-files.ts';
import type { CommandGrammar } from '../grammar/grammar.ts';

/**
 * @param breaks the characters at which bash breaks words
 * @returns what to print: nothing for a shell that has no script, or where anything goes wrong
 */
export async function answerCompletion(
  commands: readonly CommandGrammar[],
  { shell, line, breaks }: { readonly shell: string; readonly line: string; readonly breaks: string },
): Promise<string> {
  try {
    if (!isShell(shell)) return '';
    const typed = readLine(line, shell === 'bash' ? breaks : '');
    return answerFor(shell, await complete(commands, typed, findValues), typed.current);
  } catch {
    return '';
  }
}

const findValues: FindValues = async ({ kind, directory }) => {
  if (kind === 'action') {
    const { bigcommerce } = await import('@flowlink/schema');
    return Object.entries(bigcommerce.actions).map(([name, { summary }]) => [name, summary]);
  }
  const names = await declaredNames(nodeProjectFiles(directory.replace(/^~(?=\/|$)/, homedir)));
  return (kind === 'connection' ? names.connections : names.files).map((name) => [name, '']);
};
