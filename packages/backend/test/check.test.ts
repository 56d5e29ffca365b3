// What `check` finds, and what numbers a database goes on at after it was put back.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkDatabase } from '../src/check/check-database.ts';
import { SecretBox } from '../src/secrets/secret-box.ts';
import { config, match, Workspace } from './workspace.ts';

let acme: Workspace;

beforeEach(async () => {
  acme = await Workspace.open();
  await acme.create('a');
  await acme.create('b');
  await acme.lock();
});
afterEach(() => acme.close());

const check = (box = acme.box) => acme.database.inspect((database) => checkDatabase(database, box));

test('a database in use is whole', async () => {
  await acme.call('DELETE', '/connections/b', { headers: match(2) });
  expect(await check()).toEqual({ connections: 1, secrets: 1, findings: [] });
});

test('a secret that opens and is not that of its fingerprint is found', async () => {
  const { id } = (await acme.get('b')).json;
  await acme.database.execute(`UPDATE secrets SET fingerprint = salt || salt WHERE connection = '${id}'`);
  const detail =
    'The secret access_token of the connection “b” in “acme” is not the one that its fingerprint was made of.';
  expect(await check()).toMatchObject({ secrets: 1, findings: [{ kind: 'secret', detail }] });
});

test('each thing that is wrong is found, all at once', async () => {
  const { id } = (await acme.get('b')).json;
  await acme.database.execute(`
    UPDATE secrets SET field = 'client_secret' WHERE connection = '${id}';
    INSERT INTO data_keys SELECT 'dk_other', wrapped, '1999' FROM data_keys;
    UPDATE revisions SET last = 1 WHERE workspace = 'acme';
    UPDATE locks SET lock = '{';`);
  expect(await check()).toEqual({
    connections: 2,
    secrets: 1,
    findings: [
      { kind: 'data_key', detail: 'The data key dk_other does not open.' },
      { kind: 'secret', detail: 'The secret client_secret of the connection “b” in “acme” does not open.' },
      { kind: 'revision', detail: '“b” in “acme” has or had revision 2, and only 1 were counted.' },
      { kind: 'document', detail: 'locks.lock of a row in “acme” is not JSON.' },
    ],
  });
});

test('a wrong key is one finding, and an old one that is given besides is none', async () => {
  const wrong = Buffer.alloc(32, 9);
  expect(await check(new SecretBox(wrong))).toMatchObject({ secrets: 0, findings: [{ kind: 'key' }] });
  expect(await check(new SecretBox(wrong, Buffer.alloc(32, 7)))).toMatchObject({ secrets: 2, findings: [] });
});

test('the structure is left as it is: another version is refused', async () => {
  const [newer, older] =
    acme.database.kind === 'sqlite'
      ? ['PRAGMA user_version = 999', 'PRAGMA user_version = 1']
      : ['INSERT INTO migrations VALUES (999, now())', 'DELETE FROM migrations WHERE version > 1'];
  await acme.database.execute(newer);
  await expect(check()).rejects.toThrow('written by a newer version');
  await acme.database.execute(older);
  await expect(check()).rejects.toThrow('written by an older version');
});

test('after a restore no revision and no position is given out again', async () => {
  const past = 1_800_000_000_000;
  const written = async (workspace = 'acme', token = acme.tokens.write) => {
    const path = `/v1/workspaces/${workspace}/connections/c${Math.random()}`.replace('0.', '');
    const body = { config: config(), secrets: { access_token: 'secret' } };
    return (await acme.call('PUT', path, { body, token, headers: { 'if-none-match': '*' } })).json.revision;
  };
  const position = async () => (await acme.audit()).at(-1).position;
  await acme.store.skipAhead(past);
  expect(await written()).toBe(past + 1);
  // The copy may know nothing of this one.
  expect(await written('other', acme.tokens.foreign)).toBe(past + 1);
  expect(await position()).toBe(past + 1);
  // However late the clock.
  await acme.store.skipAhead(5);
  expect(await written()).toBe(past + 1_000_002);
  expect(await written('third', await acme.token('write', 'third', 'third'))).toBe(past + 1_000_001);
  expect(await position()).toBeGreaterThan(past + 1_000_000);
  await acme.store.addDenial({
    at: '2026-01-01T00:00:00Z',
    first_at: '2026-01-01T00:00:00Z',
    count: 1,
    workspace: 'acme',
    reason: 'token_missing',
    operation: 'getLock',
    token: null,
    address: null,
  });
  expect(await acme.store.trailEnd()).toBeGreaterThan(await position());
  expect(await check()).toMatchObject({ findings: [] });
});
