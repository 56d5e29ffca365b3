// A run of tests that fails says so to whoever started it, whatever the server of the tests brings along.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('the process in which a PostgreSQL ran ends with the code that it was given', () => {
  const server = new URL('./postgres-server.ts', import.meta.url).href;
  const program = `const { openPostgresServer } = await import(${JSON.stringify(server)});
    const { stop } = await openPostgresServer();
    await stop();
    process.exitCode = 3;`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
});
