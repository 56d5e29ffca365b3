// flowlink destroy: removes the workspace's managed connections.
import { FlowlinkCommand } from '../base-command.ts';
import {
  autoApproveFlag,
  concurrencyFlag,
  failFastFlag,
  lockTimeoutFlag,
  problemReportFlags,
  targetFlag,
} from '../flags.ts';
import { BACKEND } from '../grammar/environment.ts';

export default class Destroy extends FlowlinkCommand {
  static override summary = 'Destroy the managed connections of the workspace.';
  static override description =
    `Shows what would go and asks for the workspace's name before anything does. Connections made by hand are never touched, and protected ones are refused.

To remove single connections, delete them from the configuration and apply it.`;
  static override examples = [
    { description: 'Show what would go, and ask.', command: 'flowlink destroy' },
    { description: 'Only one connection.', command: 'flowlink destroy --target acme-us' },
    {
      description: 'Without a question, for a workspace that was made for a test.',
      command: 'flowlink destroy --auto-approve --json',
    },
  ];
  static override environment = BACKEND;
  static override exitCodes = {
    0: 'Everything was destroyed, or there was nothing to destroy.',
    1: 'Nothing was, or not everything; the messages say what is left.',
  };
  static override flags = {
    'auto-approve': autoApproveFlag(),
    target: targetFlag(),
    concurrency: concurrencyFlag(),
    'fail-fast': failFastFlag(),
    'lock-timeout': lockTimeoutFlag(),
    ...problemReportFlags(),
  };

  async run(): Promise<number> {
    const { flags } = await this.parse(Destroy);
    const { applyChanges } = await import('../tasks/apply.ts');
    return applyChanges(this.console(flags), {
      directory: flags.directory,
      mode: 'destroy',
      targets: flags.target ?? [],
      planFile: undefined,
      autoApprove: flags['auto-approve'],
      concurrency: flags.concurrency,
      failFast: flags['fail-fast'],
      lockTimeoutSeconds: flags['lock-timeout'],
      verify: false,
      redeclareScopes: [],
    });
  }
}
