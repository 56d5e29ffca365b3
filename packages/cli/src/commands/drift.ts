// flowlink drift: what was changed on the backend past flowlink.
import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { markdownFlags, problemReportFlags } from '../flags.ts';
import { BACKEND } from '../grammar/environment.ts';

export default class Drift extends FlowlinkCommand {
  static override summary = 'Show who is ahead, configuration or backend, field by field.';
  static override description =
    `Compares the configuration, what was last applied, and what is on the backend. Drift is what somebody changed on the backend past flowlink, with who did it and when; a conflict is a field that both sides changed. What the configuration changed and nobody applied yet is shown too, and is no drift. Values that the running connector advances never count.

\`flowlink apply\` puts the configuration back in force. --adopt goes the other way: it writes the backend's values into the YAML and leaves comments, order, quoting and references as they are. Conflicts are left for you to decide.`;
  static override examples = [
    { description: 'Compare everything.', command: 'flowlink drift' },
    {
      description: 'Take what was changed by hand into the configuration.',
      command: 'flowlink drift acme-us --adopt',
    },
    {
      description: 'Fail a nightly job when there is drift.',
      command: 'flowlink drift --detailed-exitcode --json',
    },
  ];
  static override environment = BACKEND;
  static override exitCodes = {
    0: 'The comparison was made.',
    1: 'It could not be made.',
    2: 'There is drift; only with --detailed-exitcode.',
  };
  static override args = {
    NAME: string({ description: 'Only these connections.', multiple: true, ignoreStdin: true }),
  };
  static override flags = {
    'detailed-exitcode': boolean({ default: false, summary: 'Exit with 2 if there is drift.' }),
    adopt: boolean({ default: false, summary: "Write the backend's values into the configuration." }),
    ...markdownFlags('Write the drift, or why nothing was compared, as Markdown for an issue on GitHub.'),
    ...problemReportFlags(),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Drift);
    const { showDrift } = await import('../tasks/drift.ts');
    return showDrift(this.console(flags), {
      directory: flags.directory,
      names: args.NAME ?? [],
      detailedExitCode: flags['detailed-exitcode'],
      adopt: flags.adopt,
      markdown: flags.markdown,
      markdownLimit: flags['markdown-limit'],
    });
  }
}
