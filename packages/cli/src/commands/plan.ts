// flowlink plan: shows what apply would do.
import { boolean, string } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import {
  fullFlag,
  redeclareScopesFlag,
  reportFlags,
  targetFlag,
  verifyFlag,
  wantedReports,
} from '../flags.ts';

export default class Plan extends FlowlinkCommand {
  static override summary = 'Show what apply would change, field by field.';
  static override description =
    `Compares the configuration with the backend and writes nothing there. Secrets are compared by fingerprint and never shown.

A plan saved with --out holds names of variables and fingerprints, no secret, so it can be kept as an artifact of CI. Applying it does exactly what was shown, or refuses.

With --verify the stores are asked what apply would ask them before its first write.

Reports in files tell a plan that failed or that the stores contradict, too. In GitHub Actions the step's summary and outputs are written by themselves; docs/reports.md describes them.

The exit code is 0 if the plan was made and 1 if not; with --detailed-exitcode it is 2 if there are differences.`;
  static override examples = [
    '<%= config.bin %> plan',
    '<%= config.bin %> plan --out plan.json',
    '<%= config.bin %> plan --detailed-exitcode --json',
    '<%= config.bin %> plan --target acme-us --target acme-eu',
    '<%= config.bin %> plan --verify',
    '<%= config.bin %> plan --out plan.json --markdown plan.md',
  ];
  static override flags = {
    out: string({ char: 'o', helpValue: 'FILE', summary: 'Save the plan, to apply exactly this one.' }),
    'detailed-exitcode': boolean({ summary: 'Exit with 2 if there are differences.' }),
    target: targetFlag(),
    verify: verifyFlag(false),
    'redeclare-scopes': redeclareScopesFlag(),
    destroy: boolean({ summary: 'Plan to destroy all managed connections of the workspace.' }),
    full: fullFlag(),
    ...reportFlags(),
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
