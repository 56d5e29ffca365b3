// What was wrong with a command line, as a diagnostic, from the errors of the parser.
import { type Diagnostic, diagnostic, nearest } from '@flowlink/core';
import { CLIError } from '@oclif/core/errors';
import type { CommandGrammar } from '../grammar/grammar.ts';
import { flagName, owners, spellings, usageOf } from './flag-words.ts';
import { flagsElsewhere } from './other-tools.ts';

/** What the parser's errors carry, as far as it is of use here. */
interface ParserError extends CLIError {
  readonly flags?: readonly string[];
  readonly args?: unknown;
}

const HELP = 'Add --help to see what the command takes.';

/**
 * The diagnostic for an error of the parser; undefined for any other error.
 *
 * @param name the command that was run
 */
export function describeUsageError(
  error: unknown,
  name: string | undefined,
  commands: readonly CommandGrammar[],
): Diagnostic | undefined {
  if (!(error instanceof CLIError)) return undefined;
  const { flags, args, message } = error as ParserError;
  const command = commands.find((known) => known.name === name);
  const detail = readable(message);
  if (flags?.[0] !== undefined) return describeUnknownFlags(flags.map(flagName), command, commands);
  if (message.startsWith('Unexpected argument')) {
    const values = Array.isArray(args) ? args.filter((value) => typeof value === 'string') : [];
    return diagnostic('usage', { detail, fix: fixForArguments(values, command, commands) });
  }
  return diagnostic('usage', {
    detail,
    fix: nearestOption(message) ?? fixForValue(message, command) ?? HELP,
  });
}

function describeUnknownFlags(
  unknown: readonly string[],
  command: CommandGrammar | undefined,
  commands: readonly CommandGrammar[],
): Diagnostic {
  const [only, ...more] = unknown;
  return diagnostic('usage', {
    detail: `This command has no flag ${unknown.join(', ')}.`,
    fix: (only !== undefined && more.length === 0 ? fixForFlag(only, command, commands) : undefined) ?? HELP,
  });
}

/** What was meant by a flag that the command does not have. */
function fixForFlag(
  flag: string,
  command: CommandGrammar | undefined,
  commands: readonly CommandGrammar[],
): string | undefined {
  const known = command?.flags ?? [];
  const elsewhere = Object.hasOwn(flagsElsewhere, flag) ? flagsElsewhere[flag] : undefined;
  const names = owners(flag, commands).map(({ name }) => name);
  if (elsewhere && known.some(({ name }) => name === elsewhere.flag)) return elsewhere.fix;
  if (names.length > 0) return `${flag} is a flag of ${listed(names)}.`;
  const similar = nearest(flag, known.flatMap(spellings));
  return similar === undefined ? undefined : `Did you mean “${similar}”?`;
}

/** What was meant by arguments that are too many. */
function fixForArguments(
  values: readonly string[],
  command: CommandGrammar | undefined,
  commands: readonly CommandGrammar[],
): string {
  const [first = ''] = values;
  const other = commands.find(({ name, hidden }) => name === first && !hidden);
  if (first === 'help' && command) return `\`flowlink ${command.name} --help\` says what it takes.`;
  if (other) return 'One command at a time.';
  const hasTarget = command?.flags.some(({ name }) => name === 'target');
  if (hasTarget && command?.arguments.length === 0) {
    return `If connections are meant: ${values.map((value) => `--target ${value}`).join(' ')}.`;
  }
  return HELP;
}

/** The option that a value was meant to be, from the parser's message. */
function nearestOption(message: string): string | undefined {
  const found = /^Expected (?:--\S+?=)?(.*) to be one of: (.*)$/m.exec(message);
  const similar = found?.[1] === undefined ? undefined : nearest(found[1], found[2]?.split(', ') ?? []);
  return similar === undefined ? undefined : `Did you mean “${similar}”?`;
}

/** How to give a flag that is missing, or that lacks its value, from the parser's message. */
function fixForValue(message: string, command: CommandGrammar | undefined): string | undefined {
  const [, missing, bare] = /Missing required flag (\S+)|^Flag --(\S+) expects a value/m.exec(message) ?? [];
  const flag = command?.flags.find(({ name }) => name === (missing ?? bare));
  return flag?.value === undefined ? undefined : `Add ${usageOf(flag)}.`;
}

/** The parser's message as a sentence. */
function readable(message: string): string {
  const text = message
    .replace('\nSee more help with --help', '')
    .replace(/^Missing \d+ required args?:\s+(\S+).*$/s, '$1 is missing')
    .replace(/^The following errors? occurred:\s+/, '')
    .replace(/^Parsing (--\S+)\s+Expected/, '$1: expected')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
  return `${text.replace(/\.$/, '')}.`;
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
