// What was wrong with a command line, as a diagnostic, from the errors of the parser.
import { type Diagnostic, diagnostic, nearest } from '@flowlink/core';
import { CLIError } from '@oclif/core/errors';

/** What the parser's errors carry, as far as it is of use here. */
interface ParserError extends CLIError {
  readonly flags?: readonly string[];
  readonly parse?: { readonly input?: { readonly flags?: Readonly<Record<string, unknown>> } };
}

/** Unknown commands. @param argv what follows `flowlink` */
export function findUsageProblem(
  argv: readonly string[],
  commands: readonly string[],
): Diagnostic | undefined {
  const [first] = argv;
  if (first === undefined || ['--help', '-h', '--version', '-V'].includes(first)) return undefined;
  if (commands.includes(first)) return undefined;
  if (first.startsWith('-')) {
    return diagnostic('usage', {
      detail: `The command comes first, before flags such as ${nameOf(first)}.`,
      fix: 'For example `flowlink plan --json`. `flowlink --help` lists the commands.',
    });
  }
  return diagnostic('usage', {
    detail: `There is no command “${first}”.`,
    fix: suggestion(nearest(first, commands), '`flowlink --help` lists the commands.'),
  });
}

/** The diagnostic for an error of the parser; undefined for any other error. */
export function describeUsageError(error: unknown): Diagnostic | undefined {
  if (!(error instanceof CLIError)) return undefined;
  const { flags, parse, message } = error as ParserError;
  if (flags?.[0] !== undefined) {
    const known = Object.keys(parse?.input?.flags ?? {}).map((name) => `--${name}`);
    const unknown = flags.map(nameOf);
    return diagnostic('usage', {
      detail: `This command has no flag ${unknown.join(', ')}.`,
      fix: suggestion(unknown.length === 1 ? nearest(nameOf(flags[0]), known) : undefined, HELP),
    });
  }
  return diagnostic('usage', { detail: readable(message), fix: HELP });
}

const HELP = 'Add --help to see what the command takes.';

/** The parser's message as a sentence. */
function readable(message: string): string {
  const text = message
    .replace('\nSee more help with --help', '')
    .replace(/^Missing \d+ required args?:\s+(\S+).*$/s, '$1 is missing')
    .replace(/^Parsing (--\S+)\s+Expected/, '$1: expected')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
  return `${text.replace(/\.$/, '')}.`;
}

/** A flag without its value, which could be anything. */
function nameOf(flag: string): string {
  return flag.split('=')[0] ?? flag;
}

function suggestion(similar: string | undefined, help: string): string {
  return similar === undefined ? help : `Did you mean “${similar}”?`;
}
