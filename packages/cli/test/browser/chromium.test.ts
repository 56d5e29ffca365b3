// The tests in a browser need one: they are left out where there is none, but never where all is to be tested.
import { expect, test } from 'vitest';
import { executablePath, isContinuousIntegration } from './chromium.ts';

if (executablePath === undefined && !isContinuousIntegration)
  console.warn(
    'No Chromium: the tests of the page in a browser are left out (CHROMIUM_PATH names one that is not on the PATH).',
  );

test.runIf(isContinuousIntegration)('Chromium is installed', () => {
  expect(executablePath).toBeDefined();
});
