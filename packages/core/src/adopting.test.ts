// What somebody changed on the backend is written into the YAML, and nothing else there changes.
import type { Connection, ConnectionConfig } from '@flowlink/schema';
import { expect, test } from 'vitest';
import { describeAll } from '../test/describe.ts';
import { memoryBackend } from '../test/memory-backend.ts';
import { memoryFiles } from '../test/memory-files.ts';
import { applied, desiredFrom, expectValue, planOf } from '../test/projects.ts';
import { planAdoption } from './adopting.ts';
import { computeDrift } from './drift/drift.ts';
import { loadProject } from './load/project.ts';

const variables: Record<string, string> = {
  ACME_ID: '0client0id0of0a0test0account000',
  ACME_TOKEN: '0access0token0of0test0account00',
  BOLT_TOKEN: '1access0token0of0test0account00',
  LIMIT: '50',
};

const files = {
  'flowlink.yaml': `# Our stores.
workspace: acme
backend: { url: https://flowlink.example.com }
include: [more.yaml]
profiles:
  retail: # what most have
    platform: bigcommerce
    scopes: [store_v2_information_read_only, store_v2_orders_read_only, store_v2_products]
    workflows:
      orders: { action: get_orders, parameters: { limit: 50, create_shipments: true } }
      stock: { action: set_inventory }

connections:
  acme: # the first one
    extends: retail
    store_url: "https://acme.example.com" # quoted, for no reason
    store_hash: abc123
    client_id: \${env:ACME_ID}
    access_token: \${env:ACME_TOKEN}
`,
  'more.yaml': `# Further stores.
connections: {}
---
connections:
  bolt:
    platform: bigcommerce
    store_url: https://bolt.example.com
    store_hash: def456
    client_id: '0client0id0of0a0test0account001'
    access_token: \${env:BOLT_TOKEN}
    scopes:
      - store_v2_information_read_only # to verify the URL
      - store_v2_orders_read_only
      # for the stock
      - store_v2_products
    workflows:
      # Orders come in every minute.
      orders:
        action: get_orders
        parameters:
          limit: \${env:LIMIT} # as many as they can take
          customer_id: 7
          min_date_modified: 2026-01-01

      stock: { action: set_inventory } # warehouse
    protect: false
`,
};

type Edits = Readonly<Record<string, (config: ConnectionConfig) => ConnectionConfig | undefined>>;

/** The project after its drift was adopted, or what is left. */
async function adopted(edits: Edits, change: (text: string) => string = (text) => text, more = {}) {
  const backend = memoryBackend();
  await applied(planOf(await desiredFrom(files, variables), backend), backend, variables);
  for (const [name, edit] of Object.entries(edits)) backend.edit(name, edit);
  const now = Object.fromEntries(Object.entries(files).map(([file, text]) => [file, change(text)]));
  const desired = await desiredFrom(now, { ...variables, ...more });
  const drift = () =>
    computeDrift({
      workspace: 'acme',
      backendUrl: 'https://flowlink.example.com',
      desired,
      transitions: { moved: [], removed: [], imports: [] },
      remote: backend.connections,
      deletions: [],
      names: [],
    }).drift;
  const { sources } = await loadProject(memoryFiles(now));
  const ports = { files: memoryFiles(now), environment: variables };
  const { value, diagnostics } = await planAdoption(ports, drift(), sources);
  const after = { ...now, ...Object.fromEntries(value?.files.map(({ file, text }) => [file, text]) ?? []) };
  return { after, now, value, left: describeAll(diagnostics, sources), backend, diagnostics };
}

/** The lines that differ, with their numbers. */
function changesBetween(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const gone = old.filter((line) => !now.includes(line)).map((line) => `-${line}`);
  const come = now.filter((line) => !old.includes(line)).map((line) => `+${line}`);
  return [...gone, ...come].join('\n');
}

const workflows = ({ workflows: present = {}, ...config }: ConnectionConfig, changes: object) =>
  ({ ...config, workflows: { ...present, ...changes } }) as ConnectionConfig;

