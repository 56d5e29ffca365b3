// A connection goes into any file that people wrote, and nothing else there changes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acme } from '../../test/new-connection.ts';
import { dataOf } from '../../test/yaml-data.ts';
import { insertConnection } from './insert-connection.ts';
import type { Json } from './yaml/json.ts';

/** The text with the connection, or the problem; proves on the way that all earlier data stayed. */
function inserted(text: string, connection = acme): { text: string; isPure: boolean } | { problem: string } {
  const result = insertConnection(text, connection);
  if ('problem' in result) return result;
  const before = dataOf(text) as Config[];
  const after = dataOf(result.text) as Config[];
  const holds = (config: Config) => Object.hasOwn(config.connections ?? {}, connection.name);
  const document = after.findIndex(holds);
  const { connections, ...others } = before[document] ?? {};
  const expected = { ...others, connections: { ...connections, [connection.name]: connection.config } };
  expect(after).toEqual(before.length === 0 ? [expected] : before.with(document, expected));
  return { text: result.text, isPure: isInsertion(text, result.text) };
}

interface Config {
  [key: string]: Json | undefined;
  connections?: { [name: string]: Json };
}

/** Whether taking one piece of the text away gives the text before. */
function isInsertion(before: string, after: string): boolean {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  return after.endsWith(before.slice(start));
}

const cases: Record<string, string> = {
  'empty file': '',
  'only comments': '# yaml-language-server: $schema=./x.json\n# Stores.\n',
  'only a document start': '---\n',
  'no connections': 'workspace: acme\nbackend:\n    url: https://flowlink.example.com\n',
  'no connections and no final newline': 'workspace: acme',
  'no connections and blank lines at the end': 'workspace: acme\n\n',
  'no connections, a comment and a document end': 'workspace: acme\n# end\n...\n# behind\n',
  'no connections, kept newlines at the end': 'workspace: acme\nnote: |+\n  text\n',
  'indented top level': '  workspace: acme\n  x: 1\n',
  'braces with nothing': 'workspace: acme\nconnections: {}\nguards: { max_destroy: 1 }\n',
  'braces and a comment': 'connections: {} # none yet\n\n# The end.\n',
  'braces around a comment': 'connections: {\n  # none yet\n}\n',
  'braces on the next line': 'connections:\n  {}\nx: 1\n',
  nothing: 'workspace: acme\nconnections:\n',
  'nothing and no final newline': 'connections:',
  'nothing but comments': 'connections: # none yet\n  # Add them here.\n\n# The end.\nx: 1\n',
  null: 'connections: null # none yet\nx: 1\n',
  'an anchor': 'connections: &all\nx: 1\n',
  'one connection': 'connections:\n  a:\n    platform: x\n',
  'one connection and no final newline': 'connections:\n  a:\n    platform: x',
  'four spaces': 'connections:\n    a:\n        platform: x\n',
  'mixed indentation': 'backend:\n   url: x\nconnections:\n b:\n     platform: x\n',
  'names not indented by the step': 'x:\n    y: 1\nconnections:\n  a: { platform: x }\n',
  'blank lines between': 'connections:\n  a:\n    platform: x\n\n  b:\n    platform: x\n\nx: 1\n',
  'no blank lines between': 'connections:\n  a:\n    platform: x\n  b:\n    platform: x\n\nx: 1\n',
  'blank line before a comment between':
    'connections:\n  a:\n    platform: x\n\n  # B\n  b:\n    platform: x\n',
  CRLF: 'connections:\r\n  a:\r\n    platform: x\r\n\r\n  b:\r\n    platform: x\r\n\r\nx: 1\r\n',
  'comments behind':
    'connections:\n  a:\n    platform: x # one\n    # two\n\n    # three\n\n  # four\n# five\nx: 1\n',
  'a block scalar last': 'connections:\n  a:\n    note: |\n      text\n\n\nx: 1\n',
  'kept newlines last': 'connections:\n  a:\n    b: 1\n\n  b:\n    note: |+\n      text\n\n\nx: 1\n',
  'a block scalar at the very end': 'connections:\n  a:\n    note: |\n      text',
  'a quoted value of two lines': 'connections:\n  a:\n    note: "one\n      two" # end\nx: 1\n',
  'a list last': 'connections:\n  a:\n    scopes:\n    - x\n    - y\n# end\n',
  'nothing in the last connection': 'connections:\n  a:\n  b: # soon\nx: 1\n',
  'a document end': 'connections:\n  a:\n    platform: x\n...\n',
  'an anchor in a connection': 'connections:\n  a: &a\n    platform: x\n  b: *a\n',
  'quoted keys': '"connections":\n  "a":\n    platform: x\n',
  'explicit keys': '? connections\n:\n  ? a\n  : platform: x\n',
  'braces on one line': 'connections: { a: { platform: x } } # one\nx: 1\n',
  'braces with a trailing comma': 'connections: { a: { platform: x }, }\n',
  'braces on several lines': 'connections: {\n  a: { platform: x },\n  b: { platform: x }\n}\n',
  'braces on several lines with a trailing comma': 'connections: {\n  a: { platform: x }, # one\n}\n',
  'braces on several lines with a comment': 'connections: {\n  a: { platform: x } # one, two\n  # end\n}\n',
  JSON: '{\n  "workspace": "acme",\n  "connections": {\n    "a": { "platform": "x" }\n  }\n}\n',
  'JSON without connections': '{ "workspace": "acme" }\n',
  'JSON with empty connections': '{ "connections": {}, "workspace": "acme" }',
  'JSON with null': '{ "connections": null, "workspace": "acme" }',
  'an empty map': '{}\n',
  'an alias': 'x: &x { a: { platform: x } }\nconnections: *x\n',
  'an anchor that is used': 'connections: &x\n  a: { platform: x }\ny: *x\n',
  'a list': 'connections:\n  - a\n',
  'a string': 'connections: none\n',
  'a file that is a list': '- a\n',
  'a file that is a string': 'workspace\n',
  'the same name': 'connections:\n  acme-us: {}\n',
  'several documents':
    'workspace: acme\n---\n# Stores.\nconnections:\n  a: { platform: x }\n---\nmoved: []\n',
  'several documents without connections': 'workspace: acme\n---\nguards: { max_destroy: 1 }\n# end\n',
  'a blank document at the end': 'workspace: acme\n---\n# Stores.\n',
  'the same name in another document': 'connections:\n  acme-us: {}\n---\nconnections:\n  a: {}\n',
  'a syntax error': 'connections: [\n',
};

