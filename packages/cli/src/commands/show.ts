// flowlink show: displays a saved plan, or where the values of connections come from.
import { string as argument } from '@oclif/core/args';
import { string } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { fullFlag, planReportFlags, wantedReports } from '../flags.ts';

export default class Show extends FlowlinkCommand {
  static override summary = 'Show a saved plan, or where each value of a connection comes from.';
  static override description =
    `With PLANFILE it prints a plan that \`flowlink plan --out\` saved, as it was shown then. Needs neither configuration nor backend, and refuses a file that was changed since.

With --resolved it prints connections as they will be on the backend, and for each value the file and line that give it, the profile and the variables behind it, and what it overrides. Needs no backend, and no variable to be set. The values of secrets are never shown.`;
  static override examples = [
    { description: 'Read a saved plan before it is applied.', command: 'flowlink show plan.json' },
    { description: 'The same for a program.', command: 'flowlink show plan.json --json' },
    {
      description: 'Write it as a comment for the pull request.',
      command: 'flowlink show plan.json --markdown plan.md',
    },
    {
      description: 'See which file, profile or variable gives each value.',
      command: 'flowlink show --resolved acme-us',
    },
  ];
  static override args = {
    PLANFILE: argument({ description: 'A plan saved by `flowlink plan --out`.', ignoreStdin: true }),
  };
  static override flags = {
    resolved: string({
      multiple: true,
      helpValue: 'NAME...',
      summary: 'These connections, as profiles and variables make them.',
    }),
    full: fullFlag(),
    ...planReportFlags(),
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
