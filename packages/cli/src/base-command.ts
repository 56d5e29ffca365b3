// What all commands share: the flags for the project's folder and for the form of the output.
import { Command } from '@oclif/core/command';
import { boolean, string } from '@oclif/core/flags';
import { type Console, processConsole } from './edge/console.ts';

/** A command. `run` returns the exit code. */
export abstract class FlowlinkCommand extends Command {
  static override baseFlags = {
    directory: string({
      char: 'C',
      helpValue: 'DIR',
      default: '.',
      summary: "The project's root, where flowlink.yaml is. Other paths stay relative to the current folder.",
      helpGroup: 'GLOBAL',
    }),
    json: boolean({ summary: 'Print JSON, and nothing else, on standard output.', helpGroup: 'GLOBAL' }),
    'no-color': boolean({ summary: 'Print without colors; so does NO_COLOR=1.', helpGroup: 'GLOBAL' }),
  };

  /** Where to write, given the flags. */
  protected console(flags: { readonly json: boolean; readonly 'no-color': boolean }): Console {
    return processConsole({ command: this.id ?? null, json: flags.json, noColor: flags['no-color'] });
  }

  abstract override run(): Promise<number>;
}
