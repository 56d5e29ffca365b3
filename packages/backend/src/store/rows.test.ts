// What a list writes of a row is what the rules say is shown of the connection that the row stands for.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shown } from '../connections/stored-connection.ts';
import { connectionOf, shownOf } from './rows.ts';

const text = fc.string({ unit: 'grapheme' });
const nullable = fc.option(text);
const document = fc.json();
const row = fc.record({
  id: text,
  workspace: text,
  name: text,
  managed: fc.constantFrom(0, 1),
  revision: fc.nat(),
  config: document,
  applied: fc.option(document),
  created_at: text,
  changed_at: text,
  changed_by: document,
  applied_at: nullable,
  applied_run: nullable,
  applied_name: nullable,
  edits: document,
  verification: fc.option(document),
});
const secret = fc.record({
  connection: text,
  field: fc.constantFrom('access_token', 'other'),
  salt: text,
  fingerprint: text,
  set_at: text,
  applied_salt: nullable,
  applied_fingerprint: nullable,
  sealed: fc.uint8Array(),
  data_key: nullable,
});

test('a row is shown as its connection is', () => {
  fc.assert(
    fc.property(row, fc.array(secret), (one, secrets) => {
      const { name, revision, json } = shownOf(one, secrets);
      const wanted = shown(connectionOf(one, secrets));
      expect({ name, revision }).toEqual({ name: one.name, revision: one.revision });
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(wanted)));
    }),
  );
});
