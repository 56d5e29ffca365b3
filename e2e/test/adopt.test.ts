// Connections made by hand get into git, and stay the same while they do: list, export, import, drift, renames, the lock.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentialFor, Workplace } from '../src/workplace.ts';

const MARIA = 'maria@acme.example';
const narrow = { COLUMNS: '80' };
const golden = (name: string) => `__golden__/adopt-${name}.txt`;

let place: Workplace;

/** The connections of the example as the user interface made them. */
async function clickTogether(): Promise<void> {
  const shop = (name: string, hash: string, clientId: string) => ({
    platform: 'bigcommerce' as const,
    store_url: `https://${name}.mybigcommerce.com`,
    store_hash: hash,
    client_id: clientId,
  });
  await place.createByHand(
    'acme-us',
    {
      ...shop('acme-us', 'g5cd38', '4kz8q1v6m0x2c7r9t3w5y8b1n4j6h0d'),
      scopes: ['store_v2_information_read_only', 'store_v2_orders', 'store_v2_products'],
      workflows: {
        // The last one is how far the running connector has come.
        'import-orders': {
          action: 'get_orders',
          parameters: { create_shipments: true, limit: 100, min_date_modified: '2026-03-01T08:00:00Z' },
        },
        ship: { action: 'add_shipment' },
        stock: { action: 'set_inventory' },
      },
    },
    credentialFor('ACME_US_ACCESS_TOKEN'),
    MARIA,
  );
  await place.createByHand(
    'acme-eu',
    {
      ...shop('acme-eu', 'h6d3vs', '2v9c5m1x7q4k8z0r3t6w9y2b5n1j4h7'),
      scopes: ['store_v2_information_read_only', 'store_v2_orders_read_only'],
      workflows: { 'import-orders': { action: 'get_orders' } },
    },
    credentialFor('ACME_EU_ACCESS_TOKEN'),
    MARIA,
  );
  await place.createByHand(
    'acme-wholesale',
    {
      ...shop('acme-wholesale', 'p2x9kt', '7h1j4n8b2y5w9t3r6c0x4m8v2q7z1k5'),
      store_url: 'https://wholesale.acme.example',
      scopes: ['store_v2_information_read_only', 'store_v2_customers'],
      workflows: {
        customers: { action: 'get_customers', parameters: { customer_group_id: 3 } },
        'update-customers': { action: 'update_customer' },
      },
    },
    credentialFor('ACME_WHOLESALE_ACCESS_TOKEN'),
    MARIA,
  );
}

async function showsAs(name: string, command: string): Promise<void> {
  await expect(place.steady(await place.flowlink(command, narrow))).toMatchFileSnapshot(golden(name));
}

const inSync = async (): Promise<boolean> =>
  (await place.flowlink('plan --detailed-exitcode')).status === 0 &&
  (await place.flowlink('drift --detailed-exitcode')).status === 0;

const limitOf = async (name: string) =>
  (await place.connection(name)).config.workflows?.['import-orders']?.parameters?.limit;

beforeAll(async () => {
  place = await Workplace.open('acme');
  await clickTogether();
});

afterAll(() => place.close());

