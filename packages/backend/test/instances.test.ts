// Several instances on one PostgreSQL database behave as one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildServer } from '../src/http/server.ts';
import { prepareKeys } from '../src/secrets/prepare-keys.ts';
import { SecretBox } from '../src/secrets/secret-box.ts';
import type { Store } from '../src/store/store.ts';
import { newToken } from '../src/tokens/token.ts';
import { testDatabase } from './database.ts';
import { config, HOLDER } from './workspace.ts';

const INSTANCES = [0, 1, 2];
const now = new Date('2026-01-01T00:00:00Z');
let dataDir: string;
let stores: Store[];
let apps: ReturnType<typeof buildServer>[];
let token: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'flowlink-'));
  const database = testDatabase(dataDir);
  // All at once: one of them makes the tables, and the others wait for it.
  stores = await Promise.all(INSTANCES.map(() => database.open()));
  const box = new SecretBox(Buffer.alloc(32, 7));
  await Promise.all(stores.map((store) => prepareKeys(store, box, now)));
  apps = stores.map((store) => buildServer({ store, box, now: () => now }));
  const made = newToken({ workspace: 'acme', role: 'write', name: 'ci' }, now);
  await stores[0]?.transaction('acme', (tx) => tx.saveToken(made.stored));
  token = made.token;
});

afterEach(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await Promise.all(stores.map((store) => store.close()));
  rmSync(dataDir, { recursive: true });
});

/** Asks one instance. */
async function ask(
  instance: number,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object,
  headers: Record<string, string> = {},
) {
  const response = await apps[instance % INSTANCES.length]?.inject({
    method,
    url: `/v1/workspaces/acme${path}`,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  if (!response) throw new Error('no such instance');
  return { status: response.statusCode, json: response.json() };
}

const create = (instance: number, name: string) =>
  ask(
    instance,
    'PUT',
    `/connections/${name}`,
    { config: config(), secrets: { access_token: 'secret' } },
    { 'if-none-match': '*' },
  );

test('of many that take the lock at once, one has it', async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      ask(index, 'PUT', '/lock', {
        run: `run_${String(index).padStart(16, '0')}`,
        holder: HOLDER,
        lease_seconds: 60,
      }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 423)).toHaveLength(29);
});

test('of many that create one connection, one does', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => create(index, 'acme-us')));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(29).fill(412)]);
});

test('under load no update is lost and no revision is given twice', async () => {
  const names = ['a', 'b', 'c'];
  await Promise.all(names.map((name, index) => create(index, name)));
  let written = 0;
  const revisions = new Set<number>();
  const write = async (client: number) => {
    for (let round = 0; round < 10; round++) {
      const name = names[(client + round) % names.length] ?? '';
      const { json: before } = await ask(client + round, 'GET', `/connections/${name}`);
      const count = before.config.workflows.orders.parameters.limit ?? 0;
      const workflows = { orders: { action: 'get_orders', parameters: { limit: count + 1 } } };
      const { status, json } = await ask(
        client,
        'PUT',
        `/connections/${name}`,
        { config: config({ workflows: workflows as never }) },
        { 'if-match': `"${before.revision}"` },
      );
      expect([200, 412]).toContain(status);
      if (status !== 200) continue;
      written++;
      expect(revisions.has(json.revision)).toBe(false);
      revisions.add(json.revision);
      // Whoever is asked next, the write is there.
      const { json: page } = await ask(client + 1, 'GET', '/connections');
      const seen = page.connections.find((each: { name: string }) => each.name === name);
      expect(seen.revision).toBeGreaterThanOrEqual(json.revision);
    }
  };
  await Promise.all(Array.from({ length: 12 }, (_, client) => write(client)));
  const { json } = await ask(0, 'GET', '/connections');
  const counted = json.connections.map(
    (each: { config: { workflows: { orders: { parameters: { limit: number } } } } }) =>
      each.config.workflows.orders.parameters.limit,
  );
  expect(written).toBeGreaterThan(10);
  expect(counted.reduce((sum: number, count: number) => sum + count, 0)).toBe(written);
});
