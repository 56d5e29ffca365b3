// What all commands share: the flags for the project's folder and for the form of the output.
import { Command } from '@oclif/core/command';
import { boolean, string } from '@oclif/core/flags';
import { type Console, processConsole } from './edge/console.ts';
import { requestReports } from './edge/problem-reports.ts';

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

  /** Where to write, given the flags; and which reports of problems to write at the end. */
  protected console(flags: {
    readonly json: boolean;
    readonly 'no-color': boolean;
    readonly directory: string;
    readonly sarif?: string | undefined;
    readonly junit?: string | undefined;
  }): Console {
    const { directory, sarif, junit } = flags;
    requestReports({ command: this.id ?? '', directory, sarif, junit });
    return processConsole({ json: flags.json, noColor: flags['no-color'] });
  }

  abstract override run(): Promise<number>;
}
