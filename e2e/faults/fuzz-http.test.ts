// Spoiled requests to the backend, and spoiled answers to the command line: both explain themselves and live on.
import { expect, test } from 'vitest';
import { answerInput } from './fuzz/answer-inputs.ts';
import { describeHarms, isReached, run } from './fuzz/campaign.ts';
import { httpInput } from './fuzz/http-inputs.ts';

test('spoiled requests do no harm to the backend', async () => {
  const findings = await run({
    name: 'fuzz-http',
    worker: new URL('./fuzz/http-worker.ts', import.meta.url),
    inputs: 20_000,
    maxMs: 20_000,
    maxMib: 256,
  });
  expect(describeHarms(findings, httpInput)).toBe('');
  expect(isReached(findings, '2xx')).toBe(true);
});

test('spoiled answers do no harm to the command line', async () => {
  const findings = await run({
    name: 'fuzz-answers',
    worker: new URL('./fuzz/answer-worker.ts', import.meta.url),
    inputs: 5_000,
    maxMs: 10_000,
    maxMib: 256,
  });
  expect(describeHarms(findings, answerInput)).toBe('');
  expect(isReached(findings, 'planned')).toBe(true);
});
