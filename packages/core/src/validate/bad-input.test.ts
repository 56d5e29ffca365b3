// Every kind of bad input gives diagnostics that say where, what, why and how to mend it; the golden files hold them whole.
import { expect, test } from 'vitest';
import { describeAll } from '../../test/describe.ts';
import { type Files, memoryFiles } from '../../test/memory-files.ts';
import { connectionYaml } from '../../test/projects.ts';
import { validate } from '../workspace.ts';

const TOKEN = 'canary0secret0value0000000000000';
const head = 'workspace: acme\nbackend: { url: https://flowlink.example.com }\n';
const acme = connectionYaml('acme');
const withField = (line: string) =>
  `${head}connections:\n${acme.replace(/^ {4}store_hash: .*$/m, `    ${line}`)}`;

const cases: Record<string, Files> = {
  'no-configuration': {},
  'not-yaml': { 'flowlink.yaml': 'workspace: acme\n  backend: [unclosed\n' },
  'tab-indentation': { 'flowlink.yaml': 'connections:\n\tacme: {}\n' },
  'not-yaml-beside-a-secret': {
    'flowlink.yaml': `${head}connections:\n  acme:\n    access_token: ${TOKEN}\n   store_hash: abc\n`,
  },
  'several-documents': { 'flowlink.yaml': `${head}---\n${head}` },
  'duplicate-key': { 'flowlink.yaml': `${head}workspace: other\n` },
  'duplicate-secret-key': {
    'flowlink.yaml': `${head}connections:\n${acme}    access_token: ${TOKEN}\n`,
  },
  'empty-file': { 'flowlink.yaml': '# nothing yet\n' },
  'empty-included-file': { 'flowlink.yaml': `${head}include: [a.yaml]\n`, 'a.yaml': '' },
  'unknown-keys': {
    'flowlink.yaml': `${head}conections: {}\nconnections:\n${connectionYaml('acme', [`acces_token: ${TOKEN}`, 'color: red'])}`,
  },
  'missing-fields': {
    'flowlink.yaml': `${head}connections:\n  acme:\n    platform: bigcommerce\n    store_hash: abc123\n`,
  },
  'missing-platform': { 'flowlink.yaml': `${head}connections:\n  acme: { store_hash: abc123 }\n` },
  'unknown-platform': { 'flowlink.yaml': `${head}connections:\n  acme: { platform: bigcomerce }\n` },
  'a-platform-that-every-object-has': {
    'flowlink.yaml': `${head}connections:\n  acme: { platform: toString }\n  bolt: { platform: { toString: 1 }, store_hash: 1 }\n`,
  },
  'secret-below-another-field': {
    'flowlink.yaml': `${head}connections:\n  acme:\n    platform:\n      access_token: ${TOKEN}\n    scopes: [{ access_token: ${TOKEN} }, { access_token: ${TOKEN} }]\n`,
  },
  'secret-that-is-a-map': {
    'flowlink.yaml': `${head}connections:\n${acme.replace(/\$\{env:ACME_ACC.*\}/, '{ toString: 1 }')}    extends: retail\nprofiles: { retail: {} }\n`,
  },
  'tangled-patterns': {
    'flowlink.yaml': `${head}include: ["a*b*c*d*.yaml", "**/a/**/a/**/a/**", "@(a|aa)@(a|aa)@(a|aa)@(a|aa)", "${'x'.repeat(1001)}"]\n`,
  },
  'the-same-map-twice': { 'flowlink.yaml': `${head}include: [{ toString: 1 }, { toString: 1 }]\n` },
  'wrong-types': {
    'flowlink.yaml': `${head}guards: { max_destroy: many }\nconnections:\n${connectionYaml('acme', ['workflows:', '  stock:', 'protect: perhaps'])}`,
  },
  'connection-is-a-list': { 'flowlink.yaml': `${head}connections:\n  - acme\n` },
  'literal-secret': {
    'flowlink.yaml': `${head}connections:\n${acme.replace(/\$\{env:ACME_ACC.*\}/, TOKEN)}`,
  },
  'secret-in-a-comment': {
    'flowlink.yaml': withField(`# access_token: ${TOKEN} # old\n    store_hash: store-abc123`),
  },
  'secret-in-a-text': { 'flowlink.yaml': `>\n  connections:\n    access_token: ${TOKEN}\n` },
  'secret-behind-an-invisible-character': {
    'flowlink.yaml': withField(`\u200Baccess_token: ${TOKEN}\n    Store_hash: abc`),
  },
  'secret-with-default': {
    'flowlink.yaml': `${head}connections:\n${acme.replace('_TOKEN}', `_TOKEN:-${TOKEN}}`)}`,
  },
  'secret-as-map': {
    'flowlink.yaml': `${head}connections:\n${acme.replace(/\$\{env:ACME_ACC.*\}/, `{ value: ${TOKEN} }`)}`,
  },
  'secret-as-block': {
    'flowlink.yaml': `${head}connections:\n${acme.replace(/\$\{env:ACME_ACC.*\}/, `|\n      ${TOKEN}\n      ${TOKEN}`)}`,
  },
  'unknown-scope-and-action': {
    'flowlink.yaml': `${head}connections:\n${connectionYaml('acme', ['workflows:', '  orders: { action: get_order }']).replace('store_v2_orders,', 'store_v2_order,')}`,
  },
  'duplicate-scope': {
    'flowlink.yaml': `${head}connections:\n${acme.replace('store_v2_products]', 'store_v2_orders]')}`,
  },
  'unknown-parameter': {
    'flowlink.yaml': `${head}connections:\n${connectionYaml('acme', ['workflows:', '  orders: { action: get_orders, parameters: { create_shipment: true, limit: 900 } }'])}`,
  },
  'invalid-names': { 'flowlink.yaml': `${head}connections:\n${connectionYaml('Acme US')}` },
  'duplicate-connection': {
    'flowlink.yaml': `${head}include: [more/*.yaml]\nconnections:\n${acme}`,
    'more/eu.yaml': `connections:\n${acme}`,
  },
  'missing-scopes': {
    'flowlink.yaml': `${head}connections:\n${connectionYaml('acme', ['workflows:', '  people: { action: get_customers }', '  things: { action: get_products }', '  more-people: { action: get_customers }'])}`,
  },
  'store-hash-with-prefix': { 'flowlink.yaml': withField('store_hash: store-abc123') },
  'store-hash-in-braces': { 'flowlink.yaml': withField("store_hash: '{abc123}'") },
  'store-hash-as-api-path': {
    'flowlink.yaml': withField('store_hash: https://api.bigcommerce.com/stores/abc123/v3/'),
  },
  'store-hash-upper-case': { 'flowlink.yaml': withField('store_hash: ABC123') },
  'invalid-references': {
    'flowlink.yaml': withField('store_hash: ${ABC}').replace(
      ':-0client0id0of0a0test0account000}',
      ':-client',
    ),
  },
  'include-without-match': {
    'flowlink.yaml': `${head}include: [conections/*.yaml, missing.yaml]\n`,
    'connections/us.yaml': `connections:\n${acme}`,
  },
  'include-outside-project': { 'flowlink.yaml': `${head}include: [../other/*.yaml, /etc/passwd]\n` },
  'unreadable-file': {
    'flowlink.yaml': `${head}include: [connections/*.yaml]\n`,
    'connections/eu.yaml': { failure: 'unreadable', reason: 'EACCES' },
  },
  'unreadable-folder': {
    'flowlink.yaml': `${head}include: ['connections/**/*.yaml']\n`,
    'connections/us.yaml': `connections:\n${acme}`,
    'connections/eu': { failure: 'unreadable', reason: 'EACCES' },
  },
  'included-file-with-other-keys': {
    'flowlink.yaml': `${head}include: [a.yaml]\n`,
    'a.yaml': `workspace: other\nconnections:\n${acme}`,
  },
  'profiles-that-do-not-exist': {
    'flowlink.yaml': `${head}profiles: { retail: { extends: basic } }\nconnections:\n${connectionYaml('acme', ['extends: [retial, retail]'])}${connectionYaml('bolt', ['extends: wholesale'])}`,
  },
  'profiles-in-a-circle': {
    'flowlink.yaml': `${head}profiles: { a: { extends: b }, b: { extends: [c] }, c: { extends: a } }\nconnections:\n${connectionYaml('acme', ['extends: a'])}`,
  },
  'what-is-wrong-in-a-profile-is-said-once': {
    'flowlink.yaml': `${head}include: [profiles.yaml]\nconnections:\n  acme: { extends: retail }\n  bolt: { extends: retail }\n`,
    'profiles.yaml': `profiles:\n  retail:\n    platform: bigcommerce\n    store_hash: store-abc123\n    acces_token: ${TOKEN}\n    scopes: [store_v2_order]\n    workflows: { orders: { action: get_order } }\n`,
  },
  'what-profiles-leave-out': {
    'flowlink.yaml': `${head}profiles:\n  retail:\n    platform: bigcommerce\n    store_url: null\n    workflows:\n      orders: { parameters: { limit: 50 } }\n      stock: { action: set_inventory }\nconnections:\n  acme:\n    extends: retail\n    store_hash: abc123\n    workflows:\n      orders: { action: set_inventory }\n      stock: null\n`,
  },
  'literal-secret-in-a-profile': {
    'flowlink.yaml': `${head}profiles: { retail: { access_token: ${TOKEN} } }\nconnections: {}\n`,
  },
  'wrong-extends': {
    'flowlink.yaml': `${head}connections:\n${connectionYaml('acme', ['extends: { retail: true }'])}${connectionYaml('bolt', ['extends: Retail'])}${connectionYaml('cobb', ['extends: []'])}`,
  },
  'duplicate-profile': {
    'flowlink.yaml': `${head}profiles: { retail: {} }\nconnections: {}\n---\nprofiles: { retail: {} }\n`,
  },
  'moved-wrongly': {
    'flowlink.yaml': `${head}connections:\n${acme}${connectionYaml('bolt')}moved:\n  - { from: acme, to: bolt }\n  - { from: old, to: acme }\n  - { from: old, to: bolt }\n  - { from: gone, to: bold }\n  - { from: x, to: y }\n  - { from: y, to: x }\n`,
  },
  'moved-without-a-name': {
    'flowlink.yaml': `${head}connections:\n${acme}moved: [{ from: z }]\nremoved: acme\nimports: [acme]\n`,
  },
  'removed-and-imported-wrongly': {
    'flowlink.yaml': `${head}connections:\n${acme}moved: [{ from: old, to: acme }]\nremoved: [{ name: acme }, { name: old }]\nimports: [{ name: acne }, { name: acme }]\n`,
  },
  'alias-bomb': {
    'flowlink.yaml': `a: &a [x,x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e'].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcd'[index]}`).join(',')}]\n`).join('')}`,
  },
  'deep-nesting': { 'flowlink.yaml': `connections: ${'['.repeat(200)}${']'.repeat(200)}\n` },
  'absurd-nesting': { 'flowlink.yaml': `connections: ${'['.repeat(100_000)}\n` },
};

test.for(Object.entries(cases))('%s', async ([name, files]) => {
  const report = await validate({ files: memoryFiles(files), environment: {} });
  const text = describeAll(report.diagnostics, report.sources);
  expect(report.value).toBeUndefined();
  expect(text).not.toContain(TOKEN);
  expect(text.length).toBeLessThan(8_000);
  await expect(text).toMatchFileSnapshot(`__golden__/${name}.txt`);
});
