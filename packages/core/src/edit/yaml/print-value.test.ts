// A printed value reads back as it was given, and looks like one that a person wrote.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { acme } from '../../../test/new-connection.ts';
import type { Json } from './json.ts';
import { printKey, printScalar } from './print-scalar.ts';
import { printEntry, printFlowEntry } from './print-value.ts';

const layout = { indent: 2, step: 2, endOfLine: '\n' } as const;

const connection = (config: { [key: string]: Json } = {}) => ({
  key: acme.name,
  value: { ...acme.config, ...config },
});

test('prints a connection with its keys in the order given', () => {
  expect(printEntry(connection(), layout)).toMatchInlineSnapshot(`
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

test('long lists become a block', () => {
  const scopes = [
    'store_v2_information_read_only',
    'store_v2_orders_read_only',
    'store_v2_products_read_only',
  ];
  const { workflows: _, ...config } = acme.config;
  expect(
    printEntry({ key: 'acme-us', value: { ...config, scopes } }, { indent: 4, step: 4, endOfLine: '\n' }),
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
  expect(printEntry(connection({ scopes: [] }), layout)).toContain('scopes: []\n');
});

test('a list on one line has at most 100 columns', () => {
  const print = (length: number) => printEntry(connection({ scopes: ['x'.repeat(length)] }), layout);
  expect(print(86)).toContain('scopes: [');
  expect(
    Math.max(
      ...print(86)
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBe(100);
  expect(print(87)).toContain('scopes:\n      - xxx');
});

test('prints on one line for a map in braces', () => {
  expect(printFlowEntry(connection(), 'flow')).toMatchInlineSnapshot(
    `"acme-us: { platform: bigcommerce, store_url: https://acme-us.mybigcommerce.com, store_hash: g5cd38, client_id: '\${env:ACME_US_CLIENT_ID}', access_token: '\${env:ACME_US_ACCESS_TOKEN}', scopes: [store_v2_information_read_only, store_v2_orders_read_only], workflows: { get-orders: { action: get_orders } } }"`,
  );
});

test('workflows stand on a line each, with their parameters if they fit', () => {
  const workflows = {
    'import-orders': { action: 'get_orders', parameters: { limit: 50, create_shipments: true } },
    stock: { action: 'set_inventory', parameters: {} },
    catalogue: {
      action: 'get_products',
      parameters: { sku: 'x'.repeat(30), min_date_modified: '2026-01-31', max_date_modified: '2026-02-28' },
    },
    off: null,
  };
  const value = { extends: ['retail', 'fast-stock'], workflows, protect: true };
  expect(printEntry({ key: 'acme', value }, layout)).toMatchInlineSnapshot(`
    "  acme:
        extends: [retail, fast-stock]
        workflows:
          import-orders: { action: get_orders, parameters: { limit: 50, create_shipments: true } }
          stock: { action: set_inventory, parameters: {} }
          catalogue:
            action: get_products
            parameters:
              sku: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
              min_date_modified: '2026-01-31'
              max_date_modified: '2026-02-28'
          'off': null
        protect: true"
  `);
});

test('short maps stand on one line, and sections with names below them do not', () => {
  const value = {
    guards: { max_destroy: 2, max_token_age: '180d' },
    include: ['connections/**/*.yaml'],
    profiles: { retail: { protect: true } },
    moved: [
      { from: 'acme', to: 'acme-us' },
      { from: 'a'.repeat(50), to: 'b'.repeat(50) },
    ],
    nothing: [{}, [], null, [[1, 2], ['x']]],
  };
  expect(printEntry({ key: 'all', value }, { ...layout, indent: 0, listStep: 0 })).toMatchInlineSnapshot(`
    "all:
      guards: { max_destroy: 2, max_token_age: 180d }
      include: [connections/**/*.yaml]
      profiles:
        retail: { protect: true }
      moved:
      - { from: acme, to: acme-us }
      - from: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        to: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
      nothing:
      - {}
      - []
      - null
      - - [1, 2]
        - [x]"
  `);
});

test('a map is printed in the style that is asked for', () => {
  const entry = { key: 'stock', value: { action: 'set_inventory', parameters: { deep: { limit: 50 } } } };
  expect(printEntry(entry, layout, 'fitting')).toMatchInlineSnapshot(`
    "  stock:
        action: set_inventory
        parameters:
          deep: { limit: 50 }"
  `);
  expect(printEntry(entry, layout, 'line')).toMatchInlineSnapshot(
    `"  stock: { action: set_inventory, parameters: { deep: { limit: 50 } } }"`,
  );
  expect(printEntry({ value: entry.value }, layout, 'block')).toMatchInlineSnapshot(`
    "  - action: set_inventory
        parameters:
          deep: { limit: 50 }"
  `);
});

test('JSON stays JSON', () => {
  const form = printFlowEntry(connection({ none: null, list: [1, -0, 'x'] }), 'json');
  expect(JSON.parse(`{ ${form} }`)).toEqual({
    'acme-us': connection({ none: null, list: [1, -0, 'x'] }).value,
  });
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

test('any key reads back as itself', () => {
  fc.assert(
    fc.property(nasty, (key) => {
      fc.pre(key.length < 500);
      const document = parseDocument(`${printKey(key, 'block')}: 1\nl: { ${printKey(key, 'flow')}: 1 }\n`, {
        uniqueKeys: false,
      });
      expect(document.errors).toEqual([]);
      expect(document.toJS()).toEqual({ [key]: 1, l: { [key]: 1 } });
    }),
  );
});

test('any value reads back as it was given, in a block and in braces', () => {
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      nasty,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(null, true, false, -0),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(nasty, tie('value'), { noNullPrototype: true, maxKeys: 4 }),
    ),
  }));
  const layouts = fc.record({
    indent: fc.integer({ min: 1, max: 6 }),
    step: fc.integer({ min: 1, max: 4 }),
    listStep: fc.integer({ min: 0, max: 4 }),
    endOfLine: fc.constantFrom('\n' as const, '\r\n' as const),
  });
  const style = fc.constantFrom('fitting' as const, 'line' as const, 'block' as const);
  fc.assert(
    fc.property(nasty, value, layouts, style, (key, value, where, style) => {
      const { endOfLine } = where;
      const block = parseDocument(`c:${endOfLine}${printEntry({ key, value }, where, style)}${endOfLine}`);
      expect([block.errors, block.toJS()]).toEqual([[], { c: { [key]: value } }]);
      const list = parseDocument(`c:${endOfLine}${printEntry({ value }, where, style)}${endOfLine}`);
      expect([list.errors, list.toJS()]).toEqual([[], { c: [value] }]);
      const flow = parseDocument(`c: { ${printFlowEntry({ key, value }, 'flow')} }`);
      expect([flow.errors, flow.toJS()]).toEqual([[], { c: { [key]: value } }]);
    }),
  );
});