describe('a whole workspace', () => {
  test('list shows what was made by hand, and needs no project', () => showsAs('list', 'list'));

  test('export writes the project of the example', async () => {
    await showsAs('export', 'export --out exported');
    place.useExample('adopt');
    const { stdout } = await place.flowlink('export --out exported-again --json');
    for (const file of (JSON.parse(stdout) as { files: string[] }).files) {
      const ours = place.read(file).replace(/^# yaml-language-server.*\n/, '');
      expect(ours, file).toBe(
        place.read(`exported/${file}`).replace(place.backend.url, 'http://127.0.0.1:8787'),
      );
    }
  });

  test('export overwrites nothing', async () => {
    place.write('exported/connections/acme-eu.yaml', 'mine\n');
    await showsAs('export-refused', 'export --out exported');
    expect(place.read('exported/connections/acme-eu.yaml')).toBe('mine\n');
  });

  test('the plan imports, and no field changes', async () => {
    await showsAs('plan', 'plan');
    const { stdout } = await place.flowlink('plan --json');
    const { changes } = JSON.parse(stdout).plan as { changes: { action: string; fields: unknown[] }[] };
    expect(changes.map(({ action, fields }) => [action, fields])).toEqual(Array(3).fill(['import', []]));
  });

  test('apply takes them over as they are, and then there is nothing to do', async () => {
    const before = await place.connections();
    await place.openStores();
    expect((await place.flowlink('apply --auto-approve')).stdout).toContain('Apply complete: 3 imported');
    const after = await place.connections();
    expect(after).toMatchObject(before.map(({ id, config }) => ({ id, config, managed: true })));
    expect(await inSync()).toBe(true);
    const managed = await place.flowlink('export --out managed --managed --json');
    expect(JSON.parse(managed.stdout)).toMatchObject({ connections: 3, imports: [] });
  });

  test('then the entries under imports can go', async () => {
    const text = place.read('flowlink.yaml');
    place.write('flowlink.yaml', text.slice(0, text.indexOf('imports:')));
    expect(await inSync()).toBe(true);
  });
});

describe('drift', () => {
  test('names the field, the author and the time; renames and deletions are found', async () => {
    await place.editByHand(
      'acme-us',
      MARIA,
      ({ workflows: { 'import-orders': orders, ...others } = {}, ...config }) => ({
        ...config,
        workflows: { ...others, 'import-orders': { action: 'get_orders', parameters: { limit: 250 } } },
      }),
      credentialFor('CHANGED_BY_HAND'),
    );
    await place.renameByHand('acme-eu', 'acme-europe', MARIA);
    await place.deleteByHand('acme-wholesale', 'sam@acme.example');
    await showsAs('drift', 'drift');
    const { status, stdout } = await place.flowlink('drift --detailed-exitcode --json');
    expect(status).toBe(2);
    const { connections } = (JSON.parse(stdout) as { drift: { connections: object[] } }).drift;
    expect(connections).toMatchObject([
      { name: 'acme-eu', drifted: true, renamed_to: { name: 'acme-europe', by: { user: MARIA } } },
      { name: 'acme-us', drifted: true },
      { name: 'acme-wholesale', status: 'absent', deleted: { by: { user: 'sam@acme.example' } } },
    ]);
    await showsAs('list-drifted', 'list');
  });

  test('apply undoes all of it, renames back and keeps the ID', async () => {
    const { id } = await place.connection('acme-europe');
    await place.openStores();
    expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
    expect((await place.connection('acme-eu')).id).toBe(id);
    expect(await limitOf('acme-us')).toBe(100);
    expect(await inSync()).toBe(true);
  });

  test('--adopt writes it into the YAML, and comments stay', async () => {
    const file = 'connections/acme-us.yaml';
    place.edit(file, 'create_shipments: true } }', 'create_shipments: true } } # the ERP takes no more');
    await place.editByHand('acme-us', MARIA, ({ workflows, ...config }) => ({
      ...config,
      workflows: {
        ...workflows,
        'import-orders': { action: 'get_orders', parameters: { create_shipments: true, limit: 250 } },
        catalogue: { action: 'get_products' },
      },
    }));
    const before = place.read(file);
    await showsAs('drift-adopt', 'drift acme-us --adopt');
    expect(place.read(file)).toBe(
      `${before.replace('limit: 100', 'limit: 250')}      catalogue: { action: get_products }\n`,
    );
    expect((await place.flowlink('drift')).stdout).toContain('No drift.');
    expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
    expect(await limitOf('acme-us')).toBe(250);
    expect(await inSync()).toBe(true);
  });
});

describe('one by one', () => {
  const make = (name: string, hash: string) =>
    place.createByHand(
      name,
      {
        platform: 'bigcommerce',
        store_url: `https://${name}.mybigcommerce.com`,
        store_hash: hash,
        client_id: credentialFor(`${name}_id`.replaceAll('-', '_')),
        scopes: ['store_v2_information_read_only'],
      },
      credentialFor(`${name.toUpperCase().replaceAll('-', '_')}_ACCESS_TOKEN`),
      MARIA,
    );

  test('import writes the YAML and takes over at once', async () => {
    await make('acme-ca', 'c1a2n3');
    const { id } = await place.connection('acme-ca');
    await showsAs('import', 'import acme-ca');
    await expect(place.read('connections/acme-ca.yaml')).toMatchFileSnapshot(
      '__golden__/adopt-import-acme-ca.yaml',
    );
    expect(await place.connection('acme-ca')).toMatchObject({ id, managed: true });
    place.environment = { ...place.environment, ACME_CA_ACCESS_TOKEN: credentialFor('ACME_CA_ACCESS_TOKEN') };
    expect(await inSync()).toBe(true);
  });

  test('import --block leaves it to the next apply', async () => {
    await make('acme-mx', 'm1x2y3');
    await showsAs('import-block', 'import acme-mx --block');
    expect(place.read('flowlink.yaml')).toMatch(/\nimports:\n {2}- \{ name: acme-mx \}\n$/);
    expect((await place.connection('acme-mx')).managed).toBe(false);
    place.environment = { ...place.environment, ACME_MX_ACCESS_TOKEN: credentialFor('ACME_MX_ACCESS_TOKEN') };
    expect((await place.flowlink('plan')).stdout).toContain(
      'Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.',
    );
    await place.openStores();
    expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
    expect(await inSync()).toBe(true);
  });

  test('what is managed, and what is not there, is not imported', async () => {
    expect((await place.flowlink('import acme-ca')).stderr).toContain('error[already-managed]');
    const { status, stderr } = await place.flowlink('import acme-cb');
    expect(status).toBe(1);
    expect(stderr).toContain('“acme-ca”');
  });

  test('moved renames, and the ID stays', async () => {
    const { id } = await place.connection('acme-ca');
    place.edit('connections/acme-ca.yaml', '  acme-ca:', '  acme-canada:');
    place.edit('flowlink.yaml', 'imports:', 'moved:\n  - { from: acme-ca, to: acme-canada }\nimports:');
    expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
    expect((await place.connection('acme-canada')).id).toBe(id);
    expect(await inSync()).toBe(true);
  });

  test('removed lets go, and leaves it on the backend', async () => {
    const { id } = await place.connection('acme-mx');
    place.write('connections/acme-mx.yaml', 'connections: {}\n');
    place.edit('flowlink.yaml', 'imports:', 'removed:');
    expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
    expect(await place.connection('acme-mx')).toMatchObject({ id, managed: false });
    expect(await inSync()).toBe(true);
  });
});

describe('what is kept', () => {
  test('verify --record is seen by list', async () => {
    expect((await place.flowlink('verify acme-us --record')).status).toBe(0);
    expect((await place.connection('acme-us')).verification).toMatchObject({ status: 'verified' });
    await showsAs('list-after', 'list');
  });

  test('unlock needs an admin, and the run keeps the note', async () => {
    const run = 'run_00000000000000000001';
    const holder = { user: 'sam', host: 'laptop' };
    // Another token's: everybody may release his own.
    const sam = { authorization: `Bearer ${await place.backend.token('acme', 'write')}` };
    await place.workspaceRequest('PUT', '/lock', { run, holder, lease_seconds: 60 }, sam);
    await place.workspaceRequest('POST', '/runs', { id: run, mode: 'apply', holder, planned: 3 }, sam);

    await showsAs('unlock-unapproved', 'unlock');
    await showsAs('unlock-refused', `unlock ${run} --auto-approve`);
    const admin = { FLOWLINK_TOKEN: await place.backend.token('acme', 'admin') };
    const unlocked = await place.flowlink(`unlock ${run} --auto-approve`, { ...narrow, ...admin });
    await expect(place.steady(unlocked)).toMatchFileSnapshot(golden('unlock'));
    expect((await place.flowlink('unlock')).stdout).toBe('The workspace acme is not locked.\n');
    expect((await place.flowlink(`history ${run}`)).stdout).toMatch(/unlocked +by .*\(token admin\)/);
    expect((await place.flowlink('history')).stdout).toContain('abandoned (unlocked)');
  });

  test('history tells runs of import from those of apply', async () => {
    const { stdout } = await place.flowlink('history --json');
    const { runs } = JSON.parse(stdout) as { runs: { mode: string; outcome: string }[] };
    expect(runs.map(({ mode }) => mode).reverse()).toEqual(
      // Imports, drift undone, import, --block, moved, removed, and the one that was unlocked.
      ['apply', 'apply', 'import', 'apply', 'apply', 'apply', 'apply'],
    );
    expect(runs.filter(({ outcome }) => outcome !== 'succeeded')).toMatchObject([{ outcome: 'abandoned' }]);
  });
});
