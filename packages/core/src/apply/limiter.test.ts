// The limiter halves under load and recovers.
import { expect, test } from 'vitest';
import { Limiter } from './limiter.ts';

test('halves when the backend asks for less, never below one, and recovers one by one', () => {
  const limiter = new Limiter(10);
  expect(limiter.limit).toBe(10);
  limiter.overloaded();
  expect(limiter.limit).toBe(5);
  for (let i = 0; i < 5; i++) limiter.succeeded();
  expect(limiter.limit).toBe(6);
  for (let i = 0; i < 20; i++) limiter.overloaded();
  expect(limiter.limit).toBe(1);
  for (let i = 0; i < 100; i++) limiter.succeeded();
  expect(limiter.limit).toBe(10);
});
