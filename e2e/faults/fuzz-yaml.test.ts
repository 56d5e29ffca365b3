// Spoiled configurations: every one comes to a value and diagnostics, in time, and shows no secret.
import { expect, test } from 'vitest';
import { describeHarms, isReached, run } from './fuzz/campaign.ts';
import { yamlInput } from './fuzz/yaml-inputs.ts';

test('spoiled configurations do no harm', async () => {
  const findings = await run({
    name: 'fuzz-yaml',
    worker: new URL('./fuzz/yaml-worker.ts', import.meta.url),
    inputs: 40_000,
    maxMs: 10_000,
    maxMib: 512,
  });
  expect(describeHarms(findings, yamlInput)).toBe('');
  // Spoiling must leave enough whole for the later stages to be reached.
  expect(isReached(findings, 'valid')).toBe(true);
});
