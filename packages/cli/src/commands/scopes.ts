// flowlink scopes: which OAuth scopes workflows need.
import { string } from '@oclif/core/args';
import { FlowlinkCommand } from '../base-command.ts';
import { actionsFlag } from '../flags.ts';

export default class Scopes extends FlowlinkCommand {
  static override summary = 'Show which OAuth scopes to choose for an API account, and why.';
  static override description =
    `The scopes of a BigCommerce API account are chosen once and can never be changed. This shows the least that the workflows need, as the control panel lists them.

With --actions it answers before there is a connection. Without, it compares what the connections declare with what their workflows need: what is missing, what is too much, and where read-only would do.`;
  static override examples = [
    {
      description: 'Before an API account is made: what it needs for these actions.',
      command: 'flowlink scopes --actions get_orders,set_inventory',
    },
    {
      description: 'What a connection declares, beside what its workflows need.',
      command: 'flowlink scopes acme-us',
    },
    { description: 'All connections, for a program.', command: 'flowlink scopes --json' },
  ];
  static override args = {
    NAME: string({ description: 'Only these connections.', multiple: true, ignoreStdin: true }),
  };
  static override flags = {
    actions: actionsFlag('For an API account that is to serve these actions. Needs no project.'),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Scopes);
    const { showScopes } = await import('../tasks/scopes.ts');
    return showScopes(this.console(flags), {
      directory: flags.directory,
      names: args.NAME ?? [],
      actions: flags.actions,
    });
  }
}
