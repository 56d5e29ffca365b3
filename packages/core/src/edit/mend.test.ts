// What diagnostics offer to mend is mended in place, and everything else in the files stays, byte for byte.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Files, memoryFiles } from '../../test/memory-files.ts';
import { validate } from '../workspace.ts';
import { type MendedFile, mendFiles } from './mend.ts';

const head = 'workspace: acme\nbackend: { url: https://flowlink.example.com }\n';

/** A connection whose fields stand as given; what is left out is as it should be. */
function connection(
  name: string,
  { url = `https://${name}.example.com`, hash = 'g5cd38', scopes = '[]' } = {},
): string {
  return [
    `  ${name}: # the shop`,
    `    store_hash: ${hash} # from the API path`,
    '    platform: bigcommerce',
    '',
    `    scopes: ${scopes}`,
    `    store_url:   ${url}`,
    `    access_token: "\${env:TOKEN}"   # never here`,
    `    client_id: '\${env:CLIENT_ID}'`,
    '',
  ].join('\n');
}

const project = (...connections: string[]): string =>
  `${head}# All shops.\nconnections:\n${connections.join('')}`;

async function mend(files: Files): Promise<{ mended: MendedFile[]; after: Files; codes: string[] }> {
  const { diagnostics, sources } = await validate({ files: memoryFiles(files), environment: {} });
  const mended = mendFiles(diagnostics, sources);
  const after = { ...files, ...Object.fromEntries(mended.map(({ file, text }) => [file, text])) };
  return { mended, after, codes: diagnostics.map(({ code }) => code) };
}

/** As often as `flowlink validate --fix` does: a round can only mend what the one before laid open. */
const MAX_ROUNDS = 3;

/** Mends until nothing is left to mend, and makes sure that there is nothing left to complain about either. */
async function mendAll(files: Files): Promise<Files> {
  let current = files;
  for (let round = 0; round < MAX_ROUNDS; round++) current = (await mend(current)).after;
  expect(await mend(current)).toEqual({ mended: [], after: current, codes: [] });
  return current;
}

const url = 'https://acme.example.com';

test.each<[string, Parameters<typeof connection>[1], Parameters<typeof connection>[1]]>([
  ['the hash in an API path', { hash: 'https://api.bigcommerce.com/stores/abc123/v3/' }, { hash: 'abc123' }],
  ['a hash with prefix', { hash: 'store-abc123' }, { hash: 'abc123' }],
  ['a hash in braces and quotes', { hash: "'{abc123}'" }, { hash: 'abc123' }],
  ['a hash with capitals in double quotes', { hash: '"ABC123"' }, { hash: 'abc123' }],
  ['a hash of digits', { hash: '123456' }, { hash: '"123456"' }],
  ['a hash of digits that begins with zero', { hash: '012345' }, { hash: '"012345"' }],
  ['a hash that looks like an exponent', { hash: '12e45' }, { hash: '"12e45"' }],
  ['digits in an API path', { hash: 'api.bigcommerce.com/stores/123456/v3' }, { hash: '"123456"' }],
  ['plain http', { url: 'http://acme.example.com' }, { url }],
  ['a slash at the end', { url: `${url}/` }, { url }],
  ['a path in single quotes', { url: `'${url}/manage'` }, { url }],
  ['no scheme, in double quotes', { url: '"acme.example.com"' }, { url }],
  ['capitals and a port', { url: 'https://ACME.example.com:443' }, { url }],
  ['two fields', { url: 'http://acme.example.com/', hash: 'store-abc123' }, { url, hash: 'abc123' }],
])('%s', async (_, before, after) => {
  const files = { 'flowlink.yaml': project(connection('acme', before)) };
  expect(await mendAll(files)).toEqual({ 'flowlink.yaml': project(connection('acme', after)) });
});

test('the control panel’s name of a permission, in a list on one line and on several', async () => {
  const write = (first: string, second: string) =>
    project(
      connection('acme', { scopes: `[ ${first} , store_v2_information_read_only ]` }),
      connection('bergson', {
        scopes: `\n      - ${second} # all of it\n      - store_v2_information_read_only`,
      }),
    );
  const { after, mended } = await mend({
    'flowlink.yaml': write("'Orders: Modify'", '"Products: Read-only"'),
  });
  expect(after['flowlink.yaml']).toBe(write('store_v2_orders', 'store_v2_products_read_only'));
  expect(mended[0]?.edits.map(({ before, text }) => [before, text])).toEqual([
    ["'Orders: Modify'", 'store_v2_orders'],
    ['"Products: Read-only"', 'store_v2_products_read_only'],
  ]);
  expect((await mend(after)).mended).toEqual([]);
});

test('several mends in two files, each with what stood there before', async () => {
  const write = (acme: string, acmeHash: string, eu: string, uk: string) => ({
    'flowlink.yaml': `${head}include: [more/*.yaml]\nconnections:\n${connection('acme', { url: acme, hash: acmeHash })}`,
    'more/eu.yaml': `# Europe\nconnections:\n${connection('eu', { hash: eu })}${connection('uk', { hash: uk })}`,
    'more/fine.yaml': `connections:\n${connection('fine')}`,
  });
  const { mended, after } = await mend(write('acme.example.com', "'{abc123}'", 'store-eu1234', 'UK1234'));
  expect(mended.map(({ file, edits }) => [file, edits.map(({ before, text }) => [before, text])])).toEqual([
    [
      'flowlink.yaml',
      [
        ["'{abc123}'", 'abc123'],
        ['acme.example.com', 'https://acme.example.com'],
      ],
    ],
    [
      'more/eu.yaml',
      [
        ['store-eu1234', 'eu1234'],
        ['UK1234', 'uk1234'],
      ],
    ],
  ]);
  expect(after).toEqual(write(url, 'abc123', 'eu1234', 'uk1234'));
  expect(await mend(after)).toMatchObject({ mended: [], codes: [] });
});

