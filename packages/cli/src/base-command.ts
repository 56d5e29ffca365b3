// What all commands share: the flags for the project's folder and for the form of the output.
import type { Diagnostic } from '@flowlink/core';
import { Command } from '@oclif/core/command';
import { CLIError } from '@oclif/core/errors';
import { boolean, string } from '@oclif/core/flags';
import type { Input, ParserOutput } from '@oclif/core/parser';
import { type Console, processConsole } from './edge/console.ts';
import { requestReports } from './edge/problem-reports.ts';
import type { EnvironmentVariable } from './grammar/environment.ts';

/** A command. `run` returns the exit code. */
export abstract class FlowlinkCommand extends Command {
  static override baseFlags = {
    directory: string({
      char: 'C',
      helpValue: 'DIR',
      default: '.',
      summary: "The project's root, where flowlink.yaml is. Other paths stay relative to the current folder.",
      helpGroup: 'GLOBAL',
    }),
    json: boolean({ summary: 'Print JSON, and nothing else, on standard output.', helpGroup: 'GLOBAL' }),
    'no-color': boolean({ summary: 'Print without colors; so does NO_COLOR=1.', helpGroup: 'GLOBAL' }),
  };

  /** The variables that it reads, for its help. */
  static environment: readonly EnvironmentVariable[] = [];
  /** What its exit codes mean, for its help. */
  static exitCodes: Readonly<Record<number, string>> = {
    0: 'It was done.',
    1: 'It was not, or not all of it; the messages say why.',
  };

  #notices: readonly Diagnostic[] = [];

  /** Where to write, given the flags; and which reports of problems to write at the end. */
  protected console(flags: {
    readonly json: boolean;
    readonly 'no-color': boolean;
    readonly directory: string;
    readonly sarif?: string | undefined;
    readonly junit?: string | undefined;
  }): Console {
    const { directory, sarif, junit } = flags;
    requestReports({ command: this.id ?? '', directory, sarif, junit });
    return processConsole({
      command: this.id ?? null,
      json: flags.json,
      noColor: flags['no-color'],
      notices: this.#notices,
    });
  }

  protected override async parse<
    F extends Record<string, unknown>,
    B extends Record<string, unknown>,
    A extends Record<string, unknown>,
  >(options?: Input<F, B, A>, argv = this.argv): Promise<ParserOutput<F, B, A>> {
    const { id, state, deprecationOptions, baseFlags, flags: own } = this.ctor;
    const flags = { ...baseFlags, ...own };
    refuseSingleDash(argv, Object.keys(flags));
    const parsed = await super.parse(options, argv);
    const isMarked = Object.values(flags).some((flag) => flag.deprecated || flag.deprecateAliases);
    if (state === 'deprecated' || isMarked) {
      const { describeDeprecations } = await import('./deprecations.ts');
      const given = parsed.raw.flatMap((token) => (token.type === 'flag' ? [token.flag] : []));
      this.#notices = describeDeprecations({ id, state, deprecationOptions, flags }, given, argv);
      const { noticed, printDiagnostics } = await import('./report.ts');
      const { json, 'no-color': noColor } = parsed.flags;
      const console = processConsole({
        command: this.id ?? null,
        json: json === true,
        noColor: noColor === true,
      });
      // In JSON they stand in the command's own document.
      if (!console.json) printDiagnostics(console, noticed(...this.#notices));
    }
    return parsed;
  }

  // What oclif would print by itself; `parse` makes diagnostics of it.
  protected override warnIfCommandDeprecated(): void {}
  protected override warnIfFlagDeprecated(): void {}

  abstract override run(): Promise<number>;
}

/** Elsewhere `-out=plan.json` is usual; here it would mean -o with the value "ut=plan.json". */
function refuseSingleDash(argv: readonly string[], names: readonly string[]): void {
  const end = argv.indexOf('--');
  for (const word of end === -1 ? argv : argv.slice(0, end)) {
    const name = /^-([a-z][a-z-]+)(=|$)/.exec(word)?.[1];
    if (name !== undefined && names.includes(name))
      throw new CLIError(`Write -${name} with two dashes: --${name}`);
  }
}
