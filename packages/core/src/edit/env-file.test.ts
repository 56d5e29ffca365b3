// Whatever a .env file holds, node reads the new values from it afterwards, and all others as before.
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAssignments } from './env-assignments.ts';
import { setVariables } from './env-file.ts';

test.each([
  ['an empty file', '', 'A=new\n'],
  ['an existing assignment', '# head\nX=1\nA=old\nY=2\n', '# head\nX=1\nA=new\nY=2\n'],
  ['no final newline', 'X=1', 'X=1\nA=new\n'],
  ['CRLF', 'X=1\r\nA=old\r\nY=2\r\n', 'X=1\r\nA=new\r\nY=2\r\n'],
  ['CRLF when appending', 'X=1\r\n\r\n# end\r\n', 'X=1\r\n\r\n# end\r\nA=new\r\n'],
  ['export', 'export A=old\nexport X=1\n', 'export A=new\nexport X=1\n'],
  ['double quotes and a comment', 'A="old # x" # note\n', 'A=new # note\n'],
  ['single quotes', "A='old'\n", 'A=new\n'],
  ['a comment behind a plain value', 'A=old # note\n', 'A=new # note\n'],
  ['spaces around the sign', '  A = old \nX=1\n', '  A = new \nX=1\n'],
  ['an empty value', 'A=\nX=1\n', 'A=new\nX=1\n'],
  ['several assignments', 'A=1\nX=1\nA=2\n', 'A=1\nX=1\nA=new\n'],
  ['a commented assignment', '# A=old\nX=1\n', '# A=old\nX=1\nA=new\n'],
  ['a similar name', 'AA=1\nA_B=2\n', 'AA=1\nA_B=2\nA=new\n'],
  ['a value of several lines', 'A="one\ntwo\nX=3"\nY=1\n', 'A=new\nY=1\n'],
  ['another value of several lines', 'X="one\nA=two\n"\nA=old\n', 'X="one\nA=two\n"\nA=new\n'],
  ['the name in another value only', 'X="one\nA=two\n"\n', 'X="one\nA=two\n"\nA=new\n'],
  ['export without a value', 'export A=\n', 'export A=new\n'],
  ['a space in place of the last value', 'X=1\nA= \n', 'X=1\nA= new\n'],
  ['a space in place of another last value', 'X= \n', 'X= \n# Set by flowlink:\nA=new\n'],
  ['spaces in place of all values', 'X= \nA= \nZ= \n', 'X= \nA= \nZ= \n# Set by flowlink:\nA=new\n'],
  ['a value that node finds on the next line', 'A= \nX=1\n', 'A= \nX=1\nA=new\n'],
])('%s', (_, before, after) => {
  expect(setVariables(before, { A: 'new' })).toEqual({ text: after });
});

test.each([
  ['nothing', '', 'A=\n'],
  ['what needs no quotes', 'abc/+=.:@-_', 'A=abc/+=.:@-_\n'],
  ['a space', 'a b', "A='a b'\n"],
  ['a hash sign', 'a#b', "A='a#b'\n"],
  ['what a shell would replace', '$HOME', "A='$HOME'\n"],
  ['a backslash', 'a\\nb', "A='a\\nb'\n"],
  ['a single quote', "it's", 'A="it\'s"\n'],
  ['both quotes', `"it's"`, 'A=`"it\'s"`\n'],
  ['all quotes', 'a`"\'', 'A=a`"\'\n'],
  ['several lines', 'a\nb', "A='a\nb'\n"],
])('a value with %s is quoted if need be', (_, value, text) => {
  const from = value === '' ? 'A=x\n' : '';
  expect(setVariables(from, { A: value })).toEqual({ text });
  expect(parseEnv(text)).toEqual({ A: value });
});

test.each(['#`"\'', ' `"\'', 'a\r', '\uD800'])(
  'a value that no quoting expresses names its variable',
  (value) => {
    expect(setVariables('X=1\n', { B: 'fine', A: value })).toEqual({ unquotable: 'A' });
  },
);

test('setting the same values again changes nothing', () => {
  const values = { A: 'it"s', B: 'x y', C: '' };
  const first = setVariables('X=1\n', values);
  expect('text' in first && setVariables(first.text, values)).toEqual(first);
});

