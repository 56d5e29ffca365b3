// A printed connection reads back as it was given, and looks like one that a person wrote.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { acme } from '../../test/new-connection.ts';
import { printConnection, printFlowEntry, toConfig } from './print-connection.ts';
import { printScalar } from './print-scalar.ts';

const layout = { indent: 2, step: 2, endOfLine: '\n' } as const;

test('prints the keys in the order of the schema', () => {
  expect(printConnection(acme, layout)).toMatchInlineSnapshot(`
    "  acme-us:
        platform: bigcommerce
        store_url: https://acme-us.mybigcommerce.com
        store_hash: g5cd38
        client_id: \${env:ACME_US_CLIENT_ID}
        access_token: \${env:ACME_US_ACCESS_TOKEN}
        scopes: [store_v2_information_read_only, store_v2_orders_read_only]
        workflows:
          get-orders: { action: get_orders }"
  `);
});

test('long lists of scopes become a block, and what is empty is left out', () => {
  const scopes = [
    'store_v2_information_read_only',
    'store_v2_orders_read_only',
    'store_v2_products_read_only',
  ];
  expect(
    printConnection({ ...acme, scopes, workflows: {} }, { indent: 4, step: 4, endOfLine: '\n' }),
  ).toMatchInlineSnapshot(`
    "    acme-us:
            platform: bigcommerce
            store_url: https://acme-us.mybigcommerce.com
            store_hash: g5cd38
            client_id: \${env:ACME_US_CLIENT_ID}
            access_token: \${env:ACME_US_ACCESS_TOKEN}
            scopes:
                - store_v2_information_read_only
                - store_v2_orders_read_only
                - store_v2_products_read_only"
  `);
  expect(printConnection({ ...acme, scopes: [] }, layout)).toContain('scopes: []\n');
});

test('a line of scopes has at most 100 columns', () => {
  const width = (length: number) =>
    Math.max(
      ...printConnection({ ...acme, scopes: ['x'.repeat(length)] }, layout)
        .split('\n')
        .map((line) => line.length),
    );
  expect(printConnection({ ...acme, scopes: ['x'.repeat(86)] }, layout)).toContain('scopes: [');
  expect(width(86)).toBe(100);
  expect(printConnection({ ...acme, scopes: ['x'.repeat(87)] }, layout)).toContain('scopes:\n      - xxx');
});

test('prints on one line for a map in braces', () => {
  expect(printFlowEntry(acme)).toMatchInlineSnapshot(
    `"acme-us: { platform: bigcommerce, store_url: https://acme-us.mybigcommerce.com, store_hash: g5cd38, client_id: '\${env:ACME_US_CLIENT_ID}', access_token: '\${env:ACME_US_ACCESS_TOKEN}', scopes: [store_v2_information_read_only, store_v2_orders_read_only], workflows: { get-orders: { action: get_orders } } }"`,
  );
});

test.each([
  ['g5cd38', 'g5cd38'],
  ['12345', "'12345'"],
  ['1e5', "'1e5'"],
  ['0x1f', "'0x1f'"],
  ['0o17', "'0o17'"],
  ['null', "'null'"],
  ['true', "'true'"],
  ['yes', "'yes'"],
  ['off', "'off'"],
  ['2026-01-01', "'2026-01-01'"],
  ['', "''"],
  ['~', "'~'"],
  ['it’s', 'it’s'],
  ["'", "''''"],
  [' a', "' a'"],
  ['a: b', "'a: b'"],
  ['a #b', "'a #b'"],
  ['a\nb', '"a\\nb"'],
  ['${env:A}', '${env:A}'],
])('prints %j as %s', (text, printed) => {
  expect(printScalar(text, 'block')).toBe(printed);
});

const nasty = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom(...'ab01e.-:#\'"{}[],&*!|>%@`~? \n\t\\') }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'null',
    'yes',
    '1e5',
    '.inf',
    '.nan',
    '0b1',
    '---',
    '...',
    '<<',
    '=',
    '\uFEFF',
    '\u2028',
    '\u0085',
    '\uD800',
  ),
);

test.each(['1.2', '1.1'] as const)('any string reads back as itself by YAML %s', (version) => {
  fc.assert(
    fc.property(nasty, (text) => {
      const block = `k: ${printScalar(text, 'block')}\nl: [${printScalar(text, 'flow')}]\n`;
      const document = parseDocument(block, { version, logLevel: 'silent' });
      expect(document.errors).toEqual([]);
      expect(document.toJS()).toEqual({ k: text, l: [text] });
    }),
  );
});

test('any connection reads back as it was given, in a block and in braces', () => {
  const name = fc.oneof(
    fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/),
    fc.constantFrom('1e5', '12', 'null', 'no', '0x1'),
  );
  const connection = fc.record({
    name,
    platform: fc.constant('bigcommerce'),
    storeUrl: nasty,
    storeHash: fc.oneof(fc.stringMatching(/^[a-z0-9]{1,12}$/), nasty),
    clientId: nasty,
    accessToken: nasty,
    scopes: fc.array(nasty, { maxLength: 6 }),
    workflows: fc.dictionary(name, fc.record({ action: nasty }), { noNullPrototype: true, maxKeys: 3 }),
  });
  const layouts = fc.record({
    indent: fc.integer({ min: 1, max: 6 }),
    step: fc.integer({ min: 1, max: 4 }),
    endOfLine: fc.constantFrom('\n' as const, '\r\n' as const),
  });
  fc.assert(
    fc.property(connection, layouts, (given, where) => {
      const expected = { c: { [given.name]: toConfig(given) } };
      const { endOfLine } = where;
      const block = parseDocument(`c:${endOfLine}${printConnection(given, where)}${endOfLine}`);
      expect([block.errors, block.toJS()]).toEqual([[], expected]);
      const flow = parseDocument(`c: { ${printFlowEntry(given)} }`);
      expect([flow.errors, flow.toJS()]).toEqual([[], expected]);
    }),
  );
});
