// PostgreSQL databases of older versions open with all that is in them.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { buildServer } from '../src/http/server.ts';
import { SecretBox } from '../src/secrets/secret-box.ts';
import { postgresMigrations } from '../src/store/postgres/postgres-migrations.ts';
import { postgresStore } from '../src/store/postgres/postgres-store.ts';

const version1 = readFileSync(
  fileURLToPath(new URL('databases/postgres-version-1.sql', import.meta.url)),
  'utf8',
);
const url = inject('postgresUrl') ?? '';
const statements = (sql: string) => sql.replaceAll(/\s+/g, ' ').trim();

test('the released step is as it was', () => {
  expect(statements(version1)).toContain(statements(postgresMigrations[0] ?? ''));
});

test('from the first version on, everything is there, tokens can end, and the trail goes on', async () => {
  const schema = `test_${randomBytes(8).toString('hex')}`;
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql.unsafe(`CREATE SCHEMA ${schema}; SET search_path TO ${schema}; ${version1}`);
  await sql.end();

  // A program of that version is still running.
  const older = postgres(url, { max: 1, connection: { search_path: schema } });
  const writeAsThen = () => older`UPDATE secrets SET ciphertext = ${Buffer.alloc(40)}`;
  await older.begin(async (tx) => {
    await tx`UPDATE secrets SET ciphertext = ciphertext`;
  });

  const store = await postgresStore(url, schema);
  await expect(writeAsThen()).rejects.toThrow('column "ciphertext"');
  await older.end();
  const box = new SecretBox(Buffer.alloc(32, 7));
  const app = buildServer({ store, box, now: () => new Date('2026-01-01T00:05:00Z') });
  const ask = (workspace: string, path: string) =>
    app.inject({
      url: `/v1/workspaces/${workspace}${path}`,
      headers: { authorization: 'Bearer fl_version-1-ci-acme' },
    });

  const { connections } = (await ask('acme', '/connections')).json();
  expect(connections.map(({ name }: { name: string }) => name)).toEqual([
    'acme-by-hand',
    'acme-eu',
    'acme-new',
    'acme-us',
  ]);
  const moved = await store.transaction('acme', (tx) => tx.connection('acme', 'acme-new'));
  const secret = moved?.secrets.access_token;
  const place = { connection: moved?.id ?? '', field: 'access_token' };
  expect(secret && (await box.open(secret, place, store.keys))).toBe('secret0of0acme-old');
  expect((await ask('acme', '/audit')).json().entries).toHaveLength(2);

  const ended = { expires_at: null, revoked_at: null };
  expect(await store.token('tok_0000000000000001')).toMatchObject({ name: 'ci', source: 'cli', ...ended });
  expect((await ask('other', '/lock')).statusCode).toBe(403);
  const trail = await store.trail({ after: 0, until: await store.trailEnd() }, 10);
  expect(trail.map(({ position, kind }) => [position, kind])).toEqual([
    [1, 'write'],
    [2, 'write'],
    [3, 'denial'],
  ]);
  await app.close();
  await store.close();
  // Opening it again changes nothing.
  await (await postgresStore(url, schema)).close();
});
