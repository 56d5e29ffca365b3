// flowlink validate: checks the configuration without needing variables or a backend.
import { boolean } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { problemReportFlags } from '../flags.ts';

export default class Validate extends FlowlinkCommand {
  static override summary = 'Check the configuration.';
  static override description =
    `Reads flowlink.yaml and the files it includes and reports all problems at once. Needs no environment variable to be set and contacts no backend.

--fix corrects what can be derived, such as a store hash from a whole API path, and leaves comments and layout as they are.`;
  static override examples = [
    { description: 'Check the project in this folder.', command: 'flowlink validate' },
    { description: 'Correct what is certain, in place.', command: 'flowlink validate --fix' },
    { description: 'Check another project, for a program.', command: 'flowlink validate -C shops --json' },
  ];
  static override exitCodes = {
    0: 'The configuration is valid; there may be warnings.',
    1: 'It is not.',
  };
  static override flags = {
    fix: boolean({ default: false, summary: 'Correct what is certain, in place.' }),
    ...problemReportFlags(),
  };

  async run(): Promise<number> {
    const { flags } = await this.parse(Validate);
    const { validateProject } = await import('../tasks/validate.ts');
    return validateProject(this.console(flags), flags.directory, flags.fix);
  }
}
