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
  'rate-limit': { type: 'string' },
  'rate-burst': { type: 'string' },
  'trust-proxy': { type: 'string' },
  'metrics-port': { type: 'string' },
  'stop-delay': { type: 'string' },
  workspace: { type: 'string' },
  role: { type: 'string' },
  name: { type: 'string' },
  issuer: { type: 'string' },
  audience: { type: 'string' },
  claim: { type: 'string', multiple: true },
  github: { type: 'string' },
  gitlab: { type: 'string' },
  url: { type: 'string' },
  branch: { type: 'string' },
  environment: { type: 'string' },
  lifetime: { type: 'string' },
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
