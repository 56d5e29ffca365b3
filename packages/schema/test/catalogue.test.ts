// The catalogue hangs together, and the marks in the schema are found.
import { expect, test } from 'vitest';
import schema from '../flowlink.schema.json' with { type: 'json' };
import openapi from '../openapi.json' with { type: 'json' };
import { bigcommerce, fieldMarks, isName, operations } from '../src/index.ts';

const scopes = schema.$defs.scope.enum;

test('every scope that an action needs is in the scope list', () => {
  for (const [action, { scopes: needed }] of Object.entries(bigcommerce.actions)) {
    for (const scope of Object.keys(needed)) expect(scopes, action).toContain(scope);
  }
});

test('modify permits read-only, and nothing else permits another scope', () => {
  expect(bigcommerce.permits('store_v2_orders', 'store_v2_orders_read_only')).toBe(true);
  expect(bigcommerce.permits('store_v2_orders', 'store_v2_orders')).toBe(true);
  expect(bigcommerce.permits('store_v2_orders_read_only', 'store_v2_orders')).toBe(false);
  expect(bigcommerce.permits('store_v2_products', 'store_v2_orders_read_only')).toBe(false);
  expect(bigcommerce.describeScope('store_v2_orders_read_only')).toBe('Orders: read-only');
});

test('the marks of the schema', () => {
  expect(fieldMarks.bigcommerce).toEqual({
    fields: [
      'platform',
      'store_url',
      'store_hash',
      'client_id',
      'access_token',
      'scopes',
      'workflows',
      'protect',
    ],
    secret: ['access_token'],
    immutable: ['platform', 'store_hash'],
    unordered: ['scopes'],
    verified: ['store_url', 'store_hash', 'client_id', 'access_token', 'scopes'],
    serverOwned: {
      get_products: ['min_date_modified'],
      get_orders: ['min_date_modified'],
      get_shipments: ['min_date_modified'],
      get_customers: ['min_date_created'],
    },
    defaults: { workflows: {}, protect: false },
  });
});

test('what goes over the wire has no secret field, and a response shows fingerprints only', () => {
  expect(Object.keys(openapi.components.schemas.BigcommerceConfig.properties)).not.toContain('access_token');
  expect(openapi.components.schemas.Connection.properties.secrets.additionalProperties).toEqual({
    $ref: '#/components/schemas/SecretState',
  });
  expect(Object.keys(openapi.components.schemas.SecretState.properties).sort()).toEqual([
    'applied',
    'fingerprint',
    'salt',
    'set_at',
  ]);
});

test('a name in code is a name in the contract', () => {
  const { pattern } = openapi.components.schemas.Name;
  const names = [
    'acme',
    'a',
    '0-_',
    'a'.repeat(63),
    'a'.repeat(64),
    '',
    '-a',
    '_a',
    'Acme',
    'a b',
    'a\n',
    'ä',
  ];
  for (const name of names) expect(isName(name), name).toBe(new RegExp(pattern).test(name));
  expect(names.filter(isName)).toHaveLength(4);
});

test('operations below /v1 need a token but for the one that gives tokens, the others none', () => {
  for (const [id, { path, role }] of Object.entries(operations))
    expect(role === null, id).toBe(!path.startsWith('/v1/') || id === 'exchangeToken');
});

/** Every property below a schema, with the path to it. */
function* properties(part: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, child] of Object.entries(part)) {
    if (key === 'properties' && !path.endsWith('/if')) {
      for (const [name, property] of Object.entries(child as Record<string, Record<string, unknown>>)) {
        yield [`${path}/${name}`, property];
      }
    }
    if (!['enum', 'examples', 'default'].includes(key)) yield* properties(child, `${path}/${key}`);
  }
}

test('every property that a person writes has a description', () => {
  const all = [...properties(schema, '')].filter(([path]) => !path.endsWith('/then/parameters'));
  expect(all.length).toBeGreaterThan(30);
  for (const [path, { description, $ref }] of all) expect(description ?? $ref, path).toBeTruthy();
});
