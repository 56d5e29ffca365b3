// Spoiled plan files: refused, or shown so that nothing in them steers a terminal, a pull request or a page.
import { expect, test } from 'vitest';
import { describeHarms, isReached, run } from './fuzz/campaign.ts';
import { planInput } from './fuzz/plan-inputs.ts';

test('spoiled plan files do no harm', async () => {
  const findings = await run({
    name: 'fuzz-plan-files',
    worker: new URL('./fuzz/plan-worker.ts', import.meta.url),
    inputs: 20_000,
    maxMs: 10_000,
    maxMib: 512,
  });
  expect(describeHarms(findings, planInput)).toBe('');
  // What nobody has resealed is refused; of the others some must be good enough to be shown.
  expect(isReached(findings, 'plan-edited')).toBe(true);
  expect(isReached(findings, 'shown')).toBe(true);
});
