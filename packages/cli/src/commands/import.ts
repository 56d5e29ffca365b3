// flowlink import: takes over a connection that was made by hand.
import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { lockTimeoutFlag } from '../flags.ts';
import { BACKEND } from '../grammar/environment.ts';

export default class Import extends FlowlinkCommand {
  static override summary = 'Take over a connection that was made by hand.';
  static override description =
    `Writes the connection into the configuration as it is on the backend, with its secrets as references to variables, and makes it managed. Nothing about the connection itself changes, and its token stays. Set the variables that the YAML names before the next plan.

With --block it becomes managed only with the next apply: an entry under \`imports\` is written too, for a pull request to show.

A connection that is declared already is only taken over; the next plan shows how it differs.`;
  static override examples = [
    { description: 'Take over one connection at once.', command: 'flowlink import acme-eu' },
    {
      description: 'Propose it in a pull request; the apply after the merge takes over.',
      command: 'flowlink import acme-eu acme-us --block',
    },
  ];
  static override environment = BACKEND;
  static override args = {
    NAME: string({
      description: 'The name of the connection on the backend.',
      required: true,
      multiple: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    block: boolean({ default: false, summary: 'Leave taking over to the next apply.' }),
    'lock-timeout': lockTimeoutFlag(),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Import);
    const { importConnections } = await import('../tasks/import.ts');
    return importConnections(this.console(flags), {
      directory: flags.directory,
      names: args.NAME,
      asBlock: flags.block,
      lockTimeoutSeconds: flags['lock-timeout'],
    });
  }
}
