// What a plan says, change by change.
import type { ConnectionConfig, FieldChange } from '@flowlink/schema';
import { beforeEach, describe, expect, test } from 'vitest';
import { type MemoryBackend, memoryBackend } from '../../test/memory-backend.ts';
import { applied, connectionYaml, desiredFrom, planInput, planOf } from '../../test/projects.ts';
import { computePlan } from './plan.ts';

const head = 'workspace: acme\nbackend: { url: https://flowlink.example.com }\n';
const CLIENT = '0client0id0of0a0test0account000';
const variables = { ACME_ACCESS_TOKEN: 'token-a', OTHER_ACCESS_TOKEN: 'token-o' };
const orders = [
  'workflows:',
  '  orders: { action: get_orders, parameters: { min_date_modified: 2026-01-01 } }',
];
const project = (...connections: string[]) => ({
  'flowlink.yaml': `${head}connections:\n${connections.join('') || ' {}\n'}`,
});
const desired = (...connections: string[]) => desiredFrom(project(...connections), variables);

let backend: MemoryBackend;

beforeEach(async () => {
  backend = memoryBackend();
  await applied(planOf(await desired(connectionYaml('acme', orders)), backend), backend, variables);
});

const brief = ({ path, kind, before, after, direction, forces_replacement }: FieldChange) => [
  path.join('.'),
  kind,
  before,
  after,
  direction,
  ...(forces_replacement ? ['replaces'] : []),
];

const edit = (change: Partial<ConnectionConfig>) =>
  backend.edit('acme', (config) => ({ ...config, ...change }));

test('scopes that were changed by hand and adopted do not stand in the way of other changes', async () => {
  edit({ scopes: ['store_v2_orders', 'store_v2_products', 'store_cart'] });
  const adopted = connectionYaml('acme', orders).replace(
    'store_v2_products]',
    'store_v2_products, store_cart]',
  );
  expect(planOf(await desired(adopted), backend).changes).toEqual([]);
  const further = adopted.replace('https://acme.my', 'https://acme-us.my');
  const [change] = planOf(await desired(further), backend).changes;
  expect(change?.fields.map(({ path }) => path)).toEqual([['store_url']]);
});

