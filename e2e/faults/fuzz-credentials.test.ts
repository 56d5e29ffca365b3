// Spoiled files of credentials, beside spoiled .env files: read or refused, and no token is ever shown.
import { expect, test } from 'vitest';
import { describeHarms, isReached, run } from './fuzz/campaign.ts';
import { credentialsInput } from './fuzz/credentials-inputs.ts';

test('spoiled credentials do no harm', async () => {
  const findings = await run({
    name: 'fuzz-credentials',
    worker: new URL('./fuzz/credentials-worker.ts', import.meta.url),
    inputs: 15_000,
    maxMs: 10_000,
    maxMib: 512,
  });
  expect(describeHarms(findings, credentialsInput)).toBe('');
  expect(isReached(findings, 'written')).toBe(true);
});