const cases: Record<string, Edits> = {
  'a value in a quoted scalar': { acme: (config) => ({ ...config, store_url: 'https://acme.example.org' }) },
  'what a profile gives is overridden': {
    acme: (config) =>
      workflows(config, {
        orders: { action: 'get_orders', parameters: { limit: 70, create_shipments: true } },
      }),
  },
  'what a profile gives is removed': {
    acme: ({ workflows: { stock: _stock, ...rest } = {}, ...config }) => ({ ...config, workflows: rest }),
  },
  'a new workflow, without what the connector advances': {
    acme: (config) =>
      workflows(config, {
        more: { action: 'get_orders', parameters: { limit: 5, min_date_modified: '2026-09-09' } },
      }),
  },
  'members of a list, a removed parameter and a new one': {
    bolt: (config) =>
      ({
        ...workflows(config, {
          orders: { action: 'get_orders', parameters: { limit: 50, create_shipments: true } },
        }),
        scopes: ['store_v2_orders_read_only', 'store_v2_products', 'store_cart'],
      }) as ConnectionConfig,
  },
  'a whole workflow is gone': {
    bolt: ({ workflows: { orders: _orders, ...rest } = {}, ...config }) => ({ ...config, workflows: rest }),
  },
  'protection and text that looks like a reference': {
    bolt: (config) => ({ ...config, protect: true, client_id: 'a${env:X}' }),
  },
  'two connections at once': {
    acme: (config) => ({ ...config, protect: true }),
    bolt: (config) => ({ ...config, protect: true }),
  },
};

test.for(Object.entries(cases))('%s', async ([name, edits]) => {
  const { after, now, value, left, backend, diagnostics } = await adopted(edits);
  const parts = Object.keys(now).map((file) => {
    const [before, text] = [now[file] ?? '', after[file] ?? ''];
    return before === text ? '' : `--- ${file}\n${changesBetween(before, text)}\n`;
  });
  await expect(`${parts.join('')}\n${left}`).toMatchFileSnapshot(
    `__golden__/adopting/${name.replaceAll(/\W+/g, '-')}.txt`,
  );
  expect(value?.adopted.length).toBeGreaterThan(0);
  if (diagnostics.length > 0) return;
  // What was adopted is what is there, so nothing is left to plan.
  const plan = planOf(await desiredFrom(after, variables), backend);
  expect(plan.changes).toEqual([]);
});

test('references, conflicts, secrets and what would not be valid are left', async () => {
  const { after, now, value, left } = await adopted(
    {
      acme: (config) => ({
        ...workflows(config, { people: { action: 'get_customers' } }),
        client_id: 'another',
        store_url: 'https://acme.example.org',
      }),
      bolt: (config) =>
        workflows(
          { ...config, client_id: 'theirs' },
          { orders: { action: 'get_orders', parameters: { limit: 70, customer_id: 8 } } },
        ),
    },
    (text) => text.replace('0account001', 'ours').replace('test0ours', 'test0ours0'),
  );
  expect(value?.adopted.map(({ connection, path }) => [connection, path.join('.')])).toEqual([
    ['bolt', 'workflows.orders.parameters.customer_id'],
  ]);
  expect(after['flowlink.yaml']).toBe(now['flowlink.yaml']);
  await expect(left).toMatchFileSnapshot('__golden__/adopting/left.txt');
});

test('nothing to adopt changes nothing', async () => {
  const { value } = await adopted({});
  expect(value).toEqual({ files: [], adopted: [] });
});

test('a secret, a rename and a deletion are told with the ways to go on', async () => {
  const backend = memoryBackend();
  await applied(planOf(await desiredFrom(files, variables), backend), backend, variables);
  const acme = backend.connections.get('acme') as Connection;
  const token = acme.secrets.access_token;
  const other = backend.connections.get('bolt')?.secrets.access_token;
  if (!token || !other) throw new Error('no tokens');
  backend.connections.delete('acme');
  backend.connections.set('acme-2', {
    ...acme,
    name: 'acme-2',
    edits: [{ path: ['access_token'], at: '2026-02-02T08:30:00Z', by: { token: 'ui' } }],
    secrets: { access_token: { ...other, applied: { salt: token.salt, fingerprint: token.fingerprint } } },
  });
  backend.connections.delete('bolt');
  const by = { at: '2026-02-02T08:30:00Z', by: { token: 'ui' } };
  const { drift } = computeDrift({
    workspace: 'acme',
    backendUrl: 'https://flowlink.example.com',
    desired: await desiredFrom(files, variables),
    transitions: { moved: [], removed: [], imports: [] },
    remote: backend.connections,
    deletions: [
      { position: 1, action: 'connection_deleted', connection: 'bolt', run: null, fields: [], ...by },
    ],
    names: [],
  });
  const { sources } = await loadProject(memoryFiles(files));
  const report = await planAdoption({ files: memoryFiles(files), environment: variables }, drift, sources);
  expect(expectValue(report).files).toEqual([]);
  await expect(describeAll(report.diagnostics, sources)).toMatchFileSnapshot(
    '__golden__/adopting/left-renamed-and-deleted.txt',
  );
});