describe('changes', () => {
  test('what is up to date is only counted', async () => {
    const plan = planOf(await desired(connectionYaml('acme', orders)), backend);
    expect(plan.changes).toEqual([]);
    expect(plan.counts).toMatchObject({ unchanged: 1, create: 0 });
  });

  test('a new connection is created, with every field and its place', async () => {
    const plan = planOf(await desired(connectionYaml('acme', orders), connectionYaml('other')), backend);
    expect(plan.changes).toHaveLength(1);
    const [change] = plan.changes;
    expect(change).toMatchObject({
      name: 'other',
      action: 'create',
      revision: null,
      position: { file: 'flowlink.yaml', line: 13, column: 3 },
    });
    expect(change?.secrets).toEqual({
      access_token: { env: 'OTHER_ACCESS_TOKEN', fingerprint: expect.any(String), write: true },
    });
    expect(change?.fields.map(brief)).toEqual([
      ['platform', 'add', undefined, 'bigcommerce', 'config'],
      ['store_url', 'add', undefined, 'https://other.mybigcommerce.com', 'config'],
      ['store_hash', 'add', undefined, 'g5cd38', 'config'],
      ['client_id', 'add', undefined, CLIENT, 'config'],
      ['scopes.store_v2_orders', 'add', undefined, 'store_v2_orders', 'config'],
      ['scopes.store_v2_products', 'add', undefined, 'store_v2_products', 'config'],
      ['access_token', 'add', undefined, undefined, 'config'],
    ]);
    expect(change?.fields.at(-1)).toMatchObject({ sensitive: true, position: { line: 18, column: 19 } });
  });

  test('an edited configuration updates in place, and the order of scopes means nothing', async () => {
    const edited = connectionYaml('acme', orders).replace(
      '[store_v2_orders, store_v2_products]',
      '[store_v2_products, store_v2_orders]',
    );
    expect(planOf(await desired(edited), backend).changes).toEqual([]);
    const more = connectionYaml('acme', [...orders, '  stock: { action: set_inventory }']);
    const [change] = planOf(await desired(more), backend).changes;
    expect(change).toMatchObject({
      action: 'update',
      reason: 'the configuration changed',
      secrets: { access_token: { write: false } },
    });
    expect(change?.fields.map(brief)).toEqual([
      ['workflows.stock.action', 'add', undefined, 'set_inventory', 'config'],
    ]);
  });

  test('another store hash replaces the connection and writes its secret again', async () => {
    const [change] = planOf(
      await desired(connectionYaml('acme', orders).replace('g5cd38', 'abc123')),
      backend,
    ).changes;
    expect(change).toMatchObject({
      action: 'replace',
      reason: 'store_hash changed, which makes it another connection',
      secrets: { access_token: { write: true } },
    });
    expect(change?.fields.map(brief)).toEqual([
      ['store_hash', 'change', 'g5cd38', 'abc123', 'config', 'replaces'],
    ]);
  });

  test('a connection that left the configuration is destroyed', async () => {
    const plan = planOf(await desired(), backend);
    expect(plan.changes).toMatchObject([{ name: 'acme', action: 'destroy', config: null, secrets: {} }]);
    expect(plan.changes[0]?.fields.at(-1)).toMatchObject({
      path: ['access_token'],
      kind: 'remove',
      sensitive: true,
    });
  });

  test('another value in the variable rotates the secret', async () => {
    const rotated = await desiredFrom(project(connectionYaml('acme', orders)), {
      ...variables,
      ACME_ACCESS_TOKEN: 'token-b',
    });
    const [change] = planOf(rotated, backend).changes;
    expect(change).toMatchObject({
      action: 'update',
      reason: 'access_token was rotated',
      secrets: { access_token: { write: true } },
    });
    expect(change?.fields).toMatchObject([{ path: ['access_token'], kind: 'change', sensitive: true }]);
    expect(JSON.stringify(change)).not.toMatch(/token-[ab]/);
  });

  test('client ID and token that change together are two differences of one update', async () => {
    const edited = connectionYaml('acme', orders).replace(`:-${CLIENT}`, ':-another');
    const plan = planOf(
      await desiredFrom(project(edited), { ...variables, ACME_ACCESS_TOKEN: 'token-b' }),
      backend,
    );
    expect(plan.changes).toMatchObject([
      {
        action: 'update',
        reason: 'access_token was rotated; the configuration changed',
        fields: [{ path: ['client_id'] }, { path: ['access_token'] }],
        secrets: { access_token: { write: true } },
      },
    ]);
    const moved = [
      { from: 'acme', to: 'acme-us', place: { file: 'flowlink.yaml', range: { start: 0, end: 0 } } },
    ];
    const renamed = planOf(
      await desiredFrom(project(edited.replace('  acme:', '  acme-us:')), { ACME_ACCESS_TOKEN: 'token-b' }),
      backend,
      { transitions: { moved, removed: [], imports: [] } },
    );
    expect(renamed.changes).toMatchObject([
      {
        action: 'update',
        reason: 'it was called acme before; access_token was rotated; the configuration changed',
      },
    ]);
  });

  test('a connection that gets another name and another store is replaced for both reasons', async () => {
    const moved = [
      { from: 'acme', to: 'acme-us', place: { file: 'flowlink.yaml', range: { start: 0, end: 0 } } },
    ];
    const text = connectionYaml('acme', orders).replace('  acme:', '  acme-us:').replace('g5cd38', 'abc123');
    const plan = planOf(await desired(text), backend, { transitions: { moved, removed: [], imports: [] } });
    expect(plan.changes).toMatchObject([
      {
        action: 'replace',
        from: 'acme',
        reason: 'it was called acme before; store_hash changed, which makes it another connection',
      },
    ]);
  });

  test('a field that a profile says is placed in the file of the profile', async () => {
    const files = {
      ...project(connectionYaml('acme', ['extends: retail'])),
      'profiles.yaml': 'profiles:\n  retail:\n    workflows:\n      stock: { action: set_inventory }\n',
    };
    files['flowlink.yaml'] = `include: [profiles.yaml]\n${files['flowlink.yaml']}`;
    const [change] = planOf(await desiredFrom(files, variables), backend).changes;
    const stock = change?.fields.find(({ path }) => path.includes('stock'));
    expect(change?.position).toEqual({ file: 'flowlink.yaml', line: 5, column: 3 });
    expect(stock?.position).toEqual({ file: 'profiles.yaml', line: 4, column: 24 });
  });

  test('a plan to destroy everything ignores the configuration', async () => {
    const plan = planOf(await desired(connectionYaml('acme', orders)), backend, { mode: 'destroy' });
    expect(plan.changes).toMatchObject([{ name: 'acme', action: 'destroy' }]);
  });
});

