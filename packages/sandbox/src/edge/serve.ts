// `flowlink-sandbox serve`: runs until it is told to stop.
import { readFileSync } from 'node:fs';
import { startSandbox } from '../sandbox.ts';
import { readStores, StoresError } from '../stores/read-stores.ts';
import type { SandboxStore } from '../stores/store.ts';
import { UsageError } from './usage.ts';

/** @param file holds a JSON list of stores @returns the exit code */
export async function serve(file: string | undefined, port = '8788'): Promise<number> {
  if (file === undefined) throw new UsageError('serve needs --stores FILE.');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError('--port takes a number up to 65535.');

  // Before anybody can know that it runs, so that no signal finds it unprepared.
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const sandbox = await startSandbox({ stores: storesIn(file), port: Number(port) });
  process.stdout.write(`flowlink-sandbox listening on ${sandbox.url}\n`);
  await told;
  await sandbox.close();
  return 0;
}

function storesIn(file: string): readonly SandboxStore[] {
  return readStores(parsed(file, contentOf(file)));
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StoresError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** The parser's own message is dropped, because it quotes the file, and the file holds tokens. */
function parsed(file: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new StoresError(`${file} is not JSON.`);
  }
}
