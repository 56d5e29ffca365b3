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

test('says what the limit is whenever it changes, as long as somebody wants to know', () => {
  const limiter = new Limiter(5);
  const said: number[] = [];
  const stopWatching = limiter.watch((limit) => said.push(limit));
  for (let i = 0; i < 5; i++) limiter.overloaded();
  limiter.succeeded();
  expect(said).toEqual([2, 1, 2]);
  stopWatching();
  limiter.overloaded();
  expect(said).toHaveLength(3);
});
