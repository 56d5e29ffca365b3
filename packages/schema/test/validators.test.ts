// The precompiled validators accept what may be said and refuse the rest.
import { configuration } from '@flowlink/schema/validators/configuration';
import { connectionConfig } from '@flowlink/schema/validators/resolved';
import { expect, test } from 'vitest';

const connection = {
  platform: 'bigcommerce',
  store_url: 'https://acme.mybigcommerce.com',
  store_hash: 'g5cd38',
  client_id: '${env:ID}',
  access_token: '${env:TOKEN}',
  scopes: ['store_v2_orders'],
};
const conforms = (more: object) => configuration({ connections: { acme: { ...connection, ...more } } });

test('a file may hold references wherever a value may vary', () => {
  expect(conforms({})).toBe(true);
  expect(
    conforms({
      store_hash: '${env:HASH}',
      store_url: 'https://${env:HOST:-x}',
      protect: '${env:PROTECT:-false}',
    }),
  ).toBe(true);
  const parameters = { limit: '${env:LIMIT}', min_date_modified: '${env:SINCE}' };
  expect(conforms({ workflows: { orders: { action: 'get_orders', parameters } } })).toBe(true);
});

test.for<[string, object]>([
  ['a literal secret', { access_token: 'literal' }],
  ['a secret with a default', { access_token: '${env:TOKEN:-literal}' }],
  ['a secret with more around it', { access_token: 'x${env:TOKEN}' }],
  ['a reference in an enumeration', { scopes: ['${env:SCOPE}'] }],
  ['text for a boolean', { protect: 'perhaps' }],
  [
    'a parameter of another action',
    { workflows: { s: { action: 'set_inventory', parameters: { limit: 5 } } } },
  ],
  ['an unknown key', { colour: 'red' }],
])('%s is refused', ([, more]) => {
  expect(conforms(more)).toBe(false);
});

test('once resolved, text becomes what the schema wants and defaults are filled in', () => {
  const { access_token: _secret, ...config } = connection;
  const resolved = {
    ...config,
    protect: 'true',
    workflows: { o: { action: 'get_orders', parameters: { limit: '5' } } },
  };
  expect(connectionConfig(resolved)).toBe(true);
  expect(resolved).toMatchObject({ protect: true, workflows: { o: { parameters: { limit: 5 } } } });
  expect(connectionConfig({ ...config, store_hash: '${env:HASH}' })).toBe(false);
});
