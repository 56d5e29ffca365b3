// Secrets open only with their key, in their place, unaltered.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SecretBox } from './secret-box.ts';

const box = new SecretBox(Buffer.alloc(32, 1));

test('what is sealed opens again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (secret, place) => {
      const sealed = box.seal(secret, place);
      expect(box.open(sealed, place)).toBe(Buffer.from(secret).toString('utf8'));
      expect(box.matches(secret, sealed)).toBe(true);
      expect(box.matches(`${secret}x`, sealed)).toBe(false);
    }),
  );
});

test('another key, another place or another byte does not open it', () => {
  const sealed = box.seal('secret', 'con_1/access_token');
  expect(() => new SecretBox(Buffer.alloc(32, 2)).open(sealed, 'con_1/access_token')).toThrow();
  expect(() => box.open(sealed, 'con_2/access_token')).toThrow();
  const ciphertext = Buffer.from(sealed.ciphertext);
  ciphertext[ciphertext.length - 1] = (ciphertext.at(-1) ?? 0) ^ 1;
  expect(() => box.open({ ...sealed, ciphertext }, 'con_1/access_token')).toThrow();
});
