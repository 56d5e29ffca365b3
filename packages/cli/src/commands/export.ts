// flowlink export: a whole workspace as a project.
import { boolean, string } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { BACKEND } from '../grammar/environment.ts';

export default class Export extends FlowlinkCommand {
  static override summary = 'Write a whole workspace as a project.';
  static override description =
    `Writes flowlink.yaml, a file for each connection, and .env.example, as the workspace is on the backend. Secrets are references to variables; what they hold is not known to anybody but the backend. Once the variables are set, the project plans to no changes.

Connections that were made by hand come with an entry under \`imports\`: the first apply takes them over as they are. --managed leaves them out.

The workspace is that of the project in this folder or, where there is none, that of FLOWLINK_URL and FLOWLINK_WORKSPACE. Nothing that exists is overwritten.`;
  static override examples = [
    { description: 'Write the whole workspace into a new folder.', command: 'flowlink export --out acme' },
    { description: 'Leave out what was made by hand.', command: 'flowlink export --out acme --managed' },
    {
      description: 'Of a workspace without a project.',
      command: 'FLOWLINK_URL=https://flowlink.example.com FLOWLINK_WORKSPACE=acme flowlink export --out acme',
    },
  ];
  static override environment = BACKEND;
  static override flags = {
    out: string({ char: 'o', helpValue: 'DIR', required: true, summary: 'The folder to write into.' }),
    managed: boolean({ default: false, summary: 'Only what is managed already.' }),
  };

  async run(): Promise<number> {
    const { flags } = await this.parse(Export);
    const { exportProject } = await import('../tasks/export.ts');
    return exportProject(this.console(flags), {
      directory: flags.directory,
      out: flags.out,
      managedOnly: flags.managed,
    });
  }
}
