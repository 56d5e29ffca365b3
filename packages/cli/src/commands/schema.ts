// flowlink schema: the published schemas, for editors and other programs.
import { string } from '@oclif/core/args';
import { string as stringFlag } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { type SchemaName, schemaFiles } from '../schema-files.ts';

export default class Schema extends FlowlinkCommand {
  static override summary = 'Print or write a JSON Schema, for editors and other programs.';
  static override description =
    `configuration is for flowlink.yaml, connections for the files it includes, plan for saved plans, events for the lines of \`apply --json\`, output for what every other command prints with --json, and openapi is the HTTP contract.

Without a name, --out writes configuration and connections, which is all that an editor needs, and says how it learns of them. The files need no network.`;
  static override examples = [
    {
      description: 'Put the schemas of the project where an editor finds them without network.',
      command: 'flowlink schema --out .flowlink/schema',
    },
    { description: 'Print the schema of flowlink.yaml.', command: 'flowlink schema' },
    { description: 'Print what a program can expect of `apply --json`.', command: 'flowlink schema events' },
  ];
  static override args = {
    SCHEMA: string({
      description: 'Which schema; configuration if it is printed, and both of the project if --out is given.',
      options: Object.keys(schemaFiles),
      ignoreStdin: true,
    }),
  };
  static override flags = {
    out: stringFlag({
      char: 'o',
      helpValue: 'DIR',
      summary: 'Write into this folder, which is made if need be.',
    }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Schema);
    const { provideSchema } = await import('../tasks/schema.ts');
    return provideSchema(this.console(flags), {
      ...(args.SCHEMA === undefined ? {} : { name: args.SCHEMA as SchemaName }),
      ...(flags.out === undefined ? {} : { folder: flags.out }),
      directory: flags.directory,
    });
  }
}
