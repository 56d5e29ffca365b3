// The command line of flowlink-sandbox.
import { parseArgs } from 'node:util';
import { StoresError } from '../stores/read-stores.ts';
import { serve } from './serve.ts';
import { UsageError, usage } from './usage.ts';
import { version } from './version.ts';

/** @param argv what was typed after the program's name @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: {
        stores: { type: 'string' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
      allowPositionals: true,
      strict: true,
    });
    if (values.version) return print(`flowlink-sandbox ${version()}`);
    if (values.help) return print(usage);
    const [command, ...rest] = positionals;
    if (command === undefined) throw new UsageError('A command is needed.');
    if (command !== 'serve') throw new UsageError(`There is no command “${command}”.`);
    if (rest.length > 0) throw new UsageError(`serve takes no “${rest[0]}”.`);
    return await serve(values.stores, values.port);
  } catch (error) {
    if (error instanceof StoresError) return fail(error.message);
    if (error instanceof UsageError || isParseArgsError(error)) return fail(`${error.message}\n\n${usage}`);
    const { code, name } = error as NodeJS.ErrnoException;
    return fail(systemReasons[code ?? ''] ?? `It failed (${code ?? name}).`);
  }
}

const systemReasons: Record<string, string> = {
  EADDRINUSE: 'The port is in use by another program; choose another one with --port.',
  EACCES: 'The port may not be used by this user; choose another one with --port.',
};

function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function fail(text: string): number {
  process.stderr.write(`flowlink-sandbox: ${text}\n`);
  return 1;
}
