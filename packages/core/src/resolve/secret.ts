// The value of a secret variable, which can be fingerprinted and sent but not shown.
import { createHmac, createSecretKey } from 'node:crypto';
import { SENSITIVE } from '../diagnostics/code-frame.ts';

const inspect = Symbol.for('nodejs.util.inspect.custom');

/** Holds a secret so that printing, logging or serialising it shows a placeholder. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /**
   * What the backend computes over the same value, per the HTTP contract.
   *
   * @param salt 16 bytes in hexadecimal
   * @returns HMAC-SHA-256 keyed with the salt's bytes, in hexadecimal
   */
  fingerprint(salt: string): string {
    // A key object costs Node half of what bytes cost, which it tries for other kinds of keys first.
    const key = createSecretKey(salt, 'hex');
    return createHmac('sha256', key).update(this.#value, 'utf8').digest('hex');
  }

  /** The value itself: only for a request's body or its Authorization header. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return SENSITIVE;
  }

  toJSON(): string {
    return SENSITIVE;
  }

  [inspect](): string {
    return SENSITIVE;
  }
}
