// Secrets open only with their key, in their place, unaltered.
import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DataKey } from './data-key.ts';
import { fingerprintOf, matchesFingerprint } from './sealed-secret.ts';
import { type DataKeys, SecretBox } from './secret-box.ts';

const master = (byte: number) => Buffer.alloc(32, byte);
const now = new Date('2026-01-01T00:00:00Z');
const place = { connection: 'con_1', field: 'access_token' };
const box = new SecretBox(master(1));

/** The newest one is the last. */
function keeping(...dataKeys: DataKey[]): DataKeys {
  return {
    newestDataKey: async () => dataKeys.at(-1),
    dataKey: async (id) => dataKeys.find((each) => each.id === id),
  };
}

const first = box.newDataKey(box.check(), now);
const keys = keeping(first);

test('what is sealed opens again, and its fingerprint tells it from others', async () => {
  const seal = await box.sealer(keys);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (secret, field) => {
      const there = { connection: 'con_1', field };
      const opened = await new SecretBox(master(1)).open(seal(secret, there), there, keys);
      expect(opened).toBe(Buffer.from(secret).toString('utf8'));
      const fingerprint = fingerprintOf(secret);
      expect(matchesFingerprint(secret, fingerprint)).toBe(true);
      expect(matchesFingerprint(`${secret}x`, fingerprint)).toBe(false);
    }),
  );
});

test('another key, another place, another data key or another byte does not open it', async () => {
  const second = box.newDataKey(box.check(), now, first);
  const both = keeping(first, second);
  const secret = (await box.sealer(keys))('secret', place);
  expect(await box.open(secret, place, both)).toBe('secret');
  expect(await new SecretBox(master(2)).open(secret, place, both)).toBeUndefined();
  expect(await box.open(secret, { ...place, connection: 'con_2' }, both)).toBeUndefined();
  expect(await box.open(secret, { ...place, field: 'client_secret' }, both)).toBeUndefined();
  expect(await box.open({ ...secret, data_key: second.id }, place, both)).toBeUndefined();
  expect(await box.open({ ...secret, data_key: null }, place, both)).toBeUndefined();
  expect(await box.open({ ...secret, data_key: 'dk_lost' }, place, both)).toBeUndefined();
  for (let index = 0; index < secret.sealed.length; index++) {
    const ciphertext = Buffer.from(secret.sealed);
    ciphertext[index] = (ciphertext[index] ?? 0) ^ 1;
    expect(await box.open({ ...secret, sealed: ciphertext }, place, both)).toBeUndefined();
  }
  expect(await box.open({ ...secret, sealed: Buffer.alloc(3) }, place, both)).toBeUndefined();
});

test('a data key opens under its own ID and its master key only', async () => {
  expect(box.opens(first)).toBe(true);
  expect(box.opens({ ...first, id: 'dk_0000000000000000' })).toBe(false);
  expect(new SecretBox(master(2)).opens(first)).toBe(false);
  await expect(new SecretBox(master(2)).sealer(keys)).rejects.toThrow('does not open');
});

test('under a new master key the data key is the same', async () => {
  const both = new SecretBox(master(2), master(1));
  const rewrapped = both.rewrap(box.check(), first);
  if (!rewrapped) throw new Error('does not open');
  const secret = (await box.sealer(keys))('secret', place);
  expect(await new SecretBox(master(2)).open(secret, place, keeping(rewrapped))).toBe('secret');
  expect(await new SecretBox(master(1)).open(secret, place, keeping(rewrapped))).toBeUndefined();
  expect(both.has(box.check())).toBe(true);
  expect(both.check()).toBe(new SecretBox(master(2)).check());
});

test('a newer data key is younger than the newest, however late the clock', () => {
  const late = box.newDataKey(box.check(), new Date('2020-01-01T00:00:00Z'), first);
  expect(late.created_at > first.created_at).toBe(true);
});

test('it is never shown', () => {
  expect(inspect({ box }, { depth: 9, showHidden: true })).toBe('{ box: [SecretBox] }');
  expect(JSON.stringify({ box })).toBe('{"box":"[SecretBox]"}');
});
