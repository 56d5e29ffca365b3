// Credentials become a connection, or new credentials for one; the token goes into .env and nowhere else.
import { expect, test } from 'vitest';
import { describeAll } from '../test/describe.ts';
import { type Files, memoryFiles } from '../test/memory-files.ts';
import {
  type Enrolment,
  openCredentials,
  planNewConnection,
  planRotation,
  type Writing,
} from './authoring.ts';
import type { ConnectionDetails } from './edit/new-connection.ts';
import type { Variables } from './load/environment.ts';
import { type Report, validate } from './workspace.ts';

const TOKEN = 'canary0access0token0value000000';
const SECRET = 'canary0client0secret0value00000';
const CLIENT_ID = '0client0id0of0the0new0account00';
const CREDENTIALS = [
  'NAME: FlowLink',
  `ACCESS TOKEN: ${TOKEN}`,
  `CLIENT ID: ${CLIENT_ID}`,
  `CLIENT SECRET: ${SECRET}`,
  'API PATH: https://api.bigcommerce.com/stores/g5cd38/v3/',
  '',
].join('\r\n');

const head = '# Our shops.\nworkspace: acme\nbackend: { url: https://flowlink.example.com }\n';

function existing(name: string, fields: Readonly<Record<string, string>> = {}): string {
  const values = {
    store_hash: 'zzz999',
    client_id: '${env:OLD_CLIENT_ID}',
    access_token: '${env:OLD_TOKEN}',
    ...fields,
  };
  return [
    `  ${name}:`,
    '    platform: bigcommerce',
    `    store_url: https://${name}.example.com`,
    ...Object.entries(values).map(([key, value]) => `    ${key}: ${value} # ${key} of ${name}`),
    '    scopes: []',
    '',
  ].join('\n');
}

interface Situation {
  readonly files: Files;
  readonly environment?: Variables;
  readonly details?: Partial<ConnectionDetails>;
  readonly intoEnv?: boolean;
}

const details: ConnectionDetails = {
  name: 'acme-us',
  storeUrl: 'https://acme-us.mybigcommerce.com',
  actions: ['get_orders', 'set_inventory'],
  file: undefined,
};

const portsOf = ({ files, environment = {} }: Situation) => ({ files: memoryFiles(files), environment });

async function open(situation: Situation): Promise<Enrolment> {
  const { value, diagnostics, sources } = await openCredentials(portsOf(situation), CREDENTIALS);
  if (!value) throw new Error(describeAll(diagnostics, sources));
  return value;
}

async function add(situation: Situation): Promise<Report<Writing>> {
  const enrolment = await open(situation);
  const { intoEnv = true } = situation;
  return checked(
    await planNewConnection(portsOf(situation), enrolment, { ...details, ...situation.details }, intoEnv),
  );
}

async function rotate(situation: Situation): Promise<Report<Writing>> {
  return checked(await planRotation(portsOf(situation), await open(situation), situation.intoEnv ?? true));
}

/** Whatever comes out, the token stands in the text of .env only, and the client secret nowhere. */
function checked(report: Report<Writing>): Report<Writing> {
  expect(JSON.stringify(report.diagnostics)).not.toContain('canary');
  const { env, ...rest } = report.value ?? {};
  expect(JSON.stringify(rest)).not.toContain('canary');
  expect(env ?? '').not.toContain(SECRET);
  if (report.value) expect(report.value.variables.accessToken.value.reveal()).toBe(TOKEN);
  return report;
}

function writingOf({ value, diagnostics, sources }: Report<Writing>): Writing {
  if (!value) throw new Error(describeAll(diagnostics, sources));
  return value;
}

const envOf = (clientId: string, token: string) => `${clientId}=${CLIENT_ID}\n${token}=${TOKEN}\n`;

