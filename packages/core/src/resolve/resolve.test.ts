// References become values, secrets stay apart, and everything missing is reported at once.
import { inspect } from 'node:util';
import { fieldMarks } from '@flowlink/schema';
import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../test/memory-files.ts';
import { connectionYaml, expectValue } from '../../test/projects.ts';
import { loadEnvironment } from '../load/environment.ts';
import { loadProject } from '../load/project.ts';
import { validateProject } from '../validate/configuration.ts';
import { resolveConnections } from './connections.ts';
import { Secret } from './secret.ts';
import { resolveTarget } from './target.ts';

/** In the form of a real one. */
const TOKEN = 'canary0secret0value000000000000';

async function resolved(yaml: string, variables: Record<string, string>) {
  const project = expectValue(await loadProject(memoryFiles({ 'flowlink.yaml': yaml })));
  const configuration = expectValue(await validateProject(project));
  return {
    connections: resolveConnections(configuration.connections, variables),
    target: resolveTarget(configuration, variables),
  };
}

describe('connections', () => {
  const yaml = `connections:\n${connectionYaml('acme', [
    'workflows:',
    '  orders:',
    '    action: get_orders',
    '    parameters: { limit: "${env:LIMIT:-50}", create_shipments: "${env:SHIP:-false}", min_date_created: "${env:YEAR:-2026}-01-01" }',
  ]).replace('https://acme.', '${env:SCHEME:-https}://${env:HOST}.')}`;

  test('references are replaced and typed as the schema wants; the secret is set apart', async () => {
    const { connections } = await resolved(yaml, {
      HOST: 'shop',
      LIMIT: '20',
      SHIP: 'true',
      ACME_ACCESS_TOKEN: TOKEN,
      YEAR: '',
    });
    const [acme] = expectValue(connections);
    expect(acme?.config).toEqual({
      platform: 'bigcommerce',
      store_url: 'https://shop.mybigcommerce.com',
      store_hash: 'g5cd38',
      client_id: '0client0id0of0a0test0account000',
      scopes: ['store_v2_orders', 'store_v2_products'],
      workflows: {
        orders: {
          action: 'get_orders',
          parameters: { limit: 20, create_shipments: true, min_date_created: '2026-01-01' },
        },
      },
      protect: false,
    });
    expect(acme?.secrets.access_token?.env).toBe('ACME_ACCESS_TOKEN');
    expect(JSON.stringify(acme?.secrets)).not.toContain(TOKEN);
  });

  test('all unset variables are reported, each at its place', async () => {
    const { connections } = await resolved(yaml, {});
    expect(
      connections.diagnostics.map(({ code, range }) => [code, yaml.slice(range?.start, range?.end)]),
    ).toEqual([
      ['unset-variable', '${env:SCHEME:-https}://${env:HOST}.mybigcommerce.com'],
      ['unset-variable', '${env:ACME_ACCESS_TOKEN}'],
    ]);
  });

  test('what is wrong with the others is reported beside unset variables', async () => {
    const { connections } = await resolved(yaml, { SCHEME: 'ftp', LIMIT: 'many', ACME_CLIENT_ID: 'short' });
    expect(connections.diagnostics.map(({ code, detail }) => [code, detail.split(' ')[3]])).toEqual([
      ['unset-variable', 'HOST'],
      ['unset-variable', 'ACME_ACCESS_TOKEN'],
      ['odd-client-id', 'what'],
      ['invalid-value', 'are'],
    ]);
  });

  test('a variable that makes a value invalid is reported at the reference', async () => {
    const { connections } = await resolved(yaml, {
      HOST: 'shop',
      LIMIT: 'many',
      ACME_ACCESS_TOKEN: TOKEN,
    });
    expect(connections.diagnostics).toMatchObject([{ code: 'invalid-value', connection: 'acme' }]);
  });

  test.for(['', 'with space', 'line\n', 'smart\u2013dash', '\u200bzero width', 'nul\0'])(
    '%j is no usable secret',
    async (value) => {
      const { connections } = await resolved(yaml, { HOST: 'shop', ACME_ACCESS_TOKEN: value });
      expect(connections.diagnostics).toMatchObject([{ code: 'malformed-secret' }]);
    },
  );

  test.for([
    ['g5cd38', []],
    ['${env:HASH}', ['store-url-mismatch']],
  ] as const)(
    'a URL that does not fit the hash %s is reported once, here or in the file',
    async ([hash, codes]) => {
      const named = `connections:\n${connectionYaml('acme')}`
        .replace('https://acme.', 'https://store-abc123.')
        .replace('g5cd38', () => hash);
      const { connections } = await resolved(named, { HASH: 'g5cd38', ACME_ACCESS_TOKEN: TOKEN });
      expect(connections.diagnostics.map(({ code }) => code)).toEqual(codes);
    },
  );

  test('a secret variable must not feed a field that is shown', async () => {
    const exposed = yaml.replace('${env:HOST}', '${env:ACME_ACCESS_TOKEN}');
    const { connections } = await resolved(exposed, { ACME_ACCESS_TOKEN: TOKEN });
    expect(connections.diagnostics).toMatchObject([{ code: 'secret-exposed' }]);
    expect(JSON.stringify(connections.diagnostics.map(({ detail, fix }) => [detail, fix]))).not.toContain(
      TOKEN,
    );
  });

  test('nor may the backend’s token, or what an overridden profile holds a secret in', async () => {
    const profile = 'profiles: { shop: { access_token: "${env:SHOP_TOKEN}" } }\n';
    const text = profile + yaml.replace('  acme:\n', '  acme:\n    extends: shop\n');
    for (const name of ['FLOWLINK_TOKEN', 'SHOP_TOKEN']) {
      const exposed = text.replace('${env:HOST}', () => `\${env:${name}}`);
      const { connections } = await resolved(exposed, { ACME_ACCESS_TOKEN: TOKEN, [name]: 'shop' });
      expect(connections.diagnostics).toMatchObject([{ code: 'secret-exposed' }]);
      expect(connections.diagnostics[0]?.detail).toMatch(
        name === 'SHOP_TOKEN'
          ? /^SHOP_TOKEN holds a secret of connection “acme”/
          : /holds the token of the backend/,
      );
    }
  });

  test('fields stand in the order of the schema, whatever a profile says first', async () => {
    const profile = 'profiles: { shop: { protect: true, scopes: [store_v2_orders] } }\n';
    const text = profile + yaml.replace('  acme:\n', '  acme:\n    extends: shop\n');
    const { connections } = await resolved(text, { ACME_ACCESS_TOKEN: TOKEN, HOST: 'acme' });
    const keys = Object.keys(connections.value?.[0]?.config ?? {});
    expect(keys).toEqual(fieldMarks.bigcommerce.fields.filter((field) => keys.includes(field)));
    expect(keys).toContain('protect');
  });

  test('$${ is a literal, and what a variable holds is not resolved again', async () => {
    const literal = yaml.replace(
      'env:ACME_CLIENT_ID:-0client0id0of0a0test0account000',
      () => 'env:ID}-$${env:HOST',
    );
    const { connections } = await resolved(literal, {
      HOST: 'shop',
      ID: '${env:HOST}',
      ACME_ACCESS_TOKEN: TOKEN,
    });
    expect(expectValue(connections)[0]?.config.client_id).toBe('${env:HOST}-${env:HOST}');
  });
});

