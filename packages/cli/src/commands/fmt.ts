// flowlink fmt: lays out the configuration files in one way.
import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { problemReportFlags } from '../flags.ts';

export default class Fmt extends FlowlinkCommand {
  static override summary = 'Lay out the configuration files in the canonical way.';
  static override description =
    `Rewrites flowlink.yaml and the files it includes, or only those named: keys in the order of the schema, two spaces for each level, a blank line between connections. Comments stay with what they are about; names that you chose, lists and quotes stay as you wrote them. What the files say never changes: whatever cannot be laid out without that is left alone, with a warning.

The configuration need not be valid, as long as it is YAML. If any file is not, nothing is written.

With --check or --diff nothing is written: --check fails if a file would be changed, --diff shows how, without secrets.`;
  static override examples = [
    { description: 'Lay out all files.', command: 'flowlink fmt' },
    { description: 'Only one file.', command: 'flowlink fmt connections/us.yaml' },
    {
      description: 'Fail in CI if a file is laid out otherwise, and show how.',
      command: 'flowlink fmt --check --diff',
    },
  ];
  static override exitCodes = {
    0: 'The files are laid out.',
    1: 'A file cannot be, or, with --check, would be changed.',
  };
  static override args = {
    PATH: string({
      description: "Only these files of the project, relative to the project's root.",
      multiple: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    check: boolean({ default: false, summary: 'Write nothing, and exit with 1 if a file would be changed.' }),
    diff: boolean({ default: false, summary: 'Write nothing, and show what would be changed.' }),
    ...problemReportFlags(),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Fmt);
    const { formatFiles } = await import('../tasks/fmt.ts');
    return formatFiles(this.console(flags), {
      directory: flags.directory,
      names: args.PATH ?? [],
      check: flags.check,
      diff: flags.diff,
    });
  }
}
