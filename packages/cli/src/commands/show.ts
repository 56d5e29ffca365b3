// flowlink show: displays a saved plan.
import { string } from '@oclif/core/args';
import { FlowlinkCommand } from '../base-command.ts';

export default class Show extends FlowlinkCommand {
  static override summary = 'Show a saved plan.';
  static override description =
    'Prints a plan that `flowlink plan --out` saved, as it was shown then. Needs neither configuration nor backend, and refuses a file that was changed since.';
  static override examples = ['<%= config.bin %> show plan.json', '<%= config.bin %> show plan.json --json'];
  static override args = {
    PLANFILE: string({ description: 'The saved plan.', required: true, ignoreStdin: true }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Show);
    const { showPlan } = await import('../tasks/show.ts');
    return showPlan(this.console(flags), args.PLANFILE);
  }
}
