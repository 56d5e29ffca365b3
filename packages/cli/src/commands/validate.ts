// flowlink validate: checks the configuration without needing variables or a backend.
import { FlowlinkCommand } from '../base-command.ts';

export default class Validate extends FlowlinkCommand {
  static override summary = 'Check the configuration.';
  static override description =
    'Reads flowlink.yaml and the files it includes and reports all problems at once. Needs no environment variable to be set and contacts no backend.';
  static override examples = ['<%= config.bin %> validate', '<%= config.bin %> validate -C shops --json'];

  async run(): Promise<number> {
    const { flags } = await this.parse(Validate);
    const { validateProject } = await import('../tasks/validate.ts');
    return validateProject(this.console(flags), flags.directory);
  }
}
