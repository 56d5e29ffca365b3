// Prints help: of the program, or of the command that is named.
import { processConsole } from './edge/console.ts';
import type { CommandGrammar } from './grammar/grammar.ts';
import { renderCommandHelp } from './render/help/command-help.ts';
import { renderRootHelp } from './render/help/root-help.ts';

/** @param argv what follows `flowlink`; the command, if any, comes first */
export function showHelp(commands: readonly CommandGrammar[], argv: readonly string[]): void {
  const console = processConsole({ command: null, json: false, noColor: argv.includes('--no-color') });
  const command = commands.find(({ name }) => name === argv[0]);
  console.print(
    command ? renderCommandHelp(command, console.style) : renderRootHelp(commands, console.style),
  );
}
