// Chance that a seed repeats, so that every input can be made again from its number.

export interface Chance {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number;
  /** One of a list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** @param probability from 0 to 1 */
  happens(probability: number): boolean;
}

/** Mulberry32: small, fast, and the same on every machine. */
export function chanceOf(seed: number): Chance {
  // Neighbouring seeds would begin alike.
  let state = Math.imul(seed + 1, 0x9e3779b1);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    happens: (probability) => next() < probability,
  };
}
