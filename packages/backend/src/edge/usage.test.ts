// What --help prints.
import { expect, test } from 'vitest';
import { usage } from './usage.ts';

test('the usage text', async () => {
  await expect(`${usage}\n`).toMatchFileSnapshot('__golden__/usage.txt');
});
