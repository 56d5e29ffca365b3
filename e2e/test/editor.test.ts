// The schemas in the real YAML language server: what it suggests, shows and underlines, without the network.
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Editor } from '../src/editor.ts';
import type { Problem } from '../src/language-server.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const ROOT = '# yaml-language-server: $schema=./.flowlink/schema/flowlink.schema.json\n';
const INCLUDED = '# yaml-language-server: $schema=../.flowlink/schema/connections.schema.json\n';
const TOKEN = 'canary0secret0value0000000000000';

let editor: Editor;

beforeAll(async () => {
  editor = await Editor.open();
});

afterAll(async () => {
  expect(editor.requests).toEqual([]);
  await editor.close();
});

/** A document with its problems below their lines. */
function underlined(text: string, problems: readonly Problem[]): string {
  const lines = text.split('\n').map((line, number) => {
    const here = problems
      .filter(({ range }) => range.start.line === number)
      .sort((a, b) => a.range.start.character - b.range.start.character);
    const notes = here.map(({ range: { start, end }, message }) => {
      const length =
        end.line === start.line ? end.character - start.character : line.length - start.character;
      return `${' '.repeat(start.character)}${'^'.repeat(Math.max(1, length))} ${message}`;
    });
    return [line, ...notes].join('\n');
  });
  return lines.join('\n');
}

