// The command line of flowlink-backend.
import { parseArgs } from 'node:util';
import { StartError } from '../store/open-store.ts';
import { type Flags, options, UsageError } from './arguments.ts';
import { usage } from './usage.ts';
import { version } from './version.ts';

type Run = (flags: Flags, rest: string[]) => Promise<number>;

/** Each is loaded when it is asked for: a start loads what serving needs. */
const commands: Record<string, { flags: (keyof typeof options)[]; load: () => Promise<Run> }> = {
  serve: {
    flags: [
      'data',
      'database',
      'port',
      'host',
      'key-file',
      'old-key-file',
      'log-level',
      'rate-limit',
      'rate-burst',
      'trust-proxy',
      'metrics-port',
      'stop-delay',
    ],
    load: async () => (await import('./serve.ts')).serve,
  },
  'token create': {
    flags: ['data', 'database', 'workspace', 'role', 'name', 'expires'],
    load: async () => (await import('./token-commands.ts')).createTokenCommand,
  },
  'token list': {
    flags: ['data', 'database', 'workspace', 'json'],
    load: async () => (await import('./token-commands.ts')).listTokens,
  },
  'token revoke': {
    flags: ['data', 'database'],
    load: async () => (await import('./token-commands.ts')).revokeTokenCommand,
  },
  'trust create': {
    flags: [
      ...([
        'data',
        'database',
        'workspace',
        'role',
        'name',
        'issuer',
        'audience',
        'claim',
        'github',
      ] as const),
      ...(['gitlab', 'url', 'branch', 'environment', 'lifetime'] as const),
    ],
    load: async () => (await import('./trust-commands.ts')).createTrust,
  },
  'trust list': {
    flags: ['data', 'database', 'workspace', 'json'],
    load: async () => (await import('./trust-commands.ts')).listTrust,
  },
  'trust remove': {
    flags: ['data', 'database'],
    load: async () => (await import('./trust-commands.ts')).removeTrust,
  },
  'audit export': {
    flags: ['data', 'database', 'workspace', 'since', 'denied', 'after'],
    load: async () => (await import('./audit-commands.ts')).exportAudit,
  },
  backup: { flags: ['data', 'to'], load: async () => (await import('./backup-commands.ts')).backup },
  copy: { flags: ['data', 'to'], load: async () => (await import('./copy-command.ts')).copy },
  restored: {
    flags: ['data', 'database'],
    load: async () => (await import('./backup-commands.ts')).restored,
  },
  check: {
    flags: ['data', 'database', 'key-file', 'old-key-file', 'json'],
    load: async () => (await import('./check-command.ts')).check,
  },
  rekey: {
    flags: ['data', 'database', 'key-file', 'new-key-file', 'data-key'],
    load: async () => (await import('./rekey-command.ts')).rekey,
  },
};

/** @param argv what was typed after the program's name @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options,
      allowPositionals: true,
      strict: true,
    });
    if (values.version) return print(`flowlink-backend ${version()}`);
    if (values.help) return print(usage);
    const isGroup = Object.keys(commands).some((command) => command.startsWith(`${positionals[0]} `));
    const words = isGroup ? 2 : 1;
    const name = positionals.slice(0, words).join(' ');
    const command = commands[name];
    if (!command)
      throw new UsageError(name === '' ? 'A command is needed.' : `There is no command “${name}”.`);
    const foreign = (Object.keys(values) as (keyof typeof options)[]).find(
      (flag) => !command.flags.includes(flag),
    );
    if (foreign) throw new UsageError(`“${name}” takes no --${foreign}.`);
    const run = await command.load();
    return await run(values, positionals.slice(words));
  } catch (error) {
    if (error instanceof StartError) return fail(error.message);
    if (error instanceof UsageError || isParseArgsError(error)) return fail(`${error.message}\n\n${usage}`);
    const { code, name, errcode = 0 } = error as NodeJS.ErrnoException & { errcode?: number };
    const reason = systemReasons[code ?? ''] ?? databaseReasons[errcode & 0xff];
    return fail(reason ?? `flowlink-backend failed (${code ?? name}).`);
  }
}

const systemReasons: Record<string, string> = {
  '55P03': 'Something else has locked a table for a long time; try again when it is over.',
  EPIPE: 'Whoever read the output stopped reading.',
  EACCES: 'The data directory may not be used by this user.',
};

/** By the primary result code of SQLite. */
const databaseReasons: Record<number, string> = {
  5: 'Another program is writing to the database for a long time; try again when it is over.',
  11: 'The database is damaged; restore a backup.',
  13: 'The disk is full.',
  26: 'The file in the place of the database is not one; restore a backup.',
};

function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function fail(text: string): number {
  process.stderr.write(`flowlink-backend: ${text}\n`);
  return 1;
}
