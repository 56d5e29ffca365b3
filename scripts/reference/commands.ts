// The page on the commands, from the classes that the command line itself is made of.
import { readdirSync } from 'node:fs';
import { commandGroups } from '../../packages/cli/src/grammar/groups.ts';
import { anchor, block, code, opening, page, table } from './markdown.ts';

/** As much of an argument or a flag as the page tells. */
interface Parameter {
  readonly summary?: string;
  readonly description?: string;
  readonly char?: string;
  readonly helpValue?: string;
  readonly default?: unknown;
  readonly options?: readonly string[];
  readonly required?: boolean;
  readonly multiple?: boolean;
  readonly type?: string;
  readonly allowNo?: boolean;
  readonly hidden?: boolean;
  readonly min?: number;
  readonly max?: number;
}

/** The class of a command. */
export interface CommandClass {
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly hidden?: boolean;
  readonly examples?: readonly (string | { readonly command: string; readonly description?: string })[];
  readonly args?: Readonly<Record<string, Parameter>>;
  readonly flags?: Readonly<Record<string, Parameter>>;
  readonly baseFlags?: Readonly<Record<string, Parameter>>;
}

/**
 * The commands of the built command line, in the order of its help.
 *
 * @param folder where they are, with a slash at the end
 */
export async function readCommands(folder: URL): Promise<CommandClass[]> {
  const order = commandGroups.flatMap(({ commands }) => commands);
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const read = files.map(async (file) => {
    const module = (await import(new URL(file, folder).href)) as { default: Omit<CommandClass, 'id'> };
    const { summary, description, hidden, examples, args, flags, baseFlags } = module.default;
    const command = {
      id: file.replace('.js', ''),
      summary,
      description,
      hidden,
      examples,
      args,
      flags,
      baseFlags,
    };
    return command as CommandClass;
  });
  const commands = (await Promise.all(read)).filter(({ hidden }) => !hidden);
  return commands.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

export function commandsPage(commands: readonly CommandClass[]): string {
  const summaries = commands.map(({ id, summary }) => [`[${id}](#${anchor(id)})`, summary]);
  return page(
    opening('Commands', 'packages/cli/src/commands', 'What `flowlink COMMAND --help` says, on one page.'),
    table(['command', 'what it does'], summaries),
    '## What all commands share',
    flagsTable(commands[0]?.baseFlags ?? {}),
    EXIT_CODES,
    ...commands.map(section),
  );
}

const EXIT_CODES = `### Exit codes

| code | meaning |
| --- | --- |
| 0 | fine |
| 1 | failed, also because of a mistake in the command line |
| 2 | fine, and there are differences: only with \`--detailed-exitcode\` |

They are the same in every format. Errors go to standard error as text, or into the [document](output.md) or the [events](events.md) of \`--json\`.`;

function section({ id, summary, description, examples, args = {}, flags = {} }: CommandClass): string {
  return page(
    `## ${id}`,
    summary,
    block('text', usage(id, args, flags)),
    description ?? '',
    table(
      ['argument', 'values', 'meaning'],
      Object.entries(args).map(([name, argument]) => [
        code(name),
        values(argument),
        argument.description ?? '',
      ]),
    ),
    flagsTable(flags),
    examples ? block('sh', examples.map(exampleText).join('\n')) : '',
  );
}

function usage(
  id: string,
  args: Readonly<Record<string, Parameter>>,
  flags: Readonly<Record<string, Parameter>>,
): string {
  const names = Object.entries(args).map(([name, { required, multiple }]) => {
    const text = multiple ? `${name}...` : name;
    return required ? text : `[${text}]`;
  });
  const needed = Object.entries(flags).flatMap(([name, flag]) =>
    flag.required ? [`--${name} ${flag.helpValue ?? 'VALUE'}`] : [],
  );
  return ['flowlink', id, ...names, ...needed, '[FLAGS]'].join(' ');
}

function flagsTable(flags: Readonly<Record<string, Parameter>>): string {
  const rows = Object.entries(flags)
    .filter(([, { hidden }]) => !hidden)
    .map(([name, flag]) => [spelling(name, flag), values(flag), meaning(flag)]);
  return table(['flag', 'values', 'meaning'], rows);
}

function spelling(name: string, { char, helpValue, type, allowNo, options }: Parameter): string {
  const value = type === 'boolean' ? '' : ` ${helpValue ?? (options ? options.join('|') : 'VALUE')}`;
  const long = code(`--${allowNo ? '[no-]' : ''}${name}${value}`);
  return char === undefined ? long : `${code(`-${char}`)}, ${long}`;
}

function values({ default: standard, options, required, min, max, type }: Parameter): string {
  const said = [
    ...(required ? ['required'] : []),
    ...(options ? [`one of ${options.map(code).join(', ')}`] : []),
    ...(min !== undefined && max !== undefined ? [`${min} to ${max}`] : []),
    ...(isShown(standard, type) ? [`default ${code(standard === true ? 'yes' : String(standard))}`] : []),
  ];
  return said.join('; ');
}

/** A flag that is off unless it is given needs no word. */
function isShown(standard: unknown, type: string | undefined): boolean {
  if (standard === undefined || typeof standard === 'function') return false;
  return type !== 'boolean' || standard === true;
}

function meaning({ summary, description, multiple }: Parameter): string {
  const text = summary ?? description ?? '';
  return multiple && !/repeat/.test(text) ? `${text} Can be repeated.` : text;
}

function exampleText(example: string | { readonly command: string; readonly description?: string }): string {
  const { command, description } = typeof example === 'string' ? { command: example } : example;
  const line = command.replaceAll('<%= config.bin %>', 'flowlink').replaceAll('<%= command.id %>', '');
  return description === undefined ? line : `# ${description}\n${line}`;
}
