// Configuration files to spoil, and the spoiled ones by their seed.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments, stringify } from 'yaml';
import { type Chance, chanceOf } from './chance.ts';
import { mutateJson } from './mutate-json.ts';
import { type Material, mutateText } from './mutate-text.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** What nothing may ever show: it is where secrets are. */
export const LITERAL = 'canary0literal0in0the0file00000';

/** Everything that the format knows, each where it is rarely expected. */
const everything = `# yaml-language-server: $schema=./node_modules/@flowlink/schema/flowlink.schema.json
workspace: acme-production
backend: { url: "https://flowlink.example.com" }
include: [connections/*.yaml]
guards: { max_destroy: 2, max_token_age: 180d }
profiles:
  retail: &retail
    platform: bigcommerce
    scopes: [store_v2_orders_read_only, store_v2_information_read_only, store_v2_products]
    workflows:
      import-orders: { action: get_orders, parameters: { create_shipments: true, min_date_created: 2026-01-01 } }
connections:
  acme-us:
    extends: retail
    store_url: https://acme-us.mybigcommerce.com
    store_hash: 'g5cd38'
    client_id: \${env:ACME_US_CLIENT_ID:-0client0id0of0a0test0account000}
    access_token: \${env:ACME_US_ACCESS_TOKEN}
    workflows: { stock: { action: set_inventory } }
    protect: true
  by-hand: { extends: retail, store_url: 'https://by-hand.mybigcommerce.com', store_hash: h9kd20, client_id: y, access_token: '\${env:BY_HAND_ACCESS_TOKEN}' }
  ? acme-eu
  : extends: retail
    store_url: >-
      https://acme-eu.mybigcommerce.com
    store_hash: "h6de49" # the second
    client_id: \${env:ACME_EU_CLIENT_ID}
    access_token: \${env:ACME_EU_ACCESS_TOKEN}
moved:
  - { from: acme, to: acme-us }
removed: [{ name: old }]
imports:
  - name: by-hand
---
connections:
  bolt: &bolt
    platform: bigcommerce
    store_url: https://bolt.mybigcommerce.com
    store_hash: b0lt
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:BOLT_ACCESS_TOKEN}
    scopes: &scopes [store_v2_orders]
    workflows: { orders: { action: get_orders, parameters: {} } }
  cord: { platform: bigcommerce, store_url: "https://cord.mybigcommerce.com", store_hash: c0rd, client_id: x,
    access_token: '\${env:CORD_ACCESS_TOKEN}', scopes: *scopes }
`;

const connectionOnly = `connections:
  acme-us:
    platform: bigcommerce
    store_url: https://acme-us.mybigcommerce.com
    store_hash: g5cd38
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:ACME_US_ACCESS_TOKEN}
    scopes: [store_v2_orders]
`;

function yamlIn(path: string): string[] {
  const text = readFileSync(`${repository}${path}`, 'utf8');
  if (path.endsWith('.yaml')) return [text];
  if (path.endsWith('.txt')) return text.split(/^=== .*$/m);
  return [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, block = '']) => block);
}

/** The project's own examples, documentation and golden files. */
const documents: readonly string[] = [
  ...globSync(
    [
      'examples/*/flowlink.yaml',
      'examples/*/{connections/*,*}.yaml',
      'docs/**/*.md',
      'packages/core/src/edit/**/__golden__/*.txt',
    ],
    { cwd: repository },
  )
    .sort()
    .flatMap(yamlIn),
  everything,
  connectionOnly,
].filter((text) => text.length < 8000 && text.includes(':'));

const values = [
  'null',
  '~',
  'true',
  'yes',
  '0o17',
  '0x1F',
  '1e999',
  '.inf',
  '-.Inf',
  '.nan',
  '-0',
  '1_000',
  '123456789012345678901234567890',
  '2026-01-01',
  '2026-01-01T00:00:00Z',
  '<<',
  '__proto__',
  '"',
  "'",
  '""',
  '[]',
  '{}',
  '[',
  '{',
  '&a',
  '*a',
  '*retail',
  '!!str 1',
  '!!binary aGk=',
  '!!set {a, b}',
  '!!js/function x',
  '!<tag:x> y',
  '|',
  '>-',
  '|9',
  '>+1',
  '%',
  '@x',
  '`x`',
  '- a',
  '? a',
  '#x',
  '"\\uD800"',
  '"\\x00"',
  '"\\u202E\\u0007"',
  '"\\U0010FFFF"',
  '"a\\\n  b"',
  "'it''s'",
  '${env:',
  '${env:}',
  '${env:X',
  '${env:1X}',
  '${env:X:-}',
  '${env:X:-${env:Y}}',
  '$${env:X}',
  '${file:x}',
  '${env:A}${env:B}',
  '${',
  '${env:ACME_US_ACCESS_TOKEN}',
  '${env:FLOWLINK_TOKEN}',
  '${env:__proto__}',
  '${env:constructor}',
  '../../etc/passwd',
  '/etc/passwd',
  '**/*',
  '{a,b}*',
  '[!a]',
  '!(x)',
  '+(a|b)*(c)',
  '[[:alpha:]]',
  'C:\\x',
  '\\',
  'connections/../../x',
  'https://user:pass@example.com',
  'http://example.com',
  'https://[::1',
  'https://xn--',
  'javascript:alert(1)',
  '99999d',
  '-1',
] as const;

const tokens = [
  ': ',
  ':',
  '- ',
  '-',
  '? ',
  '? - ',
  '# ',
  '#',
  '&a ',
  '&retail ',
  '*a',
  '*retail',
  '*a : ',
  '!',
  '!!str ',
  '!!map ',
  '!!null ',
  '| ',
  '|\n',
  '>\n',
  '|+\n',
  '>-\n',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '%YAML 1.1\n---\n',
  '%TAG ! x\n---\n',
  '%',
  '---\n',
  '...\n',
  '--- ',
  '\n---\n',
  '\n...\n',
  '<<: *retail\n',
  '<<: ',
  '\t',
  '  ',
  '\n',
  '\n\n',
  '\r\n',
  '\uFEFF',
  '__proto__: ',
  'constructor: ',
  'access_token: ',
  'access_token',
  'connections:\n',
  'profiles:\n',
  'extends: ',
  'platform: bigcommerce\n',
  'include: ',
  'moved:\n',
  'imports:\n',
  'removed:\n',
  'scopes: ',
  'workflows:\n',
  'parameters: ',
  'store_hash: ',
  'acme-us',
  'retail',
  '${env:',
  '}',
  '$',
  '~',
] as const;

const material: Material = { tokens, values, others: documents };

/** Spoils what the documents say, and writes it down well-formed. */
function mutateData(text: string, chance: Chance): string {
  return parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' })
    .filter((document) => document.errors.length === 0)
    .map((document) =>
      stringify(mutateJson(document.toJS(), chance), { aliasDuplicateObjects: chance.happens(0.5) }),
    )
    .join('---\n');
}

/** The spoiled text of a seed. Some have a literal where the secret's reference was. */
export function yamlInput(seed: number): string {
  const chance = chanceOf(seed);
  const document = chance.happens(0.3) ? everything : chance.pick(documents);
  const withSecret = chance.happens(0.25)
    ? document.replaceAll(/(access_token: )\$\{env:\w+\}/g, `$1${LITERAL}`)
    : document;
  return chance.happens(0.4) ? mutateData(withSecret, chance) : mutateText(withSecret, chance, material);
}