test('connections between braces', async () => {
  const write = (hash: string, url: string) =>
    `${head}connections: { acme: { platform: bigcommerce, store_hash: ${hash}, store_url: ${url}, client_id: '\${env:C}', access_token: '\${env:T}', scopes: [] } } # one line\n`;
  const { after } = await mend({ 'flowlink.yaml': write('STORE-abc123', 'http://acme.example.com/') });
  expect(after).toEqual({ 'flowlink.yaml': write('abc123', url) });
});

test('what one mend lays open is mended in the next round', async () => {
  // The hash in the path turns out to be a number to YAML.
  const first = await mend({
    'flowlink.yaml': project(
      connection('acme', { hash: 'api.bigcommerce.com/stores/123456/v3', url: 'http://acme.example.com' }),
    ),
  });
  expect(first.codes).toEqual(['invalid-store-hash', 'untidy-store-url']);
  const second = await mend(first.after);
  expect(second.codes).toEqual(['wrong-type']);
  expect(second.after).toEqual({
    'flowlink.yaml': project(connection('acme', { hash: '"123456"', url })),
  });
});

test('nothing is written where nothing can be mended', async () => {
  expect(await mend({ 'flowlink.yaml': project(connection('acme')) })).toMatchObject({
    mended: [],
    codes: [],
  });
});

test.each([
  ['invalid-store-hash', { hash: 'not-a-hash' }],
  ['invalid-store-url', { url: 'https://login.bigcommerce.com' }],
  ['unknown-value', { scopes: '[Orders]' }],
])('%s without a certain mend is left alone', async (code, fields) => {
  const { mended, codes } = await mend({ 'flowlink.yaml': project(connection('acme', fields)) });
  expect({ mended, codes }).toEqual({ mended: [], codes: [code] });
});

/** Something to mend, and what it comes to. */
const hash = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9]{5,11}$/), fc.constantFrom('', "'", '"'), fc.nat(5))
  // Quotes are needed where YAML would take the text for a map.
  .map(([text, quote, shape]) => {
    const written = [
      text,
      `store-${text}`,
      text.toUpperCase(),
      `https://api.bigcommerce.com/stores/${text}/v3/`,
      `https://store-${text}.mybigcommerce.com/manage`,
      `{${text}}`,
    ][shape];
    const around = shape === 5 && quote === '' ? "'" : quote;
    return {
      before: `${around}${written}${around}`,
      after: shape === 0 ? `${around}${text}${around}` : text,
    };
  });
const address = fc
  .tuple(fc.stringMatching(/^[a-z]{3,12}$/), fc.constantFrom('', "'", '"'), fc.nat(5))
  .map(([text, quote, shape]) => {
    const plain = `https://${text}.example.com`;
    const written = [
      plain,
      `${plain}/`,
      `http://${text}.example.com`,
      `${text}.example.com`,
      `${plain}/admin/x?y=z`,
      `https://${text.toUpperCase()}.example.com`,
    ][shape];
    return { before: `${quote}${written}${quote}`, after: shape === 0 ? `${quote}${plain}${quote}` : plain };
  });
const shop = fc.record({ hash, address });

test('any mistakes in any files are mended, and nothing else changes, whatever the end of line', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(shop, { minLength: 1, maxLength: 3 }),
      fc.array(shop, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('\n', '\r\n'),
      async (first, second, endOfLine) => {
        const write = (key: 'before' | 'after') => {
          const shops = (list: typeof first, prefix: string) =>
            list
              .map(({ hash, address }, index) =>
                connection(`${prefix}${index}`, { hash: hash[key], url: address[key] }),
              )
              .join('');
          const files = {
            'flowlink.yaml': `${head}include: [b.yaml]\nconnections:\n${shops(first, 'a')}`,
            'b.yaml': `connections:\n${shops(second, 'b')}# the end`,
          };
          return Object.fromEntries(
            Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', endOfLine)]),
          );
        };
        expect(await mendAll(write('before'))).toEqual(write('after'));
      },
    ),
  );
});

test.each([
  ['a folded block', '>-\n      store-abc123'],
  ['a literal block', '|\n      store-abc123'],
  ['an anchor', '&hash store-abc123'],
  ['a tag', '!!str store-abc123'],
  ['a number with a tag', '!!int 12345'],
])('%s is left to people', async (_, hash) => {
  const files = { 'flowlink.yaml': project(connection('acme', { hash })) };
  const { mended, codes } = await mend(files);
  expect(mended).toEqual([]);
  expect(codes).toHaveLength(1);
});

test('an alias is left to people, key and all', async () => {
  const yaml = project(connection('acme', { hash: '*hash' })).replace(
    '# All shops.',
    'x: &hash store-abc123',
  );
  expect((await mend({ 'flowlink.yaml': yaml })).mended).toEqual([]);
});
