// Credentials files are read in every shape they have been seen in, and no message repeats what they hold.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCredentials } from './credentials-file.ts';

const seal = (value: string) => ({ reveal: () => value });
const parse = (text: string) => parseCredentials(text, seal);
const complete = {
  NAME: 'FlowLink US',
  'ACCESS TOKEN': 'canary0token0value0000000000000',
  'CLIENT ID': 'client0id0value0000000000000000',
  'CLIENT SECRET': 'canary0client0secret00000000000',
  'API PATH': 'https://api.bigcommerce.com/stores/g5cd38/v3/',
};

function print(pairs: Record<string, string>, separator = ': ', between = '\n'): string {
  return Object.entries(pairs)
    .map(([key, value]) => `${key}${separator}${value}`)
    .join(between);
}

/** What a text gives, with the token revealed. */
function read(text: string) {
  const { value, diagnostics } = parse(text);
  expect(diagnostics).toEqual([]);
  return value && { ...value, accessToken: value.accessToken.reveal() };
}

const expected = {
  storeHash: 'g5cd38',
  clientId: complete['CLIENT ID'],
  accessToken: complete['ACCESS TOKEN'],
  name: 'FlowLink US',
};

test.each([
  ['one pair a line', print(complete)],
  ['a final newline', `${print(complete)}\n`],
  ['all pairs on one line', print(complete, ': ', ' ')],
  ['all pairs on one line without spaces', print(complete, ':', ' ')],
  ['byte order mark and CRLF', `\uFEFF${print(complete, ': ', '\r\n')}\r\n`],
  ['CR alone', print(complete, ': ', '\r')],
  ['tabs', print(complete, '\t:\t', '\t')],
  ['equals signs', print(complete, ' = ')],
  ['blank lines', print(complete, ': ', '\n\n\n')],
  ['a title', `BigCommerce API credentials\n===\n${print(complete)}`],
  ['unknown keys', `${print(complete)}\nSTORE NAME: Acme: US\nCREATED: today`],
  ['unknown keys on one line', print({ ...complete, EXPIRES: 'never' }, ': ', ' ')],
  ['JSON', JSON.stringify(complete)],
  [
    'lower case and underscores',
    print(complete).replaceAll(/[A-Z]+ [A-Z]+(?=:)/g, (key) => key.toLowerCase().replace(' ', '_')),
  ],
  ['hyphens', print(complete).replaceAll(/([A-Z]+) ([A-Z]+)(?=:)/g, '$1-$2')],
  ['quotes', print(Object.fromEntries(Object.entries(complete).map(([key, value]) => [key, `"${value}"`])))],
  ['the same pairs twice', `${print(complete)}\n${print(complete)}`],
])('reads %s', (_, text) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  'https://api.bigcommerce.com/stores/g5cd38/v3/',
  'https://api.bigcommerce.com/stores/g5cd38/v2/',
  'https://api.bigcommerce.com/stores/g5cd38/v3',
  'https://api.bigcommerce.com/stores/g5cd38/',
  'https://api.bigcommerce.com/stores/g5cd38',
  'http://api.bigcommerce.com/stores/g5cd38/v2/',
  'HTTPS://API.BIGCOMMERCE.COM/STORES/G5CD38/V3/',
  'api.bigcommerce.com/stores/g5cd38/v3/',
])('takes the store hash out of %s', (path) => {
  expect(read(print({ ...complete, 'API PATH': path }))?.storeHash).toBe('g5cd38');
});

test('a name is not needed, and STORE NAME is not the name of the API account', () => {
  const { NAME: _, ...nameless } = complete;
  expect(read(print(nameless))).not.toHaveProperty('name');
  expect(read(`STORE NAME: Acme\n${print(nameless)}`)).not.toHaveProperty('name');
});

test('the client secret is not swallowed by another value and not kept', () => {
  const text = `NAME: Acme CLIENT SECRET: ${complete['CLIENT SECRET']} ${print(complete, ': ', ' ')}`;
  const credentials = read(text);
  expect(JSON.stringify(credentials)).not.toContain(complete['CLIENT SECRET']);
  expect(credentials?.name).toBe('Acme');
});

const without = (...keys: string[]) =>
  print(Object.fromEntries(Object.entries(complete).filter(([key]) => !keys.includes(key))));
const other = 'canary0other0value000000000000';

