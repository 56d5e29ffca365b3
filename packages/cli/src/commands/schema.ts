// flowlink schema: the published schemas, for editors and other programs.
import { string } from '@oclif/core/args';
import { string as stringFlag } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { type SchemaName, schemaFiles } from '../schema-files.ts';

export default class Schema extends FlowlinkCommand {
  static override summary = 'Print or write a JSON Schema, for editors and other programs.';
  static override description =
    `configuration is for flowlink.yaml, connections for the files it includes, plan for saved plans, events for the lines of \`apply --json\`, output for what every other command prints with --json, and openapi is the HTTP contract.

An editor finds the schema through a comment at the top of the file:
# yaml-language-server: $schema=./flowlink.schema.json`;
  static override examples = [
    '<%= config.bin %> schema',
    '<%= config.bin %> schema configuration --out .',
    '<%= config.bin %> schema events',
  ];
  static override args = {
    NAME: string({
      description: 'Which schema.',
      options: Object.keys(schemaFiles),
      default: 'configuration',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    out: stringFlag({ char: 'o', helpValue: 'DIR', summary: 'Write it into this folder.' }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Schema);
    const { provideSchema } = await import('../tasks/schema.ts');
    return provideSchema(this.console(flags), args.NAME as SchemaName, flags.out);
  }
}