test('credentials are read together with the project that they are for', async () => {
  const enrolment = await open({ files: { 'flowlink.yaml': `${head}connections: {}\n` } });
  expect(enrolment).toMatchObject({
    platform: 'bigcommerce',
    permanentUrl: 'https://store-g5cd38.mybigcommerce.com',
    credentials: { storeHash: 'g5cd38', clientId: CLIENT_ID },
  });
  expect(enrolment).not.toHaveProperty('existing');
  expect(Object.keys(enrolment.actions)).toHaveLength(15);
  expect(JSON.stringify(enrolment)).not.toContain('canary');
});

test('a new connection goes into flowlink.yaml behind those that are there', async () => {
  const files = {
    'flowlink.yaml': `${head}connections:\n${existing('acme-eu')}# The end.\n`,
    '.env': 'X=1 # one',
  };
  const { connection, env, config, scopes, variables } = writingOf(await add({ files }));
  expect(connection).toBe('acme-us');
  expect(scopes).toEqual([
    'store_v2_information_read_only',
    'store_v2_orders_read_only',
    'store_v2_products',
  ]);
  expect(variables.clientId).toEqual({ env: 'ACME_US_CLIENT_ID', value: CLIENT_ID });
  expect(variables.accessToken.env).toBe('ACME_US_ACCESS_TOKEN');
  expect(env).toBe(`X=1 # one\n${envOf('ACME_US_CLIENT_ID', 'ACME_US_ACCESS_TOKEN')}`);
  expect(config).toMatchObject({ file: 'flowlink.yaml', isNewFile: false });
  await expect(config?.text ?? '').toMatchFileSnapshot('__golden__/authoring/into-flowlink.yaml');
});

test('a new connection goes into a file of its own where the include matches one', async () => {
  const files = {
    'flowlink.yaml': `${head}include: ['connections/**/*.yaml']\n`,
    'connections/eu/acme-eu.yaml': `connections:\n${existing('acme-eu')}`,
  };
  const { config } = writingOf(await add({ files }));
  expect(config).toMatchObject({ file: 'connections/acme-us.yaml', isNewFile: true });
  await expect(config?.text ?? '').toMatchFileSnapshot('__golden__/authoring/into-new-file.yaml');
});

test('a new connection goes into the file that the include names', async () => {
  const files = {
    'flowlink.yaml': `${head}include: [./shops.yaml]\n`,
    'shops.yaml': `# By region.\r\nconnections:\r\n${existing('acme-eu').replaceAll('\n', '\r\n')}`,
  };
  const { config } = writingOf(await add({ files }));
  expect(config).toMatchObject({ file: 'shops.yaml', isNewFile: false });
  expect(config?.text).not.toMatch(/(?<!\r)\n/);
  expect(config?.text.startsWith(files['shops.yaml'].trimEnd())).toBe(true);
  await expect(config?.text.replaceAll('\r', '') ?? '').toMatchFileSnapshot(
    '__golden__/authoring/into-named-file.yaml',
  );
});

test('a new connection goes where --file says, if the project includes that file', async () => {
  const files = {
    'flowlink.yaml': `${head}include: ['shops/*.yaml']\nconnections:\n${existing('acme-eu')}`,
    'shops/uk.yaml': `connections:\n${existing('acme-uk')}`,
  };
  const into = async (file: string) => writingOf(await add({ files, details: { file } })).config;
  expect(await into('shops/uk.yaml')).toMatchObject({ file: 'shops/uk.yaml', isNewFile: false });
  expect(await into('shops/us.yaml')).toMatchObject({ file: 'shops/us.yaml', isNewFile: true });
});

test('a new connection goes into flowlink.yaml where the include gives no example of a name', async () => {
  const files = {
    'flowlink.yaml': `${head}include: ['{eu,us}/*.yaml']\n`,
    'eu/acme.yaml': `connections:\n${existing('acme-eu')}`,
  };
  const { config } = writingOf(await add({ files }));
  expect(config).toMatchObject({ file: 'flowlink.yaml', isNewFile: false });
  expect(config?.text.startsWith(`${files['flowlink.yaml']}\nconnections:\n  acme-us:\n`)).toBe(true);
});

