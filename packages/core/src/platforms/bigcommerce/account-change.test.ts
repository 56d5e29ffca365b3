// Changes of scopes and credentials are taken for what they mean: another API account, or a mistake.
import type { ConnectionConfig, Scope } from '@flowlink/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountChange, Finding } from '../platform.ts';
import { checkAccountChange } from './account-change.ts';

const before = {
  platform: 'bigcommerce',
  store_url: 'https://acme-us.mybigcommerce.com',
  store_hash: 'g5cd38',
  client_id: '0client0id0of0a0test0account000',
  scopes: ['store_v2_orders_read_only', 'store_v2_products', 'store_v2_information_read_only'],
} satisfies ConnectionConfig;

type Changes = Partial<Omit<AccountChange, 'after'>> & { readonly after?: Partial<ConnectionConfig> };

function check({ after, ...more }: Changes): Finding[] {
  return checkAccountChange({
    name: 'acme-us',
    before,
    rotated: [],
    variables: { access_token: 'ACME_US_ACCESS_TOKEN' },
    redeclared: false,
    ...more,
    after: { ...before, ...after } as ConnectionConfig,
  });
}

const print = (findings: readonly Finding[]) =>
  findings
    .map(({ code, path, detail, fix }) => `${code} at ${path.join('.')}\n${detail}\nfix: ${fix}\n`)
    .join('\n');
const codes = (changes: Changes) => check(changes).map(({ code }) => code);

const moreScopes: Scope[] = ['store_v2_orders', 'store_v2_products', 'store_v2_information_read_only'];
const otherClient = '1client0id0of0a0test0account000';
const rotated = ['access_token'];

test.each<[string, Changes]>([
  ['scopes-exchanged', { after: { scopes: moreScopes } }],
  ['scopes-added', { after: { scopes: [...before.scopes, 'store_v2_customers'] } }],
  ['scopes-dropped', { after: { scopes: ['store_v2_products'] } }],
  ['scopes-and-client-id', { after: { scopes: moreScopes, client_id: otherClient } }],
  ['new-account', { after: { client_id: otherClient }, rotated }],
  ['client-id-only', { after: { client_id: otherClient } }],
  ['token-only', { rotated }],
])('%s is explained with what to do', async (name, changes) => {
  const findings = check(changes);
  expect(findings).toHaveLength(1);
  await expect(print(findings)).toMatchFileSnapshot(`__golden__/account-change/${name}.txt`);
});

test('where nothing about the account changes there is nothing to say', () => {
  expect(check({})).toEqual([]);
  expect(check({ after: { store_url: 'https://acme.example.com', workflows: {} } })).toEqual([]);
});

test('scopes that were declared wrongly before may be declared again', () => {
  expect(codes({ after: { scopes: moreScopes }, redeclared: true })).toEqual([]);
  expect(codes({ redeclared: true })).toEqual([]);
});

test('that scopes are declared again hides nothing else', () => {
  const after = { scopes: moreScopes, client_id: otherClient };
  expect(codes({ after, redeclared: true })).toEqual(['credentials-half-changed']);
  expect(codes({ after, redeclared: true, rotated })).toEqual(['new-api-account']);
});

test('with another token the scopes may be others', () => {
  expect(codes({ after: { scopes: moreScopes, client_id: otherClient }, rotated })).toEqual([
    'new-api-account',
  ]);
  expect(codes({ after: { scopes: moreScopes }, rotated })).toEqual(['credentials-half-changed']);
});

test('that another secret changed is no new token', () => {
  expect(codes({ after: { scopes: moreScopes }, rotated: ['other'] })).toEqual(['scopes-immutable']);
});

const scopes = fc.uniqueArray(
  fc.constantFrom<Scope>(
    'store_cart',
    'store_v2_orders',
    'store_v2_products',
    'store_v2_content',
    'store_sites',
  ),
);

test('the order of scopes does not matter', () => {
  const reordered = scopes.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(reordered, ([one, other]) => {
      expect(check({ before: { ...before, scopes: one }, after: { scopes: other } })).toEqual([]);
    }),
  );
});

test('any other difference is refused, and every scope that comes or goes is named', () => {
  fc.assert(
    fc.property(scopes, scopes, (one, other) => {
      const added = other.filter((scope) => !one.includes(scope));
      const dropped = one.filter((scope) => !other.includes(scope));
      fc.pre(added.length + dropped.length > 0);
      const [finding, ...more] = check({ before: { ...before, scopes: one }, after: { scopes: other } });
      expect(more).toEqual([]);
      expect(finding?.code).toBe('scopes-immutable');
      const [, adds] = / adds ([\w, ]+?)(?: and drops |, but )/.exec(finding?.detail ?? '') ?? [];
      const [, drops] = / drops ([\w, ]+?), but /.exec(finding?.detail ?? '') ?? [];
      expect(adds?.split(', ') ?? []).toEqual(added);
      expect(drops?.split(', ') ?? []).toEqual(dropped);
    }),
  );
});
