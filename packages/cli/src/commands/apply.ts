// flowlink apply: makes the backend match the configuration.
import { string } from '@oclif/core/args';
import { FlowlinkCommand } from '../base-command.ts';
import {
  autoApproveFlag,
  concurrencyFlag,
  failFastFlag,
  lockTimeoutFlag,
  problemReportFlags,
  redeclareScopesFlag,
  targetFlag,
  verifyFlag,
} from '../flags.ts';
import { BACKEND, STORES } from '../grammar/environment.ts';

export default class Apply extends FlowlinkCommand {
  static override summary = 'Make the backend match the configuration.';
  static override description =
    `Without PLANFILE a plan is made, shown and, once approved, applied. With PLANFILE exactly that saved plan is applied, or refused if a connection, a variable, the workspace or the backend is no longer what it was.

Connections whose credentials, address or scopes change are checked against their stores first; if anything is wrong, nothing is written. --no-verify does without.

A failure is confined to its connection. Ctrl-C finishes what is under way. What is done stays done, and the next plan shows what is left.

With --json each event is one line of JSON; \`flowlink schema events\` describes them.`;
  static override examples = [
    { description: 'Show the plan, ask, and carry it out.', command: 'flowlink apply' },
    {
      description: 'Carry out exactly what was reviewed, as CI does after a merge.',
      command: 'flowlink apply --auto-approve plan.json',
    },
    { description: 'Limit it to one connection.', command: 'flowlink apply --target acme-us' },
    {
      description: 'Report to a program, one event a line.',
      command: 'flowlink apply --auto-approve --json',
    },
  ];
  static override environment = [...BACKEND, ...STORES];
  static override exitCodes = {
    0: 'Everything was applied, or there was nothing to do.',
    1: 'Nothing was applied, or not everything; the messages say what is left.',
  };
  static override args = {
    PLANFILE: string({ description: 'A plan saved by `flowlink plan --out`.', ignoreStdin: true }),
  };
  static override flags = {
    'auto-approve': autoApproveFlag(),
    target: targetFlag(),
    concurrency: concurrencyFlag(),
    'fail-fast': failFastFlag(),
    'lock-timeout': lockTimeoutFlag(),
    verify: verifyFlag(true),
    'redeclare-scopes': redeclareScopesFlag(),
    ...problemReportFlags(),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Apply);
    const { applyChanges } = await import('../tasks/apply.ts');
    return applyChanges(this.console(flags), {
      directory: flags.directory,
      mode: 'apply',
      targets: flags.target ?? [],
      planFile: args.PLANFILE,
      autoApprove: flags['auto-approve'],
      concurrency: flags.concurrency,
      failFast: flags['fail-fast'],
      lockTimeoutSeconds: flags['lock-timeout'],
      verify: flags.verify,
      redeclareScopes: flags['redeclare-scopes'] ?? [],
    });
  }
}
