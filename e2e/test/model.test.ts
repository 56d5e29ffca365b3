// Whatever happens in whatever order: the backend and what flowlink says of it are as a simple model has them.
import fc from 'fast-check';
import { afterAll, beforeAll, test } from 'vitest';
import { adoptSteps } from '../src/model/adopt-steps.ts';
import { editSteps } from '../src/model/edit-steps.ts';
import { handSteps } from '../src/model/hand-steps.ts';
import { History } from '../src/model/history.ts';
import { runSteps } from '../src/model/run-steps.ts';
import { Site } from '../src/model/world.ts';

/**
 * CI tries the same histories every time, so that it fails for what a change broke. MODEL_RUNS=2000 looks for longer and in
 * new places; a failure prints the seed, for MODEL_SEED, and the shortest history that it found.
 */
const { MODEL_RUNS, MODEL_SEED = MODEL_RUNS === undefined ? '20261125' : undefined } = process.env;
const numRuns = Number(MODEL_RUNS ?? 60);
const seed = MODEL_SEED === undefined ? {} : { seed: Number(MODEL_SEED) };

let site: Site;

beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

const steps = fc.oneof(...editSteps, ...handSteps, ...runSteps, ...adoptSteps);

test(
  'random histories',
  async () => {
    const property = fc.asyncProperty(
      fc.commands([steps], { maxCommands: 60, size: 'max' }),
      async (history) => {
        const one = new History(await site.workspace());
        await fc.asyncModelRun(() => ({ model: one, real: one }), history);
      },
    );
    await fc.assert(property, { numRuns, ...seed });
  },
  Math.max(120_000, numRuns * 2_000),
);