test.each(Object.keys(cases))('%s', async (name) => {
  const result = inserted(cases[name] ?? '');
  const golden = 'problem' in result ? `problem: ${result.problem}\n` : result.text.replaceAll('\r\n', '\n');
  await expect(golden).toMatchFileSnapshot(
    `__golden__/insert-connection/${name.replaceAll(/[ ,]+/g, '-')}.txt`,
  );
});

test('a CRLF file gets no other end of line', () => {
  const result = inserted(cases.CRLF ?? '');
  expect('text' in result && result.text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

// Files as people may write them, line by line.
const comment = fc.constantFrom('', '', '', ' # note', '   # a: {}');
const gapLine = fc.constantFrom('', '# zero', '  # two', '    # four', '        # eight', '      ');
const gap = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(gapLine, { maxLength: 3 }));
const scalar = fc.constantFrom(
  'x',
  '"x # y"',
  "'it''s'",
  '12',
  'null',
  '',
  '[a, b]',
  '{ a: { b: 1 } }',
  '${env:X}',
  '&n 1',
);
const field = fc.oneof(
  fc.tuple(scalar, comment).map(([value, note]) => [` ${value}${note}`]),
  fc
    .tuple(fc.constantFrom('|', '|+', '|-', '>', '>+'), fc.constantFrom([], [''], ['', '']))
    .map(([head, end]) => [` ${head}`, '+text', '+ more', ...end]),
  fc.constant(['', '+- a', '+- b: 1', '+  c: 2']),
  fc.constant(['', '- a', '- b']),
  fc.constant([' "one', '+two"']),
  fc.constant([' one', '+two']),
);
const connectionLines = fc.array(field, { maxLength: 3 });
const generated = fc
  .record({
    before: fc.constantFrom(
      [],
      ['workspace: acme'],
      ['# head', '', 'workspace: acme'],
      ['---'],
      ['guards:', '    max_destroy: 1'],
    ),
    head: fc.constantFrom('connections:', 'connections: # all', '"connections":', 'connections: &all'),
    gaps: fc.array(gap, { minLength: 6, maxLength: 6 }),
    connections: fc.array(connectionLines, { maxLength: 4 }),
    indent: fc.integer({ min: 1, max: 4 }),
    step: fc.integer({ min: 1, max: 4 }),
    after: fc.constantFrom([], ['x: 1'], ['# end'], ['x: |+', '  text', ''], ['...']),
    endOfLine: fc.constantFrom('\n', '\r\n'),
    isEnded: fc.boolean(),
    isSpaced: fc.boolean(),
  })
  .map(({ before, head, gaps, connections, indent, step, after, endOfLine, isEnded, isSpaced }) => {
    const lines: string[] = [...before, head];
    for (const [index, fields] of connections.entries()) {
      lines.push(...(gaps[index] ?? []), ...(isSpaced && index > 0 ? [''] : []));
      lines.push(`${' '.repeat(indent)}c${index}:`);
      for (const [number, [first = '', ...rest]] of fields.entries()) {
        const at = ' '.repeat(indent + step);
        lines.push(`${at}f${number}:${first}`);
        for (const line of rest)
          lines.push(line === '' ? '' : line.startsWith('+') ? `${at}  ${line.slice(1)}` : at + line);
      }
    }
    lines.push(...(gaps[5] ?? []), ...after);
    return lines.join(endOfLine) + (isEnded ? endOfLine : '');
  })
  // A comment may turn out to stand inside of a scalar, and then the file is not valid to begin with.
  .filter((text) => dataOf(text) !== undefined);

test('in any file, taking the inserted text away gives the original, and all earlier data stays', () => {
  fc.assert(
    fc.property(generated, (text) => {
      const result = inserted(text);
      expect(result).toMatchObject({ isPure: true });
      if (!('text' in result)) return;
      // Again, with the result: insertion leaves a file to which more can be added.
      expect(inserted(result.text, { ...acme, name: 'second' })).toMatchObject({ isPure: true });
      const endsOfLine = new Set(result.text.match(/\r?\n/g));
      expect(endsOfLine.size).toBe(new Set(text.match(/\r?\n/g)).size || 1);
    }),
    { numRuns: 200 },
  );
});

test('in any map in braces the connection finds a place', () => {
  const space = fc.constantFrom('', ' ', '\n  ', ' # note\n  ', '\n\n  # a, b: {}\n  ');
  const entry = fc.tuple(
    fc.constantFrom('a: {}', 'b: { x: [1, 2] }', "'c': null", '"d": "x, # y"'),
    space,
    space,
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { maxLength: 4, selector: ([text]) => text }),
      space,
      fc.boolean(),
      fc.constantFrom(
        ['connections: ', '\n'],
        ['{ x: 1, connections: ', ' }'],
        ['connections: ', ' # end\nx: 1\n'],
      ),
      (entries, first, hasComma, [head, tail]) => {
        const body = entries
          .map(
            ([text, before, after], index) =>
              `${before}${text}${after}${index < entries.length - 1 || hasComma ? ',' : ''}`,
          )
          .join('');
        const text = `${head}{${first}${body}}${tail}`;
        fc.pre(dataOf(text) !== undefined);
        expect(inserted(text)).toHaveProperty('text');
      },
    ),
  );
});
