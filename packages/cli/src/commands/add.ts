// flowlink add: a connection from the file of credentials that BigCommerce offers for download.
import { string } from '@oclif/core/args';
import { boolean, string as stringFlag } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { actionsFlag } from '../flags.ts';

export default class Add extends FlowlinkCommand {
  static override summary = 'Add a connection from a downloaded file of credentials.';
  static override description =
    `Takes the file BigCommerceAPI-credentials-*.txt that the control panel offers when an API account is made. Writes the connection's YAML, with references only, and puts the values into .env, which git must ignore. The client secret is not needed and is left out. Then it shows how to hand the values to GitHub or GitLab.

What the file does not say is asked for at a terminal, and taken from the flags elsewhere.

For a store that has a connection already it rotates the credentials: only the variables change.`;
  static override examples = [
    {
      description: 'Ask for what the file does not say.',
      command: 'flowlink add ~/Downloads/BigCommerceAPI-credentials-1.txt',
    },
    {
      description: 'Say everything, and delete the file once its values are in .env.',
      command:
        'flowlink add credentials.txt --store-url https://acme-us.mybigcommerce.com --actions get_orders,set_inventory --delete',
    },
    {
      description: 'Give a store that has a connection its new credentials.',
      command: 'flowlink add credentials.txt --rotate',
    },
    {
      description: 'Read the credentials from a password manager.',
      command:
        'pass show acme-us | flowlink add - --store-url https://acme-us.mybigcommerce.com --actions get_orders',
    },
  ];
  static override args = {
    FILE: string({
      description: 'The file of credentials; - reads standard input.',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    name: stringFlag({
      helpValue: 'NEW-NAME',
      summary: 'What to call the connection; derived from the URL if left out.',
    }),
    'store-url': stringFlag({ helpValue: 'URL', summary: 'Where the store is open to visitors.' }),
    actions: actionsFlag('What FlowLink is to do; the scopes follow from it.'),
    file: stringFlag({
      helpValue: 'PATH',
      summary: 'The configuration file to write into, relative to the project.',
    }),
    'no-env': boolean({
      default: false,
      summary: 'Write the values nowhere, in place of putting them into .env.',
    }),
    rotate: boolean({
      default: false,
      summary: 'Replace the credentials of the connection that the store has already.',
    }),
    delete: boolean({ default: false, summary: 'Delete the file of credentials in the end.' }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Add);
    const { addCredentials } = await import('../tasks/add.ts');
    return addCredentials(this.console(flags), {
      directory: flags.directory,
      source: args.FILE,
      name: flags.name,
      storeUrl: flags['store-url'],
      actions: flags.actions,
      file: flags.file,
      intoEnv: !flags['no-env'],
      rotate: flags.rotate,
      deleteSource: flags.delete,
    });
  }
}