describe('directions', () => {
  test('a change on the backend is drift, a change on both sides a conflict', async () => {
    edit({ client_id: 'changed-there' });
    const drift = planOf(await desired(connectionYaml('acme', orders)), backend);
    expect(drift.changes[0]?.fields.map(brief)).toEqual([
      ['client_id', 'change', 'changed-there', CLIENT, 'backend'],
    ]);
    expect(drift.changes[0]?.reason).toBe('it was changed on the backend');
    const conflict = await desired(connectionYaml('acme', orders).replace(`:-${CLIENT}`, ':-changed-here'));
    expect(planOf(conflict, backend).changes[0]?.fields.map(brief)).toEqual([
      ['client_id', 'change', 'changed-there', 'changed-here', 'conflict'],
    ]);
  });

  test('a token that somebody entered on the backend was not rotated by us', async () => {
    const other = memoryBackend();
    const theirs = await desiredFrom(project(connectionYaml('acme')), { ACME_ACCESS_TOKEN: 'theirs' });
    await applied(planOf(theirs, other), other, { ACME_ACCESS_TOKEN: 'theirs' });
    const entered = other.connections.get('acme')?.secrets.access_token;
    const before = backend.connections.get('acme');
    const ours = before?.secrets.access_token;
    if (!before || !entered || !ours) throw new Error('There is no token.');
    const { salt, fingerprint } = ours;
    backend.connections.set('acme', {
      ...before,
      secrets: { access_token: { ...entered, applied: { salt, fingerprint } } },
      edits: [{ path: ['access_token'], by: { token: 'ui' }, at: '2026-02-01T00:00:00Z' }],
    });
    const [change] = planOf(await desired(connectionYaml('acme', orders)), backend).changes;
    expect(change).toMatchObject({
      action: 'update',
      reason: 'it was changed on the backend',
      secrets: { access_token: { write: true } },
      fields: [{ path: ['access_token'], direction: 'backend' }],
    });
  });

  test('the same change on both sides is no change', async () => {
    edit({ client_id: 'same' });
    expect(
      planOf(await desired(connectionYaml('acme', orders).replace(`:-${CLIENT}`, ':-same')), backend).changes,
    ).toEqual([]);
  });

  test('what the running connector advances is no drift, but changing it in the configuration is a change', async () => {
    edit({
      workflows: { orders: { action: 'get_orders', parameters: { min_date_modified: '2026-09-09' } } },
    });
    expect(planOf(await desired(connectionYaml('acme', orders)), backend).changes).toEqual([]);
    const reset = await desired(connectionYaml('acme', orders).replace('2026-01-01', '2025-05-05'));
    expect(planOf(reset, backend).changes[0]?.fields.map(brief)).toEqual([
      ['workflows.orders.parameters.min_date_modified', 'change', '2026-09-09', '2025-05-05', 'config'],
    ]);
  });

  test('the same parameter of an action that does not advance it is drift', async () => {
    edit({
      workflows: {
        orders: {
          action: 'get_orders',
          parameters: { min_date_modified: '2026-01-01', min_date_created: '2026-09-09' },
        },
      },
    });
    expect(
      planOf(await desired(connectionYaml('acme', orders)), backend).changes[0]?.fields.map(brief),
    ).toEqual([
      ['workflows.orders.parameters.min_date_created', 'remove', '2026-09-09', undefined, 'backend'],
    ]);
  });
});

describe('what a plan refuses', () => {
  const codes = async (connections: string[], more: Parameters<typeof planInput>[2] = {}) =>
    computePlan(planInput(await desired(...connections), backend, more)).diagnostics.map(({ code }) => code);

  test('a connection made by hand is never touched, only counted', async () => {
    backend.edit('by-hand', () => ({
      platform: 'bigcommerce',
      store_url: 'https://x.y',
      store_hash: 'x',
      client_id: 'x',
      scopes: [],
    }));
    expect(planOf(await desired(connectionYaml('acme', orders)), backend).counts).toMatchObject({
      unmanaged: 1,
      destroy: 0,
    });
    expect(await codes([connectionYaml('by-hand').replace('BY_HAND_ACC', 'ACME_ACC')])).toEqual([
      'unmanaged-connection',
    ]);
  });

  test('a protected connection is neither destroyed nor replaced, even after its block is gone', async () => {
    const protect = [...orders, 'protect: true'];
    await applied(planOf(await desired(connectionYaml('acme', protect)), backend), backend, variables);
    expect(await codes([])).toEqual(['protected-connection']);
    expect(await codes([connectionYaml('acme', orders).replace('g5cd38', 'abc')])).toEqual([
      'protected-connection',
    ]);
    expect(await codes([], { mode: 'destroy' })).toEqual(['protected-connection']);
  });

  test('more destroys than the guard allows', async () => {
    expect(await codes([], { maxDestroy: 0 })).toEqual(['too-many-destroys']);
    const place = { file: 'flowlink.yaml', range: { start: 3, end: 4 } };
    const placeOfGuard = (key: string) => (key === 'max_destroy' ? place : { ...place, file: 'no' });
    const { diagnostics } = computePlan(planInput([], backend, { maxDestroy: 0, placeOfGuard }));
    expect(diagnostics).toMatchObject([{ code: 'too-many-destroys', ...place }]);
    expect(await codes([], { maxDestroy: 1 })).toEqual([]);
    expect(await codes([], { maxDestroy: 0, mode: 'destroy' })).toEqual([]);
  });

  test('targets limit the plan; unknown ones are errors, and what is left out is said', async () => {
    expect(await codes([], { targets: ['acmee'] })).toEqual(['unknown-target']);
    const input = planInput(await desired(connectionYaml('other')), backend, { targets: ['other'] });
    const { value, diagnostics } = computePlan(input);
    expect(value?.changes.map(({ name }) => name)).toEqual(['other']);
    expect(value?.counts).toMatchObject({ create: 1, destroy: 0, skipped: 1 });
    expect(diagnostics).toMatchObject([{ code: 'changes-left-out', severity: 'warning' }]);
    expect(await codes([connectionYaml('other')], { targets: ['other', 'acme'] })).toEqual([]);
  });
});
