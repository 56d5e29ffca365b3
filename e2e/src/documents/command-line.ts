// Holds command lines of flowlink against the command classes, with the parser that the program itself uses.
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const cli = fileURLToPath(new URL('../../../packages/cli/', import.meta.url));

interface CommandClass {
  readonly args?: object;
  readonly flags?: object;
  readonly baseFlags?: object;
}

interface Parser {
  parse(argv: readonly string[], options: object): Promise<unknown>;
}

const parser = import(
  pathToFileURL(createRequire(`${cli}package.json`).resolve('@oclif/core/parser')).href
) as Promise<Parser>;

async function readCommand(name: string): Promise<CommandClass | undefined> {
  if (!/^[a-z]+$/.test(name)) return undefined;
  try {
    return ((await import(`${cli}dist/commands/${name}.js`)) as { default: CommandClass }).default;
  } catch {
    return undefined;
  }
}

/** What is wrong with a line that could be run, if anything. @param words what follows `flowlink` */
export async function problemOf(words: readonly string[]): Promise<string | undefined> {
  const [name = '', ...argv] = words;
  if (isHelp(words)) return undefined;
  const command = await readCommand(name);
  if (!command) return `there is no command “${name}”`;
  const { args, flags, baseFlags } = command;
  try {
    await (await parser).parse(argv, { args, flags: { ...baseFlags, ...flags }, strict: true });
    return undefined;
  } catch (error) {
    return (error as Error).message.split('\n')[0];
  }
}

/** What is wrong with a line that stands for many, such as `plan [--out FILE]`: only its names are looked at. */
export async function namesProblem(words: readonly string[]): Promise<string | undefined> {
  const [name = ''] = words;
  if (isHelp(words) || /^[A-Z]+$/.test(name)) return undefined;
  const command = await readCommand(name);
  if (!command) return `there is no command “${name}”`;
  const flags: Record<string, { char?: string }> = { ...command.baseFlags, ...command.flags };
  const chars = Object.values(flags).map(({ char }) => char);
  const unknown = words.slice(1).find((word) => {
    const [, long] = /^--(?:no-)?([a-z-]+)/.exec(word) ?? [];
    const [, short] = /^-(\w)$/.exec(word) ?? [];
    return (
      (long !== undefined && !(long in flags) && !(word.slice(2) in flags)) ||
      (short !== undefined && !chars.includes(short))
    );
  });
  return unknown && `flowlink ${name} has no flag ${unknown}`;
}

function isHelp(words: readonly string[]): boolean {
  return (
    words.length === 0 || words.some((word) => ['--help', '-h', 'help', '--version', '-V'].includes(word))
  );
}

/** The calls of flowlink in a line of shell, as words. Good for what pages show, not for all that a shell knows. */
export function callsOf(text: string): string[][] {
  const joined = text.replaceAll(/\\\n\s*/g, ' ').replaceAll(/(^|\s)#.*$/gm, '$1');
  return [...joined.matchAll(/(?:^|[\s;&|(])flowlink((?: +(?:'[^']*'|"[^"]*"|[^\s;&|)"'><]+))*)/g)].map(
    ([, words = '']) =>
      [...words.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? ''),
  );
}
