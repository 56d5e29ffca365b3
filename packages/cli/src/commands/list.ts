// flowlink list: the connections on the backend.
import { FlowlinkCommand } from '../base-command.ts';
import { BACKEND } from '../grammar/environment.ts';

export default class List extends FlowlinkCommand {
  static override summary = 'List the connections of the workspace on the backend.';
  static override description =
    `Shows managed connections and those made by hand, sorted by name: how many workflows each has, how many days ago FlowLink got its token, and the day on which it was last applied, last edited past flowlink (drift), and last verified against its store.

The workspace is that of the project in this folder or, where there is none, that of FLOWLINK_URL and FLOWLINK_WORKSPACE.`;
  static override examples = [
    { description: 'Everything in the workspace, managed or made by hand.', command: 'flowlink list' },
    { description: 'The same for a program.', command: 'flowlink list --json' },
  ];
  static override environment = BACKEND;

  async run(): Promise<number> {
    const { flags } = await this.parse(List);
    const { listConnections } = await import('../tasks/list.ts');
    return listConnections(this.console(flags), flags.directory);
  }
}
