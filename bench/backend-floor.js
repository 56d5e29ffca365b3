// The least that a backend could do: bare Fastify on SQLite with the same rows, and nothing that protects anybody. JavaScript, so that its
// start is as quick as that of a program that was built.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrations } from '../packages/backend/dist/store/sqlite/migrations.js';

// The one of the backend.
const { fastify } = createRequire(new URL('../packages/backend/package.json', import.meta.url))('fastify');
const [folder = '.'] = process.argv.slice(2);
const database = new DatabaseSync(join(folder, 'floor.db'));
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
const { user_version } = database.prepare('PRAGMA user_version').get();
for (const step of migrations.slice(user_version)) database.exec(step);
database.exec(`PRAGMA user_version = ${migrations.length}`);
const SHOWN = `id, name, managed, revision, config, applied, created_at, changed_at, changed_by, applied_at, applied_run,
  applied_name, edits, verification, field, salt, fingerprint, set_at, applied_salt, applied_fingerprint`;
const FROM = `SELECT ${SHOWN} FROM connections JOIN secrets ON connection = id WHERE workspace = 'bench'`;
const one = database.prepare(`${FROM} AND name = ?`);
const page = database.prepare(`${FROM} AND name > ? ORDER BY name LIMIT ?`);
const save = database.prepare(
  `INSERT INTO connections (id, workspace, name, managed, revision, config, created_at, changed_at, changed_by)
   VALUES (?, 'bench', ?, 0, ?, ?, ?, ?, ?)
   ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, config = excluded.config, changed_at = excluded.changed_at`,
);
const saveSecret = database.prepare(
  `INSERT OR REPLACE INTO secrets (connection, field, salt, fingerprint, sealed, set_at)
   VALUES (?, 'access_token', ?, ?, ?, ?)`,
);
const addEntry = database.prepare(
  `INSERT INTO audit (workspace, action, entry) VALUES ('bench', 'connection_updated', ?)`,
);

const shown = ({ config, edits, changed_by, field, salt, fingerprint, set_at, ...row }) => ({
  ...row,
  config: JSON.parse(config),
  edits: JSON.parse(edits),
  changed_by: JSON.parse(changed_by),
  secrets: { [field]: { salt, fingerprint, set_at } },
});

let revision = 0;
const app = fastify();
const root = '/v1/workspaces/bench/connections';
app.get(root, (request) => {
  const { limit, cursor = '' } = request.query;
  const rows = page.all(cursor, Number(limit));
  return {
    connections: rows.map(shown),
    next_cursor: rows.length < Number(limit) ? null : rows.at(-1)?.name,
  };
});
app.get(`${root}/:name`, (request) => {
  const { name } = request.params;
  return shown(one.get(name));
});
app.put(`${root}/:name`, (request) => {
  const { name } = request.params;
  const { config, secrets } = request.body;
  const at = new Date().toISOString();
  database.exec('BEGIN IMMEDIATE');
  const before = one.get(name);
  const id = before?.id ?? `con_${randomBytes(12).toString('hex')}`;
  const by = '{"token":"bench","user":"bench"}';
  save.run(id, name, ++revision, JSON.stringify(config), at, at, by);
  const salt = randomBytes(32).toString('hex');
  saveSecret.run(id, salt, salt, Buffer.from(secrets.access_token), at);
  addEntry.run(
    JSON.stringify({ at, by, action: 'connection_updated', connection: name, run: null, fields: [] }),
  );
  database.exec('COMMIT');
  return shown(one.get(name));
});
app.get('/metrics', () => {
  const { user, system } = process.cpuUsage();
  return `process_cpu_seconds_total ${(user + system) / 1_000_000}\n`;
});
console.log(`listening on ${await app.listen({ port: 0, host: '127.0.0.1' })}`);
