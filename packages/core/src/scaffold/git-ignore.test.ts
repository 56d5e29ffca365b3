// A .gitignore gains what it lacks, once, and loses nothing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extendGitIgnore } from './git-ignore.ts';

const written = 'plan.json\nplan.html\nplan.md\ndrift.md\ncheck.xml\nplan.xml\n';
const all = `# Secrets, and saved plans.\n.env\n.env.local\n${written}`;

test.each<[string, string | undefined, string | undefined]>([
  ['no file', undefined, all],
  ['an empty file', '', all],
  ['blank lines', '\n', `\n${all}`],
  ['other lines', 'node_modules/\n', `node_modules/\n\n${all}`],
  ['no final newline', 'dist', `dist\n\n${all}`],
  ['CRLF', 'dist\r\n', `dist\r\n\r\n${all.replaceAll('\n', '\r\n')}`],
  ['all of them', `${written}.env\n.env.local\n`, undefined],
  ['all of them with CRLF', `${written.replaceAll('\n', '\r\n')}/.env\r\n.env.local`, undefined],
  ['one of them', '.env\n', `.env\n\n# Secrets, and saved plans.\n.env.local\n${written}`],
  ['one of them in a comment', `# .env\n.env.local\n${written}`, expect.stringMatching(/plans\.\n\.env\n$/)],
  ['one of them taken back', `${all}!.env\n`, expect.stringMatching(/plans\.\n\.env\n$/)],
  ['one of them in the end', `!.env\n${all}`, undefined],
  [
    'names that only begin so',
    '.env.locals\nplan.json5\n',
    expect.stringMatching(/\.env\n\.env\.local\nplan/),
  ],
])('%s', (_, text, expected) => {
  expect(extendGitIgnore(text)).toEqual(expected);
});

test('what was there stays, and the second time nothing is missing', () => {
  const line = fc.oneof(
    fc.constantFrom('.env', '/.env', '!.env', '.env.local', 'plan.json', '!/plan.json', '# x', '', 'dist/'),
    fc.string(),
  );
  const file = fc
    .tuple(fc.array(line), fc.constantFrom('\n', '\r\n'))
    .map(([lines, endOfLine]) => lines.join(endOfLine));
  fc.assert(
    fc.property(file, (text) => {
      const extended = extendGitIgnore(text) ?? text;
      expect(extended.startsWith(text)).toBe(true);
      expect(extendGitIgnore(extended)).toBeUndefined();
    }),
  );
});