test('what init writes has no problems, with the line at the head of a file and with the settings alone', async () => {
  for (const file of ['flowlink.yaml', 'connections/acme-us.yaml']) {
    const text = editor.read(file);
    expect(text).toMatch(/^# yaml-language-server: \$schema=/);
    expect(await editor.problems(file, text), file).toEqual([]);
    const withoutHead = text.replace(/^.*\n/, '');
    expect(await editor.problems(file, withoutHead), file).toEqual([]);
    const [problem, ...others] = await editor.problems(file, `${withoutHead}colour: red\n`);
    expect(others).toEqual([]);
    expect(problem?.message).toBe('Property colour is not allowed.');
  }
  // A file of connections may not say what only flowlink.yaml may, and other files are nobody's business.
  expect(await editor.problems('connections/new.yaml', 'workspace: acme\n')).toHaveLength(1);
  expect(await editor.problems('docker-compose.yaml', 'colour: red\n')).toEqual([]);
});

test('the schema works from node_modules', async () => {
  for (const name of ['flowlink', 'connections']) {
    const file = `node_modules/@flowlink/schema/${name}.schema.json`;
    mkdirSync(dirname(join(editor.folder, file)), { recursive: true });
    cpSync(join(repository, `packages/schema/${name}.schema.json`), join(editor.folder, file));
    const text = `# yaml-language-server: $schema=./${file}\nconnections: { acme: { colour: red } }\n`;
    expect(underlined(text, await editor.problems('flowlink.yaml', text))).toContain(
      'Missing property "platform".',
    );
  }
});

test('no example has a problem', async () => {
  const files = (readdirSync(join(repository, 'examples'), { recursive: true }) as string[])
    .filter((file) => /\.yaml$/.test(file))
    .map((file) => join(repository, 'examples', file))
    .filter((path) => readFileSync(path, 'utf8').startsWith('# yaml-language-server'));
  expect(files.length).toBeGreaterThan(8);
  await Promise.all(
    files.map(async (path) => {
      const text = readFileSync(path, 'utf8');
      expect(await editor.problems(relative(editor.folder, path), text), path).toEqual([]);
    }),
  );
});

test('keys and values are suggested', async () => {
  const marked = `${ROOT}work|space: acme
|
backend:
  |
guards:
  |
profiles:
  |
  retail:
    |
  wholesale:
    extends: |
connections:
  |
  new:
    |
  acme-us:
    platform: |bigcommerce
    store_hash: g5cd38
    access_token: |
    |
    protect: |
    workflows:
      |
      orders:
        action: |get_orders
        parameters:
          limit: 50
          |
      inventory:
        action: set_inventory
        parameters:
          |
      stock:
        |
  acme-eu:
    extends: retail
    |
moved:
  - |
removed:
  - |
imports:
  - |
include:
  |
`;
  const all = [
    await editor.completions('flowlink.yaml', `${ROOT}workspace: acme\n|\n`),
    await editor.completions('connections/new.yaml', `${INCLUDED}|\n`),
    await editor.completions('flowlink.yaml', marked),
  ].join('\n');
  await expect(all).toMatchFileSnapshot('__golden__/editor-completion.txt');
});

test('each scope is suggested with what it permits, in a list on one line and on several', async () => {
  const scopes = `${INCLUDED}connections:\n  acme:\n    platform: bigcommerce\n    scopes:\n      - |\n`;
  const several = await editor.completions('connections/new.yaml', scopes);
  await expect(several).toMatchFileSnapshot('__golden__/editor-scopes.txt');
  const one = await editor.completions('connections/new.yaml', scopes.replace('\n      - |', ' [|]'));
  expect(one.split('\n').slice(1)).toEqual(several.split('\n').slice(1));
});

test('each key and each value says what it is for', async () => {
  const marked = `${ROOT}work|space: acme
back|end:
  ur|l: https://flowlink.example.com
inc|lude: [connections/**/*.yaml]
gua|rds: { max_|destroy: 2, max_token|_age: 180d }
pro|files:
  ret|ail:
    ext|ends: base
conn|ections:
  acme|-us:
    plat|form: big|commerce
    store_|url: https://acme-us.mybigcommerce.com
    store_|hash: g5cd38
    client|_id: \${env:ID}
    access|_token: \${env:TOKEN}
    sco|pes: [store_v2|_products]
    work|flows:
      ord|ers:
        act|ion: get_|orders
        para|meters: { lim|it: 5, min_date|_modified: 2026-01-31, create|_shipments: true }
    pro|tect: true
mo|ved:
  - { fr|om: acme, to|: acme-us }
rem|oved:
  - { na|me: acme-old }
imp|orts:
  - { na|me: acme-eu }
`;
  const all = await editor.hovers('flowlink.yaml', marked);
  await expect(all).toMatchFileSnapshot('__golden__/editor-hover.txt');
  expect(all).not.toContain('(nothing)');
});

test('the value under the cursor comes first', async () => {
  const document = (action: string, scope: string) =>
    `${INCLUDED}connections:\n  acme:\n    platform: bigcommerce\n    scopes: [|${scope}]\n    workflows:\n      w: { action: |${action} }\n`;
  for (const [action, scope] of [
    ['get_products', 'store_cart'],
    ['set_inventory', 'store_v2_orders_read_only'],
  ] as const) {
    const [first = '', second = ''] = (
      await editor.hovers('connections/new.yaml', document(action, scope))
    ).split('\n\n===');
    expect(/^\* .*$/m.exec(first)?.[0]).toContain(`* \`${scope}\`: **`);
    expect(/^\* .*$/m.exec(second)?.[0]).toContain(`* \`${action}\`: `);
  }
});

const acme = `connections:
  NAME:
    platform: bigcommerce
    store_url: https://acme-us.mybigcommerce.com
    store_hash: g5cd38
    client_id: \${env:ACME_CLIENT_ID}
    access_token: \${env:ACME_ACCESS_TOKEN}
    scopes: [store_v2_orders, store_v2_information_read_only]
`;
const withField = (line: string) => acme.replace(/^ {4}store_hash: .*$/m, `    ${line}`);

/** Documents of connections with something wrong in their shape; NAME is the case. */
const invalid: Record<string, string> = {
  'unknown-keys': `conections: {}\n${acme}    color: red\n`,
  'missing-keys': 'connections:\n  NAME:\n    platform: bigcommerce\n    store_hash: abc123\n',
  'missing-platform': 'connections:\n  NAME: { store_hash: abc123 }\n',
  'unknown-platform': 'connections:\n  NAME: { platform: bigcomerce }\n',
  'no-value': 'connections:\n  NAME:\nprofiles:\n  NAME:\n',
  'connections-as-list': 'connections:\n  - acme\n',
  'literal-token': withField(`store_hash: g5cd38\n    access_token: ${TOKEN}`).replace(
    /^ {4}access_token: \$.*\n/m,
    '',
  ),
  'literal-token-number': acme.replace(/\$\{env:ACME_ACC.*\}/, '1234567890'),
  'literal-token-map': acme.replace(/\$\{env:ACME_ACC.*\}/, `{ value: ${TOKEN} }`),
  'token-with-default': acme.replace('_TOKEN}', `_TOKEN:-${TOKEN}}`),
  'literal-token-in-profile': `profiles:\n  NAME: { access_token: ${TOKEN} }\n`,
  'unknown-scope': acme.replace('store_v2_orders,', 'store_v2_order,'),
  'unknown-scope-block': acme.replace(
    /scopes: .*/,
    'scopes:\n      - store_v2_orders\n      - store_v2_order',
  ),
  'scopes-as-text': acme.replace(/scopes: .*/, 'scopes: store_v2_orders'),
  'duplicate-scope': acme.replace('store_v2_information_read_only', 'store_v2_orders'),
  'unknown-action': `${acme}    workflows:\n      orders: { action: get_order }\n`,
  'no-action': `${acme}    workflows:\n      orders: { parameters: { limit: 5 } }\n      stock:\n`,
  'unknown-parameter': `${acme}    workflows:\n      stock: { action: set_inventory, parameters: { limit: 5 } }\n`,
  'wrong-parameters': `${acme}    workflows:
      orders:
        action: get_orders
        parameters:
          limit: 0
          customer_id: many
          create_shipments: perhaps
          min_date_created: yesterday
          min_date_modified: [2026-01-31]
`,
  'wrong-protect': `${acme}    protect: perhaps\n`,
  'hash-as-number': withField('store_hash: 12345'),
  'hash-as-path': withField('store_hash: https://api.bigcommerce.com/stores/g5cd38/v3/'),
  'url-without-scheme': acme.replace('https://', ''),
  'bad-names': 'connections:\n  Acme: { extends: NAME }\n  a b: { extends: [] }\nprofiles: { NAME: {} }\n',
  'wrong-extends': 'connections:\n  NAME: { extends: { name: retail } }\n',
  'moved-without-a-name': 'moved:\n  - { from: NAME }\nremoved: [{}]\nimports: { name: acme }\n',
};

/** The lines where the editor underlines a value that begins below its key, while flowlink points at the key. */
const below: Readonly<Record<string, number[]>> = { 'connections-as-list': [3] };

test('what flowlink validate finds wrong in the shape of a file is underlined on the same line', async () => {
  const cases = Object.entries(invalid).map(([name, text]) => ({
    name,
    file: `connections/${name}.yaml`,
    text: INCLUDED + text.replaceAll('NAME', name),
  }));
  for (const { file, text } of cases) editor.write(file, text);
  const { stdout } = await editor.flowlink('validate --json');
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; location: { file: string; line: number } }[];
  };
  const linesIn = (name: string) => [
    ...new Set(
      diagnostics.filter(({ location }) => location.file === name).map(({ location }) => location.line),
    ),
  ];
  const pages = await Promise.all(
    cases.map(async ({ name, file, text }) => {
      const problems = await editor.problems(file, text);
      const lines = [...new Set(problems.map(({ range }) => range.start.line + 1))].sort(ascending);
      expect({ name, lines }).toEqual({ name, lines: below[name] ?? linesIn(file).sort(ascending) });
      for (const { message } of problems) expect(message, name).not.toContain(TOKEN);
      return `## ${name}\n\n${underlined(text, problems)}`;
    }),
  );
  await expect(pages.join('\n')).toMatchFileSnapshot('__golden__/editor-problems.txt');
});