describe('target', () => {
  const yaml = 'workspace: acme\nbackend: { url: "https://${env:HOST:-flowlink.example.com}/" }\n';
  const codes = async (text: string, variables: Record<string, string>) =>
    (await resolved(text, variables)).target.diagnostics.map(({ code }) => code);

  test('comes from the file, and the environment takes precedence', async () => {
    const fromFile = expectValue((await resolved(yaml, { FLOWLINK_TOKEN: 't' })).target);
    expect(fromFile).toMatchObject({ workspace: 'acme', backendUrl: 'https://flowlink.example.com' });
    const variables = {
      FLOWLINK_TOKEN: 't',
      FLOWLINK_WORKSPACE: 'other',
      FLOWLINK_URL: 'http://127.0.0.1:1',
    };
    expect(expectValue((await resolved(yaml, variables)).target)).toMatchObject({
      workspace: 'other',
      backendUrl: 'http://127.0.0.1:1',
    });
  });

  test('says everything that is missing or wrong at once', async () => {
    expect(await codes('connections: {}\n', {})).toEqual([
      'missing-workspace',
      'missing-backend',
      'missing-token',
    ]);
    expect(await codes(yaml, { FLOWLINK_WORKSPACE: 'No Name', FLOWLINK_URL: 'ftp://x' })).toEqual([
      'invalid-name',
      'invalid-value',
      'missing-token',
    ]);
  });

  test('FLOWLINK_TOKEN comes before an ID token, and that before one to be asked for', async () => {
    const github = {
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://runner.example.com/?x=1',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary',
    };
    const credential = async (variables: Record<string, string>) =>
      (await resolved(yaml, variables)).target.value?.credential;
    const all = { FLOWLINK_TOKEN: 't', FLOWLINK_ID_TOKEN: 'a.b.c', ...github };
    expect(await credential(all)).toMatchObject({ kind: 'token' });
    expect(await credential({ ...all, FLOWLINK_TOKEN: ' ' })).toMatchObject({ kind: 'id-token' });
    const asked = { kind: 'github', audience: 'https://flowlink.example.com' };
    expect(await credential(github)).toMatchObject(asked);
    expect(await credential({ ...github, FLOWLINK_OIDC_AUDIENCE: 'acme' })).toMatchObject({
      audience: 'acme',
    });
    expect(JSON.stringify([await credential(all), await credential(github)])).not.toMatch(
      /"t"|canary|a\.b\.c/,
    );
    for (const url of ['http://runner.example.com/?x=1', 'nonsense', '']) {
      expect(await codes(yaml, { ...github, ACTIONS_ID_TOKEN_REQUEST_URL: url })).toEqual(['missing-token']);
    }
  });

  test('whoever has no token in CI is told how to do without one', async () => {
    const fix = async (variables: Record<string, string>) =>
      (await resolved(yaml, variables)).target.diagnostics[0]?.fix;
    expect(await fix({ GITHUB_ACTIONS: 'true' })).toContain('id-token: write');
    expect(await fix({ GITLAB_CI: 'true' })).toContain('FLOWLINK_ID_TOKEN');
    expect(await fix({})).toMatch(/`flowlink-backend token create`\.$/);
  });

  test.for(['fl\nx', 'fl x', 'fl\u2026', 'fl\u00a0x', 'fl\0'])('%j is no token', async (token) => {
    const { target } = await resolved(yaml, { FLOWLINK_TOKEN: token });
    expect(target.diagnostics.map(({ code }) => code)).toEqual(['malformed-secret']);
    expect(JSON.stringify(target.diagnostics)).not.toContain(token.slice(1));
  });

  test.for([
    ['http://flowlink.example.com', 'insecure-backend'],
    ['http://localhost.example.com', 'insecure-backend'],
    ['http://user:password@localhost', 'invalid-value'],
    ['https://flowlink.example.com?x=1', 'invalid-value'],
    ['nonsense', 'invalid-value'],
  ] as const)('%s is refused', async ([url, code]) => {
    expect(await codes(yaml, { FLOWLINK_TOKEN: 't', FLOWLINK_URL: url })).toEqual([code]);
  });

  test.for(['http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1'])(
    '%s is this machine',
    async (url) => {
      expect(await codes(yaml, { FLOWLINK_TOKEN: 't', FLOWLINK_URL: url })).toEqual([]);
    },
  );
});

test('.env.local goes before .env, and the real environment before both', async () => {
  const files = memoryFiles({ '.env': 'A=1\nB=1\nC=1\n', '.env.local': 'B=2\nC="2"\n' });
  const { value } = await loadEnvironment({ C: '3' }, files);
  expect({ ...value }).toEqual({ A: '1', B: '2', C: '3' });
});

test('a secret shows in no way of printing it', () => {
  const secret = new Secret(TOKEN);
  for (const text of [
    String(secret),
    JSON.stringify({ secret }),
    inspect({ secret }, { depth: 9, showHidden: true }),
    `${secret}`,
  ]) {
    expect(text).not.toContain(TOKEN);
    expect(text).toContain('(sensitive value)');
  }
});
