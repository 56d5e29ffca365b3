// The flags of all commands.
import type { parseArgs } from 'node:util';

/** A mistake in how the command was typed. */
export class UsageError extends Error {}

export const options = {
  data: { type: 'string' },
  database: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  'key-file': { type: 'string' },
  'old-key-file': { type: 'string' },
  'new-key-file': { type: 'string' },
  'data-key': { type: 'boolean' },
  'log-level': { type: 'string' },
  workspace: { type: 'string' },
  role: { type: 'string' },
  name: { type: 'string' },
  expires: { type: 'string' },
  json: { type: 'boolean' },
  since: { type: 'string' },
  denied: { type: 'boolean' },
  after: { type: 'string' },
  to: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

export type Flags = ReturnType<
  typeof parseArgs<{ options: typeof options; allowPositionals: true }>
>['values'];
