// What all commands share: the flags for the project's folder and for the form of the output.
import { Command } from '@oclif/core/command';
import { boolean, string } from '@oclif/core/flags';
import { type Console, processConsole } from './edge/console.ts';
import type { EnvironmentVariable } from './grammar/environment.ts';

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

  /** The variables that it reads, for its help. */
  static environment: readonly EnvironmentVariable[] = [];
  /** What its exit codes mean, for its help. */
  static exitCodes: Readonly<Record<number, string>> = {
    0: 'It was done.',
    1: 'It was not, or not all of it; the messages say why.',
  };

  /** Where to write, given the flags. */
  protected console(flags: { readonly json: boolean; readonly 'no-color': boolean }): Console {
    return processConsole({ json: flags.json, noColor: flags['no-color'] });
  }

  abstract override run(): Promise<number>;
}
