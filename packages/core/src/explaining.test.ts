// Where each value of a connection comes from: the whole story, from files to fields.
import { describe, expect, test } from 'vitest';
import { type Files, memoryFiles } from '../test/memory-files.ts';
import { connectionYaml } from '../test/projects.ts';
import { locate } from './diagnostics/json.ts';
import type { Sources } from './diagnostics/source-file.ts';
import { explainConnections } from './explaining.ts';
import type { ExplainedConnection, ExplainedField } from './resolve/explain-connection.ts';
import type { Origin, Statement } from './resolve/provenance.ts';
import type { Report } from './workspace.ts';

/** In the form of a real one. */
const TOKEN = 'canary0secret0value000000000000';
const CLIENT = '0client0id0of0a0test0account000';

function explain(files: Files | string, variables: Record<string, string> = {}, ...names: string[]) {
  const all = typeof files === 'string' ? { 'flowlink.yaml': files } : files;
  return explainConnections({ files: memoryFiles(all), environment: variables }, names);
}

const at = ({ profile, ...place }: Origin, sources: Sources) => {
  const { file, line, column } = locate(place, sources);
  return `${profile === undefined ? '' : `${profile} `}${file}:${line}:${column}`;
};

const said = ({ value, origin }: Statement, sources: Sources) =>
  ` < ${JSON.stringify(value)} ${at(origin, sources)}`;

const errorsOf = ({ diagnostics }: Report<unknown>) =>
  diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);

/** One line for each field: path, value, variables, origin, and what it overrides. */
function fieldLine(
  { path, declared, value, variables, origin, overridden }: ExplainedField,
  sources: Sources,
) {
  const shown = value === undefined ? `(${String(declared)})` : JSON.stringify(value);
  const from = variables.map(
    ({ env, isSet, isDefault }) => ` ${env}${isDefault ? '=default' : isSet ? '' : '=missing'}`,
  );
  const weaker = overridden.map((statement) => said(statement, sources));
  return `${path.join('.')} ${shown}${from.join('')} ${at(origin, sources)}${weaker.join('')}`;
}

function linesOf(
  { value, diagnostics, sources }: Report<readonly ExplainedConnection[]>,
  under = '',
): string[] {
  if (!value) throw new Error(JSON.stringify(diagnostics, null, 2));
  return value.flatMap(({ fields, removed }) => [
    ...fields.map((field) => fieldLine(field, sources)).filter((line) => line.startsWith(under)),
    ...removed.map(({ path, origin, overridden }) => {
      const gone = overridden.map(
        (statement) => ` < ${statement.path.join('.')}${said(statement, sources).slice(2)}`,
      );
      return `-${path.join('.')} ${at(origin, sources)}${gone.join('')}`;
    }),
  ]);
}

const head = 'workspace: acme\nbackend: { url: https://flowlink.example.com }\n';
const basics = [
  'store_url: https://acme.mybigcommerce.com',
  'store_hash: g5cd38',
  'client_id: ${env:ACME_CLIENT_ID}',
  'access_token: ${env:ACME_TOKEN}',
  'scopes: [store_v2_orders, store_v2_products]',
];
const acme = (...more: readonly string[]) =>
  `  acme:\n${[...basics, ...more].map((line) => `    ${line}\n`).join('')}`;
const variables = { ACME_CLIENT_ID: CLIENT, ACME_TOKEN: TOKEN };

test('a connection without profiles: fields in the order of the schema, workflows by name, defaults left out', async () => {
  const yaml = `${head}connections:
  acme:
    protect: false
    workflows:
      stock: { action: set_inventory }
      orders:
        parameters: { create_shipments: true, limit: "\${env:LIMIT:-50}", min_date_created: 2026-01-01 }
        action: get_orders
${basics
  .map((line) => `    ${line}\n`)
  .reverse()
  .join('')}    platform: bigcommerce
`;
  const report = await explain(yaml, variables, 'acme');
  expect(linesOf(report)).toEqual([
    'platform "bigcommerce" flowlink.yaml:16:15',
    'store_url "https://acme.mybigcommerce.com" flowlink.yaml:15:16',
    'store_hash "g5cd38" flowlink.yaml:14:17',
    `client_id "${CLIENT}" ACME_CLIENT_ID flowlink.yaml:13:16`,
    'access_token (${env:ACME_TOKEN}) ACME_TOKEN flowlink.yaml:12:19',
    'scopes ["store_v2_orders","store_v2_products"] flowlink.yaml:11:5',
    'workflows.orders.action "get_orders" flowlink.yaml:10:17',
    'workflows.orders.parameters.min_date_created "2026-01-01" flowlink.yaml:9:92',
    'workflows.orders.parameters.limit 50 LIMIT=default flowlink.yaml:9:54',
    'workflows.orders.parameters.create_shipments true flowlink.yaml:9:41',
    'workflows.stock.action "set_inventory" flowlink.yaml:7:24',
    'protect false flowlink.yaml:5:14',
  ]);
  expect(report.value).toMatchObject([{ name: 'acme', extends: [] }]);
});

