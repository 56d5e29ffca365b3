// What the database writes of a connection is what the rules say is shown of it.
import type { Actor, ConnectionConfig, Edit, Verification } from '@flowlink/schema';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StoredConnection, shown } from '../src/connections/stored-connection.ts';
import { Workspace } from './workspace.ts';

let acme: Workspace;
beforeEach(async () => {
  acme = await Workspace.open();
});
afterEach(() => acme.close());

const text = fc.string({ unit: 'grapheme' });
const nullable = fc.option(text);
/** The database takes any document for what it says it is. */
const document = <T>() => fc.jsonValue().map((value) => value as T);
const secret = fc.record({
  salt: text,
  fingerprint: text,
  set_at: text,
  applied: fc.option(fc.record({ salt: text, fingerprint: text })),
  sealed: fc.uint8Array(),
  data_key: fc.constant(null),
});
const connection: fc.Arbitrary<StoredConnection> = fc.record({
  id: fc.constant('con_1'),
  workspace: fc.constant('acme'),
  name: text,
  managed: fc.boolean(),
  revision: fc.maxSafeNat(),
  config: document<ConnectionConfig>(),
  applied: fc.option(document<ConnectionConfig>()),
  created_at: text,
  changed_at: text,
  changed_by: document<Actor>(),
  applied_at: nullable,
  applied_run: nullable,
  applied_name: nullable,
  edits: document<Edit[]>(),
  verification: fc.option(document<Verification>()),
  secrets: fc.dictionary(text, secret, { maxKeys: 3 }),
});

test('a connection is shown alone and in a list as the rules say', async () => {
  await fc.assert(
    fc.asyncProperty(connection, async (kept) => {
      await acme.store.transaction('acme', async (tx) => {
        await tx.removeConnection(kept.id);
        await tx.saveConnection(kept);
      });
      const { name, revision } = kept;
      const wanted = { name, revision, json: JSON.parse(JSON.stringify(shown(kept))) as unknown };
      const one = await acme.store.connection('acme', name);
      expect(one && { ...one, json: JSON.parse(one.json) as unknown }).toEqual(wanted);
      const [first] = await acme.store.connections('acme', '', 2);
      // A list begins behind the empty name, which the contract does not allow.
      expect(first).toEqual(name === '' ? undefined : one);
    }),
  );
});
