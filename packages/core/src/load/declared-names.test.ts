// Names of connections are found as far as the files can be read, and nothing is ever reported.
import { describe, expect, it } from 'vitest';
import { declaredNames } from './declared-names.ts';
import type { ProjectFiles } from './project-files.ts';

function filesOf(texts: Readonly<Record<string, string>>): ProjectFiles {
  return {
    async read(path) {
      const text = texts[path];
      return text === undefined ? { failure: 'missing', reason: 'it does not exist' } : { text };
    },
    async list(folder) {
      const prefix = folder === '' ? '' : `${folder}/`;
      const names = Object.keys(texts).filter((path) => path.startsWith(prefix));
      return {
        entries: names.map((path) => ({ name: path.slice(prefix.length), kind: 'file' as const })),
      };
    },
  };
}

const namesOf = async (texts: Readonly<Record<string, string>>) =>
  (await declaredNames(filesOf(texts))).connections;

describe('declared names', () => {
  it('come from all files, sorted and each once', async () => {
    const texts = {
      'flowlink.yaml':
        'include: [connections/*.yaml]\nconnections: {zeta: {}, acme: {}}\n---\nconnections: {beta: {}}',
      'connections/us.yaml': 'connections:\n  acme: {}\n  us: {}\n',
      'elsewhere.yaml': 'connections: {hidden: {}}',
    };
    expect(await declaredNames(filesOf(texts))).toEqual({
      connections: ['acme', 'beta', 'us', 'zeta'],
      files: ['flowlink.yaml', 'connections/us.yaml'],
    });
  });

  it('are found where the files are not valid', async () => {
    const root =
      'include: [a.yaml, 7, "../b.yaml", gone.yaml]\nworkspac: 3\nconnections:\n  acme: nonsense\n  "odd name": {';
    expect(await namesOf({ 'flowlink.yaml': root, 'a.yaml': 'connections:\n  us: {}\n bad: [' })).toEqual([
      'acme',
      'odd name',
      'us',
    ]);
  });

  it.each([
    [
      'bodies of any form',
      'connections:\n  a: {x: 1,\n    y: 2}\n  b: |\n    c: d\n  e: "f\n    g: h"\n  i:\n    j: k\n',
      'a b e i',
    ],
    [
      'names of any form',
      `connections:\n  "a b": 1\n  'c d': 2\n  e:f: 3\n  &g h: 4\n  ? i\n  : 5\n  k : 6`,
      'a b,c d,e:f,h,i,k',
    ],
    ['flow style', 'connections: {a: {x: 1},\n  b: {y: 2,\n z: 3}, c: }', 'a b c'],
    [
      'comments and blank lines',
      'connections: # all\n\n# here\n    # and here\n  a: # x\n\n    b: 1\n  # c:\n  d:\n',
      'a d',
    ],
    [
      'other maps beside',
      'profiles:\n  p:\n    x: 1\nconnections:\n  a:\n    x: 1\nmoved:\n  - from: b\n',
      'a',
    ],
    ['CRLF', 'connections:\r\n  a:\r\n    x: 1\r\n  b: 2\r\n', 'a b'],
    ['several documents', 'connections:\n  a:\n    x: 1\n---\nconnections:\n    b:\n      x: 1\n', 'a b'],
    ['an indented document', '  connections:\n    a:\n      x: 1\n    b: {}\n', 'a b'],
  ])('are found with %s', async (_, text, names) => {
    expect(await namesOf({ 'flowlink.yaml': text })).toEqual(names.split(names.includes(',') ? ',' : ' '));
  });

  it.each([
    ['no file', {}],
    ['an empty file', { 'flowlink.yaml': '' }],
    ['a list in place of a map', { 'flowlink.yaml': 'connections: [a, b]\ninclude: x' }],
    ['a text in place of a document', { 'flowlink.yaml': 'hello' }],
    ['absurd nesting', { 'flowlink.yaml': '['.repeat(100_000) }],
    ['an enormous file', { 'flowlink.yaml': `connections: {acme: {}}\n#${'x'.repeat(8_000_000)}` }],
  ])('are none in %s', async (_, texts) => {
    expect(await namesOf(texts)).toEqual([]);
  });
});
