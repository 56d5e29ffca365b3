// Keys are replaced while the backend serves; an interruption loses nothing, and doing it again finishes it.
import { createCipheriv, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildServer } from '../src/http/server.ts';
import { prepareKeys } from '../src/secrets/prepare-keys.ts';
import { changeDataKey, changeMasterKey } from '../src/secrets/rekey.ts';
import { SecretBox } from '../src/secrets/secret-box.ts';
import { verifySecrets } from '../src/secrets/verify-secrets.ts';
import type { Store } from '../src/store/store.ts';
import { config, match, Workspace } from './workspace.ts';

const key = (byte: number) => Buffer.alloc(32, byte);
/** The workspace's own. */
const PRESENT = key(7);
const NEXT = key(8);
const NAMES = ['a', 'b', 'c', 'd', 'e'];
const BATCH = 2;
let acme: Workspace;

beforeEach(async () => {
  acme = await Workspace.open();
  for (const name of NAMES) await write(name, `secret of ${name}`);
});
afterEach(() => acme.close());

const write = (name: string, access_token: string) =>
  acme.create(name, { body: { config: config(), secrets: { access_token } } });

/** The same values, encrypted with the master key itself, as before there were data keys. */
async function sealDirectly(): Promise<void> {
  for (const name of NAMES) {
    const { id } = (await acme.get(name)).json;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', PRESENT, nonce).setAAD(Buffer.from(`${id}/access_token`));
    const body = Buffer.concat([cipher.update(`secret of ${name}`), cipher.final()]);
    const ciphertext = Buffer.concat([nonce, cipher.getAuthTag(), body]);
    await acme.store.transaction('acme', (tx) =>
      tx.saveSealed({ connection: id, field: 'access_token', sealed: ciphertext, data_key: null }),
    );
  }
}

async function valuesWith(box: SecretBox): Promise<Record<string, string | undefined>> {
  const values: Record<string, string | undefined> = {};
  for (const { name, connection, field, ...secret } of await acme.store.keys.secrets(
    { connection: '', field: '' },
    100,
  )) {
    values[name] = await box.open(secret, { connection, field }, acme.store.keys);
  }
  return values;
}

const ALL = Object.fromEntries(NAMES.map((name) => [name, `secret of ${name}`]));
const usedKeys = async () => {
  const secrets = await acme.store.keys.secrets({ connection: '', field: '' }, 100);
  return new Set(secrets.map(({ data_key }) => data_key));
};

class Killed extends Error {}

/** A store whose process dies before its nth transaction, or after it. */
function dying(store: Store, at: number, when: 'before' | 'after'): Store {
  let count = 0;
  const mortal = async <T>(work: () => Promise<T>): Promise<T> => {
    count++;
    if (count === at && when === 'before') throw new Killed();
    const result = await work();
    if (count === at) throw new Killed();
    return result;
  };
  return {
    ...store,
    transaction: (workspace, work) => mortal(() => store.transaction(workspace, work)),
    keys: { ...store.keys, change: (work) => mortal(() => store.keys.change(work)) },
  };
}

/** Dies at every boundary, one after the other, and each time does it again. @returns how often it died */
async function interruptEverywhere(work: (store: Store) => Promise<unknown>): Promise<number> {
  let died = 0;
  for (let at = 1; ; at++) {
    for (const when of ['before', 'after'] as const) {
      const result = await work(dying(acme.store, at, when)).catch((error: unknown) => error);
      if (!(result instanceof Killed)) {
        expect(result).toEqual(expect.any(Number));
        return died;
      }
      died++;
      // Whatever was reached, a server with both keys opens everything.
      expect(await valuesWith(new SecretBox(NEXT, PRESENT))).toEqual(ALL);
    }
  }
}

test('secrets are sealed with the data key that was made at the start', async () => {
  const newest = await acme.store.keys.newestDataKey();
  expect(await usedKeys()).toEqual(new Set([newest?.id]));
  expect(await valuesWith(new SecretBox(PRESENT))).toEqual(ALL);
  expect(JSON.stringify((await acme.get('a')).json)).not.toMatch(/dk_|data_key|ciphertext/);
  // Starts that follow make no other.
  await prepareKeys(acme.store, acme.box, acme.now);
  expect(await acme.store.keys.newestDataKey()).toEqual(newest);
});

test('an older row, which the master key itself encrypts, still opens', async () => {
  await sealDirectly();
  expect(await usedKeys()).toEqual(new Set([null]));
  expect(await valuesWith(new SecretBox(PRESENT))).toEqual(ALL);
  expect(await valuesWith(new SecretBox(NEXT))).not.toMatchObject({ a: 'secret of a' });
});

test('a new master key, interrupted at every boundary', async () => {
  await sealDirectly();
  const box = new SecretBox(NEXT, PRESENT);
  const change = (store: Store) => changeMasterKey({ store, box, now: acme.now, batch: BATCH });
  expect(await interruptEverywhere(change)).toBeGreaterThan(4);
  expect(await valuesWith(new SecretBox(NEXT))).toEqual(ALL);
  expect(Object.values(await valuesWith(new SecretBox(PRESENT)))).toEqual(NAMES.map(() => undefined));
  const refused = prepareKeys(acme.store, new SecretBox(PRESENT), acme.now);
  await expect(refused).rejects.toThrow('This is not the encryption key');
  await prepareKeys(acme.store, new SecretBox(NEXT), acme.now);
  // The server that runs with the former key goes on, for it has opened the data key.
  expect((await write('f', 'secret of f')).status).toBe(201);
  expect(await valuesWith(new SecretBox(NEXT))).toEqual({ ...ALL, f: 'secret of f' });
});

