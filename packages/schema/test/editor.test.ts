// What is published for editors has the rules of the validators, says what to do, and stands alone.
import { configuration, includedFile } from '@flowlink/schema/validators/configuration';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import connectionsSchema from '../connections.schema.json' with { type: 'json' };
import flowlinkSchema from '../flowlink.schema.json' with { type: 'json' };
import openapi from '../openapi.json' with { type: 'json' };
import planSchema from '../plan.schema.json' with { type: 'json' };

const project = {
  workspace: 'acme',
  backend: { url: 'https://flowlink.example.com' },
  include: ['connections/*.yaml'],
  guards: { max_destroy: 2, max_token_age: '180d' },
  profiles: {
    base: { platform: 'bigcommerce', protect: null },
    retail: {
      extends: ['base'],
      workflows: {
        orders: { parameters: { limit: 5, min_date_created: null } },
        customers: { action: 'get_customers', parameters: { customer_group_id: null } },
        gone: null,
      },
    },
  },
  connections: {
    us: {
      platform: 'bigcommerce',
      store_url: 'https://acme-us.mybigcommerce.com',
      store_hash: 'g5cd38',
      client_id: '${env:ID}',
      access_token: '${env:TOKEN}',
      scopes: ['store_v2_orders', 'store_v2_products'],
      workflows: {
        orders: { action: 'get_orders', parameters: { limit: 50, create_shipments: true } },
        stock: { action: 'set_inventory' },
      },
      protect: '${env:PROTECT:-true}',
    },
    eu: { extends: 'retail', store_hash: 'h6d3vs', workflows: { stock: null } },
  },
  moved: [{ from: 'acme', to: 'us' }],
  removed: [{ name: 'old' }],
  imports: [{ name: 'eu' }],
};

const replacements: unknown[] = [
  null,
  true,
  0,
  -1,
  2.5,
  251,
  '',
  'x',
  'Not A Name',
  '${env:X}',
  '${env:X:-y}',
  'a${env:X}b',
  '2026-01-31',
  'get_orders',
  'store_v2_orders',
  [],
  ['x', 'x'],
  [[1]],
  {},
  { 'A B': {} },
  { from: 'a' },
];

/** The same document with one place in it replaced, left out or added to; all places in turn. */
function* variants(value: unknown): Generator<unknown> {
  yield* replacements;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const variant of variants(item)) yield value.with(index, variant);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const { [key]: _left, ...others } = value as Record<string, unknown>;
      yield others;
      for (const variant of variants(item)) yield { ...value, [key]: variant };
    }
    for (const item of replacements) yield { ...value, unknown: item };
  }
}

test.for([
  ['flowlink.yaml', flowlinkSchema, configuration, project],
  [
    'included files',
    connectionsSchema,
    includedFile,
    { profiles: project.profiles, connections: project.connections, moved: project.moved },
  ],
] as const)('the rules for %s are those of the validators', ([, schema, validate, document]) => {
  const published = new Ajv2020({ strict: false }).compile(structuredClone(schema));
  expect(published(document)).toBe(true);
  let [accepted, refused] = [0, 0];
  for (const variant of variants(document)) {
    const verdict = validate(variant);
    if (published(variant) !== verdict) expect(variant, String(verdict)).toBeUndefined();
    if (verdict) accepted++;
    else refused++;
  }
  expect(Math.min(accepted, refused)).toBeGreaterThan(100);
});

/** Every object in a document, with its keys. */
function* parts(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const child of Object.values(value)) yield* parts(child);
}

test('a schema refers to nothing outside its file', () => {
  for (const schema of [flowlinkSchema, connectionsSchema]) {
    expect(schema.$id).toMatch(/^\w+\.schema\.json$/);
    for (const { $ref } of parts(schema)) if ($ref !== undefined) expect($ref).toMatch(/^#\/\$defs\/\w+$/);
  }
});

test('what is for editors is nowhere else', () => {
  for (const document of [openapi, planSchema]) {
    for (const part of parts(document)) {
      for (const keyword of ['x-editor', 'errorMessage', 'defaultSnippets', 'markdownDescription'])
        expect(part).not.toHaveProperty(keyword);
    }
  }
  for (const part of parts(flowlinkSchema)) expect(part).not.toHaveProperty('x-editor');
});

test('every pattern comes with a sentence that says what to write', () => {
  const patterns = [...parts(flowlinkSchema.$defs), ...parts(flowlinkSchema.properties)].filter(
    (part) => typeof part.pattern === 'string' && !String(part.pattern).startsWith('^('),
  );
  expect(patterns.length).toBeGreaterThan(20);
  for (const { pattern, errorMessage } of patterns)
    expect(errorMessage, String(pattern)).toMatch(/^[A-Z].*\.$/);
});
