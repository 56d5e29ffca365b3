// flowlink unlock: takes away the lock of a run that is not coming back.
import { string } from '@oclif/core/args';
import { FlowlinkCommand } from '../base-command.ts';
import { autoApproveFlag } from '../flags.ts';
import { BACKEND } from '../grammar/environment.ts';

export default class Unlock extends FlowlinkCommand {
  static override summary = 'Take the lock of the workspace away from the run that holds it.';
  static override description =
    `Shows who holds the lock, where and since when, and asks before it takes it away. A lock is hardly ever in the way: a killed run loses it within a minute. If the run still goes on, its further writes are refused and it ends.

Needs a token with the role admin. Who did it is kept in the history of the run and in the audit trail.

Without a terminal the run must be named and --auto-approve given.`;
  static override examples = [
    { description: 'Show who holds the lock, and ask.', command: 'flowlink unlock' },
    {
      description: 'Without a terminal, the lock of a certain run.',
      command: 'flowlink unlock run_0c5d3be94fb1e3a5c1d2 --auto-approve',
    },
  ];
  static override environment = BACKEND;
  static override args = {
    RUN: string({ description: 'Only if this run holds the lock.', ignoreStdin: true }),
  };
  static override flags = { 'auto-approve': autoApproveFlag() };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Unlock);
    const { unlockWorkspace } = await import('../tasks/unlock.ts');
    return unlockWorkspace(this.console(flags), {
      directory: flags.directory,
      run: args.RUN,
      autoApprove: flags['auto-approve'],
    });
  }
}