test('a new data key, interrupted at every boundary', async () => {
  const before = (await acme.get('a')).json.secrets;
  const change = (store: Store) => changeDataKey({ store, box: acme.box, now: acme.now, batch: BATCH });
  expect(await interruptEverywhere(change)).toBeGreaterThan(4);
  const newest = await acme.store.keys.newestDataKey();
  expect(await usedKeys()).toEqual(new Set([newest?.id]));
  expect(await valuesWith(new SecretBox(PRESENT))).toEqual(ALL);
  expect((await acme.get('a')).json.secrets).toEqual(before);
});

test('what was interrupted is taken up with the data key that it had made', async () => {
  const change = (store: Store) => changeDataKey({ store, box: acme.box, now: acme.now, batch: BATCH });
  await expect(change(dying(acme.store, 3, 'before'))).rejects.toThrow(Killed);
  const made = await acme.store.keys.newestDataKey();
  expect(await usedKeys()).toHaveProperty('size', 2);
  expect(await change(acme.store)).toBe(3);
  expect(await acme.store.keys.newestDataKey()).toEqual(made);
  // Once it is done, the next one is another.
  expect(await change(acme.store)).toBe(5);
  expect(await acme.store.keys.newestDataKey()).not.toEqual(made);
});

test('writes during the change are neither lost nor left behind, also of another instance', async () => {
  const store = await acme.database.open();
  const box = new SecretBox(NEXT, PRESENT);
  // One was started with the keys in this order, the other one in that.
  const instances = [
    buildServer({ store, box: new SecretBox(NEXT, PRESENT), now: () => acme.now }),
    buildServer({ store: acme.store, box: new SecretBox(PRESENT, NEXT), now: () => acme.now }),
  ];
  const expected: Record<string, string> = { ...ALL };
  let stop = false;
  const writing = NAMES.map(async (name, index) => {
    for (let round = 0; !stop || round < 5; round++) {
      const { revision } = (await acme.get(name)).json;
      const access_token = `secret ${round} of ${name}`;
      const secrets = round % 2 === 0 ? { access_token } : {};
      const answer = await instances[(index + round) % 2]?.inject({
        method: 'PUT',
        url: `/v1/workspaces/acme/connections/${name}`,
        headers: { ...match(revision), authorization: `Bearer ${acme.tokens.write}` },
        payload: { config: config({ client_id: `client ${round}` }), secrets },
      });
      expect(answer?.statusCode).toBe(200);
      if (round % 2 === 0) expected[name] = access_token;
    }
  });
  try {
    expect(await changeMasterKey({ store, box, now: acme.now, batch: BATCH })).toBe(1);
    expect(await changeDataKey({ store, box, now: acme.now, batch: BATCH })).toEqual(expect.any(Number));
    const newest = await acme.store.keys.newestDataKey();
    expect(await usedKeys()).toEqual(new Set([newest?.id]));
  } finally {
    stop = true;
    await Promise.all(writing);
  }
  expect(await valuesWith(new SecretBox(NEXT))).toEqual(expected);
  expect(await verifySecrets(store.keys, new SecretBox(NEXT))).toEqual({ intact: 5, broken: [] });
  for (const instance of instances) await instance.close();
  await store.close();
});

test('an instance looks up a data key that it has not seen', async () => {
  const store = await acme.database.open();
  const other = new SecretBox(PRESENT);
  await changeDataKey({ store, box: other, now: acme.now });
  const newest = await store.keys.newestDataKey();
  await store.close();
  expect((await write('f', 'secret of f')).status).toBe(201);
  expect(await usedKeys()).toEqual(new Set([newest?.id]));
  expect(await valuesWith(acme.box)).toEqual({ ...ALL, f: 'secret of f' });
});

test('a row that was moved or altered does not open, and nothing is changed before it is found', async () => {
  const { id } = (await acme.get('b')).json;
  await acme.database.execute(
    `UPDATE secrets SET sealed = (SELECT sealed FROM secrets AS other WHERE other.connection <> secrets.connection
       ORDER BY other.connection LIMIT 1) WHERE connection = '${id}'`,
  );
  const broken = { workspace: 'acme', name: 'b', field: 'access_token', opens: false };
  expect(await verifySecrets(acme.store.keys, acme.box)).toEqual({ intact: 4, broken: [broken] });
  expect(await changeDataKey({ store: acme.store, box: acme.box, now: acme.now })).toEqual({
    broken: `the secret access_token of the connection with the ID ${id}`,
  });
  await acme.database.execute(`UPDATE secrets SET field = 'other' WHERE connection <> '${id}'`);
  expect((await verifySecrets(acme.store.keys, acme.box)).intact).toBe(0);
});

test('a data key that was altered stops the change of the master key, and the start', async () => {
  const { id } = (await acme.store.keys.newestDataKey()) ?? {};
  await acme.database.execute(`INSERT INTO data_keys SELECT 'dk_other', wrapped, '2999' FROM data_keys`);
  const now = acme.now;
  await expect(prepareKeys(acme.store, acme.box, now)).rejects.toThrow('the data key dk_other does not open');
  await acme.database.execute(`UPDATE data_keys SET created_at = '1999' WHERE id = 'dk_other'`);
  const change = () => changeMasterKey({ store: acme.store, box: new SecretBox(NEXT, PRESENT), now });
  expect(await change()).toEqual({ broken: 'the data key dk_other' });
  expect((await acme.store.keys.newestDataKey())?.id).toBe(id);
  await prepareKeys(acme.store, acme.box, now);
});
