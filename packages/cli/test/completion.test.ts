// What completion offers, and how it is put for each shell.
import { describe, expect, it } from 'vitest';
import { readLine } from '../src/completion/command-line.ts';
import { complete, type FindValues } from '../src/completion/complete.ts';
import { answerFor } from '../src/completion/shells.ts';
import { commands } from './grammar.ts';

const known = {
  connection: [
    ['acme-eu', ''],
    ['acme-us', ''],
    ['odd name', ''],
  ],
  action: [
    ['get_orders', 'Poll orders.'],
    ['set_inventory', 'Set stock.'],
  ],
  'project-file': [['flowlink.yaml', '']],
} as const;
const findValues: FindValues = async ({ kind, directory }) => (directory === 'empty' ? [] : known[kind]);

async function offered(line: string) {
  const completion = await complete(commands, readLine(line), findValues);
  return completion.offer === 'words'
    ? completion.candidates.map(({ word }) => word)
    : [completion.offer, completion.prefix];
}

describe('a line is read as shells do', () => {
  it.each([
    ['', [], ''],
    ['flowlink pl', ['flowlink'], 'pl'],
    ['flowlink plan  ', ['flowlink', 'plan'], ''],
    [String.raw`flowlink -t a\ b 'c d' "e \" f" "g h`, ['flowlink', '-t', 'a b', 'c d', 'e " f'], 'g h'],
    ["flowlink ''", ['flowlink'], ''],
    ["flowlink '' x", ['flowlink', ''], 'x'],
    ['and FOO=1 ./bin/flowlink plan ', ['./bin/flowlink', 'plan'], ''],
    ['fl plan ', ['fl', 'plan'], ''],
  ])('%s', (line, words, current) => {
    const read = readLine(line);
    expect([read.words, read.current.text]).toEqual([words, current]);
  });

  it.each([
    ['flowlink --out=a', '', 6],
    ['flowlink --out="a', '"', 6],
    ["flowlink 'a=b", "'", 0],
    ['flowlink a=b=c', '', 4],
    [String.raw`flowlink a\=b`, '', 0],
  ])('%s breaks in two in bash', (line, quote, before) => {
    expect(readLine(line, '=:').current).toMatchObject({ quote, before });
  });
});

describe('offered are', () => {
  const names = ['acme-eu', 'acme-us', 'odd name'];

  it.each([
    ['connections behind -t', 'flowlink plan -t ', names],
    ['connections behind --target', 'flowlink plan --target ac', names],
    ['connections joined to a flag', 'flowlink plan --target=a', names.map((name) => `--target=${name}`)],
    ['connections joined to a letter', 'flowlink plan -ta', names.map((name) => `-t${name}`)],
    ['connections not given yet', 'flowlink plan -t acme-eu --target=acme-us -t ', ['odd name']],
    ['connections as arguments', 'flowlink drift acme-us ', ['acme-eu', 'odd name']],
    ['connections behind --', 'flowlink drift -- ', names],
    ['connections behind a greedy flag', 'flowlink show --resolved acme-us ', ['acme-eu', 'odd name']],
    ['those of another project', 'flowlink plan -C empty -t ', []],
    ['no old name for a new connection', 'flowlink add x --name ', []],
    ['files of the project', 'flowlink fmt ', ['flowlink.yaml']],
    ['actions', 'flowlink scopes -a ', ['get_orders', 'set_inventory']],
    ['more actions in one word', 'flowlink scopes -a get_orders,s', ['get_orders,set_inventory']],
    [
      'more actions joined to a flag',
      'flowlink scopes --actions=get_orders,',
      ['--actions=get_orders,set_inventory'],
    ],
    ['values of a flag', 'flowlink init --ci ', ['github', 'gitlab', 'none']],
    [
      'values of an argument',
      'flowlink schema ',
      ['configuration', 'connections', 'plan', 'events', 'output', 'openapi'],
    ],
    ['shells', 'flowlink completion ', ['bash', 'zsh', 'fish']],
    ['files', 'flowlink apply ', ['files', '']],
    ['files behind a flag', 'flowlink plan --out=p', ['files', '--out=']],
    ['files joined to a letter', 'flowlink plan -op', ['files', '-o']],
    ['folders', 'flowlink export -o ', ['folders', '']],
    ['folders of a project', 'flowlink plan -C ', ['folders', '']],
    ['no IDs of runs', 'flowlink history ', []],
    ['nothing where a number stands', 'flowlink apply --concurrency ', []],
    ['flags behind a flag with its value', 'flowlink list -C x --', ['--json', '--no-color', '--help']],
    ['flags not given yet', 'flowlink list --json -h -', ['--directory', '--no-color']],
    [
      'flags where nothing else can stand',
      'flowlink list ',
      ['--directory', '--json', '--no-color', '--help'],
    ],
    ['nothing behind -- without arguments', 'flowlink list -- ', []],
    ['flags of the program', 'flowlink -', ['--help', '--version']],
    ['nothing behind an unknown command', 'flowlink plna -', []],
    ['nothing behind a hidden command', 'flowlink complete ', []],
  ])('%s', async (_, line, expected) => {
    expect(await offered(line)).toEqual(expected);
  });

  it('commands, also behind help', async () => {
    const all = commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
    expect(await offered('flowlink ')).toEqual(all);
    expect(await offered('flowlink help p')).toEqual(all);
    expect(all).not.toContain('complete');
  });

  it('both senses of a flag', async () => {
    expect(await offered('flowlink apply --n')).toEqual(expect.arrayContaining(['--verify', '--no-verify']));
    expect(await offered('flowlink apply --no-verify --n')).not.toContain('--verify');
  });

  it('flags again that can be repeated', async () => {
    expect(await offered('flowlink plan --target a --t')).toContain('--target');
  });
});

describe('an answer', () => {
  const words = (...candidates: string[]) => ({
    offer: 'words' as const,
    candidates: candidates.map((word) => ({ word, description: 'Say: how.' })),
  });
  const answer = (line: string, ...candidates: string[]) =>
    answerFor('bash', words(...candidates), readLine(line, '=:').current);

  it('to zsh and fish has everything, with descriptions', () => {
    const { current } = readLine('flowlink x');
    expect(answerFor('zsh', words('a b', 'c:d'), current)).toBe('words\na b\tSay: how.\nc:d\tSay: how.\n');
    expect(answerFor('fish', { offer: 'files', prefix: '--out=' }, current)).toBe('files --out=\n');
  });

  it('to bash has what fits, quoted, from where the word breaks', () => {
    expect(answer('flowlink a', 'ab', 'b', 'a b$c')).toBe('words\nab\na\\ b\\$c\n');
    expect(answer('flowlink --target=a', '--target=a:b', '--target=b')).toBe('words\na:b\n');
    expect(answer('flowlink "a', 'a b$c"', 'ab')).toBe('words\na b\\$c\\"\nab\n');
    expect(answer("flowlink 'a", "a b$c'")).toBe("words\na b$c'\\''\n");
    expect(answerFor('bash', { offer: 'folders', prefix: '--out=' }, readLine('flowlink x').current)).toBe(
      'folders\n',
    );
  });

  it('leaves out names that could steer a terminal', () => {
    expect(answer('flowlink ', 'a\nb', 'a\u001b[2J', 'a\tb', 'fine')).toBe('words\nfine\n');
  });
});