test('a name that begins with a digit gives variables that can be set', async () => {
  const { variables } = writingOf(
    await add({ files: { 'flowlink.yaml': head }, details: { name: '24h-shop' } }),
  );
  expect([variables.clientId.env, variables.accessToken.env]).toEqual([
    'STORE_24H_SHOP_CLIENT_ID',
    'STORE_24H_SHOP_ACCESS_TOKEN',
  ]);
});

test('what was planned is a valid project with one connection more', async () => {
  const files = { 'flowlink.yaml': head };
  const { config, env } = writingOf(await add({ files }));
  const after = { 'flowlink.yaml': config?.text ?? '', '.env': env ?? '' };
  const { value, diagnostics } = await validate(portsOf({ files: after }));
  expect(diagnostics).toEqual([]);
  expect(value?.configuration.connections.map(({ name }) => name)).toEqual(['acme-us']);
  expect(value?.variables).toMatchObject({ ACME_US_CLIENT_ID: CLIENT_ID, ACME_US_ACCESS_TOKEN: TOKEN });
  // And it is the connection that the same store has from now on.
  expect(await open({ files: after })).toMatchObject({ existing: 'acme-us' });
});

test.each([
  'acme-us.mybigcommerce.com',
  'http://acme-us.mybigcommerce.com/',
  'https://ACME-US.mybigcommerce.com/manage/dashboard?x=y',
  'https://admin:password@acme-us.mybigcommerce.com',
])('the store URL %s is written in its plain form', async (storeUrl) => {
  const { config } = writingOf(await add({ files: { 'flowlink.yaml': head }, details: { storeUrl } }));
  expect(config?.text).toContain('    store_url: https://acme-us.mybigcommerce.com\n');
});

test('without .env nothing of it is planned, and what it holds does not matter', async () => {
  const files = { 'flowlink.yaml': head, '.env': 'ACME_US_ACCESS_TOKEN=other\n' };
  expect(writingOf(await add({ files, intoEnv: false }))).not.toHaveProperty('env');
});

test('values that .env holds already are left as they are', async () => {
  const env = `# Shops\nexport ACME_US_ACCESS_TOKEN="${TOKEN}" # new\nACME_US_CLIENT_ID='${CLIENT_ID}'\n`;
  const { value, diagnostics } = await add({ files: { 'flowlink.yaml': head, '.env': env } });
  expect(value?.env).toBe(env);
  expect(diagnostics).toEqual([]);
});

const project = `${head}connections:\n${existing('acme-eu')}`;

test.each<[string, Situation]>([
  ['not-included', { files: { 'flowlink.yaml': project }, details: { file: 'shops/acme.yaml' } }],
  ['connection-exists', { files: { 'flowlink.yaml': project }, details: { name: 'acme-eu' } }],
  ['invalid-name', { files: { 'flowlink.yaml': project }, details: { name: 'Acme US' } }],
  [
    'unknown-action',
    { files: { 'flowlink.yaml': project }, details: { actions: ['get_order', 'get_orders'] } },
  ],
  [
    'invalid-store-url',
    { files: { 'flowlink.yaml': project }, details: { storeUrl: 'https://login.bigcommerce.com' } },
  ],
  [
    'everything-at-once',
    {
      files: { 'flowlink.yaml': project },
      details: { name: 'acme-eu', storeUrl: 'acme', actions: ['sell'] },
    },
  ],
  [
    'variable-taken',
    {
      files: {
        'flowlink.yaml': project,
        '.env': 'X=1\nACME_US_ACCESS_TOKEN=canary0of0another0account\n',
      },
    },
  ],
  [
    'variables-shared',
    {
      files: {
        'flowlink.yaml': `${head}connections:\n${existing('acme_us', {
          client_id: '${env:ACME_US_CLIENT_ID}',
          access_token: '${env:ACME_US_ACCESS_TOKEN}',
        })}`,
      },
    },
  ],
  ['not-appendable', { files: { 'flowlink.yaml': `${head}guards: &nothing {}\nconnections: *nothing\n` } }],
])('%s stops a new connection', async (name, situation) => {
  const { value, diagnostics, sources } = await add(situation);
  expect(value).toBeUndefined();
  await expect(describeAll(diagnostics, sources)).toMatchFileSnapshot(`__golden__/authoring/${name}.txt`);
});