describe('profiles', () => {
  const profiles = `profiles:
  base:
    platform: bigcommerce
    workflows:
      orders: { action: get_orders, parameters: { limit: 10, create_shipments: true } }
  retail:
    extends: base
    workflows:
      orders: { parameters: { limit: 20 } }
      stock: { action: set_inventory }
  fast:
    workflows:
      orders: { parameters: { limit: 30 } }
`;
  const withProfiles = (...more: readonly string[]) =>
    explain(`${head}${profiles}connections:\n${acme(...more)}`, variables, 'acme');

  test('that extend others, one after the other: what counts less is named, the strongest first', async () => {
    const own = ['extends: [retail, fast]', 'workflows: { orders: { parameters: { limit: 40 } } }'];
    const report = await withProfiles(...own);
    expect(linesOf(report, 'workflows')).toEqual([
      'workflows.orders.action "get_orders" base flowlink.yaml:7:25',
      'workflows.orders.parameters.limit 40 flowlink.yaml:24:49 < 30 fast flowlink.yaml:15:38 < 20 retail flowlink.yaml:11:38 < 10 base flowlink.yaml:7:58',
      'workflows.orders.parameters.create_shipments true base flowlink.yaml:7:80',
      'workflows.stock.action "set_inventory" retail flowlink.yaml:12:24',
    ]);
    expect(report.value?.[0]?.extends).toEqual(['retail', 'fast']);
    const other = linesOf(await withProfiles('extends: [fast, retail]'), 'workflows.orders.parameters.limit');
    expect(other).toEqual([
      'workflows.orders.parameters.limit 20 retail flowlink.yaml:11:38 < 10 base flowlink.yaml:7:58 < 30 fast flowlink.yaml:15:38',
    ]);
  });

  test('whose keys null removes, one or many at once', async () => {
    const one = [
      'extends: retail',
      'workflows: { stock: null, orders: { parameters: { limit: null, sku: null } } }',
    ];
    expect(linesOf(await withProfiles(...one), 'workflows')).toEqual([
      'workflows.orders.action "get_orders" base flowlink.yaml:7:25',
      'workflows.orders.parameters.create_shipments true base flowlink.yaml:7:80',
      '-workflows.orders.parameters.limit flowlink.yaml:24:62 < workflows.orders.parameters.limit 20 retail flowlink.yaml:11:38 < workflows.orders.parameters.limit 10 base flowlink.yaml:7:58',
      '-workflows.orders.parameters.sku flowlink.yaml:24:73',
      '-workflows.stock flowlink.yaml:24:25 < workflows.stock.action "set_inventory" retail flowlink.yaml:12:24',
    ]);
    expect(
      linesOf(await withProfiles('extends: fast', 'platform: bigcommerce', 'workflows:'), 'workflows'),
    ).toEqual([
      '-workflows flowlink.yaml:25:5 < workflows.orders.parameters.limit 30 fast flowlink.yaml:15:38',
    ]);
  });

  test('whose keys another profile removes, and something stronger says again', async () => {
    const without = `${profiles}  without: { protect: null, workflows: { orders: null } }\n  safe: { protect: true }\n`;
    const own = acme(
      'extends: [retail, safe, without]',
      'protect: false',
      'workflows: { orders: { action: add_order } }',
    );
    expect(
      linesOf(await explain(`${head}${without}connections:\n${own}`, variables, 'acme'), 'protect'),
    ).toEqual([
      'protect false flowlink.yaml:26:14 < null without flowlink.yaml:16:23 < true safe flowlink.yaml:17:20',
      '-workflows.orders.parameters without flowlink.yaml:16:50 < workflows.orders.parameters.limit 20 retail flowlink.yaml:11:38 < workflows.orders.parameters.limit 10 base flowlink.yaml:7:58 < workflows.orders.parameters.create_shipments true base flowlink.yaml:7:80',
    ]);
  });

  test('whose lists are replaced as a whole, and whose secrets are named and not shown', async () => {
    const yaml = `${head}profiles:
  shared: { platform: bigcommerce, scopes: [store_v2_content], access_token: "\${env:SHARED}" }
connections:
${acme('extends: shared')}`;
    const lines = linesOf(await explain(yaml, { ...variables, SHARED: TOKEN }, 'acme'));
    expect(lines.slice(-2)).toEqual([
      'access_token (${env:ACME_TOKEN}) ACME_TOKEN flowlink.yaml:10:19 < "${env:SHARED}" shared flowlink.yaml:4:78',
      'scopes ["store_v2_orders","store_v2_products"] flowlink.yaml:11:5 < ["store_v2_content"] shared flowlink.yaml:4:36',
    ]);
  });

  test('in other documents and other files', async () => {
    const files = {
      'flowlink.yaml': `${head}include: [more/*.yaml]\n---\nprofiles: { late: { protect: true } }\n---\nprofiles:\n  last: { protect: false }\n`,
      'more/acme.yaml': `\r\n---\r\nconnections:\r\n${acme('extends: [base, late, last]').replaceAll('\n', '\r\n')}`,
      'more/profiles.yaml':
        'profiles:\n  ä: {}\n---\n# 店\nprofiles: { base: { platform: bigcommerce, protect: &on true, workflows: { stock: *stock } } }'
          .replace('ä', 'a')
          .replace('*stock', '{ action: set_inventory }'),
    };
    const lines = linesOf(await explain(files, variables, 'acme'));
    expect(lines.filter((line) => /^(platform|store_hash|workflows|protect)/.test(line))).toEqual([
      'platform "bigcommerce" base more/profiles.yaml:5:31',
      'store_hash "g5cd38" more/acme.yaml:6:17',
      'workflows.stock.action "set_inventory" base more/profiles.yaml:5:93',
      'protect false last flowlink.yaml:8:20 < true late flowlink.yaml:5:30 < true base more/profiles.yaml:5:57',
    ]);
  });

  test('with anchors: what an alias stands for has the place where it is written', async () => {
    const yaml = `${head}profiles:
  one: { platform: bigcommerce, workflows: { stock: &stock { action: set_inventory } } }
  two: { workflows: { more: *stock }, protect: &yes true }
connections:
${acme('extends: [one, two]', 'protect: *yes')}`;
    expect(linesOf(await explain(yaml, variables, 'acme')).slice(-3)).toEqual([
      'workflows.more.action "set_inventory" two flowlink.yaml:4:70',
      'workflows.stock.action "set_inventory" one flowlink.yaml:4:70',
      'protect true flowlink.yaml:14:5 < true two flowlink.yaml:5:53',
    ]);
  });
});

