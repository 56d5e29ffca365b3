// Help: laid out for any terminal, complete, and with examples that really run.
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { parse } from '@oclif/core/parser';
import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import { readLine } from '../src/completion/command-line.ts';
import { environmentVariables } from '../src/grammar/environment.ts';
import { commandGroups } from '../src/grammar/groups.ts';
import { renderCommandHelp } from '../src/render/help/command-help.ts';
import { renderRootHelp } from '../src/render/help/root-help.ts';
import { makeStyle } from '../src/render/style.ts';
import { commands, parserInput, shownCommands } from './grammar.ts';

const style = (width: number, { colour = false, unicode = true } = {}) =>
  makeStyle({ colour, unicode, width });

const looks = [
  ['40', style(40)],
  ['80', style(80)],
  ['200', style(200)],
  ['colour', style(80, { colour: true })],
  ['ascii', style(80, { unicode: false })],
] as const;

it.each(looks)('of the program, %s', async (name, look) => {
  await expect(renderRootHelp(commands, look)).toMatchFileSnapshot(`__golden__/help-root-${name}.txt`);
});

// At 80 columns command-line.test.ts holds them, as the program prints them.
it('of all commands at 200 columns', async () => {
  const all = shownCommands
    .map((command) => renderCommandHelp(command, style(200)))
    .join(`\n${'='.repeat(40)}\n\n`);
  await expect(all).toMatchFileSnapshot('__golden__/help-all-200.txt');
});

it('every listed command has its place in the list', () => {
  const grouped = commandGroups.flatMap(({ commands: names }) => names);
  expect([...grouped].sort()).toEqual(shownCommands.map(({ name }) => name));
});

describe.each(shownCommands.map((command) => [command.name, command] as const))('%s', (_, command) => {
  it('says what it does, what it takes and how it ends', () => {
    expect(command.summary).toMatch(/^[A-Z].{10,70}\.$/);
    expect(command.description.length).toBeGreaterThan(80);
    for (const { summary } of [...command.arguments, ...command.flags])
      expect(summary).toMatch(/^[A-Z].*\.$/);
    expect(Object.keys(command.exitCodes).slice(0, 2)).toEqual(['0', '1']);
    expect('2' in command.exitCodes).toBe(command.flags.some(({ name }) => name === 'detailed-exitcode'));
  });

  it('has examples, each with what it is for, that the parser takes', async () => {
    expect(command.examples.length).toBeGreaterThanOrEqual(2);
    for (const { description, command: line } of command.examples) {
      expect(description).toMatch(/^[A-Z].*\.$/);
      const [, words = ''] = /\b(flowlink [^|&)>]*)/.exec(line) ?? [];
      const [, name, ...argv] = readLine(`${words} `).words;
      expect(name).toBe(command.name);
      await expect(parse(argv, parserInput(command.name)), line).resolves.toMatchObject({
        nonExistentFlags: [],
      });
    }
  });

  it('fits the terminal, and is the same without colours', () => {
    const plain = renderCommandHelp(command, style(60));
    const prose = plain.split('\n').filter((line) => !/^ {2,4}(\$|flowlink )/.test(line));
    // The comment that an editor looks for is one word too long to break.
    expect(prose.filter((line) => stringWidth(line) > 60)).toEqual([]);
    const coloured = renderCommandHelp(command, style(60, { colour: true }));
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });
});

it('docs/shell.md says what every variable does', () => {
  const docs = readFileSync(new URL('../../../docs/shell.md', import.meta.url), 'utf8');
  for (const name of Object.keys(environmentVariables)) expect(docs).toContain(`| \`${name}\` |`);
});

it('the program says which Node it needs, as package.json does', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const [, needed] = /Node (\S+) or later/.exec(read('../bin/flowlink.js')) ?? [];
  expect(JSON.parse(read('../package.json')).engines.node).toBe(`>=${needed}`);
});

it('the build has made the same of the commands', () => {
  const built = readFileSync(new URL('../dist/grammar.json', import.meta.url), 'utf8');
  expect(JSON.parse(built)).toEqual(JSON.parse(JSON.stringify(commands)));
});
