// The steps that histories are made of: each is possible in some states, does the same to both sides, and has a name.
import fc from 'fast-check';
import type { FieldEdit } from './fields.ts';
import type { History } from './history.ts';

/** What fast-check runs: `check` decides whether the step is possible, `run` does it and what must hold then. */
export type Step = fc.AsyncCommand<History, History>;

export function step(
  words: string,
  isPossible: (history: History) => boolean,
  run: (history: History) => Promise<void> | void,
): Step {
  return {
    check: isPossible,
    async run(history) {
      history.world.site.wait(1);
      await run(history);
      await history.check();
    },
    toString: () => words,
  };
}

export const names = fc.constantFrom('a', 'b', 'c', 'd');
export const users = fc.constantFrom('ann', 'bob');

export function describeEdit([key, value]: FieldEdit): string {
  return value === undefined ? `no ${key}` : `${key} = ${value}`;
}
