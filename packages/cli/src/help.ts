// Help as oclif asks for it, printed by our renderers and by our rules for colours and width.
import type { Command } from '@oclif/core/command';
import { HelpBase } from '@oclif/core/help';
import { processConsole } from './edge/console.ts';
import { grammarOf } from './grammar/grammar.ts';
import { renderCommandHelp } from './render/help/command-help.ts';
import { renderRootHelp } from './render/help/root-help.ts';

/** package.json names this as the `helpClass`. */
export default class FlowlinkHelp extends HelpBase {
  #noColor = false;

  /** @param argv what follows `flowlink`; the command, if any, comes first */
  override async showHelp(argv: string[]): Promise<void> {
    this.#noColor = argv.includes('--no-color');
    const command = this.config.findCommand(argv[0] ?? '');
    if (command) return this.showCommandHelp(command);
    const console = this.#console();
    console.print(renderRootHelp(grammarOf(this.config.commands), console.style));
  }

  override async showCommandHelp(command: Command.Loadable): Promise<void> {
    const console = this.#console();
    for (const grammar of grammarOf([command])) console.print(renderCommandHelp(grammar, console.style));
  }

  #console() {
    return processConsole({ json: false, noColor: this.#noColor });
  }
}
