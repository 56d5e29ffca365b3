// What can be typed after `flowlink`, as plain data: help, completion and suggestions read it.
import type { Command } from '@oclif/core/command';
import type { EnvironmentVariable } from './environment.ts';

/** An argument in its place. */
export interface ArgumentGrammar {
  /** In capitals, as help prints it; it also says what kind of value it is, see `completion/kinds.ts`. */
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
  /** Whether it takes all that follows. */
  readonly multiple: boolean;
  /** The only values it takes; none for any. */
  readonly options: readonly string[];
  readonly default: string | undefined;
}

/** A flag; without `value` it is a switch. */
export interface FlagGrammar {
  /** Without dashes. */
  readonly name: string;
  /** One letter. */
  readonly char: string | undefined;
  readonly summary: string;
  /** The name of its value in capitals; undefined for a switch. */
  readonly value: string | undefined;
  readonly options: readonly string[];
  readonly required: boolean;
  readonly multiple: boolean;
  /** Whether it takes all words up to the next flag. */
  readonly greedy: boolean;
  /** Whether one word may hold several values, with commas between. */
  readonly listed: boolean;
  /** Whether `--no-` before the name means the opposite. */
  readonly negatable: boolean;
  readonly default: string | undefined;
  /** Whether every command has it. */
  readonly global: boolean;
}

export interface Example {
  readonly description: string;
  readonly command: string;
}

export interface CommandGrammar {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** Whether it is for programs only, and not listed. */
  readonly hidden: boolean;
  readonly arguments: readonly ArgumentGrammar[];
  readonly flags: readonly FlagGrammar[];
  readonly examples: readonly Example[];
  /** The variables that it reads. */
  readonly environment: readonly EnvironmentVariable[];
  /** What its exit codes mean. */
  readonly exitCodes: Readonly<Record<number, string>>;
}

/** The flag that the parser itself answers, in every command. */
const HELP: FlagGrammar = {
  name: 'help',
  char: 'h',
  summary: 'Show this help.',
  value: undefined,
  options: [],
  required: false,
  multiple: false,
  greedy: false,
  listed: false,
  negatable: false,
  default: undefined,
  global: true,
};

/** What oclif knows of the commands, sorted by name. */
export function grammarOf(commands: readonly Command.Loadable[]): CommandGrammar[] {
  return commands.map(commandGrammar).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function commandGrammar(command: Command.Loadable): CommandGrammar {
  const flags = Object.values(command.flags)
    .filter(({ hidden }) => !hidden)
    .map(flagGrammar);
  return {
    name: command.id,
    summary: command.summary ?? '',
    description: command.description ?? '',
    hidden: command.hidden === true,
    arguments: Object.values(command.args)
      .filter(({ hidden }) => !hidden)
      .map((argument) => ({
        name: argument.name,
        summary: argument.description ?? '',
        required: argument.required === true,
        multiple: argument.multiple === true,
        options: argument.options ?? [],
        default: shownDefault(argument.default),
      })),
    flags: [...flags.filter(({ global }) => !global), ...flags.filter(({ global }) => global), HELP],
    examples: [command.examples ?? []].flat().map(exampleOf),
    environment: (command.environment as readonly EnvironmentVariable[] | undefined) ?? [],
    exitCodes: (command.exitCodes as Readonly<Record<number, string>> | undefined) ?? {},
  };
}

function flagGrammar(flag: Command.Flag.Cached): FlagGrammar {
  const isOption = flag.type === 'option';
  // The only trace of greed that oclif keeps is what help is to print.
  const value = isOption ? (flag.helpValue?.toString() ?? 'VALUE') : undefined;
  return {
    name: flag.name,
    char: flag.char,
    summary: flag.summary ?? '',
    value: value?.replace(/\.\.\.$/, ''),
    options: isOption ? (flag.options ?? []) : [],
    required: flag.required === true,
    multiple: isOption && flag.multiple === true,
    greedy: value?.endsWith('...') === true,
    listed: isOption && flag.delimiter !== undefined,
    negatable: !isOption && flag.allowNo === true,
    default: isOption ? shownDefault(flag.default) : undefined,
    global: flag.helpGroup === 'GLOBAL',
  };
}

const shownDefault = (value: unknown): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : String(value);

function exampleOf(example: Command.Example): Example {
  return typeof example === 'string' ? { description: '', command: example } : example;
}
