// Typos of every command and every flag are answered with what was meant.

import { parse } from '@oclif/core/parser';
import { describe, expect, it } from 'vitest';
import { spellings } from '../src/usage/flag-words.ts';
import { commandsElsewhere, flagsElsewhere } from '../src/usage/other-tools.ts';
import { describeUnknownCommand } from '../src/usage/unknown-command.ts';
import { describeUsageError } from '../src/usage/usage.ts';
import { commands, parserInput, shownCommands } from './grammar.ts';

/** What slips of the fingers make of a word: a letter twice, one left out, two swapped. */
function typos(word: string): string[] {
  const at = Math.floor(word.length / 2);
  const [before, one = '', two = '', after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
  return [
    `${before}${one}${one}${two}${after}`,
    `${before}${two}${after}`,
    `${before}${two}${one}${after}`,
  ].filter((typo) => typo !== word);
}

const taken = new Set([...shownCommands.map(({ name }) => name), ...Object.keys(commandsElsewhere)]);

it.each(shownCommands.map(({ name }) => name))('%s, mistyped', (name) => {
  for (const typo of typos(name).filter((word) => !taken.has(word))) {
    expect(describeUnknownCommand([typo], commands), typo).toMatchObject({
      code: 'usage',
      fix: `Did you mean “${name}”?`,
    });
    expect(describeUnknownCommand([`--${typo}`], commands).fix, typo).toBe(
      `Did you mean \`flowlink ${name}\`?`,
    );
  }
});

async function fixFor(name: string, ...argv: string[]): Promise<string | undefined> {
  const error = await parse(argv, parserInput(name)).then(
    () => undefined,
    (error: unknown) => error,
  );
  return describeUsageError(error, name, commands)?.fix;
}

describe.each(shownCommands.map((command) => [command.name, command] as const))(
  'the flags of %s',
  (name, { flags }) => {
    it('mistyped', async () => {
      const known = flags.flatMap(spellings);
      for (const flag of known) {
        const unclear = new Set([
          ...commands.flatMap((command) => command.flags.flatMap(spellings)),
          ...Object.keys(flagsElsewhere),
        ]);
        for (const typo of typos(flag.slice(2))
          .map((word) => `--${word}`)
          .filter((word) => !unclear.has(word))) {
          expect(await fixFor(name, typo), typo).toBe(`Did you mean “${flag}”?`);
        }
      }
    });
  },
);

it('flags of another command are named as such', async () => {
  expect(await fixFor('destroy', '--adopt')).toBe('--adopt is a flag of drift.');
  expect(await fixFor('list', '-o', 'x')).toBe('-o is a flag of export, plan and schema.');
});

it('what other tools have is answered with what does the same here', async () => {
  for (const [name, fix] of Object.entries(commandsElsewhere)) {
    expect(shownCommands.map((command) => command.name)).not.toContain(name);
    expect(describeUnknownCommand([name], commands).fix).toBe(fix);
    for (const [, mentioned = ''] of fix.matchAll(/`flowlink (\w+)/g)) {
      expect(shownCommands.map((command) => command.name)).toContain(mentioned);
    }
  }
  for (const [flag, { flag: ours, fix }] of Object.entries(flagsElsewhere)) {
    expect(
      commands.some(({ flags }) => flags.some(({ name }) => name === ours)),
      flag,
    ).toBe(true);
    expect(fix).toMatch(/^[-`T].*\.$/);
  }
  expect(await fixFor('apply', '--parallelism=3')).toBe('--concurrency says how many requests run at once.');
  expect(await fixFor('plan', '--dry-run')).toBe('Add --help to see what the command takes.');
});