test.each([
  ['nothing', ''],
  ['another file', 'workspace: acme\nbackend: { url: https://flowlink.example.com }\n'],
  ['a huge file', `${print(complete)}\n${' '.repeat(64 * 1024)}`],
  ['two accounts', `${print(complete)}\n${print({ ...complete, 'ACCESS TOKEN': other })}`],
  ['no token', without('ACCESS TOKEN')],
  ['only a token', without('CLIENT ID', 'API PATH', 'NAME')],
  ['empty values', print({ 'ACCESS TOKEN': '', 'CLIENT ID': '', 'API PATH': '' })],
  ['a path without a store hash', print({ ...complete, 'API PATH': 'https://api.bigcommerce.com/canary/' })],
  ['a placeholder for the store hash', print({ ...complete, 'API PATH': 'https://x/stores/{canary}/v3/' })],
  ['no client ID and no store hash', print({ 'ACCESS TOKEN': other, 'API PATH': 'canary' })],
])('%s is explained without repeating a value', async (name, text) => {
  const { value, diagnostics } = parse(text);
  expect(value).toBeUndefined();
  expect(JSON.stringify(diagnostics)).not.toMatch(/canary|client0id/);
  const { code, detail, fix } = diagnostics[0] ?? {};
  expect(diagnostics).toHaveLength(1);
  await expect(`${code}\n${detail}\n${fix}\n`).toMatchFileSnapshot(
    `__golden__/credentials-file/${name.replaceAll(' ', '-')}.txt`,
  );
});

test('any values come back, whatever the shape of the file', () => {
  const word = fc
    .string({ minLength: 1, maxLength: 40, unit: fc.constantFrom(...'abzAZ019+/=._~-:@!$%&*()?#') })
    // A value that is made of a key and a separator cannot be told from a pair.
    .filter((value) => !/name|token|id|secret|path/i.test(value));
  const hash = fc.stringMatching(/^[a-z0-9]{1,12}$/);
  const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
  const casing = fc.constantFrom<(key: string) => string>(
    (key) => key,
    (key) => key.toLowerCase(),
    (key) => key.replace(' ', '_'),
    (key) => key.toLowerCase().replace(' ', '-'),
    (key) => key.replace(' ', '  '),
  );
  fc.assert(
    fc.property(
      fc.record({ token: word, id: word, secret: word, hash, name }),
      fc.shuffledSubarray(['ACCESS TOKEN', 'CLIENT ID', 'CLIENT SECRET', 'API PATH', 'NAME'], {
        minLength: 5,
      }),
      casing,
      fc.constantFrom(': ', ':  ', ' : ', '\t:\t', '= ', ' = '),
      fc.constantFrom('\n', '\r\n', '\r', ' ', '\t', '\n\n', '   '),
      fc.constantFrom('', '\uFEFF', '\n', '\uFEFF\r\n'),
      fc.constantFrom('', '\n', '\r\n', ' '),
      fc.constantFrom('v3/', 'v2/', '', 'v3'),
      ({ token, id, secret, hash, name }, order, write, separator, between, head, tail, version) => {
        const path = `https://api.bigcommerce.com/stores/${hash}/${version}`;
        const values: Record<string, string> = {
          'ACCESS TOKEN': token,
          'CLIENT ID': id,
          'CLIENT SECRET': secret,
          'API PATH': path,
          NAME: name,
        };
        const pairs = order.map((key) => `${write(key)}${separator}${values[key]}`);
        const text = `${head}${pairs.join(between)}${tail}`;
        expect(read(text)).toEqual({ storeHash: hash, clientId: id, accessToken: token, name });
      },
    ),
  );
});

test('any text is read without throwing, and no message repeats a piece of it', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'ACCESS TOKEN',
      'client_id',
      'Client-Secret',
      'API PATH',
      'NAME',
      ':',
      '=',
      '"',
      "'",
      '\n',
    ),
    fc.constantFrom('/stores/', 'canary', '{', ' '),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const { value, diagnostics } = parse(pieces.join(''));
      expect(diagnostics).toHaveLength(value ? 0 : 1);
      expect(JSON.stringify(diagnostics)).not.toContain('canary');
    }),
  );
});

test.each([
  'ACCESS ',
  'ACCESS',
  'CLIENT_',
  'CLIENT ID ',
  'NAME: ',
  '" NAME:',
  '/stores/',
  'API PATH: /stores/a',
  '\r',
  "'",
  'ACCESS TOKEN: x ',
  ' ',
])('the largest file of “%s” is read at once', (unit) => {
  const start = performance.now();
  for (const head of ['', 'API PATH: ', 'ACCESS', `${' '.repeat(30_000)}x `])
    parse(`${head}${unit.repeat(64 * 1024)}`.slice(0, 64 * 1024));
  expect(performance.now() - start).toBeLessThan(2000);
});