describe('variables', () => {
  const yaml = `${head}connections:\n${connectionYaml('acme', [
    'protect: ${env:PROTECT}',
    'workflows: { orders: { action: get_orders, parameters: { limit: "${env:LIMIT:-50}" } } }',
  ]).replace('https://acme.', '${env:SCHEME:-https}://${env:HOST}-${env:REGION}.')}`;

  test('that are missing fail nothing: the reference stands as it is', async () => {
    const report = await explain(yaml, { REGION: 'us', LIMIT: '' }, 'acme');
    expect(errorsOf(report)).toEqual([]);
    const [, storeUrl, , clientId, token, , , limit, protect] = linesOf(report);
    expect([storeUrl, clientId, token, limit, protect]).toEqual([
      'store_url (${env:SCHEME:-https}://${env:HOST}-${env:REGION}.mybigcommerce.com) SCHEME=default HOST=missing REGION flowlink.yaml:6:16',
      `client_id "${CLIENT}" ACME_CLIENT_ID=default flowlink.yaml:8:16`,
      'access_token (${env:ACME_ACCESS_TOKEN}) ACME_ACCESS_TOKEN=missing flowlink.yaml:9:19',
      'workflows.orders.parameters.limit 50 LIMIT=default flowlink.yaml:12:69',
      'protect (${env:PROTECT}) PROTECT=missing flowlink.yaml:11:14',
    ]);
  });

  test('that are set give what the backend will get', async () => {
    const set = { HOST: 'shop', REGION: 'eu', LIMIT: '20', PROTECT: 'true', ACME_ACCESS_TOKEN: TOKEN };
    const report = await explain({ 'flowlink.yaml': yaml, '.env': 'SCHEME=http\n' }, set, 'acme');
    const lines = linesOf(report);
    expect(lines[1]).toBe(
      'store_url "http://shop-eu.mybigcommerce.com" SCHEME HOST REGION flowlink.yaml:6:16',
    );
    expect(lines.slice(-2)).toEqual([
      'workflows.orders.parameters.limit 20 LIMIT flowlink.yaml:12:69',
      'protect true PROTECT flowlink.yaml:11:14',
    ]);
    expect(JSON.stringify(report.value)).not.toContain(TOKEN);
    expect(report.diagnostics.map(({ code }) => code)).toEqual(['excess-scope', 'untidy-store-url']);
  });

  test.for<[string, Record<string, string>, string]>([
    ['a value that is not valid, beside a missing variable', { LIMIT: 'many' }, 'invalid-value'],
    ['an address that is none', { HOST: 'a b', REGION: 'c' }, 'invalid-store-url'],
    ['an empty token', { ACME_ACCESS_TOKEN: '' }, 'malformed-secret'],
  ])('%s is an error as ever', async ([, wrong, code]) => {
    const report = await explain(yaml, wrong, 'acme');
    expect(report.value).toBeUndefined();
    expect(errorsOf(report)).toEqual([code]);
  });

  test('that hold a secret of any connection show in no field', async () => {
    const others = `${yaml}${connectionYaml('bolt')}${connectionYaml('cobb', ['protect: ${env:OTHER}'])}`;
    const report = await explain(others, { BOLT_ACCESS_TOKEN: TOKEN, HOST: 'x' }, 'acme');
    expect(linesOf(report)).toHaveLength(9);
    const exposed = others.replace('${env:HOST}', () => '${env:BOLT_ACCESS_TOKEN}');
    const refused = await explain(exposed, { BOLT_ACCESS_TOKEN: TOKEN, REGION: 'us' }, 'acme');
    expect(refused.value).toBeUndefined();
    expect(errorsOf(refused)).toEqual(['secret-exposed']);
    expect(JSON.stringify(refused.diagnostics)).not.toContain(TOKEN);
    // What is wrong with connections that nobody asked for is for others to say.
    const cobb = await explain(exposed, { BOLT_ACCESS_TOKEN: '' }, 'cobb');
    expect(cobb.diagnostics.map(({ code, connection }) => [code, connection])).toEqual([
      ['excess-scope', 'cobb'],
    ]);
  });
});

describe('names', () => {
  const yaml = `${head}connections:\n${['acme-us', 'acme-eu', 'bolt'].map((name) => connectionYaml(name)).join('')}`;

  test('select connections, in the order of their names; none means all', async () => {
    const named = async (...names: string[]) =>
      (await explain(yaml, {}, ...names)).value?.map(({ name }) => name);
    expect(await named('bolt', 'acme-us', 'bolt')).toEqual(['acme-us', 'bolt']);
    expect(await named()).toEqual(['acme-eu', 'acme-us', 'bolt']);
  });

  test('that are misspelled get a suggestion', async () => {
    const { value, diagnostics } = await explain(yaml, {}, 'acme-uss', 'bolt', 'nothing');
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code, fix }) => [code, fix])).toEqual([
      ['unknown-target', 'Did you mean “acme-us”?'],
      ['unknown-target', undefined],
    ]);
  });

  test('are no help where the configuration is wrong', async () => {
    const { value, diagnostics } = await explain(
      yaml.replace('store_hash: g5cd38', 'store_hash: G5'),
      {},
      'bolt',
    );
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['invalid-store-hash']);
  });
});
