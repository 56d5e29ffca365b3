// What was wrong with a command line that does not begin with a command.
import { type Diagnostic, diagnostic, nearest } from '@flowlink/core';
import type { CommandGrammar } from '../grammar/grammar.ts';
import { flagName, flagOf, owners, usageOf } from './flag-words.ts';
import { commandsElsewhere } from './other-tools.ts';

const LIST = '`flowlink --help` lists the commands.';

/** @param argv what follows `flowlink`; the first word is no command of ours */
export function describeUnknownCommand(
  argv: readonly string[],
  commands: readonly CommandGrammar[],
): Diagnostic {
  const [first = ''] = argv;
  const names = commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
  return first.startsWith('-')
    ? describeFlagFirst(flagName(first), argv, commands, names)
    : diagnostic('usage', { detail: `There is no command “${first}”.`, fix: fixFor(first, names) });
}

function describeFlagFirst(
  flag: string,
  argv: readonly string[],
  commands: readonly CommandGrammar[],
  names: readonly string[],
): Diagnostic {
  const meant = nearest(flag.replace(/^-+/, ''), names);
  if (meant !== undefined && flag.startsWith('--') && owners(flag, commands).length === 0) {
    const detail = `There is no flag ${flag}, and the command comes first.`;
    return diagnostic('usage', { detail, fix: `Did you mean \`flowlink ${meant}\`?` });
  }
  const having = owners(flag, commands);
  const later = having.find(({ name }) => argv.includes(name));
  const example = later ?? having.find(({ name }) => name === 'plan') ?? having[0];
  const known = example && flagOf(example, flag);
  return diagnostic('usage', {
    detail: `The command comes first, before flags such as ${flag}.`,
    fix: `For example \`flowlink ${example?.name ?? 'plan'}${known ? ` ${usageOf(known, flag)}` : ' --json'}\`. ${LIST}`,
  });
}

function fixFor(word: string, names: readonly string[]): string {
  const elsewhere = Object.hasOwn(commandsElsewhere, word) ? commandsElsewhere[word] : undefined;
  if (elsewhere !== undefined) return elsewhere;
  const [begun, ...others] = names.filter((name) => word.length > 1 && name.startsWith(word));
  const similar = nearest(word, names) ?? (others.length === 0 ? begun : undefined);
  return similar === undefined ? LIST : `Did you mean “${similar}”?`;
}