const ascending = (a: number, b: number) => a - b;

test('what is wrong at the head of the project is underlined too', async () => {
  const text = `${ROOT}workspace: Acme Production
backend: { url: flowlink.example.com, token: x }
include: connections/*.yaml
guards: { max_destroy: '\${env:MAX}', max_token_age: 180 }
conections: {}
moved:
`;
  const problems = await editor.problems('flowlink.yaml', text);
  await expect(underlined(text, problems)).toMatchFileSnapshot('__golden__/editor-problems-root.txt');
});

test('nothing that flowlink accepts is underlined', async () => {
  const head = `${ROOT}workspace: acme-\${env:STAGE}
backend: { url: 'http://\${env:HOST:-127.0.0.1}:8787' }
`;
  const text = `profiles:
  base: { platform: bigcommerce, protect: '\${env:PROTECT:-true}' }
  retail:
    extends: [base]
    scopes: [store_v2_orders_read_only]
    workflows:
      orders:
        action: get_orders
        parameters:
          limit: \${env:LIMIT}
          customer_id: \${env:CUSTOMER:-0}
          create_shipments: \${env:SHIPMENTS:-false}
          min_date_created: 2026-01-31
          max_date_created: \${env:UNTIL}
      gone: { action: get_products }
connections:
  acme-ca:
    extends: retail
    store_url: https://\${env:CA_HOST}
    store_hash: x\${env:CA_HASH}
    client_id: \${env:CA_ID}
    access_token: \${env:CA_TOKEN}
    workflows:
      gone: null
      orders: { parameters: { min_date_created: null } }
    protect: null
removed: [{ name: acme-old }]
`;
  const name = 'connections/accepted.yaml';
  for (const file of Object.keys(invalid))
    editor.write(`connections/${file}.yaml`, `${INCLUDED}connections: {}\n`);
  editor.write(name, INCLUDED + text);
  expect(await editor.problems(name, INCLUDED + text)).toEqual([]);
  expect(await editor.problems('flowlink.yaml', head + text)).toEqual([]);
  const validated = await editor.flowlink('validate');
  expect(validated).toMatchObject({ status: 0, stderr: '' });
});

test('each document of a file is looked at, and may name its own schema', async () => {
  const text = `${ROOT}workspace: acme
---
connections:
  a: { extends: x, colour: red }
---
${ROOT.replace('flowlink.schema', 'connections.schema')}workspace: acme
`;
  const problems = await editor.problems('flowlink.yaml', text);
  expect(problems.map(({ range, message }) => [range.start.line + 1, message])).toEqual([
    [5, 'Property colour is not allowed.'],
    [8, 'Property workspace is not allowed.'],
  ]);
});

test('quick fixes name what there is', async () => {
  const text = `${INCLUDED}${acme.replaceAll('NAME', 'acme').replace('store_v2_orders,', 'store_v2_order,')}    workflow: {}\n`;
  const fixes = await editor.fixes('connections/new.yaml', text);
  expect(fixes).toHaveLength(2);
  expect(fixes.find((titles) => titles.includes('store_v2_orders'))?.length).toBeGreaterThan(40);
  expect(fixes.find((titles) => titles.includes('workflows'))).not.toContain('store_url');
});
