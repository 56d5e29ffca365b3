// The least that a backend could do: bare Fastify on SQLite with the same rows, and nothing that protects anybody.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fastify } from '../packages/backend/node_modules/fastify/fastify.js';

const [folder = '.'] = process.argv.slice(2);
const database = new DatabaseSync(join(folder, 'floor.db'));
database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE connections (id TEXT PRIMARY KEY, name TEXT UNIQUE, revision INTEGER, config TEXT, changed_at TEXT, changed_by TEXT)
    STRICT, WITHOUT ROWID;
  CREATE TABLE secrets (connection TEXT PRIMARY KEY, salt TEXT, fingerprint TEXT, ciphertext TEXT) STRICT, WITHOUT ROWID;
  CREATE TABLE audit (position INTEGER PRIMARY KEY AUTOINCREMENT, entry TEXT) STRICT;`);
const one = database.prepare('SELECT * FROM connections JOIN secrets ON connection = id WHERE name = ?');
const page = database.prepare(
  'SELECT * FROM connections JOIN secrets ON connection = id WHERE name > ? ORDER BY name LIMIT ?',
);
const save = database.prepare('INSERT OR REPLACE INTO connections VALUES (?, ?, ?, ?, ?, ?)');
const saveSecret = database.prepare('INSERT OR REPLACE INTO secrets VALUES (?, ?, ?, ?)');
const addEntry = database.prepare('INSERT INTO audit (entry) VALUES (?)');

interface Row {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly config: string;
  readonly salt: string;
  readonly fingerprint: string;
}
interface Write {
  readonly config: object;
  readonly secrets?: { readonly access_token: string };
}

const shown = ({ config, salt, fingerprint, ...row }: Row) => ({
  ...row,
  config: JSON.parse(config) as object,
  secrets: { access_token: { salt, fingerprint } },
});

let revision = 0;
const app = fastify();
const root = '/v1/workspaces/bench/connections';
app.get(root, (request) => {
  const { limit, cursor = '' } = request.query as { limit: string; cursor?: string };
  const rows = page.all(cursor, Number(limit)) as unknown as Row[];
  return {
    connections: rows.map(shown),
    next_cursor: rows.length < Number(limit) ? null : rows.at(-1)?.name,
  };
});
app.get(`${root}/:name`, (request) => {
  const { name } = request.params as { name: string };
  return shown(one.get(name) as unknown as Row);
});
app.put(`${root}/:name`, (request) => {
  const { name } = request.params as { name: string };
  const { config, secrets } = request.body as Write;
  const at = new Date().toISOString();
  database.exec('BEGIN IMMEDIATE');
  const before = one.get(name) as unknown as Row | undefined;
  const id = before?.id ?? createHash('sha256').update(name).digest('hex').slice(0, 24);
  save.run(id, name, ++revision, JSON.stringify(config), at, '{"token":"bench"}');
  if (secrets) saveSecret.run(id, at, at, secrets.access_token);
  addEntry.run(JSON.stringify({ at, action: 'connection_updated', connection: name, fields: [] }));
  database.exec('COMMIT');
  return shown(one.get(name) as unknown as Row);
});
app.get('/metrics', () => {
  const { user, system } = process.cpuUsage();
  return `process_cpu_seconds_total ${(user + system) / 1_000_000}\n`;
});
console.log(`listening on ${await app.listen({ port: 0, host: '127.0.0.1' })}`);
