// What can be typed, from the commands themselves.
import { readdirSync } from 'node:fs';
import type { FlowlinkCommand } from '../src/base-command.ts';
import { grammarOf } from '../src/grammar/grammar.ts';

type CommandClass = typeof FlowlinkCommand;

const folder = new URL('../src/commands/', import.meta.url);

async function readCommand(file: string): Promise<[string, CommandClass]> {
  const { default: command } = (await import(new URL(file, folder).href)) as { default: CommandClass };
  return [file.replace('.ts', ''), command];
}

const classes = Object.fromEntries(await Promise.all(readdirSync(folder).map(readCommand)));

/** Every command, sorted by name. */
export const commands = grammarOf(classes);

/** Those that help lists. */
export const shownCommands = commands.filter(({ hidden }) => !hidden);

/** What the parser takes for a command. */
export function parserInput(name: string) {
  const { flags, baseFlags, args } = classes[name] ?? {};
  return { flags: { ...baseFlags, ...flags }, args: args ?? {} };
}
