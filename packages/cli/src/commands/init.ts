// flowlink init: a new project, ready to plan and apply.
import type { ContinuousIntegration } from '@flowlink/core';
import { boolean, string } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { actionsFlag } from '../flags.ts';
import type { EnvironmentVariable } from '../grammar/environment.ts';

export default class Init extends FlowlinkCommand {
  static override summary = 'Start a project: configuration, CI and editor settings.';
  static override description =
    `Asks at a terminal, takes the flags elsewhere, and writes a project into the folder of --directory, which is made if it is missing:

flowlink.yaml, and the first connection in connections/ if one is described; .env.example with the variables to fill in; lines of .gitignore; the workflow of GitHub or the pipeline of GitLab, which plans what is proposed and applies what was merged; the schemas, and the settings with which VS Code uses them.

The scopes of the connection follow from its actions. Everything is checked before the first file is written. Files that are there already are kept, and .gitignore only ever gains lines.`;
  static override examples = [
    { description: 'Ask for everything, in this folder.', command: 'flowlink init' },
    {
      description: 'Ask nothing, and run in GitLab. The folder is made.',
      command:
        'flowlink init -C shops --workspace acme --backend-url https://flowlink.example.com --ci gitlab',
    },
    {
      description: 'Take the defaults, and describe the first connection too.',
      command:
        'flowlink init --yes --backend-url https://flowlink.example.com --store-hash g5cd38 --actions get_orders,set_inventory',
    },
  ];
  static override environment: readonly EnvironmentVariable[] = ['FLOWLINK_URL', 'FLOWLINK_WORKSPACE'];
  static override flags = {
    workspace: string({
      helpValue: 'WORKSPACE',
      summary: 'The workspace on the backend; --yes derives it from the name of the folder.',
    }),
    'backend-url': string({ helpValue: 'URL', summary: 'Where the backend is.' }),
    'store-hash': string({
      helpValue: 'HASH',
      summary: 'The store of the first connection: its hash, API path or control panel’s address.',
    }),
    'store-url': string({ helpValue: 'URL', summary: 'Where that store is open to visitors.' }),
    name: string({
      helpValue: 'NEW-NAME',
      summary: 'What to call the connection; derived from the URL if left out.',
    }),
    actions: actionsFlag('What FlowLink is to do; the scopes follow from it.'),
    ci: string({
      options: ['github', 'gitlab', 'none'],
      helpValue: 'KIND',
      summary: 'Where plans are made and applied; --yes takes github.',
    }),
    yes: boolean({ default: false, summary: 'Ask nothing; take the defaults for what is left out.' }),
    force: boolean({
      default: false,
      summary: 'Overwrite files that are there already, flowlink.yaml included.',
    }),
  };

  async run(): Promise<number> {
    const { flags } = await this.parse(Init);
    const { initProject } = await import('../tasks/init.ts');
    return initProject(this.console(flags), {
      directory: flags.directory,
      workspace: flags.workspace,
      backendUrl: flags['backend-url'],
      storeHash: flags['store-hash'],
      storeUrl: flags['store-url'],
      name: flags.name,
      actions: flags.actions,
      ci: flags.ci as ContinuousIntegration | undefined,
      yes: flags.yes,
      force: flags.force,
    });
  }
}