/** What node reads, with “export A” as A: it takes that for the name of some empty variables. */
function read(text: string): Record<string, string | undefined> {
  const entries = Object.entries(parseEnv(text)).filter(([name]) => name !== '');
  const isExported = ([name]: [string, unknown]) => name.startsWith('export ');
  return Object.fromEntries([
    ...entries.filter(isExported).map(([name, value]) => [name.replace(/^export +/, ''), value]),
    ...entries.filter((entry) => !isExported(entry)),
  ]);
}

const value = fc.string({ maxLength: 8, unit: fc.constantFrom(...'ab1 \t#=$\\\'"`n\n\r.é') });
const line = fc.oneof(
  fc
    .tuple(fc.constantFrom('A', 'B', 'C', 'D', ' A', 'export B'), fc.constantFrom('=', ' = ', '= '), value)
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('A', 'C', 'D'), fc.constantFrom('"', "'", '`'), value)
    .map(([name, quote, text]) => `${name}=${quote}${text}${quote}`),
  fc.constantFrom('', '# A=1', '# it\'s "so', '  ', 'A', '=', 'export'),
  value,
);
const file = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, endOfLine, isEnded]) => lines.join(endOfLine) + (isEnded ? endOfLine : ''))
  // There node takes “export B” for the name until something follows, so B would seem to change.
  .filter((text) => !/export [^\n]*=\s*$/.test(text));

test('node reads exactly the wanted values, and every other variable as before', () => {
  fc.assert(
    fc.property(
      file,
      fc.dictionary(fc.constantFrom('A', 'B', 'NEW'), value, { minKeys: 1 }),
      (text, values) => {
        const result = setVariables(text, values);
        if ('text' in result) {
          expect(read(result.text)).toEqual({ ...read(text), ...values });
          return;
        }
        // A quote that is left open in the file can make a plain value the only way; else a value needs all three quotes or a CR.
        const hard = values[result.unquotable] ?? '';
        expect(/\r/.test(hard) || /['"`]/.test(text + hard)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test('an ordinary value is always expressible', () => {
  const token = fc.stringMatching(/^[a-zA-Z0-9_-]{1,64}$/);
  const plainLine = fc.oneof(
    fc.tuple(fc.constantFrom('A', 'B', 'export C'), token).map(([name, text]) => `${name}=${text}`),
    fc.tuple(fc.constantFrom('A', 'B'), token).map(([name, text]) => `${name}="${text} x" # note`),
    fc.constantFrom('', '# A=1'),
  );
  const plainFile = fc.array(plainLine, { maxLength: 6 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(plainFile, token, (text, wanted) => {
      const result = setVariables(text, { A: wanted });
      expect('text' in result && parseEnv(result.text).A).toBe(wanted);
    }),
    { numRuns: 500 },
  );
});

test('what is found in an ordinary file is what node finds', () => {
  const plain = fc.stringMatching(/^[a-z0-9$\\= ]{0,8}$/).map((text) => text.trim());
  const ordinary = fc.tuple(
    fc.constantFrom('', 'export ', '  '),
    fc.constantFrom('A', 'B', 'C'),
    fc.oneof(
      plain,
      plain.map((text) => `"${text}\n${text}"`),
      plain.map((text) => `'${text}' # note`),
    ),
  );
  fc.assert(
    fc.property(fc.array(ordinary, { maxLength: 6 }), (lines) => {
      // Without a value, node takes “export A” for the name.
      const text = lines.map(([head, name, body]) => `${body === '' ? '' : head}${name}=${body}\n`).join('');
      const found = findAssignments(text).map(({ name, value: { start, end } }) => [
        name,
        text
          .slice(start, end)
          .replace(/^(['"])([\s\S]*)\1$/, '$2')
          .replaceAll('\\n', '\n'),
      ]);
      const wanted = Object.fromEntries(
        Object.entries(read(text)).map(([key, text]) => [key, text?.replaceAll('\\n', '\n')]),
      );
      expect(Object.fromEntries(found)).toEqual(wanted);
    }),
  );
});
