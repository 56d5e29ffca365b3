// flowlink plan: shows what apply would do.
import { boolean, string } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import {
  fullFlag,
  planReportFlags,
  problemReportFlags,
  redeclareScopesFlag,
  targetFlag,
  verifyFlag,
  wantedReports,
} from '../flags.ts';
import { BACKEND, STORES } from '../grammar/environment.ts';

export default class Plan extends FlowlinkCommand {
  static override summary = 'Show what apply would change, field by field.';
  static override description =
    `Compares the configuration with the backend and writes nothing there. Secrets are compared by fingerprint and never shown.

A plan saved with --out holds names of variables and fingerprints, no secret, so it can be kept as an artifact of CI. Applying it does exactly what was shown, or refuses.

With --verify the stores are asked what apply would ask them before its first write.

Reports in files tell a plan that failed or that the stores contradict, too. In GitHub Actions the step's summary and outputs are written by themselves; docs/reports.md describes them.`;
  static override examples = [
    { description: 'Show what would change.', command: 'flowlink plan' },
    {
      description: 'Keep the plan, to apply exactly what was shown.',
      command: 'flowlink plan --out plan.json',
    },
    {
      description: 'Let a script know whether there are differences.',
      command: 'flowlink plan --detailed-exitcode --json',
    },
    {
      description: 'Limit it to two connections.',
      command: 'flowlink plan --target acme-us --target acme-eu',
    },
    {
      description: 'Ask the stores too, as apply will before its first write.',
      command: 'flowlink plan --verify',
    },
    {
      description: 'Write a comment for the pull request as well.',
      command: 'flowlink plan --out plan.json --markdown plan.md',
    },
  ];
  static override environment = [...BACKEND, ...STORES];
  static override exitCodes = {
    0: 'The plan was made.',
    1: 'It could not be made.',
    2: 'There are differences; only with --detailed-exitcode.',
  };
  static override flags = {
    out: string({ char: 'o', helpValue: 'FILE', summary: 'Save the plan, to apply exactly this one.' }),
    'detailed-exitcode': boolean({ summary: 'Exit with 2 if there are differences.' }),
    target: targetFlag(),
    verify: verifyFlag(false),
    'redeclare-scopes': redeclareScopesFlag(),
    destroy: boolean({ summary: 'Plan to destroy all managed connections of the workspace.' }),
    full: fullFlag(),
    ...planReportFlags(),
    ...problemReportFlags(),
  };

  async run(): Promise<number> {
    const { flags } = await this.parse(Plan);
    const { planChanges } = await import('../tasks/plan.ts');
    return planChanges(this.console(flags), {
      directory: flags.directory,
      mode: flags.destroy ? 'destroy' : 'apply',
      targets: flags.target ?? [],
      verify: flags.verify,
      redeclareScopes: flags['redeclare-scopes'] ?? [],
      out: flags.out,
      detailedExitCode: flags['detailed-exitcode'],
      full: flags.full,
      reports: wantedReports(flags),
    });
  }
}
