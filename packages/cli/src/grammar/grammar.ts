// What can be typed after `flowlink`, as plain data: help, completion and suggestions read it.
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

/** The definition of an argument, as far as it matters here. */
interface DefinedArgument {
  readonly description?: string;
  readonly required?: boolean;
  readonly multiple?: boolean;
  readonly options?: readonly string[];
  readonly default?: unknown;
  readonly hidden?: boolean;
}

/** The definition of a flag, as far as it matters here. */
interface DefinedFlag {
  readonly type: 'boolean' | 'option';
  readonly char?: string;
  readonly summary?: string;
  readonly helpValue?: string | readonly string[];
  readonly helpGroup?: string;
  readonly options?: readonly string[];
  readonly required?: boolean;
  readonly multiple?: boolean;
  readonly delimiter?: ',';
  readonly allowNo?: boolean;
  readonly default?: unknown;
  readonly hidden?: boolean;
}

/** The class of a command, as far as it says what can be typed. */
export interface DescribedCommand {
  readonly summary: string;
  readonly description?: string | undefined;
  readonly hidden: boolean;
  readonly args: Readonly<Record<string, DefinedArgument>>;
  readonly flags: Readonly<Record<string, DefinedFlag>>;
  /** The flags that all commands have. */
  readonly baseFlags: Readonly<Record<string, DefinedFlag>>;
  readonly examples: readonly Example[];
  readonly environment: readonly EnvironmentVariable[];
  readonly exitCodes: Readonly<Record<number, string>>;
}

/** @param commands the classes by the name that is typed @returns what can be typed, sorted by name */
export function grammarOf(commands: Readonly<Record<string, DescribedCommand>>): CommandGrammar[] {
  return Object.entries(commands)
    .map(([name, command]) => commandGrammar(name, command))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function commandGrammar(name: string, command: DescribedCommand): CommandGrammar {
  const flags = Object.entries({ ...command.baseFlags, ...command.flags })
    .filter(([, { hidden }]) => !hidden)
    .map(([flag, definition]) => flagGrammar(flag, definition));
  return {
    name,
    summary: command.summary,
    description: command.description ?? '',
    hidden: command.hidden,
    arguments: Object.entries(command.args)
      .filter(([, { hidden }]) => !hidden)
      .map(([argument, definition]) => ({
        name: argument,
        summary: definition.description ?? '',
        required: definition.required === true,
        multiple: definition.multiple === true,
        options: definition.options ?? [],
        default: shownDefault(definition.default),
      })),
    flags: [...flags.filter(({ global }) => !global), ...flags.filter(({ global }) => global), HELP],
    examples: command.examples,
    environment: command.environment,
    exitCodes: command.exitCodes,
  };
}

function flagGrammar(name: string, flag: DefinedFlag): FlagGrammar {
  const isOption = flag.type === 'option';
  // Greed is not marked by itself: only the words for help tell.
  const value = isOption ? (flag.helpValue?.toString() ?? 'VALUE') : undefined;
  return {
    name,
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