test.each<[string, Partial<Situation>]>([
  ['environment', { environment: { ACME_US_ACCESS_TOKEN: 'canary0in0the0environment' } }],
  [
    'env-local',
    { files: { 'flowlink.yaml': project, '.env.local': 'ACME_US_ACCESS_TOKEN=canary0in0env0local\n' } },
  ],
])('a variable that the %s sets too is planned with a warning', async (name, situation) => {
  const { value, diagnostics, sources } = await add({ files: { 'flowlink.yaml': project }, ...situation });
  expect(value?.env).toBe(envOf('ACME_US_CLIENT_ID', 'ACME_US_ACCESS_TOKEN'));
  await expect(describeAll(diagnostics, sources)).toMatchFileSnapshot(
    `__golden__/authoring/shadowed-by-${name}.txt`,
  );
});

test('a variable that is set elsewhere to the same value is no news', async () => {
  const { diagnostics } = await add({
    files: { 'flowlink.yaml': project, '.env.local': envOf('ACME_US_CLIENT_ID', 'X') },
    environment: { ACME_US_ACCESS_TOKEN: TOKEN },
  });
  expect(diagnostics).toEqual([]);
});

test('a project with errors gives its errors, beside those of the credentials', async () => {
  const ports = portsOf({ files: { 'flowlink.yaml': `${project}    color: red\n` } });
  const { value, diagnostics } = await openCredentials(ports, CREDENTIALS);
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-key']);
  const both = await openCredentials(ports, `ACCESS TOKEN: ${TOKEN}`);
  expect(both.diagnostics.map(({ code }) => code)).toEqual(['credentials-incomplete', 'unknown-key']);
  expect(JSON.stringify([diagnostics, both.diagnostics])).not.toContain('canary');
});

test('what a project is only warned of does not stop it', async () => {
  const files = { 'flowlink.yaml': `${head}connections:\n${existing('acme-eu', { store_hash: 'abc' })}` };
  const { value, diagnostics } = await openCredentials(portsOf({ files }), CREDENTIALS);
  expect(value).toBeDefined();
  expect(diagnostics).toEqual([]);
});

test.each<[string, Situation]>([
  [
    'literally',
    { files: { 'flowlink.yaml': `${head}connections:\n${existing('acme', { store_hash: 'g5cd38' })}` } },
  ],
  [
    'through .env',
    {
      files: {
        'flowlink.yaml': `${head}connections:\n${existing('acme', { store_hash: '${env:HASH}' })}`,
        '.env': 'HASH=g5cd38\n',
      },
    },
  ],
  [
    'through the environment',
    {
      files: {
        'flowlink.yaml': `${head}connections:\n${existing('acme', { store_hash: 'g5${env:HASH:-x}' })}`,
      },
      environment: { HASH: 'cd38' },
    },
  ],
])('the connection of a store is found where its hash stands %s', async (_, situation) => {
  expect(await open(situation)).toMatchObject({ existing: 'acme' });
});

const other = existing('other', { client_id: '${env:OTHER_CLIENT_ID}', access_token: '${env:OTHER_TOKEN}' });
const rotatable = (fields: Readonly<Record<string, string>> = {}) =>
  `${head}connections:\n${existing('acme', { store_hash: 'g5cd38', ...fields })}${other}`;

