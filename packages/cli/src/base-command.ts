// What all commands share: the flags for the project's folder and for the form of the output.
import type { Diagnostic } from '@flowlink/core';
import { CLIError } from '@oclif/core/errors';
import { boolean, string } from '@oclif/core/flags';
import type { ArgInput, Deprecation, FlagInput } from '@oclif/core/interfaces';
import { type Input, type ParserOutput, parse } from '@oclif/core/parser';
import { type Console, processConsole } from './edge/console.ts';
import { requestReports } from './edge/problem-reports.ts';
import type { EnvironmentVariable } from './grammar/environment.ts';
import type { Example } from './grammar/grammar.ts';

/** A command. `run` returns the exit code. */
export abstract class FlowlinkCommand {
  /** In one line. */
  static summary = '';
  static description?: string;
  /** Whether it is for programs only, and not listed. */
  static hidden = false;
  static args: ArgInput = {};
  static flags: FlagInput = {};
  static baseFlags = {
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

  /** Command lines to copy, for its help. */
  static examples: readonly Example[] = [];
  /** The variables that it reads, for its help. */
  static environment: readonly EnvironmentVariable[] = [];
  /** What its exit codes mean, for its help. */
  static exitCodes: Readonly<Record<number, string>> = {
    0: 'It was done.',
    1: 'It was not, or not all of it; the messages say why.',
  };

  /** Set to `deprecated` for a command that goes with a later version. */
  static state?: 'deprecated';
  static deprecationOptions?: Deprecation;

  readonly #argv: string[];
  /** As it is typed. */
  readonly #name: string;
  #notices: readonly Diagnostic[] = [];

  /** @param argv what follows the name of the command */
  constructor(argv: readonly string[], name: string) {
    this.#argv = [...argv];
    this.#name = name;
  }

  /** Where to write, given the flags; and which reports of problems to write at the end. */
  protected console(flags: {
    readonly json: boolean;
    readonly 'no-color': boolean;
    readonly directory: string;
    readonly sarif?: string | undefined;
    readonly junit?: string | undefined;
  }): Console {
    const { directory, sarif, junit } = flags;
    requestReports({ command: this.#name, directory, sarif, junit });
    return processConsole({
      command: this.#name,
      json: flags.json,
      noColor: flags['no-color'],
      notices: this.#notices,
    });
  }

  /** Reads the command line. @param command the class of this command */
  protected async parse<
    F extends Record<string, unknown>,
    B extends Record<string, unknown>,
    A extends Record<string, unknown>,
  >(command: Input<F, B, A>): Promise<ParserOutput<F, B, A>> {
    const { state, deprecationOptions } = this.constructor as typeof FlowlinkCommand;
    const flags = { ...command.baseFlags, ...command.flags } as FlagInput<F & B>;
    refuseSingleDash(this.#argv, Object.keys(flags));
    const parsed: ParserOutput<F, B, A> = await parse(this.#argv, { ...command, flags });
    const isMarked = Object.values(flags).some((flag) => flag.deprecated || flag.deprecateAliases);
    if (state === 'deprecated' || isMarked) {
      const { describeDeprecations } = await import('./deprecations.ts');
      const given = parsed.raw.flatMap((token) => (token.type === 'flag' ? [token.flag] : []));
      const marked = { id: this.#name, state, deprecationOptions, flags };
      this.#notices = describeDeprecations(marked, given, this.#argv);
      const { noticed, printDiagnostics } = await import('./report.ts');
      const { json, 'no-color': noColor } = parsed.flags;
      const console = processConsole({
        command: this.#name,
        json: json === true,
        noColor: noColor === true,
      });
      // In JSON they stand in the command's own document.
      if (!console.json) printDiagnostics(console, noticed(...this.#notices));
    }
    return parsed;
  }

  abstract run(): Promise<number>;
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
