// flowlink history: what was applied to the workspace.
import { string } from '@oclif/core/args';
import { integer } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { BACKEND } from '../grammar/environment.ts';

export default class History extends FlowlinkCommand {
  static override summary = 'Show what was applied to the workspace, when and by whom.';
  static override description =
    `Lists the runs of apply and destroy, newest first, with the commit they were made for and how they ended. With RUN all that is known of that run, such as the page of its CI job.

A run that was killed is open until its lease ends, and abandoned from then on: how it ended was never reported. \`flowlink plan\` shows what it left.`;
  static override examples = [
    { description: 'The last twenty runs.', command: 'flowlink history' },
    { description: 'The last five, for a program.', command: 'flowlink history --limit 5 --json' },
    { description: 'All that is known of one run.', command: 'flowlink history run_0c5d3be94fb1e3a5c1d2' },
  ];
  static override environment = BACKEND;
  static override args = {
    RUN: string({ description: 'Only this run, in full.', ignoreStdin: true }),
  };
  static override flags = {
    limit: integer({
      char: 'n',
      helpValue: 'N',
      default: 20,
      min: 1,
      max: 1000,
      summary: 'At most so many runs.',
    }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(History);
    const { showHistory } = await import('../tasks/history.ts');
    return showHistory(this.console(flags), {
      directory: flags.directory,
      run: args.RUN,
      limit: flags.limit,
    });
  }
}