test('a rotation keeps the configuration and replaces the two values in .env', async () => {
  const env = [
    '# Shops',
    'export OLD_TOKEN="canary0old" # of the store',
    '',
    "OLD_CLIENT_ID='canary0old0id'",
    'X=1',
    '',
  ];
  const situation = { files: { 'flowlink.yaml': rotatable(), '.env': env.join('\r\n') } };
  const { value, diagnostics } = await rotate(situation);
  expect(diagnostics).toEqual([]);
  expect(value).not.toHaveProperty('config');
  expect(value).not.toHaveProperty('scopes');
  expect(value?.connection).toBe('acme');
  expect(value?.env).toBe(
    ['# Shops', `export OLD_TOKEN=${TOKEN} # of the store`, '', `OLD_CLIENT_ID=${CLIENT_ID}`, 'X=1', ''].join(
      '\r\n',
    ),
  );
  expect(writingOf(await rotate({ ...situation, intoEnv: false }))).not.toHaveProperty('env');
});

test('a rotation makes a reference of a client ID that stands in the file', async () => {
  const before = rotatable({ client_id: "'0client0id0of0the0old0account00'" });
  const { config, env, variables } = writingOf(await rotate({ files: { 'flowlink.yaml': before } }));
  expect(variables.clientId.env).toBe('ACME_CLIENT_ID');
  expect(config).toEqual({
    file: 'flowlink.yaml',
    text: rotatable({ client_id: '${env:ACME_CLIENT_ID}' }),
    isNewFile: false,
  });
  expect(env).toBe(envOf('ACME_CLIENT_ID', 'OLD_TOKEN'));
});

test('a rotation warns of a variable that another place sets', async () => {
  const { value, diagnostics } = await rotate({
    files: { 'flowlink.yaml': rotatable(), '.env.local': 'OLD_CLIENT_ID=canary0local\n' },
    environment: { OLD_TOKEN: 'canary0real' },
  });
  expect(value?.env).toBe(envOf('OLD_CLIENT_ID', 'OLD_TOKEN'));
  expect(diagnostics.map(({ code, detail }) => [code, detail])).toEqual([
    ['variable-shadowed', 'OLD_CLIENT_ID is also set in .env.local, to another value, and that one counts.'],
    ['variable-shadowed', 'OLD_TOKEN is also set in the environment, to another value, and that one counts.'],
  ]);
});

test('a client ID that is put together cannot be rotated', async () => {
  const files = { 'flowlink.yaml': rotatable({ client_id: '${env:A}${env:B}' }) };
  const { value, diagnostics, sources } = await rotate({ files });
  expect(value).toBeUndefined();
  await expect(describeAll(diagnostics, sources)).toMatchFileSnapshot('__golden__/authoring/composed.txt');
});

test('between braces the reference to a literal client ID is quoted', async () => {
  const before = rotatable().replace(
    /acme:\n(?: {4}.*\n)+/,
    'acme: { platform: bigcommerce, store_url: https://acme.example.com, store_hash: g5cd38, client_id: 0client0id0of0the0old0account00, access_token: "${env:OLD_TOKEN}", scopes: [] }\n',
  );
  const { config } = writingOf(await rotate({ files: { 'flowlink.yaml': before } }));
  expect(config?.text).toContain("client_id: '${env:ACME_CLIENT_ID}', access_token");
});

test.each([
  ['another store uses the token’s variable', { access_token: '${env:OTHER_TOKEN}' }],
  ['another store uses the client ID’s variable', { client_id: '${env:OTHER_CLIENT_ID}' }],
  ['one variable would be both', { client_id: 'literal', access_token: '${env:ACME_CLIENT_ID}' }],
])('a rotation touches nothing if %s', async (_, fields) => {
  const { value, diagnostics } = await rotate({ files: { 'flowlink.yaml': rotatable(fields) } });
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toContain('variable-taken');
});

test('a rotation keeps a variable that was not the connection’s before', async () => {
  const files = {
    'flowlink.yaml': rotatable({ client_id: '0client0id0of0the0old0account00' }),
    '.env': 'ACME_CLIENT_ID=something0else\n',
  };
  const { value, diagnostics } = await rotate({ files });
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(['variable-taken']);
});
