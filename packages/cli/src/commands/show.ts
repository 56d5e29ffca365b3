// flowlink show: displays a saved plan, or where the values of connections come from.
import { string as argument } from '@oclif/core/args';
import { string } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { fullFlag, reportFlags, wantedReports } from '../flags.ts';

export default class Show extends FlowlinkCommand {
  static override summary = 'Show a saved plan, or where each value of a connection comes from.';
  static override description =
    `With PLANFILE it prints a plan that \`flowlink plan --out\` saved, as it was shown then. Needs neither configuration nor backend, and refuses a file that was changed since.

With --resolved it prints connections as they will be on the backend, and for each value the file and line that give it, the profile and the variables behind it, and what it overrides. Needs no backend, and no variable to be set. The values of secrets are never shown.`;
  static override examples = [
    '<%= config.bin %> show plan.json',
    '<%= config.bin %> show plan.json --json',
    '<%= config.bin %> show plan.json --markdown plan.md',
    '<%= config.bin %> show --resolved acme-us',
    '<%= config.bin %> show --resolved acme-us acme-eu --json',
  ];
  static override args = {
    PLANFILE: argument({ description: 'A plan saved by `flowlink plan --out`.', ignoreStdin: true }),
  };
  static override flags = {
    resolved: string({
      multiple: true,
      helpValue: 'NAME',
      summary: 'These connections, as profiles and variables make them.',
    }),
    full: fullFlag(),
    ...reportFlags(),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Show);
    const { show } = await import('../tasks/show.ts');
    return show(this.console(flags), {
      directory: flags.directory,
      planFile: args.PLANFILE,
      resolved: flags.resolved,
      full: flags.full,
      reports: wantedReports(flags),
    });
  }
}
